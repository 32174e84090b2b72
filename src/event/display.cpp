// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/text.h"

#include "event/utf8.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

namespace auditorium {
namespace {

struct CodeRange {
    std::uint32_t first, last;
};

// Characters that draw nothing or reorder what is drawn: a reader must see that they are there. Bidi and
// zero-width controls, fillers that look empty, annotation marks, tags and the supplementary variation selectors.
constexpr CodeRange hiddenRanges[] = {{0x0080, 0x009f}, {0x00ad, 0x00ad}, {0x034f, 0x034f}, {0x061c, 0x061c},
    {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},
    {0x2800, 0x2800}, {0x3164, 0x3164}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff9, 0xfffb}, {0x1d173, 0x1d17a},
    {0xe0000, 0xe0fff}};

bool isHidden(char32_t code)
{
    const auto* range = std::lower_bound(std::begin(hiddenRanges), std::end(hiddenRanges), code,
        [](const CodeRange& r, char32_t c) { return r.last < c; });
    return range != std::end(hiddenRanges) && code >= range->first;
}

constexpr char32_t returnSymbol = 0x23ce;

/// Writes what stands for the code point: itself, a control picture or "<U+202E>".
void appendVisible(std::string& out, char32_t code)
{
    if (code == '\n')
        return appendUtf8(out, returnSymbol);
    if (code < 0x20)
        return appendUtf8(out, 0x2400 + code);
    if (code == 0x7f)
        return appendUtf8(out, 0x2421);
    if (code < 0x80 || !isHidden(code))
        return appendUtf8(out, code);
    char digits[8];
    const char* const end = std::to_chars(digits, digits + sizeof digits, static_cast<std::uint32_t>(code), 16).ptr;
    out += "<U+";
    out.append(std::max<std::ptrdiff_t>(0, 4 - (end - digits)), '0');
    std::transform(static_cast<const char*>(digits), end, std::back_inserter(out),
        [](char c) { return c >= 'a' ? static_cast<char>(c - 0x20) : c; });
    out += '>';
}

std::size_t codePoints(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

/// How much of the text's beginning is printable ASCII, and so is shown as it is.
std::size_t plainRun(std::string_view text)
{
    const auto end =
        std::find_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) - 0x20u >= 0x5f; });
    return static_cast<std::size_t>(end - text.begin());
}

std::string display(std::string_view text, std::size_t limit, bool block)
{
    std::string out;
    out.reserve(std::min(text.size(), limit) + 8);
    std::size_t used = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t run = plainRun(text.substr(at, limit - used));
        out.append(text.substr(at, run));
        at += run;
        used += run;
        if (at == text.size())
            break;
        const Utf8Step step = decodeUtf8(text, at);
        at += step.length;
        char32_t code = step.valid ? step.codePoint : 0xfffd;
        if (code == '\r' && at < text.size() && text[at] == '\n') {
            ++at; // CR LF is one line break
            code = '\n';
        }
        const std::size_t before = out.size();
        if (block && (code == '\n' || code == '\t'))
            out += static_cast<char>(code);
        else
            appendVisible(out, code);
        used += out.size() == before + 1 ? 1 : codePoints(std::string_view(out).substr(before));
        if (used > limit) {
            out.resize(before);
            appendUtf8(out, 0x2026);
            break;
        }
    }
    return out;
}

} // namespace

std::string displayText(std::string_view utf8, std::size_t limit) { return display(utf8, limit, false); }

std::string displayBlock(std::string_view utf8, std::size_t limit) { return display(utf8, limit, true); }

} // namespace auditorium
