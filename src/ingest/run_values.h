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
        m_filled = std::uint32_t{1} << ColumnPlan::Use::harmless;
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
    /// An object that is being read.
    struct Object {
        ColumnPlan& plan;
        RecordView& view;
        const JsonText& text;
        std::uint32_t begin;
        std::size_t end;
        std::uint32_t path;
        PathTrie::State state;
        bool nested;
        std::size_t row;
    };
    /// What is done with its values: see RecordLinks::follow().
    template <class Width>
    struct Taker;

    template <class Width>
    bool readAs(const Object& object);
    bool readWide(const Object& object);
    bool takeText(const Object& object, std::uint32_t path, std::string_view value, std::uint32_t p);
    bool takeScalar(const Object& object, std::uint32_t path, std::string_view value);
    bool takeList(const Object& object, const RecordLinks::Link& link, std::uint32_t& p);

    GenericScorer& m_scorer;
    GenericFast& m_fast;
    RecordLinks m_links;
    Arena m_arena; ///< of values that had to be unescaped
    std::array<ColumnPlan::Field, ColumnPlan::maxFields + 1> m_values; ///< behind them: see ColumnPlan::Use::harmless
    std::uint32_t m_filled = 0; ///< fields of the row, a bit each, as in ColumnPlan::allFields()
    VectorWidth m_width = mostVectorWidth();
    bool m_escaped = false; ///< the value that is being read
    bool m_harmful = false;
    bool m_listTold = false;
};

} // namespace auditorium
