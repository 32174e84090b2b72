// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/session.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace auditorium;

namespace {

constexpr int patience = 30'000; ///< ms; only ever waited where something is broken

QByteArray lines(int count, const char* actor)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "{\"timestamp\":" + QByteArray::number(1'700'000'000 + i) + ",\"action\":\"act" + QByteArray::number(i % 5) + "\",\"actor\":\""
            + actor + QByteArray::number(i % 11) + "\",\"details\":\"" + QByteArray(200, 'x') + "\"}\n";
    return text;
}

} // namespace

class TestSession : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<const Knowledge> m_knowledge;

    QString write(const QString& name, const QByteArray& content)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write the test's own file");
        return file.fileName();
    }

    static void openAndWait(Session& session, const QStringList& paths)
    {
        QSignalSpy finished(&session, &Session::loadingFinished);
        session.open(paths);
        QVERIFY(session.isLoading());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        QVERIFY(!session.isLoading());
    }

    static ViewAnswer viewOf(Session& session, const char* filter)
    {
        ViewAnswer answer;
        const auto connection = connect(&session, &Session::viewReady, &session, [&](const ViewAnswer& a) { answer = a; });
        ViewRequest request;
        request.query = *parseQuery(filter);
        const quint64 job = session.requestView(request);
        [&] { QTRY_COMPARE_WITH_TIMEOUT(answer.job, job, patience); }();
        disconnect(connection);
        return answer;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto knowledge = knowledgeFrom(QStringLiteral(AUDITORIUM_SOURCE_DIR "/resources"));
        QVERIFY2(knowledge.ok(), knowledge.ok() ? "" : knowledge.error().message.c_str());
        m_knowledge = *knowledge;
    }

    void opensSeveralFilesAsOneTimeline()
    {
        Session session(m_knowledge);
        QSignalSpy changed(&session, &Session::datasetChanged);
        openAndWait(session, {write(QStringLiteral("a.ndjson"), lines(3000, "a")), write(QStringLiteral("b.ndjson"), lines(2000, "b"))});
        QVERIFY(changed.count() >= 1);
        const ViewAnswer all = viewOf(session, "");
        QVERIFY(all.view);
        QCOMPARE(all.view->count(), quint64{5000});
        QCOMPARE(session.reports().size(), std::size_t{2});
        QCOMPARE(session.progress().events, quint64{5000});
        const ViewAnswer some = viewOf(session, "actor:a3");
        QCOMPARE(some.view->total(), quint64{5000});
        QCOMPARE(some.view->count(), quint64{273});
        // A third file joins those that are open.
        openAndWait(session, {write(QStringLiteral("c.ndjson"), lines(10, "c"))});
        QCOMPARE(viewOf(session, "").view->count(), quint64{5010});
        session.closeAll();
        QCOMPARE(viewOf(session, "").view->count(), quint64{0});
    }

    void answersRowsEventsFacetsAndPlots()
    {
        Session session(m_knowledge);
        openAndWait(session, {write(QStringLiteral("d.ndjson"), lines(3000, "d"))});
        const auto view = viewOf(session, "action:act2").view;
        QSignalSpy rows(&session, &Session::rowsReady), events(&session, &Session::eventReady), facets(&session, &Session::facetReady),
            products(&session, &Session::productsReady), plots(&session, &Session::plotReady);
        session.requestRows(view, 10, 20);
        QTRY_COMPARE_WITH_TIMEOUT(rows.count(), 1, patience);
        const auto page = rows[0][0].value<RowsAnswer>();
        QCOMPARE(page.rows.size(), std::size_t{20});
        QCOMPARE(page.rows[0].text[static_cast<std::size_t>(Column::Action)], std::string("act2"));
        session.requestEvent(view, page.rows[0].row);
        QTRY_COMPARE_WITH_TIMEOUT(events.count(), 1, patience);
        const auto event = events[0][0].value<EventAnswer>();
        QVERIFY(event.event);
        QVERIFY(event.event->raw.find("act2") != std::string::npos);
        session.requestFacet(view, {Column::Actor, {}}, {});
        QTRY_COMPARE_WITH_TIMEOUT(facets.count(), 1, patience);
        QCOMPARE(facets[0][0].value<FacetAnswer>().facet.values.size(), std::size_t{11});
        session.requestProducts(view);
        QTRY_COMPARE_WITH_TIMEOUT(products.count(), 1, patience);
        session.requestPlot(view, 50);
        QTRY_COMPARE_WITH_TIMEOUT(plots.count(), 1, patience);
        const auto plot = plots[0][0].value<PlotAnswer>().plot;
        quint64 kept = 0, all = 0;
        for (const std::uint64_t count : plot.kept.totals)
            kept += count;
        for (const std::uint64_t count : plot.all.totals)
            all += count;
        QCOMPARE(kept, quint64{600});
        QCOMPARE(all, quint64{600});
    }

    void onlyTheNewestViewIsAnswered()
    {
        Session session(m_knowledge);
        openAndWait(session, {write(QStringLiteral("e.ndjson"), lines(3000, "e"))});
        QSignalSpy views(&session, &Session::viewReady);
        quint64 last = 0;
        for (int i = 0; i < 20; ++i) {
            ViewRequest request;
            request.query = *parseQuery("actor:e" + std::to_string(i % 11) + " details.details:xxx");
            last = session.requestView(request);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!views.isEmpty() && views.last()[0].value<ViewAnswer>().job == last, patience);
        QCOMPARE(views.count(), 1);
    }

    void cancelledLoadingKeepsWhatWasRead()
    {
        Session session(m_knowledge);
        const QString path = write(QStringLiteral("f.ndjson"), lines(400'000, "f"));
        QSignalSpy finished(&session, &Session::loadingFinished);
        connect(&session, &Session::datasetChanged, &session, [&] { session.cancelLoading(); });
        session.open({path});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        const auto count = viewOf(session, "").view->count();
        QVERIFY2(count > 0 && count <= 400'000, qPrintable(QString::number(count)));
        // And more can be opened afterwards.
        disconnect(&session, &Session::datasetChanged, nullptr, nullptr);
        openAndWait(session, {write(QStringLiteral("g.ndjson"), lines(10, "g"))});
        QCOMPARE(viewOf(session, "").view->count(), count + 10);
    }

    void exportsTheViewAndTheSelection()
    {
        Session session(m_knowledge);
        openAndWait(session, {write(QStringLiteral("h.ndjson"), lines(1000, "h"))});
        ExportRequest request;
        request.view = viewOf(session, "action:act1").view;
        request.path = m_folder.filePath(QStringLiteral("out.csv"));
        request.options.columns = {{Column::Action, {}}, {Column::Actor, {}}};
        QSignalSpy finished(&session, &Session::exportFinished);
        session.startExport(request);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        QCOMPARE(finished[0][1].toULongLong(), quint64{200});
        QCOMPARE(finished[0][3].toString(), QString());
        QFile out(request.path);
        QVERIFY(out.open(QIODevice::ReadOnly));
        QCOMPARE(out.readAll().count("\r\n"), 201);
        request.positions = {0, 5, 199};
        session.startExport(request);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, patience);
        QCOMPARE(finished[1][1].toULongLong(), quint64{3});
        request.path = m_folder.filePath(QStringLiteral("no/such/folder/out.csv"));
        session.startExport(request);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 3, patience);
        QVERIFY(!finished[2][3].toString().isEmpty());
    }

    void missingFilesAreReported()
    {
        Session session(m_knowledge);
        openAndWait(session, {m_folder.filePath(QStringLiteral("missing.json"))});
        const auto reports = session.reports();
        QCOMPARE(reports.size(), std::size_t{1});
        QVERIFY(!reports[0].error.empty());
    }

    void leavesInTheMiddleOfEverything()
    {
        const QString path = write(QStringLiteral("i.ndjson"), lines(100'000, "i"));
        for (int i = 0; i < 5; ++i) {
            Session session(m_knowledge);
            QSignalSpy changed(&session, &Session::datasetChanged);
            session.open({path, path});
            if (i % 2)
                QTRY_VERIFY_WITH_TIMEOUT(changed.count() > 0, patience);
            ViewRequest request;
            request.query = *parseQuery("details.details:xyz");
            session.requestView(request);
        }
        QVERIFY(QFile::exists(path));
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "test_session.moc"
