// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/archive.h"

#include "connect/archive_state.h"

#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <thread>
#include <utility>

namespace auditorium {

namespace {

constexpr const char* stateName = "state.sqlite";
constexpr const char* lockName = "lock";

/// Owns a descriptor.
class File {
public:
    explicit File(int fd = -1)
        : m_fd(fd)
    {
    }
    File(File&& other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    File& operator=(File&& other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~File()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    int fd() const { return m_fd; }
    explicit operator bool() const { return m_fd >= 0; }

private:
    int m_fd;
};

Error io(const std::string& path, const char* what)
{
    return {"archive.io", std::string(what) + " \"" + path + "\": " + std::strerror(errno) + "."};
}

std::string segmentName(std::size_t number)
{
    char name[40];
    std::snprintf(name, sizeof name, "events-%06zu.ndjson", number);
    return name;
}

Status writeAt(int fd, std::string_view bytes, std::uint64_t at, const std::string& path)
{
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(at));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return io(path, "Cannot write to the archive");
        bytes.remove_prefix(static_cast<std::size_t>(written));
        at += static_cast<std::uint64_t>(written);
    }
    return ::fsync(fd) == 0 ? success() : Status(io(path, "Cannot write to the archive"));
}

/// A record as a line. Line breaks stand between its tokens alone: inside of a JSON string there is none.
void appendLine(std::string& out, std::string_view record)
{
    const std::size_t begin = out.size();
    out.append(record);
    std::replace_if(
        out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), [](char c) { return c == '\n' || c == '\r'; },
        ' ');
    out.push_back('\n');
}

class ArchiveFolder final : public Archive {
public:
    ArchiveFolder(std::string folder, std::uint64_t segmentBytes)
        : m_folder(std::move(folder))
        , m_segmentBytes(segmentBytes)
    {
    }

    Status open();
    StreamState state(const std::string& stream) const override;
    Result<std::uint64_t> commit(
        const std::string& stream, const std::vector<ArchiveRecord>& records, const StreamState& state) override;
    std::vector<ArchiveSegment> segments() const override;

private:
    std::string path(const std::string& name) const { return m_folder + "/" + name; }
    Status lock();
    Status openState();
    Status recover();
    Status removeUnknown() const;
    Status openSegment(std::size_t number, bool isNew);
    Result<std::uint64_t> add(
        const std::string& stream, const std::vector<ArchiveRecord>& records, const StreamState& state);

