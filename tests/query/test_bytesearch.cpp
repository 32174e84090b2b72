// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "randomquery.h"

#include "query/bytesearch.h"

#include "event/text.h"

#include <QtTest>

#include <memory>

using namespace auditorium;
using Case = ByteSearch::Case;
using Unit = ByteSearch::Unit;

/// The search that looks at many places at once against one place after the other, with every unit there is.
class TestByteSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void random_data();
    void random();
    void everyPlace_data() { random_data(); }
    void everyPlace();
    void exact_data() { random_data(); }
    void exact();
};

namespace {

std::size_t naive(const std::string& needle, Case sensitivity, std::string_view bytes, std::size_t from)
{
    for (std::size_t at = from; at + needle.size() <= bytes.size(); ++at) {
        const std::string_view place = bytes.substr(at, needle.size());
        const std::size_t fixed = needle.size() - 1;
        if (sensitivity == Case::Folded      ? asciiLower(place) == needle
                : sensitivity == Case::Exact ? place == needle
                                             : place.substr(0, fixed) == std::string_view(needle).substr(0, fixed)
                    && place[fixed] >= '2' && place[fixed] <= '7')
            return at;
    }
    return std::string_view::npos;
}

} // namespace

void TestByteSearch::random_data()
{
    QTest::addColumn<int>("unit");
    QTest::newRow("portable") << static_cast<int>(Unit::Portable);
    QTest::newRow("avx2") << static_cast<int>(Unit::Avx2);
    QTest::newRow("best") << static_cast<int>(Unit::Best);
}

void TestByteSearch::random()
{
    QFETCH(int, unit);
    if (!ByteSearch::has(static_cast<Unit>(unit)))
        QSKIP("this processor has no such unit");
    Random random(11);
    const std::string letters = "abAB27\\u\xc5\xbf\"";
    const auto text = [&](std::uint32_t size) {
        std::string out;
        for (std::uint32_t i = 0; i < size; ++i)
            out += letters[random.below(static_cast<std::uint32_t>(letters.size()))];
        return out;
    };
    int found = 0;
    for (int round = 0; round < 4000; ++round) {
        const auto sensitivity = static_cast<Case>(random.below(3));
        std::string needle = text((sensitivity == Case::Escape ? 2 : 1) + random.below(4));
        if (sensitivity == Case::Folded)
            needle = asciiLower(needle);
        const std::string bytes = text(random.below(700));
        const std::size_t from = random.below(100);
        const ByteSearch search(needle, sensitivity, static_cast<Unit>(unit));
        const std::size_t place = search.find(bytes, from);
        QCOMPARE(place, naive(needle, sensitivity, bytes, from));
        found += place != std::string_view::npos;
    }
    QVERIFY(found > 500 && found < 3500);
}

void TestByteSearch::everyPlace()
{
    QFETCH(int, unit);
    if (!ByteSearch::has(static_cast<Unit>(unit)))
        QSKIP("this processor has no such unit");
    for (const std::string needle : {"needle", "no", "x", "a needle of more bytes than thirty-two"})
        for (std::size_t size = needle.size(); size < 330; size += size < 70 ? 1 : 37)
            for (std::size_t at = 0; at + needle.size() <= size; ++at) {
                std::string bytes(size, '.');
                bytes.replace(at, needle.size(), needle);
                bytes[at] = static_cast<char>(bytes[at] & ~0x20); // a capital
                const ByteSearch search(needle, Case::Folded, static_cast<Unit>(unit));
                QCOMPARE(search.find(bytes, 0), at);
                QCOMPARE(search.find(bytes, at), at);
                QCOMPARE(search.find(bytes, at + 1), std::string_view::npos);
            }
}

/// Against std::string_view::find, with bytes that end where the memory does.
void TestByteSearch::exact()
{
    QFETCH(int, unit);
    if (!ByteSearch::has(static_cast<Unit>(unit)))
        QSKIP("this processor has no such unit");
    Random random(11);
    const std::vector<std::string> letters = {"ab", "a", "abcdefgh ", std::string("\0\xff\x80", 3)};
    int found = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string& alphabet = random.of(letters);
        const auto text = [&](std::uint32_t size) {
            std::string out;
            while (out.size() < size)
                out += alphabet[random.below(static_cast<std::uint32_t>(alphabet.size()))];
            return out;
        };
        std::string needle = text(1 + random.below(random.chance(10) ? 90 : 5));
        std::string content = text(random.below(300));
        if (random.chance(50) && content.size() > needle.size())
            content.replace(
                random.below(static_cast<std::uint32_t>(content.size() - needle.size() + 1)), needle.size(), needle);
        const std::unique_ptr<char[]> exact(new char[content.size() + 1]);
        std::copy(content.begin(), content.end(), exact.get());
        const std::string_view bytes(exact.get(), content.size());
        const std::size_t from = random.below(static_cast<std::uint32_t>(content.size()) + 2);
        const std::size_t right = bytes.find(needle, from);
        found += right != std::string_view::npos;
        QCOMPARE(ByteSearch(needle, Case::Exact, static_cast<Unit>(unit)).find(bytes, from), right);
    }
    QVERIFY(found > 2000);
}

QTEST_APPLESS_MAIN(TestByteSearch)
#include "test_bytesearch.moc"
