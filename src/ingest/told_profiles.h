// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/engine.h"
#include "ingest/record_links.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace auditorium {

/// Whether a profile may claim records that were followed by their links: asked once for each set of states.
class ToldProfiles {
public:
    /// Of the object that was followed last.
    bool mayFind(const RecordLinks& links, ProfileFinder& finder, const PathTrie& trie)
    {
        if (m_generation != links.generation() || m_told.size() == mostTold) {
            m_generation = links.generation();
            m_told.clear();
            m_last = 0;
        }
        const std::uint64_t told = links.told();
        if (m_last < m_told.size() && m_told[m_last].first == told)
            return m_told[m_last].second;
        const auto found = std::find_if(m_told.begin(), m_told.end(), [&](const auto& known) { return known.first == told; });
        m_last = static_cast<std::size_t>(found - m_told.begin());
        if (found == m_told.end()) {
            StateSet states(trie);
            links.addTold(states);
            m_told.emplace_back(told, finder.mayFind(states));
        }
        return m_told[m_last].second;
    }

private:
    static constexpr std::size_t mostTold = 64;

    std::vector<std::pair<std::uint64_t, bool>> m_told; ///< by RecordLinks::told()
    std::size_t m_last = 0;
    std::uint32_t m_generation = 0; ///< of the links that this is about
};

} // namespace auditorium
