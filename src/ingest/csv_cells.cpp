// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/mapping.h"

#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace auditorium {
namespace {

#if defined(__SSE2__)

/// A bit for each of 64 bytes that equals `mark`.
std::uint64_t bitsOf(const __m128i (&bytes)[4], char mark)
{
    const __m128i wanted = _mm_set1_epi8(mark);
    std::uint64_t bits = 0;
    for (int i = 0; i < 4; ++i)
        bits |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes[i], wanted)))}
            << (16 * i);
    return bits;
}

/// Bit i of the answer: whether an odd number of the bits up to i is set.
std::uint64_t parity(std::uint64_t bits)
{
    for (int shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

/// The record's cells as they stand, quotes and all, cut at each delimiter behind an even number of quotes; the number of
/// quotes. 64 bytes at a time.
std::size_t cutByParity(std::string_view record, const CsvDialect& dialect, std::vector<std::string_view>& cells)
{
    std::size_t begin = 0, quotes = 0;
    std::uint64_t open = 0; // all ones within quotes
    for (std::size_t at = 0; at < record.size(); at += 64) {
        alignas(16) char last[64];
        const char* block = record.data() + at;
        const std::size_t left = record.size() - at;
        if (left < 64) {
            std::memset(last, 0, sizeof last);
            std::memcpy(last, block, left);
            block = last;
        }
        __m128i bytes[4];
        for (int i = 0; i < 4; ++i)
            bytes[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * i));
        const std::uint64_t within = left < 64 ? (std::uint64_t{1} << left) - 1 : ~std::uint64_t{};
        const std::uint64_t quote = bitsOf(bytes, dialect.quote) & within;
        std::uint64_t cuts = bitsOf(bytes, dialect.delimiter) & within;
        if (quote != 0 || open != 0) {
            quotes += static_cast<std::size_t>(std::popcount(quote));
            const std::uint64_t inside = parity(quote) ^ open;
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
        const std::size_t begin = unquoted.size();
        for (std::size_t quote = cell.find(dialect.quote), from = 0;; quote = cell.find(dialect.quote, from)) {
            if (quote == std::string_view::npos) {
                if (from > 0) {
                    unquoted.append(cell.substr(from));
                    cell = std::string_view(unquoted).substr(begin);
                }
                break;
            }
            if (quote + 1 >= cell.size() || cell[quote + 1] != dialect.quote)
                return false;
            quotes -= 2;
            unquoted.append(cell.substr(from, quote + 1 - from));
            from = quote + 2;
        }
    }
    return quotes == 0; // none is left in a cell that has no quotes around it
}

#endif

} // namespace

bool splitCsv(
    std::string_view record, const CsvDialect& dialect, std::vector<std::string_view>& cells, std::string& unquoted)
{
    while (!record.empty() && (record.back() == '\n' || record.back() == '\r'))
        record.remove_suffix(1); // a quoted cell ends with its quote, so these are the line's end
    cells.clear();
    unquoted.clear();
    unquoted.reserve(record.size()); // cells point into it
#if defined(__SSE2__)
    if (dialect.quote != dialect.delimiter) {
        const std::size_t quotes = cutByParity(record, dialect, cells);
        if (quotes == 0 || (quotes % 2 == 0 && unquote(dialect, quotes, cells, unquoted)))
            return true;
        cells.clear();
        unquoted.clear();
    }
#endif
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
