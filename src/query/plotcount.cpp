// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/plotcount.h"

#include "store/bytecount.h"

#include <algorithm>
#include <array>
#include <functional>

namespace auditorium {
namespace {

constexpr std::size_t maxSeries = 6; // the last of them for what is left

/// Which series the rows of each category count to.
struct SeriesOfCode {
    std::vector<std::string> names;
    std::vector<std::uint8_t> ofCode;
};

SeriesOfCode chooseSeries(const Snapshot& snapshot, const std::vector<std::string>& asked)
{
    const int coded = codedIndex(Column::Category);
    const std::vector<std::uint64_t>& totals = snapshot.totals(coded);
    SeriesOfCode out;
    if (asked.empty()) {
        std::vector<std::uint32_t> codes;
        for (std::uint32_t code = 1; code < totals.size(); ++code) // 0 is no category: one of the others
            if (totals[code])
                codes.push_back(code);
        const std::size_t count = std::min(codes.size(), maxSeries - 1);
        std::partial_sort(codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(count), codes.end(),
            [&](std::uint32_t a, std::uint32_t b) {
                return totals[a] != totals[b] ? totals[a] > totals[b]
                                              : snapshot.codeText(coded, a) < snapshot.codeText(coded, b);
            });
        for (std::size_t i = 0; i < count; ++i)
            out.names.emplace_back(snapshot.codeText(coded, codes[i]));
    } else {
        for (const std::string& name : asked)
            if (!name.empty() && out.names.size() < maxSeries - 1)
                out.names.push_back(name);
    }
    const auto others = static_cast<std::uint8_t>(out.names.size());
    out.ofCode.assign(totals.size(), others);
    for (std::size_t i = out.names.size(); i-- > 0;)
        if (const std::int64_t code = snapshot.dictionary(coded).find(out.names[i]);
            code >= 0 && static_cast<std::size_t>(code) < totals.size())
            out.ofCode[static_cast<std::size_t>(code)] = static_cast<std::uint8_t>(i);
    std::uint64_t left = 0;
    for (std::size_t code = 0; code < totals.size(); ++code)
        left += out.ofCode[code] == others ? totals[code] : 0;
    const bool named = !asked.empty() && asked.back().empty(); // two plots side by side keep the same series
    if (left > 0 || named)
        out.names.emplace_back();
    return out;
}

/// Borders of equal bins in unsigned arithmetic, where the whole range of times fits.
class Bins {
public:
    Bins(std::int64_t from, std::int64_t to, std::size_t count)
        : m_from(from)
        , m_span(static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from))
        , m_width((m_span - 1) / count + 1)
    {
    }
    std::uint64_t width() const { return m_width; }
    bool holds(std::int64_t ns) const { return ns >= m_from && distance(ns) < m_span; }
    std::size_t of(std::int64_t ns) const { return static_cast<std::size_t>(distance(ns) / m_width); }
    /// Where a bin ends, cut to the end of all.
    std::int64_t end(std::size_t bin) const
    {
        const std::uint64_t reach = bin + 1 > m_span / m_width ? m_span : m_width * (bin + 1);
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(m_from) + reach);
    }

private:
    std::uint64_t distance(std::int64_t ns) const
    {
        return static_cast<std::uint64_t>(ns) - static_cast<std::uint64_t>(m_from);
    }
    std::int64_t m_from;
    std::uint64_t m_span, m_width;
};

/// Counts of one segment.
class Counter {
public:
    Counter(Histogram& out, const std::vector<std::uint8_t>& seriesOf, const Bins& bins)
        : m_out(out)
        , m_seriesOf(seriesOf)
        , m_bins(bins)
    {
    }

