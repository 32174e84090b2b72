// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// The catalogs of the tree against the pages they were made from, and the reader against catalogs with faults.
#include "event/catalog.h"
#include "ingest/mapping.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <map>

using namespace auditorium;

namespace {

constexpr qsizetype runLength = 8;

QString utf8(const std::string& text) { return QString::fromStdString(text); }

QString content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList words(const QString& text)
{
    static const QRegularExpression separator(
        QStringLiteral("[^\\w']+"), QRegularExpression::UseUnicodePropertiesOption);
    return text.toLower().split(separator, Qt::SkipEmptyParts);
}

/// Every run of eight words of a text.
QSet<QString> runs(const QString& text)
{
    const QStringList all = words(text);
    QSet<QString> found;
    for (qsizetype i = 0; i + runLength <= all.size(); ++i)
        found.insert(all.mid(i, runLength).join(QLatin1Char(' ')));
    return found;
}

QString sharedFolder()
{
    const QString named = qEnvironmentVariable("AUDITORIUM_SHARED");
    return named.isEmpty() ? QStringLiteral(AUDITORIUM_SOURCE_DIR "/../shared") : named;
}

/// The name of the only file in the seeds that begins so; its text.
QString seed(const QString& number)
{
    const QDir folder(sharedFolder() + QStringLiteral("/seeds"));
    const QStringList names = folder.entryList({number + QStringLiteral("_*.txt")}, QDir::Files);
    return names.size() == 1 ? content(folder.filePath(names.front())) : QString();
}

/// A catalog with one type; what is replaced makes the fault.
std::string small(const char* remove = "", const char* put = "")
{
    QString text = QStringLiteral(R"({"product": "p", "name": "P", "categories": ["C"],
        "fields": [{"name": "when"}, {"name": "tenant", "aliases": ["tenant_id"]}],
        "types": [{"category": "C", "action": "a", "title": "A", "status": "active", "description": "Done.",
                   "fields": [{"name": "tenant_id"}]}]})");
    if (*remove)
        text.replace(QString::fromUtf8(remove), QString::fromUtf8(put));
    return text.toStdString();
}

} // namespace

class TestCatalogFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void counts();
    void categories();
    void everyTypeIsWhole();
    void statuses();
    void outcomes();
    void fieldsDoNotOverlap();
    void oneKosmosKeepsItsSpellings();
    void codesStandInTheSeeds_data();
    void codesStandInTheSeeds();
    void seedsCodesStandInTheCatalogs();
    void descriptionsAreOurOwn();
    void readsSmall();
    void namesThePlaceOfAFault_data();
    void namesThePlaceOfAFault();

private:
    const EventType& type(const char* product, const char* action) const
    {
        static const EventType none;
        const EventType* found = m_catalog->find(product, action);
        return found ? *found : none;
    }
    std::unique_ptr<const Catalog> m_catalog;
};

void TestCatalogFiles::initTestCase()
{
    const QDir folder(QStringLiteral(AUDITORIUM_SOURCE_DIR "/resources/catalogs"));
    std::vector<CatalogProduct> products;
    for (const QString& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        auto product = parseCatalog(content(folder.filePath(name)).toStdString());
        QVERIFY2(product.ok(), product.ok() ? "" : (name.toStdString() + ": " + product.error().message).c_str());
        QCOMPARE(utf8(product->key) + QStringLiteral(".json"), name);
        products.push_back(std::move(product).value());
    }
    m_catalog = std::make_unique<const Catalog>(std::move(products));
}

void TestCatalogFiles::counts()
{
    const std::map<std::string, std::size_t> wanted = {
        {"bik", 22}, {"blink", 48}, {"blinkops", 83}, {"blissfully", 42}, {"onekosmos", 35}};
    std::map<std::string, std::size_t> found;
    std::size_t total = 0;
    for (const CatalogProduct& product : m_catalog->products()) {
        found[product.key] = product.types.size();
        total += product.types.size();
    }
    QVERIFY(found == wanted);
    QCOMPARE(total, std::size_t{230});
}

void TestCatalogFiles::categories()
{
    const std::map<std::string, std::size_t> wanted = {
        {"bik", 0}, {"blink", 10}, {"blinkops", 14}, {"blissfully", 4}, {"onekosmos", 7}};
    for (const CatalogProduct& product : m_catalog->products()) {
        QCOMPARE(product.categories.size(), wanted.at(product.key));
        QSet<QString> listed, used;
        for (const std::string& category : product.categories)
            listed.insert(utf8(category));
        for (const EventType& type : product.types)
            if (!type.category.empty())
                used.insert(utf8(type.category));
        QCOMPARE(used, listed);
    }
    // One action in several areas is one entry for each.
    QCOMPARE(utf8(m_catalog->find("blinkops", "Field created", "Tables")->category), QStringLiteral("Tables"));
    QCOMPARE(utf8(m_catalog->find("blinkops", "Field created", "Case related tables")->category),
        QStringLiteral("Case related tables"));
    QVERIFY(m_catalog->find("blinkops", "User role changed", "Workspace management")->description
        != m_catalog->find("blinkops", "User role changed", "Tenant user management")->description);
}

