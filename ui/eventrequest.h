// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/dataset.h"

#include <QtGlobal>

#include <functional>
#include <memory>

namespace auditorium {

/// Asks for one event in full and returns the number of the job, whose answer comes through setEvent(). Wire it to
/// Session::requestEvent. A job number rather than a row says which answer is meant: row numbers change as files load.
using EventRequest = std::function<quint64(const std::shared_ptr<const View>& view, Row row)>;

} // namespace auditorium
