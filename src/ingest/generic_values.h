// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"
#include "ingest/generic_score.h"
#include "ingest/json_text.h"

#include <string_view>

namespace auditorium {

/// What a value looks like, whatever its name.
enum class ValueShape : std::uint8_t { Other, Boolean, Number, Address, Time, Email, Uuid, Url, Agent, Json };

ValueShape shapeOf(std::string_view value, TokenKind kind);
/// Whether it is worth asking mayBeJson(): of most texts the first byte says no.
inline bool beginsLikeJson(std::string_view text)
{
    return text.size() > 1 && (text[0] == '{' || text[0] == '[' || text[0] <= ' ');
}
/// Cheap: begins like an object, or an array of objects.
bool mayBeJson(std::string_view raw);
bool isDateOnly(std::string_view value);
bool isTimeOfDay(std::string_view value);

/// The score of a value for a column, given its path's; 0 or less where it cannot stand there.
int adjustedScore(
    Column column, int score, const PathMeaning& path, TokenKind kind, std::string_view value, ValueShape shape);

/// What adjustedScore can add at most: for any path, for this one.
int mostGain(Column column);
int mostGain(Column column, const PathMeaning& path);

/// "success", "failure" or nothing for a value that its path makes an outcome.
std::string_view outcomeOfValue(const PathMeaning& path, TokenKind kind, std::string_view value);

} // namespace auditorium
