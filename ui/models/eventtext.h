// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/event.h"
#include "ingest/mapping.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

/// What is said about one event, worked out without a widget.
namespace auditorium {

struct TextRun {
    QString text; ///< safe to draw, one line, plain
    bool strong = false;
    bool operator==(const TextRun&) const = default;
};
/// "**maria** performed **User role changed** on **jonas** in workspace **Security**": the columns as one plain
/// sentence.
std::vector<TextRun> eventSentence(const std::array<std::string, columnCount>& text, const Catalog& catalog);
QString plainSentence(const std::vector<TextRun>& runs);

/// What the catalog says of it, else the record's own message; empty if neither.
struct EventExplanation {
    QString text, advice;
    QString note; ///< "Not in the catalog", "No longer in use", "Announced, not yet in use"
};
EventExplanation eventExplanation(
    const std::array<std::string, columnCount>& text, bool inCatalog, const Catalog& catalog);

/// A value that the record gives before and after.
struct FieldChange {
    std::string name, before, after;
    bool operator==(const FieldChange&) const = default;
};
/// From pairs old_x/new_x, x.old/x.new, x.before/x.after, x.from/x.to, oldValue/newValue beside a name,
/// previous/current.
std::vector<FieldChange> fieldChanges(const std::vector<Field>& fields);

/// The record indented by two spaces; itself where it is not JSON. Numbers and escapes stay as they are written.
std::string prettyJson(std::string_view raw);

/// One event as one JSON object, keys as in an export: what "Copy as JSON" gives.
std::string eventJson(const Event& event);

} // namespace auditorium
