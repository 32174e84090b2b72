// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "command/arguments.h"
#include "session/connectiondesk.h"

namespace auditorium {

/// The connections as a command sees them: with the secret and the passphrase that its arguments name. The file of secrets is
/// opened if it has a passphrase.
Result<std::shared_ptr<const ConnectionDesk>> makeDesk(const Arguments& arguments, const std::shared_ptr<const Knowledge>& knowledge);

} // namespace auditorium
