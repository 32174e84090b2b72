// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/csv_bits.h"
#include "ingest/splitreject.h"
#include "ingest/splitter.h"

#include <algorithm>
#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace auditorium {

namespace {

constexpr std::size_t npos = std::string_view::npos;

// First quote or line break at or behind `at`, or the text's size.
std::size_t findStop(std::string_view text, std::size_t at, char quoteMark)
{
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8(quoteMark), feed = _mm_set1_epi8('\n'), carriage = _mm_set1_epi8('\r');
    for (; at + 16 <= text.size(); at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
        const int hits = _mm_movemask_epi8(_mm_or_si128(
            _mm_cmpeq_epi8(bytes, quote), _mm_or_si128(_mm_cmpeq_epi8(bytes, feed), _mm_cmpeq_epi8(bytes, carriage))));
        if (hits)
            return at + static_cast<unsigned>(__builtin_ctz(static_cast<unsigned>(hits)));
    }
#endif
    while (at < text.size() && text[at] != quoteMark && text[at] != '\n' && text[at] != '\r')
        ++at;
    return at;
}

class CsvSplitter final : public Splitter {
public:
    CsvSplitter(const CsvDialect& dialect, const CsvPreamble& preamble, VectorWidth width)
        : m_dialect(dialect)
        , m_preamble(preamble)
        , m_width(width)
    {
    }

    std::size_t split(std::string_view text, bool atEnd, SplitResult& out) override
    {
        std::size_t begin = 0;
        while (begin < text.size()) {
            if (begin = splitByParity(text, begin, out); begin == text.size())
                break;
            std::size_t next = 0;
            std::size_t end = endOfCsvRecord(text, begin, m_dialect, atEnd, next);
            if (end == npos) {
                if (text.size() - begin <= maxRecordBytes)
                    break;
                // A quote that never closes: take the line as it stands and go on behind it.
                end = text.find('\n', begin);
                next = end == npos ? text.size() : end + 1;
                end = end == npos ? text.size() : end;
            }
            record(text, begin, end, out);
            begin = next;
        }
        return begin;
    }

private:
    /// Takes records 64 bytes at a time as long as every quote stands where a writer of CSV puts it: at a cell's begin, or
    /// doubled within one. Where the first record begins that it did not take.
    std::size_t splitByParity(std::string_view text, std::size_t begin, SplitResult& out)
    {
#if defined(__x86_64__)
        if (m_width == VectorWidth::Avx512)
            return splitWide(text, begin, out);
#endif
        return splitAs<ByteBits>(text, begin, out);
    }

#if defined(__x86_64__)
    AUDITORIUM_AVX512 std::size_t splitWide(std::string_view text, std::size_t begin, SplitResult& out)
    {
        return splitAs<WideByteBits>(text, begin, out);
    }
#endif

    template <class Bits>
    [[gnu::always_inline]] std::size_t splitAs(std::string_view text, std::size_t begin, SplitResult& out)
    {
        if (m_dialect.quote == m_dialect.delimiter)
            return begin;
        std::uint64_t open = 0;  // all ones within quotes
        std::uint64_t mayOpen = 1; // whether a quote at the next byte may open a cell or is the second of two
        for (std::size_t at = begin; at + Bits::width <= text.size(); at += Bits::width) {
            const Bits bytes(text.data() + at);
            const std::uint64_t quotes = bytes.of(m_dialect.quote);
            std::uint64_t ends = bytes.of('\n') | bytes.of('\r');
            std::uint64_t known = ~std::uint64_t{}; // bytes of which it is known what they are
            if (quotes != 0 || open != 0) {
                const std::uint64_t inside = Bits::parity(quotes) ^ open;
                ends &= ~inside;
                const std::uint64_t before = (bytes.of(m_dialect.delimiter) & ~inside) | ends | (quotes & ~inside);
                if (const std::uint64_t odd = quotes & inside & ~(before << 1 | mayOpen))
                    known = (odd & (~odd + 1)) - 1; // those in front of the first such quote
                mayOpen = before >> 63;
                open = inside >> 63 ? ~std::uint64_t{} : 0;
            } else {
                mayOpen = ends >> 63 | (text[at + Bits::width - 1] == m_dialect.delimiter ? 1 : 0);
            }
            for (ends &= known; ends != 0; ends &= ends - 1) {
                const std::size_t end = at + static_cast<std::size_t>(std::countr_zero(ends));
                record(text, begin, end, out);
                begin = end + 1;
            }
            if (known != ~std::uint64_t{})
                return begin;
        }
        return begin;
    }

    void record(std::string_view text, std::size_t begin, std::size_t end, SplitResult& out)
    {
        while (end > begin && text[end - 1] == '\r')
            --end;
        // Blank lines, and the end-of-file mark of old systems, are no records.
        const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\x1a'; };
        if (std::all_of(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end), blank))
            return;
        for (std::size_t* rest : {&m_preamble.hints, &m_preamble.foreign, &m_preamble.titles})
            if (*rest) {
                --*rest;
                if (rest == &m_preamble.foreign)
                    out.rejects.push_back(rejectAt(begin, end - begin, "a line above the table that is not part of it"));
                return;
            }
        if (end - begin > maxRecordBytes)
            out.rejects.push_back(rejectAt(begin, end - begin, tooLong()));
        else
            out.records.push_back({begin, end - begin});
    }

    CsvDialect m_dialect;
    CsvPreamble m_preamble;
    VectorWidth m_width;
};

} // namespace

std::size_t endOfCsvRecord(std::string_view text, std::size_t begin, const CsvDialect& dialect, bool atEnd, std::size_t& next)
{
    // A quote opens a cell where only spaces stand between it and the cell's start; elsewhere it is text.
    const auto opensCell = [&](std::size_t quote, std::size_t from) {
        while (quote > from && text[quote - 1] == ' ' && dialect.delimiter != ' ')
            --quote;
        return quote == begin || (quote > from && text[quote - 1] == dialect.delimiter);
    };
    std::size_t at = begin, closed = begin; // behind the last closing quote
    while ((at = findStop(text, at, dialect.quote)) < text.size()) {
        if (text[at] == '\n' || text[at] == '\r') {
            next = at + 1;
            if (text[at] == '\r') {
                if (next == text.size() && !atEnd)
                    return npos; // a line feed may follow
                if (next < text.size() && text[next] == '\n')
                    ++next;
            }
            return at;
        }
        if (!opensCell(at, closed)) {
            ++at;
            continue;
        }
        std::size_t close = at + 1;
        for (;; close += 2) {
            close = text.find(dialect.quote, close);
            if (close == npos || close + 1 >= text.size() || text[close + 1] != dialect.quote)
                break;
        }
        if (close == npos || close + 1 >= text.size()) {
            if (!atEnd)
                return npos; // it may close, or turn out to be doubled
            if (close == npos) { // Never closed: the quote is text, the record ends with its line.
                closed = ++at;
                continue;
            }
        }
        at = closed = close + 1;
    }
    next = text.size();
    return atEnd ? text.size() : npos;
}

std::unique_ptr<Splitter> makeCsvSplitter(const CsvDialect& dialect, const CsvPreamble& preamble)
{
    return makeCsvSplitter(dialect, preamble, mostVectorWidth());
}

std::unique_ptr<Splitter> makeCsvSplitter(const CsvDialect& dialect, const CsvPreamble& preamble, VectorWidth width)
{
    return std::make_unique<CsvSplitter>(dialect, preamble, width);
}

} // namespace auditorium
