// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/json_walk.h"
#include "ingest/mapping.h"
#include "ingest/path_trie.h"
#include "ingest/record_window.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// Memory for the texts of one record: given back all at once, kept for the next record.
class Arena {
public:
    std::string_view copy(std::string_view text);
    char* allocate(std::size_t size);
    void reset();

private:
    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };
    std::vector<Block> m_blocks;
    std::size_t m_block = 0, m_used = 0;
};

/// A value that a pointer led to.
struct Hit {
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    Token token;
    std::uint32_t text = 0; ///< which JsonText it lies in
    PathTrie::State state = PathTrie::dead;
    std::uint32_t slot = 0;
    std::uint32_t next = none, before = none; ///< of the same slot
};

/// The hits of one record, by slot, in the record's order.
class HitTable {
public:
    void reset(std::uint32_t slotCount);
    void add(std::uint32_t slot, const Token& token, std::uint32_t text, PathTrie::State state);
    bool has(std::uint32_t slot) const { return m_heads[slot].stamp == m_stamp; }
    std::uint32_t first(std::uint32_t slot) const { return has(slot) ? m_heads[slot].first : Hit::none; }
    /// By value: adding hits moves them.
    Hit at(std::uint32_t index) const { return m_hits[index]; }
    std::uint32_t mark() const { return static_cast<std::uint32_t>(m_hits.size()); }
    void rollback(std::uint32_t mark);

private:
    struct Head {
        std::uint32_t stamp = 0, first = Hit::none, last = Hit::none;
    };
    std::vector<Hit> m_hits;
    std::vector<Head> m_heads;
    std::uint32_t m_stamp = 0;
};

/// The number of the text that a CSV record's cells lie in, beside those of JSON texts.
inline constexpr std::uint32_t csvText = 0xFFFF;

/// One record under a trie: the texts it consists of (itself, and JSON found in its strings) and what
/// the trie's pointers led to. Reused for record after record.
class RecordView {
public:
    explicit RecordView(const PathTrie& trie)
        : m_trie(trie)
        , m_met(trie)
    {
    }

    /// Null, or a reason for a person. `handler`, where there is one, is shown the record instead of this.
    const char* readJson(std::string_view raw);
    template <class Handler>
    const char* readJson(std::string_view raw, Handler& handler, std::uint32_t state)
    {
        reset();
        JsonText& text = nextText();
        if (const char* reason = text.read(raw))
            return reason;
        return walkRecord(text, m_scratch, handler, state);
    }
    /// The same for a record in a window that is indexed; false where it must be read by itself.
    template <class Handler>
    bool readIndexed(RecordWindow& window, std::string_view raw, Handler& handler, std::uint32_t state)
    {
        const auto place = window.find(raw);
        if (!place)
            return false;
        const JsonText& text = borrow(window, place.structural());
        std::uint32_t position = 0;
        if (walkRecord(text, m_scratch, handler, state, position, place.end()))
            return false;
        window.leave(place.structural() + position);
        return true;
    }
    /// Takes in a record's text; walking it is the caller's. False where it is no JSON.
    bool open(std::string_view raw)
    {
        reset();
        return !nextText().read(raw);
    }
    /// Makes a window's record the one that is read; walking it is the caller's.
    const JsonText& borrow(const RecordWindow& window, std::uint32_t structural)
    {
        reset();
        JsonText& text = nextText();
        text.borrow(window.text(), structural);
        return text;
    }
    bool readIndexed(RecordWindow& window, std::string_view raw)
    {
        return readIndexed(window, raw, *this, PathTrie::root);
    }
    const char* readCsv(std::string_view raw, const CsvDialect& dialect, const std::vector<PathTrie::State>& states);
    /// The same without the hits: cells and met() alone.
    const char* readCells(std::string_view raw, const CsvDialect& dialect, const std::vector<PathTrie::State>& states);
    /// Reads a text as JSON in the place of `hit`; false (and nothing changed) where it is none.
    bool readNested(const Hit& hit);
    /// Takes in the text of a string that may be JSON; its number, or none. Walking it is the caller's;
    /// dropNested() where that fails.
    std::uint32_t openNested(const Token& token, std::uint32_t text);
    void dropNested();
    /// Walks the value of a token again as if it stood at `state`.
    void walkAt(std::uint32_t text, const Token& token, PathTrie::State state);
    void addScalar(PathTrie::State state, const Token& token, std::uint32_t text);

    struct Mark {
        std::uint32_t hits = 0, texts = 0;
        std::size_t nested = 0;
    };
    Mark mark() const { return {m_hits.mark(), m_used, m_nested.size()}; }
    void rollback(const Mark& mark);

    /// The text that was found in a string, or none: by the string's own text and position (CSV: the column).
    std::uint32_t nestedIn(std::uint32_t text, std::uint32_t position) const;

    /// The states in which the record (not what was found in its strings) has values.
    const StateSet& met() const { return m_met; }
    HitTable& hits() { return m_hits; }
    const HitTable& hits() const { return m_hits; }
    Arena& arena() { return m_arena; }
    WalkScratch& scratch() { return m_scratch; }
    const PathTrie& trie() const { return m_trie; }
    const JsonText& text(std::uint32_t number) const { return *m_texts[number]; }
    const std::vector<std::string_view>& cells() const { return m_cells; }

    /// The text of a scalar (unescaped); of an array the first usable scalar in it; empty where there is no value.
    std::string_view value(const Token& token, std::uint32_t text);
    std::string_view value(const Hit& hit) { return value(hit.token, hit.text); }
    /// The decoded string of a token, whatever it says.
    std::string_view decoded(const Token& token);

    // Handler of JsonWalk
    std::uint32_t member(std::uint32_t parent, std::uint64_t serial, std::string_view key, bool escaped);
    std::uint32_t element(std::uint32_t parent, std::uint32_t index)
    {
        return parent == PathTrie::dead ? PathTrie::dead : m_trie.element(parent, index);
    }
    void scalar(std::uint32_t state, const Token& token)
    {
        if (state != PathTrie::dead)
            addScalar(state, token, m_current);
    }
    void open(std::uint32_t state, const Token& token) { scalar(state, token); }
    void close(std::uint32_t, bool) { }

private:
    void reset();
    JsonText& nextText();

    const PathTrie& m_trie;
    std::vector<std::unique_ptr<JsonText>> m_texts;
    std::uint32_t m_used = 0, m_current = 0;
    StateSet m_met;
    HitTable m_hits;
    Arena m_arena;
    WalkScratch m_scratch;
    std::vector<std::uint64_t>
        m_seen; ///< by state: the object in which its key was met, so that the first of two counts
    std::vector<std::string_view> m_cells;
    std::string m_unquoted; ///< cells that had quotes within
    struct Nested {
        std::uint32_t text, position, number;
    };
    std::vector<Nested> m_nested;
    std::string m_unescaped;
};

} // namespace auditorium
