// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// How the program starts: what it does before there is a window.

#include <QProcess>
#include <QtTest>

class TestStart : public QObject {
    Q_OBJECT

    static constexpr bool hasWindow = AUDITORIUM_HAS_WINDOW;
    struct Run {
        int status = -1;
        QByteArray out, err;
    };
    static Run run(const QStringList& arguments, bool display)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QLatin1String(name));
        if (display)
            environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("AUDITORIUM_PROGRAM"), arguments);
        if (!process.waitForFinished())
            qFatal("%s", qPrintable(process.errorString()));
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(!qEnvironmentVariableIsEmpty("AUDITORIUM_PROGRAM"), "ctest says which program: AUDITORIUM_PROGRAM");
    }

    void withoutADisplayItSaysSo()
    {
        const Run result = run({QStringLiteral("some.json")}, false);
        QCOMPARE(result.status, 1);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.contains(hasWindow ? "no display" : "not part of this build"), result.err);
    }

    void anUnknownOptionIsAUsageError_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("display");
        QTest::newRow("without a display") << QStringList{QStringLiteral("--bogus")} << false;
        QTest::newRow("with one") << QStringList{QStringLiteral("a.json"), QStringLiteral("-x")} << true;
        QTest::newRow("a style sheet from outside") << QStringList{QStringLiteral("-stylesheet"), QStringLiteral("a.qss")} << true;
    }
    void anUnknownOptionIsAUsageError()
    {
        QFETCH(QStringList, arguments);
        QFETCH(bool, display);
        const Run result = run(arguments, display);
        QCOMPARE(result.status, hasWindow ? 2 : 1);
        QVERIFY2(result.err.contains(hasWindow ? "unknown option" : "not part of this build"), result.err);
    }

    void theCommandLineNeedsNoDisplay()
    {
        const Run version = run({QStringLiteral("--version")}, false);
        QCOMPARE(version.status, 0);
        QVERIFY2(version.out.toLower().contains("auditorium"), version.out);
        QCOMPARE(run({QStringLiteral("catalog"), QStringLiteral("--format"), QStringLiteral("json")}, false).status, 0);
    }
};

QTEST_GUILESS_MAIN(TestStart)
#include "test_start.moc"
