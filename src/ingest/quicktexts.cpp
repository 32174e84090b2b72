// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/quicktexts.h"

#include "event/batch.h"
#include "event/text.h"
#include "ingest/generic_values.h"
#include "ingest/profile.h"

#include <algorithm>
#include <array>

namespace auditorium {
namespace {

constexpr std::size_t margin = 192; // behind a place: a link, a look at what follows it, and then some
constexpr int maxFailed = 64, pause = 1000; // records
constexpr std::uint16_t varied = 64;        // guesses that failed: they are left

/// What mayBeJson() may say yes to begins with one of these.
constexpr auto opensJson = [] {
    std::array<bool, 256> table{};
    for (const unsigned char c : {'{', '[', ' ', '\t', '\n'})
        table[c] = true;
    return table;
}();

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

} // namespace

QuickTexts::QuickTexts(const PathTrie& trie, VectorWidth width)
    : m_trie(trie)
    , m_width(width)
{
    clear();
}

void QuickTexts::clear()
{
    m_paths.assign(behind + 1, {});
    m_paths[root].state = PathTrie::root;
    m_links.assign(1, {});
    m_ofPlace.fill(none);
    m_guesses.fill({});
    m_slots.fill(none);
    m_telling = {};
    m_known.clear();
    m_full = false;
    m_failed = 0;
}

bool QuickTexts::read(const char* readable, ProfileFinder& finder, bool details, RecordTexts& record,
    std::deque<std::string>& made)
{
    if (m_pause > 0) {
        --m_pause;
        return false;
    }
    if (!readPlain(record.raw, readable, finder, made) || (details && !isCompact(record.raw))) {
        if (++m_failed > maxFailed || m_full) {
            clear();
            m_pause = pause;
        }
        return false;
    }
    m_failed = std::max(m_failed - 1, 0);
    record.message = choose(Column::Message, &Path::message);
    record.id = choose(Column::Id, &Path::id);
    if (details) // those of a record in which no key is met twice, nor JSON in a string, are the record
        record.details = record.raw;
    return true;
}

bool QuickTexts::readPlain(
    std::string_view raw, const char* readable, ProfileFinder& finder, std::deque<std::string>& made)
{
    if (readable - raw.data() < static_cast<std::ptrdiff_t>(margin))
        return false;
    const char* const end = raw.data() + raw.size();
    if (!walk(raw, std::min(end, readable - margin)) || mayFind(finder))
        return false;
    for (std::size_t i = 0; i < m_foundCount; ++i) {
        Found& found = m_found[i];
        if (!isValidUtf8(found.text))
            return false;
        if (found.escaped) {
            std::string& text = made.emplace_back();
            appendUnescaped(text, found.text);
            found.text = text;
        }
    }
    return true;
}

bool QuickTexts::walk(std::string_view raw, const char* last)
{
#if defined(__x86_64__)
    if (m_width >= VectorWidth::Avx2)
        return walkWide(raw, last);
#endif
    return walkWith<PlainBytes>(raw, last);
}

#if defined(__x86_64__)
AUDITORIUM_AVX2 __attribute__((flatten)) bool QuickTexts::walkWide(std::string_view raw, const char* last)
{
    return walkWith<WideBytes>(raw, last);
}
#endif

// Inlined into both, so that the wide one is wide throughout.
template <class Bytes>
[[gnu::always_inline]] inline bool QuickTexts::walkWith(std::string_view raw, const char* last)
{
    const char* at = raw.data();
    const char* const end = at + raw.size();
    std::uint16_t from = 2 * before; // a path, and whether this is the begin of an object there
    PathSet seen{};
    m_foundCount = 0;
    m_spaced = false;
    for (;;) {
        if (at > last)
            return false;
        const Guess guess = m_guesses[from];
        const std::uint16_t place = guess.failed == varied ? placeBehind(from) : none;
        const Link* link = &m_links[place == none ? guess.link : m_slots[slotOf(place, at)]];
        if ((place != none && link->place != place) || !fits<Bytes>(*link, at))
            if (!(link = find(from, at, end)))
                return false;
        if (!Bytes::join(seen, link->marks))
            return false; // the first of two keys counts
        at += link->size;
        from = link->behind;
        if (link->spaced)
            m_spaced = true;
        if (link->follows == Next::Text) {
            std::string_view text;
            bool escaped = false;
            if (!(at = string<Bytes>(at, last, text, escaped))
                || (link->wanted && !found({text, link->to, TokenKind::String, escaped, false})))
                return false;
        } else if (link->follows == Next::Object) {
            continue;
        } else if (link->follows == Next::End) {
            m_seen = seen;
            return at == end;
        } else if (!(at = value<Bytes>(at, end, last, *link))) {
            return false;
        }
    }
}

inline bool QuickTexts::found(const Found& found)
{
    if (m_foundCount == maxFound)
        return false;
    m_found[m_foundCount++] = found;
    return true;
}

/// Passes over a value that is no string; null where it is not plain.
template <class Bytes>
[[gnu::always_inline]] inline const char* QuickTexts::value(const char* at, const char* end, const char* last, const Link& link)
{
    if (link.follows == Next::List)
        return list(at, end, last, link);
    std::string_view text;
    TokenKind kind = TokenKind::Null;
    at = scalar(at, end, text, kind);
    if (link.wanted && at && kind != TokenKind::Null && !found({text, link.to, kind, false, false}))
        return nullptr;
    return at;
}

/// A list of plain values.
[[gnu::noinline]] const char* QuickTexts::list(const char* at, const char* end, const char* last, const Link& link)
{
    const auto skipSpace = [&] {
        for (; at < end && isSpace(*at); ++at)
            m_spaced = true;
        return at < end && at <= last;
    };
    ++at;
    if (!skipSpace())
        return nullptr;
    if (*at == ']')
        return at + 1;
    if (m_paths[link.to].state != PathTrie::dead)
        return nullptr; // its values may stand where a profile looks
    for (bool later = false;; later = true) {
        Found value{{}, link.to, TokenKind::String, false, later};
        if (!skipSpace()
            || !(at = *at == '"' ? string<PlainBytes>(at + 1, last, value.text, value.escaped)
                                 : scalar(at, end, value.text, value.kind))
            || !skipSpace() || (link.wanted && value.kind != TokenKind::Null && !found(value)))
            return nullptr;
        if (*at == ']')
            return at + 1;
        if (*at++ != ',')
            return nullptr;
    }
}

/// What begins behind a quote.
template <class Bytes>
[[gnu::always_inline]] inline const char* QuickTexts::string(
    const char* at, const char* last, std::string_view& inner, bool& escaped) const
{
    const char* const begin = at;
    for (;;) {
        const unsigned step = Bytes::firstSpecial(at);
        at += step;
        if (step == Bytes::step) {
            if (at > last)
                return nullptr;
            continue;
        }
        if (*at == '"')
            break; // behind the record's end, too: that is noticed at the end
        if (*at != '\\')
            return nullptr;
        escaped = true;
        at += 2;
        if (at > last)
            return nullptr;
    }
    inner = std::string_view(begin, static_cast<std::size_t>(at - begin));
    if (escaped && !validEscapes(inner))
        return nullptr;
    if (opensJson[static_cast<unsigned char>(*begin)] && mayBeJson(inner))
        return nullptr;
    return at + 1;
}

inline const char* QuickTexts::scalar(const char* at, const char* end, std::string_view& text, TokenKind& kind) const
{
    const char* const begin = at;
    const auto word = [&](std::string_view name, TokenKind means) -> const char* {
        if (static_cast<std::size_t>(end - begin) < name.size() || std::memcmp(begin, name.data(), name.size()) != 0)
            return nullptr;
        text = {begin, name.size()};
        kind = means;
        return begin + name.size();
    };
    switch (*at) {
    case 't': return word("true", TokenKind::True);
    case 'f': return word("false", TokenKind::False);
    case 'n': return word("null", TokenKind::Null);
    default: break;
    }
    kind = TokenKind::Number;
    at += *at == '-' ? 1 : 0;
    const char* const first = at;
    while (at < end && isDigit(*at))
        ++at;
    if (at == first || (*first == '0' && at - first > 1))
        return nullptr;
    if (at < end && (*at == '.' || *at == 'e' || *at == 'E')) {
        while (at < end && (isDigit(*at) || *at == '.' || *at == 'e' || *at == 'E' || *at == '+' || *at == '-'))
            ++at;
        if (!isJsonNumber({begin, static_cast<std::size_t>(at - begin)}))
            return nullptr;
    }
    text = {begin, static_cast<std::size_t>(at - begin)};
    return at;
}

template <class Bytes>
[[gnu::always_inline]] inline bool QuickTexts::fits(const Link& link, const char* at) const
{
    if (link.size == 0 || !Bytes::agree(at, link.text, link.size))
        return false;
    if (link.follows != Next::Scalar && link.follows != Next::List)
        return true;
    const char next = at[link.size];
    return link.follows == Next::List ? next == '[' : next == '-' || (next >= '0' && next != '[' && next != '{');
}

/// Where a link begins that stands behind a value, or in an object at its begin.
inline std::uint16_t QuickTexts::placeBehind(std::uint16_t from) const
{
    return (from & 1) != 0 || from == 2 * before ? from : static_cast<std::uint16_t>(2 * m_paths[from / 2].parent);
}

/// By what the name there begins with.
inline std::size_t QuickTexts::slotOf(std::uint16_t place, const char* at)
{
    static_assert(slots == 1 << 10);
    return (detail::load64(at + 1) + place) * 0x9E3779B97F4A7C15U >> 54;
}

[[gnu::noinline]] const QuickTexts::Link* QuickTexts::find(std::uint16_t from, const char* at, const char* end)
{
    const std::uint16_t place = placeBehind(from);
    std::uint16_t& slot = m_slots[slotOf(place, at)];
    if (slot == none || m_links[slot].place != place || !fits<PlainBytes>(m_links[slot], at)) {
        std::uint16_t number = m_ofPlace[place];
        while (number != none && !fits<PlainBytes>(m_links[number], at))
            number = m_links[number].next;
        if (number == none)
            number = learn(place, at, end);
        if (number == none)
            return nullptr;
        slot = number;
    }
    if (Guess& guess = m_guesses[from]; guess.failed < varied) {
        guess.link = slot;
        ++guess.failed;
    }
    return &m_links[slot];
}

std::uint16_t QuickTexts::learn(std::uint16_t place, const char* at, const char* end)
{
    Link link;
    link.place = place;
    const char* const to = readGap(at, end, link);
    if (!to || to - at > static_cast<std::ptrdiff_t>(maxLiteral))
        return none;
    if (m_links.size() == maxLinks) {
        m_full = true;
        return none;
    }
    link.size = static_cast<std::uint8_t>(to - at);
    link.behind = static_cast<std::uint16_t>(2 * link.to + (link.follows == Next::Object ? 1 : 0));
    std::memcpy(link.text, at, link.size);
    if (!fits<PlainBytes>(link, at))
        return none;
    link.next = m_ofPlace[place];
    m_ofPlace[place] = static_cast<std::uint16_t>(m_links.size());
    m_links.push_back(link);
    return m_ofPlace[place];
}

} // namespace auditorium
