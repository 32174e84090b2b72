// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/facetmodel.h"
#include "query/evaluate.h"

#include <QObject>

#include <memory>
#include <optional>

namespace auditorium {

class Catalog;
class FacetAsker;
class ViewController;

/// What stands behind one panel: the values with their counts, what of them is chosen, and how a choice changes the filter.
class FacetSource : public QObject {
    Q_OBJECT
public:
    FacetSource(FilterState& filter, ViewController& views, FacetAsker& asker, QObject* parent);

    FacetModel& model() { return m_model; }
    /// Counts cost work: only a panel that is seen asks for them.
    void setActive(bool active);
    /// Values with more than no event there are, after the search.
    quint64 distinct() const { return m_distinct; }

    virtual int chosen() const = 0; ///< values that are included or excluded
    virtual void setState(const QModelIndex& index, ValueState state) = 0;
    void toggle(const QModelIndex& index, ValueState state);
    /// This value and no other of the panel.
    virtual void setOnly(const QModelIndex& index) = 0;
    virtual void clearChoice() = 0;

Q_SIGNALS:
    /// Counts or states are new.
    void updated();

protected:
    virtual void ask() = 0;
    virtual void restate() = 0; ///< states from the filter, counts as they are
    void askIfActive();
    bool isActive() const { return m_active; }

    FilterState& m_filter;
    ViewController& m_views;
    FacetAsker& m_asker;
    FacetModel m_model;
    quint64 m_distinct = 0;

private:
    bool m_active = false;
    bool m_old = true; ///< the counts are not of the current view
};

/// The values of one column.
class ValueFacet : public FacetSource {
    Q_OBJECT
public:
    static constexpr std::size_t topLimit = 5;
    static constexpr std::size_t searchLimit = 200;

    ValueFacet(const ColumnRef& column, FilterState& filter, ViewController& views, FacetAsker& asker, QObject* parent);

    const ColumnRef& column() const { return m_column; }
    /// All values that contain the text rather than the most frequent few; nothing: back to those.
    void setSearch(const std::optional<QString>& search);
    bool isSearching() const { return m_search.has_value(); }

    int chosen() const override;
    void setState(const QModelIndex& index, ValueState state) override;
    void setOnly(const QModelIndex& index) override;
    void clearChoice() override;

protected:
    void ask() override;
    void restate() override;

private:
    void take(const Facet& facet);
    void show();

    ColumnRef m_column;
    std::optional<QString> m_search;
    std::vector<FacetValue> m_values;
    quint64 m_asked = 0;
};

/// Products and their categories.
class ProductSource : public FacetSource {
    Q_OBJECT
public:
    ProductSource(std::shared_ptr<const Catalog> catalog, FilterState& filter, ViewController& views, FacetAsker& asker,
        QObject* parent);

    int chosen() const override;
    void setState(const QModelIndex& index, ValueState state) override;
    void setOnly(const QModelIndex& index) override;
    void clearChoice() override;

protected:
    void ask() override;
    void restate() override;

private:
    void show();

    std::shared_ptr<const Catalog> m_catalog;
    std::vector<ProductFacet> m_products;
    quint64 m_asked = 0;
};

/// What a panel shows for a value: safe to draw, "none" for the empty one.
QString facetLabel(const std::string& value);

} // namespace auditorium
