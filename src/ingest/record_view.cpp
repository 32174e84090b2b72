// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/record_view.h"

#include "event/text.h"
#include "ingest/profile.h"

#include <algorithm>
#include <cstring>

namespace auditorium {
namespace {

/// Finds the first usable scalar directly in an array.
struct FirstScalar {
    RecordView& view;
    std::uint32_t text;
    std::string_view found;

    std::uint32_t member(std::uint32_t, std::uint64_t, std::string_view, bool) { return 0; }
    std::uint32_t element(std::uint32_t parent, std::uint32_t) { return parent == 1 ? 2 : 0; }
    void scalar(std::uint32_t state, const Token& token)
    {
        if (state == 2 && found.empty())
            found = view.value(token, text);
    }
    void open(std::uint32_t, const Token&) { }
    void close(std::uint32_t, bool) { }
};

} // namespace

char* Arena::allocate(std::size_t size)
{
    while (m_block < m_blocks.size() && m_blocks[m_block].size - m_used < size) {
        ++m_block;
        m_used = 0;
    }
    if (m_block == m_blocks.size()) {
        const std::size_t room = std::max<std::size_t>(size, 16384);
        m_blocks.push_back({std::unique_ptr<char[]>(new char[room]), room});
        m_used = 0;
    }
    char* const place = m_blocks[m_block].bytes.get() + m_used;
    m_used += size;
    return place;
}

std::string_view Arena::copy(std::string_view text)
{
    char* const place = allocate(text.size());
    if (!text.empty())
        std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
}

void Arena::reset()
{
    if (m_blocks.size() > 16)
        m_blocks.resize(1);
    m_block = m_used = 0;
}

void HitTable::reset(std::uint32_t slotCount)
{
    m_hits.clear();
    if (m_heads.size() != slotCount || ++m_stamp == 0) {
        m_heads.assign(slotCount, {});
        m_stamp = 1;
    }
}

void HitTable::add(std::uint32_t slot, const Token& token, std::uint32_t text, PathTrie::State state)
{
    const auto index = static_cast<std::uint32_t>(m_hits.size());
    Head& head = m_heads[slot];
    const bool first = head.stamp != m_stamp;
    m_hits.push_back({token, text, state, slot, Hit::none, first ? Hit::none : head.last});
    if (first) {
        head = {m_stamp, index, index};
        return;
    }
    m_hits[head.last].next = index;
    head.last = index;
}

void HitTable::rollback(std::uint32_t mark)
{
    while (m_hits.size() > mark) {
        const Hit& hit = m_hits.back();
        Head& head = m_heads[hit.slot];
        if (hit.before == Hit::none) {
            head.stamp = m_stamp - 1;
        } else {
            head.last = hit.before;
            m_hits[hit.before].next = Hit::none;
        }
        m_hits.pop_back();
    }
}

void RecordView::reset()
{
    m_used = m_current = 0;
    m_nested.clear();
    m_met.clear();
    m_hits.reset(m_trie.slotCount());
    m_arena.reset();
    m_scratch.frames.clear();
    m_seen.resize(m_trie.stateCount());
}

JsonText& RecordView::nextText()
{
    if (m_used == m_texts.size())
        m_texts.push_back(std::make_unique<JsonText>());
    m_current = m_used++;
    return *m_texts[m_current];
}

const char* RecordView::readJson(std::string_view raw) { return readJson(raw, *this, PathTrie::root); }

const char* RecordView::readCells(
    std::string_view raw, const CsvDialect& dialect, const std::vector<PathTrie::State>& states)
{
    reset();
    if (trimmed(raw).empty())
        return "The record is empty.";
    if (!isValidUtf8(raw)) {
        m_unescaped = repairUtf8(raw);
        raw = m_arena.copy(m_unescaped);
    }
    if (!splitCsv(raw, dialect, m_cells, m_unquoted))
        return "A quotation mark is not closed.";
    for (const PathTrie::State state : states)
        if (state != PathTrie::dead)
            m_met.add(state);
    return nullptr;
}

const char* RecordView::readCsv(
    std::string_view raw, const CsvDialect& dialect, const std::vector<PathTrie::State>& states)
{
    if (const char* reason = readCells(raw, dialect, states))
        return reason;
    for (std::size_t i = 0; i < states.size(); ++i) {
        Token token;
        token.position = static_cast<std::uint32_t>(i);
        if (i < m_cells.size()) {
            token.kind = TokenKind::String;
            token.raw = m_cells[i];
        }
        if (states[i] != PathTrie::dead)
            addScalar(states[i], token, csvText);
    }
    return nullptr;
}

std::uint32_t RecordView::openNested(const Token& token, std::uint32_t text)
{
    if (token.kind != TokenKind::String || token.raw.size() < 2)
        return Hit::none;
    const std::string_view json = trimmed(decoded(token));
    if (json.size() < 2 || (json[0] != '{' && json[0] != '['))
        return Hit::none;
    JsonText& nested = nextText();
    m_nested.push_back({text, token.position, m_current});
    if (!nested.read(json))
        return m_current;
    dropNested();
    return Hit::none;
}

void RecordView::dropNested()
{
    m_nested.pop_back();
    --m_used;
}

bool RecordView::readNested(const Hit& hit)
{
    const Mark before = mark();
    const std::uint32_t number = openNested(hit.token, hit.text);
    if (number == Hit::none)
        return false;
    std::uint32_t position = 0;
    const JsonText& nested = *m_texts[number];
    if (!JsonWalk<RecordView>(nested, m_scratch, *this).run(position, hit.state)
        && position == nested.structuralCount())
        return true;
    rollback(before);
    return false;
}

void RecordView::rollback(const Mark& mark)
{
    m_hits.rollback(mark.hits);
    m_used = mark.texts;
    m_nested.resize(mark.nested);
}

std::uint32_t RecordView::nestedIn(std::uint32_t text, std::uint32_t position) const
{
    for (const Nested& nested : m_nested)
        if (nested.text == text && nested.position == position)
            return nested.number;
    return Hit::none;
}

void RecordView::walkAt(std::uint32_t text, const Token& token, PathTrie::State state)
{
    m_current = text;
    std::uint32_t position = token.position;
    JsonWalk<RecordView>(*m_texts[text], m_scratch, *this).run(position, state);
}

void RecordView::addScalar(PathTrie::State state, const Token& token, std::uint32_t text)
{
    m_met.add(state);
    for (const std::uint32_t slot : m_trie.slots(state))
        m_hits.add(slot, token, text, state);
}

std::uint32_t RecordView::member(std::uint32_t parent, std::uint64_t serial, std::string_view key, bool escaped)
{
    if (parent == PathTrie::dead)
        return PathTrie::dead;
    if (escaped) {
        m_unescaped.clear();
        appendUnescaped(m_unescaped, key);
        key = m_unescaped;
    }
    const PathTrie::State state = m_trie.member(parent, key);
    if (state == PathTrie::dead || m_trie.wild(state))
        return state;
    if (m_seen[state] == serial)
        return PathTrie::dead;
    m_seen[state] = serial;
    return state;
}

std::string_view RecordView::decoded(const Token& token)
{
    if (!token.escaped)
        return token.raw;
    m_unescaped.clear();
    appendUnescaped(m_unescaped, token.raw);
    return m_arena.copy(m_unescaped);
}

std::string_view RecordView::value(const Token& token, std::uint32_t text)
{
    switch (token.kind) {
    case TokenKind::Null:
    case TokenKind::Object: return {};
    case TokenKind::Array: {
        FirstScalar handler{*this, text, {}};
        std::uint32_t position = token.position;
        JsonWalk<FirstScalar>(*m_texts[text], m_scratch, handler).run(position, 1);
        return handler.found;
    }
    case TokenKind::String: {
        const std::string_view decodedText = decoded(token);
        return isNoValue(decodedText) ? std::string_view() : decodedText;
    }
    default: return token.raw;
    }
}

} // namespace auditorium
