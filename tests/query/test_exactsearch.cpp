// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "randomquery.h"

#include "query/exactsearch.h"

#include <QtTest>

#include <memory>

using namespace auditorium;

/// Every kernel against std::string_view::find, with bytes that end where the memory does.
class TestExactSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void differential()
    {
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
                content.replace(random.below(static_cast<std::uint32_t>(content.size() - needle.size() + 1)), needle.size(), needle);
            const std::unique_ptr<char[]> exact(new char[content.size() + 1]);
            std::copy(content.begin(), content.end(), exact.get());
            const std::string_view bytes(exact.get(), content.size());
            const std::size_t from = random.below(static_cast<std::uint32_t>(content.size()) + 2);
            const std::size_t right = bytes.find(needle, from);
            found += right != std::string_view::npos;
            for (const auto kernel : {ExactSearch::Kernel::Best, ExactSearch::Kernel::Sse2, ExactSearch::Kernel::Portable})
                QCOMPARE(ExactSearch(needle, kernel).find(bytes, from), right);
        }
        QVERIFY(found > 2000);
    }
};

QTEST_APPLESS_MAIN(TestExactSearch)
#include "test_exactsearch.moc"
