// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// A worker's dictionary beside a map: whatever the processor offers, equal texts have one code and others another.
#include "event/vectorwidth.h"
#include "event/batch.h"

#include <QTest>

#include <map>
#include <random>
#include <string>

using namespace auditorium;

class TestDictionary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalTextsHaveOneCode_data();
    void equalTextsHaveOneCode();
};

void TestDictionary::equalTextsHaveOneCode_data()
{
    QTest::addColumn<bool>("wide");
    QTest::addColumn<unsigned>("seed");
    for (const bool wide : {false, true})
        for (unsigned seed = 1; seed <= 8; ++seed)
            QTest::addRow("%s %u", wide ? "wide" : "plain", seed) << wide << seed;
}

void TestDictionary::equalTextsHaveOneCode()
{
    QFETCH(bool, wide);
    QFETCH(unsigned, seed);
    if (wide && mostVectorWidth() != VectorWidth::Avx512)
        QSKIP("this processor has no AVX-512 as Ice Lake and Zen 4 have it: the wide way is not there to be tested");
    std::mt19937 random(seed);
    const auto below = [&](std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random); };
    // Texts of every size around 64 and 128, many of which differ in one byte or in their length alone. Each ends where its memory ends.
    std::vector<std::unique_ptr<char[]>> memory;
    std::vector<std::string_view> texts;
    for (int i = 0; i < 20'000; ++i) {
        std::string text(below(seed % 2 ? 20 : 140), seed % 3 ? 'a' : '\0');
        for (std::size_t changes = below(3); changes > 0 && !text.empty(); --changes)
            text[below(text.size())] = static_cast<char>('a' + below(seed % 4 ? 2 : 200));
        auto& bytes = memory.emplace_back(new char[text.size()]);
        text.copy(bytes.get(), text.size());
        texts.emplace_back(bytes.get(), text.size());
    }
    LocalDictionary dictionary(wide ? VectorWidth::Avx512 : VectorWidth::Plain);
    std::map<std::string_view, std::uint32_t> expected{{"", 0}};
    std::vector<std::uint32_t> codes;
    for (std::size_t at = 0; at < texts.size();) {
        const std::size_t count = std::min(1 + below(100), texts.size() - at);
        if (below(4) == 0)
            codes.push_back(dictionary.intern(texts[at++]));
        else
            dictionary.internAll({texts.data() + at, count}, codes), at += count;
    }
    QCOMPARE(codes.size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto found = expected.emplace(texts[i], codes[i]).first;
        QCOMPARE(codes[i], found->second);
        QVERIFY(dictionary.texts()[codes[i]] == texts[i]);
    }
    QCOMPARE(dictionary.texts().size(), expected.size());
}

QTEST_GUILESS_MAIN(TestDictionary)
#include "test_dictionary.moc"
