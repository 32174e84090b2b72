// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

/// What tests of the window share: events of their own making, written where only the test sees them.
namespace auditorium {

inline constexpr int patience = 30'000; ///< ms; only ever waited where something is broken

/// The knowledge that the program has built in, read from the sources.
inline std::shared_ptr<const Knowledge> sourceKnowledge()
{
    auto knowledge = knowledgeFrom(QStringLiteral(AUDITORIUM_SOURCE_DIR "/resources"));
    if (!knowledge)
        qFatal("%s", knowledge.error().message.c_str());
    return *knowledge;
}

/// One event a minute from 2026-11-20T00:00:00Z; every value repeats with a period of its own.
inline QByteArray madeEvents(int count, int from = 0)
{
    static constexpr const char* actions[] = {"LOGIN", "LOGIN_FAILED", "USER_CREATED", "USER_DELETED", "ROLE_CHANGED", "KEY_CREATED", "EXPORT"};
    QByteArray text;
    for (int i = from; i < from + count; ++i) {
        const qint64 seconds = 1'795'132'800 + qint64{i} * 60;
        const bool failed = i % 7 == 1;
        text += QStringLiteral(R"({"timestamp":%1,"action":"%2","actor":"user%3@northwind.example","target":"file %4","ip":"10.0.%5.%6",)"
                               R"("client":"Web","outcome":"%7","id":"e%8"})")
                    .arg(seconds).arg(QLatin1String(actions[i % 7])).arg(i % 13).arg(i % 3).arg(i % 4).arg(i % 100)
                    .arg(failed ? QStringLiteral("failure") : QStringLiteral("success")).arg(i).toUtf8();
        text += '\n';
    }
    return text;
}

inline QString writeFile(const QTemporaryDir& folder, const QString& name, const QByteArray& content)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write the test's own file %s", qPrintable(file.fileName()));
    return file.fileName();
}

/// How many events the query keeps, asked without the window.
inline quint64 countOf(const Session& session, const QString& text)
{
    const auto query = parseQuery(text.toStdString());
    if (!query)
        qFatal("%s: %s", qPrintable(text), query.error().message.c_str());
    const auto rows = evaluate(*query, *session.snapshot(), {QDateTime::currentMSecsSinceEpoch() * 1'000'000, {}});
    if (!rows)
        qFatal("%s: %s", qPrintable(text), rows.error().message.c_str());
    return rows->size();
}

} // namespace auditorium
