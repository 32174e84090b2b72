// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// Text helpers that every room shares. All are byte strings in UTF-8 and know nothing of a locale.
namespace auditorium {

/// ASCII-only lower case, trimming of ASCII white space, comparison without regard to ASCII case.
std::string asciiLower(std::string_view text);
std::string_view trimmed(std::string_view text);
bool equalsIgnoreAsciiCase(std::string_view a, std::string_view b);

/// Case folding for searching and case-insensitive equality: simple (one to one) folding of ASCII,
/// Latin-1, Latin Extended-A/B and Additional, Greek, Cyrillic, Armenian, Georgian, full-width
/// forms and Deseret; everything else, and invalid UTF-8, is kept as it is. Idempotent.
std::string foldCase(std::string_view utf8);
bool equalsFolded(std::string_view a, std::string_view b);
/// True where foldCase(haystack) contains `foldedNeedle`; does not allocate for ASCII.
bool containsFolded(std::string_view haystack, std::string_view foldedNeedle);

bool isValidUtf8(std::string_view bytes);
/// Invalid sequences become U+FFFD, one for each maximal ill-formed subpart (Unicode 15, 3.9, the
/// practice of WHATWG's decoder).
std::string repairUtf8(std::string_view bytes);
void appendUtf8(std::string& out, char32_t codePoint);

/// Makes a value safe to draw in one line: at most `limit` code points (then U+2026), control
/// characters as their pictures (U+2400 block; DEL U+2421; C1 as "<U+0085>"), line breaks as U+23CE, invisible and bidi controls
/// (U+00AD, U+061C, U+180E, U+200B..200F, U+202A..202E, U+2028/2029, U+2060..2069, U+FEFF, tags U+E0000..)
/// as "<U+202E>". Plain text; the caller never treats it as markup. Invalid UTF-8 is repaired.
std::string displayText(std::string_view utf8, std::size_t limit = 256);
/// The same for a text of several lines: line feeds and tabs stay.
std::string displayBlock(std::string_view utf8, std::size_t limit);

} // namespace auditorium
