// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/lexer.h"

#include <algorithm>
#include <array>

namespace auditorium::lexer {
namespace {

constexpr std::array<std::string_view, 16> wideSpaces = {"\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81",
    "\xe2\x80\x82", "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88",
    "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};

// What other languages write for AND, OR and NOT: refused as free text, so that it is never silently searched for.
constexpr std::array<std::string_view, 8> reserved = {"AND", "OR", "NOT", "&&", "||", "&", "|", "!"};

bool endsRange(char c) { return c == '.' || c == '/' || c == '\\'; }

bool isPlainRange(std::string_view text)
{
    return text.find(',') == npos && rangeIn(text) == npos && text.front() != '<' && text.front() != '>'
        && !endsRange(text.front()) && !endsRange(text.back());
}

} // namespace

std::size_t spaceAt(std::string_view text, std::size_t at)
{
    if (at >= text.size())
        return 0;
    const char c = text[at];
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 1;
    if (static_cast<unsigned char>(c) < 0x80)
        return 0;
    const std::string_view rest = text.substr(at, 3);
    for (const std::string_view space : wideSpaces)
        if (rest.starts_with(space))
            return space.size();
    return 0;
}

std::size_t skipSpace(std::string_view text, std::size_t at)
{
    while (const std::size_t length = spaceAt(text, at))
        at += length;
    return at;
}

std::size_t wordEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && text[at] != '(' && text[at] != ')' && text[at] != '"' && !spaceAt(text, at))
        ++at;
    return at;
}

std::size_t regexEnd(std::string_view text, std::size_t at)
{
    int depth = 0;
    std::size_t classStart = npos;
    for (; at < text.size() && !spaceAt(text, at); ++at) {
        const char c = text[at];
        if (c == '\\') {
            // What follows a backslash is never structure; white space still ends the word.
            if (at + 1 < text.size() && !spaceAt(text, at + 1))
                ++at;
        } else if (classStart != npos) {
            // A "]" right after "[" or "[^" is a member of the class.
            const bool first = at == classStart + 1 || (at == classStart + 2 && text[at - 1] == '^');
            if (c == ']' && !first)
                classStart = npos;
        } else if (c == '[') {
            classStart = at;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')' && --depth < 0) {
            return at;
        }
    }
    return at;
}

std::size_t operatorIn(std::string_view word) { return word.find_first_of(":=~<>"); }

std::size_t rangeIn(std::string_view word, std::size_t from)
{
    for (std::size_t at = word.find("..", from); at != npos; at = word.find("..", at)) {
        const std::size_t end = word.find_first_not_of('.', at);
        const std::size_t length = (end == npos ? word.size() : end) - at;
        const bool touches = (at > 0 && endsRange(word[at - 1])) || (end != npos && endsRange(word[end]));
        if (length == 2 && !touches)
            return at;
        at += length;
    }
    return npos;
}

QuotedText readQuoted(std::string_view text, std::size_t at)
{
    QuotedText out;
    for (++at; at < text.size(); ++at) {
        if (text[at] == '"') {
            out.closed = true;
            ++at;
            break;
        }
        if (text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == '"' || text[at + 1] == '\\'))
            ++at;
        out.text += text[at];
    }
    out.end = std::min(at, text.size());
    return out;
}

std::string quote(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out += '"';
}

bool isPlain(std::string_view text, Place place)
{
    if (text.empty())
        return false;
    if (place == Place::Regex)
        return text.front() != '"' && regexEnd(std::string(text) + ')', 0) == text.size();
    if (wordEnd(text, 0) != text.size())
        return false;
    switch (place) {
    case Place::FreeText:
        return operatorIn(text) == npos && text.front() != '-' && text.front() != ',' && text.back() != ','
            && std::find(reserved.begin(), reserved.end(), text) == reserved.end();
    case Place::Match:
        return text.find(',') == npos && rangeIn(text) == npos && text.front() != '<' && text.front() != '>'
            && text != "..";
    case Place::Equals: return text.find(',') == npos && text.front() != '=' && text.front() != '~';
    case Place::Compare: return text.find(',') == npos && std::string_view("=<>~").find(text.front()) == npos;
    case Place::RangeSide: return isPlainRange(text);
    case Place::Path: return operatorIn(text) == npos && text.back() != '!';
    case Place::Regex: break;
    }
    return false;
}

std::string written(std::string_view text, bool quoted, Place place)
{
    return quoted || !isPlain(text, place) ? quote(text) : std::string(text);
}

std::string columnText(const ColumnRef& column)
{
    std::string name(columnName(column.column));
    if (!column.path.empty())
        name.append(1, '.').append(written(column.path, false, Place::Path));
    return name;
}

} // namespace auditorium::lexer
