// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/textmatch.h"

#include "query/selection.h"

#include "event/text.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace auditorium {
namespace {

using Kind = QueryNode::Kind;

constexpr std::size_t manyValues = 16;
constexpr std::size_t maxNeedles = 8; // more are slower to look for than the records are to read

bool isNumber(std::string_view text)
{
    std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
    const auto digits = [&] {
        const std::size_t start = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        return at > start;
    };
    if (!digits())
        return false;
    if (at < text.size() && text[at] == '.' && (++at, !digits()))
        return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (!digits())
            return false;
    }
    return at == text.size();
}

template <class T>
std::optional<T> numberAs(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<int> compareNumbers(std::string_view a, std::string_view b)
{
    if (!isNumber(a) || !isNumber(b))
        return std::nullopt;
    // Identifiers of 64 bits are more exact than a double.
    const auto wholeA = numberAs<std::int64_t>(a), wholeB = numberAs<std::int64_t>(b);
    if (wholeA && wholeB)
        return *wholeA < *wholeB ? -1 : *wholeA > *wholeB;
    const auto x = numberAs<double>(a), y = numberAs<double>(b);
    if (!x || !y)
        return std::nullopt; // out of range
    return *x < *y ? -1 : *x > *y;
}

std::optional<NumberKey> numberKey(std::string_view text)
{
    const auto value = isNumber(text) ? numberAs<double>(text) : std::nullopt;
    if (!value)
        return std::nullopt;
    return NumberKey{*value, numberAs<std::int64_t>(text).value_or(std::numeric_limits<std::int64_t>::min())};
}

Wildcard::Wildcard(std::string_view foldedPattern)
    : m_startsOpen(foldedPattern.starts_with('*'))
    , m_endsOpen(foldedPattern.ends_with('*'))
{
    for (std::size_t start = 0; start <= foldedPattern.size();) {
        const std::size_t star = std::min(foldedPattern.find('*', start), foldedPattern.size());
        if (star > start)
            m_pieces.emplace_back(foldedPattern.substr(start, star - start));
        start = star + 1;
    }
}

bool Wildcard::fits(std::string_view text) const
{
    std::size_t first = 0, last = m_pieces.size();
    if (!m_startsOpen && first < last) {
        if (!text.starts_with(m_pieces[first]))
            return false;
        text.remove_prefix(m_pieces[first++].size());
        if (first == last && !m_endsOpen)
            return text.empty();
    }
    if (!m_endsOpen && first < last) {
        if (!text.ends_with(m_pieces[--last]))
            return false;
        text.remove_suffix(m_pieces[last].size());
    }
    for (; first < last; ++first) {
        const std::size_t place = text.find(m_pieces[first]);
        if (place == std::string_view::npos)
            return false;
        text.remove_prefix(place + m_pieces[first].size());
    }
    return true;
}

TextMatcher::TextMatcher(const QueryNode& term)
    : m_equality(term.kind != Kind::Text && matchIsEquality(term.column.column))
    , m_column(term.column.column)
{
    const auto bound = [](const QueryValue& value, bool inclusive) {
        return Bound{true, inclusive, foldCase(value.text), value.text, parseIpAddress(value.text)};
    };
    switch (term.kind) {
    case Kind::Has:
    case Kind::No:
        m_test = Test::Present;
        m_missing = term.kind == Kind::No;
        break;
    case Kind::Equals:
        m_test = Test::Exact;
        m_exact = term.values.front().text;
        m_missing = m_exact.empty();
        addNeedle(foldCase(m_exact));
        break;
    case Kind::Regex:
        m_test = Test::Pattern;
        m_regex.emplace(term.values.front().text);
        break;
    case Kind::Match:
    case Kind::Text:
        for (const QueryValue& value : term.values)
            addValue(term, value);
        break;
    default:
        m_test = Test::Compare;
        if (term.kind == Kind::Range) {
            if (!term.openLow)
                m_low = bound(term.values[0], true);
            if (!term.openHigh)
                m_high = bound(term.values[1], true);
        } else {
            const bool greater = term.kind == Kind::Greater || term.kind == Kind::GreaterEqual;
            const bool inclusive = term.kind == Kind::GreaterEqual || term.kind == Kind::LessEqual;
            (greater ? m_low : m_high) = bound(term.values.front(), inclusive);
        }
    }
    if (!m_needlesKnown || m_needles.size() > maxNeedles)
        m_needles.clear();
    if (m_equal.size() > manyValues)
        m_manyEqual = {m_equal.begin(), m_equal.end()};
}

void TextMatcher::addValue(const QueryNode& term, const QueryValue& value)
{
    std::string folded = foldCase(value.text);
    if (folded.empty()) {
        // An empty value asks for what is missing; as free text it stands in everything.
        m_missing = true;
        if (term.kind == Kind::Text)
            m_contained.emplace_back();
        m_needlesKnown = false;
        return;
    }
    if (!value.quoted && folded.find('*') != std::string::npos) {
        m_wildcards.emplace_back(folded);
        const auto& pieces = m_wildcards.back().pieces();
        const auto longest = std::max_element(
            pieces.begin(), pieces.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
        addNeedle(longest == pieces.end() ? std::string() : *longest);
        return;
    }
    if (term.kind == Kind::Match && term.column.column == Column::Ip) {
        const bool isPrivateWord = !value.quoted && folded == "private",
                   isPublicWord = !value.quoted && folded == "public";
        m_private = m_private || isPrivateWord;
        m_public = m_public || isPublicWord;
        if (isPrivateWord || isPublicWord)
            return;
        if (const auto network = parseIpNetwork(value.text)) {
            m_networks.push_back(*network);
            return;
        }
    }
    addNeedle(folded);
    (m_equality ? m_equal : m_contained).push_back(std::move(folded));
}

void TextMatcher::addNeedle(std::string folded)
{
    if (folded.empty())
        m_needlesKnown = false;
    else
        m_needles.push_back(std::move(folded));
}

bool TextMatcher::needlesDecide() const
{
    return m_test == Test::Any && !m_needles.empty() && m_contained.size() == m_needles.size() && m_equal.empty()
        && m_wildcards.empty() && m_networks.empty() && !m_private && !m_public;
}

bool TextMatcher::hasGaps() const
{
    return std::any_of(
        m_wildcards.begin(), m_wildcards.end(), [](const Wildcard& wildcard) { return wildcard.pieces().size() > 1; });
}

std::optional<std::string_view> TextMatcher::exactText() const
{
    return m_test == Test::Exact ? std::optional<std::string_view>(m_exact) : std::nullopt;
}

bool TextMatcher::matches(std::string_view text) const
{
    switch (m_test) {
    case Test::Present: return !m_missing;
    case Test::Any: return matchesAny(text);
    case Test::Exact: return text == m_exact;
    case Test::Pattern: return m_regex->foundIn(text);
    case Test::Compare: return compares(text);
    }
    return false;
}

bool TextMatcher::matchesAny(std::string_view text) const
{
    for (const std::string& needle : m_contained)
        if (containsFolded(text, needle))
            return true;
    if (!m_manyEqual.empty()) {
        if (m_manyEqual.contains(foldCase(text)))
            return true;
    } else {
        for (const std::string& value : m_equal)
            if (equalsFolded(text, value))
                return true;
    }
    if (!m_wildcards.empty()) {
        const std::string folded = foldCase(text);
        for (const Wildcard& wildcard : m_wildcards)
            if (wildcard.fits(folded))
                return true;
    }
    if (!m_private && !m_public && m_networks.empty())
        return false;
    const auto address = parseIpAddress(text);
    if (!address)
        return false;
    if ((m_private || m_public) && (isPrivate(*address) ? m_private : m_public))
        return true;
    return isInNetwork(*address);
}

bool TextMatcher::isInNetwork(const IpAddress& address) const
{
    return std::any_of(
        m_networks.begin(), m_networks.end(), [&](const IpNetwork& network) { return contains(network, address); });
}

bool TextMatcher::asksNetworks() const
{
    return m_test == Test::Any && !m_missing && m_contained.empty() && m_equal.empty() && m_wildcards.empty();
}

bool TextMatcher::matches(const KnownAddress& address) const
{
    return address.valid && ((address.isPrivate ? m_private : m_public) || isInNetwork(address.address));
}

bool TextMatcher::compares(std::string_view text) const
{
    const std::string folded = foldCase(text);
    return isOnSide(text, folded, true) && isOnSide(text, folded, false);
}

bool TextMatcher::isOnSide(std::string_view text, const std::string& folded, bool low) const
{
    const Bound& bound = low ? m_low : m_high;
    if (!bound.set)
        return true;
    int order = folded.compare(bound.folded);
    if (m_column == Column::Ip) {
        // Addresses of the two families have no order among each other.
        const auto address = parseIpAddress(text);
        if (!address || !bound.address || address->isV4() != bound.address->isV4())
            return false;
        order = *address < *bound.address ? -1 : *address > *bound.address;
    } else if (m_column == Column::Details) {
        if (const auto numbers = compareNumbers(text, bound.text))
            order = *numbers;
    }
    if (order == 0)
        return bound.inclusive;
    return low ? order > 0 : order < 0;
}

} // namespace auditorium
