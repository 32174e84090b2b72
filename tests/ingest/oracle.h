// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/ipaddress.h"
#include "event/timestamp.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>
#include <QtTest>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <vector>

inline std::vector<QJsonObject> jsonLines(const QByteArray& data)
{
    std::vector<QJsonObject> lines;
    for (const QByteArray& line : data.split('\n'))
        if (!line.trimmed().isEmpty())
            lines.push_back(QJsonDocument::fromJson(line).object());
    return lines;
}

inline QJsonValue at(QJsonObject object, std::initializer_list<const char*> keys)
{
    QJsonValue value(object);
    for (const char* key : keys)
        value = value.toObject().value(QLatin1String(key));
    return value;
}

inline bool isAddress(const QString& text) { return auditorium::parseIpAddress(text.toStdString()).has_value(); }

inline std::optional<auditorium::Timestamp> parsed(const QJsonValue& value)
{
    return auditorium::parseTimestamp(value.toString().toStdString());
}

/// Which line of a file a byte lies in; empty lines do not count.
class LineIndex {
public:
    explicit LineIndex(const QByteArray& data)
    {
        qsizetype start = 0;
        for (const QByteArray& line : data.split('\n')) {
            if (!line.trimmed().isEmpty()) {
                m_starts.push_back(static_cast<std::uint64_t>(start));
                m_objects.push_back(QJsonDocument::fromJson(line).object());
            }
            start += line.size() + 1;
        }
    }
    std::size_t count() const { return m_starts.size(); }
    int at(std::uint64_t offset) const
    {
        return static_cast<int>(std::upper_bound(m_starts.begin(), m_starts.end(), offset) - m_starts.begin()) - 1;
    }
    const QJsonObject& json(int line) const { return m_objects[static_cast<std::size_t>(line)]; }

private:
    std::vector<std::uint64_t> m_starts;
    std::vector<QJsonObject> m_objects;
};

struct Cell {
    const char* column;
    int line;
    QString text;
    std::optional<auditorium::Timestamp> time;
};

/// Counts where our cells are among the values an oracle accepts, and says where they are not.
class Agreement {
public:
    explicit Agreement(QString dataset)
        : m_dataset(std::move(dataset))
    {
    }

    void add(const Cell& cell, const QJsonArray& accepted, const QJsonObject& record)
    {
        Tally& tally = m_tallies[QLatin1String(cell.column)];
        ++tally.all;
        const bool strict = matches(cell, accepted);
        tally.strict += strict;
        if (strict || (tally.actorLike(cell.column) && sameIdentity(record, cell.text, accepted, false)))
            ++tally.good;
        else
            m_misses << QStringLiteral("%1:%2 %3 is \"%4\", expected %5")
                            .arg(m_dataset)
                            .arg(cell.line)
                            .arg(QLatin1String(cell.column), cell.text,
                                QString::fromUtf8(QJsonDocument(accepted).toJson(QJsonDocument::Compact)));
    }

    int cells() const
    {
        int all = 0;
        for (const Tally& tally : m_tallies)
            all += tally.all;
        return all;
    }
    double percent() const { return share(&Tally::good); }
    double wordForWord() const { return share(&Tally::strict); }
    QString text() const { return m_misses.join(u'\n'); }

    void print() const
    {
        QStringList parts;
        QStringList names = m_tallies.keys();
        names.sort();
        for (const QString& name : names)
            parts << QStringLiteral("%1 %2/%3").arg(name).arg(m_tallies[name].good).arg(m_tallies[name].all);
        qInfo("%s: %s = %.1f %% (word for word %.1f %%)%s%s", qPrintable(m_dataset),
            qPrintable(parts.join(QStringLiteral(", "))), percent(), share(&Tally::strict),
            m_misses.isEmpty() ? "" : "\n", qPrintable(text()));
    }

private:
    struct Tally {
        int all = 0, good = 0, strict = 0;
        static bool actorLike(const char* column) { return QLatin1String(column) == QLatin1String("actor"); }
    };

    double share(int Tally::*part) const
    {
        int all = 0, good = 0;
        for (const Tally& tally : m_tallies) {
            all += tally.all;
            good += tally.*part;
        }
        return all == 0 ? 100.0 : 100.0 * good / all;
    }

    static QString address(const QString& text)
    {
        return QString::fromStdString(auditorium::normaliseIp(text.toStdString()));
    }

    static bool matches(const Cell& cell, const QJsonArray& accepted)
    {
        const QLatin1String column(cell.column);
        for (const QJsonValue& value : accepted) {
            const QString want = value.toString();
            if (column == QLatin1String("time")) {
                const auto time = parsed(value);
                // The oracles keep microseconds.
                if (time && cell.time && time->ns / 1000 == cell.time->ns / 1000)
                    return true;
            } else if (column == QLatin1String("ip")) {
                if (address(want) == address(cell.text))
                    return true;
            } else if (column == QLatin1String("outcome")) {
                if (cell.text.compare(
                        want == QLatin1String("allow") ? QStringLiteral("success") : want, Qt::CaseInsensitive)
                    == 0)
                    return true;
            } else if (cell.text.compare(want, Qt::CaseInsensitive) == 0) {
                return true;
            }
        }
        return false;
    }

    /// Oracles differ in which of an identity's names they take (display name, account number, e-mail). Ours is as good if
    /// it stands beside theirs in the same nested object of the record ("userIdentity", "actor"), whole or as "id:name".
    static bool sameIdentity(const QJsonObject& object, const QString& ours, const QJsonArray& theirs, bool nested)
    {
        bool hasOurs = false, hasTheirs = false;
        for (const QJsonValue& member : object) {
            if (member.isObject() && sameIdentity(member.toObject(), ours, theirs, true))
                return true;
            const QString text = member.toVariant().toString();
            hasOurs = hasOurs || (!ours.isEmpty() && (text == ours || text.endsWith(u':' + ours)));
            hasTheirs = hasTheirs || (!text.isEmpty() && theirs.contains(QJsonValue(text)));
        }
        return nested && hasOurs && hasTheirs;
    }

    QString m_dataset;
    QHash<QString, Tally> m_tallies;
    QStringList m_misses;
};
