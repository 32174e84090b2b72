// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/text.h"

#include "event/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace auditorium {
namespace {

/// Code points first, first + step, ... last fold to themselves plus delta.
struct FoldRange {
    std::uint32_t first, last;
    std::int32_t delta;
    std::uint32_t step;
};

// Simple case folding (CaseFolding.txt, status C and S) of the scripts that text.h names; ASCII is done apart.
// clang-format off: it would give each range a line of its own.
constexpr FoldRange foldRanges[] = {
    {0x00b5, 0x00b5, 775, 1}, {0x00c0, 0x00d6, 32, 1}, {0x00d8, 0x00de, 32, 1}, {0x0100, 0x012e, 1, 2},
    {0x0132, 0x0136, 1, 2}, {0x0139, 0x0147, 1, 2}, {0x014a, 0x0176, 1, 2}, {0x0178, 0x0178, -121, 1},
    {0x0179, 0x017d, 1, 2}, {0x017f, 0x017f, -268, 1}, {0x0181, 0x0181, 210, 1}, {0x0182, 0x0184, 1, 2},
    {0x0186, 0x0186, 206, 1}, {0x0187, 0x0187, 1, 1}, {0x0189, 0x018a, 205, 1}, {0x018b, 0x018b, 1, 1},
    {0x018e, 0x018e, 79, 1}, {0x018f, 0x018f, 202, 1}, {0x0190, 0x0190, 203, 1}, {0x0191, 0x0191, 1, 1},
    {0x0193, 0x0193, 205, 1}, {0x0194, 0x0194, 207, 1}, {0x0196, 0x0196, 211, 1}, {0x0197, 0x0197, 209, 1},
    {0x0198, 0x0198, 1, 1}, {0x019c, 0x019c, 211, 1}, {0x019d, 0x019d, 213, 1}, {0x019f, 0x019f, 214, 1},
    {0x01a0, 0x01a4, 1, 2}, {0x01a6, 0x01a6, 218, 1}, {0x01a7, 0x01a7, 1, 1}, {0x01a9, 0x01a9, 218, 1},
    {0x01ac, 0x01ac, 1, 1}, {0x01ae, 0x01ae, 218, 1}, {0x01af, 0x01af, 1, 1}, {0x01b1, 0x01b2, 217, 1},
    {0x01b3, 0x01b5, 1, 2}, {0x01b7, 0x01b7, 219, 1}, {0x01b8, 0x01b8, 1, 1}, {0x01bc, 0x01bc, 1, 1},
    {0x01c4, 0x01c4, 2, 1}, {0x01c5, 0x01c5, 1, 1}, {0x01c7, 0x01c7, 2, 1}, {0x01c8, 0x01c8, 1, 1},
    {0x01ca, 0x01ca, 2, 1}, {0x01cb, 0x01db, 1, 2}, {0x01de, 0x01ee, 1, 2}, {0x01f1, 0x01f1, 2, 1},
    {0x01f2, 0x01f4, 1, 2}, {0x01f6, 0x01f6, -97, 1}, {0x01f7, 0x01f7, -56, 1}, {0x01f8, 0x021e, 1, 2},
    {0x0220, 0x0220, -130, 1}, {0x0222, 0x0232, 1, 2}, {0x023a, 0x023a, 10795, 1}, {0x023b, 0x023b, 1, 1},
    {0x023d, 0x023d, -163, 1}, {0x023e, 0x023e, 10792, 1}, {0x0241, 0x0241, 1, 1}, {0x0243, 0x0243, -195, 1},
    {0x0244, 0x0244, 69, 1}, {0x0245, 0x0245, 71, 1}, {0x0246, 0x024e, 1, 2}, {0x0370, 0x0372, 1, 2},
    {0x0376, 0x0376, 1, 1}, {0x037f, 0x037f, 116, 1}, {0x0386, 0x0386, 38, 1}, {0x0388, 0x038a, 37, 1},
    {0x038c, 0x038c, 64, 1}, {0x038e, 0x038f, 63, 1}, {0x0391, 0x03a1, 32, 1}, {0x03a3, 0x03ab, 32, 1},
    {0x03c2, 0x03c2, 1, 1}, {0x03cf, 0x03cf, 8, 1}, {0x03d0, 0x03d0, -30, 1}, {0x03d1, 0x03d1, -25, 1},
    {0x03d5, 0x03d5, -15, 1}, {0x03d6, 0x03d6, -22, 1}, {0x03d8, 0x03ee, 1, 2}, {0x03f0, 0x03f0, -54, 1},
    {0x03f1, 0x03f1, -48, 1}, {0x03f4, 0x03f4, -60, 1}, {0x03f5, 0x03f5, -64, 1}, {0x03f7, 0x03f7, 1, 1},
    {0x03f9, 0x03f9, -7, 1}, {0x03fa, 0x03fa, 1, 1}, {0x03fd, 0x03ff, -130, 1}, {0x0400, 0x040f, 80, 1},
    {0x0410, 0x042f, 32, 1}, {0x0460, 0x0480, 1, 2}, {0x048a, 0x04be, 1, 2}, {0x04c0, 0x04c0, 15, 1},
    {0x04c1, 0x04cd, 1, 2}, {0x04d0, 0x052e, 1, 2}, {0x0531, 0x0556, 48, 1}, {0x10a0, 0x10c5, 7264, 1},
    {0x10c7, 0x10c7, 7264, 1}, {0x10cd, 0x10cd, 7264, 1}, {0x1c80, 0x1c80, -6222, 1}, {0x1c81, 0x1c81, -6221, 1},
    {0x1c82, 0x1c82, -6212, 1}, {0x1c83, 0x1c84, -6210, 1}, {0x1c85, 0x1c85, -6211, 1}, {0x1c86, 0x1c86, -6204, 1},
    {0x1c87, 0x1c87, -6180, 1}, {0x1c88, 0x1c88, 35267, 1}, {0x1c90, 0x1cba, -3008, 1}, {0x1cbd, 0x1cbf, -3008, 1},
    {0x1e00, 0x1e94, 1, 2}, {0x1e9b, 0x1e9b, -58, 1}, {0x1e9e, 0x1e9e, -7615, 1}, {0x1ea0, 0x1efe, 1, 2},
    {0x1f08, 0x1f0f, -8, 1}, {0x1f18, 0x1f1d, -8, 1}, {0x1f28, 0x1f2f, -8, 1}, {0x1f38, 0x1f3f, -8, 1},
    {0x1f48, 0x1f4d, -8, 1}, {0x1f59, 0x1f5f, -8, 2}, {0x1f68, 0x1f6f, -8, 1}, {0x1f88, 0x1f8f, -8, 1},
    {0x1f98, 0x1f9f, -8, 1}, {0x1fa8, 0x1faf, -8, 1}, {0x1fb8, 0x1fb9, -8, 1}, {0x1fba, 0x1fbb, -74, 1},
    {0x1fbc, 0x1fbc, -9, 1}, {0x1fbe, 0x1fbe, -7173, 1}, {0x1fc8, 0x1fcb, -86, 1}, {0x1fcc, 0x1fcc, -9, 1},
    {0x1fd8, 0x1fd9, -8, 1}, {0x1fda, 0x1fdb, -100, 1}, {0x1fe8, 0x1fe9, -8, 1}, {0x1fea, 0x1feb, -112, 1},
    {0x1fec, 0x1fec, -7, 1}, {0x1ff8, 0x1ff9, -128, 1}, {0x1ffa, 0x1ffb, -126, 1}, {0x1ffc, 0x1ffc, -9, 1},
    {0xa640, 0xa66c, 1, 2}, {0xa680, 0xa69a, 1, 2}, {0xff21, 0xff3a, 32, 1}, {0x10400, 0x10427, 40, 1},
};
// clang-format on

char32_t foldCodePoint(char32_t code)
{
    const auto* range = std::lower_bound(
        std::begin(foldRanges), std::end(foldRanges), code, [](const FoldRange& r, char32_t c) { return r.last < c; });
    if (range == std::end(foldRanges) || code < range->first || (code - range->first) % range->step)
        return code;
    return static_cast<char32_t>(static_cast<std::int64_t>(code) + range->delta);
}

char lowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

/// Folds text piece by piece without a copy of the whole: next() gives the bytes of one folded character.
class Folder {
public:
    Folder(std::string_view text, std::size_t at)
        : m_text(text)
        , m_at(at)
    {
    }
    bool atEnd() const { return m_at >= m_text.size(); }
    std::string_view next()
    {
        const auto lead = static_cast<unsigned char>(m_text[m_at]);
        if (lead < 0x80) {
            m_bytes[0] = lowerAscii(m_text[m_at++]);
            return {m_bytes, 1};
        }
        const Utf8Step step = decodeUtf8(m_text, m_at);
        const std::string_view verbatim = m_text.substr(m_at, step.length);
        m_at += step.length;
        if (!step.valid)
            return verbatim;
        const char32_t folded = foldCodePoint(step.codePoint);
        return folded == step.codePoint ? verbatim : std::string_view(m_bytes, encodeUtf8(m_bytes, folded));
    }

private:
    std::string_view m_text;
    std::size_t m_at;
    char m_bytes[4] = {};
};

/// How seldom a byte stands in log texts: search for the rarest one of the needle first.
int rarity(char c)
{
    constexpr std::string_view common = " etaoinsrlcdmup0123:.-_/hgbf\"y,w4v5k86791";
    const std::size_t rank = common.find(c);
    return static_cast<int>(rank == std::string_view::npos ? common.size() : rank);
}

/// The next place of either of two bytes, each looked for by memchr and remembered until passed.
class ByteFinder {
public:
    ByteFinder(const char* begin, const char* end, char lower)
        : m_end(end)
        , m_bytes{lower, lower >= 'a' && lower <= 'z' ? static_cast<char>(lower & ~0x20) : lower}
    {
        m_next[0] = find(begin, 0);
        m_next[1] = m_bytes[0] == m_bytes[1] ? end : find(begin, 1);
    }
    /// The first one; moves behind it.
    const char* take()
    {
        const int which = m_next[0] <= m_next[1] ? 0 : 1;
        const char* const place = m_next[which];
        if (place != m_end)
            m_next[which] = find(place + 1, which);
        return place;
    }

private:
    const char* find(const char* from, int which) const
    {
        const void* hit =
            from == m_end ? nullptr : std::memchr(from, m_bytes[which], static_cast<std::size_t>(m_end - from));
        return hit ? static_cast<const char*>(hit) : m_end;
    }

