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

/// How many of the codes can occur in a column of a segment, above its base.
std::uint64_t ProductCounts::spread(const PackedColumn& codes, std::uint64_t all)
{
    return codes.width() == 0 ? 1 : std::min<std::uint64_t>(all - codes.base(), codes.width() == 1 ? 256 : all);
}

void ProductCounts::add(const Segment& segment, const RowLister::List& rows)
{
    const PackedColumn& products = segment.codes(productColumn);
    const PackedColumn& categories = segment.codes(categoryColumn);
    if (!rows.count)
        return;
    const std::uint64_t across = spread(categories, m_categories), pairs = spread(products, m_products) * across;
    if (pairs == 1) {
        slot(products.base(), categories.base()) += rows.count;
    } else if (pairs <= 256 && products.width() <= 1 && categories.width() <= 1
        && (rows.count > segment.size() / 32 || products.width() == 0 || categories.width() == 0)) {
        std::array<std::uint32_t, 256> counts{};
        countByteRows(pairsOf(products, categories, across, segment.size()), rows, segment.size(), pairs, counts.data());
        for (std::uint64_t pair = 0; pair < pairs; ++pair)
            if (counts[pair])
                slot(products.base() + pair / across, categories.base() + pair % across) += counts[pair];
    } else {
        rows.forEach([&](std::uint32_t row) { ++slot(products[row], categories[row]); });
    }
}

/// Product and category of each row as one number of a byte.
const std::uint8_t* ProductCounts::pairsOf(
    const PackedColumn& products, const PackedColumn& categories, std::uint64_t across, std::size_t size)
{
    if (products.width() == 0)
        return categories.bytes();
    if (categories.width() == 0)
        return products.bytes();
    m_pairs.resize(std::max(m_pairs.size(), size));
    const std::uint8_t *const high = products.bytes(), *const low = categories.bytes();
    std::uint8_t* const out = m_pairs.data();
    const auto factor = static_cast<std::uint8_t>(across);
    for (std::size_t i = 0; i < size; ++i)
        out[i] = static_cast<std::uint8_t>(high[i] * factor + low[i]);
    return out;
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
