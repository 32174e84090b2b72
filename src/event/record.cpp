// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/record.h"

#include <cstring>
#include <utility>

namespace auditorium {

Status RecordSource::readTo(std::uint64_t offset, std::uint64_t length, char* out) const
{
    std::string bytes;
    if (Status status = read(offset, length, bytes); !status)
        return status;
    if (bytes.size() != length)
        return Error{"source.read", "the source is shorter than it was when it was opened"};
    if (length > 0)
        std::memcpy(out, bytes.data(), length);
    return success();
}

void RecordSource::decodeTextsOf(
    std::string_view, std::span<RecordTexts> records, bool details, std::deque<std::string>& made) const
{
    for (RecordTexts& record : records) {
        std::string& message = made.emplace_back();
        std::string& id = made.emplace_back();
        if (details) {
            Event event = decode(record.raw, record.part);
            message = std::move(event[Column::Message]);
            id = std::move(event[Column::Id]);
            record.details = made.emplace_back(std::move(event.detailsJson));
        } else {
            decodeTexts(record.raw, record.part, message, id);
        }
        record.message = message;
        record.id = id;
    }
}

} // namespace auditorium
