// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqlview.h"

#include "connect/sqltranslate.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::size_t recordsPerBlock = 1000;
constexpr std::size_t maxAnchors = 4096;
constexpr std::uint64_t maxListed = 5000; // rows of a view whose keys are kept all
constexpr std::uint64_t farOffset = 200;  // rows to pass over from which on they are not made into records

std::string textOf(const QSqlQuery& query, int column) { return query.value(column).toString().toStdString(); }

/// The row's place as values: texts in PostgreSQL, whose types say what they mean; as they are in SQLite, whose values have types.
SqlText placeOf(SqlDialect dialect, const SqlSection& section)
{
    std::vector<SqlText> out;
    for (const SqlText& part : section.order)
        out.push_back(dialect == SqlDialect::Postgres ? SqlText("CAST(") + part + " AS text)" : part);
    return joined(out, ", ");
}

std::vector<QVariant> readPlace(const QSqlQuery& query, int first, std::size_t count)
{
    std::vector<QVariant> out;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(query.value(first + static_cast<int>(i)));
    return out;
}

/// Rows before or behind a place.
SqlText besides(SqlDialect dialect, const SqlSection& section, const std::vector<QVariant>& place, bool behind)
{
    std::vector<SqlText> values;
    for (std::size_t i = 0; i < place.size(); ++i)
        values.push_back(bound(place[i], dialect == SqlDialect::Postgres ? section.types[i] : std::string()));
    return SqlText("(") + joined(section.order, ", ") + ")" + (behind != section.descending ? " > (" : " < (")
        + joined(values, ", ") + ")";
}

SqlText orderOf(const SqlSection& section, bool reversed)
{
    if (!section.orderBy.sql.empty())
        return section.orderBy;
    std::vector<SqlText> parts;
    for (const SqlText& part : section.order)
        parts.push_back(section.descending != reversed ? part + " DESC" : part);
    return joined(parts, ", ");
}

RowView rowViewOf(const SqlModel& model, RecordMapper& mapper, const std::string& record)
{
    RowView view;
    const auto text = [&](Column column) -> std::string& { return view.text[static_cast<std::size_t>(column)]; };
    Status mapped = mapper.map(record, [&](const MappedEvent& event) {
        view.time = event.time;
        for (std::size_t i = 0; i < codedColumnCount; ++i)
            text(codedColumns[i]) = event.text[i];
    });
    text(Column::Source) = model.source();
    if (mapped)
        mapper.decodeTexts(record, 0, text(Column::Message), text(Column::Id));
    else
        text(Column::Message) = mapped.error().message;
    const Catalog* const catalog = model.knowledge()->catalog.get();
    view.inCatalog =
        catalog && catalog->find(text(Column::Product), text(Column::Action), text(Column::Category)) != nullptr;
    return view;
}

} // namespace

RowView sqlRowView(const SqlModel& model, const std::string& record)
{
    return rowViewOf(model, *model.plan()->mapper(), record);
}

Row SqlRowNumbers::numberOf(const std::string& key)
{
    const std::lock_guard lock(m_mutex);
    const auto [place, added] = m_numbers.try_emplace(key, m_keys.size());
    if (added)
        m_keys.push_back(&place->first);
    return place->second;
}

std::optional<std::string> SqlRowNumbers::keyOf(Row row) const
{
    const std::lock_guard lock(m_mutex);
    return row < m_keys.size() ? std::optional(*m_keys[row]) : std::nullopt;
}

Result<std::shared_ptr<const SqlView>> SqlView::make(
    std::shared_ptr<SqlCore> core, const ViewRequest& request, const CancelToken& cancel)
{
    auto view = std::make_shared<SqlView>();
    view->m_core = std::move(core);
    view->m_request = request;
    Status status = view->m_core->pool->run(
        [&](SqlLink& link) -> Status {
            SqlAsker asker(*view->m_core->model, link, view->m_core->words);
            auto condition = SqlTranslator(asker, request.context).condition(request.query.root);
            if (!condition)
                return condition.error();
            view->m_condition = std::move(condition.value());
            auto sections = sqlSections(asker, request.order);
            if (!sections)
                return sections.error();
            view->m_sections = std::move(sections.value());
            return view->count(link);
        },
        cancel);
    if (!status)
        return status.error();
    return std::shared_ptr<const SqlView>(std::move(view));
}

