// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/eventtext.h"

#include <QPlainTextEdit>
#include <QTextLayout>
#include <QTreeView>
#include <QWidget>

#include <string>
#include <vector>

namespace auditorium {

class FieldModel;

/// The sentence, some words of it strong: drawn with text formats, so that nothing in a log is ever markup.
class SentenceLabel : public QWidget {
    Q_OBJECT
public:
    explicit SentenceLabel(QWidget* parent = nullptr);
    void setRuns(const std::vector<TextRun>& runs);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double layOut(QTextLayout& layout, int width) const;
    QString m_text;
    QList<QTextLayout::FormatRange> m_formats;
};

/// "role: Viewer → Owner", one line a change.
class ChangeList : public QWidget {
    Q_OBJECT
public:
    explicit ChangeList(QWidget* parent = nullptr);
    void setChanges(const std::vector<FieldChange>& changes);
    bool isEmpty() const { return m_lines.empty(); }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Line {
        QString name, before, after, toolTip;
    };
    int lineHeight() const;
    std::vector<Line> m_lines;
    int m_more = 0;
};

/// Every leaf of the record in two columns.
class FieldList : public QTreeView {
    Q_OBJECT
public:
    explicit FieldList(QWidget* parent = nullptr);
    FieldModel* fields() const { return m_fields; }
    int rowHeight() const;
    void fitColumns();

Q_SIGNALS:
    void filterRequested(const QString& path, const QString& value, bool exclude);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    FieldModel* m_fields;
};

/// The record as it stands in the file, or indented.
class RawRecord : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit RawRecord(QWidget* parent = nullptr);
    void setRecord(const std::string& raw);
    void setIndented(bool indented);
    bool isIndented() const { return m_indented; }
    QString whole() const; ///< all of it, as shown now
    static constexpr std::size_t shownLimit = 65536, lineLimit = 2000;

protected:
    void wheelEvent(QWheelEvent* event) override;

private:
    void show();
    std::string m_raw;
    bool m_indented = true;
};

} // namespace auditorium
