// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "output/writer.h"

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace auditorium {
namespace {

constexpr std::size_t longestName = 200; ///< of the target's name in the temporary one's; names end at 255 bytes

Error failure(std::string_view code, std::string_view what, const std::string& path, int reason)
{
    std::string message("Cannot ");
    message.append(what).append(" \"").append(path).append("\": ");
    message += std::system_category().message(reason);
    message += '.';
    return {std::string(code), std::move(message)};
}

std::string folderOf(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::string nameOf(const std::string& path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

/// Where a symbolic link leads: it is the file behind it that is replaced, not the link.
std::string resolved(const std::string& path)
{
    char* const real = ::realpath(path.c_str(), nullptr);
    if (!real)
        return path;
    std::string result(real);
    std::free(real);
    return result;
}

/// The number of "/dev/stdout", "/dev/stderr", "/dev/fd/3": to be used as it is, wherever it leads; else -1.
int inheritedDescriptor(const std::string& path)
{
    if (path == "/dev/stdout")
        return STDOUT_FILENO;
    if (path == "/dev/stderr")
        return STDERR_FILENO;
    constexpr std::string_view folder = "/dev/fd/";
    if (!path.starts_with(folder) || path.size() == folder.size() || path.size() > folder.size() + 4
        || path.find_first_not_of("0123456789", folder.size()) != std::string::npos)
        return -1;
    return std::atoi(path.c_str() + folder.size());
}

/// The temporary file takes over who may read the old one. Where the group cannot be kept, neither are its rights.
Status keepRights(int fd, const struct stat& old, const std::string& path)
{
    mode_t mode = old.st_mode & 0777;
    struct stat now { };
    if (::fstat(fd, &now) != 0)
        return failure("file-write", "look at", path, errno);
    if (now.st_uid != old.st_uid && ::fchown(fd, old.st_uid, static_cast<gid_t>(-1)) != 0) {
        // Only the administrator can give files away; the new one is ours then.
    }
    if (now.st_gid != old.st_gid && ::fchown(fd, static_cast<uid_t>(-1), old.st_gid) != 0)
        mode &= ~static_cast<mode_t>(070);
    if (::fchmod(fd, mode) != 0)
        return failure("file-write", "set the rights of", path, errno);
    return success();
}

Status syncFolder(const std::string& path)
{
    const std::string folder = folderOf(path);
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno == EACCES ? success()
                               : Status(failure("file-sync", "open the folder", folder, errno)); // no right to list it
    const int result = ::fsync(fd), reason = errno;
    ::close(fd);
    // Some file systems (network, FUSE) cannot sync a folder; that is no fault of this file.
    if (result != 0 && reason != EINVAL && reason != ENOTSUP && reason != ENOSYS)
        return failure("file-sync", "write the folder", folder, reason);
    return success();
}

} // namespace

AtomicFile::AtomicFile(std::string path)
    : m_path(std::move(path))
{
}

AtomicFile::~AtomicFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

Status AtomicFile::open()
{
    if (m_fd >= 0 || !m_temporary.empty())
        return Error{"file-open", "The file \"" + m_path + "\" is open already."};
    if (m_path.find('\0') != std::string::npos) // the system would write to what stands before it
        return failure("file-open", "write", m_path.c_str(), EINVAL);
    if (const int inherited = inheritedDescriptor(m_path); inherited >= 0) {
        m_fd = ::fcntl(inherited, F_DUPFD_CLOEXEC, 3);
        return m_fd >= 0 ? success() : Status(failure("file-open", "write", m_path, errno));
    }
    struct stat target { };
    if (::stat(m_path.c_str(), &target) == 0) {
        if (S_ISDIR(target.st_mode))
            return failure("file-open", "write", m_path, EISDIR);
        if (!S_ISREG(target.st_mode)) { // a pipe or device: nothing there to keep
            m_fd = ::open(m_path.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC);
            return m_fd >= 0 ? success() : Status(failure("file-open", "write", m_path, errno));
        }
        // A rename asks only the folder: a file that may not be written must not be replaced behind its back.
        if (::access(m_path.c_str(), W_OK) != 0)
            return failure("file-open", "write", m_path, errno);
        m_path = resolved(m_path);
    } else if (errno != ENOENT) {
        return failure("file-open", "write", m_path, errno);
    }
    if (nameOf(m_path).empty())
        return failure("file-open", "write", m_path, m_path.empty() ? ENOENT : EISDIR);
    std::string temporary = folderOf(m_path) + "/." + nameOf(m_path).substr(0, longestName) + ".XXXXXX";
    m_fd = ::mkostemp(temporary.data(), O_CLOEXEC); // O_EXCL and 0600 by itself
    if (m_fd < 0)
        return failure("file-open", "make a file in", folderOf(m_path), errno);
    m_temporary = std::move(temporary);
    return success();
}

Status AtomicFile::write(std::string_view bytes)
{
    if (m_fd < 0)
        return Error{"file-write", "The file \"" + m_path + "\" is not open."};
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            const int reason = errno;
            ::close(m_fd);
            m_fd = -1; // half a file is never committed
            return failure("file-write", "write", m_path, reason);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
        m_written += written;
    }
    startWriting();
    return success();
}

/// The disk begins to write while more is made, so that little is left for commit() to wait for. A hint.
void AtomicFile::startWriting()
{
#if defined(__linux__)
    constexpr std::int64_t step = std::int64_t{8} << 20;
    if (m_written - m_started < step)
        return;
    ::sync_file_range(m_fd, m_started, m_written - m_started, SYNC_FILE_RANGE_WRITE);
    m_started = m_written;
#endif
}

Status AtomicFile::commit()
{
    if (m_fd < 0)
        return Error{"file-write", "The file \"" + m_path + "\" is not open."};
    const bool direct = m_temporary.empty();
    if (struct stat old{}; !direct && ::stat(m_path.c_str(), &old) == 0)
        if (Status status = keepRights(m_fd, old, m_path); !status)
            return status;
    // A pipe or terminal cannot be synced and says EINVAL.
    const bool synced = ::fsync(m_fd) == 0 || (direct && (errno == EINVAL || errno == ENOTSUP || errno == EROFS));
    const int syncReason = errno;
    const bool closed = ::close(m_fd) == 0 || errno == EINTR;
    const int closeReason = errno;
    m_fd = -1;
    if (!synced || !closed)
        return failure("file-write", "write", m_path, synced ? closeReason : syncReason);
    if (direct)
        return success();
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        return failure("file-write", "replace", m_path, errno);
    m_temporary.clear();
    return syncFolder(m_path);
}

} // namespace auditorium
