// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// Records read in a block take short ways: windows, and for those of no vendor a pass of their own. Whatever the way, the
// answer is the one that the record alone gives.
#include "door_knowledge.h"
#include "ingest/generic_fast.h"
#include "tree_knowledge.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace auditorium;

namespace {

/// Message and id of a record, by a mapper that may remember others.
QString texts(RecordMapper& mapper, std::string_view raw)
{
    std::string message = "left over", id = message;
    mapper.decodeTexts(raw, 0, message, id);
    return QString::fromStdString(message + '|' + id);
}

/// Random records of a log: most alike, some with a surprise. Of a calm log only few have one.
class Log {
public:
    Log(unsigned seed, bool calm)
        : m_random(seed)
        , m_calm(calm)
    {
        while (m_keys.size() < 14)
            if (const std::string key = pick(keys); std::find(m_keys.begin(), m_keys.end(), key) == m_keys.end())
                m_keys.push_back(key);
    }

    CsvDialect dialect() const
    {
        CsvDialect dialect;
        dialect.header = m_keys;
        return dialect;
    }

    std::string csvRecord()
    {
        std::string out;
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            std::string cell = pick(values);
            if (below(12) == 0)
                object(cell = {}, "x", 0);
            else if (cell.front() == '"')
                cell = cell.substr(1, cell.size() - 2);
            if (cell.find_first_of(",\"\n") != std::string::npos || below(10) == 0) {
                for (std::size_t at = 0; (at = cell.find('"', at)) != std::string::npos; at += 2)
                    cell.insert(at, 1, '"');
                cell = '"' + cell + '"';
            }
            out += (i > 0 ? "," : "") + cell;
        }
        return out;
    }

    std::string record()
    {
        std::string out = "{";
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            if (below(12) == 0)
                continue;
            member(out, below(m_calm ? 400 : 40) == 0 ? pick(keys) : m_keys[i], 0);
        }
        if (below(m_calm ? 300 : 30) == 0)
            member(out, m_keys[0], 0); // a key twice
        if (out.size() > 1)
            out.pop_back();
        out += "}";
        if (below(60) == 0)
            out.erase(below(out.size()), 1); // torn
        return out;
    }

private:
    static constexpr const char* keys[] = {"id", "time", "timestamp", "created_at", "action", "event", "eventName",
        "event_type", "type", "category", "actor", "user", "user_email", "email", "actor_id", "username", "target",
        "resource", "object", "name", "ip", "ip_address", "sourceIp", "client", "userAgent", "user_agent", "context",
        "workspace", "org", "tenant", "outcome", "result", "status", "success", "error", "message", "details", "data",
        "params", "key", "value", "labels", "changes", "old", "session", "date", "clock", "x", "region", "a\\u0062c"};
    static constexpr const char* values[] = {"\"2026-01-02T03:04:05Z\"", "\"2026-01-02\"", "\"03:04:05\"", "1767323045",
        "1767323045123", "\"ada@example.com\"", "\"Ada Jensen\"", "\"usr_123\"", "17", "true", "false", "null",
        "\"10.1.2.3\"", "\"10.1.2.3:443\"", "\"2001:db8::1\"", "\"2001:DB8:0:0::1\"", "\"Mozilla/5.0 (X11)\"",
        "\"curl/8.0\"", "\"success\"", "\"denied\"", "\"FAILED_LOGIN\"", "\"user.login\"", "\"user.login_failed\"",
        "\"permission\"", "\"\"", "\"-\"", "\"n/a\"", "\"web\"", "\"8f14e45f-ceea-467f-a9b3-8d1f3a2b4c5d\"",
        "\"https://example.com/x\"", "\"say \\\"hi\\\"\"", "\"line\\nbreak\"", "\"{\\\"ip\\\":\\\"10.9.9.9\\\"}\"",
        "\" {\\\"user\\\":\\\"bob\\\"}\"", "-1.5e3", "200", "\"403\"", "\"Zo\u00eb\"", "{}", "[]", "\"acme-01\"",
        "[1,2]", "[\"a\",\"b@example.com\"]"};

    std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_random); }
    template <std::size_t Count>
    const char* pick(const char* const (&list)[Count])
    {
        return list[below(Count)];
    }
    void member(std::string& out, const std::string& key, int depth)
    {
        out += '"' + key + (below(50) == 0 ? "\" : " : "\":");
        const std::size_t kind = below(depth > 2 ? 8 : m_calm ? 9 : 12);
        if (kind < 8) {
            out += m_calm && below(50) != 0 ? values[below(33)] : pick(values);
        } else if (kind < 10) {
            object(out, key, depth);
        } else {
            out += '[';
            for (std::size_t i = below(3); i > 0; --i) {
                object(out, key, depth);
                out += i > 1 ? "," : "";
            }
            out += ']';
        }
        out += below(50) == 0 ? " ," : ",";
        if (out[out.size() - 2] == ' ')
            out.erase(out.size() - 2, 1);
    }
    void object(std::string& out, const std::string& key, int depth)
    {
        out += '{';
        const std::size_t count = below(4);
        for (std::size_t i = 0; i < count; ++i)
            member(out, keys[(key.size() * 7 + i * 5 + below(m_calm ? 1 : 2)) % std::size(keys)], depth + 1);
        if (count > 0)
            out.pop_back();
        out += '}';
    }

    std::mt19937 m_random;
    bool m_calm;
    std::vector<std::string> m_keys;
};

