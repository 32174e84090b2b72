// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/details.h"

#include "ingest/generic_values.h"

#include <algorithm>
#include <memory>
#include <set>

namespace auditorium {
namespace {

ValueKind kindOf(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Number: return ValueKind::Number;
    case TokenKind::True:
    case TokenKind::False: return ValueKind::Bool;
    case TokenKind::Null: return ValueKind::Null;
    default: return ValueKind::String;
    }
}

/// Handler of JsonWalk: a state is the length of the value's path, so that a step up is a cut.
class DetailsWriter {
public:
    DetailsWriter(RecordView& view, const DetailsPlan& plan, DetailsSink& sink, bool nestedRead)
        : m_view(view)
        , m_plan(plan)
        , m_sink(sink)
        , m_fields(sink.fields)
        , m_json(sink.json)
        , m_nestedRead(nestedRead)
    {
    }

    static constexpr std::uint32_t skipped = 0xFFFFFFFF;

    void walk(std::uint32_t text, std::uint32_t state)
    {
        const std::uint32_t outer = m_text;
        m_text = text;
        std::uint32_t position = 0;
        JsonWalk<DetailsWriter>(m_view.text(text), m_view.scratch(), *this).run(position, state);
        m_text = outer;
    }

    std::uint32_t member(std::uint32_t parent, std::uint64_t, std::string_view key, bool escaped)
    {
        if (parent == skipped || m_sink.found)
            return skipped;
        std::string_view name = key;
        if (escaped) {
            m_unescaped.clear();
            appendUnescaped(m_unescaped, key);
            name = m_view.arena().copy(m_unescaped);
        }
        if (!isNew(name))
            return skipped;
        separate();
        if (m_json) {
            *m_json += '"';
            *m_json += key;
            *m_json += "\":";
        }
        return step(parent, name);
    }

    std::uint32_t element(std::uint32_t parent, std::uint32_t index)
    {
        if (parent == skipped)
            return skipped;
        if (m_open.back().exploded)
            return index == m_plan.part ? parent : skipped;
        separate();
        return step(parent, std::to_string(index));
    }

    void scalar(std::uint32_t state, const Token& token)
    {
        if (state != skipped)
            leaf(state, token, m_text);
    }

    /// A scalar; `json` takes a string's raw text, which is escaped already.
    void leaf(std::uint32_t state, const Token& token, std::uint32_t text)
    {
        if (token.kind == TokenKind::String) {
            if (const auto nested = m_view.nestedIn(text, token.position); nested != Hit::none)
                return walk(nested, state);
            if (!m_nestedRead && mayBeJson(token.raw))
                m_state = DetailsState::Unread;
        }
        if (m_sink.test)
            ask(token);
        if (m_fields) {
            Field& field = m_fields->emplace_back();
            field.path.assign(m_path, 0, state);
            field.kind = kindOf(token.kind);
            if (token.escaped)
                appendUnescaped(field.value, token.raw);
            else if (token.kind != TokenKind::Null)
                field.value = token.raw;
        }
        if (!m_json)
            return;
        if (token.kind != TokenKind::String) {
            *m_json += token.raw;
        } else if (text == csvText) {
            appendQuotedJson(*m_json, token.raw);
        } else {
            *m_json += '"';
            *m_json += token.raw;
            *m_json += '"';
        }
    }

    void open(std::uint32_t state, const Token& token)
    {
        Open& frame = m_open.emplace_back();
        frame.skipped = state == skipped;
        if (frame.skipped)
            return;
        frame.firstKey = m_keys.size();
        frame.fieldsBefore = m_fields ? m_fields->size() : 0;
        frame.exploded = m_plan.exploded && token.kind == TokenKind::Array && m_plan.exploded->text == m_text
            && m_plan.exploded->token.position == token.position;
        if (m_json && !frame.exploded)
            *m_json += token.kind == TokenKind::Array ? '[' : '{';
    }

