// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/codecount.h"

#include "store/bits.h"
#include "store/bytecount.h"
#include "store/parallel.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace auditorium {
namespace {

constexpr std::size_t fewCodes = 4096; // two tables of them stay in the nearest cache
constexpr std::uint32_t rowsPerTask = 1 << 17;
constexpr std::uint32_t ahead = 512; // rows of a list whose values are fetched before they are needed

constexpr std::size_t together = 8;         // rows of a step
constexpr std::uint32_t manyRows = 16384;   // from here on eight tables pay

/// Four rows into one table. A counter would have to wait for itself where a value comes again and again, or two take turns,
/// as in bursts of events: such are counted once.
inline void countFour(std::uint32_t* table, std::size_t a, std::size_t b, std::size_t c, std::size_t d)
{
    if (((a ^ c) | (b ^ d)) != 0) {
        ++table[a];
        ++table[b];
        ++table[c];
        ++table[d];
    } else if (a == b) {
        table[a] += 4;
    } else {
        table[a] += 2;
        table[b] += 2;
    }
}

/// Eight rows into `ways` tables, one behind the other, in turn.
template <std::size_t ways, class V>
inline void countEight(std::uint32_t* table, std::size_t codes, V&& value)
{
    if constexpr (ways == 1) {
        countFour(table, value(0), value(1), value(2), value(3));
        countFour(table, value(4), value(5), value(6), value(7));
    } else {
        for (std::size_t k = 0; k < together; ++k)
            ++table[k % ways * codes + value(k)];
    }
}

template <std::size_t ways, class T>
void countValues(const T* values, const RowLister::List& list, std::uint32_t* table, std::size_t codes)
{
    const std::uint16_t* row = list.rows();
    if (!row) {
        values += list.begin;
        const T* const end = values + list.count;
        for (; values + together <= end; values += together)
            countEight<ways>(table, codes, [values](std::size_t k) { return values[k]; });
        for (; values < end; ++values)
            ++table[*values];
        return;
    }
    const std::uint16_t* const end = row + list.count;
    for (; row + together <= end; row += together) {
        for (std::size_t k = 0; k < together; k += sizeof(T) > 1 ? 2 : 4)
            __builtin_prefetch(values + row[ahead + k]);
        countEight<ways>(table, codes, [values, row](std::size_t k) { return values[row[k]]; });
    }
    for (; row < end; ++row)
        ++table[values[*row]];
}

} // namespace

RowLister::List RowLister::list(const RowSet::Part& part)
{
    m_listed = false;
    if (part.kind == RowSet::Part::Kind::Range)
        return {part.begin, part.count, nullptr, this};
    if (part.kind == RowSet::Part::Kind::None)
        return {};
    return {0, part.count, &part.bits, this};
}

const std::uint16_t* RowLister::rowsOf(const std::vector<std::uint64_t>& bits, std::uint32_t count)
{
    if (!m_listed) {
        m_rows.resize(std::max<std::size_t>(m_rows.size(), count + ahead + together));
        listBits(bits.data(), bits.size(), count, m_rows.data());
    }
    m_listed = true;
    return m_rows.data();
}

namespace {

/// With so many tables that neighbours seldom meet, which then are added up.
template <std::size_t ways>
void countInTables(const std::uint8_t* values, const RowLister::List& rows, std::size_t codes, std::uint32_t* counts)
{
    constexpr std::size_t width = 256;
    std::array<std::uint32_t, ways * width> tables{};
    countValues<ways>(values, rows, tables.data(), width);
    for (std::size_t way = 0; way < ways; ++way)
        for (std::size_t code = 0; code < codes; ++code)
            counts[code] += tables[way * width + code];
}

/// A column of bytes and one of two bytes, going over the list once: what one has to wait for, the other has time for.
void countBoth(const std::uint8_t* bytes, std::size_t codes, std::uint32_t* byteCounts, const std::uint16_t* wides,
    std::uint32_t* wideCounts, const RowLister::List& rows)
{
    constexpr std::size_t width = 256;
    std::array<std::uint32_t, together * width> tables{};
    const std::uint16_t* row = rows.rows();
    const std::uint16_t* const end = row + rows.count;
    for (; row + together <= end; row += together) {
        for (std::size_t k = 0; k < together; k += 2)
            __builtin_prefetch(wides + row[ahead + k]);
        for (std::size_t k = 0; k < together; k += 4)
            __builtin_prefetch(bytes + row[ahead + k]);
        for (std::size_t k = 0; k < together; ++k)
            ++tables[k * width + bytes[row[k]]];
        countFour(wideCounts, wides[row[0]], wides[row[1]], wides[row[2]], wides[row[3]]);
        countFour(wideCounts, wides[row[4]], wides[row[5]], wides[row[6]], wides[row[7]]);
    }
    for (; row < end; ++row) {
        ++tables[bytes[*row]];
        ++wideCounts[wides[*row]];
    }
    for (std::size_t way = 0; way < together; ++way)
        for (std::size_t code = 0; code < codes; ++code)
            byteCounts[code] += tables[way * width + code];
}

} // namespace

