// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/record_window.h"

namespace auditorium {
namespace {

constexpr std::size_t windowBytes = std::size_t{128} << 10; // with its index it stays in the second cache

} // namespace

void RecordWindow::begin(std::string_view block, std::span<const BlockSpan> records)
{
    m_block = block;
    m_records = records;
    m_next = m_windowBegin = m_windowEnd = 0;
    m_last = {};
}

void RecordWindow::index()
{
    m_windowBegin = m_next;
    m_base = m_records[m_next].offset;
    do
        ++m_windowEnd;
    while (m_windowEnd < m_records.size()
        && m_records[m_windowEnd].offset + m_records[m_windowEnd].length - m_base <= windowBytes);
    const BlockSpan& last = m_records[m_windowEnd - 1];
    const std::size_t size = last.offset + last.length - m_base;
    m_indexed = m_windowEnd - m_windowBegin > 1 && m_text.indexInPlace(m_block.substr(m_base, size));
    m_structural = 0;
}

RecordWindow::Place RecordWindow::find(std::string_view raw)
{
    if (!m_last.empty() && raw.data() == m_last.data() && raw.size() == m_last.size())
        return m_lastPlace;
    m_last = raw;
    return m_lastPlace = findNext(raw);
}

RecordWindow::Place RecordWindow::findNext(std::string_view raw)
{
    if (m_next >= m_records.size() || raw.data() != m_block.data() + m_records[m_next].offset
        || raw.size() != m_records[m_next].length)
        return {};
    if (m_next == m_windowEnd)
        index();
    const std::size_t begin = m_records[m_next++].offset - m_base;
    if (!m_indexed)
        return {};
    const std::uint32_t* const structurals = m_text.structurals();
    while (m_structural < m_text.structuralCount() && structurals[m_structural] < begin)
        ++m_structural;
    if (m_structural == m_text.structuralCount() || structurals[m_structural] != begin)
        return {};
    return {m_structural, begin + raw.size()};
}

} // namespace auditorium
