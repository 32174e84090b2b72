// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"
#include "ingest/generic_names.h"

#include <array>
#include <string_view>

namespace auditorium {

/// What the keys from the record down to a value say together.
struct PathMeaning {
    int actor = 0, user = 0, account = 0, subject = 0, target = 0, thing = 0, workspace = 0,
        software = 0;        ///< strengths met, 0: not
    bool actorFirst = false; ///< an actor is named before any target
    bool net = false, client = false, far = false, session = false, detail = false, change = false, body = false;
    bool foreign = false;   ///< below a key that says nothing
    bool listed = false;    ///< an entry of a name/value list
    Role last = Role::None; ///< the innermost role
    int lastStrength = 0;
    Role noun = Role::None;         ///< the innermost thing or person
    bool detached = false;          ///< between the noun and here stands something that is not it
    bool prefixed = false;          ///< an unknown word stands before the innermost role in its key: "label_action"
    bool qualified = false;         ///< an unknown word stands directly before the last words
    int depth = 0;                  ///< keys, but for those that only wrap
    AttributeWord last_attribute{}; ///< what the last key says
    AttributeWord inherited{};      ///< for a "value" below a key that says it
    RoleWord container{};           ///< what the last key is a name of where it turns out to be a container
    bool zeroIsSuccess = false;     ///< a result code

    bool hasNoun() const { return noun != Role::None; }
};

/// The meaning of a key below a path.
PathMeaning meaningBelow(const PathMeaning& parent, std::string_view key);
/// The same for the name of an entry in a name/value list.
PathMeaning meaningOfEntry(const PathMeaning& list, std::string_view name);

/// How well a path suits each column by its names: 0, not at all. Only differences count; values may
/// still add or refuse.
using ColumnScores = std::array<int, columnCount>;
ColumnScores scoresOf(const PathMeaning& path);

/// What a value adds to a score.
inline constexpr int validAddressBonus = 20000; ///< an address beats every text
inline constexpr int agentBonus = 2000;
/// Scores of values that speak for themselves whatever their name.
inline constexpr int strayAddressScore = 100, strayTimeScore = 200, strayAgentScore = 300, strayOutcomeScore = 150;
/// What a value loses that was found in a string's JSON.
inline constexpr int nestedLoss = 400;
/// From here on a field is called a category.
inline constexpr int plainCategoryScore = 4000;
/// A person's account as workspace: only if it is a number.
inline constexpr int numberedAccountScore = 2000;
/// The target that a plain user field is where another field names the actor.
inline constexpr int actorNamedScore = 6000;

} // namespace auditorium
