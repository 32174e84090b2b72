// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace auditorium {

/// "success", "failure" or nothing for a value that states an outcome: the words and HTTP status codes that
/// logs use for it, without regard to case.
std::string_view outcomeOf(std::string_view value);

/// The same for an action that says it by its last word ("user.login_failed"): a weaker sign.
std::string_view outcomeOfAction(std::string_view action);

} // namespace auditorium
