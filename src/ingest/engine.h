// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/mapping.h"
#include "ingest/path_trie.h"
#include "ingest/profile.h"
#include "ingest/record_view.h"

#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace auditorium {

/// What a profile does to a record before its rules read it.
struct Step {
    bool list = false; ///< else: parse the string
    std::uint32_t slot = 0;
    std::size_t depth = 0;
    std::uint32_t number = 0; ///< into CompiledProfile::lists
};

/// A name/value list: the paths of name and value in an element, as a trie of their own.
struct CompiledList {
    PathTrie paths;
    std::uint32_t names = 0, slots = 0; ///< slots [0, names) are names, the others values
};

struct CompiledProfile {
    ProfilePtr profile;
    std::vector<std::uint32_t> slots; ///< by Profile::pointers
    std::vector<Step> before, inside; ///< for the record; for an exploded element
    std::vector<CompiledList> lists;
    bool catalogued = false; ///< the catalog knows its product
};

/// All profiles compiled into one trie, so that one walk finds what any of them would read and the profile
/// of a record is a matter of that record alone. Immutable; shared by all mappers of a source.
class Engine {
public:
    Engine(const std::vector<ProfilePtr>& profiles, std::shared_ptr<const Catalog> catalog);
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    const PathTrie& trie() const { return m_trie; }
    const Catalog* catalog() const { return m_catalog.get(); }
    const std::vector<CompiledProfile>& profiles() const { return m_profiles; }
    /// The profile that claims the record, or null. See ProfileFinder for many records.
    const CompiledProfile* detect(RecordView& view) const;
    /// The profiles that may claim a record that has values in these states, by precedence; of the last one that is sure.
    std::vector<const CompiledProfile*> candidates(const StateSet& met) const;

private:
    void compile(CompiledProfile& compiled);

    std::shared_ptr<const Catalog> m_catalog;
    PathTrie m_trie;
    std::vector<CompiledProfile> m_profiles; ///< by precedence
};

/// Finds the profile of record after record: which fields a log's records have repeats itself, so that is decided once.
class ProfileFinder {
public:
    explicit ProfileFinder(const Engine& engine)
        : m_engine(engine)
    {
    }
    /// The same as Engine::detect(), for a view whose hits are those of the record.
    const CompiledProfile* find(RecordView& view);
    /// False where no profile claims a record that has values in these states, whatever the values are.
    bool mayFind(const StateSet& met) { return !candidates(met).empty(); }

private:
    using Candidates = std::vector<const CompiledProfile*>;
    const Candidates& candidates(const StateSet& met);

    const Engine& m_engine;
    StateSet m_last;
    const Candidates* m_lastCandidates = nullptr;
    std::unordered_map<StateSet, Candidates, StateSet::Hash> m_known;
};

/// The engine of that knowledge, compiled by whoever asks first.
std::shared_ptr<const Engine> engineOf(const Knowledge& knowledge);

/// What a name/value list's element gives: the tokens, and which of the list's paths they stand at.
struct ListEntry {
    Token name, value;
    std::uint32_t nameRank = 0, valueRank = 0;
};

/// Does a profile's work on one record: its steps, the exploding, and the rules.
class ProfileReader {
public:
    explicit ProfileReader(const Engine& engine)
        : m_engine(engine)
    {
    }

    /// Takes the record's steps; gives the number of events in it.
    std::uint32_t prepare(RecordView& view, const CompiledProfile& profile);
    /// Makes pointers below the exploded array mean this element's. Undone by the next call.
    void select(RecordView& view, const CompiledProfile& profile, std::uint32_t part);

    std::string_view text(RecordView& view, const CompiledProfile& profile, Column column);
    std::optional<Timestamp> time(RecordView& view, const CompiledProfile& profile);
    void columns(RecordView& view, const CompiledProfile& profile, MappedEvent& event);
    const EventType* type(
        const CompiledProfile& profile, std::string_view product, std::string_view action, std::string_view category);
    /// The array that was exploded and its element, for showing the record; null without one.
    const Hit* exploded() const { return m_elements.empty() ? nullptr : &m_array; }
    const Token& elementAt(std::uint32_t part) const { return m_elements[part]; }

private:
    void run(RecordView& view, const CompiledProfile& profile, const std::vector<Step>& steps);
    void runList(RecordView& view, const CompiledList& list, const Hit& hit);
    std::string_view evaluate(RecordView& view, const CompiledProfile& profile, const Rule& rule);
    std::string_view evaluatePointer(RecordView& view, std::uint32_t slot);
    std::string_view evaluateMap(RecordView& view, const CompiledProfile& profile, const Rule& rule);
    std::string_view evaluateTemplate(RecordView& view, const CompiledProfile& profile, const Rule& rule);
    std::string_view evaluateJoin(RecordView& view, const CompiledProfile& profile, const Rule& rule);
    std::optional<Timestamp> evaluateTime(RecordView& view, const CompiledProfile& profile, const Rule& rule);

    const Engine& m_engine;
    Hit m_array;
    std::vector<Token> m_elements;
    std::vector<ListEntry> m_entries;
    RecordView::Mark m_mark;
    std::string m_buffer;
    std::string m_key;
    std::unordered_map<std::string, const EventType*> m_types; ///< the catalog's answers met before
};

/// True for a dotted quad as most records write it: nothing to normalise.
bool isPlainV4(std::string_view text);
/// The address alone, as the `ip` column wants it; the view points to the text itself or to the arena.
std::string_view addressOf(std::string_view text, Arena& arena);

} // namespace auditorium
