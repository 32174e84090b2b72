// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/serviceprofile_reader.h"

#include <algorithm>
#include <set>

namespace auditorium {
namespace {

using Values = std::map<std::string, std::string>;

/// Puts the values into every text of a template, keys too. What becomes empty by that is left out, so that a variable may decide whether
/// a key is there; true where the tree itself is to be left out.
bool fillTemplate(JsonTree& tree, const Values& values)
{
    const auto value = [&](std::string_view name) -> std::optional<std::string> {
        const auto found = values.find(std::string(name));
        return found == values.end() ? std::nullopt : std::optional(found->second);
    };
    if (tree.kind == TokenKind::String) {
        const std::string filled = replacedPlaceholders(tree.text, value);
        const bool gone = filled.empty() && !tree.text.empty();
        tree.text = filled;
        return gone;
    }
    const bool wasEmpty = tree.members.empty() && tree.elements.empty();
    for (auto& member : tree.members)
        member.first = replacedPlaceholders(member.first, value);
    std::erase_if(
        tree.members, [&](auto& member) { return fillTemplate(member.second, values) || member.first.empty(); });
    std::erase_if(tree.elements, [&](JsonTree& element) { return fillTemplate(element, values); });
    const bool container = tree.kind == TokenKind::Object || tree.kind == TokenKind::Array;
    return container && !wasEmpty && tree.members.empty() && tree.elements.empty();
}

class ServiceProfileParser {
public:
    Result<ServiceProfilePtr> parse(std::string_view json, const Values& values)
    {
        auto tree = parseJsonTree(json);
        if (!tree)
            return Error{"profile", "The profile is not JSON: " + tree.error().message, tree.error().position, 0};
        JsonTree root = *std::move(tree);
        const JsonTree* const isTemplate = root.find("template");
        readVariables(root);
        if (isTemplate && isTemplate->kind == TokenKind::True) {
            m_reader.isTemplate = true;
            m_profile->templateText = json;
            fill(root, values);
        }
        if (const JsonTree* tail = root.find("tail")) // before the streams, whose own begin with it
            readTailSpec(m_reader, *tail, "/tail", m_profile->tail);
        readRoot(root);
        check(root);
        if (m_reader.fault())
            return *m_reader.fault();
        return ServiceProfilePtr(std::move(m_profile));
    }

private:
    void readVariables(const JsonTree& root)
    {
        const JsonTree* const vars = root.find("vars");
        if (!vars)
            return;
        if (vars->kind != TokenKind::Object)
            return m_reader.fail(*vars, "/vars", "an object is expected.");
        for (const auto& [name, value] : vars->members) {
            ServiceVariable variable;
            variable.name = name;
            const std::string place = belowPlace("/vars", name);
            static const std::set<std::string_view> taken = {
                "from", "to", "size", "cursor", "page", "offset", "token", "user", "password", "baseUrl"};
            if (!isIdentifier(name) || (name[0] >= '0' && name[0] <= '9') || taken.contains(name))
                m_reader.fail(value, place,
                    "a variable's name is made of a to z, 0 to 9 and _, and is none of the fixed placeholders.");
            m_reader.object(value, place,
                {{"label",
                     [&](const JsonTree& inner, const std::string& at) { variable.label = m_reader.text(inner, at); }},
                    {"hint",
                        [&](const JsonTree& inner, const std::string& at) {
                            variable.hint = m_reader.text(inner, at, Placeholders::Request);
                        }},
                    {"default",
                        [&](const JsonTree& inner, const std::string& at) {
                            variable.otherwise = m_reader.text(inner, at, Placeholders::Request);
                            variable.required = false;
                        }},
                    {"choices", [&](const JsonTree& inner, const std::string& at) {
                         m_reader.list(inner, at, [&](const JsonTree& choice, const std::string& where) {
                             variable.choices.push_back(m_reader.text(choice, where));
                         });
                     }}});
            if (variable.label.empty())
                m_reader.fail(value, place, "\"label\" is missing.");
            m_reader.addVariable(name);
            m_profile->variables.push_back(std::move(variable));
        }
    }

    /// A required variable without a value stays a placeholder: the connection brings it.
    void fill(JsonTree& root, const Values& given)
    {
        Values values;
        for (const ServiceVariable& variable : m_profile->variables) {
            const auto found = given.find(variable.name);
            if (found != given.end() && !found->second.empty())
                values[variable.name] = found->second;
            else if (!variable.required)
                values[variable.name] = variable.otherwise;
        }
        static const std::set<std::string_view> filled = {
            "baseUrl", "auth", "prepare", "streams", "rate", "tail", "error", "map"};
        std::erase_if(root.members,
            [&](auto& member) { return filled.contains(member.first) && fillTemplate(member.second, values); });
    }

