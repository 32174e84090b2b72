// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/snapshot.h"

#include <string>
#include <vector>

/// Every row as text: time with its digits, all kept columns, and the place of its record.
inline std::vector<std::string> dumpRows(const auditorium::Snapshot& snapshot)
{
    std::vector<std::string> rows;
    for (auditorium::Row row = 0; row < snapshot.size(); ++row) {
        const auto time = snapshot.time(row);
        const auditorium::RecordRef record = snapshot.record(row);
        std::string line = time ? std::to_string(time->ns) + "." + std::to_string(time->digits) : "-";
        for (int coded = 0; coded < static_cast<int>(auditorium::codedColumnCount); ++coded)
            line += "|" + std::string(snapshot.text(coded, row));
        line += "|" + std::string(snapshot.sources()[record.source]->name()) + ":" + std::to_string(record.offset) + "+"
            + std::to_string(record.length) + "#" + std::to_string(record.part);
        rows.push_back(std::move(line));
    }
    return rows;
}
