// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/catalog.h"

#include "event/text.h"

#include <array>
#include <utility>

namespace auditorium {
namespace {

constexpr std::array<std::string_view, 4> statusNames = {"active", "deprecated", "upcoming", "frequent"};

std::string actionKey(std::string_view product, std::string_view action)
{
    std::string key = asciiLower(product);
    key.reserve(key.size() + 1 + action.size());
    key.push_back('\0');
    key += asciiLower(action);
    return key;
}

} // namespace

std::string_view statusName(EventStatus status) { return statusNames[static_cast<std::size_t>(status)]; }

Catalog::Catalog(std::vector<CatalogProduct> products)
    : m_products(std::move(products))
{
    // The pointers stay good: m_products never changes again and the catalog is neither copied nor moved.
    for (const CatalogProduct& product : m_products)
        for (const EventType& type : product.types)
            m_byAction[actionKey(product.key, type.action)].push_back(&type);
}

const CatalogProduct* Catalog::product(std::string_view key) const
{
    for (const CatalogProduct& product : m_products)
        if (equalsIgnoreAsciiCase(product.key, key))
            return &product;
    return nullptr;
}

const EventType* Catalog::find(std::string_view product, std::string_view action, std::string_view category) const
{
    const auto found = m_byAction.find(actionKey(product, action));
    if (found == m_byAction.end())
        return nullptr;
    if (!category.empty())
        for (const EventType* type : found->second)
            if (equalsIgnoreAsciiCase(type->category, category))
                return type;
    // A record may word its category otherwise than the catalog does: the action alone still tells the type.
    return found->second.front();
}

} // namespace auditorium
