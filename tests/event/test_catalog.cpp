// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/catalog.h"

#include "tests/event/shareddata.h"

#include <QTest>

using namespace auditorium;

namespace {

EventType type(const char* category, const char* action)
{
    EventType made;
    made.category = category;
    made.action = action;
    return made;
}

std::vector<CatalogProduct> products()
{
    std::vector<CatalogProduct> made(2);
    made[0].key = "alpha";
    made[0].types = {type("Users", "user.login"), type("Teams", "Item Created"), type("Apps", "Item Created")};
    made[1].key = "beta";
    made[1].types = {type("Other", "user.login")};
    return made;
}

} // namespace

class TestCatalog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statusNames();
    void finds();
    void empty();
};

void TestCatalog::statusNames()
{
    QCOMPARE(statusName(EventStatus::Active), std::string_view("active"));
    QCOMPARE(statusName(EventStatus::Deprecated), std::string_view("deprecated"));
    QCOMPARE(statusName(EventStatus::Upcoming), std::string_view("upcoming"));
    QCOMPARE(statusName(EventStatus::Frequent), std::string_view("frequent"));
}

void TestCatalog::finds()
{
    const Catalog catalog(products());
    const auto category = [](const EventType* found) { return found ? bytes(found->category) : QByteArray("-"); };
    QCOMPARE(category(catalog.find("alpha", "user.login")), QByteArray("Users"));
    QCOMPARE(category(catalog.find("beta", "user.login")), QByteArray("Other"));
    QCOMPARE(category(catalog.find("ALPHA", "USER.Login")), QByteArray("Users"));
    QCOMPARE(category(catalog.find("alpha", "item created")), QByteArray("Teams")); // the first
    QCOMPARE(category(catalog.find("alpha", "Item Created", "apps")), QByteArray("Apps"));
    QCOMPARE(category(catalog.find("alpha", "Item Created", "Elsewhere")), QByteArray("Teams"));
    QCOMPARE(category(catalog.find("alpha", "user.logout")), QByteArray("-"));
    QCOMPARE(category(catalog.find("gamma", "user.login")), QByteArray("-"));
    QCOMPARE(category(catalog.find("", "")), QByteArray("-"));
    // The NUL between product and action cannot be made by either.
    QCOMPARE(category(catalog.find(std::string_view("alpha\0user", 10), "login")), QByteArray("-"));
    QCOMPARE(category(catalog.find("alphauser", ".login")), QByteArray("-"));
    QVERIFY(catalog.find("alpha", "user.login") == &catalog.products()[0].types[0]);
    QVERIFY(catalog.product("Beta") == &catalog.products()[1]);
    QVERIFY(!catalog.product("bet"));
}

void TestCatalog::empty()
{
    const Catalog catalog;
    QVERIFY(catalog.products().empty());
    QVERIFY(!catalog.find("alpha", "user.login"));
    QVERIFY(!catalog.product("alpha"));
}

QTEST_APPLESS_MAIN(TestCatalog)
#include "test_catalog.moc"