    std::string m_folder;
    std::uint64_t m_segmentBytes;
    File m_folderFile, m_lock, m_segment;
    std::unique_ptr<ArchiveState> m_state;
    std::thread::id m_stateThread; ///< Qt's database connections are for the thread that made them
    bool m_broken = false;
    mutable std::mutex m_mutex; ///< guards m_contents
    ArchiveState::Contents m_contents;
};

Status ArchiveFolder::open()
{
    std::error_code ignored; // what cannot be made is told by the next step
    std::filesystem::create_directories(std::filesystem::path(m_folder).parent_path(), ignored);
    if (::mkdir(m_folder.c_str(), 0700) != 0 && errno != EEXIST)
        return io(m_folder, "Cannot make the archive's folder");
    m_folderFile = File(::open(m_folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!m_folderFile || ::fchmod(m_folderFile.fd(), 0700) != 0)
        return io(m_folder, "Cannot open the archive's folder");
    if (Status status = lock(); !status)
        return status;
    // SQLite would make it readable for others, and would follow a link.
    const File made(::open(path(stateName).c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!made)
        return io(path(stateName), "Cannot open the archive's state");
    return recover();
}

/// A lock of the open file, not of the process: two archives in one process exclude each other too.
Status ArchiveFolder::lock()
{
    m_lock = File(::open(path(lockName).c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!m_lock)
        return io(path(lockName), "Cannot open the archive's lock");
    struct flock whole = {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(m_lock.fd(), F_OFD_SETLK, &whole) == 0)
        return success();
    return errno == EAGAIN || errno == EACCES
        ? Status(Error{"archive.locked", "Another program is pulling this connection just now."})
        : Status(io(path(lockName), "Cannot lock the archive"));
}

Status ArchiveFolder::openState()
{
    if (m_state && m_stateThread == std::this_thread::get_id())
        return success();
    m_state.reset();
    auto state = ArchiveState::open(path(stateName), true);
    if (!state)
        return state.error();
    m_state = std::move(*state);
    m_stateThread = std::this_thread::get_id();
    return success();
}

/// Cuts off what was appended but not committed, and removes a segment that was begun but never named.
Status ArchiveFolder::recover()
{
    if (Status status = openState(); !status)
        return status;
    auto contents = m_state->read();
    if (!contents)
        return contents.error();
    m_contents = std::move(*contents);
    for (const ArchiveSegment& segment : m_contents.segments) {
        const File file(::open(path(segment.path).c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
        struct stat info = {};
        if (!file || ::fstat(file.fd(), &info) != 0)
            return Error{"archive.damaged", "A part of the archive is missing: \"" + path(segment.path) + "\"."};
        if (static_cast<std::uint64_t>(info.st_size) < segment.length)
            return Error{
                "archive.damaged", "A part of the archive is shorter than it was: \"" + path(segment.path) + "\"."};
        if (static_cast<std::uint64_t>(info.st_size) > segment.length
            && (::ftruncate(file.fd(), static_cast<off_t>(segment.length)) != 0 || ::fsync(file.fd()) != 0))
            return io(path(segment.path), "Cannot cut off what was not committed of");
    }
    if (Status status = removeUnknown(); !status)
        return status;
    if (::fsync(m_folderFile.fd()) != 0)
        return io(m_folder, "Cannot sync the archive's folder");
    return m_contents.segments.empty() ? success() : openSegment(m_contents.segments.size(), false);
}

Status ArchiveFolder::removeUnknown() const
{
    const std::string next = path(segmentName(m_contents.segments.size() + 1));
    return ::unlink(next.c_str()) == 0 || errno == ENOENT ? success() : Status(io(next, "Cannot remove"));
}

Status ArchiveFolder::openSegment(std::size_t number, bool isNew)
{
    const std::string name = path(segmentName(number));
    m_segment = File(::open(name.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC | (isNew ? O_CREAT | O_EXCL : 0), 0600));
    if (!m_segment)
        return io(name, "Cannot open a part of the archive");
    return !isNew || ::fsync(m_folderFile.fd()) == 0 ? success()
                                                     : Status(io(m_folder, "Cannot sync the archive's folder"));
}

StreamState ArchiveFolder::state(const std::string& stream) const
{
    const std::lock_guard guard(m_mutex);
    const auto it = m_contents.streams.find(stream);
    return it == m_contents.streams.end() ? StreamState() : it->second;
}

std::vector<ArchiveSegment> ArchiveFolder::segments() const
{
    const std::lock_guard guard(m_mutex);
    std::vector<ArchiveSegment> segments = m_contents.segments;
    for (ArchiveSegment& segment : segments)
        segment.path = path(segment.path);
    return segments;
}

Result<std::uint64_t> ArchiveFolder::commit(
    const std::string& stream, const std::vector<ArchiveRecord>& records, const StreamState& state)
{
    if (m_broken)
        return Error{"archive.io", "The archive could not be written before and must be opened again."};
    if (Status status = openState(); !status)
        return status.error();
    if (Status status = m_state->begin(); !status)
        return status.error();
    auto added = add(stream, records, state);
    if (!added) {
        m_state->rollback();
        m_broken = true;
    }
    return added;
}

Result<std::uint64_t> ArchiveFolder::add(
    const std::string& stream, const std::vector<ArchiveRecord>& records, const StreamState& state)
{
    const auto isNew = m_state->keep(stream, records);
    if (!isNew)
        return isNew.error();
    std::string lines;
    std::uint64_t added = 0;
    for (std::size_t i = 0; i < records.size(); ++i)
        if ((*isNew)[i]) {
            appendLine(lines, records[i].bytes);
            ++added;
        }
    ArchiveState::Contents next;
    next.segments = m_contents.segments; // only this thread changes them
    if (added > 0) {
        if (next.segments.empty() || next.segments.back().length >= m_segmentBytes) {
            next.segments.push_back({segmentName(next.segments.size() + 1)});
            if (Status status = openSegment(next.segments.size(), true); !status)
                return status.error();
        }
        ArchiveSegment& last = next.segments.back();
        if (Status status = writeAt(m_segment.fd(), lines, last.length, path(last.path)); !status)
            return status.error();
        last.length += lines.size();
        last.records += added;
        if (Status status = m_state->write(next.segments.size(), last); !status)
            return status.error();
    }
    StreamState after = state;
    const Completeness before = this->state(stream).completeness;
    after.completeness.fetched = before.fetched + added;
    after.completeness.doubles = before.doubles + records.size() - added;
    if (Status status = m_state->write(stream, after); !status)
        return status.error();
    if (Status status = m_state->commit(); !status)
        return status.error();
    after.forgetBeforeNs.reset();
    const std::lock_guard guard(m_mutex);
    m_contents.segments = std::move(next.segments);
    m_contents.streams[stream] = std::move(after);
    return added;
}

/// Empty where there is no archive.
Result<ArchiveState::Contents> committed(const std::string& folder)
{
    const std::string path = folder + "/" + stateName;
    struct stat info = {};
    if (::lstat(path.c_str(), &info) != 0)
        return errno == ENOENT || errno == ENOTDIR ? Result<ArchiveState::Contents>(ArchiveState::Contents())
                                                   : io(path, "Cannot open the archive's state");
    auto state = ArchiveState::open(path, false);
    return state ? (*state)->read() : Result<ArchiveState::Contents>(state.error());
}

} // namespace

Result<std::unique_ptr<Archive>> Archive::open(const std::string& folder, std::uint64_t segmentBytes)
{
    auto archive = std::make_unique<ArchiveFolder>(folder, segmentBytes);
    if (Status status = archive->open(); !status)
        return status.error();
    return std::unique_ptr<Archive>(std::move(archive));
}

Result<std::vector<ArchiveSegment>> committedSegments(const std::string& folder)
{
    auto contents = committed(folder);
    if (!contents)
        return contents.error();
    for (ArchiveSegment& segment : contents->segments)
        segment.path = folder + "/" + segment.path;
    return std::move(contents->segments);
}

Result<std::optional<Completeness>> archivedCompleteness(const std::string& folder)
{
    const auto contents = committed(folder);
    if (!contents)
        return contents.error();
    std::optional<Completeness> sum;
    for (const auto& [name, state] : contents->streams) {
        const Completeness& c = state.completeness;
        if (!sum) {
            sum = c;
            continue;
        }
        sum->fromNs = sum->fromNs && c.fromNs ? std::optional(std::max(*sum->fromNs, *c.fromNs)) : std::nullopt;
        sum->untilNs = sum->untilNs && c.untilNs ? std::optional(std::min(*sum->untilNs, *c.untilNs)) : std::nullopt;
        sum->lagNs = std::max(sum->lagNs, c.lagNs);
        sum->fetched += c.fetched;
        if (c.announced)
            sum->announced = sum->announced.value_or(0) + *c.announced;
        sum->announcedFetched += c.announcedFetched;
        sum->doubles += c.doubles;
        sum->holes.insert(sum->holes.end(), c.holes.begin(), c.holes.end());
    }
    return sum;
}

} // namespace auditorium
