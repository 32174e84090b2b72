// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/run_texts.h"

#include "ingest/generic_values.h"

#include <algorithm>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace auditorium {
namespace {

constexpr std::size_t together = std::size_t{128} << 10; // bytes: with its index that stays in the second cache
constexpr std::ptrdiff_t maxGap = 64; // bytes between records: to index more of what nobody asked for costs more than a call
constexpr int maxFailed = 64, pause = 1000; // records
constexpr int laterLoss = 1500; // as GenericScorer has it for what stands in a list behind the first value

/// Whether a text is sure to be one that shapeOf() calls an id: hexadecimal digits, and dashes where they belong.
bool isPlainUuid(std::string_view text)
{
#if defined(__SSE2__)
    if (text.size() != 36)
        return false;
    const auto hexIn = [&](std::size_t from) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + from));
        const auto within = [](__m128i at, char low, char count) {
            const __m128i distance = _mm_sub_epi8(at, _mm_set1_epi8(low));
            return _mm_cmpeq_epi8(_mm_min_epu8(distance, _mm_set1_epi8(static_cast<char>(count - 1))), distance);
        };
        const __m128i letters = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        return static_cast<std::uint64_t>(
            _mm_movemask_epi8(_mm_or_si128(within(bytes, '0', 10), within(letters, 'a', 6))));
    };
    constexpr std::uint64_t dashes = 1ULL << 8 | 1ULL << 13 | 1ULL << 18 | 1ULL << 23;
    const std::uint64_t hex = hexIn(0) | hexIn(16) << 16 | hexIn(20) << 20;
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

template <class Width>
struct RunTexts::Taker {
    RunTexts& run;
    const char* backslash = nullptr;
    const Counts* counts = nullptr;

    void grow()
    {
        if (run.m_counts.size() < run.m_links.pathCount())
            run.m_counts.resize(run.m_links.pathCount());
        counts = run.m_counts.data();
    }
    void look() { backslash = run.m_text.data() + run.m_backslash; }
    [[gnu::always_inline]] bool text(const RecordLinks::Link& link, const char* begin, const char* end, std::uint32_t)
    {
        if (!counts[link.to].none() || backslash < end || *begin == '{' || *begin == '[' || *begin <= ' ') [[unlikely]]
            return closer(link.to, {begin, static_cast<std::size_t>(end - begin)});
        return true;
    }
    [[gnu::always_inline]] bool scalar(const RecordLinks::Link& link, const char* begin, const char* end, std::uint32_t)
    {
        const auto size = static_cast<std::size_t>(end - begin);
        if (!counts[link.to].none() || size > 16 || !Width::areDigits(begin, size) || (*begin == '0' && size > 1))
            return run.takeScalar(link.to, {begin, size}, false);
        return true;
    }
    [[gnu::noinline]] bool closer(std::uint32_t path, std::string_view value)
    {
        const bool good = run.takeText(path, value, false);
        look();
        return good;
    }
    bool list(const RecordLinks::Link& link, std::uint32_t& p)
    {
        const bool good = run.takeList(link, p);
        look();
        return good;
    }
};

template <class Width>
[[gnu::always_inline]] inline bool RunTexts::followAs(std::uint32_t structural, std::size_t end)
{
    Taker<Width> taker{*this};
    taker.grow();
    taker.look();
    return m_links.follow<Width>(m_trie, m_text, structural, end, PathMemory::root, PathTrie::root, taker);
}

#if defined(__x86_64__)
AUDITORIUM_AVX512 bool RunTexts::followWide(std::uint32_t structural, std::size_t end)
{
    return followAs<WideLinks>(structural, end);
}
#endif

void RunTexts::begin(std::span<RecordTexts> records, std::deque<std::string>& made)
{
    m_records = records;
    m_made = &made;
    m_begin = m_end = m_singly = 0;
}

/// Takes in what became of the paths; false where there are too many: the long way forgets them.
bool RunTexts::catchUp()
{
    m_scorer.limitPaths();
    m_fast.catchUp();
    if (m_epoch != m_scorer.epoch()) {
        m_epoch = m_scorer.epoch();
        m_links.clear();
        m_counts.clear();
    }
    return !m_scorer.tooManyPaths();
}

void RunTexts::index(std::size_t number)
{
    const char* const from = m_records[number].raw.data();
    const char* to = from + m_records[number].raw.size();
    m_begin = number;
    m_end = number + 1;
    for (; m_end < m_records.size() && number >= m_singly; ++m_end) {
        const std::string_view next = m_records[m_end].raw;
        if (next.data() < to || next.data() - to > maxGap
            || static_cast<std::size_t>(next.data() - from) + next.size() > together)
            break;
        to = next.data() + next.size();
    }
    m_indexed = from && m_text.indexInPlace({from, static_cast<std::size_t>(to - from)});
    if (!m_indexed && m_end - m_begin > 1) {
        m_singly = m_end;
        m_end = m_begin + 1;
        m_indexed = m_text.indexInPlace(m_records[number].raw);
    }
    m_structural = 0;
    m_backslash = m_indexed ? m_text.backslash(0) : 0;
}

