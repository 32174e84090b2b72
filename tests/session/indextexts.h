// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// Reports and events as texts that can be compared.
#pragma once

#include "event/event.h"
#include "ingest/report.h"

#include <string>

namespace auditorium {

inline std::string text(const IngestReport& report)
{
    std::string out = report.source + "|" + report.format + "|" + report.product + "|" + report.profile + "|" + report.error;
    for (const std::uint64_t number : {report.bytes, report.events, report.rejected, report.withoutTime, std::uint64_t{report.cancelled},
             static_cast<std::uint64_t>(report.firstNs.value_or(-1)), static_cast<std::uint64_t>(report.lastNs.value_or(-1))})
        out += "|" + std::to_string(number);
    for (const Reject& reject : report.rejects)
        out += "\n" + std::to_string(reject.offset) + " " + std::to_string(reject.line) + " " + std::to_string(reject.length) + " " + reject.reason;
    return out;
}

inline std::string text(const Event& event)
{
    std::string out = event.raw + "|" + event.detailsJson;
    for (const Field& field : event.details)
        out += "|" + field.path + "=" + field.value;
    for (const Column column : {Column::Message, Column::Id, Column::Action})
        out += "|" + event[column];
    return out;
}

} // namespace auditorium
