// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/jsonpick.h"

#include <limits>

namespace auditorium {

namespace {

constexpr std::uint32_t nothing = 0, whole = 1, item = std::numeric_limits<std::uint32_t>::max();

}

JsonPick::JsonPick(const std::vector<JsonPath>& paths, const std::optional<JsonPath>& list)
    : m_nodes(2)
{
    for (const JsonPath& path : paths)
        m_ends.push_back(nodeAt(path));
    if (list)
        m_list = nodeAt(*list);
}

std::uint32_t JsonPick::nodeAt(const JsonPath& path)
{
    std::uint32_t node = whole;
    for (const std::string& key : path) {
        std::uint32_t next = child(node, key);
        if (next == nothing) {
            next = static_cast<std::uint32_t>(m_nodes.size());
            m_nodes.push_back({node, key, {}});
        }
        node = next;
    }
    return node;
}

/// A handful of paths: looking through all nodes is as quick as any index.
std::uint32_t JsonPick::child(std::uint32_t parent, std::string_view key) const
{
    for (std::uint32_t i = whole + 1; i < m_nodes.size(); ++i)
        if (m_nodes[i].parent == parent && m_nodes[i].key == key)
            return i;
    return nothing;
}

const char* JsonPick::read(std::string_view text)
{
    for (Node& node : m_nodes)
        node.value.reset();
    m_elements.clear();
    m_open.clear();
    if (const char* reason = m_text.read(text))
        return reason;
    if (m_text.structuralCount() == 0)
        return "There is nothing.";
    m_position = 0;
    if (const char* reason = JsonWalk<JsonPick>(m_text, m_scratch, *this).run(m_position, whole))
        return reason;
    return m_position == m_text.structuralCount() ? nullptr : "Something follows the end.";
}

void JsonPick::take(std::uint32_t state, TokenKind kind, std::size_t begin, std::size_t end)
{
    const Value value{kind, std::string_view(m_text.data() + begin, end - begin)};
    if (state == item)
        m_elements.push_back(value);
    else if (!m_nodes[state].value)
        m_nodes[state].value = value;
}

std::uint32_t JsonPick::member(std::uint32_t parent, std::uint64_t, std::string_view key, bool escaped)
{
    if (parent == nothing || parent == item)
        return nothing;
    if (!escaped)
        return child(parent, key);
    m_key.clear();
    appendUnescaped(m_key, key);
    return child(parent, m_key);
}

std::uint32_t JsonPick::element(std::uint32_t parent, std::uint32_t index) const
{
    if (parent == nothing || parent == item)
        return nothing;
    if (parent == m_list)
        return m_nodes[m_list].value ? nothing : item; // a second list under the same key
    return child(parent, std::to_string(index));
}

void JsonPick::scalar(std::uint32_t state, const Token& token)
{
    if (state == nothing)
        return;
    const std::size_t begin = m_text.structurals()[token.position];
    take(state, token.kind, begin, begin + token.raw.size() + (token.kind == TokenKind::String ? 2 : 0));
}

void JsonPick::open(std::uint32_t state, const Token& token)
{
    if (state != nothing)
        m_open.push_back({state, m_text.structurals()[token.position]});
}

void JsonPick::close(std::uint32_t state, bool array)
{
    if (state == nothing)
        return;
    const Open open = m_open.back();
    m_open.pop_back();
    take(state, array ? TokenKind::Array : TokenKind::Object, open.begin,
        m_text.structurals()[m_position - 1] + std::size_t{1});
}

std::string JsonPick::Value::text() const
{
    std::string out;
    if (kind == TokenKind::String)
        appendUnescaped(out, bytes.substr(1, bytes.size() - 2));
    else if (kind == TokenKind::Number || kind == TokenKind::True || kind == TokenKind::False)
        out = bytes;
    return out;
}

std::string compactJson(std::string_view record)
{
    std::string out;
    out.reserve(record.size());
    bool quoted = false;
    for (std::size_t i = 0; i < record.size(); ++i) {
        const char c = record[i];
        if (quoted && c == '\\' && i + 1 < record.size())
            out.push_back(record[i++]);
        else if (c == '"')
            quoted = !quoted;
        if (quoted || (c != ' ' && c != '\n' && c != '\r' && c != '\t'))
            out.push_back(record[i]);
    }
    return out;
}

} // namespace auditorium