/// What is kept in each section, and all there is.
Status SqlView::count(SqlLink& link)
{
    const SqlModel& model = *m_core->model;
    std::vector<SqlText> counts = {"count(*)"};
    for (const SqlSection& section : m_sections)
        counts.push_back(
            m_sections.size() == 1 ? SqlText("count(*)") : SqlText("count(*) FILTER (WHERE ") + section.where + ")");
    Status status =
        link.run(SqlText("SELECT ") + joined(counts, ", ") + " FROM " + model.from() + " WHERE " + m_condition,
            [&](const QSqlQuery& query) {
                m_count = query.value(0).toULongLong();
                for (std::size_t i = 0; i < m_sections.size(); ++i)
                    m_sections[i].count = query.value(static_cast<int>(i) + 1).toULongLong();
                return success();
            });
    if (!status)
        return status;
    // Subqueries, so that an index gives both ends of time.
    std::vector<SqlText> whole = {m_request.query.isEmpty() ? SqlText(std::to_string(m_count))
                                                            : SqlText("(SELECT count(*) FROM ") + model.from() + ")"};
    if (!model.time().empty())
        for (const char* const end : {"min", "max"})
            whole.push_back(SqlText("(SELECT ") + model.timeText(std::string(end) + "(" + model.time() + ")") + " FROM "
                + model.from() + " WHERE " + model.timed() + ")");
    return link.run(SqlText("SELECT ") + joined(whole, ", "), [&](const QSqlQuery& query) {
        m_total = query.value(0).toULongLong();
        if (whole.size() > 1) {
            m_first = model.timeOf(query.value(1));
            m_last = model.timeOf(query.value(2));
        }
        return success();
    });
}

SqlView::Read SqlView::cheapestRead(const SqlSection& section, std::uint64_t first, std::uint64_t count) const
{
    Read best{first, false, nullptr};
    if (!section.orderBy.sql.empty())
        return best;
    const std::uint64_t end = first + count;
    if (const std::uint64_t fromEnd = section.count - end; fromEnd < best.offset)
        best = {fromEnd, true, nullptr};
    auto above = section.anchors.lower_bound(end);
    if (above != section.anchors.end() && above->first - end < best.offset)
        best = {above->first - end, true, &above->second};
    auto below = section.anchors.lower_bound(first);
    if (below != section.anchors.begin() && first - std::prev(below)->first - 1 < best.offset) {
        --below;
        best = {first - below->first - 1, false, &below->second};
    }
    return best;
}

SqlText SqlView::kept(const SqlSection& section) const
{
    return SqlText(" FROM ") + m_core->model->from() + section.join + " WHERE " + section.where + " AND (" + m_condition
        + ")";
}

SqlText SqlView::stretch(const SqlSection& section, const Read& read, std::uint64_t count) const
{
    SqlText out = kept(section);
    if (read.anchor)
        out += SqlText(" AND ") + besides(m_core->model->dialect(), section, *read.anchor, !read.reversed);
    out += SqlText(" ORDER BY ") + orderOf(section, read.reversed) + " LIMIT " + std::to_string(count);
    if (read.offset)
        out += " OFFSET " + std::to_string(read.offset);
    return out;
}

/// The place in front of the page, so that the rows passed over need not be made into records.
Status SqlView::readFar(SqlLink& link, const SqlSection& section, Read& read, std::vector<QVariant>& place) const
{
    --read.offset;
    Status status =
        link.run(SqlText("SELECT ") + placeOf(m_core->model->dialect(), section) + stretch(section, read, 1),
            [&](const QSqlQuery& query) {
                place = readPlace(query, 0, section.order.size());
                return success();
            });
    if (!status || place.empty())
        return status ? Status(Error{"sql.query", "The table has changed; ask again."}) : status;
    read.offset = 0;
    read.anchor = &place;
    return success();
}

