// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/mapping.h"

#include <simdjson.h>

#include <algorithm>
#include <set>
#include <utility>

namespace auditorium {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

/// A fault at a place in the file: a JSON Pointer, empty for the whole.
Error fault(const std::string& place, const std::string& message)
{
    return {"catalog", (place.empty() ? std::string("The catalog") : place) + ": " + message};
}

/// An object whose keys must all be known; each read says whether it fits.
class Members {
public:
    Members(object value, std::string place)
        : m_object(value)
        , m_place(std::move(place))
    {
    }

    Status onlyKnown(std::initializer_list<std::string_view> known) const
    {
        for (const auto member : m_object)
            if (std::find(known.begin(), known.end(), member.key) == known.end())
                return fault(m_place, "unknown key \"" + std::string(member.key) + "\"");
        return success();
    }
    Status text(std::string_view key, std::string& out, bool required) const
    {
        element value;
        if (m_object[key].get(value))
            return required ? Status(fault(m_place, "\"" + std::string(key) + "\" is missing")) : success();
        std::string_view view;
        if (value.get(view))
            return fault(m_place, "\"" + std::string(key) + "\" must be a text");
        out = view;
        return success();
    }
    Status texts(std::string_view key, std::vector<std::string>& out) const
    {
        element value;
        if (m_object[key].get(value))
            return success();
        simdjson::dom::array array;
        if (value.get(array))
            return fault(m_place, "\"" + std::string(key) + "\" must be a list of texts");
        for (const element item : array) {
            std::string_view view;
            if (item.get(view))
                return fault(m_place, "\"" + std::string(key) + "\" must be a list of texts");
            out.emplace_back(view);
        }
        return success();
    }
    /// Calls read(object, place) for each object of a list.
    template <class Read>
    Status objects(std::string_view key, bool required, Read&& read) const
    {
        element value;
        if (m_object[key].get(value))
            return required ? Status(fault(m_place, "\"" + std::string(key) + "\" is missing")) : success();
        simdjson::dom::array array;
        if (value.get(array))
            return fault(m_place, "\"" + std::string(key) + "\" must be a list of objects");
        std::size_t index = 0;
        for (const element item : array) {
            const std::string place = m_place + "/" + std::string(key) + "/" + std::to_string(index++);
            object member;
            if (item.get(member))
                return fault(place, "must be an object");
            if (Status status = read(member, place); !status)
                return status;
        }
        return success();
    }

private:
    object m_object;
    std::string m_place;
};

/// The first that fails of several steps, else success.
Status all(std::initializer_list<Status> steps)
{
    for (const Status& step : steps)
        if (!step)
            return step;
    return success();
}

Status readField(object value, const std::string& place, CatalogField& field)
{
    const Members members(value, place);
    if (Status read =
            all({members.onlyKnown({"name", "aliases", "description"}), members.text("name", field.name, true),
                members.texts("aliases", field.aliases), members.text("description", field.description, false)});
        !read)
        return read;
    return field.name.empty() ? Status(fault(place, "a field needs a name")) : success();
}

Status readFields(const Members& members, std::vector<CatalogField>& fields)
{
    return members.objects("fields", false, [&](object value, const std::string& place) {
        fields.emplace_back();
        return readField(value, place, fields.back());
    });
}

/// Whether two fields share a spelling.
bool sameField(const CatalogField& a, const CatalogField& b)
{
    const auto spelt = [](const CatalogField& field, const std::string& word) {
        return field.name == word || std::find(field.aliases.begin(), field.aliases.end(), word) != field.aliases.end();
    };
    return spelt(b, a.name)
        || std::any_of(a.aliases.begin(), a.aliases.end(), [&](const std::string& alias) { return spelt(b, alias); });
}

/// What every event of the product carries also belongs to a type, unless the type names it itself.
void addCommonFields(const std::vector<CatalogField>& common, std::vector<CatalogField>& fields)
{
    const std::size_t own = fields.size();
    for (const CatalogField& field : common)
        if (std::none_of(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(own),
                [&](const CatalogField& other) { return sameField(field, other); }))
            fields.push_back(field);
}

Status readStatus(const std::string& text, const std::string& place, EventStatus& status)
{
    for (const EventStatus known :
        {EventStatus::Active, EventStatus::Deprecated, EventStatus::Upcoming, EventStatus::Frequent})
        if (text == statusName(known)) {
            status = known;
            return success();
        }
    return fault(place, "unknown status \"" + text + "\"");
}

Status readType(object value, const std::string& place, EventType& type)
{
    const Members members(value, place);
    std::string status;
    const Status read =
        all({members.onlyKnown({"category", "action", "title", "status", "description", "advice", "outcome", "fields"}),
            members.text("category", type.category, true), members.text("action", type.action, true),
            members.text("title", type.title, true), members.text("status", status, true),
            members.text("description", type.description, true), members.text("advice", type.advice, false),
            members.text("outcome", type.outcome, false), readFields(members, type.fields)});
    if (!read)
        return read;
    if (type.action.empty() || type.title.empty() || type.description.empty())
        return fault(place, "an event type needs an action, a title and a description");
    if (!type.outcome.empty() && type.outcome != "success" && type.outcome != "failure")
        return fault(place, "unknown outcome \"" + type.outcome + "\"");
    return readStatus(status, place, type.status);
}

/// What no single type can see: categories that are not listed, an event type that stands there twice.
Status checkTypes(const CatalogProduct& product)
{
    std::set<std::pair<std::string_view, std::string_view>> seen;
    std::size_t index = 0;
    for (const EventType& type : product.types) {
        const std::string place = "/types/" + std::to_string(index++);
        if (!type.category.empty()
            && std::find(product.categories.begin(), product.categories.end(), type.category)
                == product.categories.end())
            return fault(place, "the category \"" + type.category + "\" is not among the categories");
        if (!seen.emplace(type.category, type.action).second)
            return fault(place, "the event type \"" + type.action + "\" stands in its category twice");
    }
    return success();
}

Status readProduct(object value, CatalogProduct& product)
{
    const Members members(value, "");
    std::string documentation; // for those who write catalogs
    std::vector<CatalogField> common;
    if (Status read = all({members.onlyKnown({"product", "name", "documentation", "categories", "fields", "types"}),
            members.text("product", product.key, true), members.text("name", product.name, true),
            members.text("documentation", documentation, false), members.texts("categories", product.categories),
            readFields(members, common),
            members.objects("types", true,
                [&](object type, const std::string& place) {
                    product.types.emplace_back();
                    product.types.back().product = product.key;
                    return readType(type, place, product.types.back());
                })});
        !read)
        return read;
    if (product.key.empty())
        return fault("", "a product needs a key");
    for (EventType& type : product.types)
        addCommonFields(common, type.fields);
    return checkTypes(product);
}

} // namespace

Result<CatalogProduct> parseCatalog(std::string_view json)
{
    simdjson::dom::parser parser;
    element root;
    if (const auto error = parser.parse(json.data(), json.size()).get(root))
        return fault("", std::string("is not JSON: ") + simdjson::error_message(error));
    object top;
    if (root.get(top))
        return fault("", "must be an object");
    CatalogProduct product;
    if (Status read = readProduct(top, product); !read)
        return read.error();
    return product;
}

} // namespace auditorium
