// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// The table over 50 million rows that are made as they are asked for: how long other rows and a jump take until they are
// painted. Then the real window over a file: how soon the first rows are there, how long a click takes until table, counts
// and plot answer it, and the longest time the window's thread did not come round while all of that went on.
// usage: bench_view FILE [--runs N] [--only table|window]     prints one JSON line a figure

#include "measure.h"
#include "stallmeter.h"

#include "ui/eventtableview.h"
#include "ui/mainwindow.h"
#include "ui/models/eventtablemodel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace auditorium;
using namespace auditorium::bench;

namespace {

/// Rows without a store below them.
class EndlessView final : public View {
public:
    std::uint64_t count() const override { return 50'000'000; }
    std::uint64_t total() const override { return count(); }
    Result<std::vector<RowView>> rows(std::uint64_t first, std::size_t size, const CancelToken&) const override
    {
        std::vector<RowView> out(size);
        for (std::size_t i = 0; i < size; ++i) {
            out[i].row = first + i;
            out[i].time = Timestamp{static_cast<std::int64_t>(first + i) * 1'000'000, 3};
            out[i].text.fill("value " + std::to_string((first + i) % 1000));
        }
        return out;
    }
    Result<Event> event(Row) const override { return Event(); }
    std::optional<std::uint64_t> positionOf(Row row) const override { return row; }
    Result<Facet> facet(const ColumnRef&, const FacetOptions&, const CancelToken&) const override { return Facet(); }
    Result<std::vector<ProductFacet>> products(const CancelToken&) const override { return std::vector<ProductFacet>(); }
    Result<Plot> plot(std::size_t, const CancelToken&) const override { return Plot(); }
    std::optional<std::int64_t> firstTime() const override { return 0; }
    std::optional<std::int64_t> lastTime() const override { return static_cast<std::int64_t>(count()) * 1'000'000; }
};

void figure(const char* name, double ms) { printFigure(name, {ms}); }

/// Other rows in the table, and jumps within them.
void measureTable(const std::shared_ptr<const Knowledge>& known, unsigned runs)
{
    EventTableModel model(known);
    EventTableView table(&model);
    QObject::connect(&model, &EventTableModel::rowsNeeded, &model,
        [&](const std::shared_ptr<const View>& view, quint64 first, quint32 count) {
            RowsAnswer answer;
            answer.view = view;
            answer.first = first;
            answer.rows = take(view->rows(first, std::min<std::uint64_t>(count, view->count() - first), {}));
            model.rowsArrived(answer);
        }, Qt::QueuedConnection);
    table.resize(1200, 800);
    table.show();
    waitFor([&] { return table.isVisible(); });
    bool shown = false;
    QObject::connect(&table, &EventTableView::viewShown, &table, [&] { shown = true; });
    const auto reset = [&] {
        shown = false;
        table.setView(std::make_shared<EndlessView>(), false);
        waitFor([&] { return shown && model.loadedRow(0) != nullptr; });
        table.viewport()->repaint();
    };
    reset();
    const std::uint64_t before = anonymousBytes();
    printFigure("view reset, 50M rows", timed(4 * runs, reset));
    quint64 position = 0;
    printFigure("jump and paint, 50M rows", timed(20 * runs, [&] {
        position = (position + 30'000'001) % 50'000'000;
        table.scrollTo(position, true);
        waitFor([&] { return model.loadedRow(position) != nullptr; });
        table.viewport()->repaint();
    }));
    std::printf("{\"figure\": \"memory, 50M rows\", \"bytes_per_row\": %.3f}\n",
        static_cast<double>(std::max(anonymousBytes(), before) - before) / 50e6);
}

int measureWindow(const std::shared_ptr<const Knowledge>& known, const std::string& path)
{
    const QTemporaryDir folder;
    Session session(known);
    MainWindow window(session, SettingsFile(folder.filePath(QStringLiteral("settings.ini"))), QString());
    window.resize(1440, 900);
    window.show();
    waitFor([&] { return window.isVisible(); });
    QApplication::processEvents();

    StallMeter stalls;
    QElapsedTimer clock;
    clock.start();
    bool rows = false, finished = false;
    QObject::connect(&session, &Session::rowsReady, &window, [&](const RowsAnswer& answer) {
        if (!rows && !answer.rows.empty())
            figure("window first rows", static_cast<double>(clock.nsecsElapsed()) / 1e6);
        rows = rows || !answer.rows.empty();
    });
    QObject::connect(&session, &Session::loadingFinished, &window, [&] { finished = true; });
    window.openPaths({QString::fromStdString(path)});
    if (!waitFor([&] { return finished && rows; }))
        return 1;
    figure("window loaded", static_cast<double>(clock.nsecsElapsed()) / 1e6);
    figure("window longest stall while loading", stalls.takeLongestMs());

    // Clicks: each of the most frequent values of every panel, alone; until the new rows, all counts and the plot are there.
    const auto shown = [&] { return window.views().view() && window.views().request().query == window.filter().query(); };
    waitFor(shown);
    int facets = 0, plots = 0, pages = 0;
    QObject::connect(&session, &Session::facetReady, &window, [&] { ++facets; });
    QObject::connect(&session, &Session::plotReady, &window, [&] { ++plots; });
    QObject::connect(&session, &Session::rowsReady, &window, [&] { ++pages; });
    const auto view = window.views().view();
    std::vector<double> clicks;
    for (const Column column : {Column::Action, Column::Actor, Column::Ip, Column::Client, Column::Workspace, Column::Outcome}) {
        const auto facet = view->facet({column, {}}, {{}, 3, false, {}}, {});
        if (!facet)
            return 1;
        for (const FacetValue& value : facet->values) {
            for (const ValueState state : {ValueState::Included, ValueState::Excluded}) {
                facets = plots = pages = 0;
                clock.start();
                window.filter().setQuery(withValueState({}, {column, {}}, value.value, state), QStringLiteral("click"));
                // The window asks for six value panels; the tree of products comes with them.
                if (!waitFor([&] { return shown() && facets >= 6 && plots >= 1 && (pages >= 1 || window.views().view()->count() == 0); }, 20'000))
                    return 1;
                clicks.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
            }
        }
    }
    std::sort(clicks.begin(), clicks.end());
    printFigure("window click", clicks);
    figure("window longest stall while clicking", stalls.takeLongestMs());

    // Scrolling: a jump to every hundredth of the table, painted.
    window.filter().setQuery({}, QStringLiteral("all"));
    waitFor(shown);
    auto* table = window.widgets().table;
    std::vector<double> frames;
    for (int i = 0; i < 100; ++i) {
        clock.start();
        table->setCurrentPosition(window.views().view()->count() / 100 * static_cast<quint64>(i));
        table->viewport()->repaint();
        frames.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        QApplication::processEvents();
    }
    std::sort(frames.begin(), frames.end());
    printFigure("window jump and paint", frames);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const Options options = parseOptions(argc, argv);
    QApplication app(argc, argv);
    const auto known = knowledge();
    if (options.only != "window")
        measureTable(known, options.runs);
    return options.only == "table" ? 0 : measureWindow(known, options.file);
}
