// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/timeorder.h"

#include "event/vectorwidth.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <tuple>

namespace auditorium {

namespace {

using Order = std::vector<std::uint32_t>;

auto place(const SegmentRows& rows, std::uint32_t i)
{
    return std::tuple(rows.time[i], rows.source[i], rows.offset[i], rows.part[i]);
}

template <class T>
bool allSame(const std::vector<T>& values)
{
    constexpr std::size_t some = 1024; // without a way out in between they are compared many at a time
    const T first = values.front();
    std::size_t others = 0;
    for (std::size_t begin = 0; begin < values.size() && others == 0; begin += some)
        runAsWide([&] {
            for (std::size_t i = begin; i < std::min(values.size(), begin + some); ++i)
                others += values[i] != first;
        });
    return others == 0;
}

/// `spare` saves fresh memory for each column.
template <class T>
void gather(std::vector<T>& values, const Order& order, std::vector<T>& spare)
{
    if (allSame(values))
        return;
    spare.resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        spare[i] = values[order[i]];
    values.swap(spare);
}

void gatherRows(SegmentRows& rows, const Order& order)
{
    std::vector<std::int64_t> times;
    std::vector<std::uint8_t> digits;
    std::vector<std::uint32_t> numbers;
    std::vector<std::uint64_t> places;
    gather(rows.time, order, times);
    gather(rows.digits, order, digits);
    for (auto& codes : rows.codes)
        gather(codes, order, numbers);
    gather(rows.source, order, numbers);
    gather(rows.part, order, numbers);
    gather(rows.offset, order, places);
    gather(rows.length, order, places);
}

/// The order of rows that stand in the order of their records and of which a few came late: each is moved to its place.
/// False where that would be too much work.
bool orderLateOnes(const SegmentRows& rows, Order& order)
{
    struct Timed {
        std::int64_t time;
        std::uint32_t row;
    };
    const std::size_t count = rows.size();
    for (std::uint32_t i = 1; i < count; ++i)
        if (rows.source[i] != rows.source[i - 1]
            || std::tie(rows.offset[i], rows.part[i]) < std::tie(rows.offset[i - 1], rows.part[i - 1]))
            return false;
    std::size_t moves = 16 * count;
    std::vector<Timed> timed(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        const Timed late{rows.time[i], i};
        std::uint32_t at = i;
        for (; at > 0 && timed[at - 1].time > late.time; --at) {
            if (moves-- == 0)
                return false;
            timed[at] = timed[at - 1];
        }
        timed[at] = late;
    }
    for (std::size_t i = 0; i < count; ++i)
        order[i] = timed[i].row;
    return true;
}

// Least-significant-digit radix sort of row numbers by time, 16 bits a pass, passes whose digit is
// the same for all rows left out. Stable, so an order by (source, offset, part) before it decides ties.
void radixByTime(const SegmentRows& rows, Order& order)
{
    constexpr int bits = 16;
    constexpr std::size_t buckets = std::size_t{1} << bits;
    const auto [low, high] = std::minmax_element(rows.time.begin(), rows.time.end());
    const std::uint64_t base = static_cast<std::uint64_t>(*low);
    const std::uint64_t span = static_cast<std::uint64_t>(*high) - base;
    Order next(order.size());
    for (int shift = 0; shift < 64 && span >> shift; shift += bits) {
        std::vector<std::uint32_t> starts(buckets + 1, 0);
        const auto digit = [&](std::uint32_t i) {
            return ((static_cast<std::uint64_t>(rows.time[i]) - base) >> shift) & (buckets - 1);
        };
        for (const std::uint32_t i : order)
            ++starts[digit(i) + 1];
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        for (const std::uint32_t i : order)
            next[starts[digit(i)]++] = i;
        order.swap(next);
    }
}

bool isSorted(const SegmentRows& rows)
{
    for (std::uint32_t i = 1; i < rows.size(); ++i)
        if (rows.time[i] < rows.time[i - 1] || (rows.time[i] == rows.time[i - 1] && place(rows, i) < place(rows, i - 1)))
            return false;
    return true;
}

SegmentRows sub(const SegmentRows& rows, std::size_t begin, std::size_t end)
{
    const auto cut = [&](const auto& values) {
        return std::decay_t<decltype(values)>(values.begin() + static_cast<std::ptrdiff_t>(begin),
            values.begin() + static_cast<std::ptrdiff_t>(end));
    };
    SegmentRows part;
    part.time = cut(rows.time);
    part.digits = cut(rows.digits);
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        part.codes[i] = cut(rows.codes[i]);
    part.source = cut(rows.source);
    part.part = cut(rows.part);
    part.offset = cut(rows.offset);
    part.length = cut(rows.length);
    return part;
}

auto firstPlace(const Segment& segment)
{
    const RecordRef ref = segment.record(0);
    return std::tuple(segment.minTime(), ref.source, ref.offset, ref.part);
}

auto lastPlace(const Segment& segment)
{
    const RecordRef ref = segment.record(segment.size() - 1);
    return std::tuple(segment.maxTime(), ref.source, ref.offset, ref.part);
}

// Rows of many segments in one: sorted anew.
void resort(const SegmentList& group, SegmentList& out)
{
    SegmentRows rows;
    for (const auto& segment : group)
        segment->appendTo(rows, 0, segment->size());
    sortRows(rows);
    SegmentList none;
    appendSegments(rows, out, none);
}

// Each segment reaches into its next neighbour at most: the rows before an overlap and after it stay
// in their segments, the overlap becomes a small segment of its own.
void repairNeighbours(const SegmentList& group, SegmentList& out)
{
    SegmentRows overlap; // rows that are not placed yet, all >= the next segment's first time
    std::int64_t overlapMax = 0;
    SegmentList none;
    for (std::size_t i = 0; i < group.size(); ++i) {
        const Segment& segment = *group[i];
        std::uint32_t begin = 0;
        if (overlap.size()) {
            begin = overlapMax == std::numeric_limits<std::int64_t>::max() ? segment.size() : segment.lowerBound(overlapMax + 1);
            segment.appendTo(overlap, 0, begin);
            sortRows(overlap);
            appendSegments(overlap, out, none);
            overlap = {};
        }
        const std::uint32_t end = i + 1 < group.size() ? segment.lowerBound(group[i + 1]->minTime()) : segment.size();
        if (begin < end)
            out.push_back(begin == 0 && end == segment.size() ? group[i] : segment.slice(begin, end));
        const std::uint32_t tail = std::max(begin, end);
        if (tail < segment.size()) {
            segment.appendTo(overlap, tail, segment.size());
            overlapMax = segment.maxTime();
        }
    }
    if (overlap.size())
        appendSegments(overlap, out, none);
}

} // namespace

void sortRows(SegmentRows& rows)
{
    if (rows.size() < 2 || isSorted(rows))
        return;
    Order order(rows.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto byPlace = [&](std::uint32_t a, std::uint32_t b) { return place(rows, a) < place(rows, b); };
    if (orderLateOnes(rows, order)) {
        // done
    } else if (rows.size() < 65536) {
        std::sort(order.begin(), order.end(), byPlace);
    } else {
        const auto byRecord = [&](std::uint32_t a, std::uint32_t b) {
            return std::tie(rows.source[a], rows.offset[a], rows.part[a]) < std::tie(rows.source[b], rows.offset[b], rows.part[b]);
        };
        if (!std::is_sorted(order.begin(), order.end(), byRecord))
            std::sort(order.begin(), order.end(), byRecord);
        radixByTime(rows, order);
    }
    gatherRows(rows, order);
}

void appendSegments(const SegmentRows& rows, SegmentList& timed, SegmentList& untimed)
{
    const auto firstUntimed = std::lower_bound(rows.time.begin(), rows.time.end(), SegmentRows::noTime);
    const auto split = static_cast<std::size_t>(firstUntimed - rows.time.begin());
    const auto cut = [&](std::size_t begin, std::size_t end, SegmentList& out) {
        if (begin == 0 && end == rows.size() && end <= Segment::maxRows && end) {
            out.push_back(std::make_shared<const Segment>(rows));
            return;
        }
        for (; begin < end; begin += Segment::maxRows)
            out.push_back(std::make_shared<const Segment>(sub(rows, begin, std::min(end, begin + Segment::maxRows))));
    };
    cut(0, split, timed);
    cut(split, rows.size(), untimed);
}

SegmentList inTimeOrder(SegmentList segments)
{
    std::sort(segments.begin(), segments.end(), [](const auto& a, const auto& b) { return firstPlace(*a) < firstPlace(*b); });
    SegmentList result;
    result.reserve(segments.size());
    for (std::size_t i = 0; i < segments.size();) {
        // A group: segments that reach into each other, directly or through others.
        auto reach = lastPlace(*segments[i]);
        std::size_t end = i + 1;
        bool neighboursOnly = true;
        while (end < segments.size() && firstPlace(*segments[end]) < reach) {
            if (end + 1 < segments.size() && segments[end + 1]->minTime() <= std::get<0>(reach))
                neighboursOnly = false;
            if (lastPlace(*segments[end]) <= reach)
                neighboursOnly = false;
            reach = std::max(reach, lastPlace(*segments[end]));
            ++end;
        }
        const SegmentList group(segments.begin() + static_cast<std::ptrdiff_t>(i), segments.begin() + static_cast<std::ptrdiff_t>(end));
        if (group.size() == 1)
            result.push_back(group.front());
        else if (neighboursOnly)
            repairNeighbours(group, result);
        else
            resort(group, result);
        i = end;
    }
    return result;
}

} // namespace auditorium
