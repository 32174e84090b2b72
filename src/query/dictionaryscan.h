// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/rawsearch.h"
#include "query/textmatch.h"

#include "event/cancel.h"
#include "store/snapshot.h"

#include <cstdint>
#include <vector>

namespace auditorium {

/// Tests the texts of one coded column. Texts that lie behind each other in memory are searched as one, so that most of
/// them are never looked at by themselves.
class DictionaryScan {
public:
    /// All must outlive it.
    DictionaryScan(const Snapshot& snapshot, int coded, const TextMatcher& matcher);
    /// match[code] becomes 1 for each code of [begin, end) whose text matches, else 0. From several threads at once.
    Status test(std::uint32_t begin, std::uint32_t end, const CancelToken& cancel, std::uint8_t* match) const;

private:
    const Snapshot& m_snapshot;
    int m_coded;
    const TextMatcher& m_matcher;
    Prefilter m_prefilter;
};

} // namespace auditorium
