// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/textsource.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace auditorium {

namespace {

constexpr int keptOpen = 256; ///< well below the usual limit of 1024 descriptors
constexpr std::uint64_t worthMapping = 1 << 20;

Status preadAll(int fd, std::uint64_t offset, char* out, std::uint64_t size)
{
    while (size) {
        const ssize_t count = ::pread(fd, out, size, static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return Error{"source.read", std::string("the source cannot be read: ") + std::strerror(errno)};
        if (count == 0)
            return Error{"source.changed", "the source has become shorter since it was opened"};
        out += count;
        offset += static_cast<std::uint64_t>(count);
        size -= static_cast<std::uint64_t>(count);
    }
    return success();
}

std::int64_t modifiedNs(const struct stat& info)
{
    return info.st_mtim.tv_sec * nsPerSecond + info.st_mtim.tv_nsec;
}

} // namespace

TextSpool::TextSpool(std::string folder) : m_folder(std::move(folder)) {}

TextSpool::~TextSpool()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

Result<std::uint64_t> TextSpool::append(std::string_view bytes)
{
    const std::lock_guard lock(m_mutex);
    if (m_fd < 0) {
        if (m_folder.empty()) {
            const char* folder = std::getenv("TMPDIR");
            m_folder = folder && *folder ? folder : "/tmp";
        }
        m_fd = ::open(m_folder.c_str(), O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
        if (m_fd < 0) { // a file system without unnamed files
            std::string name = m_folder + "/auditorium-XXXXXX";
            m_fd = ::mkostemp(name.data(), O_CLOEXEC);
            if (m_fd >= 0)
                ::unlink(name.c_str());
        }
        if (m_fd < 0)
            return Error{"spool", "no temporary file can be made in " + m_folder + ": " + std::strerror(errno)};
    }
    const std::uint64_t begin = m_end;
    while (!bytes.empty()) {
        const ssize_t count = ::pwrite(m_fd, bytes.data(), bytes.size(), static_cast<off_t>(m_end));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return Error{"spool", "the temporary file in " + m_folder + " cannot be written: " + std::strerror(errno)};
        bytes.remove_prefix(static_cast<std::size_t>(count));
        m_end += static_cast<std::uint64_t>(count);
    }
    return begin;
}

Status TextSpool::read(std::uint64_t offset, char* out, std::size_t size) const
{
    return preadAll(m_fd, offset, out, size);
}

bool TextSpool::look(std::uint64_t offset, std::uint64_t length, ByteLook function, void* context) const
{
    std::shared_ptr<const GuardedMap> map;
    {
        const std::lock_guard lock(m_mutex);
        if (m_fd >= 0 && offset + length > m_mapped && offset + length <= m_end && m_end >= worthMapping) {
            m_map = GuardedMap::make(m_fd, m_end);
            m_mapped = m_end;
        }
        map = m_map;
    }
    return map && map->look(offset, length, function, context);
}

bool TextSpool::mayKeepOpen()
{
    if (m_open.fetch_add(1) < keptOpen)
        return true;
    m_open.fetch_sub(1);
    return false;
}

TextSource::TextSource(std::string name, std::shared_ptr<TextSpool> spool) : m_name(std::move(name)), m_spool(std::move(spool)) {}

TextSource::~TextSource()
{
    if (m_fd >= 0) {
        ::close(m_fd);
        m_spool->closed();
    }
    for (auto& mapper : m_mappers)
        delete mapper.load();
}

void TextSource::useFile(const std::string& path, int fd)
{
    m_path = path;
    struct stat info {};
    if (::fstat(fd, &info) == 0) {
        m_device = info.st_dev;
        m_inode = info.st_ino;
        m_size = static_cast<std::uint64_t>(info.st_size);
        m_modified = modifiedNs(info);
    }
    if (m_spool->mayKeepOpen()) {
        m_fd = ::fcntl(fd, F_DUPFD_CLOEXEC, 3);
        if (m_fd < 0)
            m_spool->closed();
    }
}

void TextSource::expectGrowth(std::uint64_t known)
{
    m_grows = true;
    m_size = std::min(m_size, known);
}

Status TextSource::append(std::string_view bytes)
{
    if (bytes.empty())
        return success();
    const Result<std::uint64_t> at = m_spool->append(bytes);
    if (!at)
        return at.error();
    const std::lock_guard lock(m_mutex);
    if (!m_extents.empty() && m_extents.back().spool + m_extents.back().length == *at)
        m_extents.back().length += bytes.size();
    else
        m_extents.push_back({m_size, *at, bytes.size()});
    m_size += bytes.size();
    return success();
}

void TextSource::setPlan(std::shared_ptr<const MappingPlan> plan)
{
    m_plan = std::move(plan);
}

Status TextSource::read(std::uint64_t offset, std::uint64_t length, std::string& out) const
{
    out.resize(length);
    return readTo(offset, length, out.data());
}

Status TextSource::readTo(std::uint64_t offset, std::uint64_t length, char* out) const
{
    return m_path.empty() ? readSpool(offset, length, out) : readFile(offset, length, out);
}

Status TextSource::readFile(std::uint64_t offset, std::uint64_t length, char* out) const
{
    int fd = m_fd;
    if (fd < 0) {
        fd = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            return Error{"source.gone", "the source cannot be opened again: " + std::string(std::strerror(errno))};
    }
    Status status = checkFile(fd);
    if (status)
        status = preadAll(fd, offset, out, length);
    if (m_fd < 0)
        ::close(fd);
    return status;
}

Status TextSource::checkFile(int fd) const
{
    struct stat info {};
    // A file that grew keeps its records where they were; one written anew in place may not.
    if (::fstat(fd, &info) != 0 || info.st_dev != m_device || info.st_ino != m_inode
        || (modifiedNs(info) != m_modified && static_cast<std::uint64_t>(info.st_size) <= m_size && !m_grows)
        || (m_grows && static_cast<std::uint64_t>(info.st_size) < m_size))
        return Error{"source.changed", "the source was changed since it was opened"};
    return success();
}

std::uint64_t TextSource::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_size;
}

const GuardedMap* TextSource::map() const
{
    const std::lock_guard lock(m_mutex);
    // A small file is read as fast as it is mapped, and one that is not kept open cannot be checked as quickly.
    if (!m_mapTried && m_fd >= 0 && m_size >= worthMapping)
        m_map = GuardedMap::make(m_fd, m_size);
    m_mapTried = true;
    return m_map.get();
}

std::atomic<std::uint8_t>* TextSource::note(std::uint64_t piece) const
{
    constexpr std::uint64_t behind = 64; // what begins in a piece may end behind it
    const std::lock_guard lock(m_mutex);
    // A text in the spool may still grow, and what is noted must stay true.
    if (piece * notedBytes >= m_size || (m_path.empty() && (piece + 1) * notedBytes + behind > m_size))
        return nullptr;
    while (m_notes.size() <= piece)
        m_notes.emplace_back(std::uint8_t{0});
    return &m_notes[piece];
}

bool TextSource::look(std::uint64_t offset, std::uint64_t length, ByteLook function, void* context) const
{
    if (m_path.empty())
        return lookSpool(offset, length, function, context);
    if (!checkFile(m_fd))
        return false;
    const GuardedMap* const bytes = map();
    return bytes && bytes->look(offset, length, function, context) && checkFile(m_fd).ok();
}

bool TextSource::lookSpool(std::uint64_t offset, std::uint64_t length, ByteLook function, void* context) const
{
    std::uint64_t place = 0;
    {
        const std::lock_guard lock(m_mutex);
        const auto behind = std::upper_bound(m_extents.begin(), m_extents.end(), offset,
            [](std::uint64_t at, const Extent& extent) { return at < extent.text; });
        if (behind == m_extents.begin())
            return false;
        const Extent& extent = *std::prev(behind);
        if (offset - extent.text > extent.length || length > extent.length - (offset - extent.text))
            return false; // in several pieces
        place = extent.spool + (offset - extent.text);
    }
    return m_spool->look(place, length, function, context);
}

Status TextSource::readSpool(std::uint64_t offset, std::uint64_t length, char* out) const
{
    std::unique_lock lock(m_mutex);
    auto extent = std::upper_bound(m_extents.begin(), m_extents.end(), offset, [](std::uint64_t at, const Extent& e) { return at < e.text; });
    auto index = static_cast<std::size_t>(extent - m_extents.begin());
    while (length) {
        if (index == 0 || index > m_extents.size())
            return Error{"source.read", "the record lies outside its source"};
        const Extent e = m_extents[index - 1];
        const std::uint64_t skip = offset - e.text;
        if (skip >= e.length)
            return Error{"source.read", "the record lies outside its source"};
        const std::uint64_t count = std::min(length, e.length - skip);
        lock.unlock();
        if (Status status = m_spool->read(e.spool + skip, out, count); !status)
            return status;
        lock.lock();
        out += count;
        offset += count;
        length -= count;
        ++index;
    }
    return success();
}

template <class F>
void TextSource::withMapper(F&& f) const
{
    // A thread begins to look where it left its mapper last time.
    const std::size_t first = std::hash<std::thread::id>()(std::this_thread::get_id());
    std::unique_ptr<RecordMapper> mapper;
    for (std::size_t i = 0; i < m_mappers.size() && !mapper; ++i)
        mapper.reset(m_mappers[(first + i) % m_mappers.size()].exchange(nullptr, std::memory_order_acquire));
    if (!mapper)
        mapper = m_plan->mapper();
    f(*mapper);
    for (std::size_t i = 0; i < m_mappers.size() && mapper; ++i) {
        RecordMapper* none = nullptr;
        if (m_mappers[(first + i) % m_mappers.size()].compare_exchange_strong(
                none, mapper.get(), std::memory_order_release, std::memory_order_relaxed))
            static_cast<void>(mapper.release());
    }
}

Event TextSource::decode(std::string_view raw, std::uint32_t part) const
{
    Event event;
    withMapper([&](RecordMapper& mapper) { event = mapper.decode(raw, part); });
    event[Column::Source] = m_name;
    return event;
}

void TextSource::decodeFields(std::string_view raw, std::uint32_t part, std::vector<Field>& out) const
{
    withMapper([&](RecordMapper& mapper) { mapper.decodeFields(raw, part, out); });
}

bool TextSource::anyValue(
    std::string_view raw, std::uint32_t part, const std::function<bool(std::string_view)>& test) const
{
    bool any = false;
    withMapper([&](RecordMapper& mapper) { any = mapper.anyValue(raw, part, test); });
    return any;
}

void TextSource::decodeTexts(std::string_view raw, std::uint32_t part, std::string& message, std::string& id) const
{
    withMapper([&](RecordMapper& mapper) { mapper.decodeTexts(raw, part, message, id); });
}

void TextSource::decodeTextsOf(
    std::string_view block, std::span<RecordTexts> records, bool details, std::deque<std::string>& made) const
{
    withMapper([&](RecordMapper& mapper) { mapper.decodeTextsOf(block, records, details, made); });
}

} // namespace auditorium
