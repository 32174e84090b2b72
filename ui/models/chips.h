// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/querytext.h"
#include "query/query.h"

#include <QString>

#include <memory>
#include <vector>

namespace auditorium {

class Catalog;

/// A top-level term of the filter in words.
struct Chip {
    QString text; ///< "last 24 hours", "not event: A, B"; safe to draw
    QString full; ///< with every value, for the tool tip
    bool negative = false;
    bool operator==(const Chip&) const = default;
};

std::vector<Chip> chipsOf(const Query& query, const TimeContext& context, const Catalog* catalog);
/// The filter without its i-th top-level term.
Query withoutTerm(const Query& query, std::size_t index);
/// Where the i-th top-level term stands in the text; everything if that cannot be told.
TextSpan spanOfTerm(const QString& text, std::size_t index);

/// A column as people call it: "event" for action, "IP" for ip, "details.role" as it is.
QString columnWord(const ColumnRef& column);

} // namespace auditorium
