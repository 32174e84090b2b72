// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace auditorium {

/// "success", "failure" or nothing for a value that states an outcome: the words and HTTP status codes that
/// logs use for it, without regard to case.
std::string_view outcomeOf(std::string_view value);

/// True for a word that means an outcome under any name: "succeeded", "denied".
bool isPlainOutcome(std::string_view value);

/// The same as outcomeOf for an action that says it by its last or first word ("user.login_failed",
/// "FAILED_LOGIN"): a weaker sign.
std::string_view outcomeOfAction(std::string_view action);

} // namespace auditorium