    const char* m_end;
    char m_bytes[2];
    const char* m_next[2];
};

/// Bytes compared with ASCII folding only; the needle is folded and not empty.
bool containsAscii(std::string_view haystack, std::string_view needle)
{
    if (haystack.size() < needle.size())
        return false;
    std::size_t anchor = 0;
    for (std::size_t i = 1, n = std::min<std::size_t>(needle.size(), 32); i < n; ++i)
        if (rarity(needle[i]) > rarity(needle[anchor]))
            anchor = i;
    const char* const begin = haystack.data() + anchor;
    const char* const end = begin + (haystack.size() - needle.size()) + 1;
    ByteFinder finder(begin, end, needle[anchor]);
    for (const char* place = finder.take(); place != end; place = finder.take()) {
        const char* const start = place - anchor;
        std::size_t i = 0;
        while (i < needle.size() && lowerAscii(start[i]) == needle[i])
            ++i;
        if (i == needle.size())
            return true;
    }
    return false;
}

/// True where the needle stands at a character of the haystack. Folding may change a character's length. Both
/// begin at a whole character, so that bytes agree exactly where characters do.
bool startsFolded(std::string_view haystack, std::size_t at, std::string_view needle)
{
    Folder folder(haystack, at);
    while (!needle.empty()) {
        if (folder.atEnd())
            return false;
        const std::string_view piece = folder.next();
        if (!needle.starts_with(piece))
            return false;
        needle.remove_prefix(piece.size());
    }
    return true;
}

} // namespace

