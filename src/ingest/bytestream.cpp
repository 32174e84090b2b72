// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/bytestream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace auditorium {

namespace {

class FileStream final : public ByteStream {
public:
    FileStream(int fd, bool seekable, std::uint64_t from, std::uint64_t to) : m_fd(fd), m_seekable(seekable), m_offset(from), m_end(to) {}

    Result<std::size_t> read(char* out, std::size_t size) override
    {
        size = static_cast<std::size_t>(std::min<std::uint64_t>(size, m_end - std::min(m_end, m_offset)));
        for (;;) {
            const ssize_t count = m_seekable ? ::pread(m_fd, out, size, static_cast<off_t>(m_offset)) : ::read(m_fd, out, size);
            if (count >= 0) {
                m_offset += static_cast<std::uint64_t>(count);
                return static_cast<std::size_t>(count);
            }
            if (errno != EINTR)
                return Error{"read", std::string("cannot be read: ") + std::strerror(errno), m_offset, 0};
        }
    }
    std::uint64_t consumed() const override { return m_offset; }

private:
    int m_fd;
    bool m_seekable;
    std::uint64_t m_offset, m_end;
};

class MemoryStream final : public ByteStream {
public:
    explicit MemoryStream(std::string_view bytes) : m_bytes(bytes) {}

    Result<std::size_t> read(char* out, std::size_t size) override
    {
        const std::size_t count = std::min(size, m_bytes.size() - m_used);
        std::memcpy(out, m_bytes.data() + m_used, count);
        m_used += count;
        return count;
    }
    std::uint64_t consumed() const override { return m_used; }

private:
    std::string_view m_bytes;
    std::size_t m_used = 0;
};

} // namespace

ByteStreamPtr makeFileStream(int fd, bool seekable, std::uint64_t from, std::uint64_t to)
{
    return std::make_unique<FileStream>(fd, seekable, from, to);
}

ByteStreamPtr makeMemoryStream(std::string_view bytes)
{
    return std::make_unique<MemoryStream>(bytes);
}

std::string_view PeekStream::peek(std::size_t size)
{
    while (m_head.size() - m_used < size && !m_ended && !m_failed) {
        const std::size_t have = m_head.size();
        m_head.resize(std::max(m_used + size, have + 4096));
        const Result<std::size_t> count = m_below->read(m_head.data() + have, m_head.size() - have);
        m_head.resize(have + (count ? *count : 0));
        if (!count) {
            m_failed = true;
            m_error = count.error();
        } else if (*count == 0) {
            m_ended = true;
        }
    }
    return std::string_view(m_head).substr(m_used, size);
}

Result<std::size_t> PeekStream::read(char* out, std::size_t size)
{
    if (m_used < m_head.size()) {
        const std::size_t count = std::min(size, m_head.size() - m_used);
        std::memcpy(out, m_head.data() + m_used, count);
        m_used += count;
        if (m_used == m_head.size()) {
            m_head = {};
            m_used = 0;
        }
        return count;
    }
    if (m_failed)
        return m_error;
    if (m_ended)
        return std::size_t{0};
    return m_below->read(out, size);
}

} // namespace auditorium
