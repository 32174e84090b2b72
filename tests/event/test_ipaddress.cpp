// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/ipaddress.h"

#include "tests/event/shareddata.h"

#include <QHostAddress>
#include <QTest>

#include <random>

using namespace auditorium;

namespace {

IpAddress anyAddress(std::mt19937_64& random)
{
    IpAddress address;
    for (auto& byte : address.bytes) // many zeros, so that there are runs to shorten
        byte = random() % 3 ? 0 : static_cast<std::uint8_t>(random());
    if (random() % 4 == 0)
        address.bytes = {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, std::uint8_t(random()), std::uint8_t(random()), 0, 1};
    return address;
}

bool bitAt(const IpAddress& address, int bit)
{
    return address.bytes[static_cast<std::size_t>(bit / 8)] >> (7 - bit % 8) & 1;
}

} // namespace

class TestIpAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void networks_data();
    void networks();
    void privateOnes_data();
    void privateOnes();
    void normalises_data();
    void normalises();
    void containsAgreesWithBits();
    void printedIsReadBack();
    void mutations();
};

void TestIpAddress::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected"); // "-": no address
    const char* const rows[][2] = {{"0.0.0.0", "0.0.0.0"}, {"255.255.255.255", "255.255.255.255"},
        {"192.0.2.1", "192.0.2.1"}, {"::", "::"}, {"::1", "::1"}, {"1::", "1::"}, {"2001:db8::1", "2001:db8::1"},
        {"2001:0DB8:0:0:0:0:0:1", "2001:db8::1"}, {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
        {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"}, {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
        {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"}, {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
        {"::ffff:192.0.2.1", "192.0.2.1"}, {"::FFFF:c000:201", "192.0.2.1"},
        {"64:ff9b::192.0.2.1", "64:ff9b::c000:201"}, {"1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201"},
        {"fe80::1%eth0", "fe80::1"}, {"fe80::1%25eth0", "fe80::1"}, {"", "-"}, {".", "-"}, {":", "-"}, {":::", "-"},
        {"1.2.3", "-"}, {"1.2.3.4.5", "-"}, {"1.2.3.256", "-"}, {"01.2.3.4", "-"}, {"1.2.3.00", "-"}, {"1.2.3.", "-"},
        {".1.2.3", "-"}, {"1..2.3", "-"}, {"1.2.3.4 ", "-"}, {" 1.2.3.4", "-"}, {"1.2.3.4:80", "-"},
        {"1.2.3.4%eth0", "-"}, {"0x7f.0.0.1", "-"}, {"2130706433", "-"}, {"1.2.3.-4", "-"}, {"[::1]", "-"},
        {"::1%", "-"}, {"1:2:3:4:5:6:7", "-"}, {"1:2:3:4:5:6:7:8:9", "-"}, {"1:2:3:4:5:6:7:8::", "-"}, {"1::2::3", "-"},
        {"12345::", "-"}, {"g::", "-"}, {"1:", "-"}, {":1", "-"}, {"1:2:3:4:5:6:7:", "-"}, {"::1.2.3", "-"},
        {"1.2.3.4::", "-"}, {"::1.2.3.4:5", "-"}, {"1:2:3:4:5:6:7:1.2.3.4", "-"}, {"::ffff:01.2.3.4", "-"},
        {"null", "-"}, {"a:b", "-"}};
    for (const auto& row : rows)
        QTest::newRow(row[0]) << QByteArray(row[0]) << QByteArray(row[1]);
}

void TestIpAddress::reads()
{
    QFETCH(QByteArray, text);
    const auto address = parseIpAddress(view(text));
    QTEST(address ? bytes(formatIpAddress(*address)) : QByteArray("-"), "expected");
}

void TestIpAddress::networks_data()
{
    QTest::addColumn<QByteArray>("network");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<int>("expected"); // -1: no network
    const auto row = [](const char* network, const char* address, int expected) {
        QTest::addRow("%s %s", network, address) << QByteArray(network) << QByteArray(address) << expected;
    };
    row("10.0.0.0/8", "10.255.255.255", 1);
    row("10.0.0.0/8", "11.0.0.0", 0);
    row("10.1.2.3/8", "10.0.0.0", 1);
    row("10.0.0.128/25", "10.0.0.127", 0);
    row("0.0.0.0/0", "255.0.0.1", 1);
    row("0.0.0.0/0", "2001:db8::", 0);
    row("192.0.2.1", "192.0.2.1", 1);
    row("192.0.2.1", "192.0.2.2", 0);
    row("192.0.2.1/32", "::ffff:192.0.2.1", 1);
    row("2001:db8::/32", "2001:db8:ffff::", 1);
    row("2001:db8::/32", "2001:db9::", 0);
    row("2001:db8::1/128", "2001:db8::1", 1);
    row("fe80::/10", "febf::1", 1);
    row("fe80::/10", "fec0::1", 0);
    for (const char* wrong : {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08",
             "10.0.0.0/8/8", "10.0.0.0/8 ", "10.0.0/8", "::/129", "::/ 1", "10.0.0.0/255.0.0.0", "10.*"})
        row(wrong, "10.0.0.0", -1);
}

void TestIpAddress::networks()
{
    QFETCH(QByteArray, network);
    QFETCH(QByteArray, address);
    const auto read = parseIpNetwork(view(network));
    QTEST(read ? int(contains(*read, parseIpAddress(view(address)).value())) : -1, "expected");
}

void TestIpAddress::privateOnes_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("expected");
    for (const char* inside : {"10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0",
             "192.168.255.255", "127.0.0.1", "169.254.169.254", "100.64.0.0", "100.127.255.255", "0.0.0.0", "::", "::1",
             "fc00::1", "fdff::1", "fe80::1", "febf::1", "::ffff:10.1.2.3"})
        QTest::newRow(inside) << QByteArray(inside) << true;
    for (const char* outside : {"9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
             "192.169.0.0", "128.0.0.1", "169.253.0.0", "100.63.255.255", "100.128.0.0", "8.8.8.8", "1.0.0.0", "::2",
             "2001:db8::1", "fbff::1", "fe00::1", "fec0::1", "2a00::1"})
        QTest::newRow(outside) << QByteArray(outside) << false;
}

void TestIpAddress::privateOnes()
{
    QFETCH(QByteArray, address);
    QTEST(isPrivate(parseIpAddress(view(address)).value()), "expected");
}

void TestIpAddress::normalises_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const char* const rows[][2] = {{"192.0.2.1", "192.0.2.1"}, {" 192.0.2.1\t", "192.0.2.1"},
        {"192.0.2.1:443", "192.0.2.1"}, {"[2001:db8::1]:443", "2001:db8::1"}, {"[2001:db8::1]", "2001:db8::1"},
        {"[192.0.2.1]:80", "192.0.2.1"}, {"::ffff:192.0.2.1", "192.0.2.1"}, {"[::ffff:192.0.2.1]:80", "192.0.2.1"},
        {"2001:DB8:0:0::1", "2001:db8::1"}, {"fe80::1%eth0", "fe80::1"}, {"192.0.2.1, 198.51.100.2", "192.0.2.1"},
        {"unknown, 198.51.100.2:1", "198.51.100.2"}, {"2001:db8::1,192.0.2.1", "2001:db8::1"},
        {",192.0.2.1", "192.0.2.1"}, {"", ""}, {" ", ""}, {"null", "null"}, {" <not found> ", "<not found>"},
        {"10.0.0.256", "10.0.0.256"}, {"010.0.0.1", "010.0.0.1"}, {"192.0.2.1:65536", "192.0.2.1:65536"},
        {"192.0.2.1:", "192.0.2.1:"}, {"192.0.2.1:http", "192.0.2.1:http"}, {"192.0.2.1:+80", "192.0.2.1:+80"},
        {"[::1", "[::1"}, {"[::1]x", "[::1]x"}, {"host.example:80", "host.example:80"}, {"a, b", "a, b"},
        {"AWS Internal", "AWS Internal"}, {"s3.amazonaws.com", "s3.amazonaws.com"}};
    for (const auto& row : rows)
        QTest::newRow(row[0]) << QByteArray(row[0]) << QByteArray(row[1]);
}

