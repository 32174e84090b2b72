// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/archive.h"

#include <QJsonObject>

#include <string>

namespace auditorium {

/// How complete a connection's archive is: for manifests and `pull --format json`. Times ISO 8601, null where not known.
QJsonObject completenessJson(const std::string& source, const Completeness& complete);
/// The same in lines for a person, each ending with a line break.
std::string completenessText(const Completeness& complete);

} // namespace auditorium
