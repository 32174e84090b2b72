// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/rowpages.h"

#include <algorithm>

namespace auditorium {

void RowPages::reset(std::uint64_t count)
{
    m_pages.clear();
    m_use.clear();
    m_pending.clear();
    m_wanting = false;
    m_count = count;
}

const RowView* RowPages::row(std::uint64_t position)
{
    if (position >= m_count)
        return nullptr;
    const auto at = m_pages.find(position / pageRows);
    if (at == m_pages.end())
        return nullptr;
    m_use.splice(m_use.begin(), m_use, at->second.use);
    const std::size_t inPage = position % pageRows;
    return inPage < at->second.rows.size() ? &at->second.rows[inPage] : nullptr;
}

std::optional<std::uint64_t> RowPages::positionOf(Row row) const
{
    for (const auto& [page, content] : m_pages)
        for (std::size_t i = 0; i < content.rows.size(); ++i)
            if (content.rows[i].row == row)
                return page * pageRows + i;
    return {};
}

void RowPages::want(std::uint64_t first, std::uint64_t count)
{
    if (count == 0 || first >= m_count)
        return;
    const std::uint64_t last = std::min(first + std::min(count, m_count) - 1, m_count - 1);
    const std::uint64_t page = first / pageRows;
    if (m_wanting && page != m_wantFirst)
        m_down = page > m_wantFirst;
    m_wantFirst = page;
    m_wantLast = std::min(last / pageRows, page + maxPages / 2);
    m_wanting = true;
}

std::uint64_t RowPages::pageLength(std::uint64_t page) const { return std::min(pageRows, m_count - page * pageRows); }

std::optional<RowPages::Request> RowPages::nextRequest()
{
    if (!m_wanting || m_pending.size() >= maxPending)
        return {};
    const auto ask = [&](std::uint64_t page) {
        m_pending.insert(page);
        return Request{page * pageRows, static_cast<std::uint32_t>(pageLength(page))};
    };
    for (std::uint64_t page = m_wantFirst; page <= m_wantLast; ++page)
        if (!known(page))
            return ask(page);
    // Ahead of the eye, one page, once what is seen is here.
    const std::uint64_t lastPage = (m_count - 1) / pageRows;
    if (m_down && m_wantLast < lastPage && !known(m_wantLast + 1))
        return ask(m_wantLast + 1);
    if (!m_down && m_wantFirst > 0 && !known(m_wantFirst - 1))
        return ask(m_wantFirst - 1);
    return {};
}

bool RowPages::arrived(std::uint64_t first, std::vector<RowView>&& rows)
{
    const std::uint64_t page = first / pageRows;
    if (first % pageRows != 0 || m_pending.erase(page) == 0)
        return false;
    if (rows.size() > pageLength(page))
        rows.resize(pageLength(page));
    m_use.push_front(page);
    m_pages[page] = Page{std::move(rows), m_use.begin()};
    while (m_pages.size() > maxPages) {
        m_pages.erase(m_use.back());
        m_use.pop_back();
    }
    return true;
}

} // namespace auditorium
