// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <functional>

namespace auditorium {

struct ExportOutcome {
    quint64 written = 0, total = 0;
    QString error; ///< empty on success; "cancelled"
};

/// What the exported events belong to.
struct ExportContext {
    std::shared_ptr<const Dataset> dataset;
    std::vector<IngestReport> reports;
    ConnectionStates connections; ///< how complete each was when the dataset was made
};

/// Writes what was asked for to its file, whole or not at all; and beside it, where wanted, the manifest. Blocks.
ExportOutcome exportRows(const ExportRequest& request, const ExportContext& context, const CancelToken& cancel, const std::function<void(std::uint64_t)>& progress);

} // namespace auditorium
