// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/querytext.h"

#include <algorithm>

namespace auditorium {

namespace {

bool isOperator(QChar c)
{
    return c == QLatin1Char(':') || c == QLatin1Char('=') || c == QLatin1Char('~') || c == QLatin1Char('<') || c == QLatin1Char('>');
}

bool isBracket(QChar c)
{
    return c == QLatin1Char('(') || c == QLatin1Char(')');
}

bool endsWord(QChar c)
{
    return c.isSpace() || isBracket(c) || c == QLatin1Char(',') || c == QLatin1Char('"');
}

class Cutter {
public:
    explicit Cutter(const QString& text) : m_text(text) {}

    std::vector<QueryToken> run()
    {
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at];
            if (c.isSpace()) {
                ++m_at;
                m_termStart = m_listDepth == 0;
            } else if (isBracket(c)) {
                bracket(c);
            } else if (c == QLatin1Char(',')) {
                take(QueryTokenKind::Operator, 1);
            } else if (c == QLatin1Char('"')) {
                quoted();
            } else if (c == QLatin1Char('-') && m_termStart) {
                take(QueryTokenKind::Negation, 1);
                m_termStart = true;
            } else if (isOperator(c)) {
                operators();
            } else {
                word();
            }
        }
        return std::move(m_tokens);
    }

private:
    void take(QueryTokenKind kind, int length)
    {
        m_tokens.push_back({kind, {m_at, length}});
        m_at += length;
        m_termStart = false;
    }

    /// "column:(a, b)" opens a list, in which no columns and no negations stand; any other bracket opens a group.
    void bracket(QChar c)
    {
        const bool open = c == QLatin1Char('(');
        const bool afterOperator = !m_tokens.empty() && m_tokens.back().kind == QueryTokenKind::Operator;
        if (open && (m_listDepth > 0 || afterOperator))
            ++m_listDepth;
        else if (!open && m_listDepth > 0)
            --m_listDepth;
        take(QueryTokenKind::Bracket, 1);
        m_termStart = open && m_listDepth == 0;
    }

    void quoted()
    {
        int end = m_at + 1;
        while (end < m_text.size() && m_text[end] != QLatin1Char('"'))
            end += m_text[end] == QLatin1Char('\\') ? 2 : 1;
        take(QueryTokenKind::Quoted, std::min(end + 1, static_cast<int>(m_text.size())) - m_at);
    }

    void operators()
    {
        int end = m_at;
        while (end < m_text.size() && isOperator(m_text[end]))
            ++end;
        take(QueryTokenKind::Operator, end - m_at);
    }

    void word()
    {
        const bool start = m_termStart;
        int end = m_at;
        while (end < m_text.size() && !endsWord(m_text[end]) && !(start && isOperator(m_text[end])))
            ++end;
        const QStringView text = QStringView(m_text).mid(m_at, end - m_at);
        QueryTokenKind kind = QueryTokenKind::Word;
        if (start && end < m_text.size() && isOperator(m_text[end]))
            kind = QueryTokenKind::Column;
        else if (start && (text == QLatin1String("AND") || text == QLatin1String("OR")))
            kind = QueryTokenKind::Keyword;
        else if (start && text == QLatin1String("NOT"))
            kind = QueryTokenKind::Negation;
        take(kind, end - m_at);
    }

    const QString& m_text;
    std::vector<QueryToken> m_tokens;
    int m_at = 0;
    int m_listDepth = 0;
    bool m_termStart = true;
};

} // namespace

std::vector<QueryToken> queryTokens(const QString& text)
{
    return Cutter(text).run();
}

int utf16Position(const QString& text, std::size_t byte)
{
    std::size_t bytes = 0;
    int at = 0;
    while (at < text.size() && bytes < byte) {
        const bool pair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        const ushort unit = text[at].unicode();
        bytes += pair ? 4 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
        at += pair ? 2 : 1;
    }
    return at;
}

std::size_t bytePosition(const QString& text, int utf16)
{
    return static_cast<std::size_t>(QStringView(text).left(std::clamp<qsizetype>(utf16, 0, text.size())).toUtf8().size());
}

} // namespace auditorium
