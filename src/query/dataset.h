// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/catalog.h"
#include "query/evaluate.h"
#include "query/rowcache.h"

#include <memory>
#include <string>
#include <vector>

namespace auditorium {

class SnapshotCounts;

/// One row as a table shows it.
struct RowView {
    Row row = 0; ///< identity within its dataset's snapshot
    std::optional<Timestamp> time;
    std::array<std::string, columnCount> text; ///< by Column; Time, Details and Raw stay empty
    bool inCatalog = false;
};

/// A question to a dataset.
struct ViewRequest {
    Query query;
    SortOrder order;
    TimeContext context;
};

/// The answer: the rows a query keeps, in an order, over one immutable state of the dataset. Immutable, thread-safe;
/// every function blocks (call it from a worker) and gives up with "cancelled" when asked to.
class View {
public:
    virtual ~View() = default;

    virtual std::uint64_t count() const = 0; ///< rows kept
    virtual std::uint64_t total() const = 0; ///< rows there are
    /// A row whose record cannot be read keeps its columns; its message says why.
    virtual Result<std::vector<RowView>> rows(
        std::uint64_t first, std::size_t count, const CancelToken& cancel) const = 0;
    virtual Result<Event> event(Row row) const = 0;
    virtual std::optional<std::uint64_t> positionOf(Row row) const = 0;
    virtual Result<Facet> facet(
        const ColumnRef& column, const FacetOptions& options, const CancelToken& cancel) const = 0;
    virtual Result<std::vector<ProductFacet>> products(const CancelToken& cancel) const = 0;
    /// Over the whole time span of the dataset; `all` are the counts without the filter's time terms (isTimeTerm(), at
    /// the top), `kept` with all of it.
    struct Plot {
        Histogram all, kept;
    };
    virtual Result<Plot> plot(std::size_t bins, const CancelToken& cancel) const = 0;
    virtual std::optional<std::int64_t> firstTime() const = 0; ///< of the whole dataset
    virtual std::optional<std::int64_t> lastTime() const = 0;
};

/// Where events come from as the window sees it: the embedded store is one, a SQL table or a search
/// engine is another. Thread-safe; blocking; cancellable.
class Dataset {
public:
    virtual ~Dataset() = default;
    virtual Result<std::shared_ptr<const View>> view(const ViewRequest& request, const CancelToken& cancel) const = 0;
};

/// The embedded store's Dataset over one snapshot.
class SnapshotDataset final : public Dataset {
public:
    /// With nothing but the catalog text searches make every message anew.
    SnapshotDataset(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Catalog> catalog);
    SnapshotDataset(std::shared_ptr<const Snapshot> snapshot, MessageKnowledge messages);
    Result<std::shared_ptr<const View>> view(const ViewRequest& request, const CancelToken& cancel) const override;
    const std::shared_ptr<const Snapshot>& snapshot() const { return m_snapshot; }

private:
    std::shared_ptr<const Snapshot> m_snapshot;
    MessageKnowledge m_messages;
    std::shared_ptr<SnapshotCounts> m_counts; ///< shared by the views
    mutable RowCache m_cache;
};
/// The view of a SnapshotDataset gives its parts away for export, which writes without going row by row.
class SnapshotView : public View {
public:
    virtual const std::shared_ptr<const Snapshot>& snapshot() const = 0;
    virtual const RowSet& rowSet() const = 0;
    virtual const RowOrder& order() const = 0;
};

} // namespace auditorium
