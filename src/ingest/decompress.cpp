// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/bytestream.h"

#include <archive.h>
#include <isa-l/igzip_lib.h>
#include <zstd.h>

#include <array>
#include <algorithm>
#include <cstring>
#include <vector>

namespace auditorium {

namespace {

constexpr std::size_t inputBlock = std::size_t{256} << 10;
// Real logs reach 100:1; deflate cannot pass 1032:1. Below a gigabyte nothing is worth a question.
constexpr std::uint64_t bombBytes = std::uint64_t{1} << 30;
constexpr std::uint64_t bombRatio = 200;

/// What all decompressors share: an input buffer, counting, and the guard against bombs.
class Decompressor : public ByteStream {
public:
    explicit Decompressor(ByteStreamPtr below) : m_below(std::move(below)), m_input(inputBlock) {}
    std::uint64_t consumed() const override { return m_below->consumed(); }
    std::string remark() const override { return m_remark.empty() ? m_below->remark() : m_remark; }

    Result<std::size_t> read(char* out, std::size_t size) final
    {
        Result<std::size_t> count = inflate(out, size);
        if (count)
            m_written += *count;
        if (count && m_written > bombBytes && m_written / std::max<std::uint64_t>(consumed(), 1) > bombRatio)
            return Error{"bomb", "stopped after " + std::to_string(m_written) + " bytes: decompresses to more than "
                                 + std::to_string(bombRatio) + " times its size", m_written, 0};
        return count;
    }

protected:
    virtual Result<std::size_t> inflate(char* out, std::size_t size) = 0;

    /// More input behind what is left; false at the end.
    Result<bool> fillInput()
    {
        if (m_begin == m_end)
            m_begin = m_end = 0;
        if (m_end == m_input.size()) {
            std::memmove(m_input.data(), m_input.data() + m_begin, m_end - m_begin);
            m_end -= m_begin;
            m_begin = 0;
        }
        const Result<std::size_t> count = m_below->read(m_input.data() + m_end, m_input.size() - m_end);
        if (!count)
            return count.error();
        m_end += *count;
        return *count > 0;
    }
    std::size_t available() const { return m_end - m_begin; }
    Error broken(std::string message) const { return {"compressed", std::move(message), static_cast<std::size_t>(m_written), 0}; }

    ByteStreamPtr m_below;
    std::vector<char> m_input;
    std::size_t m_begin = 0, m_end = 0;
    std::uint64_t m_written = 0;
    std::string m_remark;
};

class GzipStream final : public Decompressor {
public:
    explicit GzipStream(ByteStreamPtr below) : Decompressor(std::move(below)) { startMember(); }

protected:
    Result<std::size_t> inflate(char* out, std::size_t size) override
    {
        while (!m_done) {
            if (m_state.block_state == ISAL_BLOCK_FINISH) {
                if (const Result<bool> next = nextMember(); !next)
                    return next.error();
                continue;
            }
            if (available() == 0) {
                const Result<bool> more = fillInput();
                if (!more)
                    return more.error();
                if (!*more)
                    return broken("the compressed data ends early: the file is truncated");
            }
            m_state.next_in = reinterpret_cast<std::uint8_t*>(m_input.data() + m_begin);
            m_state.avail_in = static_cast<std::uint32_t>(available());
            m_state.next_out = reinterpret_cast<std::uint8_t*>(out);
            m_state.avail_out = static_cast<std::uint32_t>(std::min<std::size_t>(size, 1u << 30));
            const int result = isal_inflate(&m_state);
            m_begin = m_end - m_state.avail_in;
            const auto count = static_cast<std::size_t>(m_state.next_out - reinterpret_cast<std::uint8_t*>(out));
            if (result != ISAL_DECOMP_OK) {
                // What was inflated before the fault is still good text: hand it out, then the error.
                m_done = true;
                m_fault = broken(result == ISAL_INCORRECT_CHECKSUM ? "the checksum of the compressed data is wrong"
                                                                   : "the compressed data is damaged");
                if (count == 0)
                    break;
                return count;
            }
            if (count)
                return count;
        }
        if (!m_fault.code.empty())
            return m_fault;
        return std::size_t{0};
    }

private:
    void startMember()
    {
        isal_inflate_init(&m_state);
        m_state.crc_flag = ISAL_GZIP;
    }

    /// After a member: another one (RFC 1952 allows any number), padding, or something else.
    Result<bool> nextMember()
    {
        while (available() < 2) {
            const Result<bool> more = fillInput();
            if (!more)
                return more.error();
            if (!*more)
                break;
        }
        const auto at = [&](std::size_t i) { return static_cast<unsigned char>(m_input[m_begin + i]); };
        if (available() >= 2 && at(0) == 0x1f && at(1) == 0x8b) {
            startMember();
            return true;
        }
        m_done = true;
        std::uint64_t rest = 0;
        bool zeros = true;
        do {
            zeros = zeros && std::all_of(m_input.begin() + static_cast<std::ptrdiff_t>(m_begin),
                                 m_input.begin() + static_cast<std::ptrdiff_t>(m_end), [](char c) { return c == 0; });
            rest += available();
            m_begin = m_end;
            const Result<bool> more = fillInput();
            if (!more || !*more)
                break;
        } while (true);
        if (rest && !zeros)
            m_remark = std::to_string(rest) + " bytes after the end of the compressed data are no compressed data";
        return false;
    }

