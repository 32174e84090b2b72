// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqlview.h"

#include "connect/sqltranslate.h"
#include "event/text.h"
#include "query/fieldpath.h"
#include "query/selection.h"

#include <algorithm>
#include <set>

// What the panels show of a view: counted by the database.
namespace auditorium {
namespace {

constexpr std::size_t maxSeries = 6; // the last of them for what is left

struct Counts {
    std::uint64_t count = 0, total = 0;
};
using Tally = std::map<std::string, Counts>;

std::string textOf(const QSqlQuery& query, int column) { return query.value(column).toString().toStdString(); }

bool isBefore(const FacetValue& a, const FacetValue& b)
{
    return a.count != b.count ? a.count > b.count : a.value < b.value;
}

/// The same choice as for the embedded store, to which the empty text is always known.
Facet facetOfTally(Tally tally, const FacetOptions& options)
{
    tally.try_emplace(std::string());
    const std::string needle = foldCase(options.search);
    const std::set<std::string> wanted(options.pinned.begin(), options.pinned.end());
    std::set<std::string> missing = wanted;
    std::vector<FacetValue> chosen, pinned;
    Facet out;
    for (const auto& [text, counts] : tally) {
        const bool shown = counts.count > 0 || (options.includeZero && counts.total > 0),
                   isPinned = wanted.contains(text);
        missing.erase(text);
        if ((shown || isPinned) && containsFolded(text, needle)) {
            out.distinct += counts.count > 0;
            chosen.push_back({text, counts.count, counts.total});
        } else if (isPinned) {
            pinned.push_back({text, counts.count, counts.total});
        }
    }
    std::sort(chosen.begin(), chosen.end(), isBefore);
    const std::size_t limit = std::min(options.limit, chosen.size());
    for (std::size_t i = limit; i < chosen.size(); ++i)
        if (wanted.contains(chosen[i].value))
            pinned.push_back(chosen[i]);
    chosen.resize(limit);
    const bool added = !pinned.empty();
    chosen.insert(chosen.end(), pinned.begin(), pinned.end());
    if (added)
        std::sort(chosen.begin(), chosen.end(), isBefore);
    out.values = std::move(chosen);
    for (const std::string& text : missing)
        out.values.push_back({text, 0, 0});
    return out;
}

SqlText countIf(const SqlText& condition) { return SqlText("count(*) FILTER (WHERE ") + condition + ")"; }

/// Product and category of what a type's inputs say.
class TypeReader {
public:
    explicit TypeReader(const SqlModel& model)
        : m_model(model)
        , m_mapper(model.plan()->mapper())
    {
    }
    std::vector<SqlText> inputs() const
    {
        std::vector<SqlText> out;
        for (const SqlInput& input : m_model.type().inputs)
            out.push_back(m_model.input(input));
        return out;
    }
    /// Of a row whose columns from `first` on are those inputs.
    std::pair<std::string, std::string> read(const QSqlQuery& query, int first)
    {
        std::vector<std::optional<std::string>> values;
        for (std::size_t i = 0; i < m_model.type().inputs.size(); ++i) {
            const QVariant value = query.value(first + static_cast<int>(i));
            values.push_back(value.isNull() ? std::nullopt : std::optional(value.toString().toStdString()));
        }
        std::pair<std::string, std::string> out;
        static_cast<void>(
            m_mapper->map(m_model.partialRecord(m_model.type().inputs, values), [&](const MappedEvent& event) {
                out = {std::string(event.text[static_cast<std::size_t>(codedIndex(Column::Product))]),
                    std::string(event.text[static_cast<std::size_t>(codedIndex(Column::Category))])};
            }));
        return out;
    }

private:
    const SqlModel& m_model;
    std::unique_ptr<RecordMapper> m_mapper;
};

std::string groups(std::size_t count)
{
    std::string out;
    for (std::size_t i = 1; i <= count; ++i)
        out += (i > 1 ? ", " : " GROUP BY ") + std::to_string(i);
    return out;
}

} // namespace

/// Values that are one expression: the database orders and cuts them itself, so that a million of them cost nothing here.
Result<Facet> SqlView::facetOf(SqlLink& link, const SqlText& value, const FacetOptions& options) const
{
    const SqlDialect dialect = m_core->model->dialect();
    const SqlText grouped = SqlText(" FROM (SELECT ") + value + " AS k, " + countIf(m_condition)
        + " AS c, count(*) AS n FROM " + m_core->model->from() + " GROUP BY 1) AS g WHERE ";
    const std::string needle = foldCase(options.search);
    const SqlText holds = needle.empty() ? SqlText("TRUE") : containsFolded(dialect, "k", needle);
    const SqlText pinned = options.pinned.empty() ? SqlText("FALSE") : isAmong(dialect, "k", options.pinned);
    SqlText asked = SqlText("SELECT k, c, n, count(*) FILTER (WHERE c > 0) OVER ()") + grouped + "(c > 0 OR "
        + (options.includeZero ? "TRUE" : "FALSE") + " OR " + pinned + ") AND " + holds + " ORDER BY c DESC, k"
        + (dialect == SqlDialect::Postgres ? " COLLATE \"C\"" : "");
    if (options.limit < maxSqlWords)
        asked += " LIMIT " + std::to_string(options.limit);
    else
        asked += " LIMIT " + std::to_string(maxSqlWords);
    Facet out;
    std::set<std::string> missing(options.pinned.begin(), options.pinned.end());
    const auto take = [&](const QSqlQuery& query) {
        out.values.push_back({textOf(query, 0), query.value(1).toULongLong(), query.value(2).toULongLong()});
        missing.erase(out.values.back().value);
        return success();
    };
    Status status = link.run(asked, [&](const QSqlQuery& query) {
        out.distinct = query.value(3).toULongLong();
        return take(query);
    });
    if (status && !missing.empty()) {
        status = link.run(
            SqlText("SELECT k, c, n") + grouped + isAmong(dialect, "k", {missing.begin(), missing.end()}), take);
        if (missing.erase(std::string()))
            out.values.emplace_back();
        std::sort(out.values.begin(), out.values.end(), isBefore);
    }
    if (!status)
        return status.error();
    for (const std::string& text : missing)
        out.values.push_back({text, 0, 0});
    return out;
}

Result<Facet> SqlView::facetOfWords(
    SqlAsker& asker, const SqlRule& rule, Column column, const FacetOptions& options) const
{
    const auto words = asker.words(rule, column);
    if (!words)
        return words.error();
    std::unordered_map<std::string, const std::string*> known;
    for (std::size_t i = 0; i < words.value()->keys.size(); ++i)
        known[words.value()->keys[i]] = &words.value()->values[i];
    Tally tally;
    Status status = asker.link().run(SqlText("SELECT ") + asker.key(rule) + ", " + countIf(m_condition)
            + ", count(*) FROM " + m_core->model->from() + groups(1),
        [&](const QSqlQuery& query) {
            const auto found = known.find(textOf(query, 0));
            Counts& counts = tally[found == known.end() ? std::string() : *found->second];
            counts.count += query.value(1).toULongLong();
            counts.total += query.value(2).toULongLong();
            return success();
        });
    if (!status)
        return status.error();
    return facetOfTally(tally, options);
}

/// Of what only the records say: every row is read, forward only.
Result<Facet> SqlView::facetOfRows(SqlLink& link, const ColumnRef& column, const FacetOptions& options) const
{
    const SqlModel& model = *m_core->model;
    const auto mapper = model.plan()->mapper();
    const FieldPath path(column.path);
    Tally tally;
    std::vector<Field> fields;
    std::set<std::string> values;
    Status status = link.run(
        SqlText("SELECT ") + model.record() + ", COALESCE(" + m_condition + ", FALSE) FROM " + model.from(),
        [&](const QSqlQuery& query) -> Status {
            const std::string record = textOf(query, 0);
            values.clear();
            if (column.column == Column::Details) {
                mapper->decodeFields(record, 0, fields);
                for (const Field& field : fields)
                    if (hasValue(field) && path.names(field.path))
                        values.insert(field.value);
            } else if (column.column == Column::Raw) {
                values.insert(record);
            } else {
                const Event event = mapper->decode(record, 0);
                values.insert(column.column == Column::Time ? event.time ? formatTimestamp(*event.time) : std::string()
                                                            : event[column.column]);
            }
            if (values.empty())
                values.insert(std::string());
            for (const std::string& value : values) {
                Counts& counts = tally[value];
                ++counts.total;
                counts.count += query.value(1).toBool();
            }
            return tally.size() > maxSqlWords ? Status(tooManySqlWords("values")) : success();
        });
    if (!status)
        return status.error();
    return facetOfTally(tally, options);
}

Result<Facet> SqlView::facet(const ColumnRef& column, const FacetOptions& options, const CancelToken& cancel) const
{
    const SqlModel& model = *m_core->model;
    Result<Facet> out = Facet{};
    Status status = m_core->pool->run(
        [&](SqlLink& link) -> Status {
            SqlAsker asker(model, link, m_core->words);
            const SqlRule& rule = model.rule(column.column);
            const bool byType = column.column == Column::Message && model.typeMessage().kind == SqlRule::Kind::Mapped;
            if (column.column == Column::Time || column.column == Column::Raw || column.column == Column::Details
                || byType)
                out = facetOfRows(link, column, options);
            else if (rule.kind == SqlRule::Kind::Constant)
                out =
                    m_total ? facetOfTally({{rule.constant, {m_count, m_total}}}, options) : facetOfTally({}, options);
            else if (rule.kind == SqlRule::Kind::Plain)
                out = facetOf(link, asker.key(rule), options);
            else
                out = facetOfWords(asker, rule, column.column, options);
            return out ? success() : Status(out.error());
        },
        cancel);
    if (!status)
        return status.error();
    return out;
}

Result<std::vector<ProductFacet>> SqlView::countProducts(SqlLink& link) const
{
    TypeReader reader(*m_core->model);
    std::vector<SqlText> wanted = reader.inputs();
    const auto inputs = static_cast<int>(wanted.size());
    wanted.push_back(countIf(m_condition));
    wanted.emplace_back("count(*)");
    std::map<std::string, Tally> products;
    Status status = link.run(SqlText("SELECT ") + joined(wanted, ", ") + " FROM " + m_core->model->from()
            + groups(static_cast<std::size_t>(inputs)),
        [&](const QSqlQuery& query) {
            const auto [product, category] = reader.read(query, 0);
            if (query.value(inputs + 1).toULongLong() == 0)
                return success(); // an empty table without groups
            Counts& counts = products[product][category];
            counts.count += query.value(inputs).toULongLong();
            counts.total += query.value(inputs + 1).toULongLong();
            return success();
        });
    if (!status)
        return status.error();
    std::vector<ProductFacet> out;
    for (const auto& [product, categories] : products) {
        ProductFacet& entry = out.emplace_back();
        entry.product = product;
        for (const auto& [category, counts] : categories) {
            entry.categories.push_back({category, counts.count, counts.total});
            entry.count += counts.count;
            entry.total += counts.total;
        }
        std::sort(entry.categories.begin(), entry.categories.end(), isBefore);
    }
    std::sort(out.begin(), out.end(), [](const ProductFacet& a, const ProductFacet& b) {
        return a.count != b.count ? a.count > b.count : a.product < b.product;
    });
    return out;
}

Result<std::vector<ProductFacet>> SqlView::products(const CancelToken& cancel) const
{
    Result<std::vector<ProductFacet>> out = std::vector<ProductFacet>{};
    Status status = m_core->pool->run(
        [&](SqlLink& link) -> Status {
            out = countProducts(link);
            return out ? success() : Status(out.error());
        },
        cancel);
    if (!status)
        return status.error();
    return out;
}

Status SqlView::countPlot(SqlLink& link, std::size_t bins, Plot& out) const
{
    const SqlModel& model = *m_core->model;
    std::vector<QueryNodePtr> times, others;
    for (const QueryNodePtr& term : topTerms(m_request.query))
        (isTimeTerm(*term) ? times : others).push_back(term);
    SqlAsker asker(model, link, m_core->words);
    SqlTranslator translator(asker, m_request.context);
    const auto kept = translator.condition(fromTerms(times).root), any = translator.condition(fromTerms(others).root);
    if (!kept || !any)
        return kept ? any.error() : kept.error();

    // The five categories that are most frequent in the whole table, and the others.
    const auto products = countProducts(link);
    if (!products)
        return products.error();
    Tally categories;
    for (const ProductFacet& product : *products)
        for (const FacetValue& category : product.categories)
            categories[category.value].count += category.total;
    FacetOptions most;
    const std::uint64_t uncategorised = categories.contains(std::string()) ? categories[std::string()].count : 0;
    categories.erase(std::string());
    const bool more = categories.size() > maxSeries - 1 || uncategorised > 0;
    most.limit = maxSeries - 1;
    Histogram empty;
    for (const FacetValue& category : facetOfTally(categories, most).values)
        empty.series.push_back(category.value);
    std::map<std::string, std::size_t> seriesOf;
    for (std::size_t i = 0; i < empty.series.size(); ++i)
        seriesOf[empty.series[i]] = i;
    const std::size_t rest = empty.series.size();
    if (more)
        empty.series.emplace_back();

    const std::int64_t from = m_first.value_or(0), to = m_last ? *m_last + 1 : from;
    empty.fromNs = from;
    empty.totals.assign(bins, 0);
    empty.counts.assign(empty.series.size(), empty.totals);
    std::uint64_t width = 0;
    SqlText bin = "0";
    if (bins && from < to) {
        width = (static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from) - 1) / bins + 1;
        empty.widthNs = static_cast<std::int64_t>(std::min<std::uint64_t>(width, INT64_MAX));
        bin = binOf(from, width, bins);
    }
    out.all = out.kept = empty;
    TypeReader reader(model);
    std::vector<SqlText> wanted = {SqlText("CASE WHEN ") + model.timed() + " THEN " + bin + " END"};
    for (SqlText& input : reader.inputs())
        wanted.push_back(std::move(input));
    const std::size_t grouped = wanted.size();
    wanted.emplace_back("count(*)");
    wanted.push_back(countIf(*kept));
    return link.run(
        SqlText("SELECT ") + joined(wanted, ", ") + " FROM " + model.from() + " WHERE " + *any + groups(grouped),
        [&](const QSqlQuery& query) {
            const QVariant place = query.value(0);
            const auto series = seriesOf.find(reader.read(query, 1).second);
            const auto add = [&](Histogram& plot, std::uint64_t count) {
                const std::size_t at = static_cast<std::size_t>(place.toULongLong()),
                                  line = series == seriesOf.end() ? rest : series->second;
                if (place.isNull()) {
                    plot.withoutTime += count;
                } else if (at < plot.totals.size() && line < plot.counts.size()) {
                    plot.totals[at] += count;
                    plot.counts[line][at] += count;
                }
            };
            add(out.all, query.value(static_cast<int>(grouped)).toULongLong());
            add(out.kept, query.value(static_cast<int>(grouped) + 1).toULongLong());
            return success();
        });
}

