// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/batch.h"
#include "event/record.h"
#include "store/eventstore.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

/// How a fake source writes a value into its record: as JSON does, in its several ways, or as CSV does.
enum class FakeStyle { Json, JsonEscaped, JsonNested, Csv };

/// A source whose records are made up: it keeps the bytes as a file would and remembers what each record stands for,
/// so that a test needs no reader. Counts what is asked of it and can be told to fail.
class FakeSource : public auditorium::RecordSource {
public:
    explicit FakeSource(std::string name = "fake.json")
        : m_name(std::move(name))
    {
    }

    /// Adds one record that stands for these events (several: it is exploded into parts). Gives back the parts' places.
    std::vector<auditorium::RecordRef> add(std::vector<auditorium::Event> events, FakeStyle style = FakeStyle::Json)
    {
        std::string raw = "{\"#\":" + std::to_string(m_records.size());
        for (const auditorium::Event& event : events)
            for (const auditorium::Field& field : event.details)
                append(raw, field, style);
        raw += '}';
        return addRaw(std::move(events), std::move(raw));
    }

    std::vector<auditorium::RecordRef> addRaw(std::vector<auditorium::Event> events, std::string raw)
    {
        std::vector<auditorium::RecordRef> places;
        for (auditorium::Event& event : events) {
            event.raw = raw;
            event[auditorium::Column::Source] = m_name;
            places.push_back({0, static_cast<std::uint32_t>(places.size()), m_bytes.size(), raw.size()});
        }
        m_bytes += raw + (m_records.size() % 7 == 0 ? ",\n   " : "\n");
        m_records[raw] = std::move(events);
        return places;
    }

    std::string_view name() const override { return m_name; }
    auditorium::Status read(std::uint64_t offset, std::uint64_t length, std::string& out) const override
    {
        ++reads;
        work();
        if (broken)
            return auditorium::Error{"source.changed", "the source was changed since it was opened"};
        if (offset + length > m_bytes.size())
            return auditorium::Error{"source.read", "the record lies outside its source"};
        out.assign(m_bytes, offset, length);
        return auditorium::success();
    }
    std::uint64_t size() const override { return m_bytes.size(); }
    auditorium::RecordFormat format() const override { return recordFormat; }
    bool look(std::uint64_t offset, std::uint64_t length, auditorium::ByteLook function, void* context) const override
    {
        ++looks;
        work();
        if (!lookable || broken || offset + length > m_bytes.size())
            return false;
        function(std::string_view(m_bytes).substr(offset, length), context);
        return true;
    }
    auditorium::Event decode(std::string_view raw, std::uint32_t part) const override { return find(raw, part); }
    void decodeFields(std::string_view raw, std::uint32_t part, std::vector<auditorium::Field>& out) const override
    {
        out = find(raw, part).details;
    }
    void decodeTexts(std::string_view raw, std::uint32_t part, std::string& message, std::string& id) const override
    {
        const auditorium::Event& event = find(raw, part);
        message = event[auditorium::Column::Message];
        id = event[auditorium::Column::Id];
    }

    mutable std::atomic<int> reads{0}, looks{0}, decoded{0};
    std::atomic<bool> broken{false};
    auditorium::RecordFormat recordFormat = auditorium::RecordFormat::Unknown;
    bool lookable = true;
    std::function<void()> onWork;      ///< called for all that is asked of it
    std::function<void(int)> onDecode; ///< called with the number of records decoded so far

private:
    void work() const
    {
        if (onWork)
            onWork();
    }

    const auditorium::Event& find(std::string_view raw, std::uint32_t part) const
    {
        const int count = ++decoded;
        work();
        if (onDecode)
            onDecode(count);
        static const auditorium::Event none;
        const auto found = m_records.find(std::string(raw));
        return found == m_records.end() || part >= found->second.size() ? none : found->second[part];
    }

    static void appendEscaped(std::string& out, std::string_view text, bool everything)
    {
        constexpr char hex[] = "0123456789abcdef";
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte < 0x20 || (everything && byte < 0x80))
                out.append("\\u00").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
            else if (c == '"' || c == '\\')
                out.append(1, '\\').append(1, c);
            else
                out += c;
        }
    }

    static void append(std::string& raw, const auditorium::Field& field, FakeStyle style)
    {
        raw += style == FakeStyle::JsonNested ? ",\\\"" : ",\"";
        raw += field.path + (style == FakeStyle::JsonNested ? "\\\":" : "\":");
        if (field.kind != auditorium::ValueKind::String) {
            raw += field.kind == auditorium::ValueKind::Null ? "null" : field.value;
            return;
        }
        std::string text;
        if (style == FakeStyle::Csv) {
            for (const char c : field.value)
                text.append(c == '"' ? 2 : 1, c);
            raw.append("\"").append(text).append("\"");
            return;
        }
        appendEscaped(text, field.value, style == FakeStyle::JsonEscaped);
        if (style == FakeStyle::JsonNested) {
            std::string twice;
            appendEscaped(twice, text, false);
            raw.append("\\\"").append(twice).append("\\\"");
            return;
        }
        raw.append("\"").append(text).append("\"");
    }

    std::string m_name, m_bytes;
    std::unordered_map<std::string, std::vector<auditorium::Event>> m_records;
};

/// Adds the rows of these events to a batch; the places come from FakeSource::add().
inline void addRows(auditorium::EventBatch& batch, const std::vector<auditorium::Event>& events,
    std::vector<auditorium::RecordRef> places, std::uint32_t source, std::string_view sourceName)
{
    for (std::size_t i = 0; i < events.size(); ++i) {
        std::array<std::string_view, auditorium::codedColumnCount> texts;
        for (std::size_t c = 0; c < auditorium::codedColumnCount; ++c)
            texts[c] = auditorium::codedColumns[c] == auditorium::Column::Source
                ? sourceName
                : std::string_view(events[i][auditorium::codedColumns[c]]);
        places[i].source = source;
        batch.add(events[i].time, texts, places[i]);
    }
}

/// Every row of a snapshot in full, in row order.
inline std::vector<auditorium::Event> allEvents(const auditorium::Snapshot& snapshot)
{
    std::vector<auditorium::Event> events;
    for (auditorium::Row row = 0; row < snapshot.size(); ++row) {
        auto event = snapshot.event(row);
        if (!event)
            return {};
        events.push_back(std::move(event.value()));
    }
    return events;
}
