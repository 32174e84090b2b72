// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/chips.h"

#include "ui/models/celltext.h"
#include "ui/models/timetext.h"

#include "event/catalog.h"

#include <QCoreApplication>

namespace auditorium {

namespace {

/// Texts of this file, under one context for translators.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Chips)
};

constexpr std::size_t shownValues = 3;
constexpr std::size_t shownLetters = 48;

struct Describer {
    const TimeContext& context;
    const Catalog* catalog;
    bool full; ///< every value, uncut

    QString value(const QueryNode& node, const QueryValue& value) const
    {
        if (node.column.column == Column::Time)
            return fieldText(value, context);
        if (node.column.column == Column::Product && catalog)
            if (const CatalogProduct* product = catalog->product(value.text))
                return QString::fromStdString(product->name);
        if (value.text.empty())
            return Words::tr("(none)");
        return displayString(value.text, full ? 400 : shownLetters);
    }

    QString values(const QueryNode& node) const
    {
        QStringList words;
        const std::size_t limit = full ? node.values.size() : shownValues;
        for (std::size_t i = 0; i < node.values.size() && i < limit; ++i)
            words << value(node, node.values[i]);
        QString text = words.join(QStringLiteral(", "));
        if (node.values.size() > limit)
            text += Words::tr(" and %n more", "further values", static_cast<int>(node.values.size() - limit));
        return text;
    }

    QString lastUnits(const QString& relative) const
    {
        const int number = relative.mid(1, relative.size() - 2).toInt();
        if (!relative.startsWith(QLatin1Char('-')) || number <= 0)
            return {};
        switch (relative.back().toLatin1()) {
        case 's': return Words::tr("last %n second(s)", nullptr, number);
        case 'm': return Words::tr("last %n minute(s)", nullptr, number);
        case 'h': return Words::tr("last %n hour(s)", nullptr, number);
        case 'd': return Words::tr("last %n day(s)", nullptr, number);
        case 'w': return Words::tr("last %n week(s)", nullptr, number);
        default: return {};
        }
    }

    QString range(const QueryNode& node) const
    {
        const bool time = node.column.column == Column::Time;
        const QString column = columnWord(node.column);
        if (node.values.size() < 2 || (node.openLow && node.openHigh))
            return column;
        const QString low = value(node, node.values[0]), high = value(node, node.values[1]);
        if (node.openHigh && time)
            if (const QString words = lastUnits(QString::fromStdString(node.values[0].text)); !words.isEmpty())
                return words;
        if (node.openHigh)
            return time ? Words::tr("since %1").arg(low) : Words::tr("%1 from %2").arg(column, low);
        if (node.openLow)
            return time ? Words::tr("until %1").arg(high) : Words::tr("%1 up to %2").arg(column, high);
        const QString both = QStringLiteral("%1 – %2").arg(low, high);
        return time ? both : Words::tr("%1: %2").arg(column, both);
    }

    /// "product and category" of a panel reads as one: "Blink: SCIM".
    QString pair(const QueryNode& node) const
    {
        if (node.children.size() != 2)
            return {};
        const QueryNode &first = *node.children[0], &second = *node.children[1];
        const auto single = [](const QueryNode& one, Column column) {
            return (one.kind == QueryNode::Kind::Match || one.kind == QueryNode::Kind::Equals) && one.column.column == column;
        };
        if (!single(first, Column::Product) || !single(second, Column::Category))
            return {};
        return QStringLiteral("%1: %2").arg(values(first), values(second));
    }

    QString joined(const QueryNode& node, const QString& word) const
    {
        QStringList parts;
        const std::size_t limit = full ? node.children.size() : shownValues;
        for (std::size_t i = 0; i < node.children.size() && i < limit; ++i) {
            const QString text = term(*node.children[i]);
            const bool nested = node.kind == QueryNode::Kind::And && node.children[i]->kind == QueryNode::Kind::Or;
            parts << (nested ? QStringLiteral("(%1)").arg(text) : text);
        }
        QString text = parts.join(word);
        if (node.children.size() > limit)
            text += Words::tr(" and %n more", "further values", static_cast<int>(node.children.size() - limit));
        return text;
    }

