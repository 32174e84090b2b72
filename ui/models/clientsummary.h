// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace auditorium {

/// A user agent as a person would say it: "Chrome 131, Windows", "curl 8.5", "Android 15". Any text that is no known
/// user agent comes back as it is.
QString clientSummary(const QString& client);

} // namespace auditorium
