// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace auditorium {

/// A file of our own cache folder in memory, read-only. Only for files that this program writes: they are made under
/// another name, renamed, and never written again (0400), and a newer one or an eviction takes the name away but not the
/// file that is mapped. What remains is somebody who makes such a file writable and shortens it, or a disk that fails: then
/// the process ends (SIGBUS), which is why no file of the user's is ever mapped.
class MappedFile {
public:
    /// Errors: "cache.open" where it is not there, not a regular file or not our user's, or cannot be mapped. A file of less
    /// than `smallest` bytes is one too.
    static Result<std::shared_ptr<const MappedFile>> open(const std::string& path, std::size_t smallest);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::string_view bytes() const { return {m_data, m_size}; }
    const char* data() const { return m_data; }
    std::size_t size() const { return m_size; }
    /// Asks for the pages of a piece before they are looked at one by one. A hint.
    void willRead(std::size_t offset, std::size_t size) const;

private:
    MappedFile(const char* data, std::size_t size) : m_data(data), m_size(size) {}

    const char* m_data;
    std::size_t m_size;
};

} // namespace auditorium
