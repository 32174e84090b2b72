// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "../query/querydump.h"
#include "../query/randomevents.h"
#include "../query/randomquery.h"
#include "sqlbench.h"

#include "event/text.h"
#include "ingest/json_text.h"
#include "ingest/reader.h"
#include "store/eventstore.h"

using namespace auditorium;

namespace {

constexpr int eventCount = 600;
constexpr std::uint64_t queryCount = 200;
constexpr const char* mapping =
    R"({"time": "/ts", "product": "/product", "category": "/category", "action": "/action", "actor": ["/actor", "/actor2"],
  "target": {"template": "{/target}/{/actor}"}, "outcome": "/outcome", "ip": "/ip", "client": "/client", "workspace": "/workspace",
  "message": "/message", "id": "/eid"})";

std::string field(const Event& event, Column column) { return repairUtf8(event[column]); }

QVariant text(const std::string& value)
{
    return value.empty() ? QVariant(QMetaType(QMetaType::QString)) : QVariant(QString::fromStdString(value));
}

/// Details as a JSON object, objects and lists within.
QString jsonOf(const Event& event)
{
    std::string out = "{";
    std::vector<std::string> seen;
    for (const Field& detail : event.details) {
        if (std::find(seen.begin(), seen.end(), detail.path) != seen.end())
            continue;
        seen.push_back(detail.path);
        out += out.size() > 1 ? "," : "";
        std::string value;
        if (detail.kind == ValueKind::String
            || (detail.kind == ValueKind::Number && detail.value.find_first_of(".e") != std::string::npos))
            appendQuotedJson(value, repairUtf8(detail.value));
        else
            value = detail.kind == ValueKind::Null ? "null" : detail.value;
        if (const auto dot = detail.path.find('.'); dot != std::string::npos) {
            appendQuotedJson(out, detail.path.substr(0, dot) + "s");
            out += ":[{";
            appendQuotedJson(out, detail.path.substr(detail.path.rfind('.') + 1));
            out += ":" + value + "},7]";
        } else {
            appendQuotedJson(out, detail.path);
            out += ":" + value;
        }
    }
    return QString::fromStdString(out + "}");
}

void fill(SqlBench& bench)
{
    bench.exec("DROP TABLE IF EXISTS log");
    QVERIFY(bench.exec(bench.isPostgres()
            ? "CREATE TABLE log (n integer PRIMARY KEY, ts timestamptz, product text, category text, action text, "
              "actor text, "
              "actor2 varchar(80), target text, outcome text, ip text, client text, workspace text, message text, eid "
              "text, details jsonb)"
            : "CREATE TABLE log (n integer PRIMARY KEY, ts text, product text, category text, action text, actor text, "
              "actor2 varchar(80), target text, outcome text, ip text, client text, workspace text, message text, eid "
              "text, details json)"));
    RandomEvents events(11);
    QVERIFY(bench.exec("BEGIN"));
    for (int i = 0; i < eventCount; ++i) {
        Event event = events.event();
        QSqlQuery query(bench.database());
        QVERIFY(query.prepare(QStringLiteral("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")));
        query.addBindValue(i);
        query.addBindValue(event.time ? text(formatTimestamp(Timestamp{event.time->ns / 1000 * 1000, 6}))
                                      : QVariant(QMetaType(QMetaType::QString)));
        for (const Column column : {Column::Product, Column::Category, Column::Action, Column::Actor, Column::Client,
                 Column::Target, Column::Outcome, Column::Ip, Column::Client, Column::Workspace, Column::Message})
            query.addBindValue(text(field(event, column)));
        query.addBindValue(QStringLiteral("id-%1").arg(i));
        query.addBindValue(jsonOf(event));
        QVERIFY2(query.exec(), qPrintable(query.lastError().text()));
    }
    QVERIFY(bench.exec("COMMIT"));
}

std::shared_ptr<const Catalog> catalog()
{
    CatalogProduct product;
    product.key = "okta";
    product.name = "Okta";
    product.types = {RandomEvents::catalogType()};
    return std::make_shared<const Catalog>(std::vector<CatalogProduct>{product});
}

/// The same events in the embedded store, by the way of an export.
std::shared_ptr<const SnapshotDataset> stored(const SqlDataset& table)
{
    auto view = table.view({}, {});
    if (!view)
        return nullptr;
    std::string lines;
    Status status = table.records(**view,
        [&](const std::vector<std::string>& records) {
            for (const std::string& record : records)
                lines += record + "\n";
            return success();
        },
        {});
    if (!status)
        return nullptr;
    EventStore store;
    const auto reports = readBytes(lines, "connection:test", table.knowledge(), store, {});
    MessageKnowledge messages;
    messages.catalog = table.knowledge()->catalog;
    return std::make_shared<const SnapshotDataset>(store.snapshot(), messages);
}

QByteArray show(const std::vector<RowView>& rows)
{
    QByteArray out;
    for (const RowView& row : rows) {
        out += row.time ? QByteArray::fromStdString(formatTimestamp(*row.time)) : QByteArray("-");
        for (const std::string& text : row.text)
            out += '|' + QByteArray::fromStdString(text);
        out += row.inCatalog ? "|known\n" : "\n";
    }
    return out;
}

QByteArray show(const Facet& facet)
{
    QByteArray out = QByteArray::number(facet.distinct);
    for (const FacetValue& value : facet.values)
        out += '|' + QByteArray::fromStdString(value.value) + '=' + QByteArray::number(value.count) + '/'
            + QByteArray::number(value.total);
    return out;
}

