// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/workbench.h"
#include "ui/chipbar.h"
#include "ui/eventtableview.h"
#include "ui/facetview.h"
#include "ui/filteredit.h"
#include "ui/filterline.h"
#include "ui/histogramview.h"
#include "ui/mainwindow.h"
#include "ui/panelcolumn.h"
#include "ui/startpage.h"
#include "ui/statusline.h"
#include "ui/timepanel.h"
#include "ui/valuepanel.h"
#include "ui/windowactions.h"

namespace auditorium {

/// The whole window over a session of its own, with settings nobody else sees.
struct WindowBench {
    QTemporaryDir folder;
    Session session{sourceKnowledge()};
    std::unique_ptr<MainWindow> window;

    explicit WindowBench(const QString& samples = {})
    {
        makeWindow(samples);
    }
    void makeWindow(const QString& samples = {})
    {
        window = std::make_unique<MainWindow>(session, SettingsFile(folder.filePath(QStringLiteral("settings.ini"))), samples);
        window->resize(1440, 900);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get())) // one types into the active window alone
            qFatal("The window did not become active");
    }
    QString write(const QString& name, const QByteArray& content) const { return writeFile(folder, name, content); }

    const ViewWidgets& widgets() const { return window->widgets(); }
    QString filterText() const { return window->filter().text(); }
    FacetView* values(const char* panel) const { return window->panels()->valuePanel(QLatin1String(panel))->view(); }
    quint64 shown() const { return window->views().view() ? window->views().view()->count() : 0; }
    /// Nothing under way, and what is shown answers the filter that is set.
    bool settled() const
    {
        return !session.isLoading() && window->views().isUpToDate() && window->views().view() && window->views().request().query == window->filter().query()
            && widgets().table->model()->view() == window->views().view();
    }
    /// The place of a value in a panel once it is counted.
    static QModelIndex indexOf(FacetView* view, const char* value)
    {
        return static_cast<FacetModel*>(view->model())->indexOf(value);
    }
    static quint64 countIn(FacetView* view, const char* value)
    {
        const QModelIndex index = indexOf(view, value);
        return index.isValid() ? index.data(FacetModel::CountRole).toULongLong() : 0;
    }
};

/// Opens made events and waits until they are all there.
inline void openEvents(WindowBench& bench, int count)
{
    bench.window->openPaths({bench.write(QStringLiteral("made.ndjson"), madeEvents(count))});
    QTRY_VERIFY_WITH_TIMEOUT(bench.settled(), patience);
    QCOMPARE(bench.shown(), static_cast<quint64>(count));
}

} // namespace auditorium
