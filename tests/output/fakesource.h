// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/batch.h"
#include "event/text.h"
#include "output/writer.h"
#include "store/eventstore.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

/// A source that has its records in memory and counts what is asked of it.
class FakeSource final : public auditorium::RecordSource {
public:
    std::vector<auditorium::Event> events; ///< raw must differ from event to event
    bool gone = false;
    mutable int reads = 0, decodes = 0, fieldDecodes = 0, textDecodes = 0;

    std::string_view name() const override { return "fake"; }
    auditorium::Status read(std::uint64_t offset, std::uint64_t length, std::string& out) const override
    {
        ++reads;
        if (gone || offset >= events.size() || events[offset].raw.size() != length)
            return auditorium::Error{"source-gone", "The file is not there any more."};
        out += events[offset].raw; // a reader may append: the caller has to hand over an empty one
        return auditorium::success();
    }
    auditorium::Event decode(std::string_view raw, std::uint32_t) const override
    {
        ++decodes;
        auditorium::Event event = find(raw);
        event.raw.clear();
        return event;
    }
    void decodeFields(std::string_view raw, std::uint32_t, std::vector<auditorium::Field>& out) const override
    {
        ++fieldDecodes;
        const auto& fields = find(raw).details;
        out.insert(out.end(), fields.begin(), fields.end());
    }
    void decodeTexts(std::string_view raw, std::uint32_t, std::string& message, std::string& id) const override
    {
        ++textDecodes;
        message = find(raw)[auditorium::Column::Message];
        id = find(raw)[auditorium::Column::Id];
    }

private:
    const auditorium::Event& find(std::string_view raw) const
    {
        for (const auditorium::Event& event : events)
            if (event.raw == raw)
                return event;
        return events.at(0);
    }
};

/// The events as the store keeps them. Rows come in time order, those without a time last.
inline std::shared_ptr<const auditorium::Snapshot> snapshotOf(const std::shared_ptr<FakeSource>& source)
{
    using namespace auditorium;
    EventStore store;
    const std::uint32_t number = store.addSource(source);
    EventBatch batch;
    for (std::size_t i = 0; i < source->events.size(); ++i) {
        const Event& event = source->events[i];
        std::array<std::string_view, codedColumnCount> texts;
        for (std::size_t c = 0; c < codedColumnCount; ++c)
            texts[c] = event[codedColumns[c]];
        batch.add(event.time, texts, RecordRef{number, 0, i, event.raw.size()});
    }
    store.add(std::move(batch));
    return store.snapshot();
}

inline std::vector<auditorium::ColumnRef> columnsOf(std::initializer_list<const char*> names)
{
    std::vector<auditorium::ColumnRef> columns;
    for (const char* name : names)
        columns.push_back(auditorium::columnRefByName(name).value());
    return columns;
}

inline auditorium::RowWalk everyRow(const auditorium::Snapshot& snapshot)
{
    return [&snapshot](const auditorium::RowVisitor& visit) {
        for (auditorium::Row row = 0; row < snapshot.size() && visit(row); ++row) { }
    };
}

/// All rows in one string; an error's message instead if there is one.
inline std::string written(const auditorium::Snapshot& snapshot, const auditorium::WriteOptions& options)
{
    std::string out;
    const auto count = auditorium::writeRows(snapshot, everyRow(snapshot), options, [&](std::string_view block) {
        out += block;
        return auditorium::success();
    });
    return count ? out : "error: " + count.error().message;
}
