// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QString>

#include <string>
#include <string_view>

/// A folder of the shared test data, which is no part of this tree; empty where it is not there.
inline QString sharedFolder(const char* folder)
{
    const QString root = qEnvironmentVariable("AUDITORIUM_SHARED", QStringLiteral(AUDITORIUM_SOURCE_DIR "/../shared"));
    const QDir dir(root + QLatin1Char('/') + QLatin1String(folder));
    return dir.exists() ? dir.absolutePath() : QString();
}

inline QByteArray fileBytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

inline QByteArray bytes(std::string_view text) { return QByteArray(text.data(), static_cast<qsizetype>(text.size())); }