void TestCatalogFiles::everyTypeIsWhole()
{
    for (const CatalogProduct& product : m_catalog->products())
        for (const EventType& type : product.types) {
            const QString description = utf8(type.description);
            QVERIFY2(description.size() > 10 && description.endsWith(QLatin1Char('.'))
                    && description == description.trimmed(),
                type.action.c_str());
            QVERIFY2(!type.title.empty() && !utf8(type.title).contains(QLatin1Char('_')), type.action.c_str());
            QVERIFY2(!type.fields.empty(), type.action.c_str());
            QCOMPARE(type.product, product.key);
        }
}

void TestCatalogFiles::statuses()
{
    QMap<QString, QStringList> found;
    for (const CatalogProduct& product : m_catalog->products())
        for (const EventType& type : product.types)
            if (type.status != EventStatus::Active)
                found[QString::fromUtf8(statusName(type.status))] << utf8(type.action);
    QCOMPARE(found.value(QStringLiteral("deprecated")),
        QStringList({QStringLiteral("USER_CONNECTION_UPDATED"), QStringLiteral("USER_CONNECTION_HIDDEN")}));
    QCOMPARE(found.value(QStringLiteral("upcoming")).size(), 3);
    QCOMPARE(found.value(QStringLiteral("frequent")), QStringList(QStringLiteral("CONVERSATION_UPDATED")));
    for (const char* code : {"USER_CONNECTION_UPDATED", "USER_CONNECTION_HIDDEN"}) {
        const QString advice = utf8(type("blink", code).advice);
        QVERIFY2(
            advice.contains(QStringLiteral("screenshot")) && advice.contains(QStringLiteral("support@joinblink.com")),
            code);
    }
}

void TestCatalogFiles::outcomes()
{
    const std::map<std::string, std::string> wanted = {{"E_ACCOUNT_LOCKED", "failure"}, {"E_LOGIN_FAILED", "failure"},
        {"E_LOGIN_SUCCEEDED", "success"}, {"E_OTP_LOCKED", "failure"}, {"E_PWDRESET_FAILED", "failure"},
        {"E_PWDRESET_SUCCEEDED", "success"}, {"E_SP_REDIRECT_SUCCEEDED", "success"}, {"USER_REGISTERED", "success"},
        {"User logged in", "success"}};
    std::map<std::string, std::string> found;
    for (const CatalogProduct& product : m_catalog->products())
        for (const EventType& type : product.types)
            if (!type.outcome.empty())
                found[type.action] = type.outcome;
    QVERIFY(found == wanted);
}

void TestCatalogFiles::fieldsDoNotOverlap()
{
    for (const CatalogProduct& product : m_catalog->products())
        for (const EventType& type : product.types) {
            QSet<QString> spellings;
            for (const CatalogField& field : type.fields) {
                std::vector<std::string> all = field.aliases;
                all.push_back(field.name);
                for (const std::string& word : all) {
                    QVERIFY2(!spellings.contains(utf8(word)), (type.action + ": " + word).c_str());
                    spellings.insert(utf8(word));
                }
            }
        }
}

