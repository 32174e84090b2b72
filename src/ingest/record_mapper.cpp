// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/record_mapper.h"

#include "ingest/details.h"
#include "ingest/generic.h"
#include "ingest/hash.h"
#include "ingest/run_texts.h"

namespace auditorium {
namespace {

class Mapper final : public RecordMapper {
public:
    Mapper(std::shared_ptr<const Engine> engine, std::shared_ptr<const RecordForm> form)
        : m_engine(std::move(engine))
        , m_form(std::move(form))
        , m_view(m_engine->trie())
        , m_finder(*m_engine)
        , m_reader(*m_engine)
    {
    }

    void begin(std::string_view block, std::span<const BlockSpan> records) override { m_window.begin(block, records); }

    Status map(std::string_view raw, const std::function<void(const MappedEvent&)>& emit) override
    {
        if (MappedEvent event; m_nobodys && readNobodys(raw, event)) {
            emit(event);
            return success();
        }
        if (const char* reason = read(raw, GenericReader::Wanted::Columns))
            return Error{"record", reason};
        for (std::uint32_t part = 0; part < m_parts; ++part) {
            MappedEvent event;
            event.part = part;
            select(part);
            if (m_profile)
                m_reader.columns(m_view, *m_profile, event);
            else
                m_generic.columns(m_view, event);
            emit(event);
        }
        return success();
    }

    bool mayRun() override { return m_nobodys && m_generic.mayRun(); }

    std::size_t mapRun(std::size_t first, EventBatch& batch) override
    {
        if (!m_nobodys)
            return 0;
        return m_form->csv ? m_generic.readCsvRun(m_view, m_window, *m_form->csv, first, batch)
                           : m_generic.readRun(m_view, m_window, m_finder, first, batch);
    }

    Event decode(std::string_view raw, std::uint32_t part) override
    {
        Event event;
        event.raw = raw;
        if (!open(raw, part)) {
            event[Column::Id] = recordHash(raw, part);
            event[Column::Product] = "unknown";
            return event;
        }
        MappedEvent mapped;
        if (m_profile)
            m_reader.columns(m_view, *m_profile, mapped);
        else
            m_generic.columns(m_view, mapped);
        event.time = mapped.time;
        for (std::size_t i = 0; i < codedColumnCount; ++i)
            event[codedColumns[i]] = mapped.text[i];
        const EventType* type = knownType(event[Column::Product], event[Column::Action], event[Column::Category]);
        event.inCatalog = type != nullptr;
        readTexts(raw, part, type, event[Column::Message], event[Column::Id]);
        DetailsSink sink{&event.details, &event.detailsJson, nullptr, false};
        details(part, sink, true);
        return event;
    }

    void decodeFields(std::string_view raw, std::uint32_t part, std::vector<Field>& out) override
    {
        out.clear();
        DetailsSink sink{&out, nullptr, nullptr, false};
        leaves(raw, part, sink);
    }

    bool anyValue(std::string_view raw, std::uint32_t part, const std::function<bool(std::string_view)>& test) override
    {
        DetailsSink sink{nullptr, nullptr, &test, false};
        leaves(raw, part, sink);
        return sink.found;
    }

    void decodeTexts(std::string_view raw, std::uint32_t part, std::string& message, std::string& id) override
    {
        if (m_nobodys && part == 0 && nobodysTexts(raw, message, id)) {
            if (id.empty())
                id = recordHash(raw, part);
            return;
        }
        message.clear();
        id.clear();
        if (!open(raw, part)) {
            id = recordHash(raw, part);
            return;
        }
        const EventType* type = nullptr;
        if (m_profile && m_profile->catalogued)
            type = knownType(m_reader.text(m_view, *m_profile, Column::Product),
                m_reader.text(m_view, *m_profile, Column::Action), m_reader.text(m_view, *m_profile, Column::Category));
        readTexts(raw, part, type, message, id);
    }

    void decodeTextsOf(
        std::string_view, std::span<RecordTexts> records, bool details, std::deque<std::string>& made) override
    {
        RunTexts& texts = m_generic.runTexts(m_engine->trie());
        texts.begin(records, made);
        for (std::size_t i = 0; i < records.size(); ++i) {
            RecordTexts& record = records[i];
            const bool quick = !m_form->csv && record.part == 0 && texts.read(i, m_finder, details);
            if (quick) {
                if (record.id.empty())
                    record.id = made.emplace_back(recordHash(record.raw, record.part));
            } else if (details) {
                Event event = decode(record.raw, record.part);
                record.message = made.emplace_back(std::move(event[Column::Message]));
                record.id = made.emplace_back(std::move(event[Column::Id]));
                record.details = made.emplace_back(std::move(event.detailsJson));
            } else {
                std::string& message = made.emplace_back();
                std::string& id = made.emplace_back();
                decodeTexts(record.raw, record.part, message, id);
                record.message = message;
                record.id = id;
            }
        }
    }

private:
    /// Reads a record and finds its profile. Null, or a reason for a person.
    const char* read(std::string_view raw, GenericReader::Wanted wanted)
    {
        const char* reason = nullptr;
        if (m_nobodys && !m_form->csv) {
            // As a rule a record is what the one before it was; how it is read changes nothing but the cost.
            m_parts = 1;
            m_profile = nullptr;
            if ((reason = m_generic.readJson(m_view, m_window, raw, wanted)))
                return reason;
            m_nobodys = !m_finder.mayFind(m_generic.met());
            if (m_nobodys) {
                m_generic.readNested();
                return nullptr;
            }
        }
        reason = recognise(raw);
        if (!reason && !m_profile)
            readGeneric(wanted);
        return reason;
    }

