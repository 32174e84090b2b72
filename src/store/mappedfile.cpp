// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/mappedfile.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace auditorium {

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::string& path, std::size_t smallest)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return Error{"cache.open", "there is no such file"};
    struct stat info {};
    void* data = MAP_FAILED;
    const bool ours = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == ::geteuid();
    const auto size = static_cast<std::size_t>(info.st_size);
    if (ours && size >= smallest && size > 0)
        data = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0);
    ::close(fd);
    if (data == MAP_FAILED)
        return Error{"cache.open", "the file is not one to be mapped"};
    return std::shared_ptr<const MappedFile>(new MappedFile(static_cast<const char*>(data), size));
}

MappedFile::~MappedFile()
{
    ::munmap(const_cast<char*>(m_data), m_size);
}

void MappedFile::willRead(std::size_t offset, std::size_t size) const
{
    constexpr std::size_t page = 4096;
    const std::size_t begin = offset / page * page;
    if (size && begin < m_size)
        ::madvise(const_cast<char*>(m_data) + begin, offset - begin + size, MADV_WILLNEED);
}

} // namespace auditorium
