// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "output/csvcell.h"

#include "event/text.h"
#include "event/utf8.h"
#include "output/writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace auditorium {
namespace {

enum CharClass : unsigned char { Plain = 0, Quoted = 1, High = 2 };

constexpr std::array<unsigned char, 256> makeClasses()
{
    std::array<unsigned char, 256> classes{};
    for (std::size_t i = 0x80; i < classes.size(); ++i)
        classes[i] = High;
    for (const unsigned char c : {'"', ',', '\r', '\n'})
        classes[c] = Quoted;
    return classes;
}
constexpr auto classes = makeClasses();

#if defined(__SSE2__)

__m128i load(const char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }
void store(char* at, __m128i bytes) { _mm_storeu_si128(reinterpret_cast<__m128i*>(at), bytes); }
__m128i equal(__m128i bytes, char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); }
unsigned bitsOf(__m128i bytes) { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); }

#endif

/// Copies a text; the classes of all its characters together.
unsigned copyLooking(char* out, std::string_view text)
{
    unsigned found = Plain;
    std::size_t at = 0;
#if defined(__SSE2__)
    if (text.size() >= 16) {
        __m128i quoted = _mm_setzero_si128(), high = quoted;
        const auto step = [&](std::size_t from) {
            const __m128i bytes = load(text.data() + from);
            store(out + from, bytes);
            high = _mm_or_si128(high, bytes);
            quoted = _mm_or_si128(quoted, _mm_or_si128(_mm_or_si128(equal(bytes, '"'), equal(bytes, ',')),
                                              _mm_or_si128(equal(bytes, '\r'), equal(bytes, '\n'))));
        };
        for (; at + 16 <= text.size(); at += 16)
            step(at);
        if (at < text.size())
            step(text.size() - 16);
        return (bitsOf(quoted) ? Quoted : Plain) | (bitsOf(high) ? High : Plain);
    }
#endif
    for (; at < text.size(); ++at) {
        out[at] = text[at];
        found |= classes[static_cast<unsigned char>(text[at])];
    }
    return found;
}

constexpr char32_t invisibleStarts[] = {0x00a0, 0x200b, 0x2060, 0x3000, 0xfeff};

/// White space that a spreadsheet may drop before it looks at a cell.
bool isSkipped(char32_t code)
{
    if (code <= 0x20 || (code >= 0x2000 && code <= 0x200f))
        return true;
    for (const char32_t c : invisibleStarts)
        if (code == c)
            return true;
    return false;
}

/// True for what a spreadsheet would run as a formula: = + - @, also full-width, after white space too; and what begins
/// with a tab or a line break, which some drop and then look again.
bool isFormula(std::string_view text)
{
    if (!text.empty() && (text[0] == '\t' || text[0] == '\r' || text[0] == '\n'))
        return true;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Step step = decodeUtf8(text, at);
        if (!step.valid)
            return false;
        const char32_t code = step.codePoint;
        const char32_t narrow = code > 0xff00 && code < 0xff5f ? code - 0xfee0 : code;
        if (narrow == '=' || narrow == '+' || narrow == '-' || narrow == '@')
            return true;
        if (!isSkipped(code))
            return false;
        at += step.length;
    }
    return false;
}

bool isOuterSpace(char c) { return c == ' ' || c == '\t'; }

bool mayBeFormula(std::string_view text)
{
    if (text.empty())
        return false;
    const char first = text[0]; // negative: no ASCII
    return (first <= ' ' || first == '=' || first == '+' || first == '-' || first == '@') && isFormula(text);
}

} // namespace

void CsvLine::grow(std::size_t size)
{
    const std::size_t used = text().size(), room = std::max<std::size_t>(4096, 2 * (used + size) + slack);
    auto bytes = std::make_unique_for_overwrite<char[]>(room);
    if (used > 0)
        std::memcpy(bytes.get(), m_bytes.get(), used);
    m_bytes = std::move(bytes);
    m_at = m_bytes.get() + used;
    m_end = m_bytes.get() + room;
}

void CsvLine::putCell(std::string_view text, bool neutraliseFormulas)
{
    reserve(text.size());
    const unsigned found = copyLooking(m_at, text);
    if ((found & High) && !isValidUtf8(text)) {
        const std::string repaired = repairUtf8(text);
        return putValid(repaired, found & Quoted, neutraliseFormulas);
    }
    if (!(found & Quoted) && !text.empty() && !isOuterSpace(text.front()) && !isOuterSpace(text.back())
        && !(neutraliseFormulas && mayBeFormula(text))) {
        m_at += text.size(); // it stands there already
        return;
    }
    putValid(text, found & Quoted, neutraliseFormulas);
}

/// A text in UTF-8; `quoted`: it holds what must be.
void CsvLine::putValid(std::string_view text, bool quoted, bool neutraliseFormulas)
{
    const bool quote = quoted || (!text.empty() && (isOuterSpace(text.front()) || isOuterSpace(text.back())));
    reserve(2 * text.size() + 3);
    if (quote)
        *m_at++ = '"';
    if (neutraliseFormulas && mayBeFormula(text))
        *m_at++ = '\'';
    if (quoted)
        putDoubled(text);
    else
        put(text);
    if (quote)
        *m_at++ = '"';
}

/// There must be room for twice the text.
void CsvLine::putDoubled(std::string_view text)
{
    const char* at = text.data();
    const char* const end = at + text.size();
    char* out = m_at;
#if defined(__SSE2__)
    while (end - at >= 16) {
        const __m128i bytes = load(at);
        store(out, bytes);
        const unsigned quotes = bitsOf(equal(bytes, '"'));
        if (quotes == 0) {
            at += 16;
            out += 16;
            continue;
        }
        const auto size = static_cast<std::size_t>(std::countr_zero(quotes)) + 1;
        at += size;
        out += size;
        *out++ = '"';
    }
#endif
    for (; at < end; ++at) {
        *out++ = *at;
        if (*at == '"')
            *out++ = '"';
    }
    m_at = out;
}

void appendCsvCell(std::string& out, std::string_view text, bool neutraliseFormulas)
{
    CsvLine line;
    line.putCell(text, neutraliseFormulas);
    out.append(line.text());
}

} // namespace auditorium
