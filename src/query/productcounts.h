// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/evaluate.h"
#include "store/codecount.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace auditorium {

/// Rows by product and category: in a table while that is of a sensible size, for products and categories are few.
class ProductCounts {
public:
    explicit ProductCounts(const Snapshot& snapshot);
    void add(const Segment& segment, const RowLister::List& rows);
    void add(const ProductCounts& other);
    /// Takes away what was counted of other rows.
    void subtract(const ProductCounts& other);
    std::uint64_t of(std::uint64_t product, std::uint64_t category) const;

    /// Calls f(product, category, count) for each pair that was met.
    template <class F>
    void forEach(F&& f) const
    {
        for (std::uint64_t i = 0; i < m_table.size(); ++i)
            if (m_table[i])
                f(i / m_categories, i % m_categories, m_table[i]);
        for (const auto& [index, count] : m_seldom)
            f(index / m_categories, index % m_categories, count);
    }

private:
    static std::uint64_t spread(const PackedColumn& codes, std::uint64_t all);
    const std::uint8_t* pairsOf(const PackedColumn& products, const PackedColumn& categories, std::uint64_t across, std::size_t size);
    std::uint64_t& slot(std::uint64_t product, std::uint64_t category)
    {
        const std::uint64_t index = product * m_categories + category;
        return m_table.empty() ? m_seldom[index] : m_table[index];
    }

    std::uint64_t m_products, m_categories;
    std::vector<std::uint64_t> m_table;
    std::unordered_map<std::uint64_t, std::uint64_t> m_seldom;
    std::vector<std::uint8_t> m_pairs; ///< of a segment's rows
};

/// All rows of the snapshot, or those of a set. Error: "cancelled".
Result<ProductCounts> countProducts(const Snapshot& snapshot, const RowSet& rows, const CancelToken& cancel);
/// The tree, from the counts of a set and of all rows.
std::vector<ProductFacet> productFacet(const Snapshot& snapshot, const ProductCounts& counts, const ProductCounts& totals);

} // namespace auditorium
