// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../support/fakesource.h"
#include "randomquery.h"

#include "event/catalog.h"

#include <numeric>

/// Random events whose words are those of RandomQuery, in a store of several sources, batches and segments.
class RandomEvents {
public:
    explicit RandomEvents(std::uint64_t seed)
        : m_random(seed)
        , m_words(seed)
    {
    }

    static constexpr const char* catalogText = "Somebody rotated the caf\xc3\xa9 key";

    /// Time of the first event; the others follow within three weeks, most in order, some without a time.
    std::int64_t start = 1788220800 * auditorium::nsPerSecond; // 2026-09-01

    auditorium::Event event()
    {
        using auditorium::Column;
        auditorium::Event out;
        if (!m_random.chance(5))
            out.time = auditorium::Timestamp{start
                    + static_cast<std::int64_t>(m_random.below(3 * 7 * 86400)) * auditorium::nsPerSecond
                    + (m_random.chance(20) ? m_random.below(1'000'000'000) : 0),
                3};
        out[Column::Product] = pick({"okta", "github", "Blink", "unknown"}, 0);
        out[Column::Category] = pick({"Auth", "auth", "Users", "a b", "A*"}, 10);
        out[Column::Action] = pick({"login", "Login", "A", "B", "A*e", "key.rotate", "x,y"}, 3);
        out[Column::Actor] = word(10);
        out[Column::Target] = word(40);
        out[Column::Outcome] = pick({"success", "failure"}, 30);
        out[Column::Ip] = m_random.chance(15) ? word(30) : m_random.of(m_words.addresses);
        out[Column::Client] = word(50);
        out[Column::Workspace] = pick({"prod", "10", "9.5"}, 50);
        details(out);
        texts(out);
        return out;
    }

    /// `count` rows; some records stand for two events.
    std::shared_ptr<const auditorium::Snapshot> snapshot(std::size_t count, std::size_t batchRows = 500)
    {
        auditorium::EventStore store;
        std::size_t made = 0;
        for (int s = 0; s < 3; ++s) {
            auto source = std::make_shared<FakeSource>(s == 0 ? "Alpha.json" : s == 1 ? "b\"2.csv" : "gamma");
            const std::uint32_t number = store.addSource(source);
            sources.push_back(source);
            // One source all of JSON, so that whole stretches of it are looked at; the others of all kinds.
            const std::uint32_t styles = s == 0 ? 3 : 4;
            if (s == 0)
                source->recordFormat = auditorium::RecordFormat::Json;
            const std::size_t target = count * static_cast<std::size_t>(s + 1) / 3;
            while (made < target) {
                auditorium::EventBatch batch;
                while (made < target && batch.size() < batchRows) {
                    std::vector<auditorium::Event> events(m_random.chance(10) && made + 1 < target ? 2 : 1);
                    for (auditorium::Event& e : events)
                        e = event();
                    addRows(batch, events, source->add(events, static_cast<FakeStyle>(m_random.below(styles))), number,
                        source->name());
                    made += events.size();
                }
                store.add(std::move(batch));
            }
        }
        return store.snapshot();
    }

    std::vector<std::shared_ptr<FakeSource>> sources;

    /// The catalog that messages of events come from, and what a profile may add to them.
    static auditorium::EventType catalogType()
    {
        auditorium::EventType type;
        type.product = "okta";
        type.category = "Auth";
        type.action = "KEY.rotate";
        type.description = catalogText;
        return type;
    }

private:
    std::string pick(std::vector<std::string> values, std::uint32_t emptyPercent)
    {
        return m_random.chance(emptyPercent) ? std::string() : m_random.of(values);
    }
    std::string word(std::uint32_t emptyPercent)
    {
        if (m_random.chance(emptyPercent))
            return {};
        std::string out = m_random.of(m_words.words);
        if (m_random.chance(20))
            out += m_random.of(m_words.words);
        if (m_random.chance(5))
            out += "\xc5\xbf"; // a long s
        return out;
    }

    void details(auditorium::Event& event)
    {
        using auditorium::ValueKind;
        const std::vector<std::string> paths = {
            "role", "Role", "target.0.id", "target.1.id", "target.id.x", "user agent", "n", "n.0", "a\"b", "x:y"};
        for (std::uint32_t i = m_random.below(5); i; --i) {
            auditorium::Field field{m_random.of(paths), {}, ValueKind::String};
            switch (m_random.below(6)) {
            case 0:
                field.kind = ValueKind::Number;
                field.value = pick({"1", "10", "9.5", "-3", "2e3", "9007199254740993", "9007199254740992", "0.10"}, 0);
                break;
            case 1:
                field.kind = ValueKind::Bool;
                field.value = pick({"true", "false"}, 0);
                break;
            case 2: field.kind = ValueKind::Null; break;
            default: field.value = word(10);
            }
            event.details.push_back(std::move(field));
        }
    }

    void texts(auditorium::Event& event)
    {
        using auditorium::Column;
        const auto value = [&] { return event.details.empty() ? std::string() : event.details.front().value; };
        event[Column::Message] = event[Column::Action] == "key.rotate" && event[Column::Product] == "okta"
            ? std::string(catalogText)
            : event[Column::Product] == "github" && !value().empty() ? "did " + value()
            : event[Column::Product] == "github"                     ? "did login"
                                                                     : value();
        event[Column::Id] = m_random.chance(30) ? "sha256:" + std::to_string(m_random.below(1000))
                                                : "id-" + std::to_string(m_random.below(50));
    }

    Random m_random;
    RandomQuery m_words;
};
