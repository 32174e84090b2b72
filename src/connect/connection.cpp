// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/connection.h"

#include <algorithm>

namespace auditorium {

bool isConnectionName(std::string_view name)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    return !name.empty() && name.size() <= 64 && name.front() != '-' && name.front() != '.' && std::all_of(name.begin(), name.end(), allowed);
}

} // namespace auditorium