    /// (actor=a OR actor=b) reads as one list: "actor: a, b".
    QString sameColumn(const QueryNode& node) const
    {
        QueryNode list;
        for (const QueryNodePtr& child : node.children) {
            const bool none = child->kind == QueryNode::Kind::No;
            if ((!none && child->kind != QueryNode::Kind::Equals) || !(child->column == node.children.front()->column))
                return {};
            list.values.push_back(none ? QueryValue{} : child->values.front());
        }
        list.column = node.children.front()->column;
        return Words::tr("%1: %2").arg(columnWord(list.column), values(list));
    }

    QString term(const QueryNode& node) const
    {
        using Kind = QueryNode::Kind;
        const QString column = columnWord(node.column);
        switch (node.kind) {
        case Kind::And: {
            const QString both = pair(node);
            return both.isEmpty() ? joined(node, Words::tr(" and ")) : both;
        }
        case Kind::Or: {
            const QString list = sameColumn(node);
            return list.isEmpty() ? joined(node, Words::tr(" or ")) : list;
        }
        case Kind::Not: return Words::tr("not %1").arg(term(*node.children.front()));
        case Kind::Match:
            if (node.column.column == Column::Time && node.values.size() == 1)
                return values(node);
            return Words::tr("%1: %2").arg(column, values(node));
        case Kind::Equals: return Words::tr("%1: %2").arg(column, values(node));
        case Kind::Regex: return Words::tr("%1 matches %2").arg(column, values(node));
        case Kind::Less: return Words::tr("%1 before %2").arg(column, values(node));
        case Kind::LessEqual: return Words::tr("%1 up to %2").arg(column, values(node));
        case Kind::Greater: return Words::tr("%1 after %2").arg(column, values(node));
        case Kind::GreaterEqual: return Words::tr("%1 from %2").arg(column, values(node));
        case Kind::Range: return range(node);
        case Kind::Has: return Words::tr("has %1").arg(column);
        case Kind::No: return Words::tr("without %1").arg(column);
        case Kind::Text: return Words::tr("text: %1").arg(values(node));
        }
        return {};
    }
};

} // namespace

QString columnWord(const ColumnRef& column)
{
    switch (column.column) {
    case Column::Time: return Words::tr("time");
    case Column::Product: return Words::tr("product");
    case Column::Category: return Words::tr("category");
    case Column::Action: return Words::tr("event");
    case Column::Actor: return Words::tr("actor");
    case Column::Target: return Words::tr("target");
    case Column::Outcome: return Words::tr("outcome");
    case Column::Ip: return Words::tr("IP");
    case Column::Client: return Words::tr("client");
    case Column::Workspace: return Words::tr("workspace");
    case Column::Message: return Words::tr("description");
    case Column::Id: return Words::tr("event ID");
    case Column::Source: return Words::tr("source");
    case Column::Raw: return Words::tr("raw record");
    case Column::Details: break;
    }
    return column.path.empty() ? Words::tr("details") : displayString(column.path, shownLetters);
}

std::vector<Chip> chipsOf(const Query& query, const TimeContext& context, const Catalog* catalog)
{
    std::vector<Chip> chips;
    for (const QueryNodePtr& term : topTerms(query))
        chips.push_back({Describer{context, catalog, false}.term(*term), Describer{context, catalog, true}.term(*term),
            term->kind == QueryNode::Kind::Not});
    return chips;
}

Query withoutTerm(const Query& query, std::size_t index)
{
    std::vector<QueryNodePtr> terms = topTerms(query);
    if (index < terms.size())
        terms.erase(terms.begin() + static_cast<std::ptrdiff_t>(index));
    return fromTerms(std::move(terms));
}

TextSpan spanOfTerm(const QString& text, std::size_t index)
{
    const TextSpan all{0, static_cast<int>(text.size())};
    const Result<Query> query = parseQuery(text.toStdString());
    if (!query)
        return all;
    const std::vector<QueryNodePtr> terms = topTerms(*query);
    if (index >= terms.size() || terms[index]->position == Error::npos)
        return all;
    const int from = utf16Position(text, terms[index]->position);
    return {from, utf16Position(text, terms[index]->position + terms[index]->length) - from};
}

} // namespace auditorium