    /// The same without what the generic mapping would find.
    const char* recognise(std::string_view raw)
    {
        const char* reason = m_form->csv        ? m_view.readCsv(raw, *m_form->csv, m_form->states)
            : m_view.readIndexed(m_window, raw) ? nullptr
                                                : m_view.readJson(raw);
        if (reason)
            return reason;
        m_parts = 1;
        m_profile = m_finder.find(m_view);
        if (m_profile)
            m_parts = m_reader.prepare(m_view, *m_profile);
        else
            m_nobodys = !m_finder.mayFind(m_view.met());
        return nullptr;
    }

    void readGeneric(GenericReader::Wanted wanted)
    {
        if (m_form->csv)
            m_generic.readCsv(m_view, *m_form->csv);
        else
            m_generic.read(m_view, wanted);
        m_generic.readNested();
    }

    /// The short way to the columns of a record that no profile asks for; false where it must be read in full.
    bool readNobodys(std::string_view raw, MappedEvent& event)
    {
        if (m_form->csv)
            return !m_view.readCells(raw, *m_form->csv, m_form->states) && !m_finder.mayFind(m_view.met())
                && m_generic.readCsvColumns(m_view, *m_form->csv, event);
        const StateSet* met = nullptr;
        if (!m_generic.readColumns(m_view, m_window, raw, event, met) || m_finder.mayFind(*met))
            return false;
        m_generic.learn();
        return true;
    }

    bool nobodysTexts(std::string_view raw, std::string& message, std::string& id)
    {
        if (m_form->csv)
            return !m_view.readCells(raw, *m_form->csv, m_form->states) && !m_finder.mayFind(m_view.met())
                && m_generic.readCsvTexts(m_view, *m_form->csv, message, id);
        const StateSet* met = nullptr;
        return m_generic.readTexts(m_view, raw, message, id, met) && !m_finder.mayFind(*met);
    }

    void select(std::uint32_t part)
    {
        if (m_profile)
            m_reader.select(m_view, *m_profile, part);
    }

    bool open(std::string_view raw, std::uint32_t part)
    {
        if (read(raw, GenericReader::Wanted::All) || part >= m_parts)
            return false;
        select(part);
        return true;
    }

    const EventType* knownType(std::string_view product, std::string_view action, std::string_view category)
    {
        return m_profile ? m_reader.type(*m_profile, product, action, category) : nullptr;
    }

    void readTexts(
        std::string_view raw, std::uint32_t part, const EventType* type, std::string& message, std::string& id)
    {
        const auto text = [&](Column column) {
            return m_profile ? m_reader.text(m_view, *m_profile, column) : m_generic.text(m_view, column);
        };
        message = text(Column::Message);
        if (message.empty() && type)
            message = type->description;
        id = text(Column::Id);
        if (id.empty())
            id = recordHash(raw, part);
    }

    DetailsState details(std::uint32_t part, DetailsSink& sink, bool nestedRead)
    {
        const DetailsPlan plan{m_profile ? m_reader.exploded() : nullptr, part};
        return m_form->csv ? writeCsvDetails(m_view, *m_form->csv, plan, sink, nestedRead)
                           : writeDetails(m_view, plan, sink, nestedRead);
    }

    /// Only the leaves: the generic mapping need not weigh them, unless one may be JSON, which it reads.
    void leaves(std::string_view raw, std::uint32_t part, DetailsSink& sink)
    {
        if (recognise(raw) || part >= m_parts)
            return;
        select(part);
        if (details(part, sink, m_profile != nullptr) == DetailsState::Whole)
            return;
        readGeneric(GenericReader::Wanted::All);
        if (sink.fields)
            sink.fields->clear();
        sink.found = false;
        details(part, sink, true);
    }

    std::shared_ptr<const Engine> m_engine;
    std::shared_ptr<const RecordForm> m_form;
    RecordView m_view;
    RecordWindow m_window;
    ProfileFinder m_finder;
    ProfileReader m_reader;
    GenericReader m_generic;
    const CompiledProfile* m_profile = nullptr;
    std::uint32_t m_parts = 1;
    bool m_nobodys = false; ///< the record before had nothing that a profile asks for
};

} // namespace

std::unique_ptr<RecordMapper> makeMapper(std::shared_ptr<const Engine> engine, std::shared_ptr<const RecordForm> form)
{
    return std::make_unique<Mapper>(std::move(engine), std::move(form));
}

} // namespace auditorium