Status SqlView::listKeys(SqlLink& link, SqlSection& section) const
{
    std::vector<std::string> keys;
    // The order by an expression: walking an index to find a few rows would take longer than sorting them.
    Status status = link.run(SqlText("SELECT k FROM (SELECT ") + m_core->model->keyText()
            + " AS k, row_number() OVER (ORDER BY " + orderOf(section, false) + ") AS n" + kept(section)
            + ") AS l ORDER BY n LIMIT " + std::to_string(section.count),
        [&](const QSqlQuery& query) {
            keys.push_back(textOf(query, 0));
            return success();
        });
    const std::lock_guard lock(m_mutex);
    if (status && section.keys.empty())
        section.keys = std::move(keys);
    return status;
}

Status SqlView::readListed(
    SqlLink& link, const SqlSection& section, std::uint64_t first, std::uint64_t count, std::vector<Line>& out) const
{
    const SqlModel& model = *m_core->model;
    const std::uint64_t begin = std::min<std::uint64_t>(first, section.keys.size()),
                        end = std::min<std::uint64_t>(first + count, section.keys.size());
    const std::vector<std::string> wanted(section.keys.begin() + static_cast<std::ptrdiff_t>(begin),
        section.keys.begin() + static_cast<std::ptrdiff_t>(end));
    std::unordered_map<std::string, std::string> records;
    Status status = link.run(SqlText("SELECT ") + model.keyText() + ", " + model.record() + " FROM " + model.from()
            + " WHERE " + model.isKey(wanted),
        [&](const QSqlQuery& query) {
            records[textOf(query, 0)] = textOf(query, 1);
            return success();
        });
    for (const std::string& key : wanted)
        if (const auto found = records.find(key); found != records.end())
            out.push_back({key, std::move(found->second), {}});
    return status;
}

Status SqlView::readSection(
    SqlLink& link, SqlSection& section, std::uint64_t first, std::uint64_t count, std::vector<Line>& out) const
{
    if (section.count <= maxListed) {
        bool listed = false;
        {
            const std::lock_guard lock(m_mutex);
            listed = !section.keys.empty();
        }
        if (!listed)
            if (Status status = listKeys(link, section); !status)
                return status;
        return readListed(link, section, first, count, out);
    }
    Read read;
    std::vector<QVariant> anchor, place;
    {
        const std::lock_guard lock(m_mutex);
        read = cheapestRead(section, first, count);
        if (read.anchor) {
            anchor = *read.anchor; // another thread may clear them
            read.anchor = &anchor;
        }
    }
    if (read.offset > farOffset && section.orderBy.sql.empty())
        if (Status status = readFar(link, section, read, place); !status)
            return status;
    std::vector<Line> lines;
    const SqlModel& model = *m_core->model;
    Status status = link.run(SqlText("SELECT ") + model.keyText() + ", " + model.record() + ", "
            + placeOf(model.dialect(), section) + stretch(section, read, count),
        [&](const QSqlQuery& query) {
            lines.push_back({textOf(query, 0), textOf(query, 1), readPlace(query, 2, section.order.size())});
            return success();
        });
    if (!status)
        return status;
    if (read.reversed)
        std::reverse(lines.begin(), lines.end());
    if (lines.size() == count && section.orderBy.sql.empty()) {
        const std::lock_guard lock(m_mutex);
        if (section.anchors.size() > maxAnchors)
            section.anchors.clear();
        section.anchors[first] = lines.front().place;
        section.anchors[first + count - 1] = lines.back().place;
    }
    std::move(lines.begin(), lines.end(), std::back_inserter(out));
    return success();
}