    /// Rows of a segment with times.
    void add(const Segment& segment, const RowLister::List& list, std::int64_t fromNs, std::int64_t toNs)
    {
        const std::uint32_t begin = segment.lowerBound(fromNs), end = segment.lowerBound(toNs);
        if (begin >= end)
            return;
        const PackedColumn& categories = segment.codes(codedIndex(Column::Category));
        const std::size_t codes = categories.width() == 0 ? 1 : m_seriesOf.size() - categories.base();
        constexpr std::size_t rowsOfBin = 256; // for less it does not pay to go over a bin's rows as a whole
        const std::size_t spanned = m_bins.of(segment.timeNs(end - 1)) - m_bins.of(segment.timeNs(begin)) + 1;
        // One by one, the rows would have to be written down as well.
        const std::size_t steps = list.bits ? 6 * std::size_t{list.count} : list.count;
        if (categories.width() == 1 && spanned * rowsOfBin < end - begin
            && countsFast(codes, steps, list.bits ? segment.size() : list.count))
            addWhole(segment, list, std::max(begin, list.bits ? 0 : list.begin),
                std::min(end, list.bits ? end : list.begin + list.count), codes);
        else
            addListed(segment, list, placeOf(list, begin), placeOf(list, end));
    }

private:
    /// Rows [begin, end) of the segment, as far as the list has them.
    void addWhole(const Segment& segment, const RowLister::List& list, std::uint32_t begin, std::uint32_t end, std::size_t codes)
    {
        const PackedColumn& categories = segment.codes(codedIndex(Column::Category));
        ByteKinds kinds{};
        const bool isFew = codes <= kinds.size();
        for (std::size_t code = 0; code < codes && isFew; ++code)
            kinds[code] = m_seriesOf[categories.base() + code];
        while (begin < end) {
            const std::size_t bin = m_bins.of(segment.timeNs(begin));
            const std::uint32_t stop = std::min(segment.lowerBound(m_bins.end(bin)), end);
            std::array<std::uint32_t, mostCountedBytes> counts{};
            const std::uint64_t* const bits = list.bits ? list.bits->data() : nullptr;
            if (isFew)
                countKinds(categories.bytes(), kinds, bits, begin, stop, m_out.counts.size(), counts.data());
            else
                countBytes(categories.bytes(), bits, begin, stop, codes, counts.data());
            for (std::size_t i = 0; i < (isFew ? m_out.counts.size() : codes); ++i) {
                if (!counts[i])
                    continue; // a category of no row has no series
                m_out.totals[bin] += counts[i];
                m_out.counts[isFew ? i : m_seriesOf[categories.base() + i]][bin] += counts[i];
            }
            begin = stop;
        }
    }

    /// [first, last) of the list.
    void addListed(const Segment& segment, const RowLister::List& list, std::uint32_t first, std::uint32_t last)
    {
        if (first >= last)
            return;
        const std::uint16_t* const rows = list.rows();
        const auto at = [&](std::uint32_t i) { return rows ? rows[i] : list.begin + i; };
        const std::size_t spanned = m_bins.of(segment.timeNs(at(last - 1))) - m_bins.of(segment.timeNs(at(first))) + 1;
        if (spanned > (last - first) / 8) {
            // More borders to look for than rows: ask each row for its bin.
            const PackedColumn& categories = segment.codes(codedIndex(Column::Category));
            for (std::uint32_t i = first; i < last; ++i) {
                const std::uint32_t row = at(i);
                const std::size_t bin = m_bins.of(segment.timeNs(row));
                ++m_out.totals[bin];
                ++m_out.counts[m_seriesOf[categories[row]]][bin];
            }
            return;
        }
        while (first < last) {
            const std::size_t bin = m_bins.of(segment.timeNs(at(first)));
            const std::uint32_t end = std::min(placeOf(list, segment.lowerBound(m_bins.end(bin))), last);
            addBin(segment, list, first, end, bin);
            first = end;
        }
    }

    /// How many rows of the list are below `row`.
    static std::uint32_t placeOf(const RowLister::List& list, std::uint32_t row)
    {
        if (const std::uint16_t* const rows = list.rows())
            return static_cast<std::uint32_t>(std::lower_bound(rows, rows + list.count, row) - rows);
        return std::clamp(row, list.begin, list.begin + list.count) - list.begin;
    }

