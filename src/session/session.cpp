// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/session.h"

#include "session/export.h"
#include "session/load.h"
#include "connect/sqlsource.h"
#include "store/cachefile.h"

#include <sys/resource.h>

namespace auditorium {

namespace {

constexpr int tickMs = 50;
constexpr int loadingNice = 5, indexingNice = 10; ///< whoever waits for an answer, or paints it, comes first
constexpr int publishMs = 250; ///< at most four new pictures a second while loading
enum Priority { Background = 0, Counts = 1, Views = 5, Rows = 10 };

} // namespace

Session::Session(std::shared_ptr<const Knowledge> knowledge, QObject* parent)
    : QObject(parent), m_knowledge(std::move(knowledge)),
      m_dataset(std::make_shared<const SnapshotDataset>(std::make_shared<const Snapshot>(), messageKnowledge(m_knowledge)))
{
    m_loadPool.setMaxThreadCount(1);
    m_exportPool.setMaxThreadCount(1);
    m_indexPool.setMaxThreadCount(1);
    m_pool.setMaxThreadCount(std::max(3, QThread::idealThreadCount()));
    m_countPool.setMaxThreadCount(std::max(3, QThread::idealThreadCount()));
    m_timer.setInterval(tickMs);
    connect(&m_timer, &QTimer::timeout, this, &Session::tick);
}

Session::~Session()
{
    if (m_load) {
        m_load->token().cancel();
        m_load->indexing.cancel();
        m_load->tailing.cancel();
    }
    for (const CancelToken& token : {m_viewCancel, m_answerCancel, m_exportCancel})
        token.cancel();
    for (QThreadPool* pool : {&m_loadPool, &m_pool, &m_countPool, &m_exportPool, &m_indexPool}) {
        pool->clear();
        pool->waitForDone();
    }
}

template <class Work, class Deliver>
void Session::run(QThreadPool& pool, int priority, Work work, Deliver deliver)
{
    pool.start([this, work = std::move(work), deliver = std::move(deliver)]() mutable {
        auto answer = std::make_shared<decltype(work())>(work());
        // The destructor waits for the pool, so `this` is alive here; the call itself is dropped with the object.
        QMetaObject::invokeMethod(this, [answer, deliver = std::move(deliver)] { deliver(*answer); }, Qt::QueuedConnection);
    }, priority);
}

void Session::setIndex(const IndexOptions& options)
{
    m_index = options;
    if (!m_load)
        return;
    const std::lock_guard lock(m_load->mutex);
    m_load->index = options;
}

void Session::clearIndexes(const std::string& folder)
{
    run(m_pool, Background, [folder] { return quint64{clearCache(folder)}; }, [this](quint64 bytes) { Q_EMIT indexesCleared(bytes); });
}

void Session::open(const QStringList& paths)
{
    if (paths.isEmpty())
        return;
    if (!m_load) {
        // Rows that are there at once are shown at once. The destructor waits for the pool: `this` is alive.
        m_load = std::make_shared<Load>(m_knowledge, [this] { QMetaObject::invokeMethod(this, &Session::tick, Qt::QueuedConnection); });
        m_load->index = m_index;
        m_load->desk = m_desk;
    }
    m_paths += paths;
    bool start = false;
    {
        const std::lock_guard lock(m_load->mutex);
        // After a cancelled load its events stay; a new token lets the next one run.
        if (m_load->cancel.cancelled())
            m_load->cancel = CancelToken::create();
        m_load->waiting += paths;
        start = !m_load->running;
        if (start)
            m_load->startedMs = m_load->clock.elapsed();
        m_load->running = true;
    }
    m_progress.loading = true;
    m_progress.cancelled = false;
    m_nextPublishMs = 0;
    m_timer.start();
    if (start)
        m_loadPool.start([load = m_load] {
            ::setpriority(PRIO_PROCESS, 0, loadingNice); // of this thread, which does nothing else, and those it starts
            load->readAll();
        });
    Q_EMIT progressChanged(m_progress);
}

void Session::closeAll()
{
    if (m_load) {
        m_load->token().cancel();
        m_load->indexing.cancel();
        m_load->tailing.cancel();
    }
    m_load.reset();
    m_timer.stop();
    m_paths.clear();
    m_progress = {};
    setDataset(std::make_shared<const Snapshot>());
    Q_EMIT progressChanged(m_progress);
    Q_EMIT loadingFinished();
}

void Session::cancelLoading()
{
    if (m_load && isLoading()) {
        m_load->token().cancel();
        m_progress.cancelled = true;
    }
}

bool Session::isLoading() const
{
    return m_progress.loading;
}

std::vector<IngestReport> Session::reports() const
{
    return m_load ? m_load->currentReports() : std::vector<IngestReport>();
}

void Session::tick()
{
    if (!m_load || !m_progress.loading)
        return;
    Load& load = *m_load;
    bool running = false;
    qint64 started = 0;
    {
        const std::lock_guard lock(load.mutex);
        running = load.running;
        started = load.startedMs;
        m_progress.current = load.current;
    }
    const qint64 now = load.clock.elapsed();
    m_progress.bytesDone = load.bytesDone + load.fileBytes;
    m_progress.bytesTotal = load.bytesTotal;
    m_progress.events = load.events + load.fileEvents;
    m_progress.rejected = load.rejected;
    m_progress.rate = static_cast<double>(m_progress.bytesDone) * 1000 / static_cast<double>(std::max<qint64>(now - started, 1));
    if (running) {
        if (!m_publishing && now >= m_nextPublishMs && load.store.size() > 0)
            publish();
        Q_EMIT progressChanged(m_progress);
    } else if (!m_publishing) {
        // The last picture holds everything: then loading is over.
        m_timer.stop();
        publish();
    }
}

void Session::readOn(const QString& source)
{
    if (!m_load || !m_paths.contains(source))
        return;
    m_loadPool.start([this, load = m_load, source] {
        load->readOn(source.toStdString());
        QMetaObject::invokeMethod(this, [this, load] {
            // Also while loading: its last picture may have been taken just before.
            if (load == m_load)
                publish();
        }, Qt::QueuedConnection);
    });
}

void Session::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    m_waitingEvents = 0;
    Q_EMIT waitingChanged(0);
    if (!paused && m_load && !m_progress.loading)
        publish();
}

