// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/vectorwidth.h"
#include "store/bits.h"
#include "store/bytecount.h"
#include "store/codecount.h"

#include <QtTest>

#include <random>

using namespace auditorium;

/// What goes over many rows at once, against a loop over them; with and without the processor's wide instructions.
class TestCounts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bitsAreListed();
    void bytesAreCounted();
    void rowsAreCounted();

private:
    std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(m_random() % limit); }
    /// One in `share` set, all for 1.
    std::vector<std::uint64_t> bits(std::size_t size, std::uint32_t share)
    {
        std::vector<std::uint64_t> out((size + 63) / 64, 0);
        for (std::size_t i = 0; i < size; ++i)
            if (below(share) == 0)
                out[i / 64] |= std::uint64_t{1} << (i % 64);
        return out;
    }
    std::mt19937 m_random{3};
};

void TestCounts::bitsAreListed()
{
    for (int round = 0; round < 400; ++round) {
        const std::size_t size = round % 40 ? 1 + below(2000) : 65536;
        const auto words = bits(size, 1 + below(round % 2 ? 3 : 200));
        std::vector<std::uint16_t> expected;
        for (std::size_t i = 0; i < size; ++i)
            if (words[i / 64] >> (i % 64) & 1)
                expected.push_back(static_cast<std::uint16_t>(i));
        // Whatever was expected, the answer is the same.
        for (const std::size_t guess : {expected.size(), std::size_t{0}, size}) {
            std::vector<std::uint16_t> found(expected.size() + 8);
            QCOMPARE(listBits(words.data(), words.size(), guess, found.data()), expected.size());
            found.resize(expected.size());
            QCOMPARE(found, expected);
        }
    }
}

void TestCounts::bytesAreCounted()
{
    for (int round = 0; round < 600; ++round) {
        const std::size_t size = round % 30 ? 1 + below(1000) : 40'000 + below(25'537);
        const std::size_t codes = 1 + below(round % 4 ? mostCountedBytes : 16);
        std::vector<std::uint8_t> values(size);
        for (std::uint8_t& value : values)
            value = static_cast<std::uint8_t>(round % 7 ? below(static_cast<std::uint32_t>(codes)) : codes - 1); // one counter gets all of them
        const auto set = bits(size, 1 + below(round % 3 ? 4 : 100));
        const std::size_t begin = round % 2 ? below(static_cast<std::uint32_t>(size)) : 0;
        const std::size_t end = round % 5 ? begin + below(static_cast<std::uint32_t>(size - begin + 1)) : size;
        for (const std::uint64_t* const chosen : {set.data(), static_cast<const std::uint64_t*>(nullptr)}) {
            std::vector<std::uint32_t> expected(codes, 5);
            for (std::size_t i = begin; i < end; ++i)
                expected[values[i]] += !chosen || (chosen[i / 64] >> (i % 64) & 1);
            for (const VectorWidth width : {VectorWidth::Plain, VectorWidth::Avx2, VectorWidth::Avx512}) {
                limitVectorWidth(width);
                std::vector<std::uint32_t> found(codes, 5);
                countBytes(values.data(), chosen, begin, end, codes, found.data());
                QCOMPARE(found, expected);
                if (codes > ByteKinds().size())
                    continue;
                ByteKinds kinds{};
                for (std::uint8_t& kind : kinds)
                    kind = static_cast<std::uint8_t>(below(5));
                std::vector<std::uint32_t> byKind(5, 0), foundKinds(5, 0);
                for (std::size_t code = 0; code < codes; ++code)
                    byKind[kinds[code]] += expected[code] - 5;
                countKinds(values.data(), kinds, chosen, begin, end, 5, foundKinds.data());
                QCOMPARE(foundKinds, byKind);
            }
        }
    }
}

void TestCounts::rowsAreCounted()
{
    RowLister lister;
    for (int round = 0; round < 400; ++round) {
        const std::uint32_t size = round % 10 ? 1 + below(3000) : 65536, codes = 1 + below(256);
        std::vector<std::uint8_t> values(size);
        for (std::uint8_t& value : values)
            value = static_cast<std::uint8_t>(below(codes));
        const std::uint32_t begin = below(size), end = begin + below(size - begin + 1);
        const RowSet::Part part = round % 4 ? bitsPart(bits(size, 1 + below(20))) : rangePart(begin, end);
        std::vector<std::uint32_t> expected(codes, 0), listed(codes, 0);
        RowSet::forEach(part, [&](std::uint32_t row) { ++expected[values[row]]; });
        for (const VectorWidth width : {VectorWidth::Plain, VectorWidth::Avx2, VectorWidth::Avx512}) {
            limitVectorWidth(width);
            const RowLister::List list = lister.list(part);
            std::vector<std::uint32_t> found(codes, 0);
            countByteRows(values.data(), list, size, codes, found.data());
            QCOMPARE(found, expected);
        }
        lister.list(part).forEach([&](std::uint32_t row) { ++listed[values[row]]; });
        QCOMPARE(listed, expected);
    }
}

QTEST_APPLESS_MAIN(TestCounts)
#include "test_counts.moc"
