// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "randomevents.h"

#include "query/evaluate.h"
#include "event/text.h"
#include "query/messagescan.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace auditorium;

/// The search in kept messages against the obvious evaluation of decoded events: over random texts with letters that fold in
/// every way, texts that are no UTF-8, empty ones, ones from a catalog, and pieces cut in the middle of a letter.
class TestMessageScan : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    /// Makes messages for all segments of a snapshot, as a file with that id.
    Result<MessageFile> keepMessages(const Snapshot& snapshot, const std::vector<std::shared_ptr<const Segment>>& segments)
    {
        MessageWriter writer;
        const std::string folder = m_folder.path().toStdString();
        Status status = writer.open(folder);
        if (status)
            status = writeMessages(writer, snapshot, segments, {});
        if (status)
            status = writer.commit("/logs/a", 7);
        if (!status)
            return status.error();
        return MessageFile::open(folder + "/" + cacheStem("/logs/a") + ".messages", 7);
    }
    void attach(const Snapshot& snapshot)
    {
        const auto messages = keepMessages(snapshot, snapshot.segments());
        QVERIFY(messages.ok());
        QCOMPARE(messages->blocks().size(), snapshot.segments().size());
        for (std::size_t i = 0; i < snapshot.segments().size(); ++i) {
            QVERIFY(messages->blocks()[i]);
            snapshot.segments()[i]->setMessages(std::make_shared<const MessageRows>(MessageRows{messages->blocks()[i], 0}));
            m_byRow += messages->blocks()[i]->isByRow();
            m_byText += !messages->blocks()[i]->isByRow();
        }
    }

    static QueryNodePtr term(Random& random, const std::vector<Event>& events)
    {
        using Kind = QueryNode::Kind;
        QueryNode out;
        const std::vector<Kind> kinds = {Kind::Match, Kind::Match, Kind::Match, Kind::Equals, Kind::Regex, Kind::Has, Kind::No, Kind::Less,
            Kind::LessEqual, Kind::Greater, Kind::GreaterEqual};
        out.kind = random.of(kinds);
        out.column.column = Column::Message;
        const auto piece = [&] {
            const std::string& text = events[random.below(static_cast<std::uint32_t>(events.size()))][Column::Message];
            if (text.empty() || random.chance(30))
                return text;
            return text.substr(random.below(static_cast<std::uint32_t>(text.size())), 1 + random.below(6));
        };
        if (out.kind == Kind::Has || out.kind == Kind::No)
            return std::make_shared<const QueryNode>(out);
        if (out.kind == Kind::Regex) {
            out.values.push_back({random.of(std::vector<std::string>{"a", "(?i)BOB", "^$", "o.", "\\d$"}), true});
            return std::make_shared<const QueryNode>(out);
        }
        for (std::uint32_t count = out.kind == Kind::Match ? 1 + random.below(3) : 1; count; --count) {
            std::string text = piece();
            const bool wild = out.kind == Kind::Match && random.chance(30);
            if (wild)
                text.insert(random.below(static_cast<std::uint32_t>(text.size()) + 1), "*");
            out.values.push_back({text, !wild});
        }
        return std::make_shared<const QueryNode>(out);
    }

    int m_byRow = 0, m_byText = 0;

