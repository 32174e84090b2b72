// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/addedwords.h"

#include "event/text.h"
#include "ingest/profile.h"

#include <algorithm>

namespace auditorium {

namespace {

/// Whether a text can stand in "...value1 between value2..." without standing in one of the values.
bool spans(std::string_view between, std::string_view folded)
{
    const std::string words = foldCase(between);
    if (words.find(folded) != std::string::npos || folded.find(words) != std::string_view::npos)
        return true;
    // Overlapping an end of the words: the rest may stand in a value.
    for (std::size_t length = 1; length < std::min(words.size(), folded.size()); ++length)
        if (folded.starts_with(std::string_view(words).substr(words.size() - length))
            || folded.ends_with(std::string_view(words).substr(0, length)))
            return true;
    return false;
}

bool adds(const Rule& rule, std::string_view folded)
{
    const auto holds = [&](const std::string& text) { return containsFolded(text, folded); };
    const auto anyAdds = [&] {
        return std::any_of(rule.rules.begin(), rule.rules.end(), [&](const Rule& part) { return adds(part, folded); });
    };
    switch (rule.kind) {
    case Rule::Kind::Pointer: return false;
    case Rule::Kind::Const:
    case Rule::Kind::Has: return holds(rule.text);
    case Rule::Kind::Map:
        return (rule.anyValue && holds(*rule.anyValue)) || (rule.otherwise && holds(*rule.otherwise)) || anyAdds()
            || std::any_of(
                rule.values.begin(), rule.values.end(), [&](const auto& pair) { return holds(pair.second); });
    case Rule::Kind::Template:
        // The text in front of the first value may be none at all; then it lies between no two.
        return std::any_of(rule.pieces.begin(), rule.pieces.end(), [&](const Rule::Piece& piece) {
            const bool isNothing = piece.text.empty() && (piece.pointer < 0 || &piece == &rule.pieces.front());
            return !isNothing && spans(piece.text, folded);
        });
    case Rule::Kind::Join: return spans(rule.text, folded) || anyAdds();
    case Rule::Kind::First: break;
    }
    return anyAdds();
}

/// Whether the text can stand in what an event without an id gets for one: "sha256:" and a hash in hexadecimal digits.
bool isInHash(std::string_view folded)
{
    const auto isHex = [](std::string_view text) {
        return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    };
    constexpr std::string_view prefix = "sha256:";
    const std::size_t colon = folded.find(':');
    if (colon == std::string_view::npos)
        return isHex(folded) || prefix.find(folded) != std::string_view::npos;
    return prefix.ends_with(folded.substr(0, colon + 1)) && isHex(folded.substr(colon + 1));
}

} // namespace

bool mayAddWords(const Knowledge& knowledge, Column column, std::string_view product, std::string_view folded)
{
    if (column == Column::Id && isInHash(folded))
        return true;
    return std::any_of(knowledge.profiles.begin(), knowledge.profiles.end(), [&](const ProfilePtr& profile) {
        const auto& rule = profile->columns[static_cast<std::size_t>(column)];
        // A profile with a rule for the product may give its events any.
        const bool isOurs = profile->product == product || profile->columns[static_cast<std::size_t>(Column::Product)];
        return rule && isOurs && adds(*rule, folded);
    });
}

} // namespace auditorium
