// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/sqlmodel.h"
#include "query/query.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace auditorium {

/// The distinct values of one of our columns: what tells them apart in SQL, and what each is to us.
struct SqlWords {
    std::vector<std::string> keys, values;
};
constexpr std::size_t maxSqlWords = 200'000; ///< more are an error: "sql.toomany"

/// Keeps words while the database says that nothing was written. Thread-safe.
class SqlWordCache {
public:
    using Words = std::shared_ptr<const SqlWords>;
    Words find(const std::string& state, const std::string& name) const;
    void keep(const std::string& state, const std::string& name, Words words);

private:
    mutable std::mutex m_mutex;
    std::string m_state;
    std::map<std::string, Words> m_words;
    std::size_t m_size = 0;
};

/// Asks a table for what terms need that SQL cannot answer as the query room does: its distinct values, which are tested here.
/// For one question, in one transaction.
class SqlAsker {
public:
    SqlAsker(const SqlModel& model, SqlLink& link, SqlWordCache& cache);

    const SqlModel& model() const { return m_model; }
    SqlDialect dialect() const { return m_model.dialect(); }
    SqlLink& link() const { return m_link; }

    /// The words of a rule that is Plain or Mapped. `column` says which of a mapped event's texts is meant.
    Result<SqlWordCache::Words> words(const SqlRule& rule, Column column);
    /// What tells the words of a rule apart, never null.
    SqlText key(const SqlRule& rule) const;
    SqlText hasKey(const SqlRule& rule, const std::vector<std::string>& keys) const;
    /// The texts that a statement gives, each row one.
    Result<std::vector<std::string>> texts(const SqlText& statement);
    /// The keys of the rows that fit: every row is read and mapped.
    Result<std::vector<std::string>> rowsThat(const std::function<bool(const Event&)>& fits);

    /// A text that is another after anything was written; empty where that is not known.
    const std::string& state();

private:
    Result<SqlWords> fetch(const SqlRule& rule, Column column);

    const SqlModel& m_model;
    SqlLink& m_link;
    SqlWordCache& m_cache;
    std::string m_state;
    bool m_stateKnown = false;
};

Error tooManySqlWords(std::string_view what);

} // namespace auditorium
