// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/reader.h"
#include "ingest/report.h"

#include <string>
#include <utility>

namespace auditorium {

/// What the splitters say of bytes that are no record.
inline Reject rejectAt(std::size_t offset, std::size_t length, std::string reason)
{
    Reject reject;
    reject.offset = offset;
    reject.length = length;
    reject.reason = std::move(reason);
    return reject;
}

inline std::string tooLong()
{
    return "the record is longer than " + std::to_string(maxRecordBytes >> 20) + " MiB";
}

} // namespace auditorium
