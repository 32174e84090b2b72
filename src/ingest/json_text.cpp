// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/json_text.h"

#include "event/text.h"

#include <simdjson.h>

#include <cstring>

namespace auditorium {
namespace {

constexpr std::size_t keptRoom = std::size_t{1} << 20; // what a rare huge record needed is given back

std::size_t roomFor(std::size_t size) { return size < 4096 ? 8192 : size < keptRoom ? size * 2 : size; }

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// The code unit of "uXXXX" at `at`, or -1.
int codeUnit(std::string_view raw, std::size_t at)
{
    if (at + 5 > raw.size() || raw[at] != 'u')
        return -1;
    int unit = 0;
    for (std::size_t i = at + 1; i < at + 5; ++i) {
        const int digit = hexDigit(raw[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

char simpleEscape(char c)
{
    switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case '"':
    case '\\':
    case '/': return c;
    default: return '\0';
    }
}

} // namespace

struct JsonText::Stage {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    std::size_t capacity = 0;

    bool reserve(std::size_t size)
    {
        if (parser && size <= capacity && (capacity <= keptRoom || size > keptRoom))
            return true;
        capacity = roomFor(size);
        return simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, parser)
            == simdjson::SUCCESS;
    }
};

JsonText::JsonText()
    : m_stage(std::make_unique<Stage>())
{
}
JsonText::~JsonText() = default;

const char* JsonText::read(std::string_view bytes)
{
    m_count = 0;
    if (bytes.size() >= simdjson::SIMDJSON_MAXSIZE_BYTES / 4)
        return "The record is too long.";
    std::string repaired;
    if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
        repaired = repairUtf8(bytes);
        bytes = repaired;
    }
    if (bytes.size() + simdjson::SIMDJSON_PADDING > m_room || (m_room > 2 * keptRoom && bytes.size() < keptRoom)) {
        m_room = roomFor(bytes.size()) + simdjson::SIMDJSON_PADDING;
        m_buffer.reset(new char[m_room]);
    }
    m_size = bytes.size();
    if (m_size > 0)
        std::memcpy(m_buffer.get(), bytes.data(), m_size);
    std::memset(m_buffer.get() + m_size, ' ', simdjson::SIMDJSON_PADDING);
    m_data = m_buffer.get();
    m_whole = nullptr;
    return index();
}

bool JsonText::indexInPlace(std::string_view bytes)
{
    m_count = 0;
    m_data = bytes.data();
    m_size = bytes.size();
    m_whole = nullptr;
    return !index();
}

void JsonText::borrow(const JsonText& whole, std::uint32_t structural)
{
    m_whole = &whole;
    m_data = whole.m_data;
    m_size = whole.m_size;
    m_structurals = whole.m_structurals + structural;
    m_count = whole.m_count - structural;
}

std::size_t JsonText::findBackslash(std::size_t from) const
{
    const void* found = from < m_size ? std::memchr(m_data + from, '\\', m_size - from) : nullptr;
    m_cleanFrom = from;
    m_backslash = found ? static_cast<std::size_t>(static_cast<const char*>(found) - m_data) : m_size;
    return m_backslash;
}

const char* JsonText::index()
{
    m_cleanFrom = 1;
    m_backslash = 0;
    if (!m_stage->reserve(m_size + 1))
        return "There is not enough memory for the record.";
    const auto error = m_stage->parser->stage1(
        reinterpret_cast<const std::uint8_t*>(m_data), m_size, simdjson::stage1_mode::regular);
    switch (error) {
    case simdjson::SUCCESS: break;
    case simdjson::EMPTY: return "The record is empty.";
    case simdjson::UNCLOSED_STRING: return "The record ends inside a string.";
    case simdjson::UNESCAPED_CHARS: return "A string holds an unescaped control character.";
    default: return "The record is not JSON.";
    }
    m_structurals = m_stage->parser->structural_indexes.get();
    m_count = m_stage->parser->n_structural_indexes;
    m_stage->parser->structural_indexes[m_count] = static_cast<std::uint32_t>(m_size); // there is room: stage 1 does so too
    return m_count == 0 ? "The record is empty." : nullptr;
}

bool isUtf8Text(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

bool validEscapes(std::string_view raw)
{
    std::size_t at = raw.find('\\');
    while (at != std::string_view::npos) {
        if (at + 1 >= raw.size())
            return false;
        if (raw[at + 1] == 'u') {
            if (codeUnit(raw, at + 1) < 0)
                return false;
            at += 6;
        } else {
            if (simpleEscape(raw[at + 1]) == '\0')
                return false;
            at += 2;
        }
        at = raw.find('\\', at);
    }
    return true;
}

void appendUnescaped(std::string& out, std::string_view raw)
{
    std::size_t from = 0;
    for (std::size_t at = raw.find('\\'); at != std::string_view::npos; at = raw.find('\\', from)) {
        out.append(raw, from, at - from);
        from = at + 2;
        if (from > raw.size())
            return;
        if (raw[at + 1] != 'u') {
            out += simpleEscape(raw[at + 1]);
            continue;
        }
        const int unit = codeUnit(raw, at + 1);
        from = unit < 0 ? from : at + 6;
        char32_t point = unit < 0 ? U'\uFFFD' : static_cast<char32_t>(unit);
        if (point >= 0xD800 && point < 0xDC00) {
            const int low = from < raw.size() && raw[from] == '\\' ? codeUnit(raw, from + 1) : -1;
            if (low >= 0xDC00 && low < 0xE000) {
                point = 0x10000 + ((point - 0xD800) << 10) + static_cast<char32_t>(low - 0xDC00);
                from += 6;
            } else {
                point = U'\uFFFD';
            }
        } else if (point >= 0xDC00 && point < 0xE000) {
            point = U'\uFFFD';
        }
        appendUtf8(out, point);
    }
    out.append(raw, from, std::string_view::npos);
}

bool isJsonNumber(std::string_view text)
{
    std::size_t i = 0;
    const auto digits = [&] {
        const std::size_t first = i;
        while (i < text.size() && text[i] >= '0' && text[i] <= '9')
            ++i;
        return i - first;
    };
    if (i < text.size() && text[i] == '-')
        ++i;
    const std::size_t first = i;
    const std::size_t whole = digits();
    if (whole == 0 || (whole > 1 && text[first] == '0'))
        return false;
    if (i < text.size() && text[i] == '.') {
        ++i;
        if (digits() == 0)
            return false;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-'))
            ++i;
        if (digits() == 0)
            return false;
    }
    return i == text.size();
}

void appendQuotedJson(std::string& out, std::string_view text)
{
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                out += "\\u00";
                out += hex[static_cast<unsigned char>(c) >> 4];
                out += hex[static_cast<unsigned char>(c) & 15];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

} // namespace auditorium
