// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/filterpanel.h"
#include "ui/models/facetsource.h"

class QLabel;
class QLineEdit;

namespace auditorium {

class FacetView;

/// The panel of products and categories, and what the panels of one column have in common with it.
class FacetPanel : public FilterPanel {
    Q_OBJECT
public:
    FacetPanel(const QString& id, const QString& title, FacetSource& source, bool tree, QWidget* parent = nullptr);

    FacetView* view() const { return m_view; }
    FacetSource& source() const { return m_source; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    virtual void refresh();

private:
    void activate();

    FacetSource& m_source;
    FacetView* m_view;
    QLabel* m_empty;
};

/// The panel of one column: its most frequent values, and a search in place for all the others.
class ValuePanel : public FacetPanel {
    Q_OBJECT
public:
    /// `searchWords` makes "Search 212 events…" of the number.
    ValuePanel(const QString& id, const QString& title, ValueFacet& source, QString (*searchWords)(int), QWidget* parent = nullptr);

    QPushButton* searchButton() const { return m_search; }
    QLineEdit* searchField() const { return m_field; }

protected:
    void refresh() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void openSearch();
    void closeSearch();

    ValueFacet& m_values;
    QString (*m_searchWords)(int);
    QPushButton* m_search;
    QWidget* m_searchRow;
    QLineEdit* m_field;
    QLabel* m_note;
};

} // namespace auditorium
