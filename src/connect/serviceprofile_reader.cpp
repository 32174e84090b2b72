// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/serviceprofile_reader.h"

#include "event/text.h"
#include "event/timestamp.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace auditorium {
namespace {

bool isNameChar(char c, bool first)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (!first && c >= '0' && c <= '9');
}

/// The end of the placeholder that begins at `open`, behind its brace; npos where none does.
std::size_t placeholderEnd(std::string_view text, std::size_t open)
{
    std::size_t end = open + 1;
    while (end < text.size() && isNameChar(text[end], end == open + 1))
        ++end;
    return end > open + 1 && end < text.size() && text[end] == '}' ? end + 1 : std::string_view::npos;
}

bool oneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Why an address is none that a secret may be sent to; empty: it is one.
std::string_view addressFault(std::string_view address)
{
    if (std::any_of(address.begin(), address.end(),
            [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '\\'; }))
        return "an address holds neither spaces nor control characters nor backslashes.";
    if (address.starts_with('{'))
        return {};
    const bool secure = address.starts_with("https://");
    if (!secure && !address.starts_with("http://"))
        return "an address begins with https://.";
    std::string_view rest = address.substr(secure ? 8 : 7);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    if (authority.empty() || authority.find('@') != std::string_view::npos)
        return "an address names a host and no user.";
    const std::string_view host = authority.starts_with('[') ? authority.substr(0, authority.find(']') + 1)
                                                             : authority.substr(0, authority.find(':'));
    if (!secure && !oneOf(host, {"127.0.0.1", "localhost", "[::1]"}))
        return "an address is https, but for this machine's own.";
    return {};
}

} // namespace

bool isIdentifier(std::string_view text)
{
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::string belowPlace(const std::string& place, std::string_view key) { return place + "/" + std::string(key); }

void forEachPlaceholder(std::string_view text, const std::function<void(std::string_view)>& call)
{
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1))
        if (const std::size_t end = placeholderEnd(text, open); end != std::string_view::npos)
            call(text.substr(open + 1, end - open - 2));
}

std::string replacedPlaceholders(
    std::string_view text, const std::function<std::optional<std::string>(std::string_view name)>& value)
{
    std::string out;
    std::size_t done = 0;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const std::size_t end = placeholderEnd(text, open);
        if (end == std::string_view::npos)
            continue;
        const auto known = value(text.substr(open + 1, end - open - 2));
        if (!known)
            continue;
        out += text.substr(done, open - done);
        out += *known;
        done = end;
        open = end - 1;
    }
    out += text.substr(done);
    return out;
}

void ServiceReader::fail(const JsonTree& at, const std::string& place, std::string_view what)
{
    if (!m_fault)
        m_fault = Error{
            "profile", (place.empty() ? std::string("The profile") : place) + ": " + std::string(what), at.position, 0};
}

bool ServiceReader::isVariable(std::string_view name) const
{
    return std::find(m_variables.begin(), m_variables.end(), name) != m_variables.end();
}

void ServiceReader::object(const JsonTree& tree, const std::string& place, const Keys& keys)
{
    if (tree.kind != TokenKind::Object)
        return fail(tree, place, "an object is expected.");
    for (const auto& [key, value] : tree.members) {
        const auto found = keys.find(key);
        const std::string inner = belowPlace(place, key);
        if (found != keys.end())
            found->second(value, inner);
        else if (oneOf(key,
                     {"token", "password", "secret", "client_secret", "clientSecret", "private_key", "privateKey",
                         "apiKey"}))
            fail(value, inner, "a secret does not belong into a profile.");
        else
            fail(value, inner, "unknown key.");
    }
}

void ServiceReader::list(const JsonTree& tree, const std::string& place, const Reader& reader)
{
    if (tree.kind != TokenKind::Array)
        return fail(tree, place, "a list is expected.");
    for (std::size_t i = 0; i < tree.elements.size(); ++i)
        reader(tree.elements[i], belowPlace(place, std::to_string(i)));
}

void ServiceReader::checkPlaceholders(
    const JsonTree& tree, const std::string& place, std::string_view value, Placeholders allowed)
{
    forEachPlaceholder(value, [&](std::string_view name) {
        const bool known = (allowed != Placeholders::None && isVariable(name))
            || (allowed == Placeholders::Address && name == "baseUrl")
            || (allowed == Placeholders::Secret && oneOf(name, {"token", "user", "password"}))
            || (allowed == Placeholders::Request && oneOf(name, {"from", "to", "size", "cursor", "page", "offset"}));
        if (!known && oneOf(name, {"token", "user", "password"}))
            fail(tree, place, "a secret stands nowhere but in the headers of auth.");
        else if (!known)
            fail(tree, place, "unknown placeholder {" + std::string(name) + "}.");
    });
}

