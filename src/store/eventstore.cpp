// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/eventstore.h"

#include "store/timeorder.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace auditorium {

namespace {

/// Turns codes of `from` into codes of `to`. Only values that a row has are taken over.
void translate(
    const LocalDictionary& from, std::vector<std::uint32_t>& known, Dictionary& to, std::vector<std::uint32_t>& codes)
{
    constexpr std::uint32_t unknown = BatchDictionaries::unknown;
    known.resize(from.texts().size(), unknown);
    std::vector<std::uint32_t> rows, interned; // rows with a value that is new here
    std::vector<std::string_view> texts;
    std::array<std::uint32_t, 64> some; // a few together: so many known ones are read without waiting for each
    for (std::size_t begin = 0; begin < codes.size(); begin += some.size()) {
        const std::size_t count = std::min(some.size(), codes.size() - begin);
        std::uint32_t* const values = codes.data() + begin;
        bool all = true;
        for (std::size_t i = 0; i < count; ++i) {
            some[i] = known[values[i]];
            all &= some[i] != unknown;
        }
        for (std::size_t i = 0; i < count && !all; ++i)
            if (some[i] == unknown) {
                rows.push_back(static_cast<std::uint32_t>(begin + i));
                texts.push_back(from.texts()[values[i]]);
                some[i] = values[i];
            }
        std::copy_n(some.data(), count, values);
    }
    if (rows.empty())
        return;
    to.internAll(texts, interned);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        known[codes[rows[i]]] = interned[i];
        codes[rows[i]] = interned[i];
    }
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

/// What a sidecar's codes are in a store that has dictionaries already.
class EventStore::Translation {
public:
    /// Not complete once it is cancelled.
    Translation(const Sidecar& sidecar, Dictionaries& dictionaries, const CancelToken& cancel)
    {
        constexpr std::size_t atOnce = 4096; // texts: others intern too, and somebody may cancel
        std::vector<std::string_view> texts;
        std::vector<std::uint32_t> codes;
        for (std::size_t coded = 0; coded < codedColumnCount; ++coded) {
            const Dictionary::Mapped& from = sidecar.dictionary(coded);
            for (std::uint32_t code = 0; code < from.count && !cancel.cancelled();) {
                texts.clear();
                while (code < from.count && texts.size() < atOnce)
                    texts.push_back(from.text(code++));
                dictionaries.columns[coded].internAll(texts, codes);
                m_codes[coded].insert(m_codes[coded].end(), codes.begin(), codes.end());
            }
        }
    }
    void apply(SegmentParts& parts) const
    {
        std::vector<std::uint64_t> values(parts.size);
        for (std::size_t coded = 0; coded < codedColumnCount; ++coded) {
            PackedColumn& column = parts.columns[SegmentParts::FirstCode + coded];
            if (column.width() == 0) {
                column = PackedColumn::constant(m_codes[coded][column.base()]);
                continue;
            }
            for (std::uint32_t row = 0; row < parts.size; ++row)
                values[row] = m_codes[coded][column[row]];
            column = PackedColumn(values);
        }
    }

private:
    std::array<std::vector<std::uint32_t>, codedColumnCount> m_codes;
};

std::uint32_t EventStore::adopt(std::shared_ptr<const RecordSource> source, const std::shared_ptr<const Sidecar>& sidecar, bool& mapped)
{
    const std::lock_guard lock(m_mutex);
    // Whoever adds rows has added a source before: without one nobody uses the dictionaries there are.
    mapped = m_sources.empty();
    if (mapped) {
        std::array<Dictionary::Mapped, codedColumnCount> bases;
        for (std::size_t coded = 0; coded < codedColumnCount; ++coded)
            bases[coded] = sidecar->dictionary(coded);
        m_dictionaries = std::make_shared<Dictionaries>(bases, sidecar);
    }
    m_sources.push_back(std::move(source));
    return static_cast<std::uint32_t>(m_sources.size() - 1);
}

Result<std::uint32_t> EventStore::addSidecar(std::shared_ptr<const RecordSource> source, std::shared_ptr<const Sidecar> sidecar,
    const MessageFile* messages, const CancelToken& cancel, const std::function<void()>& added)
{
    constexpr auto sourceColumn = static_cast<std::size_t>(codedIndex(Column::Source));
    const std::string name(source->name());
    bool mapped = false;
    const std::uint32_t index = adopt(std::move(source), sidecar, mapped);
    std::optional<Translation> translation;
    if (!mapped)
        translation.emplace(*sidecar, *m_dictionaries, cancel);
    const std::uint32_t nameCode = m_dictionaries->columns[sourceColumn].intern(name);
    for (std::size_t i = 0; i < sidecar->segmentCount(); ++i) {
        if (cancel.cancelled())
            return Error{"cancelled", "The work was cancelled."};
        Result<SegmentParts> parts = sidecar->segment(i, index);
        if (!parts) {
            remove(index);
            return parts.error();
        }
        if (translation)
            translation->apply(*parts);
        parts->columns[SegmentParts::FirstCode + sourceColumn] = PackedColumn::constant(nameCode);
        const auto segment = std::make_shared<const Segment>(*parts, sidecar);
        if (messages && i < messages->blocks().size())
            if (const auto& block = messages->blocks()[i]; block && block->rows() == segment->size())
                segment->setMessages(std::make_shared<const MessageRows>(MessageRows{block, 0}));
        take(segment);
        if (added)
            added();
    }
    return index;
}

void EventStore::take(std::shared_ptr<const Segment> segment)
{
    const std::lock_guard lock(m_mutex);
    m_size += segment->size();
    (segment->timed() ? m_newTimed : m_newUntimed).push_back(std::move(segment));
}

void EventStore::remove(std::uint32_t source)
{
    const std::lock_guard lock(m_mutex);
    std::uint64_t left = 0;
    for (auto* const list : {&m_timed, &m_untimed, &m_newTimed, &m_newUntimed}) {
        SegmentList kept;
        for (const auto& segment : *list) {
            SegmentRows rows;
            std::uint32_t others = 0;
            for (std::uint32_t row = 0; row < segment->size(); ++row)
                others += segment->record(row).source != source;
            if (others == segment->size())
                kept.push_back(segment);
            else if (others) {
                for (std::uint32_t row = 0; row < segment->size(); ++row)
                    if (segment->record(row).source != source)
                        segment->appendTo(rows, row, row + 1);
                kept.push_back(std::make_shared<const Segment>(rows));
            }
            left += others;
        }
        *list = std::move(kept);
    }
    m_size = left;
    m_changed = true;
}

std::shared_ptr<const Snapshot> EventStore::snapshot()
{
    const std::lock_guard lock(m_mutex);
    if (m_newTimed.empty() && m_newUntimed.empty() && !m_changed)
        return m_snapshot;
    m_changed = false;
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

std::uint32_t EventStore::sourceCount() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<std::uint32_t>(m_sources.size());
}

std::shared_ptr<const RecordSource> EventStore::source(std::uint32_t index) const
{
    const std::lock_guard lock(m_mutex);
    return m_sources[index];
}

std::uint64_t EventStore::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_size;
}

} // namespace auditorium
