// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// What QuickTexts reads once, and what it makes of what it found.
#include "ingest/generic_values.h"
#include "ingest/profile.h"
#include "ingest/quicktexts.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::size_t maxKnown = 64;
constexpr int laterLoss = 1500; // as GenericScorer has it for what stands in a list behind the first value

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Whether a text is sure to be one that shapeOf() calls an id: hexadecimal digits, and dashes where they belong.
bool isPlainUuid(std::string_view text)
{
#if defined(__SSE2__)
    if (text.size() != 36)
        return false;
    const auto hexIn = [&](std::size_t from) {
        const __m128i bytes = PlainBytes::load(text.data() + from);
        const auto within = [](__m128i at, char low, char count) {
            const __m128i distance = _mm_sub_epi8(at, _mm_set1_epi8(low));
            return _mm_cmpeq_epi8(_mm_min_epu8(distance, _mm_set1_epi8(static_cast<char>(count - 1))), distance);
        };
        const __m128i letters = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        return PlainBytes::bits(_mm_or_si128(within(bytes, '0', 10), within(letters, 'a', 6)));
    };
    constexpr std::uint64_t dashes = 1ULL << 8 | 1ULL << 13 | 1ULL << 18 | 1ULL << 23;
    const std::uint64_t hex = hexIn(0) | std::uint64_t{hexIn(16)} << 16 | std::uint64_t{hexIn(20)} << 20;
    return (hex | dashes) == (std::uint64_t{1} << 36) - 1 && text[8] == '-' && text[13] == '-' && text[18] == '-'
        && text[23] == '-';
#else
    static_cast<void>(text);
    return false;
#endif
}

/// What adjustedScore() needs to know of a value's shape for message or id.
ValueShape shapeFor(Column column, std::string_view text, TokenKind kind)
{
    // A message is refused that is "true" or an object: nothing else is looked at.
    if (column == Column::Message && kind == TokenKind::String && text.size() > 5 && text[0] > ' ' && text[0] != '{'
        && text[0] != '[')
        return ValueShape::Other;
    return column == Column::Id && kind == TokenKind::String && isPlainUuid(text) ? ValueShape::Uuid : shapeOf(text, kind);
}

} // namespace

const char* QuickTexts::readGap(const char* at, const char* end, Link& link)
{
    const auto here = [&] {
        for (; at < end && isSpace(*at); ++at)
            link.spaced = true;
        return at < end ? *at : '\0';
    };
    if (link.place == 2 * before) {
        if (at == end || *at != '{')
            return nullptr;
        link.to = root;
        link.follows = Next::Object;
        return at + 1;
    }
    std::uint16_t container = link.place / 2;
    bool opened = (link.place & 1) != 0; // at an object's begin
    for (;; opened = false) { // ends of objects
        if (here() != '}')
            break;
        ++at;
        if (container == root) {
            link.follows = Next::End;
            return at;
        }
        container = m_paths[container].parent;
    }
    if (!opened) {
        if (*at != ',')
            return nullptr;
        ++at;
    }
    if (here() != '"' || !(at = readKey(container, at, end, link)) || here() != ':')
        return nullptr;
    ++at;
    const char value = here();
    link.follows = value == '"' ? Next::Text : value == '{' ? Next::Object : value == '[' ? Next::List : Next::Scalar;
    return value == '"' || value == '{' ? at + 1 : at;
}

/// Takes in the key that begins here; link.to becomes its path.
const char* QuickTexts::readKey(std::uint16_t container, const char* at, const char* end, Link& link)
{
    const char* const begin = ++at;
    while (at < end && *at != '"') {
        if (*at == '\\' || static_cast<unsigned char>(*at) < 0x20)
            return nullptr;
        ++at;
    }
    const std::string_view key(begin, static_cast<std::size_t>(at - begin));
    if (at == end || key.size() > maxLiteral || !isValidUtf8(key))
        return nullptr;
    const std::uint16_t path = child(container, key);
    if (path == none)
        return nullptr;
    link.marks.add(path);
    link.to = path;
    link.wanted = m_paths[path].message > 0 || m_paths[path].id > 0;
    return at + 1;
}

std::uint16_t QuickTexts::child(std::uint16_t parent, std::string_view key)
{
    for (std::size_t i = behind + 1; i < m_paths.size(); ++i)
        if (m_paths[i].parent == parent && m_paths[i].key == key)
            return static_cast<std::uint16_t>(i);
    if (m_paths.size() == maxPaths) {
        m_full = true;
        return none;
    }
    Path path;
    path.key = key;
    path.path = m_paths[parent].path + '\n';
    path.path += key;
    path.parent = parent;
    path.state = m_paths[parent].state == PathTrie::dead ? PathTrie::dead : m_trie.member(m_paths[parent].state, key);
    path.meaning = meaningBelow(m_paths[parent].meaning, key);
    const ColumnScores scores = scoresOf(path.meaning);
    path.message = scores[static_cast<std::size_t>(Column::Message)];
    path.id = scores[static_cast<std::size_t>(Column::Id)];
    const auto number = static_cast<std::uint16_t>(m_paths.size());
    if (path.state != PathTrie::dead && m_trie.tellingNumber(path.state) != PathTrie::untold)
        m_telling.add(number);
    m_paths.push_back(std::move(path));
    return number;
}

bool QuickTexts::mayFind(ProfileFinder& finder)
{
    const PathSet met = m_seen & m_telling;
    if (m_lastKnown < m_known.size() && m_known[m_lastKnown].first == met)
        return m_known[m_lastKnown].second;
    const auto found = std::find_if(m_known.begin(), m_known.end(), [&](const auto& known) { return known.first == met; });
    m_lastKnown = static_cast<std::size_t>(found - m_known.begin());
    if (found != m_known.end())
        return found->second;
    if (m_known.size() == maxKnown) {
        m_known.clear();
        m_lastKnown = 0;
    }
    StateSet states(m_trie);
    for (std::size_t path = 0; path < m_paths.size(); ++path)
        if (met.has(path))
            states.add(m_paths[path].state);
    m_known.emplace_back(met, finder.mayFind(states));
    return m_known.back().second;
}

/// The value that suits the column best, as GenericScorer weighs them; empty where there is none.
std::string_view QuickTexts::choose(Column column, int Path::*score) const
{
    std::string_view text;
    int best = 0;
    const Path* from = nullptr;
    for (std::size_t i = 0; i < m_foundCount; ++i) {
        const Found& found = m_found[i];
        const Path& path = m_paths[found.path];
        const auto wins = [&](int counts) {
            return counts > best || (from && counts == best && path.path < from->path);
        };
        if (path.*score == 0 || !wins(path.*score + mostGain(column, path.meaning))
            || (found.kind == TokenKind::String && isNoValue(found.text)))
            continue;
        const int counts = adjustedScore(column, path.*score, path.meaning, found.kind, found.text,
                               shapeFor(column, found.text, found.kind))
            - (found.later ? laterLoss : 0);
        if (counts <= 0 || !wins(counts))
            continue;
        best = counts;
        from = &path;
        text = found.text;
    }
    return text;
}

} // namespace auditorium
