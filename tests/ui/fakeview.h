// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <atomic>
#include <functional>
#include <map>
#include <string>

namespace auditorium {

/// A View made of a function: any number of rows at no cost. Row numbers are `base + position * stride`, so that
/// another view of the same "file" can show a part of them.
class FakeView : public View {
public:
    explicit FakeView(std::uint64_t count, std::uint64_t base = 0, std::uint64_t stride = 1)
        : m_count(count)
        , m_base(base)
        , m_stride(stride)
    {
    }

    using Fill = std::function<void(RowView&)>;
    void setFill(Fill fill) { m_fill = std::move(fill); }

    std::uint64_t count() const override { return m_count; }
    std::uint64_t total() const override { return m_count * m_stride + m_base; }
    Row rowOf(std::uint64_t position) const { return m_base + position * m_stride; }

    RowView rowView(Row row) const
    {
        RowView view;
        view.row = row;
        // A row a second, the newest first, from 2026-11-22T14:02:11.482Z backwards.
        view.time = Timestamp{1795356131482000000 - static_cast<std::int64_t>(row) * 1000000000, 3};
        set(view, Column::Product, row % 3 == 0 ? "onekosmos" : row % 3 == 1 ? "blink" : "unknown");
        set(view, Column::Category, row % 2 == 0 ? "Authentication" : "SCIM");
        set(view, Column::Action, row % 5 == 0 ? "E_LOGIN_FAILED" : "SCIM_USER_PATCHED");
        set(view, Column::Actor, "user" + std::to_string(row) + "@northwind.example");
        set(view, Column::Target, row % 4 == 0 ? "" : "Okta portal");
        set(view, Column::Ip, "10.12." + std::to_string(row % 250) + ".9");
        set(view, Column::Client,
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
            "Safari/537.36");
        set(view, Column::Workspace, "Security");
        set(view, Column::Outcome, row % 5 == 0 ? "failure" : "success");
        set(view, Column::Message, "event number " + std::to_string(row));
        set(view, Column::Id, "id-" + std::to_string(row));
        set(view, Column::Source, "made.ndjson");
        if (m_fill)
            m_fill(view);
        return view;
    }

    Result<std::vector<RowView>> rows(std::uint64_t first, std::size_t count, const CancelToken&) const override
    {
        std::vector<RowView> rows;
        for (std::uint64_t p = first; p < m_count && p < first + count; ++p)
            rows.push_back(rowView(rowOf(p)));
        return rows;
    }
    Result<Event> event(Row row) const override
    {
        const RowView view = rowView(row);
        Event event;
        event.time = view.time;
        event.text = view.text;
        event.details = {{"actor.email", view.text[static_cast<std::size_t>(Column::Actor)], ValueKind::String},
            {"old_role", "Viewer", ValueKind::String}, {"new_role", "Tenant Owner", ValueKind::String},
            {"attempts", "3", ValueKind::Number}};
        event.detailsJson = "{\"actor\":{\"email\":\"x\"},\"attempts\":3}";
        event.raw = "{\"id\":" + std::to_string(row) + ",\"actor\":{\"email\":\"x\"},\"list\":[1,2]}";
        return event;
    }
    std::optional<std::uint64_t> positionOf(Row row) const override
    {
        if (row < m_base || (row - m_base) % m_stride != 0 || (row - m_base) / m_stride >= m_count)
            return {};
        return (row - m_base) / m_stride;
    }
    Result<Facet> facet(const ColumnRef&, const FacetOptions&, const CancelToken&) const override { return Facet{}; }
    Result<std::vector<ProductFacet>> products(const CancelToken&) const override
    {
        return std::vector<ProductFacet>{};
    }
    Result<Plot> plot(std::size_t, const CancelToken&) const override { return Plot{}; }
    std::optional<std::int64_t> firstTime() const override { return {}; }
    std::optional<std::int64_t> lastTime() const override { return {}; }

    static void set(RowView& view, Column column, std::string text)
    {
        view.text[static_cast<std::size_t>(column)] = std::move(text);
    }

private:
    std::uint64_t m_count, m_base, m_stride;
    Fill m_fill;
};

inline std::shared_ptr<const Knowledge> fakeKnowledge()
{
    CatalogProduct kosmos{"onekosmos", "1Kosmos", {"Authentication"}, {}};
    EventType failed;
    failed.product = "onekosmos";
    failed.category = "Authentication";
    failed.action = "E_LOGIN_FAILED";
    failed.title = "Login failed";
    failed.description = "A person could not sign in.";
    failed.advice = "Many in a row from one address are an attack.";
    EventType old = failed;
    old.action = "E_OLD";
    old.title = "Old event";
    old.status = EventStatus::Deprecated;
    kosmos.types = {failed, old};
    CatalogProduct blink{"blink", "Blink", {"SCIM"}, {}};
    auto knowledge = std::make_shared<Knowledge>();
    knowledge->catalog = std::make_shared<Catalog>(std::vector<CatalogProduct>{kosmos, blink});
    return knowledge;
}

} // namespace auditorium
