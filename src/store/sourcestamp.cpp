// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/sidecar.h"

#include "store/checksum.h"
#include "store/parallel.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace auditorium {

namespace {

constexpr std::uint64_t endBytes = 64 << 10, betweenBytes = 4 << 10;
constexpr std::uint64_t places = 16; ///< between beginning and end

std::int64_t inNs(const timespec& time)
{
    return time.tv_sec * nsPerSecond + time.tv_nsec;
}

/// The hash so far with `size` bytes more; false where they cannot be read.
bool addPiece(int fd, std::uint64_t offset, std::uint64_t size, std::uint64_t& hash)
{
    char buffer[endBytes];
    for (std::uint64_t done = 0; done < size;) {
        const ssize_t count = ::pread(fd, buffer + done, size - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        done += static_cast<std::uint64_t>(count);
    }
    hash = checksum(buffer, size, hash + offset);
    return true;
}

} // namespace

Result<SourceStamp> stampOf(int fd)
{
    struct stat info {};
    const Error unreadable{"source.read", "the source cannot be read"};
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return unreadable;
    SourceStamp stamp;
    stamp.size = static_cast<std::uint64_t>(info.st_size);
    stamp.inode = info.st_ino;
    stamp.modifiedNs = inNs(info.st_mtim);
    stamp.changedNs = inNs(info.st_ctim);
    const std::uint64_t end = std::min(endBytes, stamp.size);
    bool ok = addPiece(fd, 0, end, stamp.sample) && addPiece(fd, stamp.size - end, end, stamp.sample);
    for (std::uint64_t i = 1; ok && i <= places && stamp.size > 2 * endBytes; ++i)
        ok = addPiece(fd, (stamp.size - betweenBytes) / (places + 1) * i, betweenBytes, stamp.sample);
    return ok ? Result<SourceStamp>(stamp) : Result<SourceStamp>(unreadable);
}

Result<std::uint64_t> contentSum(int fd, std::uint64_t size, const CancelToken& cancel)
{
    constexpr std::uint64_t piece = 1 << 20;
    std::vector<std::uint64_t> sums((size + piece - 1) / piece);
    std::vector<std::vector<char>> buffers(workerCount());
    const Status status = runTasks(sums.size(), true, cancel, [&](std::size_t i, std::size_t worker) -> Status {
        auto& buffer = buffers[worker];
        buffer.resize(piece);
        const std::uint64_t offset = i * piece, wanted = std::min(piece, size - offset);
        for (std::uint64_t done = 0; done < wanted;) {
            const ssize_t count = ::pread(fd, buffer.data() + done, wanted - done, static_cast<off_t>(offset + done));
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                return Error{"source.read", "the source cannot be read"};
            done += static_cast<std::uint64_t>(count);
        }
        sums[i] = checksum(buffer.data(), wanted);
        return success();
    });
    if (!status)
        return status.error();
    return checksum(sums.data(), sums.size() * sizeof(sums[0]), size);
}

} // namespace auditorium
