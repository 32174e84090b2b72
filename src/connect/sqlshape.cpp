// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqlshape.h"

#include "event/text.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <set>

namespace auditorium {
namespace {

std::vector<std::string> texts(const QJsonValue& list)
{
    std::vector<std::string> out;
    for (const QJsonValue& value : list.toArray())
        out.push_back(value.toString().toStdString());
    return out;
}

std::optional<SqlShape> readShape(const QByteArray& json)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    SqlShape shape;
    shape.id = root[QStringLiteral("id")].toString().toStdString();
    shape.name = root[QStringLiteral("name")].toString().toStdString();
    shape.product = root[QStringLiteral("product")].toString().toStdString();
    shape.table = root[QStringLiteral("table")].toString().toStdString();
    shape.needs = texts(root[QStringLiteral("needs")]);
    shape.lacks = texts(root[QStringLiteral("lacks")]);
    shape.json = texts(root[QStringLiteral("json")]);
    shape.columns =
        QJsonDocument(root[QStringLiteral("columns")].toObject()).toJson(QJsonDocument::Compact).toStdString();
    if (shape.id.empty() || shape.product.empty() || shape.needs.empty() || shape.columns == "{}")
        return std::nullopt;
    return shape;
}

/// Names of columns that say what stands there, the surest first; one that ends in '*' is a beginning.
struct Names {
    const char* column;
    std::vector<std::string_view> names;
};
const Names genericNames[] = {
    {"time",
        {"created_at", "timestamp", "ts", "occurred_at", "event_time", "logged_at", "time", "datetime", "action_time",
            "date"}},
    {"action", {"action", "event", "event_type", "operation", "activity", "op", "type"}},
    {"actor",
        {"actor_email", "actor_name", "actor", "username", "user_name", "email", "user", "whodunnit", "performed_by",
            "done_by", "created_by", "initiated_by", "initiatedby", "user_id", "actor_id", "actor*", "user*"}},
    {"target",
        {"target_name", "target", "object_name", "object", "resource", "entity", "target_id", "target*", "object*",
            "resource*", "entity*", "auditable*", "subject*", "item*"}},
    {"ip", {"ip", "ip_address", "remote_addr", "remote_address", "client_addr", "source_ip", "client_ip"}},
    {"client", {"user_agent", "client", "application_name"}},
    {"outcome", {"outcome", "result", "status", "success"}},
    {"category", {"category", "module", "log_name"}},
    {"workspace", {"workspace", "tenant", "tenant_id", "workspace_id", "org*", "account*"}},
    {"message", {"message", "description", "summary", "details"}},
    {"id", {"id", "event_id", "uuid"}},
};

QString pointerTo(const std::string& column)
{
    QString name = QString::fromStdString(column);
    return QLatin1Char('/')
        + name.replace(QLatin1Char('~'), QLatin1String("~0")).replace(QLatin1Char('/'), QLatin1String("~1"));
}

QJsonArray columnsNamed(const SqlTable& table, const Names& wanted, std::set<std::string>& used)
{
    QJsonArray out;
    for (const std::string_view name : wanted.names)
        for (const SqlColumn& column : table.columns) {
            const std::string lower = asciiLower(column.name);
            const bool fits = name.ends_with('*') ? lower.starts_with(name.substr(0, name.size() - 1)) : lower == name;
            if (fits && out.size() < 3 && used.insert(column.name).second)
                out.append(pointerTo(column.name));
        }
    return out;
}

} // namespace

const std::vector<SqlShape>& sqlShapes()
{
    static const std::vector<SqlShape> shapes = [] {
        std::vector<SqlShape> out;
        const QDir folder(QStringLiteral(":/profiles/tables"));
        for (const QString& name : folder.entryList(QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                if (auto shape = readShape(file.readAll()))
                    out.push_back(std::move(*shape));
        }
        return out;
    }();
    return shapes;
}

const SqlShape* sqlShape(std::string_view id)
{
    for (const SqlShape& shape : sqlShapes())
        if (shape.id == id)
            return &shape;
    return nullptr;
}

const SqlShape* recogniseShape(const SqlTable& table)
{
    std::set<std::string> names;
    for (const SqlColumn& column : table.columns)
        names.insert(asciiLower(column.name));
    const auto has = [&](const std::string& name) { return names.contains(name); };
    const SqlShape* best = nullptr;
    for (const SqlShape& shape : sqlShapes())
        if (std::all_of(shape.needs.begin(), shape.needs.end(), has)
            && std::none_of(shape.lacks.begin(), shape.lacks.end(), has)
            && (!best || shape.needs.size() > best->needs.size()))
            best = &shape;
    return best;
}

std::string proposeMapping(const SqlTable& table)
{
    QJsonObject columns;
    std::set<std::string> used;
    for (const Names& wanted : genericNames)
        if (QJsonArray found = columnsNamed(table, wanted, used); !found.isEmpty())
            columns[QLatin1String(wanted.column)] = found;
    // A table with neither is hardly a log.
    if (!columns.contains(QStringLiteral("time")) && !columns.contains(QStringLiteral("action")))
        return {};
    return QJsonDocument(columns).toJson(QJsonDocument::Compact).toStdString();
}

Result<ProfilePtr> tableProfile(
    const SqlSettings& settings, const std::string& marker, const std::vector<std::string>& parse)
{
    const SqlShape* const shape = settings.shape.empty() ? nullptr : sqlShape(settings.shape);
    if (!settings.shape.empty() && !shape)
        return Error{"sql.mapping", "There is no table shape \"" + displayText(settings.shape, 60) + "\"."};
    QJsonParseError fault;
    const QJsonDocument columns =
        QJsonDocument::fromJson(QByteArray::fromStdString(shape ? shape->columns : settings.mapping), &fault);
    if (!columns.isObject())
        return Error{"sql.mapping", "The mapping of columns is no JSON object."};
    QJsonArray parsed;
    for (const std::string& column : parse)
        parsed.append(pointerTo(column));
    QJsonObject profile{{QStringLiteral("id"), QString::fromStdString(shape ? shape->id : "mapping")},
        {QStringLiteral("name"), QString::fromStdString(shape ? shape->name : settings.table)},
        {QStringLiteral("product"), QString::fromStdString(shape ? shape->product : "unknown")},
        {QStringLiteral("detect"), QJsonObject{{QStringLiteral("all"), QJsonArray{pointerTo(marker)}}}},
        {QStringLiteral("columns"), columns.object()}};
    if (!parsed.isEmpty())
        profile[QStringLiteral("parse")] = parsed;
    auto read = parseProfile(QJsonDocument(profile).toJson(QJsonDocument::Compact).toStdString());
    if (!read)
        return Error{"sql.mapping", "The mapping of columns cannot be used: " + read.error().message};
    return read;
}

} // namespace auditorium
