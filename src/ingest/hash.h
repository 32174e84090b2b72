// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace auditorium {

/// The id of an event that has none: "sha256:" and the hash of its record; of a part above 0, of the record
/// and "#part".
std::string recordHash(std::string_view raw, std::uint32_t part);

} // namespace auditorium