private Q_SLOTS:
    void differential()
    {
        int decided = 0;
        for (const std::size_t batch : {30u, 400u, 1500u}) {
            RandomEvents random(batch);
            const auto snapshot = random.snapshot(1500, batch);
            const std::vector<Event> events = allEvents(*snapshot);
            attach(*snapshot);
            Random choose(batch + 1);
            for (int i = 0; i < 300; ++i) {
                Query query{term(choose, events)};
                if (choose.chance(40)) { // some rows are settled before messages are asked
                    QueryNode both, outcome;
                    outcome.kind = QueryNode::Kind::Match;
                    outcome.column.column = choose.chance(50) ? Column::Outcome : Column::Actor;
                    outcome.values.push_back({"success", false});
                    if (choose.chance(50))
                        outcome.values.push_back({choose.of(std::vector<std::string>{"a", "e", "i"}), false});
                    both.kind = choose.chance(70) ? QueryNode::Kind::And : QueryNode::Kind::Or;
                    both.children = {query.root, std::make_shared<const QueryNode>(outcome)};
                    query.root = std::make_shared<const QueryNode>(both);
                }
                for (const auto& source : random.sources)
                    source->reads = 0;
                const auto rows = evaluate(query, *snapshot, {});
                QVERIFY2(rows.ok(), rows.ok() ? "" : rows.error().message.c_str());
                int reads = 0;
                for (const auto& source : random.sources)
                    reads += source->reads;
                decided += reads == 0;
                for (Row row = 0; row < snapshot->size(); ++row)
                    if (rows->contains(*snapshot, row) != *matches(query, events[row], {}))
                        QFAIL(qPrintable(QStringLiteral("row %1 of query %2").arg(row).arg(QString::fromStdString(printQuery(query)))));
            }
        }
        QVERIFY(m_byRow > 0 && m_byText > 0);
        QVERIFY2(decided > 500, "most terms need no record");
    }

    void slicesKeepTheirs()
    {
        RandomEvents random(3);
        const auto snapshot = random.snapshot(600, 300);
        attach(*snapshot);
        const auto& whole = snapshot->segments().front();
        const std::uint32_t begin = whole->size() / 3;
        const auto slice = whole->slice(begin, whole->size());
        const auto all = whole->messages(), rows = slice->messages();
        QVERIFY(all && rows && rows->block->isSound());
        for (std::uint32_t i = 0; i < slice->size(); ++i)
            QCOMPARE(rows->block->ofRow(rows->begin + i), all->block->ofRow(begin + i));
    }

    void attachedWhereRowsAreTheSame()
    {
        EventStore store;
        const auto source = std::make_shared<FakeSource>("a");
        const std::uint32_t number = store.addSource(source);
        RandomEvents random(9);
        for (int b = 0; b < 5; ++b) {
            EventBatch batch;
            std::vector<Event> events(50);
            std::vector<RecordRef> places;
            for (Event& event : events) {
                event = random.event();
                event.time = Timestamp{random.start + b * 1000 * nsPerSecond + static_cast<std::int64_t>(places.size()), 3};
                const auto at = source->add({event});
                places.insert(places.end(), at.begin(), at.end());
            }
            addRows(batch, events, places, number, "a");
            store.add(std::move(batch));
        }
        const auto first = store.snapshot();
        const auto messages = keepMessages(*first, first->segments());
        QVERIFY(messages.ok());
        // Another file comes and cuts into some of the segments.
        const std::uint32_t other = store.addSource(std::make_shared<FakeSource>("b"));
        EventBatch batch;
        addRows(batch, std::vector<Event>(1, [&] { Event e; e.time = Timestamp{random.start + 25, 3}; return e; }()), {{0, 0, 0, 1}}, other, "b");
        store.add(std::move(batch));
        attachMessages(store.snapshot()->segments(), number, first->segments(), *messages);
        int with = 0;
        for (const auto& segment : store.snapshot()->segments()) {
            if (const auto rows = segment->messages()) {
                ++with;
                for (std::uint32_t i = 0; i < segment->size(); ++i) {
                    std::string raw, message, id;
                    const RecordRef ref = segment->record(i);
                    QVERIFY(source->read(ref.offset, ref.length, raw).ok());
                    source->decodeTexts(raw, ref.part, message, id);
                    QCOMPARE(std::string(rows->block->ofRow(rows->begin + i)), foldCase(message));
                }
            }
        }
        QVERIFY(with >= 3);
    }

    void foreignMessagesAreRefused()
    {
        RandomEvents random(4);
        const auto snapshot = random.snapshot(100, 100);
        QVERIFY(keepMessages(*snapshot, snapshot->segments()).ok());
        const std::string path = m_folder.path().toStdString() + "/" + cacheStem("/logs/a") + ".messages";
        QVERIFY(MessageFile::open(path, 7).ok());
        QCOMPARE(MessageFile::open(path, 8).error().code, std::string("cache.foreign"));
    }

    void cancelledAndBroken()
    {
        RandomEvents random(6);
        const auto snapshot = random.snapshot(300, 100);
        MessageWriter writer;
        QVERIFY(writer.open(m_folder.path().toStdString()).ok());
        const CancelToken cancel = CancelToken::create();
        random.sources.front()->onDecode = [&](int) { cancel.cancel(); };
        QCOMPARE(writeMessages(writer, *snapshot, snapshot->segments(), cancel).error().code, std::string("cancelled"));
        random.sources.front()->onDecode = {};
        random.sources.back()->broken = true;
        QCOMPARE(writeMessages(writer, *snapshot, snapshot->segments(), {}).error().code, std::string("source.changed"));
    }
};

QTEST_APPLESS_MAIN(TestMessageScan)
#include "test_messagescan.moc"