std::string ServiceReader::text(const JsonTree& tree, const std::string& place, Placeholders allowed)
{
    if (tree.kind != TokenKind::String) {
        fail(tree, place, "a text is expected.");
        return {};
    }
    checkPlaceholders(tree, place, tree.text, allowed);
    return tree.text;
}

bool ServiceReader::flag(const JsonTree& tree, const std::string& place)
{
    const bool yes = tree.kind == TokenKind::True || (isTemplate && tree.text == "true");
    if (!yes && tree.kind != TokenKind::False && !(isTemplate && tree.text == "false"))
        fail(tree, place, "true or false is expected.");
    return yes;
}

std::int64_t ServiceReader::number(
    const JsonTree& tree, const std::string& place, std::int64_t least, std::int64_t most)
{
    std::int64_t value = 0;
    const char* const end = tree.text.data() + tree.text.size();
    const bool isNumber = tree.kind == TokenKind::Number || (isTemplate && tree.kind == TokenKind::String);
    const auto [stop, error] = std::from_chars(tree.text.data(), end, value);
    if (!isNumber || error != std::errc() || stop != end || value < least || value > most)
        fail(tree, place,
            "a whole number from " + std::to_string(least) + " to " + std::to_string(most) + " is expected.");
    return value;
}

std::int64_t ServiceReader::duration(const JsonTree& tree, const std::string& place)
{
    const std::string whole = text(tree, place);
    std::string_view rest = whole;
    bool iso = false, time = true;
    if (rest.starts_with('P')) {
        iso = true;
        rest.remove_prefix(1);
        time = rest.starts_with('T');
        rest.remove_prefix(time ? 1 : 0);
    }
    static constexpr std::array<std::pair<char, std::int64_t>, 4> units = {
        {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}}};
    std::int64_t count = 0;
    const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
    if (error == std::errc() && stop + 1 == rest.data() + rest.size() && count >= 0 && count <= 100'000) {
        const char unit = iso ? static_cast<char>(*stop | 0x20) : *stop;
        const auto found =
            std::find_if(units.begin(), units.end(), [&](const auto& entry) { return entry.first == unit; });
        if (found != units.end() && (!iso || time == (unit != 'd')))
            return count * found->second * nsPerSecond;
    }
    fail(tree, place, "\"" + whole + "\" is no duration such as 10s, 5m, 2h, 90d or P90D.");
    return 0;
}

std::vector<std::string> ServiceReader::path(const JsonTree& tree, const std::string& place)
{
    const auto found = pointerPath(text(tree, place));
    if (!found)
        fail(tree, place, "\"" + tree.text + "\" is not a JSON Pointer.");
    return found.value_or(std::vector<std::string>{});
}

std::vector<std::vector<std::string>> ServiceReader::paths(const JsonTree& tree, const std::string& place)
{
    std::vector<std::vector<std::string>> all;
    const auto add = [&](const JsonTree& one, const std::string& inner) {
        all.push_back(path(one, inner));
        if (all.back().empty())
            fail(one, inner, "a pointer into the record is expected.");
    };
    if (tree.kind == TokenKind::Array)
        list(tree, place, add);
    else
        add(tree, place);
    return all;
}

std::string ServiceReader::address(const JsonTree& tree, const std::string& place, bool relative)
{
    std::string value = text(tree, place, Placeholders::Address);
    if (relative && value.starts_with('/') && !value.starts_with("//"))
        return value;
    if (const std::string_view why = addressFault(value); !why.empty())
        fail(tree, place, why);
    return value;
}

std::vector<std::pair<std::string, std::string>> ServiceReader::pairs(
    const JsonTree& tree, const std::string& place, Placeholders allowed)
{
    std::vector<std::pair<std::string, std::string>> all;
    if (tree.kind != TokenKind::Object)
        fail(tree, place, "an object is expected.");
    for (const auto& [key, value] : tree.members) {
        const bool number =
            value.kind == TokenKind::Number || value.kind == TokenKind::True || value.kind == TokenKind::False;
        all.emplace_back(key, number ? value.text : text(value, belowPlace(place, key), allowed));
        if (key.empty()
            || std::any_of(key.begin(), key.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }))
            fail(value, place, "a name is empty or holds control characters.");
    }
    return all;
}

} // namespace auditorium
