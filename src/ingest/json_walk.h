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
        : m_data(text.data())
        , m_size(text.size())
        , m_structurals(text.structurals())
        , m_count(text.structuralCount())
        , m_scratch(scratch)
        , m_handler(handler)
    {
        m_nextBackslash = text.hasBackslash() ? 0 : m_size;
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
        if (m_nextBackslash < begin) { // the walk goes forward, so one search serves many strings
            const void* found = std::memchr(m_data + begin, '\\', m_size - begin);
            m_nextBackslash = found ? static_cast<std::size_t>(static_cast<const char*>(found) - m_data) : m_size;
        }
        escaped = m_nextBackslash < end;
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
                if (at(position) != (array ? ']' : '}')) {
                    if (const char* reason = child(position, state))
                        return reason;
                    continue;
                }
            } else {
                if (c == '\0' || c == '}' || c == ']' || c == ',' || c == ':')
                    return position < m_count ? "A value is missing." : "The record ends too early.";
                if (const char* reason = scalar(position, state))
                    return reason;
                ++position;
                if (frames.size() == base)
                    return nullptr;
                if (at(position) == ',') {
                    ++position;
                    if (const char* reason = child(position, state))
                        return reason;
                    continue;
                }
            }
            bool more = false;
            while (!more) { // ends of containers
                const WalkFrame frame = frames.back();
                if (at(position) == ',') {
                    ++position;
                    more = true;
                    break;
                }
                if (at(position) != (frame.array ? ']' : '}'))
                    return position < m_count ? "A comma or a bracket is missing." : "The record ends too early.";
                ++position;
                frames.pop_back();
                m_handler.close(frame.state, frame.array);
                if (frames.size() == base)
                    return nullptr;
            }
            if (const char* reason = child(position, state))
                return reason;
        }
    }

    /// Steps to the value of the next member or element of the innermost container.
    const char* child(std::uint32_t& position, std::uint32_t& state)
    {
        WalkFrame& frame = m_scratch.frames.back();
        if (frame.array) {
            state = m_handler.element(frame.state, frame.index++);
            return nullptr;
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

    const char* m_data;
    std::size_t m_size;
    const std::uint32_t* m_structurals;
    std::uint32_t m_count;
    WalkScratch& m_scratch;
    Handler& m_handler;
    std::size_t m_nextBackslash = 0;
};

/// Walks a whole record: an object with nothing behind it.
template <class Handler>
const char* walkRecord(const JsonText& text, WalkScratch& scratch, Handler& handler, std::uint32_t state)
{
    if (text.data()[text.structurals()[0]] != '{')
        return "The record is not a JSON object.";
    std::uint32_t position = 0;
    if (const char* reason = JsonWalk<Handler>(text, scratch, handler).run(position, state))
        return reason;
    return position < text.structuralCount() ? "Something follows the record's end." : nullptr;
}

} // namespace auditorium
