// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/cancel.h"
#include "store/dictionary.h"
#include "store/mappedfile.h"
#include "store/segment.h"
#include "store/snapshot.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace auditorium {

/// What a file is, as far as can be told without reading it whole: its size, its times, its number in the file system and
/// a hash of its beginning, its end and some places between. The device's number is left out: it may change when a
/// machine starts anew.
struct SourceStamp {
    std::uint64_t size = 0, inode = 0, sample = 0;
    std::int64_t modifiedNs = 0, changedNs = 0;
    bool operator==(const SourceStamp&) const = default;
};
/// Reads some 200 KB of the file. Errors: "source.read".
Result<SourceStamp> stampOf(int fd);
/// The checksum of the file's first bytes, all of them. Blocks, on all cores; errors: "source.read", "cancelled".
Result<std::uint64_t> contentSum(int fd, std::uint64_t size, const CancelToken& cancel = {});

/// What a sidecar must agree with to be believed.
struct SidecarKey {
    std::string path;              ///< of the source, absolute
    std::string program;           ///< whose mapping made the columns: version and build
    std::uint64_t knowledge = 0;   ///< hash of the profiles and catalogs
    SourceStamp stamp;
};

/// The columns of one source, kept in the cache folder as they lie in memory: opening it is mapping it. One file a source, with
/// dictionaries of its own.
///
/// Layout: CacheHeader; a block for each dictionary (offsets, slots, texts) and for each segment (its columns, each
/// aligned to 16 bytes); the table of contents with key, payload, places and checksums. The source's number and name are
/// not in it: they are the store's to give.
///
/// Nothing is used before its block's checksum was compared, and nothing in a block is trusted to be in range: codes,
/// offsets and times are checked too. Thread-safe, immutable.
class Sidecar : public std::enable_shared_from_this<Sidecar> {
public:
    static constexpr std::uint32_t version = 2;

    /// Maps the file and checks everything but the segments. Errors: "cache.open", "cache.foreign" (another version,
    /// path, program, knowledge or state of the source), "cache.damaged".
    static Result<std::shared_ptr<const Sidecar>> open(const std::string& file, const SidecarKey& key);

    /// The same for one of a time when the file was shorter: stamp() tells. Whether those bytes are still the same is the
    /// caller's to find out.
    static Result<std::shared_ptr<const Sidecar>> openShorter(const std::string& file, const SidecarKey& key);

    const SourceStamp& stamp() const { return m_stamp; }
    std::string_view payload() const { return m_payload; }
    std::uint64_t id() const { return m_id; }
    std::uint64_t rows() const { return m_rows; }
    std::size_t segmentCount() const { return m_segments.size(); }
    const Dictionary::Mapped& dictionary(std::size_t coded) const { return m_dictionaries[coded]; }
    /// The columns of a segment, checked now; `source` is the number its rows have. Keep the sidecar alive with them.
    /// Error: "cache.damaged".
    Result<SegmentParts> segment(std::size_t i, std::uint32_t source) const;

private:
    struct Block {
        SegmentParts parts;
        std::uint64_t offset = 0, size = 0, sum = 0;
    };
    Sidecar() = default;
    static Result<std::shared_ptr<const Sidecar>> open(const std::string& file, const SidecarKey& key, bool shorter);
    bool readTable(std::string_view table, SidecarKey key, bool shorter, bool& foreign);
    bool readDictionary(class ByteReader& table, std::size_t coded);
    bool readSegment(class ByteReader& table);
    bool inRange(const SegmentParts& parts) const;

    std::shared_ptr<const MappedFile> m_file;
    SourceStamp m_stamp;
    std::string_view m_payload;
    std::uint64_t m_id = 0, m_rows = 0;
    std::array<Dictionary::Mapped, codedColumnCount> m_dictionaries;
    std::vector<Block> m_segments;
};

/// What is written: segments that hold rows of one source only, in order, and the dictionaries their codes mean.
struct SidecarContent {
    std::vector<std::shared_ptr<const Segment>> segments;
    std::shared_ptr<const Snapshot> snapshot;
    std::string payload; ///< the caller's own
};
/// The rows of one source. Segments that hold rows of several are cut apart. Not all of them once it is cancelled:
/// writeSidecar() refuses with the same token.
SidecarContent sidecarContent(std::shared_ptr<const Snapshot> snapshot, std::uint32_t source, const CancelToken& cancel = {});
/// Writes the file; the answer is the sidecar's id. Blocks; errors: "cache.write", "cancelled".
Result<std::uint64_t> writeSidecar(const std::string& folder, const SidecarKey& key, const SidecarContent& content,
    const CancelToken& cancel = {});

} // namespace auditorium