    void close(std::uint32_t state, bool array)
    {
        const Open frame = std::move(m_open.back());
        m_open.pop_back();
        if (frame.skipped)
            return;
        m_keys.resize(frame.firstKey);
        if (m_json && !frame.exploded)
            *m_json += array ? ']' : '}';
        if (!frame.empty || frame.exploded || m_open.empty())
            return;
        if (m_fields)
            m_fields->push_back({m_path.substr(0, state), array ? "[]" : "{}", ValueKind::String});
        if (m_sink.test && !m_sink.found)
            m_sink.found = (*m_sink.test)(array ? "[]" : "{}");
    }

    /// A step down from the path of length `parent`; gives the new length.
    std::uint32_t step(std::uint32_t parent, std::string_view name)
    {
        if (!m_fields)
            return parent; // nobody asks for paths
        m_path.resize(parent);
        if (parent > 0)
            m_path += '.';
        m_path += name;
        return static_cast<std::uint32_t>(m_path.size());
    }

    DetailsState state() const { return m_state; }

private:
    void ask(const Token& token)
    {
        if (m_sink.found || token.kind == TokenKind::Null || token.raw.empty())
            return;
        if (!token.escaped) {
            m_sink.found = (*m_sink.test)(token.raw);
            return;
        }
        m_unescaped.clear();
        appendUnescaped(m_unescaped, token.raw);
        m_sink.found = (*m_sink.test)(m_unescaped);
    }

    struct Open {
        bool skipped = false, exploded = false, empty = true;
        std::size_t firstKey = 0, fieldsBefore = 0;
        std::unique_ptr<std::set<std::string_view>> many; ///< the keys of an object that has many
    };

    bool isNew(std::string_view name)
    {
        constexpr std::size_t few = 24;
        Open& frame = m_open.back();
        if (frame.many)
            return frame.many->insert(name).second;
        const auto begin = m_keys.begin() + static_cast<std::ptrdiff_t>(frame.firstKey);
        if (std::find(begin, m_keys.end(), name) != m_keys.end())
            return false;
        m_keys.push_back(name);
        if (m_keys.size() - frame.firstKey > few)
            frame.many = std::make_unique<std::set<std::string_view>>(
                m_keys.begin() + static_cast<std::ptrdiff_t>(frame.firstKey), m_keys.end());
        return true;
    }

    void separate()
    {
        if (m_json && !m_open.back().empty)
            *m_json += ',';
        m_open.back().empty = false;
    }

    RecordView& m_view;
    const DetailsPlan& m_plan;
    DetailsSink& m_sink;
    std::vector<Field>* m_fields;
    std::string* m_json;
    bool m_nestedRead;
    DetailsState m_state = DetailsState::Whole;
    std::uint32_t m_text = 0;
    std::string m_path, m_unescaped;
    std::vector<Open> m_open;
    std::vector<std::string_view> m_keys;
};

} // namespace

DetailsState writeDetails(RecordView& view, const DetailsPlan& plan, DetailsSink& sink, bool nestedRead)
{
    DetailsWriter writer(view, plan, sink, nestedRead);
    writer.walk(0, 0);
    return writer.state();
}

DetailsState writeCsvDetails(
    RecordView& view, const CsvDialect& dialect, const DetailsPlan& plan, DetailsSink& sink, bool nestedRead)
{
    DetailsWriter writer(view, plan, sink, nestedRead);
    std::string* const json = sink.json;
    if (json)
        *json += '{';
    for (std::size_t i = 0; i < view.cells().size(); ++i) {
        const std::string title = i < dialect.header.size() ? dialect.header[i] : "column" + std::to_string(i + 1);
        if (json) {
            if (i > 0)
                *json += ',';
            appendQuotedJson(*json, title);
            *json += ':';
        }
        Token token;
        token.kind = TokenKind::String;
        token.raw = view.cells()[i];
        token.position = static_cast<std::uint32_t>(i);
        writer.leaf(writer.step(0, title), token, csvText);
    }
    if (json)
        *json += '}';
    return writer.state();
}

} // namespace auditorium
