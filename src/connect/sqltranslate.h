// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/sqlwords.h"
#include "query/query.h"
#include "query/textmatch.h"

namespace auditorium {

/// A query as a condition of SQL that keeps the rows that evaluate() would keep. What SQL cannot tell in the same way is asked of the
/// distinct values or, where there are none, of the rows; see SqlAsker.
class SqlTranslator {
public:
    SqlTranslator(SqlAsker& asker, const TimeContext& context);
    /// Never null as a truth value under NOT; null (as false) may come out at the top.
    Result<SqlText> condition(const QueryNodePtr& root);

private:
    using Node = QueryNode;
    /// Texts of a row of which one may fit: an expression, or a set that a condition is asked of.
    struct Leaf {
        SqlText text; ///< of one value, null where there is none
        std::optional<std::size_t>
            json;    ///< the column whose JSON holds many; then `text` is what one of them is called
        SqlText set; ///< FROM ... of those
        SqlKind kind = SqlKind::Text;
    };

    Result<SqlText> node(const Node& node);
    Result<SqlText> children(const Node& node, std::string_view between);
    Result<SqlText> term(const Node& node);
    Result<SqlText> time(const Node& node);
    Result<SqlText> details(const Node& node);
    Result<SqlText> freeText(const Node& node);
    Result<SqlText> message(const Node& node);
    Result<SqlText> column(const Node& node);
    Result<SqlText> byRows(const Node& node);

    Result<SqlText> plain(const Node& node, const SqlRule& rule);
    Result<SqlText> byWords(const TextMatcher& matcher, const SqlRule& rule, Column column);
    /// Whether a text that is there fits the term; only for terms that SQL can tell (isTold()).
    SqlText fits(const Node& node, const SqlText& text) const;
    static bool isTold(const Node& node);
    std::optional<std::vector<Leaf>> leaves(const std::string& path);
    Leaf jsonLeaf(std::size_t column, const std::vector<std::string>& steps) const;
    SqlText mayHold(const TextMatcher& matcher, std::size_t column) const;
    Result<SqlText> anyLeaf(const Node& node, const std::vector<Leaf>& leaves);
    SqlText constant(const TextMatcher& matcher, const std::string& text) const;

    SqlAsker& m_asker;
    const SqlModel& m_model;
    SqlDialect m_dialect;
    TimeContext m_context;
};

} // namespace auditorium
