// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/archive.h"
#include "session/archivereader.h"
#include "session/session.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <set>

using namespace auditorium;

namespace {

constexpr int patience = 30'000; ///< ms; only ever waited where something is broken

std::string record(int number, const char* word = "plain")
{
    return R"({"time":"2026-09-01T10:)" + std::to_string(10 + number % 50) + ":" + std::to_string(10 + number / 50 % 50) + R"(Z","action":"act)"
        + std::to_string(number % 7) + R"(","actor":"user)" + std::to_string(number % 13) + R"(@example.com","id":"n)" + std::to_string(number)
        + R"(","note":")" + word + R"("})";
}

/// An archive that is written to, and the connection it belongs to.
struct Bench {
    QTemporaryDir folder;
    std::shared_ptr<const Knowledge> knowledge = std::make_shared<Knowledge>(Knowledge{{}, std::make_shared<const Catalog>(std::vector<CatalogProduct>())});
    std::shared_ptr<ConnectionDesk> desk;
    Connection connection;
    std::unique_ptr<Archive> archive;
    int next = 0;

    explicit Bench(std::uint64_t segmentBytes = 4096)
        : desk(std::make_shared<ConnectionDesk>(LibraryFolders{folder.filePath(QStringLiteral("data")).toStdString(), {}}, knowledge))
    {
        Connection wanted;
        wanted.name = "made";
        wanted.profile = "none";
        connection = desk->library().add(wanted).value();
        archive = std::move(Archive::open(desk->archiveOf(connection), segmentBytes).value());
    }
    void commit(int count, const char* word = "plain")
    {
        std::vector<std::string> texts;
        std::vector<ArchiveRecord> records;
        for (int i = 0; i < count; ++i)
            texts.push_back(record(next++, word));
        for (const std::string& text : texts)
            records.push_back({text, text.substr(0, 200), std::nullopt});
        QVERIFY(archive->commit("audit", records, {}));
    }
    std::unique_ptr<Session> session() const
    {
        auto made = std::make_unique<Session>(knowledge);
        made->setDesk(desk);
        return made;
    }
};

const QString source = QStringLiteral("connection:made");

void openAndWait(Session& session)
{
    QSignalSpy finished(&session, &Session::loadingFinished);
    session.open({source});
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
}

quint64 countOf(const Session& session, const char* filter)
{
    const auto view = session.dataset()->view({*parseQuery(filter), {}, {}}, {});
    return view ? (*view)->count() : UINT64_MAX;
}

} // namespace

