// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/codescan.h"
#include "query/evaluate.h"

#include <algorithm>
#include <numeric>

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

class Counter {
public:
    Counter(Histogram& out, const SeriesOfCode& series, const Bins& bins)
        : m_out(out)
        , m_series(series)
        , m_bins(bins)
    {
    }

    void add(const Segment& segment, const RowSet::Part& part, std::int64_t from, std::int64_t to)
    {
        std::uint32_t row = std::max(segment.lowerBound(from), part.kind == RowSet::Part::Kind::Range ? part.begin : 0);
        const std::uint32_t stop =
            std::min(segment.lowerBound(to), part.kind == RowSet::Part::Kind::Range ? part.end : segment.size());
        if (row >= stop)
            return;
        const std::size_t spanned = m_bins.of(segment.timeNs(stop - 1)) - m_bins.of(segment.timeNs(row)) + 1;
        if (spanned > part.count / 8) {
            // More borders to look for than rows: ask each row for its bin.
            forEachWithin(part, row, stop, [&](std::uint32_t i) { count(m_bins.of(segment.timeNs(i)), segment, i); });
            return;
        }
        while (row < stop) {
            const std::size_t bin = m_bins.of(segment.timeNs(row));
            const std::uint32_t end = std::min(segment.lowerBound(m_bins.end(bin)), stop);
            addBin(segment, part, row, end, bin);
            row = end;
        }
    }

private:
    void count(std::size_t bin, const Segment& segment, std::uint32_t row)
    {
        ++m_out.totals[bin];
        ++m_out.counts[m_series.ofCode[segment.code(codedIndex(Column::Category), row)]][bin];
    }

    void addBin(
        const Segment& segment, const RowSet::Part& part, std::uint32_t begin, std::uint32_t end, std::size_t bin)
    {
        const std::uint32_t members = countWithin(part, begin, end);
        m_out.totals[bin] += members;
        const PackedColumn& categories = segment.codes(codedIndex(Column::Category));
        if (categories.width() == 0) {
            if (members)
                m_out.counts[m_series.ofCode[categories.base()]][bin] += members;
            return;
        }
        std::uint64_t perSeries[maxSeries] = {};
        categories.visit([&](const auto* values) {
            const std::uint8_t* const seriesOf = m_series.ofCode.data() + categories.base();
            forEachWithin(part, begin, end, [&](std::uint32_t row) { ++perSeries[seriesOf[values[row]]]; });
        });
        for (std::size_t i = 0; i < m_out.counts.size(); ++i)
            m_out.counts[i][bin] += perSeries[i];
    }

    Histogram& m_out;
    const SeriesOfCode& m_series;
    const Bins& m_bins;
};

} // namespace

Histogram histogram(const Snapshot& snapshot, const RowSet& rows, std::int64_t fromNs, std::int64_t toNs,
    std::size_t bins, const std::vector<std::string>& series)
{
    SeriesOfCode chosen = chooseSeries(snapshot, series);
    Histogram out;
    out.fromNs = fromNs;
    for (std::size_t i = 0; i < rows.parts().size(); ++i)
        if (!snapshot.segments()[i]->timed())
            out.withoutTime += rows.parts()[i].count;
    out.series = chosen.names;
    out.counts.assign(out.series.size(), std::vector<std::uint64_t>(bins, 0));
    out.totals.assign(bins, 0);
    if (bins == 0 || fromNs >= toNs)
        return out;
    const Bins borders(fromNs, toNs, bins);
    out.widthNs = static_cast<std::int64_t>(std::min<std::uint64_t>(borders.width(), INT64_MAX));
    Counter counter(out, chosen, borders);
    for (std::size_t i = 0; i < rows.parts().size(); ++i)
        if (snapshot.segments()[i]->timed() && rows.parts()[i].count)
            counter.add(*snapshot.segments()[i], rows.parts()[i], fromNs, toNs);
    return out;
}

} // namespace auditorium