std::string written(const MappedEvent& event)
{
    std::string out = std::to_string(event.part) + '|' + (event.time ? formatTimestamp(*event.time) : "no time");
    for (const std::string_view text : event.text)
        out.append(1, '|').append(text);
    return out;
}

std::vector<std::string> map(RecordMapper& mapper, std::string_view raw)
{
    std::vector<std::string> events;
    const Status status = mapper.map(raw, [&](const MappedEvent& event) { events.push_back(written(event)); });
    if (!status)
        events.push_back("refused: " + status.error().message);
    return events;
}

/// Message, id and details of all records of a block together, and of each by a mapper that remembers nothing.
void compareTexts(
    const MappingPlan& plan, RecordMapper& together, std::string_view block, const std::vector<BlockSpan>& spans)
{
    std::vector<RecordTexts> records;
    for (const BlockSpan& span : spans)
        records.push_back({block.substr(span.offset, span.length), 0, "left over", "left over", "left over"});
    for (const bool details : {false, true}) {
        std::deque<std::string> made;
        together.decodeTextsOf(block, records, details, made);
        for (const RecordTexts& record : records) {
            const QString got = QString::fromStdString(std::string(record.message) + '|' + std::string(record.id));
            const QString expected = texts(*plan.mapper(), record.raw);
            if (got != expected)
                qWarning("%.*s", static_cast<int>(record.raw.size()), record.raw.data());
            QCOMPARE(got, expected);
            if (details)
                QCOMPARE(QString::fromStdString(std::string(record.details)),
                    QString::fromStdString(plan.mapper()->decode(record.raw, 0).detailsJson));
        }
    }
}

} // namespace

class TestGenericFast : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysThatAreIdsAreForgotten();
    void csvGivesWhatRecordsGive_data();
    void csvGivesWhatRecordsGive();
    void blocksGiveWhatRecordsGive_data();
    void blocksGiveWhatRecordsGive();
};

void TestGenericFast::blocksGiveWhatRecordsGive_data()
{
    QTest::addColumn<bool>("profiles");
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 150; ++seed)
        QTest::addRow("%s profiles, log %u", seed % 5 == 0 ? "with" : "without", seed) << (seed % 5 == 0) << seed;
}

