// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// What the tests of the mapping share: small profiles for a made-up product, and a mapped record as comparable text.
#pragma once

#include "event/catalog.h"
#include "ingest/mapping.h"

#include <QByteArray>

#include <memory>
#include <string>
#include <vector>

namespace auditorium {

inline ProfilePtr profileOf(const std::string& json)
{
    auto profile = parseProfile(json);
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    return *profile;
}

inline std::shared_ptr<const Knowledge> knowing(const std::vector<std::string>& profiles)
{
    auto knowledge = std::make_shared<Knowledge>();
    for (const std::string& json : profiles)
        knowledge->profiles.push_back(profileOf(json));
    CatalogProduct product{"door", "Door", {"Access", "Other"}, {}};
    product.types.push_back(
        {"door", "Access", "door.open", "Door opened", EventStatus::Active, "A door was opened.", {}, "success", {}});
    product.types.push_back(
        {"door", "Other", "door.jam", "Door jammed", EventStatus::Active, "A door does not move.", {}, {}, {}});
    std::vector<CatalogProduct> products;
    products.push_back(std::move(product));
    knowledge->catalog = std::make_shared<const Catalog>(std::move(products));
    return knowledge;
}

/// A profile "p" with one rule for one column.
inline std::string withRule(const std::string& column, const std::string& rule, const std::string& more = {})
{
    return R"({"id":"p","product":"door",)" + more + R"("detect":{"all":["/k"]},"columns":{")" + column + "\":" + rule
        + "}}";
}

inline std::vector<std::string> mapped(RecordMapper& mapper, std::string_view raw)
{
    std::vector<std::string> lines;
    const Status status = mapper.map(raw, [&](const MappedEvent& event) {
        std::string line =
            std::to_string(event.part) + "|" + (event.time ? formatTimestamp(*event.time) : std::string());
        for (std::size_t i = 0; i < codedColumnCount; ++i)
            line += "|" + std::string(event.text[i]);
        lines.push_back(line);
    });
    if (!status)
        lines.push_back("error: " + status.error().code);
    return lines;
}

inline QByteArray bytes(const std::string& text) { return QByteArray::fromStdString(text); }

inline const char* const exploding =
    R"({"id":"boxes","product":"door","detect":{"all":["/head","/boxes"]},"explode":"/boxes","parse":["/boxes/text"],
    "lists":[{"at":"/boxes/list","name":"n","value":["v","w"]}],
    "columns":{"time":"/head/time","action":"/boxes/name","actor":"/head/who","target":["/boxes/list/what","/boxes/text/deep/0"],"id":"/boxes/id"}})";

} // namespace auditorium
