// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic_run.h"

#include "ingest/engine.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::size_t mostShapes = 8;

} // namespace

/// One scalar; false where it is not what it was, or needs a closer look.
[[gnu::always_inline]] inline bool GenericRun::take(
    const RecordShape::Step& step, const JsonText& text, std::uint32_t p, std::size_t backslash, std::size_t row)
{
    const std::uint32_t* const at = text.structurals();
    const char* const begin = text.data() + at[p];
    const char* const last = text.data() + at[p + 1] - 1;
    const bool isField = step.field != RecordShape::noField;
    if (*begin == '"') {
        if (*last != '"' || last == begin || step.null || (isField && !step.quoted))
            return false;
        std::string_view inner(begin + 1, static_cast<std::size_t>(last - begin - 1));
        const bool escaped = backslash < at[p + 1];
        if (escaped && !validEscapes(inner))
            return false;
        if (beginsLikeJson(inner) && !m_fast.betweenParts(step.path, inner, p, escaped))
            return false;
        if (escaped && (isField || m_fast.looksForStrays()))
            inner = m_fast.unescaped(inner);
        if (isField)
            m_values[step.field][row] = inner;
        return !m_fast.mayBeStray(inner, step.speaks);
    }
    if (*begin == '{' || *begin == '[')
        return false;
    const std::string_view word(begin, static_cast<std::size_t>(last + 1 - begin));
    if (word == "null")
        return !isField;
    if (step.null || (isField && step.quoted) || !(isJsonNumber(word) || word == "true" || word == "false"))
        return false;
    if (isField)
        m_values[step.field][row] = word;
    return true;
}

GenericRun::Fit GenericRun::follow(Known& known, RecordView& view, RecordWindow& window, ProfileFinder& finder,
    const RecordWindow::Place& place, std::size_t row)
{
    const JsonText& text = window.text();
    const char* const data = text.data();
    const std::uint32_t* const at = text.structurals();
    const std::uint32_t count = text.structuralCount();
    const RecordShape& shape = known.shape;
    m_fast.beginParts(shape.tells ? &shape.met : nullptr, known.plan.strays(), m_arena);
    std::uint32_t p = place.structural();
    std::size_t backslash = text.backslash(at[p]);
    for (const RecordShape::Step& step : shape.steps) {
        const std::uint32_t next = p + step.structurals;
        if (step.kind == RecordShape::Kind::End) {
            if (next > count || at[p] + std::size_t{step.size} != place.end()
                || !equalBytes({data + at[p], step.size}, {step.bytes, step.size}))
                return differs(shape, step, text, p);
            p = next;
            break;
        }
        if (next + 1 >= count || at[next] - at[p] != step.size
            || !equalBytes({data + at[p], step.size}, {step.bytes, step.size}))
            return differs(shape, step, text, p);
        p = next;
        if (step.kind == RecordShape::Kind::Loose) {
            if (data[at[p]] != '{' && data[at[p]] != '[')
                return Fit::OtherShape;
            if (!m_fast.walkPart(view, text, step.path, step.state, p) || p >= count)
                return Fit::NeedsMore;
            backslash = text.backslash(at[p]);
            continue;
        }
        if (!take(step, text, p, backslash, row))
            return Fit::NeedsMore;
        if (backslash < at[p + 1])
            backslash = text.backslash(at[p + 1]);
        ++p;
    }
    m_walked = p;
    if (!m_fast.hasPending() && m_fast.noted().empty() && known.plan.looseFields().empty())
        return shape.tells && finder.mayFind(m_fast.met()) ? Fit::NeedsMore : Fit::Fits;
    if (!followWalks(known, view, window, place.structural(), row))
        return Fit::NeedsMore;
    return shape.tells && finder.mayFind(m_fast.met()) ? Fit::NeedsMore : Fit::Fits;
}

/// What walks found.
bool GenericRun::followWalks(
    Known& known, RecordView& view, RecordWindow& window, std::uint32_t structural, std::size_t row)
{
    if (m_fast.hasPending()) {
        view.borrow(window, structural);
        if (!m_fast.walkPending(view))
            return false;
    }
    for (const std::uint32_t path : m_fast.noted())
        if (!known.plan.harmless(m_scorer, path)) {
            m_wanted = true;
            return false;
        }
    for (const ColumnPlan::LooseField& loose : known.plan.looseFields()) {
        const GenericFast::Value& found = m_fast.value(loose.path);
        m_wanted = m_wanted || !m_fast.has(loose.path);
        if (!m_fast.has(loose.path) || found.nested || (found.kind == TokenKind::String) != loose.quoted)
            return false;
        m_values[loose.field][row] = found.text;
    }
    return true;
}