void TestGenericFast::blocksGiveWhatRecordsGive()
{
    QFETCH(bool, profiles);
    QFETCH(unsigned, seed);
    static const auto all = readTreeKnowledge();
    static const auto none = std::make_shared<const Knowledge>();
    Log log(seed, seed % 2 == 0);
    const auto plan = planJson(profiles ? all.knowledge : none, {});
    const auto together = plan->mapper();
    for (int blocks = 0; blocks < 4; ++blocks) {
        std::string block;
        std::vector<BlockSpan> spans;
        for (int i = 0; i < 60; ++i) {
            const std::string record = log.record();
            if (record.empty())
                continue;
            spans.push_back({block.size(), record.size()});
            block += record + '\n';
        }
        together->begin(block, spans);
        for (const BlockSpan& span : spans) {
            const auto raw = std::string_view(block).substr(span.offset, span.length);
            const auto alone = plan->mapper(); // remembers nothing
            const auto expected = map(*alone, raw), got = map(*together, raw);
            if (got != expected)
                qWarning("%.*s", static_cast<int>(raw.size()), raw.data());
            QCOMPARE(got.size(), expected.size());
            for (std::size_t i = 0; i < got.size(); ++i)
                QCOMPARE(QString::fromStdString(got[i]), QString::fromStdString(expected[i]));
            // What was decoded from the same record says the same.
            if (expected.front().starts_with("0|")) {
                const Event event = together->decode(raw, 0);
                MappedEvent decoded;
                decoded.time = event.time;
                for (std::size_t i = 0; i < codedColumnCount; ++i)
                    decoded.text[i] = event[codedColumns[i]];
                QCOMPARE(QString::fromStdString(written(decoded)), QString::fromStdString(expected.front()));
                QCOMPARE(texts(*together, raw), texts(*plan->mapper(), raw));
            }
        }
        together->begin({}, {});
        compareTexts(*plan, *together, block, spans);
    }
}

void TestGenericFast::keysThatAreIdsAreForgotten()
{
    constexpr std::size_t records = 60000, most = 20010; // paths that may be remembered
    const PathTrie trie = [] {
        PathTrie made;
        made.compile();
        return made;
    }();
    RecordView view(trie);
    GenericScorer scorer;
    GenericFast fast(scorer);
    std::string block;
    std::vector<BlockSpan> spans;
    for (std::size_t i = 0; i < records; ++i) {
        const std::string record =
            R"({"time":"2026-01-02T03:04:05Z","action":"a.b","ip":"10.1.2.3","outcome":"success","client":"web","by":{"k)"
            + std::to_string(i) + R"(":1}})";
        spans.push_back({block.size(), record.size()});
        block += record + '\n';
    }
    RecordWindow window;
    window.begin(block, spans);
    std::size_t read = 0;
    for (const BlockSpan& span : spans) {
        MappedEvent event;
        read += fast.read(view, window, std::string_view(block).substr(span.offset, span.length), event) ? 1 : 0;
        QVERIFY(scorer.paths().size() < most);
    }
    QVERIFY(read > records / 2); // the short way was gone
}

void TestGenericFast::csvGivesWhatRecordsGive_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 60; ++seed)
        QTest::addRow("table %u", seed) << seed;
}

void TestGenericFast::csvGivesWhatRecordsGive()
{
    QFETCH(unsigned, seed);
    Log log(seed, seed % 2 == 0);
    const auto plan = planCsv(std::make_shared<const Knowledge>(), log.dialect(), {});
    const auto together = plan->mapper();
    for (int i = 0; i < 100; ++i) {
        const std::string raw = log.csvRecord();
        const auto alone = plan->mapper(); // the first record of a source goes the long way
        const auto expected = map(*alone, raw), got = map(*together, raw);
        QCOMPARE(got.size(), std::size_t{1});
        if (got != expected)
            qWarning("%s", raw.c_str());
        QCOMPARE(QString::fromStdString(got.front()), QString::fromStdString(expected.front()));
        QCOMPARE(texts(*together, raw), texts(*plan->mapper(), raw));
    }
}

QTEST_GUILESS_MAIN(TestGenericFast)
#include "test_genericfast.moc"
