// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/run_values.h"

namespace auditorium {

/// Most values need no more than a few looks; the others go on to RunValues.
template <class Width>
struct RunValues::Taker {
    RunValues& run;
    const Object& object;
    const char* backslash;  ///< the next one
    std::uint8_t textFlags; ///< that a path must have
    ColumnPlan::Field* fields;
    std::size_t row;
    const ColumnPlan::Use* uses = nullptr;
    std::uint32_t filled = 0;

    void grow()
    {
        object.plan.takePaths(run.m_links.pathCount());
        uses = object.plan.uses();
    }
    [[gnu::always_inline]] void keep(ColumnPlan::Use use, const char* begin, const char* end)
    {
        fields[use.field][row] = {begin, static_cast<std::size_t>(end - begin)};
        filled |= std::uint32_t{1} << use.field;
    }
    [[gnu::always_inline]] bool text(const RecordLinks::Link& link, const char* begin, const char* end, std::uint32_t p)
    {
        const ColumnPlan::Use use = uses[link.to];
        if ((use.flags & textFlags) != textFlags || backslash < end || opensJson(*begin)) [[unlikely]]
            return closerText(link, begin, end, p);
        keep(use, begin, end);
        return true;
    }
    [[gnu::always_inline]] bool scalar(const RecordLinks::Link& link, const char* begin, const char* end, std::uint32_t)
    {
        const ColumnPlan::Use use = uses[link.to];
        const auto size = static_cast<std::size_t>(end - begin);
        if (!use.takesScalar() || size > 16 || !Width::areDigits(begin, size) || (*begin == '0' && size > 1))
            return run.takeScalar(object, link.to, {begin, size});
        keep(use, begin, end);
        return true;
    }
    bool list(const RecordLinks::Link& link, std::uint32_t& p)
    {
        if (!run.takeList(object, link, p))
            return false;
        backslash = backslashBehind(object, object.text.structurals()[p]);
        return true;
    }
    static const char* backslashBehind(const Object& object, std::size_t from)
    {
        return object.text.data() + object.text.backslash(from);
    }
    /// As beginsLikeJson() has it; what is behind an empty text is a quote.
    static bool opensJson(char c) { return c == '{' || c == '[' || c <= ' '; }
    [[gnu::noinline]] bool closerText(const RecordLinks::Link& link, const char* begin, const char* end, std::uint32_t p)
    {
        run.m_escaped = backslash < end;
        if (run.m_escaped)
            backslash = backslashBehind(object, static_cast<std::size_t>(end - object.text.data()));
        return run.takeText(object, link.to, {begin, static_cast<std::size_t>(end - begin)}, p);
    }
};

template <class Width>
[[gnu::always_inline]] inline bool RunValues::readAs(const Object& object)
{
    using Use = ColumnPlan::Use;
    const std::uint8_t flags = m_fast.looksForStrays() ? Use::textFlag | Use::muteFlag : Use::textFlag;
    Taker<Width> taker{*this, object,
        Taker<Width>::backslashBehind(object, object.text.structurals()[object.begin]), flags, m_values.data(), object.row};
    taker.grow();
    const bool good = m_links.follow<Width>(
        object.view.trie(), object.text, object.begin, object.end, object.path, object.state, taker);
    m_filled |= taker.filled;
    return good;
}

#if defined(__x86_64__)
AUDITORIUM_AVX512 bool RunValues::readWide(const Object& object) { return readAs<WideLinks>(object); }
#endif

bool RunValues::read(ColumnPlan& plan, RecordView& view, const JsonText& text, std::uint32_t begin, std::size_t end,
    std::uint32_t path, PathTrie::State state, bool nested, std::size_t number)
{
    const Object object{plan, view, text, begin, end, path, state, nested, number};
#if defined(__x86_64__)
    if (m_width == VectorWidth::Avx512)
        return readWide(object);
#endif
    return readAs<PlainLinks>(object);
}

/// A string that needs a closer look; false where it is not what it was.
[[gnu::noinline]] bool RunValues::takeText(
    const Object& object, std::uint32_t path, std::string_view value, std::uint32_t p)
{
    const ColumnPlan::Use use = object.plan.use(m_scorer, path);
    if (m_escaped && !validEscapes(value))
        return false;
    if (beginsLikeJson(value) && !m_fast.betweenParts(path, value, p, m_escaped))
        return false;
    if (m_escaped && (use.isField() || m_fast.looksForStrays()))
        value = m_fast.unescaped(value);
    if (m_fast.mayBeStray(value, use.speaks()))
        return false;
    if (!use.takesText())
        return !(m_harmful = true);
    set(use.field, object.row, value);
    return true;
}

[[gnu::noinline]] bool RunValues::takeScalar(const Object& object, std::uint32_t path, std::string_view value)
{
    if (value == "null")
        return true;
    if (!(isJsonNumber(value) || value == "true" || value == "false"))
        return false;
    const ColumnPlan::Use use = object.plan.use(m_scorer, path);
    if (!use.takesScalar())
        return !(m_harmful = true);
    set(use.field, object.row, value);
    return true;
}

[[gnu::noinline]] bool RunValues::takeList(const Object& object, const RecordLinks::Link& link, std::uint32_t& p)
{
    m_listTold = m_listTold || link.state != PathTrie::dead;
    return (object.nested ? m_fast.walkNested(object.view, object.text, link.to, p)
                          : m_fast.walkPart(object.view, object.text, link.to, link.state, p))
        && p < object.text.structuralCount();
}

} // namespace auditorium
