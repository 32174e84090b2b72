// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/query.h"

#include <cstdint>
#include <string>
#include <vector>

/// The same numbers on every machine: tests are repeatable.
class Random {
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed * 2 + 1)
    {
    }
    std::uint32_t below(std::uint32_t bound)
    {
        m_state = m_state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::uint32_t>((m_state >> 33) % bound);
    }
    bool chance(std::uint32_t percent) { return below(100) < percent; }
    template <class T>
    const T& of(const std::vector<T>& list)
    {
        return list[below(static_cast<std::uint32_t>(list.size()))];
    }

private:
    std::uint64_t m_state;
};

/// Random queries over given words: trees that a text can stand for, so that printing and reading must keep them.
class RandomQuery {
public:
    explicit RandomQuery(std::uint64_t seed)
        : m_random(seed)
    {
    }

    std::vector<std::string> words = {"alice", "Bob", "bob", "login", "A", "a b", "x\"y", "c\\d", "caf\xc3\xa9", "..",
        "a..b", "AND", "-1", "10", "9.5", "=", "<x", "(p)", "a,b", "*", "\xff\xfe", "\n", " ", "success", "2026"};
    std::vector<std::string> wild = {"a*", "*b", "*", "l*n", "*i*", "**", "A*e"};
    std::vector<std::string> times = {"2026", "2026-09", "2026-09-01", "2026-09-01T10", "2026-09-01T10:30",
        "2026-09-01T10:30:15Z", "2026-09-01T10:30:15.25+02:00", "1788264615", "20260901"};
    std::vector<std::string> relativeTimes = {"now", "today", "yesterday", "-24h", "-7d", "-2w", "-90m", "10:30"};
    std::vector<std::string> addresses = {"10.0.0.1", "10.1.2.3", "192.168.0.7", "8.8.8.8", "2001:db8::1", "::1"};
    std::vector<std::string> networks = {"10.0.0.0/8", "0.0.0.0/0", "2001:db8::/32", "8.8.8.8/32", "private", "public"};
    std::vector<std::string> regexes = {
        "a", "^a", "(?i)BOB$", "[a-c]+", "^$", ".", "(a|b)c*", "\\d", "x y", "\\(", "\""};
    std::vector<std::string> paths = {"role", "target.id", "user agent", "n", "missing", "a\"b", "x:y"};

    auditorium::Query query()
    {
        if (m_random.chance(2))
            return {};
        return {node(3)};
    }

    auditorium::ColumnRef column()
    {
        const auto column = static_cast<auditorium::Column>(m_random.below(auditorium::columnCount));
        return {
            column, column == auditorium::Column::Details && m_random.chance(90) ? m_random.of(paths) : std::string()};
    }

    Random& random() { return m_random; }

private:
    using Node = auditorium::QueryNode;
    using Kind = Node::Kind;

    auditorium::QueryNodePtr node(int depth)
    {
        Node out;
        if (depth > 0 && m_random.chance(55)) {
            out.kind = static_cast<Kind>(m_random.below(3));
            const std::uint32_t count = out.kind == Kind::Not ? 1 : 2 + m_random.below(3);
            for (std::uint32_t i = 0; i < count; ++i)
                out.children.push_back(node(depth - 1));
        } else {
            out = term();
        }
        return std::make_shared<const Node>(std::move(out));
    }

    Node term()
    {
        Node out;
        out.kind = static_cast<Kind>(3 + m_random.below(11));
        if (out.kind == Kind::Text) {
            out.values.push_back(m_random.chance(20) ? auditorium::QueryValue{m_random.of(wild)}
                                                     : auditorium::QueryValue{m_random.of(words), true});
            return out;
        }
        out.column = column();
        if (out.kind == Kind::Has || out.kind == Kind::No)
            return out;
        if (out.kind == Kind::Regex) {
            out.values.push_back({m_random.of(regexes), true});
            return out;
        }
        const std::uint32_t count = out.kind == Kind::Range  ? 2
            : out.kind == Kind::Match && m_random.chance(30) ? 2 + m_random.below(3)
                                                             : 1;
        for (std::uint32_t i = 0; i < count; ++i)
            out.values.push_back(value(out));
        if (out.kind == Kind::Range && m_random.chance(40)) {
            (m_random.chance(50) ? out.openLow : out.openHigh) = true;
            out.values[out.openLow ? 0 : 1] = {};
        }
        return out;
    }

    auditorium::QueryValue value(const Node& term)
    {
        using auditorium::Column;
        if (term.column.column == Column::Time)
            return m_random.chance(50) ? auditorium::QueryValue{m_random.of(relativeTimes)}
                                       : auditorium::QueryValue{m_random.of(times), m_random.chance(20)};
        const bool compares = term.kind != Kind::Match && term.kind != Kind::Equals;
        if (term.column.column == Column::Ip && (compares || m_random.chance(60)))
            return {m_random.of(!compares && m_random.chance(60) ? networks : addresses), m_random.chance(20)};
        if (term.kind == Kind::Match && m_random.chance(25))
            return {m_random.of(wild)};
        return {m_random.of(words), true};
    }

    Random m_random;
};
