// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace auditorium {

class ViewController;

/// Asks for the counts that panels show. A panel with a choice of its own is counted over the rows that would be there without
/// that choice, or one could never tick a second value: such side views are made on a worker and kept until
/// the view changes.
class FacetAsker : public QObject {
    Q_OBJECT
public:
    FacetAsker(Session& session, ViewController& views, QObject* parent = nullptr);
    ~FacetAsker() override;

    using FacetDone = std::function<void(const Facet&)>;
    using ProductsDone = std::function<void(const std::vector<ProductFacet>&)>;
    /// `query` is the current one without the panel's own choice. `done` is not called if the view changes before.
    void facet(const Query& query, const ColumnRef& column, const FacetOptions& options, FacetDone done);
    void products(const Query& query, ProductsDone done);

Q_SIGNALS:
    /// There is another view: ask again. Null: nothing is open.
    void renewed(const std::shared_ptr<const auditorium::View>& view);

private:
    using Use = std::function<void(std::shared_ptr<const View>)>;
    void withView(const Query& query, Use use);
    void made(quint64 generation, const std::string& key, const std::shared_ptr<const View>& view);

    Session& m_session;
    ViewController& m_views;
    QThreadPool m_pool;
    CancelToken m_cancel;
    quint64 m_generation = 0;
    std::map<std::string, std::shared_ptr<const View>> m_side; ///< by query text
    std::map<std::string, std::vector<Use>> m_waiting;
    QHash<quint64, std::variant<FacetDone, ProductsDone>> m_jobs;
};

} // namespace auditorium
