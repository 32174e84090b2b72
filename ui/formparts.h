// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QWidget>

class QAbstractItemView;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

/// What forms are made of.
namespace auditorium {

/// A semibold line over a part of a form.
QLabel* headingLabel(const QString& text, QWidget* parent);
/// A muted line under a field, wrapped; may be selected.
QLabel* hintLabel(const QString& text, QWidget* parent);
/// The field is drawn as wrong until it is edited.
void markWrong(QLineEdit& field);
/// Labels and fields in the grid of all dialogs. Not a QFormLayout: that gives wrapped hints more height than they need.
class Form : public QObject {
    Q_OBJECT
public:
    explicit Form(QWidget* page); ///< a child of it
    QWidget* page() const { return m_page; }

    /// A field with its label, and a hint under it where there is one. The field gets the label as its accessible name, the hint as description.
    void add(const QString& label, QWidget* field, const QString& hint = {});
    /// Without a label, in the fields' column or, if `wide`, in both.
    void add(QWidget* widget, bool wide = false);
    /// Shows or hides all that was added with it.
    void setVisible(QWidget* field, bool visible);

private:
    QWidget* m_page;
    QGridLayout* m_grid;
    QHash<QWidget*, QList<QWidget*>> m_rows;
};
/// A path with a button that opens a file dialog beside it, as one widget whose focus is the path's.
class FileField : public QWidget {
    Q_OBJECT
public:
    FileField(const QString& dialogTitle, QWidget* parent = nullptr);
    QLineEdit* path() const { return m_path; }

Q_SIGNALS:
    void chosen(); ///< in the file dialog

private:
    QLineEdit* m_path;
};

/// A secret: shown as dots unless "Show" is down. Never filled with one that is kept.
class SecretField : public QWidget {
    Q_OBJECT
public:
    explicit SecretField(QWidget* parent = nullptr);
    QLineEdit* edit() const { return m_edit; }
    QString text() const;
    void setHint(const QString& placeholder);
    /// Empties it, with what could be undone.
    void forget();

private:
    QLineEdit* m_edit;
    QPushButton* m_show;
};

/// Rows of a list whose texts have two lines: the second is muted.
void useTwoLineRows(QAbstractItemView& view);

} // namespace auditorium
