// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/connection.h"
#include "connect/sqllink.h"
#include "connect/sqlsource.h"
#include "connect/sqltext.h"
#include "ingest/profile.h"

#include <optional>
#include <string>
#include <vector>

namespace auditorium {

/// What the table's column holds, as far as SQL cares.
enum class SqlKind : std::uint8_t { Text, Number, Bool, Json, Zoned, Unzoned, Date, Address, Other };

/// A value that a rule of the mapping reads: a column, or what stands at a path in its JSON.
struct SqlInput {
    std::size_t column = 0;
    std::vector<std::string> path;
    bool operator==(const SqlInput&) const = default;
    auto operator<=>(const SqlInput&) const = default;
};

/// How one of our columns comes from the table's.
struct SqlRule {
    enum class Kind : std::uint8_t {
        Constant, ///< the same text in all rows; empty: none
        Plain,    ///< what SQL itself can tell: the first input that says something, or inputs put together
        Mapped,   ///< what the mapping engine makes of the inputs: distinct inputs are fetched and mapped here
    };
    Kind kind = Kind::Constant;
    std::string constant;
    std::vector<SqlInput> inputs;
    const Rule* made = nullptr; ///< Plain
    bool isHeld = true;         ///< Plain: what it gives is always a whole value of the record
};

/// A table, and how its rows become events. The mapping engine of files maps its records; SQL is only asked for what it can tell as that
/// engine would. Immutable, shared.
class SqlModel {
public:
    static Result<std::shared_ptr<const SqlModel>> open(
        SqlLink& link, const Connection& connection, std::shared_ptr<const Catalog> catalog);

    SqlDialect dialect() const { return m_dialect; }
    const std::vector<SqlColumn>& columns() const { return m_columns; }
    SqlKind kind(std::size_t column) const { return m_kinds[column]; }
    const std::shared_ptr<const Knowledge>& knowledge() const { return m_knowledge; }
    const std::shared_ptr<const MappingPlan>& plan() const { return m_plan; }
    const Profile& profile() const { return *m_profile; }
    const std::string& source() const { return m_source; } ///< the text of the column "source"
    const SqlRule& rule(Column column) const { return m_rules[static_cast<std::size_t>(column)]; }
    /// What the catalog says of the event's type: the message of a row for which rule(Message) gives none.
    const SqlRule& typeMessage() const { return m_typeMessage; }
    /// What product and category come from.
    const SqlRule& type() const { return m_type; }

    SqlText from() const; ///< "schema"."table" AS t
    /// A row as a JSON object, the record that is mapped.
    SqlText record() const;
    std::string columnName(std::size_t column) const; ///< t."name"
    /// A column's text as the record has it; of one that is no JSON.
    SqlText text(std::size_t column) const;
    /// An input as its part of a record: text of a column, else JSON.
    SqlText input(const SqlInput& input) const;
    /// The value of an input as a pointer reads it; null where it says nothing... to a Plain rule.
    SqlText scalar(const SqlInput& input) const;
    /// A column of ours; only of Plain rules. Null where there is none.
    SqlText value(const SqlRule& rule) const;
    /// A record that has only these inputs.
    std::string partialRecord(
        const std::vector<SqlInput>& inputs, const std::vector<std::optional<std::string>>& values) const;

    /// What tells rows apart and orders them: expressions and their types.
    const std::vector<std::string>& keys() const { return m_keys; }
    const std::vector<std::string>& keyTypes() const { return m_keyTypes; }
    SqlText keyText() const; ///< all of the key as one text
    SqlText isKey(const std::vector<std::string>& keys) const;

    /// The time as SQL compares it; empty where the table has none. What is not timed() has no time.
    const std::string& time() const { return m_time; }
    const std::string& timeType() const { return m_timeType; }
    SqlText timed() const;
    SqlText timeBound(std::int64_t ns) const; ///< the first instant of the table's own precision that is not before
    SqlText endOfTime() const;                ///< behind all that are timed()
    SqlText timeText(const std::string& expression) const; ///< of such an instant, for timeOf()
    std::optional<std::int64_t> timeOf(const QVariant& text) const;
    std::int64_t unitNs() const { return m_unit; } ///< of a time that is a number; else 0

private:
    Status readColumns(SqlLink& link);
    Status readPostgres(SqlLink& link);
    Status readSqlite(SqlLink& link);
    Status readTime(SqlLink& link);
    void recognise();
    Status readProfile(std::shared_ptr<const Catalog> catalog);
    SqlText limit(bool last) const;
    void makeRules();
    void collect(const Rule& rule, SqlRule& out, bool& plain) const;
    SqlText made(const Rule& rule) const;
    SqlText pointed(std::uint32_t pointer) const;
    std::optional<SqlInput> inputOf(const Profile::Path& path, bool& whole) const;

    SqlDialect m_dialect = SqlDialect::Postgres;
    SqlSettings m_settings;
    std::vector<SqlColumn> m_columns;
    std::vector<SqlKind> m_kinds;
    std::string m_source;
    ProfilePtr m_profile;
    std::shared_ptr<const Knowledge> m_knowledge;
    std::shared_ptr<const MappingPlan> m_plan;
    std::array<SqlRule, columnCount> m_rules;
    SqlRule m_typeMessage, m_type;
    std::vector<std::string> m_keys, m_keyTypes;
    std::string m_time, m_timeType;
    std::int64_t m_unit = 0;
};

} // namespace auditorium