    inflate_state m_state{};
    bool m_done = false;
    Error m_fault;
};

class ZstdStream final : public Decompressor {
public:
    explicit ZstdStream(ByteStreamPtr below) : Decompressor(std::move(below)), m_context(ZSTD_createDCtx())
    {
        ZSTD_DCtx_setParameter(m_context, ZSTD_d_windowLogMax, 31);
    }
    ~ZstdStream() override { ZSTD_freeDCtx(m_context); }

protected:
    Result<std::size_t> inflate(char* out, std::size_t size) override
    {
        ZSTD_outBuffer output{out, size, 0};
        while (output.pos == 0) {
            if (available() == 0) {
                const Result<bool> more = fillInput();
                if (!more)
                    return more.error();
                if (!*more) {
                    if (m_inFrame)
                        return broken("the compressed data ends early: the file is truncated");
                    return std::size_t{0};
                }
            }
            ZSTD_inBuffer input{m_input.data() + m_begin, available(), 0};
            const std::size_t result = ZSTD_decompressStream(m_context, &output, &input);
            if (ZSTD_isError(result))
                return broken(std::string("the compressed data is damaged: ") + ZSTD_getErrorName(result));
            m_begin += input.pos;
            m_inFrame = result != 0;
        }
        return output.pos;
    }

private:
    ZSTD_DCtx* m_context;
    bool m_inFrame = false;
};

/// bzip2 and xz through libarchive's filters.
class FilterStream final : public Decompressor {
public:
    FilterStream(Compression compression, ByteStreamPtr below) : Decompressor(std::move(below)), m_archive(archive_read_new())
    {
        if (compression == Compression::Bzip2)
            archive_read_support_filter_bzip2(m_archive);
        else
            archive_read_support_filter_xz(m_archive);
        archive_read_support_format_raw(m_archive);
    }
    ~FilterStream() override { archive_read_free(m_archive); }

protected:
    Result<std::size_t> inflate(char* out, std::size_t size) override
    {
        if (!m_open) {
            m_open = true;
            archive_entry* entry = nullptr;
            if (archive_read_open(m_archive, this, nullptr, &FilterStream::pull, nullptr) != ARCHIVE_OK)
                return fault();
            const int header = archive_read_next_header(m_archive, &entry);
            if (header == ARCHIVE_EOF)
                return std::size_t{0};
            if (header != ARCHIVE_OK && header != ARCHIVE_WARN)
                return fault();
        }
        const la_ssize_t count = archive_read_data(m_archive, out, size);
        if (count < 0)
            return fault();
        return static_cast<std::size_t>(count);
    }

private:
    static la_ssize_t pull(archive* archive, void* self, const void** buffer)
    {
        auto& stream = *static_cast<FilterStream*>(self);
        stream.m_begin = stream.m_end;
        const Result<bool> more = stream.fillInput();
        if (!more) {
            archive_set_error(archive, -1, "%s", more.error().message.c_str());
            return ARCHIVE_FATAL;
        }
        *buffer = stream.m_input.data() + stream.m_begin;
        return static_cast<la_ssize_t>(stream.available());
    }
    Error fault() const
    {
        const char* text = archive_error_string(m_archive);
        return broken(std::string("the compressed data is damaged: ") + (text ? text : "unknown reason"));
    }

    archive* m_archive;
    bool m_open = false;
};

} // namespace

Compression compressionOf(std::string_view head)
{
    using namespace std::string_view_literals;
    struct Magic {
        std::string_view bytes;
        Compression compression;
    };
    static constexpr std::array magics = {
        Magic{"\x1f\x8b\x08"sv, Compression::Gzip},       // RFC 1952
        Magic{"\x28\xb5\x2f\xfd"sv, Compression::Zstd},   // RFC 8878
        Magic{"BZh"sv, Compression::Bzip2},
        Magic{"\xfd" "7zXZ\0"sv, Compression::Xz},
    };
    for (const Magic& magic : magics)
        if (head.starts_with(magic.bytes) && (magic.compression != Compression::Bzip2 || (head.size() > 9 && head.substr(4, 2) == "\x31\x41"sv)))
            return magic.compression;
    // A skippable zstd frame may come first (RFC 8878, 3.1.2).
    if (head.size() >= 4 && head.substr(1, 3) == "\x2a\x4d\x18"sv && (static_cast<unsigned char>(head[0]) & 0xf0) == 0x50)
        return Compression::Zstd;
    return Compression::None;
}

std::string_view compressionName(Compression compression)
{
    static constexpr std::array<std::string_view, 5> names = {"", "gzip", "zstd", "bzip2", "xz"};
    return names[static_cast<std::size_t>(compression)];
}

ByteStreamPtr makeDecompressor(Compression compression, ByteStreamPtr below)
{
    switch (compression) {
    case Compression::Gzip: return std::make_unique<GzipStream>(std::move(below));
    case Compression::Zstd: return std::make_unique<ZstdStream>(std::move(below));
    case Compression::Bzip2:
    case Compression::Xz: return std::make_unique<FilterStream>(compression, std::move(below));
    case Compression::None: break;
    }
    return below;
}

} // namespace auditorium
