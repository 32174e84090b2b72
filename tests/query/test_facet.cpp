// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "randomevents.h"

#include "query/evaluate.h"

#include <QtTest>

#include <map>
#include <set>

using namespace auditorium;

/// Counts against counting: facets, the product tree, histograms, units of time.
class TestFacet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void facets_data();
    void facets();
    void facetOptions();
    void shortFacets();
    void products();
    void manyProducts();
    void histograms();
    void histogramSeries();
    void histogramExtremes();
    void timeUnits();
    void timeZones();
    void timeUnitErrors();
    void cancelled();

private:
    std::vector<std::string> valuesOf(const Event& event, const ColumnRef& column) const;
    std::vector<Row> rowsOf(const RowSet& set) const;
    RowSet kept(const char* query) const { return std::move(evaluate(*parseQuery(query), *m_snapshot, {}).value()); }

    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<Event> m_events;
    RandomEvents m_random{31};
};

static constexpr const char* someQueries[] = {"", "product:okta", "time:2026-09-03..2026-09-10",
    "-action:login time:2026-09-05..", "details.role:a", "nothing=", "no:time",
    "has:actor (product:github OR category:auth)"};

void TestFacet::initTestCase()
{
    m_snapshot = m_random.snapshot(2000, 150);
    m_events = allEvents(*m_snapshot);
    QCOMPARE(m_events.size(), std::size_t(2000));
}

std::vector<Row> TestFacet::rowsOf(const RowSet& set) const
{
    std::vector<Row> rows;
    for (std::size_t i = 0; i < set.parts().size(); ++i)
        RowSet::forEach(set.parts()[i], [&](std::uint32_t row) { rows.push_back(m_snapshot->segmentStart(i) + row); });
    return rows;
}

std::vector<std::string> TestFacet::valuesOf(const Event& event, const ColumnRef& column) const
{
    std::set<std::string> values;
    if (column.column == Column::Details) {
        for (const Field& field : event.details)
            if (field.kind != ValueKind::Null && !field.value.empty()
                && (field.path == column.path || field.path.starts_with(column.path + '.')
                    || (column.path == "role" && field.path == "Role")))
                values.insert(field.value);
    } else if (column.column == Column::Time) {
        values.insert(event.time ? formatTimestamp(*event.time) : std::string());
    } else {
        values.insert(column.column == Column::Raw ? event.raw : event[column.column]);
    }
    if (values.empty())
        values.insert("");
    return {values.begin(), values.end()};
}

void TestFacet::facets_data()
{
    QTest::addColumn<QByteArray>("column");
    for (const char* column : {"time", "product", "category", "action", "actor", "target", "outcome", "ip", "client",
             "workspace", "message", "id", "source", "raw", "details.role", "details.n", "details.missing"})
        QTest::addRow("%s", column) << QByteArray(column);
}

void TestFacet::facets()
{
    QFETCH(QByteArray, column);
    const ColumnRef ref = *columnRefByName(column.toStdString());
    for (const char* text : someQueries) {
        const RowSet rows = QByteArray(text) == "nothing="
            ? RowSet(std::vector<RowSet::Part>(m_snapshot->segments().size()))
            : kept(text);
        std::map<std::string, std::uint64_t> counts, totals;
        for (Row row = 0; row < m_events.size(); ++row)
            for (const std::string& value : valuesOf(m_events[row], ref)) {
                ++totals[value];
                counts[value] += rows.contains(*m_snapshot, row);
            }
        const auto answer = facet(*m_snapshot, rows, ref);
        QVERIFY(answer.ok());
        std::uint64_t sum = 0, distinct = 0;
        for (const auto& [value, count] : counts)
            distinct += count > 0;
        QCOMPARE(answer->distinct, distinct);
        QCOMPARE(answer->values.size(), std::size_t(distinct));
        for (std::size_t i = 0; i < answer->values.size(); ++i) {
            const FacetValue& value = answer->values[i];
            QCOMPARE(value.count, counts[value.value]);
            QCOMPARE(value.total, totals[value.value]);
            sum += value.count;
            if (i > 0) {
                const FacetValue& before = answer->values[i - 1];
                QVERIFY(before.count > value.count || (before.count == value.count && before.value < value.value));
            }
        }
        if (ref.column != Column::Details)
            QCOMPARE(sum, rows.size());
    }
}

