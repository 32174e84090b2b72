// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// The real window on a service that makes 1,000 events a second for a minute, while somebody reads, scrolls and filters: how long
// the window's thread did not come round, how late events are shown, whether the row being read moved, and how many were lost.
// usage: bench_tail [SECONDS [EVENTS_A_SECOND]]     prints one JSON line a figure

#include "measure.h"
#include "stallmeter.h"

#include "session/connections.h"
#include "tests/support/faultserver.h"
#include "ui/eventtableview.h"
#include "ui/mainwindow.h"
#include "ui/models/eventtablemodel.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <set>

using namespace auditorium;
using namespace auditorium::bench;

namespace {

constexpr const char* profile = R"({"$schema": "service-1", "id": "made", "name": "Made", "product": "made", "vars": {"server": {"label": "Address"}},
    "baseUrl": "{server}", "auth": [{"id": "none", "label": "Nothing", "kind": "none"}],
    "streams": [{"id": "events", "name": "Events", "request": {"path": "/none/tail"},
        "page": {"kind": "cursor", "size": {"at": "/query/limit", "max": 1000}, "from": "/next", "to": "/query/cursor", "end": ["empty"]},
        "records": "/items", "identity": "/id", "time": "/time"}],
    "tail": {"resume": "cursor", "every": "1s"}, "error": {"message": "/message"}})";

/// Makes `rate` events a second for so long, in ten goes a second, from a process of its own.
const char* const maker = R"(
import sys, time, urllib.request
address, seconds, rate = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
begin = time.monotonic()
for i in range(seconds * 10):
    urllib.request.urlopen(f"{address}/add?n={rate // 10}").read()
    time.sleep(max(0, begin + (i + 1) / 10 - time.monotonic()))
)";

quint64 shownOf(MainWindow& window) { return window.views().view() ? window.views().view()->total() : 0; }

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    const int seconds = argc > 1 ? std::atoi(argv[1]) : 60, rate = argc > 2 ? std::atoi(argv[2]) : 1000;
    const quint64 before = 20'000;
    FaultServer server(static_cast<int>(before));
    if (!server.running())
        return 1;
    const QTemporaryDir folder;
    const LibraryFolders folders{folder.filePath(QStringLiteral("data")).toStdString(), folder.filePath(QStringLiteral("config")).toStdString()};
    QDir().mkpath(QString::fromStdString(folders.servicesFolder()));
    QFile file(QString::fromStdString(folders.servicesFolder()) + QStringLiteral("/made.json"));
    if (!file.open(QIODevice::WriteOnly) || file.write(profile) < 0)
        return 1;
    file.close();
    const auto known = knowledge();
    const auto desk = std::make_shared<ConnectionDesk>(folders, known);
    Connection connection;
    connection.name = "made";
    connection.profile = "made";
    connection.secretPlace = SecretPlace::Memory;
    connection.variables["server"] = server.url();
    take(desk->library().add(connection));

    Session session(known);
    session.setDesk(desk);
    Connections connections(desk);
    MainWindow window(session, SettingsFile(folder.filePath(QStringLiteral("settings.ini"))), QString());
    window.setConnections(&connections);
    window.resize(1440, 900);
    window.show();
    window.openPaths({QStringLiteral("connection:made")});
    if (!waitFor([&] { return shownOf(window) == before; }))
        return 1;

    EventTableView* table = window.widgets().table;
    table->setCurrentPosition(5000);
    waitFor([&] { return table->model()->loadedRow(table->currentPosition()) != nullptr; });
    const std::string reading = table->model()->loadedRow(table->currentPosition())->text[static_cast<std::size_t>(Column::Id)];
    const int place = table->rowRect(table->currentPosition()).top();

    QProcess making;
    making.start(QStringLiteral("python3"),
        {QStringLiteral("-c"), QString::fromLatin1(maker), QString::fromStdString(server.url()), QString::number(seconds), QString::number(rate)});
    StallMeter stalls;
    QElapsedTimer clock;
    clock.start();
    const quint64 wanted = before + static_cast<quint64>(seconds) * static_cast<quint64>(rate);
    std::vector<double> late; // how far behind what was made the window is, in ms, looked at ten times a second
    double longestQuiet = 0, longestClick = 0;
    int clicks = 0;
    quint64 moved = 0;
    while (shownOf(window) < wanted && clock.elapsed() < (seconds + 60) * 1000LL) {
        const qint64 until = clock.elapsed() + 100;
        waitFor([&] { return clock.elapsed() >= until; });
        const double made = std::min(static_cast<double>(clock.elapsed()) / 1000, static_cast<double>(seconds)) * rate;
        late.push_back(std::max(0.0, made - static_cast<double>(shownOf(window) - before)) * 1000 / rate);
        const RowView* row = table->hasCurrent() ? table->model()->loadedRow(table->currentPosition()) : nullptr;
        if (clicks == 0 && row)
            moved += row->text[static_cast<std::size_t>(Column::Id)] != reading || table->rowRect(table->currentPosition()).top() != place;
        if (clock.elapsed() < seconds * 500LL || making.state() == QProcess::NotRunning) {
            longestQuiet = std::max(longestQuiet, stalls.takeLongestMs());
            continue;
        }
        // In the second half somebody filters and scrolls as well.
        window.filter().setQuery(clicks++ % 2 ? Query() : take(parseQuery("actor:user3 OR actor:user7")), QStringLiteral("click"));
        table->scrollTo(static_cast<quint64>(clicks) * 97 % 5000, true);
        longestClick = std::max(longestClick, stalls.takeLongestMs());
    }
    making.waitForFinished(10'000);
    window.filter().setQuery({}, QStringLiteral("all"));
    waitFor([&] { return window.views().view()->count() >= wanted; }, 20'000);
    std::set<std::string> ids;
    const auto snapshot = session.snapshot();
    for (Row row = 0; row < snapshot->size(); ++row)
        ids.insert(take(snapshot->event(row))[Column::Id]);
    std::sort(late.begin(), late.end());
    printFigure("tail: events shown after they were made", late, "\"p99\": " + std::to_string(late[late.size() * 99 / 100]));
    printFigure("tail: longest stall while reading", {longestQuiet});
    printFigure("tail: longest stall while filtering and scrolling", {longestClick});
    std::printf("{\"figure\": \"tail: events\", \"made\": %llu, \"shown\": %llu, \"lost\": %lld, \"doubled\": %llu, \"times the row being read moved\": %llu}\n",
        static_cast<unsigned long long>(wanted), static_cast<unsigned long long>(snapshot->size()),
        static_cast<long long>(wanted) - static_cast<long long>(ids.size()), static_cast<unsigned long long>(snapshot->size() - ids.size()),
        static_cast<unsigned long long>(moved));
    return ids.size() == wanted && snapshot->size() == wanted ? 0 : 1;
}
