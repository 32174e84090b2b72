// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/evaluate.h"
#include "query/productcounts.h"

#include <array>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace auditorium {

/// A value that is computed by whoever asks first; others wait for it meanwhile, and leave when they are cancelled.
/// Thread-safe. A computation that fails is tried again by the next.
template <class T>
class Kept {
public:
    template <class F>
    Result<std::shared_ptr<const T>> get(const CancelToken& cancel, F&& compute)
    {
        std::unique_lock lock(m_mutex, std::defer_lock);
        while (!lock.try_lock_for(std::chrono::milliseconds(2)))
            if (cancel.cancelled())
                return Error{"cancelled", "The work was cancelled."};
        if (!m_value) {
            Result<T> value = compute();
            if (!value)
                return value.error();
            m_value = std::make_shared<const T>(std::move(value.value()));
        }
        return m_value;
    }

private:
    std::timed_mutex m_mutex;
    std::shared_ptr<const T> m_value;
};

/// Counts over all rows of a snapshot, which all its views need.
class SnapshotCounts {
public:
    Result<std::shared_ptr<const ProductCounts>> products(const Snapshot& snapshot, const CancelToken& cancel);
    /// The histogram over the whole span of time; that of the last number of bins is kept.
    Result<std::shared_ptr<const Histogram>> plot(const Snapshot& snapshot, std::size_t bins, const CancelToken& cancel);
    /// That number; 0 if none was asked for.
    std::size_t wantedBins();
    /// The plot over the whole span of what a query keeps, if it was found lately: while somebody chooses a time, the plot of
    /// any time stays. The query means the same whenever it is asked: see isTimeless().
    std::shared_ptr<const Histogram> known(const Query& query, std::size_t bins);
    void keep(const Query& query, const Histogram& plot);

private:
    Kept<ProductCounts> m_products;
    std::mutex m_mutex;
    std::size_t m_bins = 0;
    std::shared_ptr<Kept<Histogram>> m_plot;
    static constexpr std::size_t mostKnown = 4;
    std::deque<std::pair<Query, std::shared_ptr<const Histogram>>> m_known; ///< newest first
};

/// What the panels beside a table show of the rows of one view: counted in one pass over them when the first is asked for.
class ViewCounts {
public:
    explicit ViewCounts(std::shared_ptr<SnapshotCounts> whole)
        : m_whole(std::move(whole))
    {
    }
    Result<Facet> facet(const Snapshot& snapshot, const RowSet& rows, const ColumnRef& column, const FacetOptions& options,
        const CancelToken& cancel);
    Result<std::vector<ProductFacet>> products(const Snapshot& snapshot, const RowSet& rows, const CancelToken& cancel);
    /// Bins over the whole span of time. Where `rows` is that very set, those of the view (`shown`) come with the other counts.
    Result<Histogram> plot(
        const Snapshot& snapshot, const RowSet& rows, const RowSet& shown, std::size_t bins, const CancelToken& cancel);

private:
    struct Pass {
        std::vector<std::vector<std::uint64_t>> codes; ///< of each of the panels' columns
        ProductCounts products;
        Histogram plot; ///< without bins if none was wanted
    };
    struct Whole;
    Result<std::shared_ptr<const Pass>> pass(const Snapshot& snapshot, const RowSet& rows, const CancelToken& cancel);
    Result<Pass> count(const Snapshot& snapshot, const RowSet& rows, const CancelToken& cancel);
    Result<Whole> whole(const Snapshot& snapshot, const CancelToken& cancel);
    static void turn(const Snapshot& snapshot, const Whole& whole, Pass& pass);

    std::shared_ptr<SnapshotCounts> m_whole;
    Kept<Pass> m_pass;
};

} // namespace auditorium
