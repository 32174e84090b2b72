// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/evaluate.h"
#include "store/parallel.h"
#include "query/rowvalues.h"
#include "query/textmatch.h"

#include "event/ipaddress.h"
#include "event/text.h"
#include "store/codecount.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace auditorium {
namespace {

constexpr std::size_t keyBytes = 256;

/// Thrown out of a comparison, and caught where the sorting was begun: the only way to stop std::sort.
struct SortCancelled { };

/// Whether a loop over rows or values has gone on long enough (some hundred microseconds) to ask for cancellation.
bool isTimeToAsk(std::uint64_t step) { return step % 65536 == 65535; }

/// What a distinct value is ordered by.
struct SortKey {
    std::string folded;
    std::optional<IpAddress> address;
    std::optional<NumberKey> number;
};

/// The ranks of distinct values: equal numbers for none, 0 for the empty text, which is not ranked.
class Ranking {
public:
    Ranking(Column column, const std::vector<std::string_view>& texts, const CancelToken& cancel)
        : m_column(column)
        , m_texts(texts)
        , m_cancel(cancel)
    {
    }

    /// Code -> place among the values, from 1 on in the order asked for; nothing if cancelled.
    std::optional<std::vector<std::uint32_t>> ranks(const std::vector<std::uint32_t>& codes, bool descending)
    {
        std::vector<std::uint32_t> sorted = codes;
        m_keys.resize(m_texts.size());
        try {
            for (const std::uint32_t code : codes) {
                checkCancel();
                m_keys[code] = keyOf(m_texts[code]);
            }
            std::sort(
                sorted.begin(), sorted.end(), [this](std::uint32_t a, std::uint32_t b) { return isBefore(a, b); });
        } catch (const SortCancelled&) {
            return std::nullopt;
        }
        if (descending)
            std::reverse(sorted.begin(), sorted.end());
        std::vector<std::uint32_t> out(m_texts.size(), 0);
        for (std::uint32_t i = 0; i < sorted.size(); ++i) {
            if (isTimeToAsk(i) && m_cancel.cancelled())
                return std::nullopt;
            out[sorted[i]] = i + 1;
        }
        return out;
    }

private:
    void checkCancel()
    {
        if (++m_steps % 1024 == 0 && m_cancel.cancelled())
            throw SortCancelled();
    }

    SortKey keyOf(std::string_view text) const
    {
        SortKey key;
        key.folded = foldCase(text);
        if (m_column == Column::Ip)
            key.address = parseIpAddress(text);
        if (m_column == Column::Details)
            key.number = numberKey(text);
        return key;
    }

    bool isBefore(std::uint32_t a, std::uint32_t b)
    {
        checkCancel();
        const SortKey &x = m_keys[a], &y = m_keys[b];
        if (x.address.has_value() != y.address.has_value())
            return x.address.has_value();
        if (x.address && *x.address != *y.address)
            return x.address->isV4() != y.address->isV4() ? x.address->isV4() : *x.address < *y.address;
        if (x.number.has_value() != y.number.has_value())
            return x.number.has_value();
        if (x.number && *x.number != *y.number)
            return *x.number < *y.number;
        if (const int order = x.folded.compare(y.folded))
            return order < 0;
        return m_texts[a] < m_texts[b];
    }

    Column m_column;
    const std::vector<std::string_view>& m_texts;
    const CancelToken& m_cancel;
    std::vector<SortKey> m_keys;
    std::uint64_t m_steps = 0;
};

/// Calls f(row of the snapshot, index of the member) for each member in time order; false if cancelled on the way.
template <class F>
bool forEachMember(const Snapshot& snapshot, const RowSet& rows, const CancelToken& cancel, F&& f)
{
    std::uint64_t k = 0;
    for (std::size_t i = 0; i < rows.parts().size(); ++i) {
        if (cancel.cancelled())
            return false;
        const Row start = snapshot.segmentStart(i);
        RowSet::forEach(rows.parts()[i], [&](std::uint32_t row) { f(start + row, k++); });
    }
    return true;
}

} // namespace

/// Orders rows by the codes of their values: one counting sort, in which ties keep their order in time.
class RowSorter {
public:
    RowSorter(const Snapshot& snapshot, const RowSet& rows, const SortOrder& order, const CancelToken& cancel)
        : m_snapshot(snapshot)
        , m_rows(rows)
        , m_order(order)
        , m_cancel(cancel)
    {
    }

    Result<RowOrder> sort()
    {
        if (m_rows.size() > std::numeric_limits<std::uint32_t>::max())
            return Error{"query.sort", "There are too many rows to sort them by anything but time."};
        const int coded = codedIndex(m_order.column.column);
        if (Status status = coded >= 0 ? codes(coded) : values(); !status)
            return status.error();

        std::vector<bool> used(m_texts.size(), false);
        std::vector<std::uint32_t> distinct;
        const bool whole = forEachCode([&](std::uint32_t code) {
            if (!used[code] && !m_texts[code].empty())
                distinct.push_back(code);
            used[code] = true;
        });
        if (!whole)
            return cancelledError();
        const auto ranks = Ranking(m_order.column.column, m_texts, m_cancel).ranks(distinct, m_order.descending);
        if (!ranks || m_cancel.cancelled())
            return cancelledError();

        // Where the rows of each rank begin; rank 0, no value, comes last.
        const auto last = static_cast<std::uint32_t>(distinct.size());
        const auto placeOf = [&](std::uint32_t code) { return (*ranks)[code] ? (*ranks)[code] - 1 : last; };
        std::vector<std::uint32_t> next(distinct.size() + 2, 0);
        if (!forEachCode([&](std::uint32_t code) { ++next[placeOf(code) + 1]; }))
            return cancelledError();
        std::partial_sum(next.begin(), next.end(), next.begin());
        RowOrder out;
        out.m_explicit = true;
        const bool placed = m_snapshot.size() <= std::numeric_limits<std::uint32_t>::max()
            ? place(out.m_rows, next, placeOf)
            : place(out.m_wideRows, next, placeOf);
        if (!placed)
            return cancelledError();
        return out;
    }

private:
    /// Calls f(code) for each member in time order; false if cancelled on the way.
    template <class F>
    bool forEachCode(F&& f)
    {
        for (std::uint64_t k = 0; k < m_codes.size(); ++k) {
            if (isTimeToAsk(k) && m_cancel.cancelled())
                return false;
            f(m_codes[k]);
        }
        return true;
    }

