// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/archive.h"
#include "connect/http.h"
#include "connect/jsonpick.h"
#include "connect/serviceprofile.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// Reads a stream's answers: which records, and what leads on. What it hands out is good until the next read().
class PageReader {
public:
    explicit PageReader(const StreamSpec& stream);

    /// Error "service.answer", or "service.torn" where the body is no whole JSON text.
    Status read(const HttpAnswer& answer);
    /// An answer of the second stage: a list, or one where the stream's records are.
    Status readStage(const HttpAnswer& answer);

    std::size_t count() const { return m_pick.elements().size(); }
    /// The cursor or the next address; empty: none.
    std::string next(const HttpAnswer& answer) const;
    std::optional<bool> hasMore(const HttpAnswer& answer) const;
    std::optional<std::uint64_t> total(const HttpAnswer& answer) const;
    /// The addresses that records name for the second stage.
    Result<std::vector<std::string>> addresses();
    /// The records as the archive takes them, stamped.
    Result<std::vector<ArchiveRecord>> records() { return recordsOf(m_pick); }
    Result<std::vector<ArchiveRecord>> stageRecords() { return recordsOf(*m_stagePick); }

private:
    Status readWith(JsonPick& pick, const HttpAnswer& answer) const;
    std::string valueAt(const AnswerPlace& place, std::size_t pathIndex, const HttpAnswer& answer) const;
    Result<std::vector<ArchiveRecord>> recordsOf(const JsonPick& pick);
    std::string identity(std::string_view record) const;
    std::string_view stamped(std::string_view record);

    const StreamSpec& m_stream;
    JsonPick m_pick, m_recordPick;
    JsonPick m_rootPick, m_innerPick; ///< of the second stage
    JsonPick* m_stagePick = &m_rootPick;
    std::deque<std::string> m_stamped; ///< holds what ArchiveRecord::bytes points to
};

/// The target of rel="next" of Link headers (RFC 8288); empty: none.
std::string nextLink(const HeaderList& headers);

} // namespace auditorium
