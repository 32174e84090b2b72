// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/tablemapping.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace auditorium {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TableMapping)
};

QJsonObject objectOf(const std::string& json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

QString keyOf(Column column)
{
    const std::string_view name = columnName(column);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

/// RFC 6901.
QString pointerTo(QString column)
{
    column.replace(QLatin1Char('~'), QLatin1String("~0")).replace(QLatin1Char('/'), QLatin1String("~1"));
    return QLatin1Char('/') + column;
}

QString textOfPointer(const QString& pointer)
{
    if (!pointer.startsWith(QLatin1Char('/')) || pointer.indexOf(QLatin1Char('/'), 1) >= 0)
        return pointer;
    QString column = pointer.mid(1);
    return column.replace(QLatin1String("~1"), QLatin1String("/")).replace(QLatin1String("~0"), QLatin1String("~"));
}

QString textOfRule(const QJsonValue& rule)
{
    if (rule.isString())
        return textOfPointer(rule.toString());
    if (rule.isArray()) {
        const QJsonArray rules = rule.toArray();
        return rules.size() == 1 ? textOfRule(rules.first())
                                 : QString::fromUtf8(QJsonDocument(rules).toJson(QJsonDocument::Compact));
    }
    return rule.isObject() ? QString::fromUtf8(QJsonDocument(rule.toObject()).toJson(QJsonDocument::Compact))
                           : QString();
}

/// Undefined where the text is no rule.
QJsonValue ruleOf(const QString& text, const QStringList& columns)
{
    if (columns.contains(text))
        return pointerTo(text);
    if (text.startsWith(QLatin1Char('/')))
        return text;
    if (text.startsWith(QLatin1Char('{')) || text.startsWith(QLatin1Char('['))) {
        const QJsonDocument parsed = QJsonDocument::fromJson(text.toUtf8());
        return parsed.isObject() ? QJsonValue(parsed.object())
            : parsed.isArray()   ? QJsonValue(parsed.array())
                                 : QJsonValue(QJsonValue::Undefined);
    }
    return columns.isEmpty() ? QJsonValue(pointerTo(text)) : QJsonValue(QJsonValue::Undefined);
}

} // namespace

MappingTexts mappingTexts(const std::string& json)
{
    const QJsonObject rules = objectOf(json);
    MappingTexts texts;
    for (std::size_t i = 0; i < mappedColumns.size(); ++i)
        texts[i] = textOfRule(rules.value(keyOf(mappedColumns[i])));
    return texts;
}

Result<std::string> mappingJson(const MappingTexts& texts, const QStringList& tableColumns, const std::string& base)
{
    QJsonObject rules = objectOf(base);
    bool any = false;
    for (std::size_t i = 0; i < mappedColumns.size(); ++i) {
        const QString key = keyOf(mappedColumns[i]), text = texts[i].trimmed();
        rules.remove(key);
        if (text.isEmpty())
            continue;
        const QJsonValue rule = ruleOf(text, tableColumns);
        if (rule.isUndefined())
            return Error{"mapping", Words::tr("The table has no column “%1”.").arg(text).toStdString(), i};
        rules.insert(key, rule);
        any = true;
    }
    if (!any)
        return Error{"mapping", Words::tr("Choose at least one column of the table.").toStdString(), 0};
    return QJsonDocument(rules).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace auditorium
