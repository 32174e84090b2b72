// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/eventstore.h"

#include "store/timeorder.h"

#include <algorithm>
#include <tuple>

namespace auditorium {

namespace {

/// Turns codes of `from` into codes of `to`. Only values that a row has are taken over.
void translate(
    const LocalDictionary& from, std::vector<std::uint32_t>& known, Dictionary& to, std::vector<std::uint32_t>& codes)
{
    constexpr std::uint32_t unknown = BatchDictionaries::unknown;
    known.resize(from.texts().size(), unknown);
    std::vector<std::uint32_t> fresh, interned;
    std::vector<std::string_view> texts;
    for (const std::uint32_t code : codes)
        if (known[code] == unknown) {
            known[code] = 0;
            fresh.push_back(code);
            texts.push_back(from.texts()[code]);
        }
    if (!fresh.empty()) {
        to.internAll(texts, interned);
        for (std::size_t i = 0; i < fresh.size(); ++i)
            known[fresh[i]] = interned[i];
    }
    for (std::uint32_t& code : codes)
        code = known[code];
}

} // namespace

EventStore::EventStore()
    : m_dictionaries(std::make_shared<Dictionaries>())
    , m_snapshot(std::make_shared<const Snapshot>())
{
}

std::uint32_t EventStore::addSource(std::shared_ptr<const RecordSource> source)
{
    const std::lock_guard lock(m_mutex);
    m_sources.push_back(std::move(source));
    return static_cast<std::uint32_t>(m_sources.size() - 1);
}

void EventStore::add(EventBatch&& batch)
{
    if (batch.size() == 0)
        return;
    SegmentRows rows;
    for (std::size_t i = 0; i < codedColumnCount; ++i) {
        rows.codes[i] = std::move(batch.codes[i]);
        translate(
            batch.dictionaries->columns[i], batch.dictionaries->known[i], m_dictionaries->columns[i], rows.codes[i]);
    }
    rows.time = std::move(batch.time);
    rows.digits = std::move(batch.digits);
    rows.source = std::move(batch.source);
    rows.part = std::move(batch.part);
    rows.offset = std::move(batch.offset);
    rows.length = std::move(batch.length);
    const std::size_t count = rows.size();
    sortRows(rows);
    SegmentList timed, untimed;
    appendSegments(rows, timed, untimed);

    const std::lock_guard lock(m_mutex);
    m_newTimed.insert(m_newTimed.end(), timed.begin(), timed.end());
    m_newUntimed.insert(m_newUntimed.end(), untimed.begin(), untimed.end());
    m_size += count;
}

std::shared_ptr<const Snapshot> EventStore::snapshot()
{
    const std::lock_guard lock(m_mutex);
    if (m_newTimed.empty() && m_newUntimed.empty())
        return m_snapshot;
    m_timed.insert(m_timed.end(), m_newTimed.begin(), m_newTimed.end());
    m_timed = inTimeOrder(std::move(m_timed));
    m_untimed.insert(m_untimed.end(), m_newUntimed.begin(), m_newUntimed.end());
    std::sort(m_untimed.begin(), m_untimed.end(), [](const auto& a, const auto& b) {
        const RecordRef x = a->record(0), y = b->record(0);
        return std::tie(x.source, x.offset, x.part) < std::tie(y.source, y.offset, y.part);
    });
    m_newTimed.clear();
    m_newUntimed.clear();
    SegmentList all = m_timed;
    all.insert(all.end(), m_untimed.begin(), m_untimed.end());
    m_snapshot = std::make_shared<const Snapshot>(std::move(all), m_dictionaries, m_sources);
    return m_snapshot;
}

std::uint64_t EventStore::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_size;
}

} // namespace auditorium
