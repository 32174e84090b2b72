// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "randomquery.h"

#include "ingest/addedwords.h"
#include "ingest/reader.h"
#include "query/evaluate.h"
#include "store/eventstore.h"

#include <QtTest>

#include <filesystem>

using namespace auditorium;

/// What the search passes over without decoding, over records as readers really give them: every piece of a field or a
/// message that is looked for is found in exactly the events that the obvious evaluation finds it in.
class TestSearchReal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void samples();
    void realExports();
    void badFiles();

private:
    void searchBelow(const std::filesystem::path& folder, std::uint64_t seed);
    void searchFile(const std::filesystem::path& file, Random& random);
    QString shared() const
    {
        return qEnvironmentVariable("AUDITORIUM_SHARED", QStringLiteral(AUDITORIUM_SOURCE_DIR "/../shared"));
    }

    std::shared_ptr<const Knowledge> m_knowledge;
    MessageKnowledge m_messages;
    int m_files = 0;
};

void TestSearchReal::initTestCase()
{
    const auto content = [](const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    };
    const auto filesOf = [](const char* folder) {
        return QDir(QStringLiteral(AUDITORIUM_SOURCE_DIR "/resources/") + QLatin1String(folder))
            .entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    };
    auto knowledge = std::make_shared<Knowledge>();
    std::vector<CatalogProduct> products;
    for (const QFileInfo& info : filesOf("catalogs"))
        if (auto product = parseCatalog(content(info.filePath())))
            products.push_back(std::move(product.value()));
    for (const QFileInfo& info : filesOf("profiles"))
        if (auto profile = parseProfile(content(info.filePath())))
            knowledge->profiles.push_back(std::move(profile.value()));
    knowledge->catalog = std::make_shared<Catalog>(std::move(products));
    m_knowledge = knowledge;
    const auto mayAddTo = [this](Column column) {
        return [this, column](std::string_view product, std::string_view folded) {
            return mayAddWords(*m_knowledge, column, product, folded);
        };
    };
    m_messages = {m_knowledge->catalog, mayAddTo(Column::Message), mayAddTo(Column::Id)};
    QVERIFY(!m_knowledge->profiles.empty());
}

namespace {

/// A term that asks for a piece of some event: of a field there, of the field itself, of the message or of the id.
Query pieceOf(const Event& event, Random& random)
{
    const auto cut = [&](const std::string& text) {
        const auto start = random.below(static_cast<std::uint32_t>(text.size()));
        return random.chance(30) ? text.substr(0, 200) : text.substr(start, 1 + random.below(12));
    };
    QueryNode term;
    term.kind = random.chance(50) ? QueryNode::Kind::Text : QueryNode::Kind::Match;
    term.column.column = random.chance(60) ? Column::Raw : random.chance(50) ? Column::Message : Column::Id;
    std::string text = event[term.column.column == Column::Id ? Column::Id : Column::Message];
    if (!event.details.empty() && random.chance(75)) {
        const Field& field = event.details[random.below(static_cast<std::uint32_t>(event.details.size()))];
        text = field.value;
        if (term.kind == QueryNode::Kind::Match)
            term.column = {Column::Details, field.path};
        if (term.kind == QueryNode::Kind::Match && random.chance(20))
            term.kind = QueryNode::Kind::Equals;
    }
    if (text.empty())
        return {};
    term.values.push_back({term.kind == QueryNode::Kind::Equals ? text : cut(text), true});
    return {std::make_shared<const QueryNode>(std::move(term))};
}

} // namespace

void TestSearchReal::searchFile(const std::filesystem::path& file, Random& random)
{
    EventStore store;
    readFile(file.string(), file.filename().string(), m_knowledge, store, {});
    const auto snapshot = store.snapshot();
    std::vector<Event> events;
    for (Row row = 0; row < std::min<Row>(snapshot->size(), 80); ++row) {
        auto event = snapshot->event(row);
        QVERIFY2(event.ok(), event.ok() ? "" : event.error().message.c_str());
        events.push_back(std::move(event.value()));
    }
    if (events.empty())
        return;
    ++m_files;
    for (int round = 0; round < 30; ++round) {
        const Query query = pieceOf(random.of(events), random);
        const auto set = evaluate(query, *snapshot, {});
        QVERIFY2(set.ok(), set.ok() ? "" : set.error().message.c_str());
        // What is known of messages and ids spares work and changes nothing.
        const auto told = evaluate(query, *snapshot, {}, {}, &m_messages);
        QVERIFY2(told.ok(), told.ok() ? "" : told.error().message.c_str());
        for (Row row = 0; row < events.size(); ++row) {
            const bool expected = *matches(query, events[row], {});
            QVERIFY2(expected == set->contains(*snapshot, row) && expected == told->contains(*snapshot, row),
                (file.string() + " row " + std::to_string(row) + ": " + printQuery(query)).c_str());
        }
    }
}

void TestSearchReal::searchBelow(const std::filesystem::path& folder, std::uint64_t seed)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.file_size() < 200'000)
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    Random random(seed);
    for (const auto& file : files) {
        searchFile(file, random);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestSearchReal::samples()
{
    const std::filesystem::path folder = AUDITORIUM_SOURCE_DIR "/resources/samples";
    QVERIFY(std::filesystem::exists(folder));
    searchBelow(folder, 1);
    QVERIFY(m_files > 0);
}

void TestSearchReal::realExports()
{
    const std::filesystem::path folder = (shared() + QStringLiteral("/data/real")).toStdString();
    if (!std::filesystem::exists(folder))
        QSKIP("the real exports are not there (AUDITORIUM_SHARED)");
    m_files = 0;
    searchBelow(folder, 2);
    QVERIFY(m_files > 50);
}

void TestSearchReal::badFiles()
{
    const std::filesystem::path folder = (shared() + QStringLiteral("/data/bad")).toStdString();
    if (!std::filesystem::exists(folder))
        QSKIP("the bad files are not there (AUDITORIUM_SHARED)");
    m_files = 0;
    searchBelow(folder, 3);
    QVERIFY(m_files > 50);
}

QTEST_APPLESS_MAIN(TestSearchReal)
#include "test_searchreal.moc"