bool RunTexts::read(std::size_t number, ProfileFinder& finder, bool details)
{
    if (m_pause > 0) {
        --m_pause;
        return false;
    }
    RecordTexts& record = m_records[number];
    if (!catchUp() || !readIndexed(number, finder) || (details && (m_spaced || m_links.spaced()))) {
        if (++m_failed > maxFailed) {
            m_failed = 0;
            m_pause = pause;
        }
        return false;
    }
    m_failed = std::max(m_failed - 1, 0);
    for (std::size_t i = 0; i < m_foundCount; ++i)
        if (Found& found = m_found[i]; found.escaped) {
            std::string& text = m_made->emplace_back();
            appendUnescaped(text, found.text);
            found.text = text;
        }
    record.message = choose(Column::Message, &Counts::message);
    record.id = choose(Column::Id, &Counts::id);
    if (details) // those of a record in which no key is met twice, nor JSON in a string, are the record
        record.details = record.raw;
    return true;
}

bool RunTexts::readIndexed(std::size_t number, ProfileFinder& finder)
{
    const std::string_view raw = m_records[number].raw;
    if (raw.empty())
        return false;
    if (number < m_begin || number >= m_end)
        index(number);
    if (!m_indexed)
        return false;
    const auto begin = static_cast<std::size_t>(raw.data() - m_text.data());
    const std::uint32_t* const at = m_text.structurals();
    while (m_structural < m_text.structuralCount() && at[m_structural] < begin)
        ++m_structural;
    if (m_structural == m_text.structuralCount() || at[m_structural] != begin)
        return false;
    m_foundCount = 0;
    m_spaced = false;
    m_backslash = m_text.backslash(begin);
    const std::size_t end = begin + raw.size();
#if defined(__x86_64__)
    const bool good = m_width == VectorWidth::Avx512 ? followWide(m_structural, end) : followAs<PlainLinks>(m_structural, end);
#else
    const bool good = followAs<PlainLinks>(m_structural, end);
#endif
    if (!good)
        return false;
    m_structural = m_links.behind();
    return !m_told.mayFind(m_links, finder, m_trie);
}

RunTexts::Counts RunTexts::countsAt(std::uint32_t path)
{
    if (m_counts[path].message != Counts::unasked)
        return m_counts[path];
    m_scorer.addNodes();
    Counts counts{0, 0};
    for (const GenericScorer::Score& score : m_scorer.node(path).scores) {
        if (score.column == Column::Message)
            counts.message = score.score;
        if (score.column == Column::Id)
            counts.id = score.score;
    }
    return m_counts[path] = counts;
}

/// A string that counts for something, or has a backslash, or begins as JSON does; false where it is not plain.
bool RunTexts::takeText(std::uint32_t path, std::string_view value, bool later)
{
    const auto end = static_cast<std::size_t>(value.data() + value.size() - m_text.data());
    const bool escaped = m_backslash < end;
    if (escaped)
        m_backslash = m_text.backslash(end);
    if ((escaped && !validEscapes(value)) || (beginsLikeJson(value) && mayBeJson(value)))
        return false;
    return countsAt(path).none() || note({value, path, TokenKind::String, escaped, later});
}

bool RunTexts::takeScalar(std::uint32_t path, std::string_view value, bool later)
{
    if (value == "null")
        return true;
    const TokenKind kind = value == "true" ? TokenKind::True : value == "false" ? TokenKind::False : TokenKind::Number;
    if (kind == TokenKind::Number && !isJsonNumber(value))
        return false;
    return countsAt(path).none() || note({value, path, kind, false, later});
}

/// A list of plain values.
bool RunTexts::takeList(const RecordLinks::Link& link, std::uint32_t& p)
{
    const char* const data = m_text.data();
    const std::uint32_t* const at = m_text.structurals();
    const std::uint32_t count = m_text.structuralCount();
    for (bool later = false;; later = true) {
        if (p + 2 >= count)
            return false; // a value, what ends it, and what is behind that
        const char* const value = data + at[p + 1];
        m_spaced = m_spaced || at[p + 1] != at[p] + 1;
        if (!later && *value == ']') {
            p += 2;
            return true;
        }
        if (!later && link.state != PathTrie::dead)
            return false; // its values may stand where a profile looks
        const char* const behind = data + at[p + 2];
        const auto size = static_cast<std::size_t>(behind - value);
        const bool quoted = *value == '"';
        if (quoted ? size < 2 || behind[-1] != '"' || !takeText(link.to, {value + 1, size - 2}, later)
                   : !takeScalar(link.to, {value, size}, later))
            return false;
        p += 2;
        if (*behind == ']') {
            ++p;
            return p < count;
        }
        if (*behind != ',')
            return false;
    }
}

bool RunTexts::note(const Found& found)
{
    if (m_foundCount == maxFound)
        return false;
    m_found[m_foundCount++] = found;
    return true;
}

/// The value that suits the column best, as GenericScorer weighs them; empty where there is none.
std::string_view RunTexts::choose(Column column, int Counts::*counts) const
{
    std::string_view text;
    int best = 0;
    const GenericScorer::Node* from = nullptr;
    for (std::size_t i = 0; i < m_foundCount; ++i) {
        const Found& found = m_found[i];
        const int score = m_counts[found.path].*counts;
        const GenericScorer::Node& node = m_scorer.node(found.path);
        const auto wins = [&](int points) { return points > best || (from && points == best && node.path < from->path); };
        if (score == 0 || !wins(score + mostGain(column, node.meaning))
            || (found.kind == TokenKind::String && isNoValue(found.text)))
            continue;
        const int points = adjustedScore(column, score, node.meaning, found.kind, found.text,
                               shapeFor(column, found.text, found.kind))
            - (found.later ? laterLoss : 0);
        if (points <= 0 || !wins(points))
            continue;
        best = points;
        from = &node;
        text = found.text;
    }
    return text;
}

} // namespace auditorium