void Session::publish()
{
    if (m_publishing) {
        m_publishAgain = true;
        return;
    }
    m_publishing = true;
    const auto load = m_load;
    struct Published {
        std::shared_ptr<const Snapshot> snapshot;
        std::shared_ptr<const SqlDataset> database;
        std::vector<IngestReport> reports;
        ConnectionStates connections;
        qint64 tookMs = 0;
        bool final = false;
    };
    run(m_pool, Views,
        [load, final = !m_timer.isActive()] {
            QElapsedTimer clock;
            clock.start();
            Published published;
            // First what is said of the rows, then the rows: they may be more than that, never fewer.
            published.database = load->openDatabase();
            published.reports = load->currentReports();
            published.connections = load->connectionStates();
            published.snapshot = load->store.snapshot();
            published.tookMs = clock.elapsed();
            published.final = final;
            return published;
        },
        [this, load](const Published& published) {
            m_publishing = false;
            if (load != m_load)
                return;
            // Putting rows in order may take long: never spend more than a fifth of the time on it.
            m_nextPublishMs = load->clock.elapsed() + std::max<qint64>(publishMs, 4 * published.tookMs);
            if (m_paused && !m_progress.loading && m_dataset) {
                const auto shown = snapshot();
                m_waitingEvents = shown ? published.snapshot->size() - std::min(shown->size(), published.snapshot->size()) : 0;
                Q_EMIT waitingChanged(m_waitingEvents);
            } else if (published.database && published.database != m_dataset) {
                m_shown = {published.reports, published.connections};
                m_dataset = published.database;
                Q_EMIT datasetChanged();
            } else if (!published.database && published.snapshot != snapshot()) {
                m_shown = {published.reports, published.connections};
                setDataset(published.snapshot);
            }
            if (std::exchange(m_publishAgain, false) && !m_timer.isActive())
                publish();
            if (!published.final || m_timer.isActive() || !m_progress.loading)
                return;
            m_progress.loading = false;
            Q_EMIT progressChanged(m_progress);
            Q_EMIT loadingFinished();
            startIndexing();
        });
}

void Session::startIndexing()
{
    std::vector<PendingIndex> pending;
    if (m_load) {
        const std::lock_guard lock(m_load->mutex);
        pending = std::move(m_load->pending);
        m_load->pending.clear();
    }
    if (pending.empty())
        return;
    ++m_indexing;
    m_indexPool.start([this, load = m_load, pending = std::move(pending), options = m_index] {
        ::setpriority(PRIO_PROCESS, 0, indexingNice); // of this thread and those it starts
        if (!options.folder.empty())
            writeIndexes(pending, load->store, options, load->indexing);
        QMetaObject::invokeMethod(this, [this] {
            if (--m_indexing == 0)
                Q_EMIT indexingFinished();
        }, Qt::QueuedConnection);
    });
}

std::shared_ptr<const Snapshot> Session::snapshot() const
{
    const auto* local = dynamic_cast<const SnapshotDataset*>(m_dataset.get());
    return local ? local->snapshot() : nullptr;
}

void Session::setDataset(std::shared_ptr<const Snapshot> snapshot)
{
    m_dataset = std::make_shared<const SnapshotDataset>(std::move(snapshot), messageKnowledge(m_knowledge));
    Q_EMIT datasetChanged();
}

