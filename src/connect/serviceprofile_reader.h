// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/jsontree.h"
#include "connect/serviceprofile.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace auditorium {

/// Which placeholders a text of a service profile may hold beside none.
enum class Placeholders : std::uint8_t { None, Variables, Address, Request, Secret };

/// What all parts of a service profile are read with. The first fault is kept, with its place and its byte, and reading goes on to its
/// end, so that readers need no error paths.
class ServiceReader {
public:
    using Reader = std::function<void(const JsonTree&, const std::string& place)>;
    using Keys = std::map<std::string_view, Reader>;

    void fail(const JsonTree& at, const std::string& place, std::string_view what);
    const std::optional<Error>& fault() const { return m_fault; }

    /// Each member to its reader; a key without one is a fault.
    void object(const JsonTree& tree, const std::string& place, const Keys& keys);
    void list(const JsonTree& tree, const std::string& place, const Reader& reader);
    std::string text(const JsonTree& tree, const std::string& place, Placeholders allowed = Placeholders::None);
    bool flag(const JsonTree& tree, const std::string& place);
    std::int64_t number(const JsonTree& tree, const std::string& place, std::int64_t least, std::int64_t most);
    /// "90d", "10s", "P90D", "PT1H" in ns.
    std::int64_t duration(const JsonTree& tree, const std::string& place);
    std::vector<std::string> path(const JsonTree& tree, const std::string& place);
    /// A pointer or a list of pointers; none may be the whole record.
    std::vector<std::vector<std::string>> paths(const JsonTree& tree, const std::string& place);
    /// An address: https, or http to this machine, or one that begins with a variable. `relative`: or a path of the base address.
    std::string address(const JsonTree& tree, const std::string& place, bool relative = false);
    std::vector<std::pair<std::string, std::string>> pairs(
        const JsonTree& tree, const std::string& place, Placeholders allowed);
    void checkPlaceholders(const JsonTree& tree, const std::string& place, std::string_view text, Placeholders allowed);

    template <class T>
    T word(const JsonTree& tree, const std::string& place, std::initializer_list<std::pair<std::string_view, T>> words)
    {
        const std::string name = text(tree, place);
        std::string known;
        for (const auto& [key, value] : words) {
            if (key == name)
                return value;
            known += (known.empty() ? "" : ", ") + std::string(key);
        }
        fail(tree, place, "\"" + name + "\" is none of: " + known + ".");
        return words.begin()->second;
    }

    void addVariable(const std::string& name) { m_variables.push_back(name); }
    bool isVariable(std::string_view name) const;
    /// Numbers may then be texts of digits, because variables are texts.
    bool isTemplate = false;

private:
    std::optional<Error> m_fault;
    std::vector<std::string> m_variables;
};

/// A pointer's next step: "/streams" and "0" are "/streams/0".
std::string belowPlace(const std::string& place, std::string_view key);
/// Calls with the name of each {name} in a text; other braces are text.
void forEachPlaceholder(std::string_view text, const std::function<void(std::string_view name)>& call);
/// The text with each {name} replaced for which `value` knows one.
std::string replacedPlaceholders(
    std::string_view text, const std::function<std::optional<std::string>(std::string_view name)>& value);
bool isIdentifier(std::string_view text);

void readAuthSpec(ServiceReader& reader, const JsonTree& tree, const std::string& place, AuthSpec& auth);
void readRequestSpec(
    ServiceReader& reader, const JsonTree& tree, const std::string& place, Placeholders allowed, RequestSpec& request);
/// `tail` is the profile's, with which a stream's own begins.
void readStreamSpec(
    ServiceReader& reader, const JsonTree& tree, const std::string& place, const TailSpec& tail, StreamSpec& stream);
void readRateSpec(ServiceReader& reader, const JsonTree& tree, const std::string& place, RateSpec& rate);
void readTailSpec(ServiceReader& reader, const JsonTree& tree, const std::string& place, TailSpec& tail);

/// parseServiceProfile(), of a template with these values instead of its defaults.
Result<ServiceProfilePtr> readServiceProfile(std::string_view json, const std::map<std::string, std::string>& values);

} // namespace auditorium
