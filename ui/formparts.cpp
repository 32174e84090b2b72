// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/formparts.h"

#include "ui/plaintext.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>

namespace auditorium {

namespace {

/// The first line as it is, the second under it in the muted colour; both cut, never wrapped.
class TwoLineDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {0, 2 * option.fontMetrics.height() + 2 * padding};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        const QStringList lines = index.data(Qt::DisplayRole).toString().split(QLatin1Char('\n'));
        const Theme theme = themeOf(cell.palette);
        if (cell.state.testFlag(QStyle::State_Selected))
            painter->fillRect(cell.rect, theme.selection);
        else if (cell.state.testFlag(QStyle::State_MouseOver) && cell.state.testFlag(QStyle::State_Enabled))
            painter->fillRect(cell.rect, theme.hover);
        const bool enabled = cell.state.testFlag(QStyle::State_Enabled);
        QRect room = cell.rect.adjusted(12, padding, -12, -padding);
        room.setHeight(cell.fontMetrics.height());
        for (qsizetype i = 0; i < std::min<qsizetype>(lines.size(), 2); ++i) {
            painter->setPen(i == 0 && enabled ? theme.text : theme.muted);
            painter->drawText(room, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeading) | Qt::TextSingleLine,
                cell.fontMetrics.elidedText(lines[i], Qt::ElideRight, room.width()));
            room.translate(0, room.height());
        }
        if (cell.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(theme.accent);
            painter->drawRect(cell.rect.adjusted(0, 0, -1, -1));
        }
    }

private:
    static constexpr int padding = 6;
};

} // namespace

QLabel* headingLabel(const QString& text, QWidget* parent)
{
    QLabel* label = plainLabel(text, parent);
    QFont semibold = label->font();
    semibold.setWeight(QFont::DemiBold);
    label->setFont(semibold);
    return label;
}

QLabel* hintLabel(const QString& text, QWidget* parent)
{
    QLabel* label = mutedLabel(text, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    return label;
}

Form::Form(QWidget* page)
    : QObject(page)
    , m_page(page)
    , m_grid(new QGridLayout(page))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(1, 1);
}

void Form::add(const QString& label, QWidget* field, const QString& hint)
{
    QWidget* named = field->focusProxy() ? field->focusProxy() : field;
    named->setAccessibleName(label);
    named->setAccessibleDescription(hint);
    QLabel* title = plainLabel(label, m_page);
    title->setBuddy(named);
    const int row = m_grid->rowCount();
    m_grid->addWidget(title, row, 0);
    m_grid->addWidget(field, row, 1);
    m_rows[field] = {title, field};
    if (hint.isEmpty())
        return;
    QLabel* under = hintLabel(hint, m_page);
    m_grid->addWidget(under, row + 1, 1);
    m_rows[field] << under;
}

void Form::add(QWidget* widget, bool wide)
{
    m_grid->addWidget(widget, m_grid->rowCount(), wide ? 0 : 1, 1, wide ? 2 : 1);
    m_rows[widget] = {widget};
}

void Form::setVisible(QWidget* field, bool visible)
{
    for (QWidget* part : m_rows.value(field))
        part->setVisible(visible);
}

void markWrong(QLineEdit& field)
{
    const auto mark = [&field](bool wrong) {
        field.setProperty("invalid", wrong);
        field.update();
    };
    mark(true);
    QObject::connect(
        &field, &QLineEdit::textEdited, &field, [mark] { mark(false); }, Qt::SingleShotConnection);
    field.setFocus(Qt::OtherFocusReason);
}

FileField::FileField(const QString& dialogTitle, QWidget* parent)
    : QWidget(parent)
    , m_path(new QLineEdit(this))
{
    auto* browse = new QPushButton(tr("Browse…"), this);
    browse->setAccessibleName(dialogTitle);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_path, 1);
    layout->addWidget(browse);
    setFocusProxy(m_path);
    connect(browse, &QPushButton::clicked, this, [this, dialogTitle] {
        auto* dialog = new QFileDialog(this, dialogTitle, QFileInfo(m_path->text()).absolutePath());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
            m_path->setText(path);
            Q_EMIT chosen();
        });
        dialog->open();
    });
}

SecretField::SecretField(QWidget* parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_show(new QPushButton(tr("Show", "a secret"), this))
{
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_show->setCheckable(true);
    m_show->setAccessibleName(tr("Show what is typed"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_show);
    setFocusProxy(m_edit);
    connect(m_show, &QPushButton::toggled, this,
        [this](bool shown) { m_edit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
}

QString SecretField::text() const { return m_edit->text(); }

void SecretField::setHint(const QString& placeholder) { m_edit->setPlaceholderText(placeholder); }

void SecretField::forget()
{
    m_edit->setText(QString()); // clear() would leave it to Undo
    m_show->setChecked(false);
}

void useTwoLineRows(QAbstractItemView& view) { view.setItemDelegate(new TwoLineDelegate(&view)); }

} // namespace auditorium
