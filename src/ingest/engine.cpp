// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/engine.h"

#include <algorithm>
#include <mutex>

namespace auditorium {

class EngineCache {
public:
    std::shared_ptr<const Engine> get(const Knowledge& knowledge)
    {
        const std::lock_guard lock(m_mutex);
        // A copied Knowledge shares the cache and may have been changed since.
        if (!m_engine || m_profiles != knowledge.profiles || m_catalog != knowledge.catalog) {
            m_profiles = knowledge.profiles;
            m_catalog = knowledge.catalog;
            m_engine = std::make_shared<const Engine>(m_profiles, m_catalog);
        }
        return m_engine;
    }

private:
    std::mutex m_mutex;
    std::vector<ProfilePtr> m_profiles;
    std::shared_ptr<const Catalog> m_catalog;
    std::shared_ptr<const Engine> m_engine;
};

std::shared_ptr<EngineCache> makeEngineCache() { return std::make_shared<EngineCache>(); }

std::shared_ptr<const Engine> engineOf(const Knowledge& knowledge)
{
    return knowledge.cache ? knowledge.cache->get(knowledge)
                           : std::make_shared<const Engine>(knowledge.profiles, knowledge.catalog);
}

Engine::Engine(const std::vector<ProfilePtr>& profiles, std::shared_ptr<const Catalog> catalog)
    : m_catalog(std::move(catalog))
{
    for (const ProfilePtr& profile : profiles)
        if (profile)
            m_profiles.push_back({profile, {}, {}, {}, {}, false});
    std::stable_sort(m_profiles.begin(), m_profiles.end(), [](const CompiledProfile& a, const CompiledProfile& b) {
        if (a.profile->priority != b.profile->priority)
            return a.profile->priority > b.profile->priority;
        if (a.profile->conditions() != b.profile->conditions())
            return a.profile->conditions() > b.profile->conditions();
        return a.profile->id < b.profile->id;
    });
    for (CompiledProfile& compiled : m_profiles)
        compile(compiled);
    std::vector<std::uint8_t> telling(m_trie.slotCount(), 0);
    for (const CompiledProfile& compiled : m_profiles)
        for (const auto* list : {&compiled.profile->all, &compiled.profile->any, &compiled.profile->none})
            for (const std::uint32_t pointer : *list)
                telling[compiled.slots[pointer]] = 1;
    m_trie.compile(telling);
}

void Engine::compile(CompiledProfile& compiled)
{
    const Profile& profile = *compiled.profile;
    for (const Profile::Path& path : profile.pointers)
        compiled.slots.push_back(m_trie.add(path));
    compiled.catalogued = m_catalog && m_catalog->product(profile.product);
    const auto addStep = [&](std::uint32_t pointer, bool list, std::uint32_t number) {
        auto& steps = profile.belowExplode(pointer) ? compiled.inside : compiled.before;
        steps.push_back({list, compiled.slots[pointer], profile.pointers[pointer].size(), number});
    };
    for (const std::uint32_t pointer : profile.parse)
        addStep(pointer, false, 0);
    for (const Profile::List& list : profile.lists) {
        addStep(list.at, true, static_cast<std::uint32_t>(compiled.lists.size()));
        CompiledList& target = compiled.lists.emplace_back();
        for (const auto* paths : {&list.name, &list.value})
            for (Profile::Path path : *paths) {
                path.insert(path.begin(), "*");
                target.paths.add(path);
            }
        target.names = static_cast<std::uint32_t>(list.name.size());
        target.slots = target.paths.slotCount();
        target.paths.compile();
    }
    // What lies deeper may come out of what lies above it.
    for (auto* steps : {&compiled.before, &compiled.inside})
        std::stable_sort(steps->begin(), steps->end(), [](const Step& a, const Step& b) { return a.depth < b.depth; });
}

namespace {

/// Whether the record holds the values that the profile wants. That it has the fields is known.
bool hasValues(const CompiledProfile& compiled, RecordView& view)
{
    const HitTable& hits = view.hits();
    const auto& values = compiled.profile->values;
    return std::all_of(values.begin(), values.end(), [&](const Profile::Condition& condition) {
        for (auto at = hits.first(compiled.slots[condition.pointer]); at != Hit::none; at = hits.at(at).next) {
            const std::string_view value = view.value(hits.at(at));
            if (std::find(condition.values.begin(), condition.values.end(), value) != condition.values.end())
                return true;
        }
        return false;
    });
}

} // namespace

std::vector<const CompiledProfile*> Engine::candidates(const StateSet& met) const
{
    std::vector<std::uint8_t> slots(m_trie.slotCount(), 0);
    met.visit([&](PathTrie::State state) {
        for (const std::uint32_t slot : m_trie.slots(state))
            slots[slot] = 1;
    });
    std::vector<const CompiledProfile*> result;
    for (const CompiledProfile& compiled : m_profiles) {
        const Profile& profile = *compiled.profile;
        const auto has = [&](std::uint32_t pointer) { return slots[compiled.slots[pointer]] != 0; };
        if (!std::all_of(profile.all.begin(), profile.all.end(), has)
            || (!profile.any.empty() && std::none_of(profile.any.begin(), profile.any.end(), has))
            || std::any_of(profile.none.begin(), profile.none.end(), has))
            continue;
        result.push_back(&compiled);
        if (profile.values.empty())
            break;
    }
    return result;
}

const CompiledProfile* Engine::detect(RecordView& view) const
{
    for (const CompiledProfile* compiled : candidates(view.met()))
        if (hasValues(*compiled, view))
            return compiled;
    return nullptr;
}

const ProfileFinder::Candidates& ProfileFinder::candidates(const StateSet& met)
{
    constexpr std::size_t kept = 4096; // records that all differ must not be remembered for ever
    if (!m_lastCandidates || !(met == m_last)) {
        if (m_known.size() > kept)
            m_known.clear();
        auto known = m_known.find(met);
        if (known == m_known.end())
            known = m_known.emplace(met, m_engine.candidates(met)).first;
        m_lastCandidates = &known->second;
        m_last = met;
    }
    return *m_lastCandidates;
}

const CompiledProfile* ProfileFinder::find(RecordView& view)
{
    for (const CompiledProfile* compiled : candidates(view.met()))
        if (hasValues(*compiled, view))
            return compiled;
    return nullptr;
}

} // namespace auditorium
