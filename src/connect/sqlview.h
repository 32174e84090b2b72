// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/sqlmodel.h"
#include "connect/sqlwords.h"
#include "query/dataset.h"

#include <map>
#include <mutex>
#include <unordered_map>

namespace auditorium {

/// The numbers of rows: given out as rows are seen, and kept, for a number is a row's identity within its dataset.
class SqlRowNumbers {
public:
    Row numberOf(const std::string& key);
    std::optional<std::string> keyOf(Row row) const;

private:
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, Row> m_numbers;
    std::vector<const std::string*> m_keys; ///< into the map, whose nodes stay
};

/// What all views of a dataset share.
struct SqlCore {
    SqlTarget target;
    std::shared_ptr<const SqlModel> model;
    std::shared_ptr<SqlPool> pool;
    SqlWordCache words;
    SqlRowNumbers numbers;
};

/// A stretch of a view whose rows are ordered by expressions that are never null, all the same way: those with a time, those without.
struct SqlSection {
    SqlText join;  ///< behind FROM
    SqlText where; ///< beside the query's condition
    std::vector<SqlText> order;
    std::vector<std::string> types; ///< of `order`, to bind values of a row
    bool descending = false;
    SqlText orderBy; ///< instead of `order` where the ways differ; then pages are found by counting
    std::uint64_t count = 0;
    std::map<std::uint64_t, std::vector<QVariant>> anchors; ///< where rows at some positions stand
    std::vector<std::string> keys; ///< of all rows, where they are few: then a page is a look-up
};

/// What a table shows of a record; its row is the caller's to number.
RowView sqlRowView(const SqlModel& model, const std::string& record);

/// Sections for an order. Errors: "sql.toomany", "sql.sort".
Result<std::vector<SqlSection>> sqlSections(SqlAsker& asker, const SortOrder& order);

class SqlView final : public View {
public:
    static Result<std::shared_ptr<const SqlView>> make(
        std::shared_ptr<SqlCore> core, const ViewRequest& request, const CancelToken& cancel);

    std::uint64_t count() const override { return m_count; }
    std::uint64_t total() const override { return m_total; }
    std::optional<std::int64_t> firstTime() const override { return m_first; }
    std::optional<std::int64_t> lastTime() const override { return m_last; }
    Result<std::vector<RowView>> rows(std::uint64_t first, std::size_t count, const CancelToken& cancel) const override;
    Result<Event> event(Row row) const override;
    std::optional<std::uint64_t> positionOf(Row row) const override;
    Result<Facet> facet(const ColumnRef& column, const FacetOptions& options, const CancelToken& cancel) const override;
    Result<std::vector<ProductFacet>> products(const CancelToken& cancel) const override;
    Result<Plot> plot(std::size_t bins, const CancelToken& cancel) const override;

    /// All records in the view's order.
    Status records(
        const std::function<Status(const std::vector<std::string>& records)>& take, const CancelToken& cancel) const;

private:
    /// A page of a section, and from where it is read.
    struct Read {
        std::uint64_t offset = 0;
        bool reversed = false;
        const std::vector<QVariant>* anchor = nullptr;
    };
    struct Line {
        std::string key, record;
        std::vector<QVariant> place;
    };

    Status count(SqlLink& link);
    Read cheapestRead(const SqlSection& section, std::uint64_t first, std::uint64_t count) const;
    /// FROM and WHERE of a section's rows, and the order.
    SqlText kept(const SqlSection& section) const;
    SqlText stretch(const SqlSection& section, const Read& read, std::uint64_t count) const;
    Status readSection(
        SqlLink& link, SqlSection& section, std::uint64_t first, std::uint64_t count, std::vector<Line>& out) const;
    Status readFar(SqlLink& link, const SqlSection& section, Read& read, std::vector<QVariant>& place) const;
    Status listKeys(SqlLink& link, SqlSection& section) const;
    Status readListed(SqlLink& link, const SqlSection& section, std::uint64_t first, std::uint64_t count,
        std::vector<Line>& out) const;
    std::optional<std::uint64_t> placeIn(SqlLink& link, const SqlSection& section, const std::string& key) const;

    Result<Facet> facetOf(SqlLink& link, const SqlText& value, const FacetOptions& options) const;
    Result<Facet> facetOfWords(SqlAsker& asker, const SqlRule& rule, Column column, const FacetOptions& options) const;
    Result<Facet> facetOfRows(SqlLink& link, const ColumnRef& column, const FacetOptions& options) const;
    Result<std::vector<ProductFacet>> countProducts(SqlLink& link) const;
    Status countPlot(SqlLink& link, std::size_t bins, Plot& out) const;
    SqlText binOf(std::int64_t from, std::uint64_t width, std::size_t bins) const;

    std::shared_ptr<SqlCore> m_core;
    ViewRequest m_request;
    SqlText m_condition;
    std::uint64_t m_count = 0, m_total = 0;
    std::optional<std::int64_t> m_first, m_last;
    mutable std::mutex m_mutex; ///< of the sections' anchors
    mutable std::vector<SqlSection> m_sections;
};

} // namespace auditorium
