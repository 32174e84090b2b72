// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/cachefile.h"

#include "store/checksum.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace auditorium {

namespace {

constexpr std::string_view halfWritten = ".half-";
constexpr std::time_t halfWrittenSeconds = 3600; ///< after which nobody is still writing it

struct CachedFile {
    std::string path;
    std::uint64_t size = 0;
    std::int64_t usedNs = 0;
    bool half = false;
};

/// Our files in the folder; others are none of our business.
std::vector<CachedFile> filesIn(const std::string& folder)
{
    std::vector<CachedFile> files;
    DIR* const dir = ::opendir(folder.c_str());
    if (!dir)
        return files;
    while (const dirent* entry = ::readdir(dir)) {
        const std::string_view name = entry->d_name;
        const bool half = name.starts_with(halfWritten);
        if (!half && !name.ends_with(sidecarEnding) && !name.ends_with(messagesEnding))
            continue;
        struct stat info {};
        std::string path = folder + "/" + entry->d_name;
        if (::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode))
            files.push_back({std::move(path), static_cast<std::uint64_t>(info.st_size),
                info.st_mtim.tv_sec * std::int64_t{1'000'000'000} + info.st_mtim.tv_nsec, half});
    }
    ::closedir(dir);
    return files;
}

} // namespace

Status prepareCacheFolder(const std::string& folder)
{
    const auto refused = [&] { return Error{"cache.write", "the folder " + folder + " cannot be used for indexes"}; };
    if (folder.empty() || folder.front() != '/')
        return refused();
    for (std::size_t at = 1; at != std::string::npos;) {
        at = folder.find('/', at + 1);
        ::mkdir(folder.substr(0, at).c_str(), 0700); // what is there already is left as it is
    }
    struct stat info {};
    if (::lstat(folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode) || info.st_uid != ::geteuid())
        return refused();
    if ((info.st_mode & 077) && ::chmod(folder.c_str(), 0700) != 0)
        return refused();
    return success();
}

std::string cacheStem(std::string_view absolutePath)
{
    char name[33];
    std::snprintf(name, sizeof name, "%016llx%016llx", static_cast<unsigned long long>(checksum(absolutePath.data(), absolutePath.size(), 1)),
        static_cast<unsigned long long>(checksum(absolutePath.data(), absolutePath.size(), 2)));
    return name;
}

void touchCacheFile(const std::string& path)
{
    ::utimensat(AT_FDCWD, path.c_str(), nullptr, AT_SYMLINK_NOFOLLOW);
}

void evictCache(const std::string& folder, std::uint64_t budget)
{
    std::vector<CachedFile> files = filesIn(folder);
    std::sort(files.begin(), files.end(), [](const CachedFile& a, const CachedFile& b) { return a.usedNs > b.usedNs; });
    const std::time_t now = std::time(nullptr);
    std::uint64_t used = 0;
    for (const CachedFile& file : files) {
        if (file.half) {
            if (file.usedNs / 1'000'000'000 + halfWrittenSeconds < now)
                ::unlink(file.path.c_str());
            continue;
        }
        // Once one has no room, neither has any that was used before it: no gaps in the order.
        used = used > budget ? used : used + file.size;
        if (used > budget)
            ::unlink(file.path.c_str());
    }
}

std::uint64_t clearCache(const std::string& folder)
{
    std::uint64_t bytes = 0;
    for (const CachedFile& file : filesIn(folder))
        if (::unlink(file.path.c_str()) == 0)
            bytes += file.size;
    return bytes;
}

std::uint64_t cacheBytes(const std::string& folder)
{
    std::uint64_t bytes = 0;
    for (const CachedFile& file : filesIn(folder))
        bytes += file.size;
    return bytes;
}

} // namespace auditorium
