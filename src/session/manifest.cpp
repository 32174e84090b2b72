// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/manifest.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace auditorium {

namespace {

QJsonValue timeValue(const std::optional<std::int64_t>& ns)
{
    return ns ? QJsonValue(QString::fromStdString(isoTime(ns))) : QJsonValue(QJsonValue::Null);
}

QString text(std::string_view s)
{
    return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size()));
}

QString fileHash(const std::string& path)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (QFile file(text(path)); file.open(QIODevice::ReadOnly))
        hash.addData(&file);
    return QString::fromLatin1(hash.result().toHex());
}

QJsonObject manifestOf(const ManifestFacts& facts)
{
    QJsonArray sources, columns, connections;
    std::uint64_t rejected = 0;
    for (const IngestReport& report : facts.reports) {
        rejected += report.rejected;
        sources.append(QJsonObject{{QStringLiteral("source"), text(report.source)}, {QStringLiteral("format"), text(report.format)},
            {QStringLiteral("profile"), text(report.profile)}, {QStringLiteral("events"), static_cast<qint64>(report.events)},
            {QStringLiteral("rejected"), static_cast<qint64>(report.rejected)}});
    }
    for (const ColumnRef& column : facts.options.columns)
        columns.append(text(columnRefName(column)));
    for (const auto& [source, complete] : facts.connections)
        connections.append(completenessJson(source, complete));
    return {{QStringLiteral("program"), QStringLiteral("auditorium ") + QCoreApplication::applicationVersion()}, {QStringLiteral("file"), text(facts.file)},
        {QStringLiteral("format"), text(facts.format)}, {QStringLiteral("sha256"), fileHash(facts.file)}, {QStringLiteral("filter"), text(facts.filter)},
        {QStringLiteral("timezone"), text(facts.zone.empty() ? "UTC" : facts.zone)}, {QStringLiteral("columns"), columns},
        {QStringLiteral("sources"), sources}, {QStringLiteral("connections"), connections},
        {QStringLiteral("exported"), static_cast<qint64>(facts.exported)}, {QStringLiteral("matched"), static_cast<qint64>(facts.matched)},
        {QStringLiteral("total"), static_cast<qint64>(facts.total)}, {QStringLiteral("rejected"), static_cast<qint64>(rejected)},
        {QStringLiteral("formulas_neutralised"), facts.options.neutraliseFormulas && facts.format == "csv"}};
}

} // namespace

std::string isoTime(const std::optional<std::int64_t>& ns)
{
    if (!ns)
        return {};
    // As many digits as the value has: milliseconds for most.
    const std::uint8_t digits = *ns % 1'000'000 == 0 ? 3 : *ns % 1000 == 0 ? 6 : 9;
    return formatTimestamp({*ns, digits});
}

QJsonObject completenessJson(std::string_view source, const Completeness& complete)
{
    QJsonArray holes;
    for (const TimeHole& hole : complete.holes)
        holes.append(QJsonObject{{QStringLiteral("from"), timeValue(hole.fromNs)}, {QStringLiteral("to"), timeValue(hole.toNs)},
            {QStringLiteral("reason"), QString::fromStdString(hole.reason)}});
    QJsonObject object{{QStringLiteral("source"), text(source)}, {QStringLiteral("complete_from"), timeValue(complete.fromNs)},
        {QStringLiteral("complete_until"), timeValue(complete.untilNs)}, {QStringLiteral("expected_lag_seconds"), static_cast<double>(complete.lagNs) / 1e9},
        {QStringLiteral("fetched"), static_cast<qint64>(complete.fetched)}, {QStringLiteral("doubles_removed"), static_cast<qint64>(complete.doubles)},
        {QStringLiteral("holes"), holes}};
    if (complete.announced) {
        object.insert(QStringLiteral("announced"), static_cast<qint64>(*complete.announced));
        object.insert(QStringLiteral("fetched_of_announced"), static_cast<qint64>(complete.announcedFetched));
    }
    return object;
}

Status writeManifest(const std::string& path, const ManifestFacts& facts)
{
    const QByteArray json = QJsonDocument(manifestOf(facts)).toJson();
    AtomicFile file(path);
    if (Status status = file.open(); !status)
        return status;
    if (Status status = file.write({json.constData(), static_cast<std::size_t>(json.size())}); !status)
        return status;
    return file.commit();
}

} // namespace auditorium