void TestIpAddress::normalises()
{
    QFETCH(QByteArray, text);
    const std::string once = normaliseIp(view(text));
    QTEST(bytes(once), "expected");
    QCOMPARE(normaliseIp(once), once);
}

void TestIpAddress::containsAgreesWithBits()
{
    std::mt19937_64 random(4);
    int inside = 0;
    for (int i = 0; i < 100'000; ++i) {
        const IpNetwork network{anyAddress(random), static_cast<int>(random() % 129)};
        IpAddress address = i % 2 ? anyAddress(random) : network.address;
        if (i % 2 == 0) // one bit changed: inside or outside by its place alone
            address.bytes[random() % 16] ^= static_cast<std::uint8_t>(1u << random() % 8);
        bool expected = true;
        for (int bit = 0; bit < network.prefix; ++bit)
            expected = expected && bitAt(network.address, bit) == bitAt(address, bit);
        QCOMPARE(contains(network, address), expected);
        inside += expected;
    }
    QVERIFY(inside > 10'000);
}

/// Against Qt's reader, and to the same bytes again.
void TestIpAddress::printedIsReadBack()
{
    std::mt19937_64 random(5);
    for (int i = 0; i < 50'000; ++i) {
        const IpAddress address = anyAddress(random);
        const std::string text = formatIpAddress(address);
        QVERIFY2(parseIpAddress(text) == address, text.c_str());
        QCOMPARE(normaliseIp(text), text);
        const QHostAddress other(QString::fromStdString(text));
        QCOMPARE(other.protocol() == QHostAddress::IPv4Protocol, address.isV4());
        if (address.isV4())
            QCOMPARE(other.toIPv4Address(),
                quint32(address.bytes[12]) << 24 | quint32(address.bytes[13]) << 16 | quint32(address.bytes[14]) << 8
                    | address.bytes[15]);
        else
            QVERIFY(std::memcmp(&other.toIPv6Address()[0], address.bytes.data(), 16) == 0);
    }
}

void TestIpAddress::mutations()
{
    std::mt19937_64 random(6);
    const std::string letters = "0123456789abcdefABF:.%/[], \xff";
    for (int i = 0; i < 200'000; ++i) {
        std::string text = formatIpAddress(anyAddress(random));
        for (auto edits = random() % 4; edits > 0; --edits)
            text.insert(random() % (text.size() + 1), 1, letters[random() % letters.size()]);
        if (const auto address = parseIpAddress(text))
            QVERIFY2(parseIpAddress(formatIpAddress(*address)) == address, text.c_str());
        const std::string once = normaliseIp(text);
        QVERIFY2(normaliseIp(once) == once, text.c_str());
        if (const auto network = parseIpNetwork(text))
            QVERIFY2(
                network->prefix >= 0 && network->prefix <= 128 && contains(*network, network->address), text.c_str());
    }
}

QTEST_APPLESS_MAIN(TestIpAddress)
#include "test_ipaddress.moc"
