// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/batch.h"
#include "event/result.h"
#include "store/cachefile.h"
#include "store/mappedfile.h"
#include "store/segment.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// The messages of one segment's rows before they are written: case-folded, each distinct text once.
struct MessageTexts {
    LocalDictionary texts;
    std::vector<std::uint32_t> codes; ///< by row, into texts
};

/// The case-folded messages of one segment's rows, one behind the other in a mapped file, to be searched like one text. Where
/// few are distinct each stands there once and rows have its number; else they stand there row by row. Immutable,
/// thread-safe.
class MessageBlock {
public:
    struct Place {
        std::uint64_t rows = 0, texts = 0, bytes = 0;
        std::uint64_t offset = 0, size = 0, sum = 0;
        std::uint64_t codeBase = 0, codeWidth = 0, codeOffset = 0;
    };
    /// Null where the place makes no sense.
    static std::shared_ptr<const MessageBlock> make(std::shared_ptr<const MappedFile> file, const Place& place);

    /// Compares the checksum and checks ranges when first asked. Nothing below may be used unless it is true.
    bool isSound() const;
    std::uint32_t rows() const { return m_rows; }
    std::uint32_t textCount() const { return m_texts; }
    bool isByRow() const { return m_byRow; }             ///< text i is row i's
    const PackedColumn& codes() const { return m_codes; } ///< else: by row
    std::string_view bytes() const { return {m_bytes, m_byteCount}; }
    const std::uint32_t* offsets() const { return m_offsets; } ///< textCount() + 1
    std::string_view text(std::uint32_t i) const { return bytes().substr(m_offsets[i], m_offsets[i + 1] - m_offsets[i]); }
    std::string_view ofRow(std::uint32_t row) const { return text(m_byRow ? row : static_cast<std::uint32_t>(m_codes[row])); }

private:
    MessageBlock() = default;
    bool check() const;

    std::shared_ptr<const MappedFile> m_file;
    Place m_place;
    std::uint32_t m_rows = 0, m_texts = 0, m_byteCount = 0;
    bool m_byRow = true;
    const std::uint32_t* m_offsets = nullptr;
    const char* m_bytes = nullptr;
    PackedColumn m_codes;
    mutable std::atomic<int> m_state{0}; ///< 1 sound, -1 not, 0 not known yet
};

/// The messages that go with a sidecar, segment by segment.
class MessageFile {
public:
    static constexpr std::uint32_t version = 1;
    /// Errors as Sidecar::open; blocks are checked when they are first searched. A block may be null: its messages were
    /// too long to keep.
    static Result<MessageFile> open(const std::string& path, std::uint64_t sidecarId);
    const std::vector<std::shared_ptr<const MessageBlock>>& blocks() const { return m_blocks; }

private:
    std::vector<std::shared_ptr<const MessageBlock>> m_blocks;
};

/// Writes a message file, a segment after the other in the sidecar's order.
class MessageWriter {
public:
    Status open(const std::string& folder) { return m_file.open(folder); }
    void add(const MessageTexts& texts);
    Status commit(std::string_view sourcePath, std::uint64_t sidecarId);

private:
    CacheWriter m_file;
    ByteWriter m_table;
};

/// Gives the blocks to those of `segments` that hold the same rows as the ones the blocks were made for; all rows are of
/// `source`.
void attachMessages(const std::vector<std::shared_ptr<const Segment>>& segments, std::uint32_t source,
    const std::vector<std::shared_ptr<const Segment>>& madeFor, const MessageFile& messages);

} // namespace auditorium
