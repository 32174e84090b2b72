// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/codecount.h"

#include "store/bits.h"
#include "store/parallel.h"

#include <algorithm>
#include <memory>

namespace auditorium {
namespace {

constexpr std::size_t fewCodes = 1024, manyCodes = 1 << 16;
constexpr std::uint32_t rowsPerTask = 1 << 17;

template <class T>
void countValues(const T* values, const RowLister::List& rows, std::uint32_t* table, std::size_t codes, std::size_t ways)
{
    // Four rows at once; with one table for each code all of them go to that.
    std::uint32_t* const tables[4] = {table, table + (ways > 1 ? codes : 0), table + (ways > 2 ? 2 * codes : 0),
        table + (ways > 2 ? 3 * codes : ways > 1 ? codes : 0)};
    std::uint32_t i = 0;
    if (rows.rows) {
        for (; i + 4 <= rows.count; i += 4)
            for (unsigned k = 0; k < 4; ++k)
                ++tables[k][values[rows.rows[i + k]]];
        for (; i < rows.count; ++i)
            ++table[values[rows.rows[i]]];
        return;
    }
    values += rows.begin;
    for (; i + 4 <= rows.count; i += 4)
        for (unsigned k = 0; k < 4; ++k)
            ++tables[k][values[i + k]];
    for (; i < rows.count; ++i)
        ++table[values[i]];
}

} // namespace

RowLister::List RowLister::list(const RowSet::Part& part)
{
    if (part.kind == RowSet::Part::Kind::Range)
        return {part.begin, part.count, nullptr};
    if (part.kind == RowSet::Part::Kind::None)
        return {};
    m_rows.resize(std::max<std::size_t>(m_rows.size(), part.count));
    listBits(part.bits.data(), part.bits.size(), m_rows.data());
    return {0, part.count, m_rows.data()};
}

CodeCounter::CodeCounter(const Snapshot& snapshot, std::vector<int> coded, std::uint64_t rows)
    : m_coded(std::move(coded))
{
    for (const int column : m_coded) {
        Tables tables;
        tables.codes = snapshot.codeCount(column);
        const bool pays = rows > 8 * tables.codes; // more tables also have to be cleared and added up
        tables.ways = pays && tables.codes <= fewCodes ? 4 : pays && tables.codes <= manyCodes ? 2 : 1;
        tables.counts.assign(tables.codes * tables.ways, 0);
        m_tables.push_back(std::move(tables));
    }
}

void CodeCounter::add(const Segment& segment, const RowLister::List& rows)
{
    for (std::size_t i = 0; i < m_coded.size() && rows.count; ++i)
        count(m_tables[i], segment.codes(m_coded[i]), rows);
}

void CodeCounter::count(Tables& tables, const PackedColumn& codes, const RowLister::List& rows)
{
    if (codes.width() == 0) {
        tables.constant.resize(tables.codes, 0);
        tables.constant[codes.base()] += rows.count;
        return;
    }
    codes.visit([&](const auto* values) {
        countValues(values, rows, tables.counts.data() + codes.base(), tables.codes, tables.ways);
    });
}

void CodeCounter::addTo(std::vector<std::vector<std::uint64_t>>& counts) const
{
    for (std::size_t i = 0; i < m_tables.size(); ++i) {
        const Tables& tables = m_tables[i];
        std::uint64_t* const out = counts[i].data();
        for (std::size_t way = 0; way < tables.ways; ++way)
            for (std::size_t code = 0; code < tables.codes; ++code)
                out[code] += tables.counts[way * tables.codes + code];
        for (std::size_t code = 0; code < tables.constant.size(); ++code)
            out[code] += tables.constant[code];
    }
}

Status forEachPart(const Snapshot& snapshot, const RowSet& rows, bool others, bool inParallel, const CancelToken& cancel,
    const std::function<void(std::size_t, const Segment&, const RowLister::List&)>& visit)
{
    std::vector<std::size_t> starts; // of tasks: some segments each
    std::uint32_t inTask = rowsPerTask;
    for (std::size_t i = 0; i < rows.parts().size(); ++i) {
        if (inTask >= rowsPerTask) {
            starts.push_back(i);
            inTask = 0;
        }
        inTask += snapshot.segments()[i]->size();
    }
    starts.push_back(rows.parts().size());
    std::vector<RowLister> listers(workerCount());
    return runTasks(starts.size() - 1, inParallel, cancel, [&](std::size_t task, std::size_t worker) {
        for (std::size_t i = starts[task]; i < starts[task + 1]; ++i) {
            const Segment& segment = *snapshot.segments()[i];
            const RowSet::Part& part = rows.parts()[i];
            if (others ? part.count == segment.size() : part.count == 0)
                continue;
            visit(worker, segment, listers[worker].list(others ? complement(part, segment.size()) : part));
        }
        return success();
    });
}

Result<std::vector<std::vector<std::uint64_t>>> countCodes(
    const Snapshot& snapshot, const RowSet& rows, const std::vector<int>& coded, const CancelToken& cancel)
{
    std::vector<std::vector<std::uint64_t>> out;
    std::size_t codes = 0;
    for (const int column : coded) {
        out.emplace_back(snapshot.codeCount(column), 0);
        codes += snapshot.codeCount(column);
    }
    const bool others = holdsMost(rows, snapshot);
    const std::uint64_t counted = others ? snapshot.size() - rows.size() : rows.size();
    std::vector<std::unique_ptr<CodeCounter>> counters(workerCount());
    const Status status = forEachPart(snapshot, rows, others, isWorthThreads(counted * coded.size()) && codes < counted, cancel,
        [&](std::size_t worker, const Segment& segment, const RowLister::List& list) {
            if (!counters[worker])
                counters[worker] = std::make_unique<CodeCounter>(snapshot, coded, counted);
            counters[worker]->add(segment, list);
        });
    if (!status)
        return status.error();
    for (const auto& counter : counters)
        if (counter)
            counter->addTo(out);
    for (std::size_t i = 0; i < coded.size() && others; ++i) {
        const std::vector<std::uint64_t>& totals = snapshot.totals(coded[i]);
        for (std::size_t code = 0; code < out[i].size(); ++code)
            out[i][code] = totals[code] - out[i][code];
    }
    return out;
}

} // namespace auditorium