    void addBin(const Segment& segment, const RowLister::List& list, std::uint32_t first, std::uint32_t last, std::size_t bin)
    {
        m_out.totals[bin] += last - first;
        const PackedColumn& categories = segment.codes(codedIndex(Column::Category));
        const std::uint8_t* const seriesOf = m_seriesOf.data() + categories.base();
        if (categories.width() == 0) {
            m_out.counts[*seriesOf][bin] += last - first;
            return;
        }
        // Neighbours are often of the same series: several counters each, so that none waits for the one before.
        std::uint32_t perSeries[4][maxSeries + 2] = {};
        categories.visit([&](const auto* values) {
            const auto count = [&](auto rowOf) {
                std::uint32_t i = first;
                for (; i + 4 <= last; i += 4)
                    for (std::uint32_t k = 0; k < 4; ++k)
                        ++perSeries[k][seriesOf[values[rowOf(i + k)]]];
                for (; i < last; ++i)
                    ++perSeries[0][seriesOf[values[rowOf(i)]]];
            };
            if (const std::uint16_t* const rows = list.rows())
                count([rows](std::uint32_t i) { return std::uint32_t{rows[i]}; });
            else
                count([begin = list.begin](std::uint32_t i) { return begin + i; });
        });
        for (std::size_t i = 0; i < m_out.counts.size(); ++i)
            m_out.counts[i][bin] += perSeries[0][i] + perSeries[1][i] + perSeries[2][i] + perSeries[3][i];
    }

    Histogram& m_out;
    const std::vector<std::uint8_t>& m_seriesOf;
    const Bins& m_bins;
};

} // namespace

PlotCounter::PlotCounter(
    const Snapshot& snapshot, std::int64_t fromNs, std::int64_t toNs, std::size_t bins, const std::vector<std::string>& series)
    : m_toNs(toNs)
{
    SeriesOfCode chosen = chooseSeries(snapshot, series);
    m_empty.fromNs = fromNs;
    m_empty.counts.assign(chosen.names.size(), std::vector<std::uint64_t>(bins, 0));
    m_empty.totals.assign(bins, 0);
    m_empty.series = std::move(chosen.names);
    m_seriesOf = std::move(chosen.ofCode);
    if (bins > 0 && fromNs < toNs)
        m_empty.widthNs = static_cast<std::int64_t>(std::min<std::uint64_t>(Bins(fromNs, toNs, bins).width(), INT64_MAX));
}

void PlotCounter::add(Histogram& to, const Segment& segment, const RowLister::List& list) const
{
    if (!segment.timed())
        to.withoutTime += list.count;
    else if (!m_empty.totals.empty() && m_empty.fromNs < m_toNs)
        Counter(to, m_seriesOf, Bins(m_empty.fromNs, m_toNs, m_empty.totals.size())).add(segment, list, m_empty.fromNs, m_toNs);
}

void addCounts(Histogram& to, const Histogram& from)
{
    to.withoutTime += from.withoutTime;
    for (std::size_t bin = 0; bin < to.totals.size(); ++bin)
        to.totals[bin] += from.totals[bin];
    for (std::size_t i = 0; i < to.counts.size(); ++i)
        for (std::size_t bin = 0; bin < to.totals.size(); ++bin)
            to.counts[i][bin] += from.counts[i][bin];
}

void subtractCounts(Histogram& from, const Histogram& what)
{
    const auto subtract = [](std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
        std::transform(a.begin(), a.end(), b.begin(), a.begin(), std::minus<>());
    };
    subtract(from.totals, what.totals);
    for (std::size_t i = 0; i < from.counts.size(); ++i)
        subtract(from.counts[i], what.counts[i]);
    from.withoutTime -= what.withoutTime;
}

} // namespace auditorium
