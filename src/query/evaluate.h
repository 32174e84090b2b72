// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/query.h"

#include "event/catalog.h"
#include "store/rowset.h"

#include <functional>
#include <optional>

namespace auditorium {

/// What is known of messages and ids that a record does not hold itself. With it the search for a text decodes only the
/// records that may hold it; without it every record's message is made anew, which is as right and slower.
struct MessageKnowledge {
    std::shared_ptr<const Catalog> catalog;
    /// Whether a message of that product's events could hold the folded text although no single value of the record
    /// and no description in the catalog holds it: because a profile puts messages together or has words of its own.
    /// Asked of the empty text: whether it does anything of the kind.
    std::function<bool(std::string_view product, std::string_view folded)> mayAdd;
    /// The same of the id, which may also be a hash of the record.
    std::function<bool(std::string_view product, std::string_view folded)> mayAddToId;
};

/// The rows of the snapshot that the query keeps. Runs on the calling thread plus helpers of its own; dictionaries are
/// tested once per distinct value, then codes; only details, message, id, raw and free text read records. Errors:
/// "query.value" for a value the column cannot take (a time that is none, a bad CIDR), "query.regex", "cancelled", and
/// a source's own where a record cannot be read.
///
/// Semantics: ":" without regard to case; equality for action, category, product, outcome, ip; contains for the rest;
/// wildcards * in an unquoted value match the whole text; ip: takes addresses, CIDR, private, public. A negated term
/// keeps rows that lack the column. "=" is exact, byte for byte (time: the same instant or unit).
///
/// - A row that lacks the column is kept by `no:x`, `x:""` and `x=""` only; `x:*`, `x~.*`, `x<b` do not keep it.
/// - A field's path is taken without regard to case. It also names what lies below it (`has:details.actor`), and may
///   leave out the numbers of lists (`details.target.id` is `target.0.id`). Of several values one that fits is enough;
///   both ends of a range must fit the same one. A null counts as missing.
/// - `<` and `>` compare instants, addresses of the same family, details as numbers if both are, else folded text. A
///   time's unit counts whole: `time>2026-09-01` begins on the second, `time<=2026-09-01` ends with the first.
/// - `time:-24h` is from then until now; `time=-24h` that instant. `time~` is asked of the ISO text in the context's
///   zone.
/// - Free text is one value of the record (not a key), or one of the columns, message included, id, time and raw not.
/// - `within`: only these rows are asked; null: all.
Result<RowSet> evaluate(const Query& query, const Snapshot& snapshot, const TimeContext& context,
    const CancelToken& cancel = {}, const MessageKnowledge* messages = nullptr, const RowSet* within = nullptr);

/// Whether one decoded event fits: the slow, obvious evaluation the fast one is tested against, and
/// what a pulled event is tested with before it is in a store.
Result<bool> matches(const Query& query, const Event& event, const TimeContext& context);

/// A facet: how many rows of the set have each value.
struct FacetValue {
    std::string value;
    std::uint64_t count = 0; ///< in the row set
    std::uint64_t total = 0; ///< in the whole snapshot
};
struct Facet {
    std::vector<FacetValue> values; ///< most frequent first, ties by value
    std::uint64_t distinct = 0;     ///< values with count > 0 in the set (after the search)
};
struct FacetOptions {
    std::string search; ///< keep only values that contain this, without regard to case
    std::size_t limit = SIZE_MAX;
    bool includeZero = false;        ///< also values that occur only outside the set, after the others
    std::vector<std::string> pinned; ///< always part of the answer, even with count 0
};
/// `column` may be any column; those that are not coded are read from the records. "" stands for rows without a value.
/// A row whose record has a field several times counts once for each distinct value.
Result<Facet> facet(const Snapshot& snapshot, const RowSet& rows, const ColumnRef& column,
    const FacetOptions& options = {}, const CancelToken& cancel = {});

/// The same from counts[code] of the rows of the set.
Result<Facet> facetOfCounts(const Snapshot& snapshot, int coded, const std::vector<std::uint64_t>& counts,
    const FacetOptions& options, const CancelToken& cancel);

/// Counts by product and category, for the tree: products by count, categories within by count.
struct ProductFacet {
    std::string product;
    std::uint64_t count = 0, total = 0;
    std::vector<FacetValue> categories;
};
std::vector<ProductFacet> productFacet(const Snapshot& snapshot, const RowSet& rows);

/// Counts over time in equal bins [from + i * width, from + (i+1) * width), stacked by category.
struct Histogram {
    std::int64_t fromNs = 0, widthNs = 0;
    std::vector<std::string> series; ///< category names, most frequent first, at most six; the last may be "" = others
    std::vector<std::vector<std::uint64_t>> counts; ///< [series][bin]
    std::vector<std::uint64_t> totals;              ///< [bin]
    std::uint64_t withoutTime = 0;

