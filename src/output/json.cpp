// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/text.h"
#include "event/utf8.h"
#include "output/encoder.h"
#include "output/keptcells.h"

#include <algorithm>
#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace auditorium {
namespace {

constexpr char hex[] = "0123456789abcdef";

void appendEscape(std::string& out, char32_t code)
{
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += hex[code >> shift & 0xf];
}

void appendControl(std::string& out, unsigned char c)
{
    constexpr std::string_view letters = "\b\f\n\r\t", names = "bfnrt";
    const std::size_t known = letters.find(static_cast<char>(c));
    if (known == std::string_view::npos)
        return appendEscape(out, c);
    out += '\\';
    out += names[known];
}

/// Characters that JSON may hold as they are, but that break lines or re-order the text where it is looked at:
/// C1 controls (some terminals obey them), line separators, bidi controls.
bool isBetterEscaped(char32_t code)
{
    return (code >= 0x80 && code < 0xa0) || (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

bool isPlain(char c)
{
    return static_cast<unsigned char>(c) - 0x20u < 0x5f && c != '"' && c != '\\'; // 0x20 to 0x7e
}

/// The first character from there on that is not plain.
std::size_t plainEnd(std::string_view text, std::size_t at)
{
#if defined(__SSE2__)
    for (; at + 16 <= text.size(); at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
        // As signed numbers: what is no ASCII is below 0.
        const __m128i within = _mm_and_si128(
            _mm_cmpgt_epi8(bytes, _mm_set1_epi8(0x1f)), _mm_cmpgt_epi8(_mm_set1_epi8(0x7f), bytes));
        const __m128i marks =
            _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
        const auto plain = static_cast<unsigned>(_mm_movemask_epi8(_mm_andnot_si128(marks, within)));
        if (plain != 0xffff)
            return at + static_cast<std::size_t>(std::countr_one(plain));
    }
#endif
    while (at < text.size() && isPlain(text[at]))
        ++at;
    return at;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// A number as RFC 8259 has it; what a CSV calls a number may be none.
bool isJsonNumber(std::string_view text)
{
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const auto digits = [&] {
        const std::size_t start = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at - start;
    };
    const bool zero = at < text.size() && text[at] == '0';
    const std::size_t whole = digits();
    if (whole == 0 || (zero && whole > 1))
        return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0)
            return false;
    }
    if (at < text.size() && (text[at] | 0x20) == 'e') {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

void appendField(std::string& out, const Field& field)
{
    const bool verbatim = (field.kind == ValueKind::Number && isJsonNumber(field.value))
        || (field.kind == ValueKind::Bool && (field.value == "true" || field.value == "false"));
    if (verbatim)
        out += field.value;
    else if (field.kind == ValueKind::Null)
        out += "null";
    else
        appendJsonString(out, field.value);
}

/// An object made elsewhere, on one line: a raw line break can only stand between its tokens.
void appendObject(std::string& out, std::string_view json)
{
    if (json.empty()) {
        out += "{}";
        return;
    }
    const std::size_t start = out.size();
    if (isValidUtf8(json))
        out += json;
    else
        out += repairUtf8(json);
    const auto from = out.begin() + static_cast<std::ptrdiff_t>(start);
    std::replace_if(
        from, out.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
}

class JsonEncoder final : public Encoder {
public:
    explicit JsonEncoder(bool array)
        : m_array(array)
    {
    }

    void begin(const RowCells& cells, std::string& out) override
    {
        for (const ColumnRef& column : cells.columns()) {
            std::string key(m_keys.empty() ? "{" : ",");
            appendJsonString(key, columnRefName(column));
            m_keys.push_back(key + ':');
        }
        m_kept.begin(cells);
        if (m_array)
            out += '[';
    }
    void row(const RowCells& cells, bool first, std::string& out) override
    {
        if (m_array)
            out += first ? "\n" : ",\n";
        if (m_keys.empty())
            out += '{';
        m_kept.lookAhead(cells);
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            out += m_keys[i];
            if (m_kept.keeps(i)) {
                out += m_kept.cell(cells, i, [&] {
                    m_cell.clear();
                    appendJsonString(m_cell, cells.text(i));
                    return std::string_view(m_cell);
                });
                continue;
            }
            const ColumnRef& column = cells.columns()[i];
            const Field* const field =
                column.column == Column::Details && !column.path.empty() ? cells.field(i) : nullptr;
            if (field)
                appendField(out, *field);
            else if (column.column == Column::Details && column.path.empty())
                appendObject(out, cells.text(i));
            else
                appendJsonString(out, cells.text(i));
        }
        out += m_array ? "}" : "}\n";
    }
    void end(std::uint64_t rows, std::string& out) override
    {
        if (m_array)
            out += rows == 0 ? "]\n" : "\n]\n";
    }

private:
    bool m_array;
    std::vector<std::string> m_keys; ///< with their punctuation
    KeptCells m_kept;
    std::string m_cell;
};

} // namespace

void appendJsonString(std::string& out, std::string_view text)
{
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = plainEnd(text, at);
        out.append(text.substr(at, end - at));
        if (end == text.size())
            break;
        const auto c = static_cast<unsigned char>(text[end]);
        at = end + 1;
        if (c == '"' || c == '\\') {
            out += '\\';
            out += static_cast<char>(c);
        } else if (c < 0x20 || c == 0x7f) {
            appendControl(out, c);
        } else {
            const Utf8Step step = decodeUtf8(text, end);
            at = end + step.length;
            if (!step.valid)
                out += "\xef\xbf\xbd";
            else if (isBetterEscaped(step.codePoint))
                appendEscape(out, step.codePoint);
            else
                out.append(text.substr(end, step.length));
        }
    }
    out += '"';
}

std::unique_ptr<Encoder> makeJsonEncoder(bool array) { return std::make_unique<JsonEncoder>(array); }

} // namespace auditorium
