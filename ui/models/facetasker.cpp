// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/facetasker.h"

#include "ui/models/background.h"
#include "ui/models/viewcontroller.h"

namespace auditorium {

FacetAsker::FacetAsker(Session& session, ViewController& views, QObject* parent)
    : QObject(parent), m_session(session), m_views(views), m_cancel(CancelToken::create())
{
    m_pool.setMaxThreadCount(1);
    connect(&views, &ViewController::viewChanged, this, [this](const std::shared_ptr<const View>& view) {
        m_cancel.cancel();
        m_cancel = CancelToken::create();
        ++m_generation;
        m_side.clear();
        m_waiting.clear();
        m_jobs.clear();
        Q_EMIT renewed(view);
    });
    connect(&session, &Session::facetReady, this, [this](const FacetAnswer& answer) {
        const auto job = m_jobs.take(answer.job);
        if (const FacetDone* done = std::get_if<FacetDone>(&job); done && *done)
            (*done)(answer.facet);
    });
    connect(&session, &Session::productsReady, this, [this](const ProductsAnswer& answer) {
        const auto job = m_jobs.take(answer.job);
        if (const ProductsDone* done = std::get_if<ProductsDone>(&job); done && *done)
            (*done)(answer.products);
    });
}

FacetAsker::~FacetAsker()
{
    m_cancel.cancel();
    m_pool.waitForDone();
}

void FacetAsker::facet(const Query& query, const ColumnRef& column, const FacetOptions& options, FacetDone done)
{
    withView(query, [this, column, options, done = std::move(done)](std::shared_ptr<const View> view) {
        m_jobs.insert(m_session.requestFacet(std::move(view), column, options), done);
    });
}

void FacetAsker::products(const Query& query, ProductsDone done)
{
    withView(query, [this, done = std::move(done)](std::shared_ptr<const View> view) {
        m_jobs.insert(m_session.requestProducts(std::move(view)), done);
    });
}

void FacetAsker::withView(const Query& query, Use use)
{
    if (!m_views.view())
        return;
    if (query == m_views.request().query) {
        use(m_views.view());
        return;
    }
    const std::string key = printQuery(query);
    if (const auto made = m_side.find(key); made != m_side.end()) {
        use(made->second);
        return;
    }
    std::vector<Use>& waiting = m_waiting[key];
    waiting.push_back(std::move(use));
    if (waiting.size() > 1)
        return;
    ViewRequest request = m_views.request();
    request.query = query;
    request.order = {}; // counting needs no order
    const std::shared_ptr<const Dataset> dataset = m_session.dataset();
    inBackground(m_pool, this,
        [dataset, request, cancel = m_cancel] {
            Result<std::shared_ptr<const View>> view = dataset->view(request, cancel);
            return view ? std::move(*view) : nullptr;
        },
        [this, generation = m_generation, key](const std::shared_ptr<const View>& view) { made(generation, key, view); });
}

void FacetAsker::made(quint64 generation, const std::string& key, const std::shared_ptr<const View>& view)
{
    if (generation != m_generation || !view)
        return;
    m_side[key] = view;
    const auto waiting = m_waiting.extract(key);
    if (waiting.empty())
        return;
    for (const Use& use : waiting.mapped())
        use(view);
}

} // namespace auditorium