    std::size_t bins() const { return totals.size(); }
};
/// Bins cover [fromNs, toNs); `series` names the category per stack (empty: choose the five most frequent of the whole
/// snapshot).
Histogram histogram(const Snapshot& snapshot, const RowSet& rows, std::int64_t fromNs, std::int64_t toNs,
    std::size_t bins, const std::vector<std::string>& series = {});

/// The same, cancellable; `others`: of the rows that are not in the set.
Result<Histogram> countHistogram(const Snapshot& snapshot, const RowSet& rows, bool others, std::int64_t fromNs,
    std::int64_t toNs, std::size_t bins, const std::vector<std::string>& series, const CancelToken& cancel);

/// Count per unit of time for `count --by time/1h`: aligned to UTC (or the zone) multiples. `unit` is "1h", "15m",
/// "1d", "1w" (from Monday), "30s". Only bins that are not empty, ascending by time; value is the bin's start as ISO
/// text. Rows without a time are counted last, with an empty value. Error: "query.value" for another unit.
Result<Facet> countByTime(
    const Snapshot& snapshot, const RowSet& rows, std::string_view unit, const UtcOffset& zone = {});

/// What to show in which order.
struct SortOrder {
    ColumnRef column; ///< Time by default
    bool descending = false;
};
/// Positions of a view mapped to rows: by time either way this costs nothing per row; any other column keeps 4 or 8
/// bytes a row. Rows without a value come last either way; ties by time. Texts are ordered without regard to case,
/// addresses and fields that are numbers by their value, before those that are none. Of message, id, raw and fields
/// the first 256 bytes count.
class RowOrder {
public:
    RowOrder() = default;
    static Result<RowOrder> make(
        const Snapshot& snapshot, const RowSet& rows, const SortOrder& order, const CancelToken& cancel = {});
    Row row(const Snapshot& snapshot, const RowSet& rows, std::uint64_t position) const;
    /// Calls visit with the first `limit` rows in this order until it says false; quicker than row() for each.
    void walk(const Snapshot& snapshot, const RowSet& rows, std::uint64_t limit, const std::function<bool(Row)>& visit) const;
    /// The position at which that row stands; nothing if it is not in the set.
    std::optional<std::uint64_t> positionOf(const Snapshot& snapshot, const RowSet& rows, Row row) const;

private:
    friend class RowSorter;
    bool m_descending = false;
    std::uint64_t m_timed = 0;         ///< members with a time
    std::vector<std::uint32_t> m_rows; ///< only for orders other than time
    std::vector<Row> m_wideRows;       ///< instead of them where a row does not fit
    bool m_explicit = false;
};

/// What may come next at a place of the filter line: columns, values by frequency, keywords.
struct Completion {
    std::string insert; ///< replaces [from, from + length)
    std::string label;
    std::string hint; ///< count, or the column's meaning
    std::size_t from = 0, length = 0;
};
std::vector<Completion> completeQuery(
    std::string_view text, std::size_t cursor, const Snapshot& snapshot, std::size_t limit = 12);
/// The same where values are asked for rather than looked up: of a database. Blocks as long as `values` does.
struct CompletionValues {
    std::optional<std::int64_t> lastTime;
    /// The most frequent values of a coded column that contain a text, without regard to case.
    std::function<std::vector<FacetValue>(Column column, const std::string& contains, std::size_t limit)> values;
};
std::vector<Completion> completeQuery(std::string_view text, std::size_t cursor, const CompletionValues& values, std::size_t limit = 12);

} // namespace auditorium
