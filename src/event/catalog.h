// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace auditorium {

enum class EventStatus : std::uint8_t { Active, Deprecated, Upcoming, Frequent };
std::string_view statusName(EventStatus status); ///< "active", "deprecated", "upcoming", "frequent"

/// A detail field documented for an event type, with the other spellings the product uses for it.
struct CatalogField {
    std::string name;
    std::vector<std::string> aliases;
    std::string description;
};

/// One event type of one product.
struct EventType {
    std::string product;
    std::string category;
    std::string action; ///< the product's own code or words, verbatim
    std::string title;
    EventStatus status = EventStatus::Active;
    std::string description;
    std::string advice; ///< what to do when it is seen; may be empty
    std::string outcome; ///< "success" or "failure" where the type itself says it, else empty
    std::vector<CatalogField> fields;
};

struct CatalogProduct {
    std::string key;  ///< "blink"
    std::string name; ///< "Blink"
    std::vector<std::string> categories; ///< in the product's own order
    std::vector<EventType> types;
};

/// Every event type of every product Auditorium knows. Immutable once built; shared across threads.
class Catalog {
public:
    Catalog() = default;
    explicit Catalog(std::vector<CatalogProduct> products);
    Catalog(const Catalog&) = delete;
    Catalog& operator=(const Catalog&) = delete;

    const std::vector<CatalogProduct>& products() const { return m_products; }
    const CatalogProduct* product(std::string_view key) const;
    /// The type of that product and action; matched without regard to ASCII case. An action that stands in several
    /// categories is found by its category if that is given; else the first. Null if not known.
    const EventType* find(std::string_view product, std::string_view action, std::string_view category = {}) const;

private:
    std::vector<CatalogProduct> m_products;
    std::unordered_map<std::string, std::vector<const EventType*>> m_byAction; ///< key: product, NUL, lower-case action
};

} // namespace auditorium
