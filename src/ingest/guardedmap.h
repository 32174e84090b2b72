// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/record.h"

#include <cstdint>
#include <memory>

namespace auditorium {

/// A file mapped for reading alone, whose bytes may vanish at any time: a file that somebody truncates answers a read
/// behind its new end with SIGBUS, which ends the process. Here it ends the look. Thread-safe.
///
/// The signal's handler is installed with the first map and stays. It acts only on a fault of the thread that is looking,
/// within the bytes it is looking at; any other SIGBUS goes to the handler there was before.
class GuardedMap {
public:
    /// Null where the file cannot be mapped. `fd` may be closed afterwards; nothing behind `size` is ever looked at.
    static std::unique_ptr<GuardedMap> make(int fd, std::uint64_t size);
    ~GuardedMap();
    GuardedMap(const GuardedMap&) = delete;
    GuardedMap& operator=(const GuardedMap&) = delete;

    /// Calls the function with bytes [offset, offset + length), as RecordSource::look() does. False if they are not all
    /// there, if a read failed while the function ran (it was left where it was), or if somebody has taken the signal.
    bool look(std::uint64_t offset, std::uint64_t length, ByteLook function, void* context) const;

private:
    GuardedMap(const char* bytes, std::uint64_t size)
        : m_bytes(bytes)
        , m_size(size)
    {
    }

    const char* m_bytes;
    std::uint64_t m_size;
};

} // namespace auditorium