/// Notes where the record left the shape, if it came farther than in another one.
GenericRun::Fit GenericRun::differs(
    const RecordShape& shape, const RecordShape::Step& step, const JsonText& text, std::uint32_t p)
{
    const auto reached = static_cast<std::size_t>(&step - shape.steps.data()) + 1;
    if (reached > m_reached) {
        m_reached = reached;
        m_differs = step.before;
        const std::size_t size = std::min<std::size_t>(step.size, text.size() - text.structurals()[p]);
        const char* const bytes = text.data() + text.structurals()[p];
        for (std::size_t i = 0; i < size && bytes[i] == step.bytes[i]; ++i)
            if (bytes[i] == '}')
                m_differs = m_scorer.paths()[m_differs].parent;
            else if (bytes[i] == '{')
                m_differs = step.path ? m_scorer.paths()[step.path].parent : m_differs;
    }
    return Fit::OtherShape;
}

/// A shape that the record fits, in front of the others then; its values are those of row 0.
GenericRun::Known* GenericRun::fitting(
    RecordView& view, RecordWindow& window, ProfileFinder& finder, const RecordWindow::Place& place)
{
    m_reached = 0;
    m_differs = PathMemory::root;
    m_wanted = false;
    bool needsMore = false;
    for (std::size_t i = 0; i < m_known.size(); ++i) {
        const Fit fit = follow(*m_known[i], view, window, finder, place, 0);
        needsMore = needsMore || fit == Fit::NeedsMore;
        if (fit != Fit::Fits)
            continue;
        const auto found = m_known.begin() + static_cast<std::ptrdiff_t>(i);
        std::rotate(m_known.begin(), found, found + 1);
        return m_known.front().get();
    }
    m_wanted = m_wanted || !needsMore;
    return nullptr;
}

/// Records of one shape. `goOn`: behind them may be another one.
std::size_t GenericRun::readGroup(
    RecordView& view, RecordWindow& window, ProfileFinder& finder, std::size_t first, EventBatch& batch, bool& goOn)
{
    goOn = false;
    if (m_scorer.tooManyPaths())
        return 0; // the record is read in a way that forgets them
    m_arena.reset();
    Known* known = nullptr;
    std::size_t rows = 0;
    for (; rows < m_rows && first + rows < window.count() && (rows == 0 || !window.moves(first + rows)); ++rows) {
        const auto place = window.find(window.raw(first + rows));
        if (!place)
            break;
        if (rows == 0 ? !(known = fitting(view, window, finder, place))
                      : follow(*known, view, window, finder, place, rows) != Fit::Fits)
            break;
        m_begins[rows] = place.structural();
        window.leave(m_walked);
    }
    if (rows == 0)
        return 0;
    const std::size_t taken = known->plan.take(m_scorer, m_values, rows, batch);
    if (taken < rows) {
        window.back(first + taken, m_begins[taken]);
        m_rows = std::max<std::size_t>(m_rows / 4, 2);
        m_wanted = false;
    } else {
        goOn = true;
        m_rows = std::min(m_rows * 2, ColumnPlan::mostRows);
    }
    return taken;
}

std::size_t GenericRun::read(
    RecordView& view, RecordWindow& window, ProfileFinder& finder, std::size_t first, EventBatch& batch)
{
    m_scorer.limitPaths();
    m_fast.catchUp();
    if (m_epoch != m_fast.epoch() || m_epoch != m_scorer.epoch()) {
        m_epoch = m_fast.epoch();
        m_known.clear();
        m_loose.clear();
    }
    std::size_t taken = 0;
    m_wanted = m_known.empty();
    for (bool goOn = !m_wanted; goOn && first + taken < window.count();)
        taken += readGroup(view, window, finder, first + taken, batch, goOn);
    m_trial.count(taken);
    return taken;
}

void GenericRun::learn(const RecordView& view, ProfileFinder& finder)
{
    if (!m_wanted || m_fast.epoch() != m_scorer.epoch())
        return;
    m_wanted = false;
    if (!m_trial.mayLearn())
        return;
    if (m_differs > PathMemory::root && m_loose.insert(m_differs).second)
        std::erase_if(m_known, [&](const auto& known) {
            const auto& steps = known->shape.steps;
            return std::any_of(steps.begin(), steps.end(), [&](const RecordShape::Step& step) {
                return step.path && m_scorer.paths()[step.path].parent == m_differs;
            });
        });
    m_differs = PathMemory::root;
    auto known = std::make_unique<Known>();
    if (!takeShape(view.text(0), 0, m_fast.end(), m_scorer.paths(), view.trie(), m_loose, known->shape)
        || finder.mayFind(known->shape.met) || !known->plan.make(m_scorer, m_fast, known->shape)) {
        m_trial.learned(false, false);
        return;
    }
    const bool full = m_known.size() == mostShapes;
    m_trial.learned(true, full);
    if (full)
        m_known.pop_back();
    m_known.insert(m_known.begin(), std::move(known));
}

} // namespace auditorium
