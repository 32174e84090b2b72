// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/eventdetail.h"
#include "ui/eventdetailparts.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <array>

namespace auditorium {

/// A fact in a line: muted name, value, muted note.
struct DetailFact {
    QLabel* name = nullptr;
    QLabel* value = nullptr;
    QLabel* note = nullptr;
};
enum FactIndex { TimeFact, IdFact, IpFact, ClientFact, SourceFact, FactCount };

struct EventDetail::Parts {
    SentenceLabel* sentence = nullptr;
    QLabel *note = nullptr, *explanation = nullptr, *advice = nullptr;
    std::array<DetailFact, FactCount> facts;
    QLabel* changesTitle = nullptr;
    ChangeList* changes = nullptr;
    QPushButton *byActor = nullptr, *notThisType = nullptr, *around = nullptr, *copyJson = nullptr;
    QPushButton *fieldsTab = nullptr, *rawTab = nullptr, *indent = nullptr, *copyRaw = nullptr;
    QLineEdit* search = nullptr;
    FieldList* fields = nullptr;
    RawRecord* raw = nullptr;
    QLabel* state = nullptr; ///< "Reading the record …", or why it cannot be read
};

} // namespace auditorium
