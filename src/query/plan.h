// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/codescan.h"
#include "query/evaluate.h"
#include "query/fieldpath.h"
#include "query/rawsearch.h"
#include "query/recordscan.h"
#include "query/textmatch.h"

#include <memory>
#include <optional>
#include <vector>

namespace auditorium {

/// A term over what only the record holds.
struct RecordTest {
    enum class What : std::uint8_t { Details, Message, Id, Raw, FreeText };
    What what = What::FreeText;
    /// Whether it asks for texts that are made of the record rather than held by it.
    static constexpr bool mayAdd(What what) { return what != What::Details && what != What::Raw; }
    TextMatcher matcher;
    FieldPath path;
    Prefilter prefilter;
    /// Codes of action and product whose messages (ids) may hold a needle that their records do not; without it every
    /// message (id) is made to be looked at.
    struct AddedCodes {
        CodeTable actions, products;
    };
    std::optional<AddedCodes> addedCodes;
    std::unique_ptr<RecordScan> scan; ///< where the prefilter has something to look for; made by evaluate()

    /// Whether rows can be told to be none of its without a look at each record.
    bool looksAhead() const { return prefilter.isActive() && (!mayAdd(what) || addedCodes); }
};

/// A query made ready for one snapshot: values parsed, dictionaries tested, children in the order of their cost.
struct PlanNode {
    enum class Kind : std::uint8_t { All, And, Or, Not, Time, Untimed, TimeText, Codes, Record };
    Kind kind = Kind::All;
    int cost = 0;
    std::vector<std::unique_ptr<PlanNode>> children;
    std::vector<TimeInterval> intervals; ///< Time: any of them, [from, to); an end at the last nanosecond is open
    std::optional<TextMatcher> matcher;  ///< TimeText, Codes
    UtcOffset zone;                      ///< TimeText
    int coded = 0;                       ///< Codes
    CodeTable table;                     ///< Codes, once the dictionary was tested
    bool perRow = false;                 ///< Codes: fewer rows than codes, so that texts are tested row by row
    std::unique_ptr<RecordTest> record;
};
inline constexpr int recordCost = 100; ///< from here on records are read

/// Errors: "query.value", "query.regex", "cancelled". A null root is everything.
Result<std::unique_ptr<PlanNode>> makePlan(const QueryNodePtr& root, const Snapshot& snapshot,
    const TimeContext& context, const MessageKnowledge* messages, const CancelToken& cancel);

/// Tests the dictionaries of all Codes nodes, in parallel; `rows` is how many rows will be looked at, at most.
Status testDictionaries(PlanNode& root, const Snapshot& snapshot, std::uint64_t rows, const CancelToken& cancel);

/// The instants a term over time lets through.
std::vector<TimeInterval> timeIntervals(const QueryNode& term, const TimeContext& context);

} // namespace auditorium
