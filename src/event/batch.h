// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"
#include "event/record.h"

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>
#include <vector>

namespace auditorium {

/// The distinct strings of one chunk; code 0 is the empty string. For one thread; texts live as long as it.
class LocalDictionary {
public:
    LocalDictionary();
    std::uint32_t intern(std::string_view text);
    const std::vector<std::string_view>& texts() const { return m_texts; }

private:
    void grow();
    std::vector<std::string_view> m_texts;
    std::vector<std::uint32_t> m_slots; ///< open addressing: code + 1, 0 = free
    std::vector<std::unique_ptr<char[]>> m_arena;
    char* m_next = nullptr;
    std::size_t m_left = 0;
    std::uint32_t m_last = 0; ///< the code met before: runs are frequent
};

/// Rows of one chunk of one source as a reader hands them over, columnar. Strings are codes into the
/// batch's own dictionaries, so that a worker needs no lock until the batch is handed over.
struct EventBatch {
    static constexpr std::int64_t noTime = std::numeric_limits<std::int64_t>::max();

    std::array<LocalDictionary, codedColumnCount> dictionaries;
    std::vector<std::int64_t> time; ///< ns, or noTime
    std::vector<std::uint8_t> digits;
    std::array<std::vector<std::uint32_t>, codedColumnCount> codes; ///< into dictionaries
    std::vector<std::uint32_t> source, part;
    std::vector<std::uint64_t> offset, length;

    std::size_t size() const { return time.size(); }
    void add(std::optional<Timestamp> when, const std::array<std::string_view, codedColumnCount>& text, const RecordRef& record);
};

/// Takes what readers find. Both functions may be called from any thread.
class BatchSink {
public:
    virtual ~BatchSink() = default;
    /// Takes a source in; the answer is what RecordRef::source of its rows must be.
    virtual std::uint32_t addSource(std::shared_ptr<const RecordSource> source) = 0;
    /// Order of calls does not matter: ties in time are ordered by source, offset and part.
    virtual void add(EventBatch&& batch) = 0;
};

/// 64-bit hash of bytes; fast, not keyed: only ever a hint in front of a comparison.
std::uint64_t hashBytes(std::string_view bytes);

} // namespace auditorium
