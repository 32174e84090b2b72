// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/mapping.h"
#include "ingest/report.h"
#include "output/writer.h"
#include "query/dataset.h"
#include "session/connectiondesk.h"
#include "session/manifest.h"
#include "session/sourceindex.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <mutex>
#include <vector>

namespace auditorium {

/// How far the loading of all sources is. `rate` is bytes a second over the whole load.
struct LoadProgress {
    quint64 bytesDone = 0, bytesTotal = 0, events = 0, rejected = 0;
    double rate = 0;
    QString current; ///< the source being read
    bool loading = false;
    bool cancelled = false;
};

/// The answers to one ViewRequest, all over the same rows.
struct ViewAnswer {
    quint64 job = 0;
    ViewRequest request;
    std::shared_ptr<const View> view; ///< null if `error` is set
    std::shared_ptr<const Error> error;
};
struct RowsAnswer {
    quint64 job = 0; ///< of the request
    std::shared_ptr<const View> view; ///< the view asked: drop the answer if it is no longer shown
    quint64 first = 0;
    std::vector<RowView> rows;
};
struct EventAnswer {
    quint64 job = 0;
    Row row = 0;
    std::shared_ptr<const Event> event; ///< null if `error` is set
    std::shared_ptr<const Error> error;
};
struct FacetAnswer {
    quint64 job = 0;
    std::shared_ptr<const View> view;
    ColumnRef column;
    Facet facet;
};
struct ProductsAnswer {
    quint64 job = 0;
    std::shared_ptr<const View> view;
    std::vector<ProductFacet> products;
};
struct PlotAnswer {
    quint64 job = 0;
    std::shared_ptr<const View> view;
    View::Plot plot;
};

/// What an export from the window asks for.
struct ExportRequest {
    std::shared_ptr<const View> view;
    std::vector<quint64> positions; ///< empty: all rows of the view; else these positions, ascending
    QString path;
    WriteOptions options;
    QString manifest;     ///< where what was exported is written down; empty: nowhere
    QString filter, zone; ///< for the manifest
};

/// The open sources and everything asked of them. Lives in the window's thread; every function returns at once, all
/// work is done on worker threads, and answers arrive as signals in the thread of the session. Each
/// request has a job number; a stale answer is never sent for views (only the newest counts).
class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(std::shared_ptr<const Knowledge> knowledge, QObject* parent = nullptr);
    ~Session() override; ///< cancels everything and waits for the workers

    const std::shared_ptr<const Knowledge>& knowledge() const { return m_knowledge; }

    /// Whether and where indexes of opened files are kept, from the next open() on. By default they are not.
    void setIndex(const IndexOptions& options);
    const IndexOptions& index() const { return m_index; }
    /// Removes all indexes in that folder; indexesCleared() follows. What is open stays open.
    void clearIndexes(const std::string& folder);
    bool isIndexing() const { return m_indexing > 0; }

    /// What "connection:NAME" means, from the next open() on. Without it there are no connections.
    void setDesk(std::shared_ptr<const ConnectionDesk> desk) { m_desk = std::move(desk); }
    const std::shared_ptr<const ConnectionDesk>& desk() const { return m_desk; }

    /// Files, folders and connections ("connection:NAME") to read, beside what is open already. A database alone is asked, not read;
    /// beside other sources its rows are read like theirs.
    void open(const QStringList& paths);
    /// Something was committed to that connection's archive: reads it, without the noise of loading. datasetChanged() follows.
    void readOn(const QString& source);
    /// Asks anew: a database may have new rows, and a relative time means another one by now. datasetChanged() follows.
    void refresh() { Q_EMIT datasetChanged(); }
    /// While paused, what readOn() reads waits: dataset and views stay as they are. waitingChanged() tells how much waits.
    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    quint64 waitingEvents() const { return m_waitingEvents; }
    void closeAll();
    /// Stops loading; what was read stays.
    void cancelLoading();
    bool isLoading() const;
    QStringList openPaths() const { return m_paths; }
    const LoadProgress& progress() const { return m_progress; }
    /// One for each source read so far.
    std::vector<IngestReport> reports() const;
    std::shared_ptr<const Dataset> dataset() const { return m_dataset; }
    /// Of the embedded store; null while the dataset is a database.
    std::shared_ptr<const Snapshot> snapshot() const;

