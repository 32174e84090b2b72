// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/query.h"
#include "query/regex.h"

#include "event/ipaddress.h"
#include "store/addresstable.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace auditorium {

/// A text with * for anything; the whole text must fit. Pattern and text are folded.
class Wildcard {
public:
    explicit Wildcard(std::string_view foldedPattern);
    bool fits(std::string_view folded) const;
    /// Pieces between the stars: each stands in any text that fits.
    const std::vector<std::string>& pieces() const { return m_pieces; }

private:
    std::vector<std::string> m_pieces;
    bool m_startsOpen = false, m_endsOpen = false;
};

/// What one term of a query asks of one text: compiled once, then asked of every distinct text of a column or of every
/// value of a record. Thread-safe. Times are not asked here.
class TextMatcher {
public:
    /// A term that checkTerm() has passed; Has and No ask whether there is a text.
    explicit TextMatcher(const QueryNode& term);

    /// Of a text that is there; the empty text is a missing one and is asked with matchesMissing().
    bool matches(std::string_view text) const;
    bool matchesMissing() const { return m_missing; }
    bool operator()(std::string_view text) const { return text.empty() ? m_missing : matches(text); }
    /// Whether this asks for nothing but addresses of some networks: then those are enough to tell.
    bool asksNetworks() const;
    bool matches(const KnownAddress& address) const;

    /// Folded texts of which at least one stands in every text that matches; empty if nothing is known.
    const std::vector<std::string>& needles() const { return m_needles; }
    /// True where the answer for a text and for the folded text is the same.
    bool seesFolded() const { return m_test != Test::Exact && m_test != Test::Pattern; }
    /// True where a text matches exactly if it contains one of the needles (folded).
    bool needlesDecide() const;
    /// Whether a text may match for holding several pieces that a wildcard lets other text stand between.
    bool hasGaps() const;
    /// The only text that can match, byte for byte.
    std::optional<std::string_view> exactText() const;

private:
    enum class Test : std::uint8_t { Present, Any, Exact, Pattern, Compare };

    void addValue(const QueryNode& term, const QueryValue& value);
    void addNeedle(std::string folded);
    bool matchesAny(std::string_view text) const;
    bool isInNetwork(const IpAddress& address) const;
    bool compares(std::string_view text) const;
    bool isOnSide(std::string_view text, const std::string& folded, bool low) const;

    Test m_test = Test::Any;
    bool m_equality = false; ///< ":" asks for the whole text
    bool m_missing = false;
    std::string m_exact;
    std::optional<Regex> m_regex;

    std::vector<std::string> m_equal, m_contained; ///< folded
    std::unordered_set<std::string> m_manyEqual;   ///< instead of m_equal where these are many
    std::vector<Wildcard> m_wildcards;
    std::vector<IpNetwork> m_networks;
    bool m_private = false, m_public = false;

    /// One side of a comparison or range.
    struct Bound {
        bool set = false, inclusive = false;
        std::string folded;
        std::string text;
        std::optional<IpAddress> address;
    };
    Bound m_low, m_high;
    Column m_column = Column::Details;

    std::vector<std::string> m_needles;
    bool m_needlesKnown = true;
};

/// Less than, equal or greater (-1, 0, 1) as numbers, if both texts are numbers as JSON writes them. Whole numbers of
/// 64 bits are compared exactly, others as doubles.
std::optional<int> compareNumbers(std::string_view a, std::string_view b);
/// The same as a key to sort by, so that numbers a double cannot tell apart still have one order.
using NumberKey = std::pair<double, std::int64_t>;
std::optional<NumberKey> numberKey(std::string_view text);

} // namespace auditorium
