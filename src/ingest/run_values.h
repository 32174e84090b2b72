// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/column_plan.h"
#include "ingest/generic_values.h"
#include "ingest/record_links.h"

#include <array>

namespace auditorium {

/// The values of rows that are read together, as a plan wants them, and what is asked of each one on the way.
class RunValues {
public:
    RunValues(GenericScorer& scorer, GenericFast& fast)
        : m_scorer(scorer)
        , m_fast(fast)
        , m_links(fast)
    {
    }
    /// Paths were given new numbers.
    void clear() { m_links.clear(); }
    /// No values of before are needed any more.
    void beginRows() { m_arena.reset(); }
    void beginRow(const ColumnPlan& plan)
    {
        m_filled = 0;
        m_harmful = m_listTold = false;
        m_fast.beginParts(plan.strays(), m_arena);
    }
    void set(std::uint8_t field, std::size_t row, std::string_view value)
    {
        m_values[field][row] = value;
        m_filled |= std::uint32_t{1} << field;
    }
    /// Reads an object that must end at `end`; `nested`: it stands in a string. False where it needs a closer look.
    bool read(ColumnPlan& plan, RecordView& view, const JsonText& text, std::uint32_t begin, std::size_t end,
        std::uint32_t path, PathTrie::State state, bool nested, std::size_t number);
    /// Whether the plan is that of the row, of which everything was read.
    bool fits(ColumnPlan& plan)
    {
        for (const std::uint32_t path : m_fast.noted()) // by walks
            m_harmful = m_harmful || plan.use(m_scorer, path).field == ColumnPlan::Use::harmful;
        return !m_harmful && m_filled == plan.allFields();
    }
    /// Why read() failed: a value that another plan may take.
    bool harmful() const { return m_harmful; }
    const RecordLinks& links() const { return m_links; }
    /// Whether a list stood where a profile looks: see GenericFast::met().
    bool listTold() const { return m_listTold; }
    Arena& arena() { return m_arena; }
    std::span<const ColumnPlan::Field> rows() const { return m_values; }

private:
    struct Row {
        ColumnPlan::Field* values;
        std::uint32_t* filled;
        std::size_t number;
        bool strays, escaped; ///< escaped: the value that is being read
    };
    bool take(ColumnPlan::Use use, std::uint32_t path, const char* begin, const char* last, std::uint32_t p, const Row& row);

    GenericScorer& m_scorer;
    GenericFast& m_fast;
    RecordLinks m_links;
    Arena m_arena; ///< of values that had to be unescaped
    std::array<ColumnPlan::Field, ColumnPlan::maxFields> m_values;
    std::uint32_t m_filled = 0; ///< fields of the row, a bit each
    bool m_harmful = false;
    bool m_listTold = false;
};

} // namespace auditorium
