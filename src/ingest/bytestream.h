// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace auditorium {

/// Bytes one after the other. For one thread.
class ByteStream {
public:
    virtual ~ByteStream() = default;
    /// Fills up to `size` bytes; 0 only at the end. After an error the stream is over.
    virtual Result<std::size_t> read(char* out, std::size_t size) = 0;
    /// Bytes taken from the disk or the pipe so far: for progress.
    virtual std::uint64_t consumed() const = 0;
    /// What should be told about a stream that could be read to its end nevertheless ("12 bytes after the end of the
    /// compressed data"); empty if nothing.
    virtual std::string remark() const { return {}; }
};
using ByteStreamPtr = std::unique_ptr<ByteStream>;

/// Reads a descriptor, which it does not own; a regular file through pread, from byte `from` up to byte `to`.
ByteStreamPtr makeFileStream(int fd, bool seekable, std::uint64_t from = 0, std::uint64_t to = UINT64_MAX);
ByteStreamPtr makeMemoryStream(std::string_view bytes);

/// A stream whose first bytes can be looked at before they are read.
class PeekStream final : public ByteStream {
public:
    explicit PeekStream(ByteStreamPtr below) : m_below(std::move(below)) {}
    /// Up to `size` first bytes not read yet (fewer only at the end or before an error).
    std::string_view peek(std::size_t size);
    Result<std::size_t> read(char* out, std::size_t size) override;
    std::uint64_t consumed() const override { return m_below->consumed(); }
    std::string remark() const override { return m_below->remark(); }

private:
    ByteStreamPtr m_below;
    std::string m_head;
    std::size_t m_used = 0;
    Error m_error;
    bool m_failed = false, m_ended = false;
};

/// A stream that inflates what it reads; multi-member files are read to their last member.
/// Stops with "bomb" where the output is beyond all proportion to the input.
enum class Compression : std::uint8_t { None, Gzip, Zstd, Bzip2, Xz };
Compression compressionOf(std::string_view head);
std::string_view compressionName(Compression compression); ///< "gzip"
ByteStreamPtr makeDecompressor(Compression compression, ByteStreamPtr below);

/// Text in another encoding than UTF-8, by its byte order mark or by how its bytes lie.
enum class Encoding : std::uint8_t { Utf8, Utf16Le, Utf16Be, Utf32Le, Utf32Be, Windows1252 };
Encoding encodingOf(std::string_view head);
std::string_view encodingName(Encoding encoding); ///< "utf-16le"
ByteStreamPtr makeTranscoder(Encoding encoding, ByteStreamPtr below);

} // namespace auditorium
