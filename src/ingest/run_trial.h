// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace auditorium {

/// Whether a short way is worth trying: where it brought nothing, it rests for a while, each time for longer.
class RunTrial {
public:
    bool active()
    {
        if (m_rest == 0)
            return true;
        --m_rest;
        return false;
    }
    /// What an attempt brought.
    void count(std::size_t records)
    {
        constexpr std::size_t attempts = 64;
        m_seen += records;
        m_taken += records;
        m_failures += records == 0 ? 1 : 0;
        if (m_failures < attempts)
            return;
        const bool poor = m_taken < 2 * m_failures;
        m_rest = poor ? m_nextRest : 0;
        m_nextRest = poor ? std::min(2 * m_nextRest, longestRest) : firstRest;
        m_taken = m_failures = 0;
    }

    /// Whether a record may be learned that nothing known fits; learning costs what some fifty records do.
    bool mayLearn() { return ++m_seen >= m_nextLesson; }
    /// How that went: where it was no use, or something known had to be forgotten, the next one must wait.
    void learned(bool useful, bool forgot) { m_nextLesson = m_seen + (!useful ? 256 : forgot ? 4096 : 0); }

private:
    static constexpr std::uint32_t firstRest = 256, longestRest = 1U << 16;
    std::uint64_t m_seen = 0, m_nextLesson = 0;
    std::size_t m_taken = 0, m_failures = 0; ///< of late: records; attempts that brought nothing
    std::uint32_t m_rest = 0, m_nextRest = firstRest;
};

} // namespace auditorium