void TestFacet::facetOptions()
{
    const auto names = [&](const char* query, const FacetOptions& options) {
        QByteArrayList out;
        const auto answer = facet(*m_snapshot, kept(query), {Column::Action, {}}, options);
        for (const FacetValue& value : answer->values)
            out << QByteArray::fromStdString(value.value.empty() ? "<none>" : value.value) + (value.count ? "" : "?");
        return out.join(' ');
    };
    std::vector<std::string> byCount;
    const auto all = facet(*m_snapshot, kept(""), {Column::Action, {}});
    for (const FacetValue& value : all->values)
        byCount.push_back(value.value);
    QCOMPARE(byCount.size(), std::size_t(8)); // seven and none
    FacetOptions options;
    options.limit = 3;
    QCOMPARE(facet(*m_snapshot, kept(""), {Column::Action, {}}, options)->values.size(), std::size_t(3));
    QCOMPARE(facet(*m_snapshot, kept(""), {Column::Action, {}}, options)->distinct, std::uint64_t(8));
    options.search = "LOG";
    const auto searched = facet(*m_snapshot, kept(""), {Column::Action, {}}, options);
    QCOMPARE(searched->distinct, std::uint64_t(2));
    for (const FacetValue& value : searched->values)
        QCOMPARE(QByteArray::fromStdString(value.value).toLower(), QByteArray("login"));
    QCOMPARE(names("action=A", {}), QByteArray("A"));
    options = {};
    options.includeZero = true;
    QCOMPARE(names("action=A", options), QByteArray("A <none>? A*e? B? Login? key.rotate? login? x,y?"));
    options.limit = 2;
    QCOMPARE(names("action=A", options), QByteArray("A <none>?"));
    options = {};
    options.pinned = {"B", "", "no such action", "A"};
    QCOMPARE(names("action=A", options), QByteArray("A <none>? B? no such action?"));
    options.limit = 0;
    options.search = "zzz";
    QCOMPARE(names("action=A", options), QByteArray("A <none>? B? no such action?"));
}

/// The first so many and the pinned ones are those of the whole list.
void TestFacet::shortFacets()
{
    for (const char* text : someQueries) {
        const RowSet rows = QByteArray(text) == "nothing="
            ? RowSet(std::vector<RowSet::Part>(m_snapshot->segments().size()))
            : kept(text);
        for (const Column column : codedColumns) {
            FacetOptions options;
            options.includeZero = true; // everything, those of no row at the end
            const auto whole = facet(*m_snapshot, rows, {column, {}}, options);
            options.includeZero = false;
            for (const std::size_t limit : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{50}, std::size_t{1000}, std::size_t{5000}}) {
                options.limit = limit;
                options.pinned.clear();
                for (std::size_t i = 0; i < limit % 5 && i * 7 < whole->values.size(); ++i) // some of them twice, one unknown
                    options.pinned.insert(options.pinned.end(), {whole->values[i * 7].value, whole->values[i * 7 / 2].value, "in no row"});
                const auto isPinned = [&](const std::string& value) {
                    return std::find(options.pinned.begin(), options.pinned.end(), value) != options.pinned.end();
                };
                std::vector<FacetValue> expected;
                std::size_t distinct = 0, places = limit;
                for (const FacetValue& value : whole->values) {
                    distinct += value.count > 0;
                    const bool candidate = value.count > 0 || isPinned(value.value);
                    if (candidate && (places > 0 || isPinned(value.value)))
                        expected.push_back(value);
                    places -= candidate && places > 0;
                }
                if (isPinned("in no row"))
                    expected.push_back({"in no row", 0, 0});
                const auto found = facet(*m_snapshot, rows, {column, {}}, options);
                QCOMPARE(found->distinct, distinct);
                QCOMPARE(found->values.size(), expected.size());
                for (std::size_t i = 0; i < expected.size(); ++i) {
                    QCOMPARE(found->values[i].value, expected[i].value);
                    QCOMPARE(found->values[i].count, expected[i].count);
                    QCOMPARE(found->values[i].total, expected[i].total);
                }
            }
        }
    }
}

