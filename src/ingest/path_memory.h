// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/batch.h"
#include "ingest/path_trie.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// The paths of keys that records were seen to have, each with a number. Records of one log resemble each other, so each
/// path remembers which one came after it last time: most keys are found by one comparison.
class PathMemory {
public:
    static constexpr std::uint32_t skipped = 0, root = 1;

    struct Path {
        std::string_view key;
        std::uint64_t hash = 0;
        std::uint64_t seen = 0; ///< the object in which the key was met: of two the first counts
        std::uint32_t parent = 0;
        std::uint32_t next = 0;  ///< the member that came after it last time
        std::uint32_t first = 0; ///< the member that its object began with last time
        PathTrie::State above = PathTrie::dead, state = PathTrie::dead; ///< where the trie led from `above`
        std::uint32_t tag = 0;                                          ///< for whoever goes along the paths
        bool entry = false;                                             ///< of a name/value list
    };

    PathMemory() { clear(); }
    void clear();
    std::size_t size() const { return m_paths.size(); }
    const Path& operator[](std::uint32_t number) const { return m_paths[number]; }
    Path& operator[](std::uint32_t number) { return m_paths[number]; }

    /// The path of a key below a path. `entry`: of a name/value list; apart from a key of the same name.
    std::uint32_t child(std::uint32_t parent, std::string_view key, bool entry = false);
    /// The same for a member of an object, `previous` being the one before it (0: it is the first).
    std::uint32_t member(std::uint32_t parent, std::uint32_t previous, std::string_view key)
    {
        std::uint32_t& guess = previous ? m_paths[previous].next : m_paths[parent].first;
        if (const Path& path = m_paths[guess]; guess && path.parent == parent && equalBytes(path.key, key))
            return guess;
        const std::uint32_t number = child(parent, key);
        (previous ? m_paths[previous].next : m_paths[parent].first) = number;
        return number;
    }

private:
    void grow();

    struct Edge {
        std::uint32_t mark = 0, path = 0; ///< part of the hash; 0: free
    };
    std::vector<Path> m_paths;
    std::vector<Edge> m_edges; ///< open addressing
    std::vector<std::unique_ptr<char[]>> m_keys;
    char* m_keysNext = nullptr;
    std::size_t m_keysLeft = 0;
};

} // namespace auditorium