    /// Asks for the rows of a query; viewReady() follows unless a newer request overtakes it.
    quint64 requestView(const ViewRequest& request);
    quint64 requestRows(std::shared_ptr<const View> view, quint64 first, quint32 count);
    quint64 requestEvent(std::shared_ptr<const View> view, Row row);
    quint64 requestFacet(std::shared_ptr<const View> view, const ColumnRef& column, const FacetOptions& options);
    quint64 requestProducts(std::shared_ptr<const View> view);
    quint64 requestPlot(std::shared_ptr<const View> view, quint32 bins);

    quint64 startExport(const ExportRequest& request);
    void cancelExport();

Q_SIGNALS:
    void progressChanged(const auditorium::LoadProgress& progress);
    /// New events were published: ask for the view again to see them.
    void datasetChanged();
    void loadingFinished();
    /// Events that wait for the end of the pause.
    void waitingChanged(quint64 events);
    /// The indexes of what was loaded have been written, as far as they could be.
    void indexingFinished();
    void indexesCleared(quint64 bytes);
    void viewReady(const auditorium::ViewAnswer& answer);
    void rowsReady(const auditorium::RowsAnswer& answer);
    void eventReady(const auditorium::EventAnswer& answer);
    void facetReady(const auditorium::FacetAnswer& answer);
    void productsReady(const auditorium::ProductsAnswer& answer);
    void plotReady(const auditorium::PlotAnswer& answer);
    void exportProgress(quint64 job, quint64 done, quint64 total);
    /// `written` of `total` rows; `error` empty on success; code "cancelled" when cancelled.
    void exportFinished(quint64 job, quint64 written, quint64 total, const QString& error);

private:
    struct Load;

    /// Runs work on a pool and hands its answer to `deliver` in this thread, unless the session is gone.
    template <class Work, class Deliver>
    void run(QThreadPool& pool, int priority, Work work, Deliver deliver);
    void load(const std::shared_ptr<Load>& load);
    void tick();
    void publish();
    void startIndexing();
    void setDataset(std::shared_ptr<const Snapshot> snapshot);

    std::shared_ptr<const Knowledge> m_knowledge;
    QThreadPool m_pool, m_countPool, m_loadPool, m_exportPool, m_indexPool; ///< counts wait for each other: they have threads of their own
    IndexOptions m_index;
    std::shared_ptr<Load> m_load;
    std::shared_ptr<const ConnectionDesk> m_desk;
    std::shared_ptr<const Dataset> m_dataset;
    struct Shown {
        std::vector<IngestReport> reports;
        ConnectionStates connections;
    } m_shown; ///< what was known of the dataset when it was published
    QStringList m_paths;
    LoadProgress m_progress;
    QTimer m_timer;
    bool m_publishing = false, m_publishAgain = false, m_paused = false;
    quint64 m_waitingEvents = 0;
    qint64 m_nextPublishMs = 0;
    quint64 m_nextJob = 0;
    quint64 m_viewJob = 0;
    int m_indexing = 0; ///< jobs
    CancelToken m_viewCancel, m_answerCancel, m_exportCancel;
};

/// Catalogs and profiles from the folders catalogs and profiles below `resources`. An error names the file and its place.
Result<std::shared_ptr<const Knowledge>> knowledgeFrom(const QString& resources);
/// Catalogs and profiles as they are built into the program (":/catalogs", ":/profiles").
Result<std::shared_ptr<const Knowledge>> builtInKnowledge();
/// What a query must know of it so that texts are searched without decoding every record.
MessageKnowledge messageKnowledge(const std::shared_ptr<const Knowledge>& knowledge);

/// An offset function for a zone by IANA name, "UTC", "local", or "+02:00"; an error for an unknown one. UTC gives an empty
/// function. Fast (a table of transitions), thread-safe.
Result<UtcOffset> zoneByName(const QString& name);

} // namespace auditorium
