// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace auditorium {

/// A time as it was written, before its zone is taken into account. For timestamp.cpp only.
struct WallTime {
    std::int64_t days = 0;   ///< since 1970-01-01
    std::int32_t second = 0; ///< of the day; 86400 for 24:00:00 and for a leap second at midnight
    std::int32_t ns = 0;
    std::uint8_t digits = 0;
    std::optional<std::int32_t> offset; ///< seconds east of UTC, where the text names a zone
};

/// Every written form that is not plain RFC 3339 and not an epoch number. `text` is trimmed.
std::optional<WallTime> readWallTime(std::string_view text);

} // namespace auditorium