    template <class T, class F>
    bool place(std::vector<T>& out, std::vector<std::uint32_t>& next, F&& placeOf)
    {
        out.resize(m_codes.size());
        return forEachMember(m_snapshot, m_rows, m_cancel,
            [&](Row row, std::uint64_t k) { out[next[placeOf(m_codes[k])]++] = static_cast<T>(row); });
    }

    Status codes(int coded)
    {
        for (std::uint32_t code = 0; code < m_snapshot.codeCount(coded); ++code) {
            if (isTimeToAsk(code) && m_cancel.cancelled())
                return cancelledError();
            m_texts.push_back(m_snapshot.codeText(coded, code));
        }
        m_codes.reserve(m_rows.size());
        for (std::size_t i = 0; i < m_rows.parts().size(); ++i) {
            if (m_cancel.cancelled())
                return cancelledError();
            const Segment& segment = *m_snapshot.segments()[i];
            RowSet::forEach(m_rows.parts()[i], [&](std::uint32_t row) { m_codes.push_back(segment.code(coded, row)); });
        }
        return success();
    }

    Status values()
    {
        std::vector<std::vector<std::uint32_t>> bySegment(m_rows.parts().size());
        for (std::size_t i = 0; i < bySegment.size(); ++i)
            if (m_rows.parts()[i].count)
                bySegment[i].resize(m_snapshot.segments()[i]->size());
        const Status status = readValues(m_snapshot, m_rows, m_order.column, {true, keyBytes}, m_cancel, m_values,
            [&](std::size_t segment, std::uint32_t row, std::uint32_t value) { bySegment[segment][row] = value; });
        if (!status)
            return status;
        m_texts = m_values.texts();
        m_codes.reserve(m_rows.size());
        for (std::size_t i = 0; i < bySegment.size(); ++i) {
            if (m_cancel.cancelled())
                return cancelledError();
            RowSet::forEach(m_rows.parts()[i], [&](std::uint32_t row) { m_codes.push_back(bySegment[i][row]); });
        }
        return success();
    }

    const Snapshot& m_snapshot;
    const RowSet& m_rows;
    const SortOrder& m_order;
    const CancelToken& m_cancel;
    LocalDictionary m_values;
    std::vector<std::string_view> m_texts; ///< by code
    std::vector<std::uint32_t> m_codes;    ///< of each member in time order
};

Result<RowOrder> RowOrder::make(
    const Snapshot& snapshot, const RowSet& rows, const SortOrder& order, const CancelToken& cancel)
{
    if (cancel.cancelled())
        return cancelledError();
    if (order.column.column != Column::Time)
        return RowSorter(snapshot, rows, order, cancel).sort();
    RowOrder out;
    out.m_descending = order.descending;
    out.m_timed = rows.rank(snapshot, snapshot.timedRows());
    return out;
}

Row RowOrder::row(const Snapshot& snapshot, const RowSet& rows, std::uint64_t position) const
{
    if (m_explicit)
        return m_wideRows.empty() ? m_rows[position] : m_wideRows[position];
    return rows.select(snapshot, m_descending && position < m_timed ? m_timed - 1 - position : position);
}

void RowOrder::walk(
    const Snapshot& snapshot, const RowSet& rows, std::uint64_t limit, const std::function<bool(Row)>& visit) const
{
    limit = std::min(limit, rows.size());
    if (m_explicit || m_descending) {
        for (std::uint64_t i = 0; i < limit; ++i)
            if (!visit(row(snapshot, rows, i)))
                return;
        return;
    }
    RowLister lister;
    for (std::size_t i = 0; i < rows.parts().size() && limit; ++i) {
        const RowLister::List list = lister.list(rows.parts()[i]);
        const std::uint16_t* const some = list.rows();
        for (std::uint32_t k = 0; k < list.count && limit; ++k, --limit)
            if (!visit(snapshot.segmentStart(i) + (some ? some[k] : list.begin + k)))
                return;
    }
}

std::optional<std::uint64_t> RowOrder::positionOf(const Snapshot& snapshot, const RowSet& rows, Row row) const
{
    if (!rows.contains(snapshot, row))
        return std::nullopt;
    if (m_explicit) {
        const auto find = [row](const auto& list) {
            return static_cast<std::uint64_t>(std::find(list.begin(), list.end(), row) - list.begin());
        };
        return m_wideRows.empty() ? find(m_rows) : find(m_wideRows);
    }
    const std::uint64_t rank = rows.rank(snapshot, row);
    return m_descending && rank < m_timed ? m_timed - 1 - rank : rank;
}

} // namespace auditorium
