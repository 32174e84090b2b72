// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/run_values.h"

#include <algorithm>

namespace auditorium {

/// One scalar; false where it is not what it was, or needs a closer look.
[[gnu::always_inline]] inline bool RunValues::take(
    ColumnPlan::Use use, std::uint32_t path, const char* begin, const char* last, std::uint32_t p, const Row& row)
{
    const bool isField = use.isField();
    std::string_view value;
    if (*begin == '"') {
        if (*last != '"' || last == begin)
            return false;
        value = {begin + 1, static_cast<std::size_t>(last - begin - 1)};
        if (row.escaped && !validEscapes(value))
            return false;
        if (beginsLikeJson(value) && !m_fast.betweenParts(path, value, p, row.escaped))
            return false;
        if (row.escaped && (isField || row.strays))
            value = m_fast.unescaped(value);
        if (row.strays && m_fast.mayBeStray(value, use.speaks()))
            return false;
        if (isField && !use.quoted())
            return !(m_harmful = true);
    } else {
        value = {begin, static_cast<std::size_t>(last + 1 - begin)};
        if (value == "null")
            return true;
        if (!(isJsonNumber(value) || value == "true" || value == "false"))
            return false;
        if (isField && use.quoted())
            return !(m_harmful = true);
    }
    if (isField) {
        row.values[use.field][row.number] = value;
        *row.filled |= std::uint32_t{1} << use.field;
    }
    return use.field != ColumnPlan::Use::harmful || !(m_harmful = true);
}

bool RunValues::read(ColumnPlan& plan, RecordView& view, const JsonText& text, std::uint32_t begin, std::size_t end,
    std::uint32_t path, PathTrie::State state, bool nested, std::size_t number)
{
    const char* const data = text.data();
    const std::uint32_t* const at = text.structurals();
    const std::uint32_t count = text.structuralCount();
    std::size_t backslash = text.backslash(at[begin]);
    std::size_t paths = m_links.pathCount();
    plan.takePaths(paths);
    const ColumnPlan::Use* uses = plan.uses();
    std::uint32_t filled = 0;
    Row row{m_values.data(), &filled, number, m_fast.looksForStrays(), false};
    const bool good = m_links.follow(view.trie(), text, begin, end, path, state, [&](const RecordLinks::Link& link, std::uint32_t& p) {
        const char* const value = data + at[p];
        if (*value == '[') {
            m_listTold = m_listTold || link.state != PathTrie::dead;
            std::uint32_t position = p; // p itself stays in a register
            if (!(nested ? m_fast.walkNested(view, text, link.to, position)
                         : m_fast.walkPart(view, text, link.to, link.state, position))
                || position >= count)
                return false;
            backslash = text.backslash(at[position]);
            p = position;
            return true;
        }
        ColumnPlan::Use use = link.to < paths ? uses[link.to] : ColumnPlan::Use{};
        if (use.field == ColumnPlan::Use::unasked) {
            use = plan.use(m_scorer, link.to);
            uses = plan.uses();
            paths = std::max<std::size_t>(paths, link.to + 1);
        }
        const std::uint32_t behind = at[p + 1];
        row.escaped = backslash < behind;
        if (!take(use, link.to, value, data + behind - 1, p, row))
            return false;
        if (row.escaped)
            backslash = text.backslash(behind);
        ++p;
        return true;
    });
    m_filled |= filled;
    return good;
}

} // namespace auditorium