void TestFacet::products()
{
    for (const char* text : someQueries) {
        const RowSet rows = QByteArray(text) == "nothing="
            ? RowSet(std::vector<RowSet::Part>(m_snapshot->segments().size()))
            : kept(text);
        std::map<std::string, std::map<std::string, std::pair<std::uint64_t, std::uint64_t>>> expected;
        for (Row row = 0; row < m_events.size(); ++row) {
            auto& entry = expected[m_events[row][Column::Product]][m_events[row][Column::Category]];
            entry.first += rows.contains(*m_snapshot, row);
            ++entry.second;
        }
        const auto answer = productFacet(*m_snapshot, rows);
        QCOMPARE(answer.size(), expected.size());
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < answer.size(); ++i) {
            QVERIFY(i == 0 || answer[i - 1].count > answer[i].count
                || (answer[i - 1].count == answer[i].count && answer[i - 1].product < answer[i].product));
            const auto& categories = expected[answer[i].product];
            QCOMPARE(answer[i].categories.size(), categories.size());
            std::uint64_t count = 0, total = 0;
            for (const FacetValue& category : answer[i].categories) {
                QCOMPARE(std::pair(category.count, category.total), categories.at(category.value));
                count += category.count;
                total += category.total;
            }
            QCOMPARE(answer[i].count, count);
            QCOMPARE(answer[i].total, total);
            sum += count;
        }
        QCOMPARE(sum, rows.size());
    }
}

/// More pairs of codes than a table should have: counted all the same.
void TestFacet::manyProducts()
{
    EventStore store;
    auto source = std::make_shared<FakeSource>();
    store.addSource(source);
    EventBatch batch;
    for (int i = 0; i < 3000; ++i) {
        Event event;
        event[Column::Product] = "p" + std::to_string(i);
        event[Column::Category] = "c" + std::to_string(i % 1500);
        addRows(batch, {event}, source->add({event}), 0, source->name());
    }
    store.add(std::move(batch));
    const auto snapshot = store.snapshot();
    const auto rows = evaluate(*parseQuery("product:p1*"), *snapshot, {});
    const auto answer = productFacet(*snapshot, *rows);
    QCOMPARE(answer.size(), std::size_t(3000));
    QCOMPARE(QByteArray::fromStdString(answer[0].product), QByteArray("p1"));
    QCOMPARE(answer[0].count, std::uint64_t(1));
    QCOMPARE(answer.back().count, std::uint64_t(0));
    QCOMPARE(answer.back().total, std::uint64_t(1));
    QCOMPARE(QByteArray::fromStdString(answer[0].categories[0].value), QByteArray("c1"));
}

void TestFacet::histograms()
{
    Random random(5);
    const std::int64_t first = *m_snapshot->firstTime(), last = *m_snapshot->lastTime();
    for (const char* text : someQueries)
        for (const std::size_t bins : {std::size_t(1), std::size_t(7), std::size_t(100), std::size_t(5000)}) {
            const RowSet rows = QByteArray(text) == "nothing="
                ? RowSet(std::vector<RowSet::Part>(m_snapshot->segments().size()))
                : kept(text);
            const bool whole = random.chance(50);
            const std::int64_t from = whole ? first : first + (last - first) / 5,
                               to = whole ? last + 1 : last - (last - first) / 3;
            const Histogram answer = histogram(*m_snapshot, rows, from, to, bins);
            QCOMPARE(answer.bins(), bins);
            QVERIFY(answer.series.size() <= 6);
            std::vector<std::uint64_t> totals(bins, 0);
            std::vector<std::vector<std::uint64_t>> counts(answer.series.size(), totals);
            std::uint64_t untimed = 0, sum = 0;
            for (const Row row : rowsOf(rows)) {
                const Event& event = m_events[row];
                if (!event.time) {
                    ++untimed;
                } else if (event.time->ns >= from && event.time->ns < to) {
                    const auto bin = static_cast<std::size_t>((event.time->ns - from) / answer.widthNs);
                    QVERIFY(bin < bins);
                    ++totals[bin];
                    auto series = std::find(answer.series.begin(), answer.series.end(), event[Column::Category]);
                    if (series == answer.series.end())
                        series = std::find(answer.series.begin(), answer.series.end(), std::string());
                    QVERIFY(series != answer.series.end());
                    ++counts[static_cast<std::size_t>(series - answer.series.begin())][bin];
                }
            }
            QCOMPARE(answer.totals, totals);
            QCOMPARE(answer.counts, counts);
            QCOMPARE(answer.withoutTime, untimed);
            for (const std::uint64_t count : answer.totals)
                sum += count;
            if (whole)
                QCOMPARE(sum + answer.withoutTime, rows.size());
        }
}

