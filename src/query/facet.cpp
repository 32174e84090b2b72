// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/codescan.h"
#include "query/evaluate.h"
#include "query/rowvalues.h"

#include "event/text.h"
#include "store/codecount.h"
#include "store/parallel.h"

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace auditorium {
namespace {

/// Distinct values and their counts, wherever they come from.
template <class TextOf>
struct Tally {
    const std::vector<std::uint64_t>&counts, &totals;
    TextOf textOf;

    bool isBefore(std::size_t a, std::size_t b) const
    {
        return counts[a] != counts[b] ? counts[a] > counts[b] : textOf(a) < textOf(b);
    }
};

template <class TextOf>
Facet finish(const Tally<TextOf>& tally, const FacetOptions& options, const CancelToken& cancel)
{
    const std::string needle = foldCase(options.search);
    const auto before = [&](std::size_t a, std::size_t b) { return tally.isBefore(a, b); };
    Facet facet;
    std::vector<std::size_t> chosen, pinned;
    const std::unordered_set<std::string_view> wanted(options.pinned.begin(), options.pinned.end());
    std::unordered_set<std::string_view> missing = wanted;
    for (std::size_t i = 0; i < tally.counts.size(); ++i) {
        if (i % 4096 == 0 && cancel.cancelled())
            return facet;
        const bool shown = tally.counts[i] > 0 || (options.includeZero && tally.totals[i] > 0);
        if (!shown && wanted.empty())
            continue; // the text need not be looked at
        const std::string_view text = tally.textOf(i);
        const bool isPinned = !wanted.empty() && wanted.contains(text);
        if ((shown || isPinned) && containsFolded(text, needle)) {
            facet.distinct += tally.counts[i] > 0;
            chosen.push_back(i);
        } else if (isPinned) {
            pinned.push_back(i);
        }
        if (isPinned)
            missing.erase(text);
    }
    // Only as many as are asked for need an order.
    const std::size_t limit = std::min(options.limit, chosen.size());
    std::partial_sort(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(limit), chosen.end(), before);
    for (std::size_t i = limit; i < chosen.size() && !wanted.empty(); ++i)
        if (wanted.contains(tally.textOf(chosen[i])))
            pinned.push_back(chosen[i]);
    chosen.resize(limit);
    chosen.insert(chosen.end(), pinned.begin(), pinned.end());
    if (!pinned.empty())
        std::sort(chosen.begin(), chosen.end(), before);
    for (const std::size_t i : chosen)
        facet.values.push_back({std::string(tally.textOf(i)), tally.counts[i], tally.totals[i]});
    // A pinned value that no row of the snapshot has.
    std::vector<std::string> unknown(missing.begin(), missing.end());
    std::sort(unknown.begin(), unknown.end());
    for (std::string& value : unknown)
        facet.values.push_back({std::move(value), 0, 0});
    return facet;
}

/// The codes that come first by count, those of a count by text: `limit` of them among those that are shown.
std::vector<std::uint32_t> mostFrequent(const Snapshot& snapshot, int coded, const std::vector<std::uint64_t>& counts, std::size_t limit)
{
    // The least count that still has a place, without a look at any text.
    std::vector<std::uint64_t> heap;
    for (const std::uint64_t count : counts) {
        if (count == 0 || (heap.size() == limit && count <= heap.front()))
            continue;
        if (heap.size() == limit) {
            std::pop_heap(heap.begin(), heap.end(), std::greater<>());
            heap.pop_back();
        }
        heap.push_back(count);
        std::push_heap(heap.begin(), heap.end(), std::greater<>());
    }
    std::vector<std::uint32_t> out, last; // last: of that count, where not all may have a place
    for (std::uint32_t code = 0; code < counts.size() && !heap.empty(); ++code)
        if (counts[code] >= heap.front())
            (counts[code] > heap.front() ? out : last).push_back(code);
    const std::size_t places = std::min(limit - out.size(), last.size());
    std::partial_sort(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(places), last.end(),
        [&](std::uint32_t a, std::uint32_t b) { return snapshot.codeText(coded, a) < snapshot.codeText(coded, b); });
    out.insert(out.end(), last.begin(), last.begin() + static_cast<std::ptrdiff_t>(places));
    return out;
}

/// The most frequent values of a column and the pinned ones. What a panel shows: only the texts of these are looked at.
Facet shortFacet(const Snapshot& snapshot, int coded, const std::vector<std::uint64_t>& counts, const FacetOptions& options)
{
    const std::vector<std::uint64_t>& totals = snapshot.totals(coded);
    Facet facet;
    facet.distinct = counts.size() - static_cast<std::size_t>(std::count(counts.begin(), counts.end(), std::uint64_t{0}));
    std::vector<std::uint32_t> chosen = mostFrequent(snapshot, coded, counts, options.limit);
    std::set<std::string> unknown; // a pinned value that no row of the snapshot has
    for (const std::string& value : options.pinned) {
        const std::int64_t code = snapshot.dictionary(coded).find(value);
        if (code < 0 || static_cast<std::size_t>(code) >= counts.size())
            unknown.insert(value);
        else if (std::find(chosen.begin(), chosen.end(), code) == chosen.end())
            chosen.push_back(static_cast<std::uint32_t>(code));
    }
    const auto textOf = [&](std::size_t code) { return snapshot.codeText(coded, static_cast<std::uint32_t>(code)); };
    const Tally tally{counts, totals, textOf};
    std::sort(chosen.begin(), chosen.end(), [&](std::uint32_t a, std::uint32_t b) { return tally.isBefore(a, b); });
    for (const std::uint32_t code : chosen)
        facet.values.push_back({std::string(textOf(code)), counts[code], totals[code]});
    for (const std::string& value : unknown)
        facet.values.push_back({value, 0, 0});
    return facet;
}

Result<Facet> codedFacet(
    const Snapshot& snapshot, const RowSet& rows, int coded, const FacetOptions& options, const CancelToken& cancel)
{
    if (rows.size() == snapshot.size())
        return facetOfCounts(snapshot, coded, snapshot.totals(coded), options, cancel);
    const auto counts = countCodes(snapshot, rows, {coded}, cancel);
    if (!counts)
        return counts.error();
    return facetOfCounts(snapshot, coded, counts->front(), options, cancel);
}

Result<Facet> readFacet(const Snapshot& snapshot, const RowSet& rows, const ColumnRef& column,
    const FacetOptions& options, const CancelToken& cancel)
{
    LocalDictionary values;
    std::vector<std::uint64_t> counts, totals;
    // The totals need every row; what is in the set is counted in the same pass.
    const auto take = [&](std::size_t segment, std::uint32_t row, std::uint32_t value) {
        if (value >= totals.size()) {
            counts.resize(value + 1);
            totals.resize(value + 1);
        }
        ++totals[value];
        if (segment < rows.parts().size())
            counts[value] += countWithin(rows.parts()[segment], row, row + 1);
    };
    if (Status status = readValues(snapshot, RowSet::all(snapshot), column, {}, cancel, values, take); !status)
        return status.error();
    counts.resize(values.texts().size());
    totals.resize(values.texts().size());
    Facet facet = finish(Tally{counts, totals, [&](std::size_t i) { return values.texts()[i]; }}, options, cancel);
    if (cancel.cancelled())
        return cancelledError();
    return facet;
}

} // namespace

Result<Facet> facetOfCounts(const Snapshot& snapshot, int coded, const std::vector<std::uint64_t>& counts,
    const FacetOptions& options, const CancelToken& cancel)
{
    constexpr std::size_t most = 1000; // from there on all may as well be put in order
    if (options.search.empty() && !options.includeZero && options.limit <= most && options.limit > 0)
        return shortFacet(snapshot, coded, counts, options);
    const auto textOf = [&](std::size_t code) { return snapshot.codeText(coded, static_cast<std::uint32_t>(code)); };
    Facet facet = finish(Tally{counts, snapshot.totals(coded), textOf}, options, cancel);
    if (cancel.cancelled())
        return cancelledError();
    return facet;
}

Result<Facet> facet(const Snapshot& snapshot, const RowSet& rows, const ColumnRef& column, const FacetOptions& options,
    const CancelToken& cancel)
{
    if (cancel.cancelled())
        return cancelledError();
    const int coded = codedIndex(column.column);
    return coded >= 0 ? codedFacet(snapshot, rows, coded, options, cancel)
                      : readFacet(snapshot, rows, column, options, cancel);
}

} // namespace auditorium
