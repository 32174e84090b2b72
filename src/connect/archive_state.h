// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/archive.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

class QSqlDatabase;

namespace auditorium {

/// What state.sqlite of an archive says. For the thread that opened it. Errors: "archive.io", "archive.damaged".
class ArchiveState {
public:
    struct Contents {
        std::vector<ArchiveSegment> segments; ///< path: the file's name alone
        std::map<std::string, StreamState> streams;
    };

    /// Null where there is none and none is to be made.
    static Result<std::unique_ptr<ArchiveState>> open(const std::string& path, bool create);
    ~ArchiveState();
    ArchiveState(const ArchiveState&) = delete;
    ArchiveState& operator=(const ArchiveState&) = delete;

    /// Empty where nothing was ever committed.
    Result<Contents> read();
    /// Between begin() and commit() everything becomes true together; rollback() takes it back.
    Status begin();
    Status commit();
    void rollback();
    /// Of each record whether it was not known before; it is now.
    Result<std::vector<bool>> keep(const std::string& stream, const std::vector<ArchiveRecord>& records);
    Status write(const std::string& stream, const StreamState& state);
    Status write(std::size_t number, const ArchiveSegment& segment);

private:
    explicit ArchiveState(std::string path);
    Status prepare();
    Status run(const char* statement);
    Result<std::map<std::string, std::vector<TimeHole>>> readHoles();
    Error fault(const std::string& words) const;

    std::string m_path, m_name; ///< m_name: of Qt's connection
    std::unique_ptr<QSqlDatabase> m_database;
};

} // namespace auditorium
