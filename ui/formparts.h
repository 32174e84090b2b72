// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QWidget>

class QAbstractItemView;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

/// What forms are made of.
namespace auditorium {

/// A form in the grid of all dialogs.
QFormLayout* makeForm(QWidget* page);
/// A semibold line over a part of a form.
QLabel* headingLabel(const QString& text, QWidget* parent);
/// A muted line under a field, wrapped; may be selected.
QLabel* hintLabel(const QString& text, QWidget* parent);
/// A field with its label, and a hint under it where there is one. The field gets the label as its accessible name, the hint as description.
void addField(QFormLayout& form, const QString& label, QWidget* field, const QString& hint = {});
/// The field is drawn as wrong until it is edited.
void markWrong(QLineEdit& field);
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
