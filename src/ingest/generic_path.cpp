// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic_score.h"

#include <algorithm>
#include <iterator>

namespace auditorium {
namespace {

constexpr int plainTarget = 100; // strength of Role::Target of words that mean nothing else

void addRole(PathMeaning& path, RoleWord word)
{
    const bool ofPerson = path.actor > 0 || path.user > 0;
    if (word.role == Role::Account && path.noun == Role::Workspace)
        return; // "enterprise_account"
    if (word.role == Role::Account
        && ofPerson) { // "author.accountId" is the author, "userIdentity.accountId" perhaps not
        path.last = word.role;
        path.account = word.strength;
        return;
    }
    if (word.role == Role::Target && ofPerson && word.strength < plainTarget)
        word.role = Role::Unknown; // "auth.entity_id" is no target, "user.target.name" is
    const auto raise = [&](int& strength) { strength = std::max(strength, word.strength); };
    path.last = word.role;
    path.lastStrength = word.strength;
    switch (word.role) {
    case Role::Actor:
        path.actorFirst = path.actorFirst || path.target == 0;
        raise(path.actor);
        break;
    case Role::User: raise(path.user); break;
    case Role::Account: raise(path.account); break;
    case Role::Subject: raise(path.subject); break;
    case Role::Target: raise(path.target); break;
    case Role::Thing: raise(path.thing); break;
    case Role::Workspace: raise(path.workspace); break;
    case Role::Software: raise(path.software); break;
    case Role::Unknown: break; // counts as foreign once something stands below it
    case Role::Far: path.far = true; return;
    case Role::Net:
        path.net = true;
        path.detached = true;
        return;
    case Role::Client: path.net = path.client = path.detached = true; return;
    case Role::Session:
        path.session = true;
        path.detached = true;
        return;
    case Role::Detail: path.detail = true; return;
    case Role::Change: path.change = true; return;
    case Role::Body: path.body = true; return;
    default: path.detached = path.detached || (word.role == Role::Action && path.hasNoun()); return;
    }
    path.noun = word.role;
    path.detached = false;
}

/// "actoremail": a known role and known rest without a border between them.
bool splitJoined(std::string_view word, std::string& head, std::string& tail)
{
    for (std::size_t cut = word.size() - 2; cut >= 2 && word.size() > 4; --cut) {
        const std::string_view front = word.substr(0, cut), back = word.substr(cut);
        const auto role = roleOfName(front);
        if (!role || role->role == Role::Event)
            continue;
        const auto attribute = attributeOfName(back);
        if ((attribute && attribute->attribute != Attribute::Bare && attribute->attribute != Attribute::Part)
            || roleOfName(back)) {
            head = front;
            tail = back;
            return true;
        }
    }
    return false;
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t to)
{
    std::string text;
    for (std::size_t i = from; i < to; ++i)
        text += words[i];
    return text;
}

/// Words behind a name that say only how the value is written: "Date (UTC)".
bool isUnit(std::string_view word)
{
    static constexpr std::string_view units[] = {"utc", "gmt", "ms", "millis", "milliseconds", "sec", "secs", "seconds",
        "iso", "iso8601", "unix", "epoch", "str", "raw", "ns", "us"};
    return std::find(std::begin(units), std::end(units), word) != std::end(units);
}

/// A container whose key says what its value is: {"ip":{"address":...}}, {"user_agent":{"original":...}}.
std::optional<RoleWord> roleOfAttribute(AttributeWord word)
{
    switch (word.attribute) {
    case Attribute::Ip: return RoleWord{Role::Net, 50};
    case Attribute::Software: return RoleWord{Role::Software, word.strength};
    case Attribute::Action: return RoleWord{Role::Action, word.strength};
    case Attribute::Category: return RoleWord{Role::Category, word.strength};
    case Attribute::Outcome: return RoleWord{Role::Result, word.strength};
    case Attribute::Time: return RoleWord{Role::Time, word.strength};
    default: return std::nullopt;
    }
}

/// Reads the words of one key: roles, then perhaps an attribute.
void readWords(PathMeaning& path, std::vector<std::string>& words)
{
    path.qualified = false;
    path.last_attribute = {Attribute::Bare, 0};
    path.container = {};
    path.prefixed = false;
    while (words.size() > 1 && isUnit(words.back()) && !attributeOfName(joined(words, 0, words.size())))
        words.pop_back();
    if (words.size() == 1 && !attributeOfName(words[0]) && !roleOfName(words[0])) {
        std::string head, tail;
        if (splitJoined(words[0], head, tail))
            words = {head, tail};
    }
    std::size_t at = 0;
    while (at < words.size()) {
        const std::string rest = joined(words, at, words.size());
        if (const auto attribute = attributeOfName(rest);
            attribute && (attribute->attribute != Attribute::Bare || at > 0 || !roleOfName(rest))) {
            path.last_attribute = *attribute;
            path.container = roleOfName(rest).value_or(RoleWord{});
            path.zeroIsSuccess = rest.starts_with("result") || rest.ends_with("code") || rest.ends_with("returnvalue");
            return;
        }
        std::size_t taken = 0;
        for (std::size_t end = std::min(words.size(), at + 4); end > at && taken == 0; --end) {
            const std::string name = joined(words, at, end);
            if (const auto role = roleOfName(name)) {
                // "managed_by" says less than "performed_by".
                addRole(path, name == "by" && path.qualified ? RoleWord{Role::User, 45} : *role);
                path.prefixed = path.qualified;
                path.qualified = false;
                path.zeroIsSuccess = role->role == Role::Result && name.starts_with("result");
                taken = end - at;
            }
        }
        if (taken == 0) {
            path.qualified = true;
            taken = 1;
        }
        at += taken;
    }
    if (path.qualified) // the last word is unknown: whatever this is, it is a thing of its own
        addRole(path, {Role::Unknown, 0});
}

} // namespace

PathMeaning meaningBelow(const PathMeaning& parent, std::string_view key)
{
    PathMeaning path = parent;
    path.foreign = path.foreign || path.last == Role::Unknown;
    if (path.last_attribute.attribute != Attribute::Bare && path.last_attribute.attribute != Attribute::None) {
        path.inherited = path.last_attribute; // the parent turns out to hold values
        if (path.container.role != Role::None)
            addRole(path, path.container);
        else if (const auto role = roleOfAttribute(path.last_attribute))
            addRole(path, *role);
    } else if (path.last_attribute.attribute == Attribute::Bare && path.last != Role::Event) {
        path.inherited = {};
    }
    path.last_attribute = {};
    path.depth += 1;
    if (key == "_source" || (key == "node" && (path.hasNoun() || path.last == Role::Event)))
        key = "data";                         // search hits, GraphQL
    if (!key.empty() && key.front() == '$') { // {"$date": ...}, {"$oid": ...}
        path.last_attribute =
            path.inherited.attribute == Attribute::None ? AttributeWord{Attribute::Bare, 0} : path.inherited;
        return path;
    }
    if (path.inherited.attribute != Attribute::None
        && (key == "original" || key == "raw" || key == "full" || key == "string")) {
        path.last_attribute = path.inherited;
        return path;
    }
    // A key may itself be a path: "source.ip", "http://schemas.example.org/claims/upn".
    std::vector<std::string> words;
    for (std::size_t from = 0; from <= key.size();) {
        const std::size_t end = std::min(key.find_first_of("./:", from), key.size());
        splitWords(key.substr(from, end - from), words);
        from = end + 1;
        if (words.empty())
            continue;
        if (path.last_attribute.attribute != Attribute::None && path.last_attribute.attribute != Attribute::Bare)
            if (const auto role = roleOfAttribute(path.last_attribute))
                addRole(path, *role);
        readWords(path, words);
    }
    if (path.last == Role::Event && path.last_attribute.attribute == Attribute::Bare && path.depth > 0)
        path.depth -= 1;
    const Attribute own = path.last_attribute.attribute;
    if (own == Attribute::Bare && path.inherited.attribute != Attribute::None && words.size() == 1
        && attributeOfName(words[0]))
        path.last_attribute = path.inherited;
    if (path.inherited.attribute == Attribute::Error
        && (own == Attribute::Code || own == Attribute::Message || own == Attribute::Type || own == Attribute::Name))
        path.last_attribute = path.inherited;
    // "username" and "email" are a user's, unless something else is named.
    const AttributeWord last = path.last_attribute;
    if ((last.attribute == Attribute::Email || last.attribute == Attribute::UserName) && !path.hasNoun()
        && !path.qualified) {
        path.noun = Role::User;
        path.user = last.attribute == Attribute::Email ? 78 : last.strength;
        path.detached = false;
    }
    return path;
}

PathMeaning meaningOfEntry(const PathMeaning& list, std::string_view name)
{
    PathMeaning above = list;
    above.listed = true;
    return meaningBelow(above, name);
}

} // namespace auditorium
