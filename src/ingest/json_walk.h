// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/json_text.h"

#include <cstring>
#include <string_view>
#include <vector>

namespace auditorium {

inline constexpr std::size_t maxJsonDepth = 1024;

/// Scratch of a walk, kept by the caller so that walks do not allocate. Only the innermost walk may use it.
struct WalkFrame {
    std::uint32_t state;
    std::uint32_t index;
    std::uint64_t serial;
    bool array;
};

struct WalkScratch {
    std::vector<WalkFrame> frames;
    std::uint64_t serial = 0;
};

/// One pass over the value at structural `position`, validating everything it passes. A handler has
///   State member(State parent, std::uint64_t serial, std::string_view rawKey, bool escaped);
///   State element(State parent, std::uint32_t index);
///   void scalar(State, const Token&);
///   void open(State, const Token&);   // an object or array begins
///   void close(State, bool array);    // and ends
/// State is whatever 32 bits mean to it. `serial` is different for each object. Iterative: the depth of
/// hostile input costs no stack.
/// Leaves `position` behind the value. Null, or a reason for a person.
template <class Handler>
class JsonWalk {
public:
    JsonWalk(const JsonText& text, WalkScratch& scratch, Handler& handler)
        : m_text(text)
        , m_data(text.data())
        , m_size(text.size())
        , m_structurals(text.structurals())
        , m_count(text.structuralCount())
        , m_scratch(scratch)
        , m_handler(handler)
    {
    }

    const char* run(std::uint32_t& position, std::uint32_t state)
    {
        const std::size_t base = m_scratch.frames.size();
        const char* reason = walk(position, state, base);
        m_scratch.frames.resize(base);
        return reason;
    }

private:
    char at(std::uint32_t position) const { return position < m_count ? m_data[m_structurals[position]] : '\0'; }
    std::size_t endOf(std::uint32_t position) const
    {
        std::size_t end = position + 1 < m_count ? m_structurals[position + 1] : m_size;
        while (isSpace(m_data[end - 1]))
            --end;
        return end;
    }
    static bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

    /// The string at `position`; stage 1 leaves nothing but white space between its quote and the next structural.
    bool string(std::uint32_t position, std::string_view& raw, bool& escaped)
    {
        const std::size_t begin = m_structurals[position] + 1;
        const std::size_t end = endOf(position) - 1;
        if (end < begin || m_data[end] != '"')
            return false;
        raw = std::string_view(m_data + begin, end - begin);
        escaped = m_text.backslash(begin) < end;
        return !escaped || validEscapes(raw);
    }

    const char* scalar(std::uint32_t position, std::uint32_t state)
    {
        const std::size_t begin = m_structurals[position];
        Token token;
        token.position = position;
        if (m_data[begin] == '"') {
            token.kind = TokenKind::String;
            if (!string(position, token.raw, token.escaped))
                return "A string holds an invalid escape.";
        } else {
            token.raw = std::string_view(m_data + begin, endOf(position) - begin);
            if (token.raw == "true")
                token.kind = TokenKind::True;
            else if (token.raw == "false")
                token.kind = TokenKind::False;
            else if (token.raw == "null")
                token.kind = TokenKind::Null;
            else if (isJsonNumber(token.raw))
                token.kind = TokenKind::Number;
            else
                return "The record holds something that is no JSON value.";
        }
        m_handler.scalar(state, token);
        return nullptr;
    }

    const char* walk(std::uint32_t& position, std::uint32_t state, std::size_t base)
    {
        auto& frames = m_scratch.frames;
        for (;;) { // one value at `position`, belonging to `state`
            const char c = at(position);
            bool closing = false; // `position` is at the innermost container's end
            if (c == '{' || c == '[') {
                const bool array = c == '[';
                if (frames.size() - base >= maxJsonDepth)
                    return "The record is nested too deeply.";
                Token token;
                token.kind = array ? TokenKind::Array : TokenKind::Object;
                token.position = position;
                m_handler.open(state, token);
                frames.push_back({state, 0, ++m_scratch.serial, array});
                ++position;
                closing = at(position) == (array ? ']' : '}');
                if (!closing)
                    if (const char* reason = child(position, state, closing))
                        return reason;
                if (!closing)
                    continue;
            } else {
                if (c == '\0' || c == '}' || c == ']' || c == ',' || c == ':')
                    return position < m_count ? "A value is missing." : "The record ends too early.";
                if (const char* reason = scalar(position, state))
                    return reason;
                ++position;
                if (frames.size() == base)
                    return nullptr;
            }
            do { // behind a value, or at the end of a container
                if (at(position) == ',') {
                    ++position;
                    closing = false;
                    if (const char* reason = child(position, state, closing))
                        return reason;
                    if (!closing)
                        break;
                }
                const WalkFrame frame = frames.back();
                if (at(position) != (frame.array ? ']' : '}'))
                    return position < m_count ? "A comma or a bracket is missing." : "The record ends too early.";
                ++position;
                frames.pop_back();
                m_handler.close(frame.state, frame.array);
                if (frames.size() == base)
                    return nullptr;
            } while (true);
        }
    }