Result<std::vector<RowView>> SqlView::rows(std::uint64_t first, std::size_t count, const CancelToken& cancel) const
{
    std::vector<Line> lines;
    Status status = m_core->pool->run(
        [&](SqlLink& link) -> Status {
            std::uint64_t start = 0;
            for (SqlSection& section : m_sections) {
                const std::uint64_t begin = std::max(first, start),
                                    end = std::min(first + count, start + section.count);
                if (begin < end)
                    if (Status read = readSection(link, section, begin - start, end - begin, lines); !read)
                        return read;
                start += section.count;
            }
            return success();
        },
        cancel);
    if (!status)
        return status.error();
    const auto mapper = m_core->model->plan()->mapper();
    std::vector<RowView> out;
    for (const Line& line : lines) {
        out.push_back(rowViewOf(*m_core->model, *mapper, line.record));
        out.back().row = m_core->numbers.numberOf(line.key);
    }
    return out;
}

Result<Event> SqlView::event(Row row) const
{
    const auto key = m_core->numbers.keyOf(row);
    if (!key)
        return Error{"query.row", "There is no such event."};
    std::optional<std::string> record;
    const SqlModel& model = *m_core->model;
    Status status = m_core->pool->run(
        [&](SqlLink& link) {
            return link.run(
                SqlText("SELECT ") + model.record() + " FROM " + model.from() + " WHERE " + model.isKey({*key}),
                [&](const QSqlQuery& query) {
                    record = textOf(query, 0);
                    return success();
                });
        },
        {});
    if (!status)
        return status.error();
    if (!record)
        return Error{"query.row", "The row is no longer in the table."};
    Event event = model.plan()->mapper()->decode(*record, 0);
    event[Column::Source] = model.source();
    return event;
}

/// How many rows of the section stand before that one; nothing if it is not there.
std::optional<std::uint64_t> SqlView::placeIn(SqlLink& link, const SqlSection& section, const std::string& key) const
{
    const SqlModel& model = *m_core->model;
    const SqlText rows = kept(section);
    std::optional<std::vector<QVariant>> place;
    Status status =
        link.run(SqlText("SELECT ") + placeOf(model.dialect(), section) + rows + " AND " + model.isKey({key}),
            [&](const QSqlQuery& query) {
                place = readPlace(query, 0, section.order.size());
                return success();
            });
    if (!status || !place || !section.orderBy.sql.empty())
        return std::nullopt;
    auto before =
        link.value(SqlText("SELECT count(*)") + rows + " AND " + besides(model.dialect(), section, *place, false));
    return before ? std::optional<std::uint64_t>(before->toULongLong()) : std::nullopt;
}

std::optional<std::uint64_t> SqlView::positionOf(Row row) const
{
    const auto key = m_core->numbers.keyOf(row);
    if (!key)
        return std::nullopt;
    std::optional<std::uint64_t> out;
    static_cast<void>(m_core->pool->run(
        [&](SqlLink& link) {
            std::uint64_t start = 0;
            for (const SqlSection& section : m_sections) {
                if (const auto place = placeIn(link, section, *key))
                    out = start + *place;
                start += section.count;
            }
            return success();
        },
        {}));
    return out;
}

Status SqlView::records(
    const std::function<Status(const std::vector<std::string>& records)>& take, const CancelToken& cancel) const
{
    const SqlModel& model = *m_core->model;
    return m_core->pool->run(
        [&](SqlLink& link) -> Status {
            std::vector<std::string> block;
            // The time includes what is done with the rows; who does not want to wait cancels.
            if (link.dialect() == SqlDialect::Postgres)
                if (Status status = link.run(SqlText("SET LOCAL statement_timeout = 0"), {}); !status)
                    return status;
            for (const SqlSection& section : m_sections) {
                Status status = link.run(SqlText("SELECT ") + model.record() + " FROM " + model.from() + section.join
                        + " WHERE " + section.where + " AND (" + m_condition + ") ORDER BY " + orderOf(section, false),
                    [&](const QSqlQuery& query) -> Status {
                        block.push_back(textOf(query, 0));
                        if (block.size() < recordsPerBlock)
                            return success();
                        Status taken = take(block);
                        block.clear();
                        return taken;
                    });
                if (!status)
                    return status;
            }
            return block.empty() ? success() : take(block);
        },
        cancel);
}

} // namespace auditorium
