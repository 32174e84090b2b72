// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/connection.h"
#include "connect/secrets.h"
#include "event/cancel.h"
#include "ingest/mapping.h"
#include "query/dataset.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace auditorium {

struct SqlColumn {
    std::string name, type; ///< the database's own name of the type
    bool isKey = false, isIndexed = false;
};
struct SqlTable {
    std::string schema, name;
    std::vector<SqlColumn> columns;
    std::string shape;       ///< id of the known shape it has; empty: none
    std::string mapping;     ///< proposed: the shape's, else by scored names (SqlSettings::mapping); empty: none makes sense
    std::uint64_t rows = 0;  ///< the database's estimate; 0: not known
};

/// The tables and views a user may read, those that look like audit tables first. Blocks. Errors: "sql.driver" (not installed: which package), "sql.connect", "sql.query", "cancelled".
Result<std::vector<SqlTable>> listTables(const Connection& connection, const Secret& password, const CancelToken& cancel);
/// The first rows of the table as they are and as they would be mapped, for the dialog.
struct SqlPreview {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> cells;
    std::vector<RowView> rows;
};
Result<SqlPreview> previewTable(const Connection& connection, const Secret& password, const std::shared_ptr<const Knowledge>& knowledge, std::size_t rows, const CancelToken& cancel);

/// A table as a Dataset: every question is asked of the database with bound parameters, in read-only transactions with a time limit, one connection a running
/// question; cancelling one cancels it in the database. Nothing is loaded whole.
class SqlDataset : public Dataset {
public:
    static Result<std::shared_ptr<const SqlDataset>> open(const Connection& connection, const Secret& password, const std::shared_ptr<const Knowledge>& knowledge, const CancelToken& cancel);
    /// Hands all rows of a view, in its order, to `take`: as JSON records, forward only, in blocks. For export.
    using TakeRecords = std::function<Status(const std::vector<std::string>& records)>;
    virtual Status records(const View& view, const TakeRecords& take, const CancelToken& cancel) const = 0;
    virtual std::string_view profile() const = 0; ///< the shape's id, or "mapping"
    /// The knowledge that maps those records: readBytes() with it gives the same events.
    virtual std::shared_ptr<const Knowledge> knowledge() const = 0;
};

} // namespace auditorium
