// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqlsource.h"

#include "connect/sqlview.h"

namespace auditorium {
namespace {

class TableDataset final : public SqlDataset {
public:
    explicit TableDataset(std::shared_ptr<SqlCore> core)
        : m_core(std::move(core))
    {
    }

    Result<std::shared_ptr<const View>> view(const ViewRequest& request, const CancelToken& cancel) const override
    {
        auto made = SqlView::make(m_core, request, cancel);
        if (!made)
            return made.error();
        return std::shared_ptr<const View>(std::move(made.value()));
    }

    Status records(const View& view, const TakeRecords& take, const CancelToken& cancel) const override
    {
        const auto* const own = dynamic_cast<const SqlView*>(&view);
        return own ? own->records(take, cancel) : Status(Error{"sql.view", "The view is of another dataset."});
    }

    std::string_view profile() const override { return profileId(m_core->model->profile()); }
    std::shared_ptr<const Knowledge> knowledge() const override { return m_core->model->knowledge(); }

private:
    std::shared_ptr<SqlCore> m_core;
};

} // namespace

Result<std::shared_ptr<const SqlDataset>> SqlDataset::open(const Connection& connection, const Secret& password,
    const std::shared_ptr<const Knowledge>& knowledge, const CancelToken& cancel)
{
    auto core = std::make_shared<SqlCore>();
    core->target = {connection.sql, connection.tls, password};
    if (auto dialect = core->target.dialect(); !dialect)
        return dialect.error();
    core->pool = std::make_shared<SqlPool>(core->target);
    Status status = core->pool->run(
        [&](SqlLink& link) -> Status {
            auto model = SqlModel::open(link, connection, knowledge ? knowledge->catalog : nullptr);
            if (!model)
                return model.error();
            core->model = std::move(model.value());
            return success();
        },
        cancel);
    if (!status)
        return status.error();
    return std::shared_ptr<const SqlDataset>(std::make_shared<TableDataset>(std::move(core)));
}

} // namespace auditorium
