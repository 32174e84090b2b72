// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace auditorium {

/// What begins every file of the cache folder. Numbers are in this machine's order, which `order` gives away. The table of
/// contents stands at the end; it names all blocks and has their checksums, this has the table's.
struct CacheHeader {
    char magic[8] = {};
    std::uint32_t version = 0;
    std::uint32_t order = 0x01020304;
    std::uint64_t fileSize = 0, tableOffset = 0, tableSize = 0, tableSum = 0;
    std::uint64_t belongsTo = 0; ///< the tableSum of the file this one goes with, or 0
    std::uint64_t headerSum = 0; ///< of this header with headerSum = 0
};

/// Numbers and texts one after the other, to be read back in the same order.
class ByteWriter {
public:
    void number(std::uint64_t value) { m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value); }
    void text(std::string_view value)
    {
        number(value.size());
        m_bytes.append(value);
    }
    void raw(std::string_view bytes) { m_bytes.append(bytes); }
    const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

/// Reads what ByteWriter wrote; beyond the end it gives 0 and "" and ok() is false from then on.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_left(bytes) {}
    std::uint64_t number();
    std::string_view text();
    bool ok() const { return m_ok; }
    bool atEnd() const { return m_ok && m_left.empty(); }
    std::size_t left() const { return m_left.size(); }

private:
    std::string_view m_left;
    bool m_ok = true;
};

/// Writes one file of the cache folder: under another name until commit(), then whole and in place of an older one. It is not
/// synced: after a power cut the checksums tell. Errors: "cache.write". Not for several threads at once.
class CacheWriter {
public:
    CacheWriter() = default;
    ~CacheWriter(); ///< removes what was not committed
    CacheWriter(const CacheWriter&) = delete;
    CacheWriter& operator=(const CacheWriter&) = delete;

    /// Makes the folder (0700) where it is missing and begins the file with room for its header.
    Status open(const std::string& folder);
    /// Begins a block at a multiple of `alignment` bytes; the answer is its place.
    std::uint64_t align(std::size_t alignment);
    void append(const void* bytes, std::size_t size);
    std::uint64_t position() const { return m_position; }
    /// Adds the table, completes the header and gives the file its name. The answer is the table's checksum. The first
    /// error of all steps comes out here.
    Result<std::uint64_t> commit(const std::string& name, CacheHeader header, std::string_view table);

private:
    void flush();
    void writeAt(const char* bytes, std::size_t size, std::uint64_t offset);

    std::string m_folder, m_temporary, m_buffer, m_error;
    int m_fd = -1;
    std::uint64_t m_position = 0; ///< of the next byte, the buffer's included
};

/// The table of contents of a mapped cache file, or an error ("cache.damaged", "cache.foreign"). `bytes` is the whole file.
Result<std::string_view> cacheTable(std::string_view bytes, std::string_view magic, std::uint32_t version, CacheHeader& header);

/// Makes the folder (0700) and its parents. An error if it is not ours alone.
Status prepareCacheFolder(const std::string& folder);
/// The name of what belongs to a path, without ending: a hash; whoever opens the file compares the path in it.
std::string cacheStem(std::string_view absolutePath);
/// Marks a file as used now: those used longest ago are evicted first.
void touchCacheFile(const std::string& path);
/// Removes files, those used longest ago first, until all are within `budget` bytes; and what was left half-written by a
/// program that ended. A file that is mapped somewhere stays readable there.
void evictCache(const std::string& folder, std::uint64_t budget);
/// Removes all files that this program has put into the folder; gives the number of bytes.
std::uint64_t clearCache(const std::string& folder);
std::uint64_t cacheBytes(const std::string& folder);

inline constexpr std::string_view sidecarEnding = ".index", messagesEnding = ".messages";

} // namespace auditorium
