// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"
#include "event/timestamp.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace auditorium {

enum class ValueKind : std::uint8_t { String, Number, Bool, Null };

/// A leaf of a record: dotted path ("actor.email", "target.0.id"), decoded value, JSON kind.
struct Field {
    std::string path;
    std::string value;
    ValueKind kind = ValueKind::String;

    bool operator==(const Field&) const = default;
};

/// One event in full, made for the one record that is shown or written; never held for many.
struct Event {
    std::optional<Timestamp> time;
    std::array<std::string, columnCount> text; ///< by Column; Time, Details and Raw stay empty here
    std::vector<Field> details; ///< every leaf of the record in its own order
    std::string detailsJson;    ///< the same as one JSON object, numbers verbatim
    std::string raw;            ///< verbatim bytes (may be invalid UTF-8)
    bool inCatalog = false;

    const std::string& operator[](Column column) const { return text[static_cast<std::size_t>(column)]; }
    std::string& operator[](Column column) { return text[static_cast<std::size_t>(column)]; }
};

} // namespace auditorium