quint64 Session::requestView(const ViewRequest& request)
{
    m_viewCancel.cancel();
    m_viewCancel = CancelToken::create();
    m_answerCancel.cancel();
    m_answerCancel = CancelToken::create();
    const quint64 job = m_viewJob = ++m_nextJob;
    run(m_pool, Views,
        [dataset = m_dataset, request, token = m_viewCancel, job] {
            ViewAnswer answer{job, request, nullptr, nullptr};
            auto view = dataset->view(request, token);
            if (view)
                answer.view = *view;
            else
                answer.error = std::make_shared<const Error>(view.error());
            return answer;
        },
        [this](const ViewAnswer& answer) {
            if (answer.job == m_viewJob)
                Q_EMIT viewReady(answer);
        });
    return job;
}

quint64 Session::requestRows(std::shared_ptr<const View> view, quint64 first, quint32 count)
{
    const quint64 job = ++m_nextJob;
    run(m_pool, Rows,
        [view, first, count, job] {
            RowsAnswer answer{job, view, first, {}};
            if (auto rows = view->rows(first, count, {}))
                answer.rows = std::move(*rows);
            return answer;
        },
        [this](const RowsAnswer& answer) { Q_EMIT rowsReady(answer); });
    return job;
}

quint64 Session::requestEvent(std::shared_ptr<const View> view, Row row)
{
    const quint64 job = ++m_nextJob;
    run(m_pool, Rows,
        [view, row, job] {
            EventAnswer answer{job, row, nullptr, nullptr};
            auto event = view->event(row);
            if (event)
                answer.event = std::make_shared<const Event>(std::move(*event));
            else
                answer.error = std::make_shared<const Error>(event.error());
            return answer;
        },
        [this](const EventAnswer& answer) { Q_EMIT eventReady(answer); });
    return job;
}

quint64 Session::requestFacet(std::shared_ptr<const View> view, const ColumnRef& column, const FacetOptions& options)
{
    const quint64 job = ++m_nextJob;
    struct Counted {
        FacetAnswer answer;
        bool ok = false;
    };
    run(m_countPool, Background,
        [view, column, options, token = m_answerCancel, job] {
            Counted counted{{job, view, column, {}}, false};
            if (auto facet = view->facet(column, options, token)) {
                counted.answer.facet = std::move(*facet);
                counted.ok = true;
            }
            return counted;
        },
        [this](const Counted& counted) {
            if (counted.ok)
                Q_EMIT facetReady(counted.answer);
        });
    return job;
}

quint64 Session::requestProducts(std::shared_ptr<const View> view)
{
    const quint64 job = ++m_nextJob;
    struct Counted {
        ProductsAnswer answer;
        bool ok = false;
    };
    run(m_countPool, Counts,
        [view, token = m_answerCancel, job] {
            Counted counted{{job, view, {}}, false};
            if (auto products = view->products(token)) {
                counted.answer.products = std::move(*products);
                counted.ok = true;
            }
            return counted;
        },
        [this](const Counted& counted) {
            if (counted.ok)
                Q_EMIT productsReady(counted.answer);
        });
    return job;
}

quint64 Session::requestPlot(std::shared_ptr<const View> view, quint32 bins)
{
    const quint64 job = ++m_nextJob;
    struct Counted {
        PlotAnswer answer;
        bool ok = false;
    };
    run(m_countPool, Counts,
        [view, bins, token = m_answerCancel, job] {
            Counted counted{{job, view, {}}, false};
            if (auto plot = view->plot(bins, token)) {
                counted.answer.plot = std::move(*plot);
                counted.ok = true;
            }
            return counted;
        },
        [this](const Counted& counted) {
            if (counted.ok)
                Q_EMIT plotReady(counted.answer);
        });
    return job;
}

quint64 Session::startExport(const ExportRequest& request)
{
    m_exportCancel = CancelToken::create();
    const quint64 job = ++m_nextJob;
    m_exportPool.start([this, request, context = ExportContext{m_dataset, m_shown.reports, m_shown.connections}, token = m_exportCancel, job] {
        const quint64 total = request.positions.empty() ? request.view->count() : request.positions.size();
        const ExportOutcome outcome = exportRows(request, context, token, [&](std::uint64_t done) {
            QMetaObject::invokeMethod(this, [this, job, done, total] { Q_EMIT exportProgress(job, done, total); }, Qt::QueuedConnection);
        });
        QMetaObject::invokeMethod(this, [this, job, outcome] { Q_EMIT exportFinished(job, outcome.written, outcome.total, outcome.error); },
            Qt::QueuedConnection);
    });
    return job;
}

void Session::cancelExport()
{
    m_exportCancel.cancel();
}

} // namespace auditorium
