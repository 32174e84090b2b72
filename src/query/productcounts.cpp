// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/productcounts.h"

#include "store/parallel.h"

#include <algorithm>
#include <array>
#include <memory>

namespace auditorium {
namespace {

constexpr std::uint64_t maxTable = 1 << 21;
constexpr int productColumn = codedIndex(Column::Product), categoryColumn = codedIndex(Column::Category);

} // namespace

ProductCounts::ProductCounts(const Snapshot& snapshot)
    : m_products(snapshot.codeCount(productColumn))
    , m_categories(snapshot.codeCount(categoryColumn))
{
    if (m_products * m_categories <= maxTable)
        m_table.resize(m_products * m_categories);
}

void ProductCounts::add(const Segment& segment, const RowLister::List& rows)
{
    const PackedColumn& products = segment.codes(productColumn);
    const PackedColumn& categories = segment.codes(categoryColumn);
    if (products.width() == 0 && categories.width() == 0 && rows.count) {
        slot(products.base(), categories.base()) += rows.count;
    } else if (products.width() == 0 && categories.width() == 1) {
        // Counted several ways at once: neighbours often have the same category.
        std::array<std::array<std::uint32_t, 256>, 4> counts{};
        const std::uint8_t* const values = categories.bytes();
        std::uint32_t i = 0;
        rows.forEach([&](std::uint32_t row) { ++counts[i++ % 4][values[row]]; });
        for (std::size_t value = 0; value < 256; ++value)
            if (const std::uint32_t count = counts[0][value] + counts[1][value] + counts[2][value] + counts[3][value])
                slot(products.base(), categories.base() + value) += count;
    } else {
        rows.forEach([&](std::uint32_t row) { ++slot(products[row], categories[row]); });
    }
}

void ProductCounts::add(const ProductCounts& other)
{
    other.forEach([this](std::uint64_t product, std::uint64_t category, std::uint64_t count) { slot(product, category) += count; });
}

void ProductCounts::subtract(const ProductCounts& other)
{
    other.forEach([this](std::uint64_t product, std::uint64_t category, std::uint64_t count) { slot(product, category) -= count; });
}

std::uint64_t ProductCounts::of(std::uint64_t product, std::uint64_t category) const
{
    const std::uint64_t index = product * m_categories + category;
    if (!m_table.empty())
        return m_table[index];
    const auto found = m_seldom.find(index);
    return found == m_seldom.end() ? 0 : found->second;
}

Result<ProductCounts> countProducts(const Snapshot& snapshot, const RowSet& rows, const CancelToken& cancel)
{
    std::vector<std::unique_ptr<ProductCounts>> workers(workerCount());
    const Status status = forEachPart(snapshot, rows, false, isWorthThreads(rows.size()), cancel,
        [&](std::size_t worker, const Segment& segment, const RowLister::List& list) {
            if (!workers[worker])
                workers[worker] = std::make_unique<ProductCounts>(snapshot);
            workers[worker]->add(segment, list);
        });
    if (!status)
        return status.error();
    ProductCounts out(snapshot);
    for (const auto& worker : workers)
        if (worker)
            out.add(*worker);
    return out;
}

std::vector<ProductFacet> productFacet(const Snapshot& snapshot, const RowSet& rows)
{
    // Without a token nothing stops it.
    return productFacet(snapshot, countProducts(snapshot, rows, {}).value(),
        countProducts(snapshot, RowSet::all(snapshot), {}).value());
}

std::vector<ProductFacet> productFacet(const Snapshot& snapshot, const ProductCounts& counts, const ProductCounts& totals)
{
    std::unordered_map<std::uint64_t, std::size_t> places;
    std::vector<ProductFacet> out;
    totals.forEach([&](std::uint64_t product, std::uint64_t category, std::uint64_t total) {
        const auto [place, isNew] = places.try_emplace(product, out.size());
        if (isNew)
            out.emplace_back().product =
                snapshot.codeText(codedIndex(Column::Product), static_cast<std::uint32_t>(product));
        ProductFacet& entry = out[place->second];
        const std::uint64_t count = counts.of(product, category);
        entry.categories.push_back(
            {std::string(snapshot.codeText(codedIndex(Column::Category), static_cast<std::uint32_t>(category))), count,
                total});
        entry.count += count;
        entry.total += total;
    });
    const auto byCount = [](std::uint64_t countA, const std::string& a, std::uint64_t countB, const std::string& b) {
        return countA != countB ? countA > countB : a < b;
    };
    for (ProductFacet& entry : out)
        std::sort(entry.categories.begin(), entry.categories.end(),
            [&](const FacetValue& a, const FacetValue& b) { return byCount(a.count, a.value, b.count, b.value); });
    std::sort(out.begin(), out.end(),
        [&](const ProductFacet& a, const ProductFacet& b) { return byCount(a.count, a.product, b.count, b.product); });
    return out;
}

} // namespace auditorium
