// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/rawsearch.h"

#include "event/text.h"

#include <algorithm>

namespace auditorium {
namespace {

bool isLetter(char c) { return c >= 'a' && c <= 'z'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

/// Printable ASCII that no carrier writes differently from what it stands for. Brackets are left out because an empty
/// container is shown as [] and {}, whatever white space it holds in the record; delimiters because of isJoined().
bool isVerbatim(char c)
{
    return c >= ' ' && c <= '~' && std::string_view("\"'\\/[]{},;|").find(c) == std::string_view::npos;
}

/// Whether a cell of a CSV record may be put together of what stands before and behind a quotation mark, as "ab"cd is read
/// as abcd. A mark next to a delimiter, a border or another mark cannot join two texts without one of these
/// between them, which no run has. JSON knows nothing of the kind.
bool isJoined(std::string_view record)
{
    record = trimmed(record);
    if (record.size() < 2 || (record.front() == '{' && record.back() == '}'))
        return false;
    for (const char quote : {'"', '\''})
        for (std::size_t at = record.find(quote, 1); at < record.size() - 1; at = record.find(quote, at + 1)) {
            const auto isBorder = [quote](char c) {
                return c == quote || std::string_view(",;|\t\r\n").find(c) != std::string_view::npos;
            };
            if (!isBorder(record[at - 1]) && !isBorder(record[at + 1]))
                return true;
        }
    return false;
}

std::string_view longestRun(std::string_view text)
{
    std::string_view best;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && isVerbatim(text[end]))
            ++end;
        if (end - at > best.size())
            best = text.substr(at, end - at);
        at = end + 1;
    }
    return best;
}

} // namespace

ByteSearch::ByteSearch(std::string needle, Case sensitivity)
    : m_needle(std::move(needle))
    , m_folds(sensitivity == Case::Folded)
{
    const char first = m_needle.front(), last = m_needle.back();
    m_first = static_cast<unsigned char>(first);
    m_last = static_cast<unsigned char>(last);
    m_firstMask = m_folds && isLetter(first) ? 0x20 : 0;
    m_lastMask = m_folds && isLetter(last) ? 0x20 : 0;
    m_gap = m_needle.size() - 1;
}

bool ByteSearch::standsAt(const char* place) const
{
    if (!m_folds)
        return m_needle.compare(0, m_needle.size(), place, m_needle.size()) == 0;
    for (std::size_t i = 0; i < m_needle.size(); ++i)
        if (lower(place[i]) != m_needle[i])
            return false;
    return true;
}

std::size_t ByteSearch::find(std::string_view bytes, std::size_t from) const
{
    if (bytes.size() < m_needle.size())
        return std::string_view::npos;
    const auto* const text = reinterpret_cast<const unsigned char*>(bytes.data());
    const std::size_t end = bytes.size() - m_gap; // places the needle may begin at
    constexpr std::size_t step = 64;
    std::size_t at = from;
    for (; at + step <= end; at += step) {
        // No branch inside, so that the compiler does all of it in a few vector instructions.
        unsigned char any = 0;
        const unsigned char* const first = text + at;
        const unsigned char* const last = first + m_gap;
        for (std::size_t i = 0; i < step; ++i)
            any = static_cast<unsigned char>(
                any | (((first[i] | m_firstMask) == m_first) & ((last[i] | m_lastMask) == m_last)));
        if (!any)
            continue;
        for (std::size_t i = 0; i < step; ++i)
            if ((first[i] | m_firstMask) == m_first && (last[i] | m_lastMask) == m_last
                && standsAt(bytes.data() + at + i))
                return at + i;
    }
    for (; at < end; ++at)
        if (standsAt(bytes.data() + at))
            return at;
    return std::string_view::npos;
}

Prefilter::Prefilter(const std::vector<std::string>& foldedNeedles)
{
    bool longS = false;
    for (const std::string& needle : foldedNeedles) {
        const std::string_view run = longestRun(needle);
        if (run.size() < 2) {
            m_searches.clear();
            return;
        }
        longS = longS || run.find('s') != std::string_view::npos;
        m_searches.emplace_back(std::string(run));
    }
    if (m_searches.empty())
        return;
    m_searches.emplace_back("\\u", ByteSearch::Case::Exact);
    if (longS)
        m_searches.emplace_back("\xc5\xbf", ByteSearch::Case::Exact);
}

void Prefilter::mark(
    std::string_view bytes, const std::vector<RecordSpan>& spans, std::vector<std::uint8_t>& possible) const
{
    possible.assign(spans.size(), isActive() ? 0 : 1);
    // Records that were exploded into several events share a span; any other overlap is nothing to be clever about.
    for (std::size_t i = 1; i < spans.size(); ++i)
        if (spans[i].begin < spans[i - 1].end
            && (spans[i].begin != spans[i - 1].begin || spans[i].end != spans[i - 1].end)) {
            possible.assign(spans.size(), 1);
            return;
        }
    for (std::size_t i = 0; i < spans.size() && isActive(); ++i)
        possible[i] = isJoined(bytes.substr(spans[i].begin, spans[i].end - spans[i].begin));
    for (const ByteSearch& search : m_searches) {
        const std::size_t length = search.needle().size();
        std::size_t at = 0;
        for (std::size_t i = 0; i < spans.size();) {
            at = std::max(at, spans[i].begin);
            const std::size_t hit = search.find(bytes, at);
            if (hit == std::string_view::npos)
                break;
            while (i < spans.size() && spans[i].end < hit + length)
                ++i;
            // The hit may lie between two records or across a border.
            const std::size_t end = i < spans.size() ? spans[i].end : 0;
            if (i < spans.size() && spans[i].begin <= hit) {
                for (; i < spans.size() && spans[i].end == end; ++i)
                    possible[i] = 1;
                at = end;
            } else {
                at = hit + 1;
            }
        }
    }
}

} // namespace auditorium
