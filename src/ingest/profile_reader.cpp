// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/ipaddress.h"
#include "event/text.h"
#include "ingest/engine.h"
#include "ingest/outcome.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::size_t keptTypes = 8192;

/// Collects the elements of an array as tokens.
struct ElementCollector {
    std::vector<Token>& elements;

    std::uint32_t member(std::uint32_t, std::uint64_t, std::string_view, bool) { return 0; }
    std::uint32_t element(std::uint32_t parent, std::uint32_t) { return parent == 1 ? 2 : 0; }
    void scalar(std::uint32_t state, const Token& token)
    {
        if (state == 2)
            elements.push_back(token);
    }
    void open(std::uint32_t state, const Token& token) { scalar(state, token); }
    void close(std::uint32_t, bool) { }
};

/// Finds name and value in each element of a name/value list.
struct ListCollector {
    const CompiledList& list;
    std::vector<ListEntry>& entries;

    std::uint32_t member(std::uint32_t parent, std::uint64_t, std::string_view key, bool)
    {
        return parent == PathTrie::dead ? parent : list.paths.member(parent, key);
    }
    std::uint32_t element(std::uint32_t parent, std::uint32_t index)
    {
        if (parent == PathTrie::root)
            entries.push_back({{}, {}, list.slots, list.slots});
        return parent == PathTrie::dead ? parent : list.paths.element(parent, index);
    }
    void scalar(std::uint32_t state, const Token& token)
    {
        if (state == PathTrie::dead || entries.empty() || token.kind == TokenKind::Null)
            return;
        ListEntry& entry = entries.back();
        for (const std::uint32_t slot : list.paths.slots(state)) {
            if (slot < list.names && slot < entry.nameRank && token.kind == TokenKind::String) {
                entry.name = token;
                entry.nameRank = slot;
            } else if (slot >= list.names && slot < entry.valueRank) {
                entry.value = token;
                entry.valueRank = slot;
            }
        }
    }
    void open(std::uint32_t state, const Token& token) { scalar(state, token); }
    void close(std::uint32_t, bool) { }
};

/// The part of a value that a rule asks for; nothing where the value has no such part.
std::string_view cut(std::string_view value, const Rule& rule)
{
    if (value.size() < rule.prefix.size() + rule.suffix.size() || !value.starts_with(rule.prefix)
        || !value.ends_with(rule.suffix))
        return {};
    value = value.substr(rule.prefix.size(), value.size() - rule.prefix.size() - rule.suffix.size());
    if (!rule.after.empty()) {
        const auto at = value.find(rule.after);
        value = at == std::string_view::npos ? std::string_view() : value.substr(at + rule.after.size());
    }
    if (!rule.before.empty()) {
        const auto at = value.find(rule.before);
        value = at == std::string_view::npos ? std::string_view() : value.substr(0, at);
    }
    return value;
}

} // namespace

bool isPlainV4(std::string_view text)
{
    if (text.size() < 7 || text.size() > 15)
        return false;
    int dots = 0, digits = 0, value = 0;
    for (const char c : text) {
        if (c == '.') {
            if (digits == 0)
                return false;
            ++dots;
            digits = value = 0;
        } else if (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            if (++digits > 3 || value > 255 || (digits > 1 && value < 10))
                return false;
        } else {
            return false;
        }
    }
    return dots == 3 && digits > 0;
}

std::string_view addressOf(std::string_view text, Arena& arena)
{
    return text.empty() || isPlainV4(text) ? text : arena.copy(normaliseIp(text));
}

std::uint32_t ProfileReader::prepare(RecordView& view, const CompiledProfile& profile)
{
    run(view, profile, profile.before);
    m_elements.clear();
    if (profile.profile->explode) {
        const HitTable& hits = view.hits();
        auto at = hits.first(profile.slots[*profile.profile->explode]);
        while (at != Hit::none && hits.at(at).token.kind != TokenKind::Array)
            at = hits.at(at).next;
        if (at != Hit::none) {
            m_array = hits.at(at);
            ElementCollector collector{m_elements};
            std::uint32_t position = m_array.token.position;
            JsonWalk<ElementCollector>(view.text(m_array.text), view.scratch(), collector).run(position, 1);
        }
    }
    m_mark = view.mark();
    return std::max<std::uint32_t>(1, static_cast<std::uint32_t>(m_elements.size()));
}