class TestLiveTail : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsCommittedAndWhatComes()
    {
        Bench bench;
        bench.commit(120, "before");
        const auto session = bench.session();
        openAndWait(*session);
        QCOMPARE(session->snapshot()->size(), Row{120});
        QSignalSpy changed(session.get(), &Session::datasetChanged), loading(session.get(), &Session::progressChanged);
        // One at a time, many at a time, over the ends of segments.
        for (const int count : {1, 1, 7, 90, 3, 200}) {
            bench.commit(count, "after");
            session->readOn(source);
            QTRY_COMPARE_WITH_TIMEOUT(session->snapshot()->size(), static_cast<Row>(bench.next), patience);
        }
        QVERIFY(bench.archive->segments().size() >= 3);
        QVERIFY(changed.count() >= 6);
        QCOMPARE(loading.count(), 0); // what comes in live is no loading
        QCOMPARE(countOf(*session, "before"), quint64{120});
        QCOMPARE(countOf(*session, "after"), quint64{302});
        QCOMPARE(countOf(*session, "source=connection:made"), quint64{422});
        QCOMPARE(session->reports().size(), std::size_t{1});
        QCOMPARE(session->reports().front().events, std::uint64_t{422});
        QCOMPARE(session->reports().front().rejected, std::uint64_t{0});
        // Every record is there once, and can be read again.
        std::set<std::string> ids;
        for (Row row = 0; row < session->snapshot()->size(); ++row)
            ids.insert((*session->snapshot()->event(row))[Column::Id]);
        QCOMPARE(ids.size(), std::size_t{422});
    }

    void anEmptyArchiveIsNoError()
    {
        Bench bench;
        const auto session = bench.session();
        openAndWait(*session);
        QCOMPARE(session->reports().front().error, std::string());
        bench.commit(1);
        session->readOn(source);
        QTRY_COMPARE_WITH_TIMEOUT(session->snapshot()->size(), Row{1}, patience);
    }

    void whatIsNotCommittedIsNotRead()
    {
        Bench bench(1 << 20);
        bench.commit(10);
        const std::string path = bench.archive->segments().front().path;
        std::ofstream(path, std::ios::app) << record(9999) << "\n{\"torn";
        const auto session = bench.session();
        openAndWait(*session);
        QCOMPARE(session->snapshot()->size(), Row{10});
        QCOMPARE(session->reports().front().rejected, std::uint64_t{0});
        QCOMPARE(countOf(*session, "n9999"), quint64{0});
    }

    void aRecordThatLooksLikeAnEnvelopeIsARecord()
    {
        Bench bench;
        const std::string envelope = R"({"time":"2026-09-01T10:00:00Z","action":"batch","events":[{"a":1},{"a":2}]})";
        QVERIFY(bench.archive->commit("audit", {{envelope, "1", std::nullopt}}, {}));
        const auto session = bench.session();
        openAndWait(*session);
        QCOMPARE(session->snapshot()->size(), Row{1});
        QCOMPARE((*session->snapshot()->event(0)).raw, envelope);
    }

    void aPauseKeepsTheDatasetAndCounts()
    {
        Bench bench;
        bench.commit(50);
        const auto session = bench.session();
        openAndWait(*session);
        QSignalSpy waiting(session.get(), &Session::waitingChanged);
        session->setPaused(true);
        const auto before = session->dataset();
        bench.commit(37);
        session->readOn(source);
        QTRY_COMPARE_WITH_TIMEOUT(session->waitingEvents(), quint64{37}, patience);
        QCOMPARE(session->dataset(), before);
        bench.commit(3);
        session->readOn(source);
        QTRY_COMPARE_WITH_TIMEOUT(session->waitingEvents(), quint64{40}, patience);
        session->setPaused(false);
        QTRY_COMPARE_WITH_TIMEOUT(session->snapshot()->size(), Row{90}, patience);
        QCOMPARE(session->waitingEvents(), quint64{0});
    }

    void searchesSeeWhatCameBehindWhatTheyHadRead()
    {
        // A search notes in which pieces a word is missing; what comes into such a piece later must be found nevertheless.
        Bench bench(std::uint64_t{64} << 20);
        bench.commit(8000, std::string(400, 'x').c_str());
        const auto session = bench.session();
        openAndWait(*session);
        QCOMPARE(countOf(*session, "needle"), quint64{0});
        QCOMPARE(countOf(*session, "needle"), quint64{0});
        for (int i = 1; i <= 5; ++i) {
            bench.commit(1, "needle");
            session->readOn(source);
            QTRY_COMPARE_WITH_TIMEOUT(session->snapshot()->size(), static_cast<Row>(bench.next), patience);
            QCOMPARE(countOf(*session, "needle"), static_cast<quint64>(i));
        }
    }

    void sourcesThatAreNoneAreTold()
    {
        Bench bench;
        const auto session = bench.session();
        QSignalSpy finished(session.get(), &Session::loadingFinished);
        session->open({QStringLiteral("connection:nobody")});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        QVERIFY(session->reports().front().error.find("nobody") != std::string::npos);
        session->readOn(source); // not open: nothing happens
        QCOMPARE(session->snapshot()->size(), Row{0});
    }
};

QTEST_GUILESS_MAIN(TestLiveTail)
#include "test_livetail.moc"