void TestCatalogFiles::oneKosmosKeepsItsSpellings()
{
    const auto aliases = [this](const char* action, const std::string& name) {
        for (const CatalogField& field : type("onekosmos", action).fields)
            if (field.name == name) {
                QStringList list;
                for (const std::string& alias : field.aliases)
                    list << utf8(alias);
                return list.join(QLatin1Char(' '));
            }
        return QStringLiteral("(no such field)");
    };
    QCOMPARE(aliases("E_ACCOUNT_LOCKED", "tenant_id"), QStringLiteral("tenantid"));
    QCOMPARE(aliases("E_DIRECTORY_ADDED", "tenantid"), QStringLiteral("tenant_id"));
    QCOMPARE(aliases("E_USER_CONSENT", "communityid"), QStringLiteral("community_id"));
    QCOMPARE(aliases("E_AUTHPOLICY_CHECKED", "eventName"), QStringLiteral("event_name"));
    QCOMPARE(aliases("E_AUTHPOLICY_CHECKED", "ip"),
        QStringLiteral("client_ip_address caller_ip ip_address connection_ip_address"));
    QCOMPARE(aliases("E_DIRECTORY_REMOVED", "connection_useragent"), QStringLiteral("caller_user_agent user_agent"));
    // Both addresses stand in this event, so neither is another spelling of the other.
    QCOMPARE(
        aliases("E_SP_REDIRECT_SUCCEEDED", "client_ip_address"), QStringLiteral("ip_address ip connection_ip_address"));
    QCOMPARE(aliases("E_DIRECTORY_ADVANCED_CONFIGURATION_MODIFIED", "new_password_polcy"),
        QStringLiteral("new_password_policy"));
    QCOMPARE(aliases("E_ROLE_CHANGED", "Event category"), QStringLiteral("type"));
    // What every event has belongs to a type that does not name it itself.
    QCOMPARE(aliases("E_LOGIN_FAILED", "Tenant details"), QStringLiteral("tenant_id tenantid tenant_name tenant_dns"));
    QCOMPARE(aliases("E_ACCOUNT_LOCKED", "Tenant details"), QStringLiteral("(no such field)"));
}

void TestCatalogFiles::codesStandInTheSeeds_data()
{
    QTest::addColumn<QString>("number");
    QTest::newRow("blink") << QStringLiteral("000");
    QTest::newRow("blinkops") << QStringLiteral("001");
    QTest::newRow("blissfully") << QStringLiteral("002");
    QTest::newRow("bik") << QStringLiteral("003");
    QTest::newRow("onekosmos") << QStringLiteral("004");
}

void TestCatalogFiles::codesStandInTheSeeds()
{
    QFETCH(QString, number);
    const QString page = seed(number);
    if (page.isEmpty())
        QSKIP("../shared/seeds is not there");
    const CatalogProduct* product = m_catalog->product(QTest::currentDataTag());
    QVERIFY(product);
    for (const EventType& type : product->types)
        QVERIFY2(page.contains(utf8(type.action)), type.action.c_str());
    // A field that is spelt like an identifier stands on the page too.
    static const QRegularExpression identifier(QStringLiteral("^[a-z]+(_[a-z]+)+$"));
    for (const EventType& type : product->types)
        for (const CatalogField& field : type.fields)
            if (identifier.match(utf8(field.name)).hasMatch())
                QVERIFY2(page.contains(utf8(field.name)), field.name.c_str());
}

/// The other way round: read off the pages by their own layout.
void TestCatalogFiles::seedsCodesStandInTheCatalogs()
{
    if (seed(QStringLiteral("000")).isEmpty())
        QSKIP("../shared/seeds is not there");
    const auto check = [this](const char* product, const QStringList& codes, qsizetype count) {
        QCOMPARE(QSet<QString>(codes.begin(), codes.end()).size(), count);
        for (const QString& code : codes)
            QVERIFY2(m_catalog->find(product, code.toStdString()), qPrintable(code));
    };
    const auto all = [](const QString& page, const char* pattern) {
        QStringList found;
        auto matches =
            QRegularExpression(QString::fromUtf8(pattern), QRegularExpression::MultilineOption).globalMatch(page);
        while (matches.hasNext())
            found << matches.next().captured(1).trimmed();
        return found;
    };
    check("blink", all(seed(QStringLiteral("000")), "\\b([A-Z]+(?:_[A-Z]+)+)\\b"), 48);
    check("onekosmos", all(seed(QStringLiteral("004")), "\\b(E(?:_[A-Z]+)+)\\b"), 35);
    QStringList events = all(seed(QStringLiteral("001")), "^([^|\\n]+)\\|[^|\\n]+\\|$");
    events.removeIf(
        [](const QString& event) { return event == QLatin1String("Event") || event == QLatin1String("---"); });
    QCOMPARE(events.size(), 83);
    check("blinkops", events, 78);
    const QString activities = seed(QStringLiteral("003"))
                                   .section(QStringLiteral("recorded in the audit logs:\n"), 1)
                                   .section(QStringLiteral("\nFAQs"), 0, 0);
    check("bik", activities.split(QLatin1Char('\n'), Qt::SkipEmptyParts), 22);
    QString list = seed(QStringLiteral("002"))
                       .section(QStringLiteral("captured in our audit logs:\n"), 1)
                       .section(QStringLiteral("\n\n"), 0, 0);
    // Two commas are missing in the last line of that list.
    list.replace(QStringLiteral(" Device Property"), QStringLiteral(", Device Property"))
        .replace(QStringLiteral(" Device Status"), QStringLiteral(", Device Status"));
    QStringList names;
    for (const QString& name : list.split(QRegularExpression(QStringLiteral("[,\\n]+")), Qt::SkipEmptyParts))
        if (!name.trimmed().isEmpty())
            names << name.trimmed();
    QCOMPARE(names.size(), 43); // one of them is named twice
    check("blissfully", names, 42);
}