void TestFacet::histogramSeries()
{
    const RowSet rows = kept("");
    const std::int64_t first = *m_snapshot->firstTime(), last = *m_snapshot->lastTime();
    const Histogram chosen = histogram(*m_snapshot, rows, first, last + 1, 10);
    QCOMPARE(chosen.series.size(), std::size_t(6)); // five categories, and the events without one
    QVERIFY(chosen.series.back().empty());
    const Histogram given = histogram(*m_snapshot, kept("product:okta"), first, last + 1, 10, {"Users", "no such", ""});
    QCOMPARE(given.series, (std::vector<std::string>{"Users", "no such", ""}));
    std::uint64_t stacked = 0, sum = 0;
    for (std::size_t bin = 0; bin < 10; ++bin) {
        sum += given.totals[bin];
        for (const auto& counts : given.counts)
            stacked += counts[bin];
        QCOMPARE(given.counts[1][bin], std::uint64_t(0));
    }
    QCOMPARE(stacked, sum);
    EventStore store;
    auto source = std::make_shared<FakeSource>();
    store.addSource(source);
    EventBatch batch;
    Event event;
    event.time = Timestamp{0, 0};
    event[Column::Category] = "Users";
    addRows(batch, {event}, source->add({event}), 0, source->name());
    store.add(std::move(batch));
    const auto small = store.snapshot(); // none of the others, and still their series: two plots must have the same
    QCOMPARE(histogram(*small, RowSet::all(*small), 0, 10, 1, {"Users", ""}).series,
        (std::vector<std::string>{"Users", ""}));
    QCOMPARE(histogram(*small, RowSet::all(*small), 0, 10, 1).series, (std::vector<std::string>{"Users"}));
    const Histogram named = histogram(*m_snapshot, rows, first, last + 1, 10, {"Users"});
    QCOMPARE(named.series, (std::vector<std::string>{"Users", ""}));
}

void TestFacet::histogramExtremes()
{
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                           most = std::numeric_limits<std::int64_t>::max();
    const RowSet rows = kept("");
    const auto sum = [](const Histogram& h) {
        std::uint64_t out = h.withoutTime;
        for (const std::uint64_t count : h.totals)
            out += count;
        return out;
    };
    QCOMPARE(sum(histogram(*m_snapshot, rows, least, most, 3)), rows.size());
    QCOMPARE(sum(histogram(*m_snapshot, rows, least, most, 1)), rows.size());
    QCOMPARE(sum(histogram(*m_snapshot, rows, 0, most, 100000)), rows.size());
    const std::int64_t at = *m_snapshot->firstTime();
    QCOMPARE(histogram(*m_snapshot, rows, at, at + 1, 5).totals[0], std::uint64_t(1));
    QCOMPARE(histogram(*m_snapshot, rows, at, at, 5).bins(), std::size_t(5));
    QCOMPARE(histogram(*m_snapshot, rows, at + 5, at, 5).widthNs, std::int64_t(0));
    QCOMPARE(histogram(*m_snapshot, rows, at, at + 5, 0).bins(), std::size_t(0));
    const Snapshot empty;
    QCOMPARE(histogram(empty, RowSet::all(empty), 0, 100, 10).bins(), std::size_t(10));
}