std::string foldCase(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t run = asciiRun(utf8, at);
        const std::size_t start = out.size();
        out.append(utf8.substr(at, run));
        std::transform(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(),
            out.begin() + static_cast<std::ptrdiff_t>(start), lowerAscii);
        at += run;
        if (at == utf8.size())
            break;
        const Utf8Step step = decodeUtf8(utf8, at);
        const char32_t folded = step.valid ? foldCodePoint(step.codePoint) : 0;
        if (step.valid && folded != step.codePoint)
            appendUtf8(out, folded);
        else
            out.append(utf8.substr(at, step.length));
        at += step.length;
    }
    return out;
}

bool equalsFolded(std::string_view a, std::string_view b)
{
    Folder left(a, 0), right(b, 0);
    while (!left.atEnd() && !right.atEnd())
        if (left.next() != right.next())
            return false;
    return left.atEnd() && right.atEnd();
}

bool containsFolded(std::string_view haystack, std::string_view foldedNeedle)
{
    if (foldedNeedle.empty())
        return true;
    if (asciiRun(foldedNeedle, 0) == foldedNeedle.size()) {
        if (containsAscii(haystack, foldedNeedle))
            return true;
        // The only other character that folds into ASCII is the long s, U+017F.
        if (haystack.find("\xc5\xbf") == std::string_view::npos)
            return false;
    } else if (asciiRun(haystack, 0) == haystack.size()) {
        return false;
    } else if (!isValidUtf8(foldedNeedle)) {
        return foldCase(haystack).find(foldedNeedle) != std::string::npos; // it may begin within a character
    }
    const bool asciiStart = static_cast<unsigned char>(foldedNeedle[0]) < 0x80;
    for (std::size_t at = 0; at < haystack.size(); at += decodeUtf8(haystack, at).length) {
        if (!asciiStart && (at += asciiRun(haystack, at)) == haystack.size())
            return false;
        if (startsFolded(haystack, at, foldedNeedle))
            return true;
    }
    return false;
}

} // namespace auditorium
