// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/cachefile.h"

#include "store/checksum.h"

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace auditorium {

namespace {

constexpr std::size_t bufferBytes = std::size_t{1} << 20;

std::uint64_t headerSumOf(CacheHeader header)
{
    header.headerSum = 0;
    return checksum(&header, sizeof header);
}

} // namespace

std::uint64_t ByteReader::number()
{
    std::uint64_t value = 0;
    m_ok = m_ok && m_left.size() >= sizeof value;
    if (!m_ok)
        return 0;
    std::memcpy(&value, m_left.data(), sizeof value);
    m_left.remove_prefix(sizeof value);
    return value;
}

std::string_view ByteReader::text()
{
    const std::uint64_t size = number();
    m_ok = m_ok && size <= m_left.size();
    if (!m_ok)
        return {};
    const std::string_view value = m_left.substr(0, size);
    m_left.remove_prefix(size);
    return value;
}

CacheWriter::~CacheWriter()
{
    if (m_fd >= 0)
        ::close(m_fd);
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

Status CacheWriter::open(const std::string& folder)
{
    if (Status status = prepareCacheFolder(folder); !status)
        return status;
    m_folder = folder;
    std::string name = folder + "/.half-XXXXXX";
    m_fd = ::mkostemp(name.data(), O_CLOEXEC); // 0600 by itself
    if (m_fd < 0)
        return Error{"cache.write", "no file can be made in " + folder + ": " + std::system_category().message(errno)};
    m_temporary = std::move(name);
    m_position = sizeof(CacheHeader);
    m_buffer.assign(sizeof(CacheHeader), '\0');
    return success();
}

std::uint64_t CacheWriter::align(std::size_t alignment)
{
    constexpr char zeros[64] = {};
    append(zeros, static_cast<std::size_t>((alignment - m_position % alignment) % alignment));
    return m_position;
}

void CacheWriter::append(const void* bytes, std::size_t size)
{
    if (!size)
        return;
    const auto* from = static_cast<const char*>(bytes);
    if (m_buffer.size() + size > bufferBytes)
        flush();
    if (size >= bufferBytes)
        writeAt(from, size, m_position);
    else
        m_buffer.append(from, size);
    m_position += size;
}

void CacheWriter::flush()
{
    writeAt(m_buffer.data(), m_buffer.size(), m_position - m_buffer.size());
    m_buffer.clear();
}

void CacheWriter::writeAt(const char* bytes, std::size_t size, std::uint64_t offset)
{
    while (size && m_error.empty()) {
        const ssize_t count = ::pwrite(m_fd, bytes, size, static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            m_error = std::system_category().message(errno);
            return;
        }
        bytes += count;
        offset += static_cast<std::uint64_t>(count);
        size -= static_cast<std::size_t>(count);
    }
}

Result<std::uint64_t> CacheWriter::commit(const std::string& name, CacheHeader header, std::string_view table)
{
    header.tableOffset = align(8);
    header.tableSize = table.size();
    header.tableSum = checksum(table.data(), table.size());
    append(table.data(), table.size());
    header.fileSize = m_position;
    header.headerSum = headerSumOf(header);
    flush();
    writeAt(reinterpret_cast<const char*>(&header), sizeof header, 0);
    // Nobody writes to it again; without the right to, nobody does by accident while it is mapped.
    if (m_error.empty() && ::fchmod(m_fd, 0400) != 0)
        m_error = std::system_category().message(errno);
    if (::close(m_fd) != 0 && m_error.empty())
        m_error = std::system_category().message(errno);
    m_fd = -1;
    if (m_error.empty() && ::rename(m_temporary.c_str(), (m_folder + "/" + name).c_str()) != 0)
        m_error = std::system_category().message(errno);
    if (!m_error.empty())
        return Error{"cache.write", "the index cannot be written in " + m_folder + ": " + m_error};
    m_temporary.clear();
    return header.tableSum;
}

Result<std::string_view> cacheTable(std::string_view bytes, std::string_view magic, std::uint32_t version, CacheHeader& header)
{
    if (bytes.size() < sizeof header)
        return Error{"cache.damaged", "the file is too short"};
    std::memcpy(&header, bytes.data(), sizeof header);
    if (magic != std::string_view(header.magic, sizeof header.magic) || header.version != version || header.order != CacheHeader{}.order)
        return Error{"cache.foreign", "the file is of another kind, version or machine"};
    if (header.headerSum != headerSumOf(header) || header.fileSize != bytes.size() || header.tableOffset > bytes.size()
        || header.tableSize > bytes.size() - header.tableOffset)
        return Error{"cache.damaged", "the file's header is damaged or the file is cut off"};
    const std::string_view table = bytes.substr(header.tableOffset, header.tableSize);
    if (checksum(table.data(), table.size()) != header.tableSum)
        return Error{"cache.damaged", "the file's table of contents is damaged"};
    return table;
}

} // namespace auditorium
