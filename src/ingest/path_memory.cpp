// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/path_memory.h"

#include <algorithm>
#include <cstring>

namespace auditorium {
namespace {

constexpr std::size_t firstEdges = 256;
constexpr std::size_t keyBlock = 4096;

std::uint32_t markOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

} // namespace

void PathMemory::clear()
{
    m_paths.assign(2, {});
    m_edges.assign(firstEdges, {});
    m_keys.clear();
    m_keysLeft = 0;
}

std::uint32_t PathMemory::child(std::uint32_t parent, std::string_view key, bool entry)
{
    const std::uint64_t hash = PathTrie::hash(parent, key) + (entry ? 1 : 0);
    const std::size_t mask = m_edges.size() - 1;
    std::size_t at = hash & mask;
    for (; m_edges[at].path != 0; at = (at + 1) & mask) {
        if (m_edges[at].mark != markOf(hash))
            continue;
        const Path& path = m_paths[m_edges[at].path];
        if (path.parent == parent && path.entry == entry && path.key == key)
            return m_edges[at].path;
    }
    const auto number = static_cast<std::uint32_t>(m_paths.size());
    Path& path = m_paths.emplace_back();
    path.parent = parent;
    path.entry = entry;
    path.hash = hash;
    if (m_keysLeft < key.size()) {
        m_keysLeft = std::max(keyBlock, key.size());
        m_keys.push_back(std::make_unique_for_overwrite<char[]>(m_keysLeft));
        m_keysNext = m_keys.back().get();
    }
    if (!key.empty())
        std::memcpy(m_keysNext, key.data(), key.size());
    path.key = {m_keysNext, key.size()};
    m_keysNext += key.size();
    m_keysLeft -= key.size();
    m_edges[at] = {markOf(hash), number};
    if (2 * m_paths.size() > m_edges.size())
        grow();
    return number;
}

void PathMemory::grow()
{
    m_edges.assign(m_edges.size() * 4, {});
    const std::size_t mask = m_edges.size() - 1;
    for (std::uint32_t number = 2; number < m_paths.size(); ++number) {
        std::size_t at = m_paths[number].hash & mask;
        while (m_edges[at].path != 0)
            at = (at + 1) & mask;
        m_edges[at] = {markOf(m_paths[number].hash), number};
    }
}

} // namespace auditorium
