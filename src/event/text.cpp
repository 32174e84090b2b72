// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/text.h"

#include "event/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace auditorium {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

char lowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

} // namespace

std::string asciiLower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lowerAscii);
    return out;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

bool equalsIgnoreAsciiCase(std::string_view a, std::string_view b)
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lowerAscii(x) == lowerAscii(y); });
}

std::size_t asciiRun(std::string_view text, std::size_t from)
{
    std::size_t at = from;
    for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        if (word & 0x8080808080808080u)
            break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80)
        ++at;
    return at - from;
}

bool isValidUtf8(std::string_view bytes)
{
    for (std::size_t at = asciiRun(bytes, 0); at < bytes.size(); at += asciiRun(bytes, at)) {
        const Utf8Step step = decodeUtf8(bytes, at);
        if (!step.valid)
            return false;
        at += step.length;
    }
    return true;
}

std::string repairUtf8(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        if (const std::size_t run = asciiRun(bytes, at)) {
            out.append(bytes.substr(at, run));
            at += run;
            continue;
        }
        const Utf8Step step = decodeUtf8(bytes, at);
        out.append(step.valid ? bytes.substr(at, step.length) : replacement);
        at += step.length;
    }
    return out;
}

void appendUtf8(std::string& out, char32_t codePoint)
{
    char bytes[4];
    out.append(bytes, encodeUtf8(bytes, codePoint));
}

} // namespace auditorium
