// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/jsontree.h"

#include "event/text.h"
#include "ingest/json_walk.h"
#include "ingest/path_trie.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <set>

namespace auditorium {
namespace {

/// Collects what a walk meets in one list, in which a value's children stand behind it.
struct TreeHandler {
    using State = std::uint32_t;
    struct Node {
        JsonTree value;
        std::string key;
        State parent = 0;
        bool keyed = false;
    };

    State add(State parent)
    {
        nodes.emplace_back();
        nodes.back().parent = parent;
        return static_cast<State>(nodes.size() - 1);
    }
    State member(State parent, std::uint64_t, std::string_view rawKey, bool escaped)
    {
        const State state = add(parent);
        Node& node = nodes[state];
        node.keyed = true;
        if (escaped)
            appendUnescaped(node.key, rawKey);
        else
            node.key = rawKey;
        if (!keys.emplace(parent, node.key).second && !twice) {
            twice = true;
            twicePosition = static_cast<std::size_t>(rawKey.data() - text.data()) - 1;
        }
        return state;
    }
    State element(State parent, std::uint32_t) { return add(parent); }
    void scalar(State state, const Token& token)
    {
        JsonTree& value = fill(state, token);
        if (token.escaped)
            appendUnescaped(value.text, token.raw);
        else
            value.text = token.raw;
    }
    void open(State state, const Token& token) { fill(state, token); }
    void close(State, bool) { }

    JsonTree& fill(State state, const Token& token)
    {
        JsonTree& value = nodes[state].value;
        value.kind = token.kind;
        value.position = text.structurals()[token.position];
        return value;
    }

    const JsonText& text;
    std::deque<Node> nodes;
    std::set<std::pair<State, std::string>> keys;
    bool twice = false;
    std::size_t twicePosition = 0;
};

Error fault(std::string message, std::size_t position = Error::npos)
{
    return {"json", std::move(message), position, 0};
}

/// Hands each value to its parent; children stand behind their parents, so from the end.
JsonTree assembled(std::deque<TreeHandler::Node>& nodes)
{
    for (std::size_t i = nodes.size(); i-- > 1;) {
        TreeHandler::Node& node = nodes[i];
        std::reverse(node.value.members.begin(), node.value.members.end());
        std::reverse(node.value.elements.begin(), node.value.elements.end());
        JsonTree& parent = nodes[node.parent].value;
        if (node.keyed)
            parent.members.emplace_back(std::move(node.key), std::move(node.value));
        else
            parent.elements.push_back(std::move(node.value));
    }
    std::reverse(nodes[0].value.members.begin(), nodes[0].value.members.end());
    std::reverse(nodes[0].value.elements.begin(), nodes[0].value.elements.end());
    return std::move(nodes[0].value);
}

} // namespace

const JsonTree* JsonTree::find(std::string_view key) const
{
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.first == key; });
    return found == members.end() ? nullptr : &found->second;
}

const JsonTree* JsonTree::at(const std::vector<std::string>& path) const
{
    const JsonTree* value = this;
    for (const std::string& step : path) {
        if (value->kind == TokenKind::Array) {
            std::size_t index = 0;
            const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
            if (error != std::errc() || end != step.data() + step.size() || index >= value->elements.size())
                return nullptr;
            value = &value->elements[index];
        } else {
            value = value->find(step);
            if (!value)
                return nullptr;
        }
    }
    return value;
}

std::optional<std::string> JsonTree::scalar() const
{
    const bool plain =
        kind == TokenKind::String || kind == TokenKind::Number || kind == TokenKind::True || kind == TokenKind::False;
    return plain ? std::optional(text) : std::nullopt;
}

Result<JsonTree> parseJsonTree(std::string_view bytes)
{
    if (!isValidUtf8(bytes))
        return fault("The text is not UTF-8.");
    JsonText text;
    if (const char* reason = text.read(bytes))
        return fault(reason);
    if (text.structuralCount() == 0)
        return fault("The text is empty.", 0);
    TreeHandler handler{text, {}, {}};
    handler.add(0);
    WalkScratch scratch;
    std::uint32_t position = 0;
    const char* reason = JsonWalk<TreeHandler>(text, scratch, handler).run(position, 0);
    if (!reason && position != text.structuralCount())
        reason = "Something follows the value's end.";
    if (reason)
        return fault(reason, position < text.structuralCount() ? text.structurals()[position] : bytes.size());
    if (handler.twice)
        return fault("A key stands in an object twice.", handler.twicePosition);
    return assembled(handler.nodes);
}

void appendJson(std::string& out, const JsonTree& tree)
{
    if (tree.kind == TokenKind::Object) {
        out += '{';
        for (const auto& [key, value] : tree.members) {
            if (out.back() != '{')
                out += ',';
            appendQuotedJson(out, key);
            out += ':';
            appendJson(out, value);
        }
        out += '}';
    } else if (tree.kind == TokenKind::Array) {
        out += '[';
        for (std::size_t i = 0; i < tree.elements.size(); ++i) {
            if (i)
                out += ',';
            appendJson(out, tree.elements[i]);
        }
        out += ']';
    } else if (tree.kind == TokenKind::String) {
        appendQuotedJson(out, tree.text);
    } else {
        out += tree.text;
    }
}

std::optional<std::vector<std::string>> pointerPath(std::string_view pointer)
{
    std::vector<std::string> path;
    if (!pointer.empty() && !splitPointer(pointer, path))
        return std::nullopt;
    return path;
}

} // namespace auditorium