void countByteRows(const std::uint8_t* values, const RowLister::List& rows, std::size_t size, std::size_t codes, std::uint32_t* counts)
{
    constexpr std::uint32_t few = 1024; // tables also have to be cleared and added up
    const std::size_t begin = rows.bits ? 0 : rows.begin, end = rows.bits ? size : rows.begin + rows.count;
    if (countsFast(codes, rows.count, end - begin))
        countBytes(values, rows.bits ? rows.bits->data() : nullptr, begin, end, codes, counts);
    else if (rows.count < few)
        countValues<1>(values, rows, counts, 0);
    else if (rows.count < manyRows)
        countInTables<4>(values, rows, codes, counts);
    else
        countInTables<8>(values, rows, codes, counts);
}

CodeCounter::CodeCounter(const Snapshot& snapshot, std::vector<int> coded, std::uint64_t rows)
    : m_coded(std::move(coded))
{
    for (const int column : m_coded) {
        Tables tables;
        tables.codes = snapshot.codeCount(column);
        tables.ways = tables.codes > 256 && tables.codes <= fewCodes && rows > 8 * tables.codes ? 2 : 1;
        tables.counts.assign(tables.codes * tables.ways, 0);
        m_tables.push_back(std::move(tables));
    }
}

void CodeCounter::add(const Segment& segment, const RowLister::List& rows)
{
    constexpr std::size_t none = SIZE_MAX;
    std::size_t byte = none, wide = none; // a column that waits for another to go with
    const auto flush = [&](std::size_t i) {
        if (i != none)
            count(m_tables[i], segment.codes(m_coded[i]), segment.size(), rows);
    };
    for (std::size_t i = 0; i < m_coded.size() && rows.count; ++i) {
        const PackedColumn& codes = segment.codes(m_coded[i]);
        const bool listed = rows.bits && rows.count >= manyRows;
        const bool isByte = listed && codes.width() == 1 && !countsFast(byteCodes(m_tables[i], codes), rows.count, segment.size());
        const bool isWide = listed && codes.width() == 2 && m_tables[i].ways == 1;
        if (!isByte && !isWide) {
            flush(i);
            continue;
        }
        std::size_t& place = isByte ? byte : wide;
        flush(std::exchange(place, i));
        if (byte == none || wide == none)
            continue;
        const PackedColumn &bytes = segment.codes(m_coded[byte]), &wides = segment.codes(m_coded[wide]);
        countBoth(bytes.bytes(), byteCodes(m_tables[byte], bytes), m_tables[byte].counts.data() + bytes.base(),
            reinterpret_cast<const std::uint16_t*>(wides.bytes()), m_tables[wide].counts.data() + wides.base(), rows);
        byte = wide = none;
    }
    flush(byte);
    flush(wide);
}

/// How many codes a column of bytes can have.
std::size_t CodeCounter::byteCodes(const Tables& tables, const PackedColumn& codes)
{
    return std::min<std::size_t>(tables.codes - codes.base(), 256);
}

void CodeCounter::count(Tables& tables, const PackedColumn& codes, std::size_t size, const RowLister::List& rows)
{
    std::uint32_t* const counts = tables.counts.data() + codes.base();
    if (codes.width() == 0) {
        tables.constant.resize(tables.codes, 0);
        tables.constant[codes.base()] += rows.count;
        return;
    }
    if (codes.width() == 1)
        return countByteRows(codes.bytes(), rows, size, byteCodes(tables, codes), counts);
    codes.visit([&](const auto* values) {
        if (tables.ways > 1)
            countValues<2>(values, rows, counts, tables.codes);
        else
            countValues<1>(values, rows, counts, 0);
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
