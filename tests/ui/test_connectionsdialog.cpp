// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// Connections in the window, by key and mouse: a service that is played here, and databases made here.

#include "tests/support/playserver.h"
#include "tests/ui/connectionbench.h"
#include "ui/formparts.h"
#include "ui/passphrasedialog.h"
#include "ui/tablefields.h"
#include "ui/teststeps.h"

#include <QAbstractSpinBox>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMessageBox>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTableWidget>

using namespace auditorium;

namespace {

const QByteArray rightToken = "canary-9f8e7d6c5b4a", wrongToken = "wrong-1a2b3c4d5e";
constexpr int serviceEvents = 230;

/// The last events first, as Unleash does.
PlayServer::Answer unleash(const PlayServer::Asked& asked)
{
    if (asked.head.find("Authorization: " + rightToken.toStdString() + "\r\n") == std::string::npos)
        return {401, R"({"message":"You must <b>log in</b> to use Unleash."})", "Content-Type: application/json\r\n"};
    const QJsonObject body = QJsonDocument::fromJson(QByteArray::fromStdString(asked.body)).object();
    QJsonArray events;
    const int offset = body.value(QLatin1String("offset")).toInt(), limit = body.value(QLatin1String("limit")).toInt();
    for (int i = serviceEvents - 1 - offset; i >= 0 && events.size() < limit; --i)
        events << QJsonObject{{QStringLiteral("id"), i},
            {QStringLiteral("type"), i % 2 ? QStringLiteral("feature-created") : QStringLiteral("feature-archived")},
            {QStringLiteral("createdBy"), QStringLiteral("user%1@northwind.example").arg(i % 3)},
            {QStringLiteral("createdAt"),
                QStringLiteral("2026-11-20T%1:%2:00.000Z")
                    .arg(i / 60, 2, 10, QLatin1Char('0'))
                    .arg(i % 60, 2, 10, QLatin1Char('0'))},
            {QStringLiteral("featureName"), QStringLiteral("flag-%1").arg(i)},
            {QStringLiteral("project"), QStringLiteral("default")}};
    const QJsonObject answer{{QStringLiteral("events"), events}, {QStringLiteral("totalEvents"), serviceEvents}};
    return {
        200, QJsonDocument(answer).toJson(QJsonDocument::Compact).toStdString(), "Content-Type: application/json\r\n"};
}

QString makeDatabase(const QTemporaryDir& folder, const QStringList& statements)
{
    const QString path = folder.filePath(QStringLiteral("made.sqlite"));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("made"));
        database.setDatabaseName(path);
        if (!database.open())
            qFatal("%s", qPrintable(database.lastError().text()));
        for (const QString& statement : statements)
            if (QSqlQuery query(database); !query.exec(statement))
                qFatal("%s", qPrintable(query.lastError().text()));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("made"));
    return path;
}

const QString unleashTable = QStringLiteral(
    "CREATE TABLE events (id INTEGER PRIMARY KEY, type TEXT NOT NULL, created_by TEXT NOT NULL, created_at TEXT, data "
    "TEXT, tags TEXT, project TEXT, "
    "environment TEXT, feature_name TEXT, pre_data TEXT, ip TEXT, announced INTEGER, created_by_user_id INTEGER)");
const QString unleashRow =
    QStringLiteral("INSERT INTO events (type, created_by, created_at, data, tags, project, feature_name) VALUES "
                   "('feature-created', '<i>eve</i>', '2026-11-20 10:0%1:00', "
                   "'{}', '[]', 'default', 'flag-%1')");

/// What a person can put the focus on must have a name for a screen reader.
QStringList nameless(const QWidget* page)
{
    QStringList found;
    for (const QWidget* widget : page->findChildren<QWidget*>()) {
        const bool control = qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QComboBox*>(widget)
            || qobject_cast<const QAbstractItemView*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) || !widget->isVisible())
            continue;
        if ((control && widget->accessibleName().isEmpty())
            || (button && button->text().isEmpty() && widget->accessibleName().isEmpty()
                && button->focusPolicy() != Qt::NoFocus))
            found << QStringLiteral("%1 %2").arg(
                QLatin1String(widget->metaObject()->className()), widget->objectName());
    }
    return found;
}

} // namespace

class TestConnectionsDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutConnectionsNothingOfThemIsShown()
    {
        WindowBench bench;
        QVERIFY(!bench.window->actions()->connections->isVisible());
        QVERIFY(bench.window->startPage()->connectButton()->isHidden());
    }

    void beginsEmptyAndSaysWhatToDo()
    {
        ConnectionBench bench;
        QVERIFY(bench.window->startPage()->connectButton()->isVisible());
        QTest::mouseClick(bench.window->startPage()->connectButton(), Qt::LeftButton);
        QVERIFY(bench.dialog() && bench.dialog()->isVisible() && !bench.dialog()->isModal());
        QTRY_VERIFY_WITH_TIMEOUT(bench.dialog()->chooser()->list()->count() > 10, patience);
        auto* first = bench.find<QPushButton>("firstConnection");
        QVERIFY(first->isVisible());
        QTest::mouseClick(first, Qt::LeftButton);
        QVERIFY(bench.dialog()->chooser()->isVisible());
        QTest::keyClick(bench.dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!bench.dialog());
        QTRY_VERIFY(!bench.window->settings().connectionsGeometry.isEmpty());
    }

    void aServiceIsAddedTestedSavedAndFollowed()
    {
        PlayServer server(unleash);
        ConnectionBench bench;
        bench.open();
        bench.choose(QStringLiteral("unleash"));
        QVERIFY(bench.editor());
        QVERIFY2(nameless(bench.dialog()).isEmpty(), qPrintable(nameless(bench.dialog()).join(QLatin1Char('\n'))));
        bench.type("connectionName", QStringLiteral("flags"));
        bench.type("variable_server", QString::fromStdString(server.url()));
        bench.type("secret_token", QString::fromLatin1(wrongToken));
        bench.keepInMemory();

        // The wrong token: the ladder stops at the sign-in, with the server's own words as plain text.
        QTest::mouseClick(bench.editor()->testButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            !bench.editor()->testSteps()->isRunning() && !bench.editor()->testSteps()->steps().empty(), patience);
        const auto& steps = bench.editor()->testSteps()->steps();
        const auto failed = std::find_if(
            steps.begin(), steps.end(), [](const TestStep& step) { return step.outcome == TestStep::Outcome::Failed; });
        QVERIFY(failed != steps.end());
        QCOMPARE(failed->id, std::string("authentication"));
        QVERIFY2(
            QString::fromStdString(failed->detail).contains(QStringLiteral("<b>log in</b>")), failed->detail.c_str());
        const auto labels = bench.editor()->testSteps()->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text().contains(QStringLiteral("<b>log in</b>")) && label->textFormat() == Qt::PlainText
                && label->isVisible();
        }));
        QVERIFY(std::any_of(labels.begin(), labels.end(),
            [](const QLabel* label) { return label->text().endsWith(QStringLiteral(": failed")); }));
        QTest::mouseClick(bench.find<QPushButton>("copyTest"), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("failed")));
        QVERIFY(!QGuiApplication::clipboard()->text().contains(QString::fromLatin1(wrongToken)));

        // The right one: every step passes or has nothing to do.
        bench.type("secret_token", QString::fromLatin1(rightToken));
        QTest::mouseClick(bench.editor()->testButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.editor()->testSteps()->isRunning(), patience);
        QVERIFY2(std::none_of(steps.begin(), steps.end(),
                     [](const TestStep& step) { return step.outcome == TestStep::Outcome::Failed; }),
            qPrintable(bench.editor()->testSteps()->report()));
        QVERIFY(steps.size() >= 6);

        // No field holds what was saved.
        QTest::mouseClick(bench.editor()->saveButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(bench.dialog()->list()->count(), 1, patience);
        QVERIFY(bench.find<QLineEdit>("secret_token")->text().isEmpty());
        QVERIFY(bench.find<QLineEdit>("secret_token")->placeholderText().contains(QStringLiteral("Saved")));
        QVERIFY(!bench.editor()->saveButton()->isEnabled());
        QTest::mouseClick(bench.editor()->openButton(), Qt::LeftButton);
        QTRY_VERIFY(!bench.dialog());
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), static_cast<quint64>(serviceEvents), patience);
        QCOMPARE(bench.session.openPaths(), QStringList{QStringLiteral("connection:flags")});
        QCOMPARE(bench.window->windowTitle(), QStringLiteral("flags"));
        QVERIFY(bench.window->settings().recentFiles.contains(QStringLiteral("connection:flags")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.connections.state(QStringLiteral("flags")).running, patience);

        // It is written nowhere.
        bench.window->close();
        const QByteArray written = bench.written();
        QVERIFY(written.contains("flags")); // the library was among it
        for (const QByteArray& secret : {rightToken, wrongToken})
            QVERIFY(!written.contains(secret) && !written.contains(secret.toBase64()));
        bench.window->actions()->closeAll->trigger();
        QTRY_VERIFY(!bench.connections.state(QStringLiteral("flags")).running);
    }

    void aRecognisedTableIsOpened()
    {
        ConnectionBench bench;
        QStringList statements{unleashTable, QStringLiteral("CREATE TABLE aaa (id INTEGER PRIMARY KEY, name TEXT)")};
        for (int i = 0; i < 8; ++i)
            statements << unleashRow.arg(i);
        const QString path = makeDatabase(bench.folder, statements);
        bench.open();
        bench.choose(QStringLiteral("sqlite"));
        bench.type("databaseFile", path);
        auto* table = bench.find<TableFields>("tableFields");
        QTest::mouseClick(table->listButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(table->tables()->count(), 2, patience);
        QVERIFY2(table->tables()->currentText().startsWith(QStringLiteral("events · Unleash")),
            qPrintable(table->tables()->currentText()));
        QTRY_COMPARE_WITH_TIMEOUT(table->rows()->rowCount(), 8, patience);
        QCOMPARE(table->rows()->item(0, 3)->text(), QStringLiteral("<i>eve</i>"));
        QVERIFY(!table->columnFor(Column::Time)->isVisible()); // its columns are known
        QVERIFY2(nameless(bench.dialog()).isEmpty(), qPrintable(nameless(bench.dialog()).join(QLatin1Char('\n'))));

        QTest::mouseClick(bench.editor()->testButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            !bench.editor()->testSteps()->isRunning() && !bench.editor()->testSteps()->steps().empty(), patience);
        const auto& steps = bench.editor()->testSteps()->steps();
        QVERIFY2(std::none_of(steps.begin(), steps.end(),
                     [](const TestStep& step) { return step.outcome == TestStep::Outcome::Failed; }),
            qPrintable(bench.editor()->testSteps()->report()));
        QTest::mouseClick(bench.editor()->openButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), quint64{8}, patience);
        QVERIFY(!bench.connections.state(QStringLiteral("sqlite")).running); // a database is asked, not followed
    }

    void aTableIsMappedByHand()
    {
        ConnectionBench bench;
        QStringList statements{
            QStringLiteral("CREATE TABLE diary (nr INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, d JSON)")};
        for (int i = 0; i < 5; ++i)
            statements << QStringLiteral("INSERT INTO diary (a, b, c, d) VALUES ('2026-11-20T10:0%1:00Z', 'u%1', 'did "
                                         "it', '{\"ip\":\"10.0.0.%1\"}')")
                              .arg(i);
        const QString path = makeDatabase(bench.folder, statements);
        bench.open();
        bench.choose(QStringLiteral("sqlite"));
        bench.type("databaseFile", path);
        auto* table = bench.find<TableFields>("tableFields");
        QTest::keyClick(bench.find<QLineEdit>("databaseFile"), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(table->tables()->count(), 1, patience);
        const std::pair<Column, const char*> wanted[] = {
            {Column::Time, "a"}, {Column::Actor, "b"}, {Column::Action, "c"}, {Column::Ip, "/d/ip"}};
        for (const auto& [column, text] : wanted) {
            QVERIFY(table->columnFor(column)->isVisible());
            table->columnFor(column)->lineEdit()->selectAll();
            QTest::keyClicks(table->columnFor(column)->lineEdit(), QLatin1String(text));
        }
        table->columnFor(Column::Target)->setEditText(QStringLiteral("zzz"));
        QTest::mouseClick(bench.editor()->saveButton(), Qt::LeftButton);
        QVERIFY2(bench.editor()->stateText().contains(QStringLiteral("zzz")), qPrintable(bench.editor()->stateText()));
        table->columnFor(Column::Target)->setEditText({});
        QTest::mouseClick(bench.find<QPushButton>("showRows"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(table->rows()->rowCount(), 5, patience);
        QCOMPARE(table->rows()->item(1, 3)->text(), QStringLiteral("u1"));
        QTest::mouseClick(bench.editor()->openButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), quint64{5}, patience);
        QVERIFY(!bench.window->filter().setText(QStringLiteral("ip:10.0.0.3")));
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), quint64{1}, patience);
    }

    void whatIsWrongIsSaidAndNotSaved()
    {
        PlayServer server(unleash);
        ConnectionBench bench;
        bench.open();
        bench.choose(QStringLiteral("unleash"));
        const auto refused = [&](const char* words) {
            QTest::mouseClick(bench.editor()->saveButton(), Qt::LeftButton);
            return bench.editor()->stateText().contains(QLatin1String(words));
        };
        bench.type("connectionName", QStringLiteral("../etc"));
        QVERIFY2(refused("letters"), qPrintable(bench.editor()->stateText()));
        bench.type("connectionName", QStringLiteral("one"));
        QVERIFY2(refused("Address"), qPrintable(bench.editor()->stateText()));
        bench.type("variable_server", QString::fromStdString(server.url()));
        QVERIFY2(refused("Token"), qPrintable(bench.editor()->stateText()));
        bench.type("secret_token", QStringLiteral("t"));
        bench.find<QAbstractButton>("more")->click();
        bench.type("pin", QStringLiteral("12:34"));
        QVERIFY2(refused("64"), qPrintable(bench.editor()->stateText()));
        bench.type("pin", QString(32, QLatin1Char('a')) + QString(32, QLatin1Char('0')));
        bench.keepInMemory();
        QVERIFY(bench.connections.list().empty());
        QTest::mouseClick(bench.editor()->saveButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(bench.connections.list().size(), std::size_t{1}, patience);

        bench.choose(QStringLiteral("unleash"));
        bench.type("connectionName", QStringLiteral("one"));
        QVERIFY2(refused("Another connection"), qPrintable(bench.editor()->stateText()));
        // Leaving asks; staying keeps what was typed.
        QTest::mouseClick(bench.dialog()->newButton(), Qt::LeftButton);
        auto* box = bench.find<QMessageBox>("askToLeave");
        QVERIFY(box);
        QTest::keyClick(box, Qt::Key_Escape);
        QTRY_VERIFY(!bench.find<QMessageBox>("askToLeave"));
        QVERIFY(bench.editor());
        QCOMPARE(bench.editor()->nameField()->text(), QStringLiteral("one"));
    }

    void secretsInAFileAskForItsPassphraseOnce()
    {
        PlayServer server(unleash);
        ConnectionBench bench;
        bench.open();
        bench.choose(QStringLiteral("unleash"));
        bench.type("variable_server", QString::fromStdString(server.url()));
        bench.type("secret_token", QString::fromLatin1(rightToken));
        auto* place = bench.find<QComboBox>("secretPlace");
        place->setCurrentIndex(place->findData(static_cast<int>(SecretPlace::File)));
        QTest::mouseClick(bench.editor()->saveButton(), Qt::LeftButton);
        auto* ask = bench.dialog()->findChild<PassphraseDialog*>();
        QVERIFY(ask && ask->repeated()); // there is no file yet
        QTest::keyClicks(ask->passphrase()->edit(), QStringLiteral("correct horse"));
        QTest::mouseClick(ask->okButton(), Qt::LeftButton);
        QVERIFY(ask->isVisible()); // not repeated
        QTest::keyClicks(ask->repeated()->edit(), QStringLiteral("correct horse"));
        QTest::mouseClick(ask->okButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(bench.connections.list().size(), std::size_t{1}, patience);
        QVERIFY(bench.connections.isUnlocked());

        // To another place and back: what was typed once goes with it, and leaves nothing behind.
        const auto keptIn = [&](SecretPlace where) {
            Connection connection = bench.connections.list().front();
            connection.secretPlace = where;
            const auto token = (*bench.desk->secretsOf(connection))->read(connection.id, "token");
            return token && *token ? QByteArray::fromStdString(std::string((*token)->reveal())) : QByteArray();
        };
        const auto moveTo = [&](SecretPlace where) {
            place->setCurrentIndex(place->findData(static_cast<int>(where)));
            QTest::mouseClick(bench.editor()->saveButton(), Qt::LeftButton);
            QTRY_COMPARE_WITH_TIMEOUT(
                static_cast<int>(bench.connections.list().front().secretPlace), static_cast<int>(where), patience);
        };
        QCOMPARE(keptIn(SecretPlace::File), rightToken);
        moveTo(SecretPlace::Memory);
        QCOMPARE(keptIn(SecretPlace::Memory), rightToken);
        QVERIFY(keptIn(SecretPlace::File).isEmpty());
        moveTo(SecretPlace::File);
        QCOMPARE(keptIn(SecretPlace::File), rightToken);
        QVERIFY(keptIn(SecretPlace::Memory).isEmpty());
        QTest::mouseClick(bench.editor()->openButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), static_cast<quint64>(serviceEvents), patience);
        const QByteArray written = bench.written();
        QVERIFY(!written.contains(rightToken) && !written.contains("correct horse"));

        // Another start of the program: opening asks, and a wrong passphrase is refused.
        ConnectionBench next;
        next.desk = std::make_shared<ConnectionDesk>(bench.desk->library().folders(), next.session.knowledge());
        Connections again(next.desk);
        next.session.setDesk(next.desk);
        next.window = std::make_unique<MainWindow>(
            next.session, SettingsFile(next.folder.filePath(QStringLiteral("b.ini"))), QString());
        next.window->setConnections(&again);
        next.window->show();
        next.window->openPaths({QStringLiteral("connection:unleash-event-log")});
        PassphraseDialog* unlock = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((unlock = next.window->findChild<PassphraseDialog*>()), patience);
        QVERIFY(!unlock->repeated());
        QTest::keyClicks(unlock->passphrase()->edit(), QStringLiteral("wrong"));
        QTest::mouseClick(unlock->okButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(unlock->okButton()->isEnabled(), patience);
        QVERIFY(unlock->isVisible() && next.session.openPaths().isEmpty());
        QTest::keyClick(unlock, Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(next.session.openPaths().size(), 1, patience); // the local copy is read all the same
        next.window.reset();
    }

    void aConnectionIsRemovedWithItsCopyAfterAsking()
    {
        PlayServer server(unleash);
        ConnectionBench bench;
        bench.open();
        bench.choose(QStringLiteral("unleash"));
        bench.type("variable_server", QString::fromStdString(server.url()));
        bench.type("secret_token", QString::fromLatin1(rightToken));
        bench.keepInMemory();
        QTest::mouseClick(bench.editor()->openButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), static_cast<quint64>(serviceEvents), patience);
        bench.window->actions()->closeAll->trigger();
        bench.open();
        QTRY_VERIFY(bench.dialog()->removeButton()->isEnabled());
        QTest::mouseClick(bench.dialog()->removeButton(), Qt::LeftButton);
        QMessageBox* box = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((box = bench.find<QMessageBox>("askToRemove")), patience);
        QVERIFY2(box->informativeText().contains(QStringLiteral("230 events")), qPrintable(box->informativeText()));
        for (QAbstractButton* button : box->buttons())
            if (box->buttonRole(button) == QMessageBox::DestructiveRole)
                QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(bench.dialog()->list()->count(), 0, patience);
        QVERIFY(!bench.editor());
        QVERIFY(QDir(bench.folder.filePath(QStringLiteral("data/archives"))).isEmpty());
    }

    void whatOnlyExportsOffersToOpenOne()
    {
        ConnectionBench bench;
        bench.open();
        bench.choose(QStringLiteral("blissfully"));
        QVERIFY(!bench.editor());
        auto* open = bench.find<QPushButton>("openExport");
        QVERIFY(open && open->isVisible());
        QSignalSpy asked(bench.dialog(), &ConnectionsDialog::exportRequested);
        QTest::mouseClick(open, Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
    }

    void fitsASmallScreen_data()
    {
        QTest::addColumn<double>("scale");
        QTest::newRow("usual letters") << 1.0;
        QTest::newRow("letters twice as large") << 2.0;
    }
    void fitsASmallScreen()
    {
        QFETCH(double, scale);
        const QFont usual = QApplication::font();
        QFont large = usual;
        large.setPointSizeF(large.pointSizeF() * scale);
        QApplication::setFont(large);
        {
            ConnectionBench bench;
            bench.open();
            for (const char* kind : {"sqlite", "unleash"}) {
                bench.choose(QLatin1String(kind));
                const QSize least = bench.dialog()->minimumSizeHint();
                QVERIFY2(least.width() <= 1000 && least.height() <= 560,
                    qPrintable(QStringLiteral("%1 x %2").arg(least.width()).arg(least.height())));
            }
        }
        QApplication::setFont(usual);
    }
};

QTEST_MAIN(TestConnectionsDialog)
#include "test_connectionsdialog.moc"