void ProfileReader::select(RecordView& view, const CompiledProfile& profile, std::uint32_t part)
{
    view.rollback(m_mark);
    if (part >= m_elements.size())
        return;
    view.walkAt(m_array.text, m_elements[part], m_array.state);
    run(view, profile, profile.inside);
}

void ProfileReader::run(RecordView& view, const CompiledProfile& profile, const std::vector<Step>& steps)
{
    for (const Step& step : steps) {
        const auto end = view.hits().mark(); // what a step itself adds is not its to read
        for (auto at = view.hits().first(step.slot); at != Hit::none && at < end; at = view.hits().at(at).next) {
            const Hit hit = view.hits().at(at);
            if (!step.list)
                view.readNested(hit);
            else if (hit.token.kind == TokenKind::Array)
                runList(view, profile.lists[step.number], hit);
        }
    }
}

void ProfileReader::runList(RecordView& view, const CompiledList& list, const Hit& hit)
{
    m_entries.clear();
    ListCollector collector{list, m_entries};
    std::uint32_t position = hit.token.position;
    JsonWalk<ListCollector>(view.text(hit.text), view.scratch(), collector).run(position, PathTrie::root);
    for (const ListEntry& entry : m_entries) {
        if (entry.nameRank == list.slots || entry.valueRank == list.slots)
            continue;
        const auto state = view.trie().member(hit.state, view.decoded(entry.name));
        if (state == PathTrie::dead)
            continue;
        if (entry.value.kind == TokenKind::Object || entry.value.kind == TokenKind::Array)
            view.walkAt(hit.text, entry.value, state);
        else
            view.addScalar(state, entry.value, hit.text);
    }
}

std::string_view ProfileReader::evaluatePointer(RecordView& view, std::uint32_t slot)
{
    for (auto at = view.hits().first(slot); at != Hit::none; at = view.hits().at(at).next)
        if (const auto value = view.value(view.hits().at(at)); !value.empty())
            return value;
    return {};
}

std::string_view ProfileReader::evaluateMap(RecordView& view, const CompiledProfile& profile, const Rule& rule)
{
    std::string_view value = cut(evaluate(view, profile, rule.rules.front()), rule);
    if (!value.empty()) {
        for (const auto& [key, text] : rule.values)
            if (equalsIgnoreAsciiCase(key, value))
                return text;
        if (rule.anyValue)
            return *rule.anyValue;
    }
    return rule.otherwise ? std::string_view(*rule.otherwise) : value;
}

std::string_view ProfileReader::evaluateTemplate(RecordView& view, const CompiledProfile& profile, const Rule& rule)
{
    m_buffer.clear(); // no rule is inside a template
    for (const Rule::Piece& piece : rule.pieces) {
        m_buffer += piece.text;
        if (piece.pointer < 0)
            continue;
        const auto value = evaluatePointer(view, profile.slots[static_cast<std::size_t>(piece.pointer)]);
        if (value.empty())
            return {};
        m_buffer += value;
    }
    return view.arena().copy(m_buffer);
}

std::string_view ProfileReader::evaluateJoin(RecordView& view, const CompiledProfile& profile, const Rule& rule)
{
    std::string_view joined;
    for (const Rule& part : rule.rules) {
        const auto value = evaluate(view, profile, part);
        if (value.empty() || joined.empty()) {
            joined = value.empty() ? joined : value;
            continue;
        }
        m_buffer.assign(joined).append(rule.text).append(value);
        joined = view.arena().copy(m_buffer);
    }
    return joined;
}

