// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace auditorium {

/// One step through UTF-8: a code point, or the length of an ill-formed maximal subpart.
struct Utf8Step {
    char32_t codePoint = 0;
    std::size_t length = 1;
    bool valid = false;
};

/// Decodes what stands at text[at]; at < text.size(). Follows Unicode 15, table 3-7.
inline Utf8Step decodeUtf8(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80)
        return {lead, 1, true};
    if (lead < 0xc2 || lead > 0xf4)
        return {0, 1, false};
    const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    // The second byte alone tells overlong forms, surrogates and what lies above U+10FFFF.
    unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    char32_t code = lead & (0xffu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if (at + i >= text.size() || byte(i) < low || byte(i) > high)
            return {0, i, false};
        code = code << 6 | (byte(i) & 0x3fu);
        low = 0x80;
        high = 0xbf;
    }
    return {code, length, true};
}

/// Writes the one to four bytes of a code point; returns how many. A surrogate or a number above
/// U+10FFFF becomes U+FFFD. `out` has room for four.
inline std::size_t encodeUtf8(char* out, char32_t code)
{
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        code = 0xfffd;
    if (code < 0x80) {
        out[0] = static_cast<char>(code);
        return 1;
    }
    if (code < 0x800) {
        out[0] = static_cast<char>(0xc0 | code >> 6);
        out[1] = static_cast<char>(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = static_cast<char>(0xe0 | code >> 12);
        out[1] = static_cast<char>(0x80 | (code >> 6 & 0x3f));
        out[2] = static_cast<char>(0x80 | (code & 0x3f));
        return 3;
    }
    out[0] = static_cast<char>(0xf0 | code >> 18);
    out[1] = static_cast<char>(0x80 | (code >> 12 & 0x3f));
    out[2] = static_cast<char>(0x80 | (code >> 6 & 0x3f));
    out[3] = static_cast<char>(0x80 | (code & 0x3f));
    return 4;
}

/// Length of the ASCII prefix of text[from..].
std::size_t asciiRun(std::string_view text, std::size_t from);

} // namespace auditorium