void TestFacet::timeUnits()
{
    for (const auto& [unit, seconds] :
        {std::pair{"30s", 30}, {"15m", 900}, {"1h", 3600}, {"7h", 25200}, {"1d", 86400}, {"2d", 172800}})
        for (const char* text : someQueries) {
            const RowSet rows = QByteArray(text) == "nothing="
                ? RowSet(std::vector<RowSet::Part>(m_snapshot->segments().size()))
                : kept(text);
            std::map<std::int64_t, std::uint64_t> expected;
            std::uint64_t untimed = 0;
            for (const Row row : rowsOf(rows)) {
                if (!m_events[row].time)
                    ++untimed;
                else
                    ++expected[m_events[row].time->ns / nsPerSecond / seconds * seconds];
            }
            const auto answer = countByTime(*m_snapshot, rows, unit);
            QVERIFY(answer.ok());
            std::size_t i = 0;
            std::uint64_t sum = 0;
            for (const auto& [start, count] : expected) {
                QVERIFY(i < answer->values.size());
                QCOMPARE(QByteArray::fromStdString(answer->values[i].value),
                    QByteArray::fromStdString(formatTimestamp({start * nsPerSecond, 0})));
                QCOMPARE(answer->values[i++].count, count);
            }
            if (untimed) {
                QVERIFY(answer->values.back().value.empty());
                QCOMPARE(answer->values.back().count, untimed);
                ++i;
            }
            QCOMPARE(answer->values.size(), i);
            for (const FacetValue& value : answer->values) {
                sum += value.count;
                QVERIFY(value.total >= value.count);
            }
            QCOMPARE(sum, rows.size());
        }
}

void TestFacet::timeZones()
{
    // The clock goes back from 03:00 to 02:00 at 01:00 UTC: one hour comes twice, the day has 25.
    const std::int64_t change = parseTimestamp("2026-10-25T01:00:00Z")->ns / nsPerSecond;
    const UtcOffset zone = [change](std::int64_t utc) { return utc < change ? 7200 : 3600; };
    EventStore store;
    auto source = std::make_shared<FakeSource>();
    store.addSource(source);
    EventBatch batch;
    for (int halfHour = -4; halfHour < 52; ++halfHour) {
        Event event;
        event.time = Timestamp{(change - 3 * 3600 + halfHour * 1800) * nsPerSecond, 0};
        addRows(batch, {event}, source->add({event}), 0, source->name());
    }
    store.add(std::move(batch));
    const auto snapshot = store.snapshot();
    const RowSet all = RowSet::all(*snapshot);
    const auto hours = countByTime(*snapshot, all, "1h", zone);
    QCOMPARE(hours->values.size(), std::size_t(28));
    for (const FacetValue& value : hours->values)
        QCOMPARE(value.count, std::uint64_t(2));
    QCOMPARE(QByteArray::fromStdString(hours->values[4].value), QByteArray("2026-10-25T02:00:00.000+02:00"));
    QCOMPARE(QByteArray::fromStdString(hours->values[5].value), QByteArray("2026-10-25T02:00:00.000+01:00"));
    const auto days = countByTime(*snapshot, all, "1d", zone);
    QCOMPARE(days->values.size(), std::size_t(3));
    QCOMPARE(QByteArray::fromStdString(days->values[1].value), QByteArray("2026-10-25T00:00:00.000+02:00"));
    QCOMPARE(days->values[1].count, std::uint64_t(50));
    const auto weeks = countByTime(*snapshot, all, "1w", zone);
    QCOMPARE(weeks->values.size(), std::size_t(2)); // the 25th is a Sunday
    QCOMPARE(QByteArray::fromStdString(weeks->values[0].value), QByteArray("2026-10-19T00:00:00.000+02:00"));
    QCOMPARE(QByteArray::fromStdString(weeks->values[1].value), QByteArray("2026-10-26T00:00:00.000+01:00"));
}

void TestFacet::timeUnitErrors()
{
    for (const char* unit : {"", "1", "h", "0h", "1y", "-1h", "1hh", "1.5h", "1 h"}) {
        const auto answer = countByTime(*m_snapshot, kept(""), unit);
        QVERIFY2(!answer.ok(), unit);
        QCOMPARE(QByteArray::fromStdString(answer.error().code), QByteArray("query.value"));
    }
    QCOMPARE(countByTime(*m_snapshot, kept("has:time"), "500000w")->values.size(), std::size_t(1));
    QCOMPARE(countByTime(Snapshot(), RowSet(), "1h")->values.size(), std::size_t(0));
}

void TestFacet::cancelled()
{
    const CancelToken token = CancelToken::create();
    token.cancel();
    for (const char* column : {"actor", "details.role", "message", "time"}) {
        const auto answer = facet(*m_snapshot, kept(""), *columnRefByName(column), {}, token);
        QVERIFY(!answer.ok());
        QCOMPARE(QByteArray::fromStdString(answer.error().code), QByteArray("cancelled"));
    }
}

QTEST_APPLESS_MAIN(TestFacet)
#include "test_facet.moc"