std::string_view ProfileReader::evaluate(RecordView& view, const CompiledProfile& profile, const Rule& rule)
{
    switch (rule.kind) {
    case Rule::Kind::Pointer: return evaluatePointer(view, profile.slots[rule.pointer]);
    case Rule::Kind::Const: return rule.text;
    case Rule::Kind::Has:
        for (auto at = view.hits().first(profile.slots[rule.pointer]); at != Hit::none; at = view.hits().at(at).next)
            if (const Hit hit = view.hits().at(at);
                hit.token.kind != TokenKind::Null && (hit.token.kind != TokenKind::String || !hit.token.raw.empty()))
                return rule.text;
        return {};
    case Rule::Kind::Map: return evaluateMap(view, profile, rule);
    case Rule::Kind::Template: return evaluateTemplate(view, profile, rule);
    case Rule::Kind::Join: return evaluateJoin(view, profile, rule);
    case Rule::Kind::First: break;
    }
    for (const Rule& candidate : rule.rules)
        if (const auto value = evaluate(view, profile, candidate); !value.empty())
            return value;
    return {};
}

std::optional<Timestamp> ProfileReader::evaluateTime(RecordView& view, const CompiledProfile& profile, const Rule& rule)
{
    if (rule.kind == Rule::Kind::First) {
        for (const Rule& candidate : rule.rules)
            if (const auto time = evaluateTime(view, profile, candidate))
                return time;
        return {};
    }
    if (rule.kind != Rule::Kind::Pointer) {
        const auto value = evaluate(view, profile, rule);
        return value.empty() ? std::nullopt : parseTimestamp(value);
    }
    const std::uint32_t slot = profile.slots[rule.pointer];
    for (auto at = view.hits().first(slot); at != Hit::none; at = view.hits().at(at).next) {
        const Hit hit = view.hits().at(at);
        const auto value = view.value(hit);
        if (value.empty() || hit.token.kind == TokenKind::True || hit.token.kind == TokenKind::False)
            continue;
        if (const auto time = hit.token.kind == TokenKind::Number ? parseEpoch(value) : parseTimestamp(value))
            return time;
    }
    return {};
}

std::string_view ProfileReader::text(RecordView& view, const CompiledProfile& profile, Column column)
{
    const auto& rule = profile.profile->columns[static_cast<std::size_t>(column)];
    const std::string_view value = rule ? evaluate(view, profile, *rule) : std::string_view();
    switch (column) {
    case Column::Outcome: return outcomeOf(value);
    case Column::Ip: return addressOf(value, view.arena());
    case Column::Product: return value.empty() ? std::string_view(profile.profile->product) : value;
    default: return value;
    }
}

std::optional<Timestamp> ProfileReader::time(RecordView& view, const CompiledProfile& profile)
{
    const auto& rule = profile.profile->columns[static_cast<std::size_t>(Column::Time)];
    return rule ? evaluateTime(view, profile, *rule) : std::nullopt;
}

const EventType* ProfileReader::type(
    const CompiledProfile& profile, std::string_view product, std::string_view action, std::string_view category)
{
    const Catalog* catalog = m_engine.catalog();
    if (!catalog || action.empty() || (product == profile.profile->product && !profile.catalogued))
        return nullptr;
    m_key.assign(product).append(1, '\0').append(action).append(1, '\0').append(category);
    if (const auto found = m_types.find(m_key); found != m_types.end())
        return found->second;
    if (m_types.size() >= keptTypes)
        m_types.clear();
    return m_types[m_key] = catalog->find(product, action, category);
}

void ProfileReader::columns(RecordView& view, const CompiledProfile& profile, MappedEvent& event)
{
    event.time = time(view, profile);
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        event.text[i] = codedColumns[i] == Column::Source ? std::string_view() : text(view, profile, codedColumns[i]);
    auto& category = event.text[static_cast<std::size_t>(codedIndex(Column::Category))];
    auto& outcome = event.text[static_cast<std::size_t>(codedIndex(Column::Outcome))];
    const auto product = event.text[static_cast<std::size_t>(codedIndex(Column::Product))];
    const auto action = event.text[static_cast<std::size_t>(codedIndex(Column::Action))];
    if (const EventType* known = type(profile, product, action, category)) {
        if (category.empty())
            category = known->category;
        if (outcome.empty())
            outcome = known->outcome;
    }
}

} // namespace auditorium
