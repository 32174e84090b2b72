// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/record_shape.h"

namespace auditorium {
namespace {

constexpr std::size_t maxSteps = 256;
constexpr std::size_t maxDepth = 24;

class ShapeTaker {
public:
    ShapeTaker(const JsonText& text, std::uint32_t begin, PathMemory& paths, const PathTrie& trie, RecordShape& shape)
        : m_data(text.data())
        , m_at(text.structurals())
        , m_count(text.structuralCount())
        , m_position(begin)
        , m_between(begin)
        , m_paths(paths)
        , m_trie(trie)
        , m_shape(shape)
    {
        m_shape.met = StateSet(trie);
    }

    bool run(std::size_t end, const std::unordered_set<std::uint32_t>& loose)
    {
        if (now() != '{')
            return false;
        m_objects.push_back({PathMemory::root, PathTrie::root});
        ++m_position;
        while (m_position < m_count && m_shape.steps.size() < maxSteps) {
            if (now() == '}') {
                ++m_position;
                m_objects.pop_back();
                if (m_objects.empty())
                    return finish(end);
            } else if (now() == ',') {
                ++m_position;
            } else if (!member(loose)) {
                return false;
            }
        }
        return false;
    }

private:
    struct Object {
        std::uint32_t path = 0;
        PathTrie::State state = PathTrie::dead;
    };

    char now() const { return m_data[m_at[m_position]]; }

    bool member(const std::unordered_set<std::uint32_t>& loose)
    {
        if (m_position + 3 >= m_count || now() != '"')
            return false;
        const char* const key = m_data + m_at[m_position] + 1;
        const char* const keyEnd = m_data + m_at[m_position + 1] - 1;
        const std::string_view name(key, static_cast<std::size_t>(keyEnd - key));
        if (keyEnd < key || *keyEnd != '"' || keyEnd[1] != ':' || name.find('\\') != std::string_view::npos)
            return false;
        const Object parent = m_objects.back();
        const std::uint32_t path = m_paths.child(parent.path, name);
        const PathTrie::State state =
            parent.state == PathTrie::dead ? PathTrie::dead : m_trie.member(parent.state, name);
        if (state != PathTrie::dead)
            m_shape.met.add(state);
        m_position += 2;
        const bool container = now() == '{' || now() == '[';
        if (now() == '{' && loose.count(path) == 0) {
            ++m_position;
            m_objects.push_back({path, state});
            return m_objects.size() < maxDepth;
        }
        take(container ? RecordShape::Kind::Loose : RecordShape::Kind::Value, path, state);
        m_before = parent.path;
        m_shape.tells = m_shape.tells || (container && state != PathTrie::dead);
        if (container && !skip())
            return false;
        m_position += container ? 0 : 1;
        m_between = m_position;
        return true;
    }

    void take(RecordShape::Kind kind, std::uint32_t path, PathTrie::State state)
    {
        RecordShape::Step& step = m_shape.steps.emplace_back();
        step.kind = kind;
        step.path = path;
        step.before = m_before;
        step.state = state;
        step.structurals = m_position - m_between;
        step.size = m_at[m_position] - m_at[m_between];
        step.quoted = now() == '"';
        m_begins.push_back(m_at[m_between]);
    }

    /// Over the object or array that begins here.
    bool skip()
    {
        std::size_t depth = 0;
        for (; m_position < m_count; ++m_position) {
            const char c = now();
            depth += c == '{' || c == '[' ? 1 : 0;
            depth -= c == '}' || c == ']' ? 1 : 0;
            if (depth == 0) {
                ++m_position;
                return m_position < m_count;
            }
        }
        return false;
    }

    bool finish(std::size_t end)
    {
        const std::size_t last = m_at[m_position - 1] + std::size_t{1};
        if (last != end)
            return false;
        RecordShape::Step& step = m_shape.steps.emplace_back();
        step.kind = RecordShape::Kind::End;
        step.before = m_before;
        step.structurals = m_position - m_between;
        step.size = static_cast<std::uint32_t>(last - m_at[m_between]);
        m_begins.push_back(m_at[m_between]);
        std::size_t size = 0;
        for (const RecordShape::Step& each : m_shape.steps)
            size += each.size;
        m_shape.bytes.reserve(size); // so that the steps may point into it
        for (std::size_t i = 0; i < m_shape.steps.size(); ++i) {
            RecordShape::Step& each = m_shape.steps[i];
            each.bytes = m_shape.bytes.data() + m_shape.bytes.size();
            m_shape.bytes.insert(m_shape.bytes.end(), m_data + m_begins[i], m_data + m_begins[i] + each.size);
        }
        return m_shape.steps.size() > 1;
    }

    const char* m_data;
    const std::uint32_t* m_at;
    std::uint32_t m_count, m_position;
    std::uint32_t m_between; ///< the structural behind the last value
    PathMemory& m_paths;
    const PathTrie& m_trie;
    RecordShape& m_shape;
    std::vector<Object> m_objects;
    std::uint32_t m_before = PathMemory::root;
    std::vector<std::uint32_t> m_begins; ///< of the steps' bytes in the text
};

} // namespace

bool takeShape(const JsonText& text, std::uint32_t begin, std::size_t end, PathMemory& paths, const PathTrie& trie,
    const std::unordered_set<std::uint32_t>& loose, RecordShape& shape)
{
    return ShapeTaker(text, begin, paths, trie, shape).run(end, loose);
}

} // namespace auditorium
