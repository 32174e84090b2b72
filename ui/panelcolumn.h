// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/filterstate.h"

#include <QScrollArea>

#include <memory>
#include <vector>

namespace auditorium {

class Catalog;
class FacetAsker;
class FacetPanel;
class FilterPanel;
class TimePanel;
class ValuePanel;
class ViewController;

/// The left column: all filter panels, one under the other.
class PanelColumn : public QScrollArea {
    Q_OBJECT
public:
    static constexpr int usualWidth = 272;

    PanelColumn(std::shared_ptr<const Catalog> catalog, FilterState& filter, ViewController& views, FacetAsker& asker,
        QWidget* parent = nullptr);

    TimePanel* timePanel() const { return m_time; }
    FacetPanel* productPanel() const { return m_product; }
    ValuePanel* valuePanel(const QString& id) const; ///< "event", "actor", "ip", ...
    QStringList collapsed() const;
    void setCollapsed(const QStringList& ids);
    QSize sizeHint() const override { return {usualWidth, 600}; }

Q_SIGNALS:
    void collapsedChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void matchScrollBar();
    void add(FilterPanel* panel);

    TimePanel* m_time;
    FacetPanel* m_product;
    std::vector<ValuePanel*> m_values;
    std::vector<FilterPanel*> m_all;
};

} // namespace auditorium
