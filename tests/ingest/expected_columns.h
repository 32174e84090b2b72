// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// What the tests of the generic mapping share: the columns a made-up record is expected to give.
#pragma once

#include "ingest/mapping.h"

#include <QTest>

namespace auditorium {

inline std::shared_ptr<const Knowledge> nothingKnown() { return std::make_shared<Knowledge>(); }

struct Expected {
    const char* time = "";
    const char* action = "";
    const char* actor = "";
    const char* target = "";
    const char* outcome = "";
    const char* ip = "";
    const char* client = "";
    const char* workspace = "";
    const char* category = nullptr; ///< null: not looked at
    const char* message = nullptr;
    const char* id = nullptr;
};

inline void compare(const Event& event, const Expected& expected)
{
    const auto text = [](const std::string& value) { return QByteArray::fromStdString(value); };
    QCOMPARE(text(event.time ? formatTimestamp(*event.time) : std::string()), QByteArray(expected.time));
    QCOMPARE(text(event[Column::Action]), QByteArray(expected.action));
    QCOMPARE(text(event[Column::Actor]), QByteArray(expected.actor));
    QCOMPARE(text(event[Column::Target]), QByteArray(expected.target));
    QCOMPARE(text(event[Column::Outcome]), QByteArray(expected.outcome));
    QCOMPARE(text(event[Column::Ip]), QByteArray(expected.ip));
    QCOMPARE(text(event[Column::Client]), QByteArray(expected.client));
    QCOMPARE(text(event[Column::Workspace]), QByteArray(expected.workspace));
    if (expected.category)
        QCOMPARE(text(event[Column::Category]), QByteArray(expected.category));
    if (expected.message)
        QCOMPARE(text(event[Column::Message]), QByteArray(expected.message));
    if (expected.id)
        QCOMPARE(text(event[Column::Id]), QByteArray(expected.id));
    QCOMPARE(text(event[Column::Product]), QByteArray("unknown"));
}

} // namespace auditorium

Q_DECLARE_METATYPE(auditorium::Expected)
