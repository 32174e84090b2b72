// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/csv_cells.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace auditorium {

namespace {

template <class Bits>
[[gnu::always_inline]] inline std::size_t cutAs(
    std::string_view record, const CsvDialect& dialect, std::vector<std::string_view>& cells)
{
    cells.clear();
    std::size_t begin = 0, quotes = 0;
    std::uint64_t open = 0; // all ones within quotes
    for (std::size_t at = 0; at < record.size(); at += Bits::width) {
        const std::size_t size = std::min(Bits::width, record.size() - at);
        const Bits bytes(record.data() + at, size);
        const std::uint64_t within = ~std::uint64_t{} >> (Bits::width - size);
        const std::uint64_t quote = bytes.of(dialect.quote) & within;
        std::uint64_t cuts = bytes.of(dialect.delimiter) & within;
        if (quote != 0 || open != 0) {
            quotes += static_cast<std::size_t>(std::popcount(quote));
            const std::uint64_t inside = Bits::parity(quote) ^ open;
            cuts &= ~inside;
            open = (inside >> 63) ? ~std::uint64_t{} : 0;
        }
        for (; cuts != 0; cuts &= cuts - 1) {
            const std::size_t end = at + static_cast<std::size_t>(std::countr_zero(cuts));
            cells.push_back(record.substr(begin, end - begin));
            begin = end + 1;
        }
    }
    cells.push_back(record.substr(begin));
    return quotes;
}

#if defined(__x86_64__)
AUDITORIUM_AVX512 std::size_t cutWide(
    std::string_view record, const CsvDialect& dialect, std::vector<std::string_view>& cells)
{
    return cutAs<WideByteBits>(record, dialect, cells);
}

/// Of two quotes the second one is left out, 64 bytes at a time.
AUDITORIUM_AVX512 std::ptrdiff_t undoubleWide(std::string_view cell, char quote, char* out)
{
    const char* const begin = out;
    std::uint64_t odd = 0;      // all ones behind a quote that waits for its second
    std::uint64_t expected = 0; // whether the next byte is that
    for (std::size_t at = 0; at < cell.size(); at += WideByteBits::width) {
        const std::size_t size = std::min(WideByteBits::width, cell.size() - at);
        const WideByteBits bytes(cell.data() + at, size);
        const std::uint64_t within = ~std::uint64_t{} >> (WideByteBits::width - size);
        const std::uint64_t quotes = bytes.of(quote) & within;
        const std::uint64_t parity = WideByteBits::parity(quotes) ^ odd;
        const std::uint64_t first = quotes & parity, second = quotes & ~parity;
        if (second != (first << 1 | expected))
            return -1;
        odd = (parity >> 63) ? ~std::uint64_t{} : 0;
        expected = first >> 63;
        out += bytes.put(within & ~second, out);
    }
    return expected != 0 ? -1 : out - begin;
}
#endif

} // namespace

std::size_t cutByParity(
    std::string_view record, const CsvDialect& dialect, std::vector<std::string_view>& cells, VectorWidth width)
{
#if defined(__x86_64__)
    if (width == VectorWidth::Avx512)
        return cutWide(record, dialect, cells);
#endif
    return cutAs<ByteBits>(record, dialect, cells);
}

std::ptrdiff_t undouble(std::string_view cell, char quote, char* out, VectorWidth width)
{
#if defined(__x86_64__)
    if (width == VectorWidth::Avx512)
        return undoubleWide(cell, quote, out);
#endif
    const char* const begin = out;
    std::size_t from = 0;
#if defined(__SSE2__)
    const __m128i wanted = _mm_set1_epi8(quote);
    while (from + 16 <= cell.size()) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(cell.data() + from));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out), bytes); // what is too much is written over
        const auto quotes = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted)));
        const std::size_t plain = quotes ? static_cast<std::size_t>(std::countr_zero(quotes)) + 1 : 16;
        from += plain;
        out += plain;
        if (quotes && (from == cell.size() || cell[from++] != quote))
            return -1;
    }
#endif
    while (from < cell.size()) {
        *out++ = cell[from++];
        if (out[-1] == quote && (from == cell.size() || cell[from++] != quote))
            return -1;
    }
    return out - begin;
}

namespace {

/// Takes the quotes off; false where they do not stand as a writer of CSV would have put them.
bool unquote(const CsvDialect& dialect, std::size_t quotes, std::vector<std::string_view>& cells, std::string& unquoted)
{
    for (std::string_view& cell : cells) {
        if (cell.empty() || cell.front() != dialect.quote)
            continue;
        if (cell.size() < 2 || cell.back() != dialect.quote)
            return false;
        quotes -= 2;
        cell = cell.substr(1, cell.size() - 2);
        if (cell.find(dialect.quote) == std::string_view::npos)
            continue;
        const std::size_t begin = unquoted.size();
        unquoted.resize(begin + cell.size());
        const std::ptrdiff_t size = undouble(cell, dialect.quote, unquoted.data() + begin);
        if (size < 0)
            return false;
        quotes -= 2 * (cell.size() - static_cast<std::size_t>(size));
        unquoted.resize(begin + static_cast<std::size_t>(size));
        cell = std::string_view(unquoted).substr(begin);
    }
    return quotes == 0; // none is left in a cell that has no quotes around it
}

} // namespace

bool splitCsv(
    std::string_view record, const CsvDialect& dialect, std::vector<std::string_view>& cells, std::string& unquoted)
{
    while (!record.empty() && (record.back() == '\n' || record.back() == '\r'))
        record.remove_suffix(1); // a quoted cell ends with its quote, so these are the line's end
    cells.clear();
    unquoted.clear();
    unquoted.reserve(record.size()); // cells point into it
    if (dialect.quote != dialect.delimiter) {
        const std::size_t quotes = cutByParity(record, dialect, cells);
        if (quotes == 0 || (quotes % 2 == 0 && unquote(dialect, quotes, cells, unquoted)))
            return true;
        cells.clear();
        unquoted.clear();
    }
    bool whole = true;
    std::size_t at = 0;
    for (;;) {
        std::size_t end = 0;
        if (at < record.size() && record[at] == dialect.quote) {
            std::string_view inner; // what stands between the quotes, if nothing had to be changed
            std::size_t begin = unquoted.size();
            bool plain = true;
            std::size_t from = ++at;
            for (;;) {
                const std::size_t quote = record.find(dialect.quote, at);
                if (quote == std::string_view::npos) {
                    whole = false;
                    inner = record.substr(from);
                    at = record.size();
                } else {
                    inner = record.substr(from, quote - from);
                    at = quote + 1;
                }
                if (!whole || at >= record.size() || record[at] != dialect.quote)
                    break;
                unquoted.append(inner).push_back(dialect.quote);
                plain = false;
                from = ++at;
            }
            end = record.find(dialect.delimiter, at); // text behind a closing quote is kept as it is
            const std::string_view behind = record.substr(at, end == std::string_view::npos ? end : end - at);
            if (plain && behind.empty()) {
                cells.push_back(inner);
            } else {
                unquoted.append(inner).append(behind);
                cells.push_back(std::string_view(unquoted).substr(begin));
            }
        } else {
            end = record.find(dialect.delimiter, at);
            cells.push_back(record.substr(at, end == std::string_view::npos ? end : end - at));
        }
        if (end == std::string_view::npos)
            break;
        at = end + 1;
    }
    return whole;
}

} // namespace auditorium