void TestCatalogFiles::descriptionsAreOurOwn()
{
    QSet<QString> theirs;
    for (const char* number : {"000", "001", "002", "003", "004"})
        theirs.unite(runs(seed(QString::fromUtf8(number))));
    if (theirs.isEmpty())
        QSKIP("../shared/seeds is not there");
    for (const CatalogProduct& product : m_catalog->products())
        for (const EventType& type : product.types)
            for (const QString& run : runs(utf8(type.description + " " + type.advice)))
                QVERIFY2(!theirs.contains(run), qPrintable(utf8(type.action) + QStringLiteral(": ") + run));
}

void TestCatalogFiles::readsSmall()
{
    const auto product = parseCatalog(small());
    QVERIFY(product.ok());
    QCOMPARE(product->key, std::string("p"));
    QCOMPARE(product->types.size(), std::size_t{1});
    const EventType& type = product->types.front();
    QCOMPARE(type.product, std::string("p"));
    // The type's own tenant_id stands for the common "tenant"; "when" is added.
    QCOMPARE(type.fields.size(), std::size_t{2});
    QCOMPARE(type.fields[0].name, std::string("tenant_id"));
    QCOMPARE(type.fields[1].name, std::string("when"));
}

void TestCatalogFiles::namesThePlaceOfAFault_data()
{
    QTest::addColumn<QByteArray>("remove");
    QTest::addColumn<QByteArray>("put");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const char* remove, const char* put, const char* message) {
        QTest::newRow(name) << QByteArray(remove) << QByteArray(put) << QString::fromUtf8(message);
    };
    row("not JSON", "}]}]}", "", "The catalog: is not JSON");
    row("unknown key at the top", "\"name\": \"P\"", "\"nam\": \"P\"", "The catalog: unknown key \"nam\"");
    row("unknown key in a type", "\"title\"", "\"Title\"", "/types/0: unknown key \"Title\"");
    row("unknown key in a field", "{\"name\": \"tenant_id\"}", "{\"name\": \"x\", \"alias\": []}",
        "/types/0/fields/0: unknown key \"alias\"");
    row("a number for a text", "\"action\": \"a\"", "\"action\": 1", "/types/0: \"action\" must be a text");
    row("a text for a list", "[\"C\"]", "\"C\"", "The catalog: \"categories\" must be a list of texts");
    row("a text for an object", "{\"name\": \"when\"}", "\"when\"", "/fields/0: must be an object");
    row("a list of numbers", "[\"tenant_id\"]", "[1]", "/fields/1: \"aliases\" must be a list of texts");
    row("no title", "\"title\": \"A\",", "", "/types/0: \"title\" is missing");
    row("no description", "Done.", "", "/types/0: an event type needs");
    row("no status", "\"status\": \"active\",", "", "/types/0: \"status\" is missing");
    row("unknown status", "\"active\"", "\"old\"", "/types/0: unknown status \"old\"");
    row("unknown outcome", "\"description\"", "\"outcome\": \"maybe\", \"description\"",
        "/types/0: unknown outcome \"maybe\"");
    row("unknown category", "\"category\": \"C\"", "\"category\": \"D\"", "/types/0: the category \"D\" is not among");
    row("nameless field", "\"name\": \"when\"", "\"name\": \"\"", "/fields/0: a field needs a name");
    row("no key", "\"product\": \"p\"", "\"product\": \"\"", "The catalog: a product needs a key");
    row("a type twice", "\"types\": [",
        "\"types\": [{\"category\": \"C\", \"action\": \"a\", \"title\": \"A\", \"status\": \"active\", "
        "\"description\": \"Too.\"},",
        "/types/1: the event type \"a\" stands in its category twice");
}

void TestCatalogFiles::namesThePlaceOfAFault()
{
    QFETCH(QByteArray, remove);
    QFETCH(QByteArray, put);
    QFETCH(QString, message);
    const std::string json = small(remove.constData(), put.constData());
    QVERIFY(json != small());
    const auto product = parseCatalog(json);
    QVERIFY(!product.ok());
    QCOMPARE(product.error().code, std::string("catalog"));
    QVERIFY2(utf8(product.error().message).startsWith(message), product.error().message.c_str());
}

QTEST_APPLESS_MAIN(TestCatalogFiles)
#include "test_catalogfiles.moc"
