// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/cancel.h"
#include "store/rowset.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace auditorium {

/// The rows of a part in a form that is quick to go over more than once. For one thread: its memory is used again.
class RowLister {
public:
    /// Rows within the segment: [begin, begin + count) or, where `bits` is set, those of its bits.
    struct List {
        std::uint32_t begin = 0, count = 0;
        const std::vector<std::uint64_t>* bits = nullptr;
        RowLister* lister = nullptr;

        /// The rows of the bits, written down when first asked for; null where there are none.
        const std::uint16_t* rows() const { return bits ? lister->rowsOf(*bits, count) : nullptr; }
        template <class F>
        void forEach(F&& f) const
        {
            if (const std::uint16_t* const some = rows())
                for (std::uint32_t i = 0; i < count; ++i)
                    f(std::uint32_t{some[i]});
            else
                for (std::uint32_t i = 0; i < count; ++i)
                    f(begin + i);
        }
    };
    /// Good until the next call, as long as the part is there.
    List list(const RowSet::Part& part);

private:
    const std::uint16_t* rowsOf(const std::vector<std::uint64_t>& bits, std::uint32_t count);

    std::vector<std::uint16_t> m_rows;
    bool m_listed = false;
};

/// Adds to counts[v] how many rows of the list have values[row] == v. Every value is below `codes`, which is at most 256.
void countByteRows(const std::uint8_t* values, const RowLister::List& rows, std::size_t size, std::size_t codes, std::uint32_t* counts);

/// Calls visit(worker, segment, rows) for the rows of the set in each segment that has some; of the rows that are not in
/// the set, if `others`. On several threads (`inParallel`), each with its own worker number below workerCount(); segments
/// come in order on one thread only. Error: "cancelled".
Status forEachPart(const Snapshot& snapshot, const RowSet& rows, bool others, bool inParallel, const CancelToken& cancel,
    const std::function<void(std::size_t worker, const Segment&, const RowLister::List&)>& visit);
/// Whether it costs less to count the rows that are not in the set.
inline bool holdsMost(const RowSet& rows, const Snapshot& snapshot)
{
    return rows.size() > snapshot.size() / 2 && rows.size() < snapshot.size();
}
/// Whether so many steps, a nanosecond each or less, are worth waking another thread.
inline bool isWorthThreads(std::uint64_t steps) { return steps > 1 << 20; }

/// Rows by code, of some coded columns. For one thread.
class CodeCounter {
public:
    /// `rows`: about how many it will be given.
    CodeCounter(const Snapshot& snapshot, std::vector<int> coded, std::uint64_t rows);
    void add(const Segment& segment, const RowLister::List& rows);
    /// Adds what was counted to counts[i][code] for the i-th of the columns.
    void addTo(std::vector<std::vector<std::uint64_t>>& counts) const;

private:
    /// Of few codes two tables, so that a value that comes often need not wait for the counter it has just written.
    struct Tables {
        std::size_t codes = 0, ways = 1;
        std::vector<std::uint32_t> counts;   ///< [way][code]
        std::vector<std::uint64_t> constant; ///< rows of segments that have one code, by code; empty if there is none
    };
    static std::size_t byteCodes(const Tables& tables, const PackedColumn& codes);
    static void count(Tables& tables, const PackedColumn& codes, std::size_t size, const RowLister::List& rows);

    std::vector<int> m_coded;
    std::vector<Tables> m_tables;
};

/// Counts the rows of a set by the codes of some columns, on several threads where that pays off: counts[i][code] for the
/// i-th column. A set of more than half the rows costs what the others would, once totals() are known. Error: "cancelled".
Result<std::vector<std::vector<std::uint64_t>>> countCodes(
    const Snapshot& snapshot, const RowSet& rows, const std::vector<int>& coded, const CancelToken& cancel);

} // namespace auditorium