/// The bin of a row that has a time.
SqlText SqlView::binOf(std::int64_t from, std::uint64_t width, std::size_t bins) const
{
    const SqlModel& model = *m_core->model;
    if (model.dialect() == SqlDialect::Sqlite)
        return SqlText("((" + model.time() + ") * ") + bound(QVariant::fromValue<qlonglong>(model.unitNs())) + " - "
            + bound(QVariant::fromValue<qlonglong>(from)) + ") / "
            + bound(QVariant::fromValue<qlonglong>(static_cast<qlonglong>(width)));
    // Borders as values of the column's own type: what falls between two is found without making a number of each time.
    const std::string type = model.timeType() == "date" ? "timestamp" : model.timeType();
    const std::uint64_t span = static_cast<std::uint64_t>(*m_last) - static_cast<std::uint64_t>(from);
    std::vector<std::string> borders;
    for (std::uint64_t i = 1; i < bins && width * i <= span; ++i)
        borders.push_back(model.timeBound(static_cast<std::int64_t>(static_cast<std::uint64_t>(from) + width * i))
                              .values.front()
                              .toString()
                              .toStdString());
    return SqlText("width_bucket(CAST(" + model.time() + " AS " + type + "), ")
        + bound(listValue(model.dialect(), borders), type + "[]") + ")";
}

Result<View::Plot> SqlView::plot(std::size_t bins, const CancelToken& cancel) const
{
    Plot out;
    Status status = m_core->pool->run([&](SqlLink& link) { return countPlot(link, bins, out); }, cancel);
    if (!status)
        return status.error();
    return out;
}

} // namespace auditorium
