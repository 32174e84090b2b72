// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/cursor.h"
#include "query/lexer.h"

#include <algorithm>

namespace auditorium {
namespace {

using Kind = QueryNode::Kind;

constexpr int maxDepth = 200;
constexpr std::string_view termForms = "column:value, a word, \"text in quotes\" or '('";

/// Or, And, Not and parentheses; recursion is bounded by maxDepth.
class QueryParser {
public:
    explicit QueryParser(std::string_view text) { m_cursor.text = text; }

    Result<Query> parse()
    {
        skipSpace();
        if (m_cursor.atEnd())
            return Query{};
        QueryNodePtr root = parseOr(0);
        if (root && !m_cursor.atEnd())
            m_cursor.syntax("Expected the end or another term; there is no '(' for this ')'.", m_cursor.at, 1);
        if (m_cursor.error)
            return *m_cursor.error;
        return Query{std::move(root)};
    }

private:
    void skipSpace() { m_cursor.at = lexer::skipSpace(m_cursor.text, m_cursor.at); }
    bool isWord(std::string_view keyword) const
    {
        return m_cursor.text.substr(m_cursor.at, lexer::wordEnd(m_cursor.text, m_cursor.at) - m_cursor.at) == keyword;
    }
    bool takeWord(std::string_view keyword)
    {
        if (!isWord(keyword))
            return false;
        m_cursor.at += keyword.size();
        return true;
    }
    /// Joins what was collected; one child stands for itself.
    static QueryNodePtr join(Kind kind, std::vector<QueryNodePtr> children)
    {
        if (children.size() == 1)
            return children.front();
        QueryNode node;
        node.kind = kind;
        node.position = children.front()->position;
        node.length = children.back()->position + children.back()->length - node.position;
        node.children = std::move(children);
        return std::make_shared<const QueryNode>(std::move(node));
    }

    QueryNodePtr parseOr(int depth)
    {
        std::vector<QueryNodePtr> children;
        std::string_view after;
        do {
            children.push_back(parseAnd(depth, after));
            if (!children.back())
                return nullptr;
            after = "OR";
        } while (takeWord("OR"));
        return join(Kind::Or, std::move(children));
    }

    QueryNodePtr parseAnd(int depth, std::string_view after)
    {
        std::vector<QueryNodePtr> children;
        for (;;) {
            children.push_back(parseUnary(depth, after));
            if (!children.back())
                return nullptr;
            skipSpace();
            after = {};
            if (takeWord("AND"))
                after = "AND";
            else if (m_cursor.atEnd() || m_cursor.here() == ')' || isWord("OR"))
                return join(Kind::And, std::move(children));
        }
    }

    /// Notes an error if no term or parenthesis stands here; `after` is what asked for one.
    bool expectTerm(std::string_view after)
    {
        const std::string place = after.empty() ? std::string() : " after '" + std::string(after) + "'";
        const std::string expected = "Expected a term" + place + ": " + std::string(termForms);
        if (m_cursor.atEnd())
            m_cursor.syntax(expected + ".", m_cursor.at, 0);
        else if (m_cursor.here() == ')')
            m_cursor.syntax(expected + "; found ')'.", m_cursor.at, 1);
        else if (isWord("AND") || isWord("OR"))
            m_cursor.syntax(
                expected + "; to search for the word " + (isWord("OR") ? "OR" : "AND") + ", write it in quotes.",
                m_cursor.at, isWord("OR") ? 2 : 3);
        return !m_cursor.error;
    }

    QueryNodePtr parseUnary(int depth, std::string_view after)
    {
        skipSpace();
        if (!expectTerm(after))
            return nullptr;
        const std::size_t start = m_cursor.at;
        if (takeWord("NOT"))
            return negated(start, tooDeep(depth + 1, start, 3) ? nullptr : parseUnary(depth + 1, "NOT"));
        if (m_cursor.here() == '-') {
            ++m_cursor.at;
            const bool space = !m_cursor.atEnd() && lexer::spaceAt(m_cursor.text, m_cursor.at);
            if (space || m_cursor.here() == '-' || isWord("NOT")) {
                m_cursor.syntax(
                    "Expected a term right after '-', which means NOT; a text that begins with '-' goes in quotes.",
                    start, 1);
                return nullptr;
            }
            return negated(start, expectTerm("-") ? groupOrTerm(depth) : nullptr);
        }
        return groupOrTerm(depth);
    }

    static QueryNodePtr negated(std::size_t start, QueryNodePtr child)
    {
        if (!child)
            return nullptr;
        QueryNode node;
        node.kind = Kind::Not;
        node.position = start;
        node.length = child->position + child->length - start;
        node.children.push_back(std::move(child));
        return std::make_shared<const QueryNode>(std::move(node));
    }

    bool tooDeep(int depth, std::size_t position, std::size_t length)
    {
        if (depth <= maxDepth)
            return false;
        m_cursor.syntax("Expected at most " + std::to_string(maxDepth) + " parentheses or NOTs inside each other.",
            position, length);
        return true;
    }

    QueryNodePtr groupOrTerm(int depth)
    {
        if (m_cursor.here() != '(') {
            auto term = parseTerm(m_cursor);
            return term ? std::make_shared<const QueryNode>(std::move(*term)) : nullptr;
        }
        const std::size_t open = m_cursor.at;
        if (tooDeep(depth + 1, open, 1))
            return nullptr;
        ++m_cursor.at;
        skipSpace();
        if (m_cursor.atEnd()) {
            m_cursor.syntax("Expected a term and ')' after this '('.", open, 1);
            return nullptr;
        }
        QueryNodePtr inner = parseOr(depth + 1);
        if (!inner)
            return nullptr;
        if (m_cursor.here() != ')') {
            m_cursor.syntax("Expected ')' for this '('.", open, 1);
            return nullptr;
        }
        ++m_cursor.at;
        // The parentheses belong to the place of what they hold.
        QueryNode placed = *inner;
        placed.position = open;
        placed.length = m_cursor.at - open;
        return std::make_shared<const QueryNode>(std::move(placed));
    }

    QueryCursor m_cursor;
};

bool equalNodes(const QueryNodePtr& a, const QueryNodePtr& b)
{
    if (!a || !b)
        return !a && !b;
    return a->kind == b->kind && a->column == b->column && a->values == b->values && a->openLow == b->openLow
        && a->openHigh == b->openHigh
        && std::equal(a->children.begin(), a->children.end(), b->children.begin(), b->children.end(), equalNodes);
}

} // namespace

bool operator==(const Query& a, const Query& b) { return equalNodes(a.root, b.root); }

Result<Query> parseQuery(std::string_view text) { return QueryParser(text).parse(); }

} // namespace auditorium