QByteArray show(const Histogram& plot)
{
    QByteArray out = QByteArray::number(plot.fromNs) + '+' + QByteArray::number(plot.widthNs) + '-'
        + QByteArray::number(plot.withoutTime);
    for (const std::string& series : plot.series)
        out += '|' + QByteArray::fromStdString(series);
    for (const auto& counts : plot.counts)
        for (const std::uint64_t count : counts)
            out += ' ' + QByteArray::number(count);
    for (const std::uint64_t count : plot.totals)
        out += ' ' + QByteArray::number(count);
    return out;
}

QByteArray show(const std::vector<ProductFacet>& products)
{
    QByteArray out;
    for (const ProductFacet& product : products) {
        out += '\n' + QByteArray::fromStdString(product.product) + ' ' + QByteArray::number(product.count) + ' '
            + QByteArray::number(product.total);
        for (const FacetValue& value : product.categories)
            out += ' ' + QByteArray::fromStdString(value.value) + '=' + QByteArray::number(value.count) + '/'
                + QByteArray::number(value.total);
    }
    return out;
}

} // namespace

#define SAME(a, b)                                                                                                     \
    do {                                                                                                               \
        if ((a) != (b))                                                                                                \
            QFAIL((QByteArray("query ") + name + "\n--- SQL\n" + (a) + "\n--- store\n" + (b)).constData());            \
    } while (false)

class TestSqlDifferential : public QObject {
    Q_OBJECT

    /// One query and everything that a window asks of its answer.
    void compare(
        const Dataset& table, const Dataset& store, const ViewRequest& request, Random& random, const QByteArray& name)
    {
        const auto sql = table.view(request, {}), own = store.view(request, {});
        QVERIFY2(own.ok(), name.constData());
        QVERIFY2(sql.ok(), sql.ok() ? "" : (name + sql.error().message.c_str()).constData());
        const View &a = **sql, &b = **own;
        SAME(QByteArray::number(a.count()), QByteArray::number(b.count()));
        SAME(QByteArray::number(a.total()), QByteArray::number(b.total()));
        const std::uint64_t first =
            random.chance(50) || a.count() == 0 ? 0 : random.below(static_cast<std::uint32_t>(a.count()));
        for (const std::uint64_t start : {std::uint64_t{0}, first, first + 20}) {
            const auto rowsA = a.rows(start, 20, {}), rowsB = b.rows(start, 20, {});
            QVERIFY2(rowsA.ok(), rowsA.ok() ? "" : rowsA.error().message.c_str());
            SAME(show(*rowsA), show(*rowsB));
            if (!rowsA->empty())
                QCOMPARE(a.positionOf(rowsA->front().row).value_or(~0ull), start);
        }
        const std::vector<Column> columns = {Column::Action, Column::Actor, Column::Target, Column::Ip, Column::Outcome,
            Column::Category, Column::Workspace, Column::Source, Column::Message, Column::Id};
        FacetOptions options;
        options.limit = random.chance(50) ? 5 : SIZE_MAX;
        options.includeZero = random.chance(50);
        if (random.chance(30))
            options.search = "A";
        if (random.chance(30))
            options.pinned = {"alice", "nobody", ""};
        const ColumnRef column =
            random.chance(15) ? ColumnRef{Column::Details, "details.role"} : ColumnRef{random.of(columns), {}};
        const auto facetA = a.facet(column, options, {}), facetB = b.facet(column, options, {});
        QVERIFY2(facetA.ok(), facetA.ok() ? "" : facetA.error().message.c_str());
        SAME(QByteArray(columnRefName(column).c_str()) + show(*facetA),
            QByteArray(columnRefName(column).c_str()) + show(*facetB));
        const auto plotA = a.plot(13, {}), plotB = b.plot(13, {});
        QVERIFY2(plotA.ok(), plotA.ok() ? "" : plotA.error().message.c_str());
        SAME(show(plotA->all), show(plotB->all));
        SAME(show(plotA->kept), show(plotB->kept));
        SAME(show(*a.products({})), show(*b.products({})));
    }

private Q_SLOTS:
    void randomQueriesGiveWhatTheStoreGives_data() { SQL_BENCH_DATA(); }
    void randomQueriesGiveWhatTheStoreGives()
    {
        SQL_BENCH(bench);
        fill(bench);
        auto knowledge = std::make_shared<Knowledge>();
        knowledge->catalog = catalog();
        const auto table = SqlDataset::open(bench.connection("log", "", mapping), bench.password(), knowledge, {});
        QVERIFY2(table.ok(), table.ok() ? "" : table.error().message.c_str());
        const auto store = stored(**table);
        QVERIFY(store);
        QCOMPARE(store->snapshot()->size(), std::uint64_t{eventCount});
        RandomQuery queries(5);
        queries.paths = {"details.role", "details.targets.id", "details.user agent", "details.n", "missing", "actor",
            "n", "details", "details.x:y", "client"};
        ViewRequest request;
        request.context.nowNs = (1788220800 + 10 * 86400) * nsPerSecond;
        for (std::uint64_t i = 0; i < queryCount && !QTest::currentTestFailed(); ++i) {
            request.query = queries.query();
            request.order = {};
            if (const ColumnRef column = queries.column(); queries.random().chance(50) && column.column != Column::Raw
                && column.column != Column::Details && column.column != Column::Message)
                request.order = {column, queries.random().chance(50)};
            request.order.descending = queries.random().chance(50);
            compare(**table, *store, request, queries.random(),
                QByteArray::number(i) + " " + QByteArray::fromStdString(dumpQuery(request.query)) + " by "
                    + columnRefName(request.order.column).c_str() + (request.order.descending ? " desc" : ""));
        }
    }
};

QTEST_GUILESS_MAIN(TestSqlDifferential)
#include "test_sqldifferential.moc"