    void readRoot(const JsonTree& root)
    {
        const auto done = [](const JsonTree&, const std::string&) {};
        ServiceProfile& profile = *m_profile;
        m_reader.object(root, {},
            {{"$schema",
                 [&](const JsonTree& value, const std::string& at) {
                     if (value.text != "service-1")
                         m_reader.fail(value, at, "this program reads \"service-1\".");
                 }},
                {"vars", done},
                {"template", [&](const JsonTree& value, const std::string& at) { m_reader.flag(value, at); }},
                {"tail", done},
                {"id", [&](const JsonTree& value, const std::string& at) { profile.id = m_reader.text(value, at); }},
                {"name",
                    [&](const JsonTree& value, const std::string& at) { profile.name = m_reader.text(value, at); }},
                {"product",
                    [&](const JsonTree& value, const std::string& at) { profile.product = m_reader.text(value, at); }},
                {"documentation",
                    [&](const JsonTree& value, const std::string& at) {
                        profile.documentation = m_reader.address(value, at);
                    }},
                {"notice",
                    [&](const JsonTree& value, const std::string& at) { profile.notice = m_reader.text(value, at); }},
                {"exportOnly",
                    [&](const JsonTree& value, const std::string& at) {
                        profile.exportOnly = m_reader.flag(value, at);
                    }},
                {"baseUrl", [&](const JsonTree& value, const std::string& at) { readBaseUrl(value, at); }},
                {"auth",
                    [&](const JsonTree& value, const std::string& at) {
                        m_reader.list(value, at, [&](const JsonTree& inner, const std::string& where) {
                            readAuthSpec(m_reader, inner, where, profile.auth.emplace_back());
                        });
                    }},
                {"prepare",
                    [&](const JsonTree& value, const std::string& at) {
                        m_reader.list(value, at, [&](const JsonTree& inner, const std::string& where) {
                            readRequestSpec(
                                m_reader, inner, where, Placeholders::Variables, profile.prepare.emplace_back());
                        });
                    }},
                {"streams",
                    [&](const JsonTree& value, const std::string& at) {
                        m_reader.list(value, at, [&](const JsonTree& inner, const std::string& where) {
                            readStreamSpec(m_reader, inner, where, profile.tail, profile.streams.emplace_back());
                        });
                    }},
                {"rate",
                    [&](const JsonTree& value, const std::string& at) {
                        readRateSpec(m_reader, value, at, profile.rate);
                    }},
                {"error",
                    [&](const JsonTree& value, const std::string& at) {
                        m_reader.object(value, at, {{"message", [&](const JsonTree& inner, const std::string& where) {
                                                         profile.errorMessage = m_reader.path(inner, where);
                                                     }}});
                    }},
                {"map", [&](const JsonTree& value, const std::string& at) { readMap(value, at, root); }}});
    }

    void readBaseUrl(const JsonTree& value, const std::string& at)
    {
        m_profile->baseUrl = m_reader.text(value, at, Placeholders::Variables);
        m_reader.address(value, at);
        if (m_profile->baseUrl.find_first_of("?#") != std::string::npos)
            m_reader.fail(value, at, "a base address has no query.");
    }

    /// A mapping of the profile's own claims every record of its archive.
    void readMap(const JsonTree& value, const std::string& at, const JsonTree& root)
    {
        if (value.kind == TokenKind::String) {
            m_profile->mapping = m_reader.text(value, at);
            return;
        }
        const auto done = [](const JsonTree&, const std::string&) {};
        m_reader.object(value, at, {{"columns", done}, {"parse", done}, {"lists", done}, {"explode", done}});
        JsonTree mapping = value;
        const auto add = [&](std::string_view key, JsonTree member) {
            mapping.members.emplace_back(std::string(key), std::move(member));
        };
        for (const std::string_view key : {"id", "name", "product"})
            if (const JsonTree* member = root.find(key))
                add(key, *member);
        if (auto detect = parseJsonTree(R"({"any": ["/*"]})"))
            add("detect", *std::move(detect));
        JsonTree priority;
        priority.kind = TokenKind::Number;
        priority.text = "1000";
        add("priority", std::move(priority));
        std::string text;
        appendJson(text, mapping);
        auto parsed = parseProfile(text);
        if (parsed)
            m_profile->ownMapping = *parsed;
        else
            m_reader.fail(value, at, parsed.error().message);
    }

    template <class List>
    void checkUnique(const JsonTree& root, std::string_view key, const List& list)
    {
        std::set<std::string_view> ids;
        for (const auto& entry : list)
            if (!ids.insert(entry.id).second)
                m_reader.fail(*root.find(key), belowPlace({}, key), "the id \"" + entry.id + "\" stands there twice.");
    }

    void check(const JsonTree& root)
    {
        const ServiceProfile& profile = *m_profile;
        if (!isIdentifier(profile.id))
            m_reader.fail(root, {}, "\"id\" is made of a to z, 0 to 9 and _.");
        for (const auto& [key, value] : {std::pair("name", &profile.name), std::pair("product", &profile.product)})
            if (value->empty())
                m_reader.fail(root, {}, "\"" + std::string(key) + "\" is missing.");
        if (profile.exportOnly) {
            if (!profile.streams.empty() || !profile.auth.empty() || profile.notice.empty())
                m_reader.fail(root, {}, "with \"exportOnly\" there is a notice, and neither auth nor streams.");
            return;
        }
        for (const auto& [key, missing] : {std::pair("baseUrl", profile.baseUrl.empty()),
                 std::pair("auth", profile.auth.empty()), std::pair("streams", profile.streams.empty())})
            if (missing)
                m_reader.fail(root, {}, "\"" + std::string(key) + "\" is missing.");
        if (root.find("auth") && root.find("streams")) {
            checkUnique(root, "auth", profile.auth);
            checkUnique(root, "streams", profile.streams);
        }
    }

    ServiceReader m_reader;
    std::shared_ptr<ServiceProfile> m_profile = std::make_shared<ServiceProfile>();
};

} // namespace

Result<ServiceProfilePtr> readServiceProfile(std::string_view json, const std::map<std::string, std::string>& values)
{
    return ServiceProfileParser().parse(json, values);
}

Result<ServiceProfilePtr> parseServiceProfile(std::string_view json) { return readServiceProfile(json, {}); }

} // namespace auditorium