    /// Steps to the value of the next member or element of the innermost container; `closing` where, of an object, all
    /// members are done.
    const char* child(std::uint32_t& position, std::uint32_t& state, bool& closing)
    {
        WalkFrame& frame = m_scratch.frames.back();
        if (frame.array) {
            state = m_handler.element(frame.state, frame.index++);
            return nullptr;
        }
        while (plainMember(position, frame)) {
            position += 3;
            if (m_data[m_structurals[position]] == '}') {
                closing = true;
                return nullptr;
            }
            ++position;
        }
        if (at(position) != '"')
            return position < m_count ? "A key is missing." : "The record ends too early.";
        std::string_view key;
        bool escaped = false;
        if (!string(position, key, escaped))
            return "A key holds an invalid escape.";
        if (at(++position) != ':')
            return position < m_count ? "A colon is missing." : "The record ends too early.";
        ++position;
        state = m_handler.member(frame.state, frame.serial, key, escaped);
        return nullptr;
    }

    /// The members that most records consist of: a string without escapes, and no white space around it. Takes the one at
    /// `position` and what ends it is a comma or the object's end; false (and nothing is done) where it is another.
    bool plainMember(std::uint32_t position, const WalkFrame& frame)
    {
        if (position + 3 >= m_count)
            return false;
        const std::uint32_t* const at = m_structurals + position;
        const char* const key = m_data + at[0] + 1;
        const char* const keyEnd = m_data + at[1] - 1;
        const char* const value = m_data + at[2] + 1;
        const char* const end = m_data + at[3] - 1;
        if (key[-1] != '"' || keyEnd[1] != ':' || *keyEnd != '"' || keyEnd < key || value[-1] != '"' || *end != '"'
            || end < value || (end[1] != ',' && end[1] != '}') || m_text.backslash(at[0]) < at[3])
            return false;
        Token token;
        token.kind = TokenKind::String;
        token.raw = std::string_view(value, static_cast<std::size_t>(end - value));
        token.position = position + 2;
        const std::string_view name(key, static_cast<std::size_t>(keyEnd - key));
        if constexpr (requires { m_handler.plainMember(frame.state, frame.serial, name, token); })
            m_handler.plainMember(frame.state, frame.serial, name, token);
        else
            m_handler.scalar(m_handler.member(frame.state, frame.serial, name, false), token);
        return true;
    }

    const JsonText& m_text;
    const char* m_data;
    std::size_t m_size;
    const std::uint32_t* m_structurals;
    std::uint32_t m_count;
    WalkScratch& m_scratch;
    Handler& m_handler;
};

/// Walks a whole record: an object with nothing behind it. Where the text goes on, `end` is where the record does.
template <class Handler>
const char* walkRecord(const JsonText& text, WalkScratch& scratch, Handler& handler, std::uint32_t state,
    std::uint32_t& position, std::size_t end)
{
    if (text.data()[text.structurals()[0]] != '{')
        return "The record is not a JSON object.";
    position = 0;
    if (const char* reason = JsonWalk<Handler>(text, scratch, handler).run(position, state))
        return reason;
    const bool whole =
        end ? text.structurals()[position - 1] + std::size_t{1} == end : position == text.structuralCount();
    return whole ? nullptr : "Something follows the record's end.";
}

template <class Handler>
const char* walkRecord(const JsonText& text, WalkScratch& scratch, Handler& handler, std::uint32_t state)
{
    std::uint32_t position = 0;
    return walkRecord(text, scratch, handler, state, position, 0);
}

} // namespace auditorium
