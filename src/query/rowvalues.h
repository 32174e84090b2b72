// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/batch.h"
#include "event/cancel.h"
#include "store/rowset.h"

#include <functional>
#include <string>

namespace auditorium {

struct ValueOptions {
    bool firstOnly = false;                   ///< of a field that stands several times in a record
    std::size_t maxBytes = std::string::npos; ///< longer ones are cut
};

/// Reads the values of a column that is not coded (time, details, message, id, raw) for every row of the set, on
/// several threads, and gives them to `take` on the calling thread as codes of `values`: each distinct value of a row
/// once, the empty text for a row without one. Rows come in no particular order.
Status readValues(const Snapshot& snapshot, const RowSet& rows, const ColumnRef& column, const ValueOptions& options,
    const CancelToken& cancel, LocalDictionary& values,
    const std::function<void(std::size_t segment, std::uint32_t row, std::uint32_t value)>& take);

} // namespace auditorium
