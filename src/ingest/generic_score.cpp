// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic_score.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr int plainTarget = 100; // strength of Role::Target of words that mean nothing else
constexpr int eventItself = 90; // strength of Role::Event from which on the word means the event, not a mere wrapper

void addRole(PathMeaning& path, RoleWord word)
{
    const bool ofPerson = path.actor > 0 || path.user > 0;
    if (word.role == Role::Account && path.noun == Role::Workspace)
        return; // "enterprise_account"
    if (word.role == Role::Account && ofPerson) { // "author.accountId" is the author, "userIdentity.accountId" perhaps not
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
    case Role::Net: path.net = true; path.detached = true; return;
    case Role::Client: path.net = path.client = path.detached = true; return;
    case Role::Session: path.session = true; path.detached = true; return;
    case Role::Detail: path.detail = true; return;
    case Role::Change: path.change = true; return;
    case Role::Body: path.body = true; return;
    default:
        path.detached = path.detached || (word.role == Role::Action && path.hasNoun());
        return;
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
        if ((attribute && attribute->attribute != Attribute::Bare && attribute->attribute != Attribute::Part) || roleOfName(back)) {
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
    static constexpr std::string_view units[] = {"utc", "gmt", "ms", "millis", "milliseconds", "sec", "secs", "seconds", "iso", "iso8601", "unix",
        "epoch", "str", "raw", "ns", "us"};
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
        if (const auto attribute = attributeOfName(rest); attribute && (attribute->attribute != Attribute::Bare || at > 0 || !roleOfName(rest))) {
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

bool isPerson(const PathMeaning& path, Attribute attribute)
{
    switch (path.noun) {
    case Role::Actor:
    case Role::User: return true;
    case Role::Account: return attribute == Attribute::Email || attribute == Attribute::UserName;
    case Role::Subject: return attribute != Attribute::Path && attribute != Attribute::Type;
    default: return false;
    }
}

/// How human an identifier is; 0 where the attribute does not identify.
int identityRank(Attribute attribute)
{
    switch (attribute) {
    case Attribute::Email: return 475;
    case Attribute::UserName: return 425;
    case Attribute::Bare: return 400;
    case Attribute::Name: return 375;
    case Attribute::Summary:
    case Attribute::Title: return 325;
    case Attribute::Path: return 250;
    case Attribute::Id: return 100;
    default: return 0;
    }
}

int actorScore(const PathMeaning& path, Attribute attribute)
{
    const int rank = identityRank(attribute);
    if (rank == 0 || path.far || (path.last == Role::Detail && attribute == Attribute::Bare)
        || (path.detached && attribute == Attribute::Id)) // "actor.session.id"
        return 0;
    const int aside = path.detached ? 2500 : 0;
    if (path.noun == Role::Account && path.actor == 0 && path.target == 0 && (attribute == Attribute::Bare || attribute == Attribute::Name))
        return 2000 + rank; // if it is an e-mail address
    if (!isPerson(path, attribute))
        return 0;
    if (path.actor > 0 && path.target > 0 && !path.actorFirst)
        return 1500 + rank;
    if (path.actor > 0)
        return 6000 + path.actor * 10 + rank - aside;
    if (path.target > 0 || path.thing > 0)
        return path.target > 0 ? 0 : 1200 + rank;
    const int strength = path.noun == Role::User ? path.user : path.noun == Role::Account ? 40 : 45;
    return 3500 + strength * 10 + rank - aside;
}

int targetScore(const PathMeaning& path, AttributeWord word)
{
    int rank = identityRank(word.attribute) + (word.attribute == Attribute::Name ? 75 : 0);
    if (word.attribute == Attribute::Message && path.noun == Role::Target)
        rank = 250; // "target_details"
    const int aside = path.detached ? 2500 : 0;
    if (path.target > 0 && !(path.actor > 0 && path.actorFirst) && path.hasNoun()) {
        if (word.attribute == Attribute::Type)
            return path.noun == Role::Target ? 400 + word.strength : 0;
        if (rank == 0)
            return 0;
        // Below a target the thing itself before what belongs to it.
        const int inner = path.noun == Role::Target || path.noun == Role::User || path.noun == Role::Account ? 300 : 0;
        if (path.noun == Role::Unknown && word.attribute == Attribute::Bare)
            return 0;
        return 6000 + path.target * 10 + rank + inner - aside - (path.noun == Role::Unknown ? 800 : 0);
    }
    if (rank == 0 || path.actor > 0)
        return 0;
    switch (path.noun) {
    case Role::Thing: return path.thing < 60 || path.user > 0 || path.session || path.client ? 0 : 3000 + path.thing * 10 + rank - aside;
    case Role::Subject: return 3300 + rank - aside;
    case Role::User: return path.thing > 0 || path.workspace > 0 ? 0 : 1500 + rank - aside; // only beside another actor
    case Role::Unknown:
        return path.user > 0 || path.workspace > 0 || path.session || path.client || word.attribute == Attribute::Bare ? 0 : 1000 + rank - aside;
    case Role::None: return word.attribute == Attribute::Path ? 2000 + word.strength * 5 - (path.session ? 1500 : 0) : 0;
    default: return 0;
    }
}

int workspaceScore(const PathMeaning& path, Attribute attribute)
{
    int rank = 0;
    switch (attribute) {
    case Attribute::Name: rank = 450; break;
    case Attribute::Bare:
    case Attribute::UserName: rank = 425; break;
    case Attribute::Summary:
    case Attribute::Title: rank = 400; break;
    case Attribute::Id: rank = 350; break;
    case Attribute::Path: rank = 275; break;
    default: return 0;
    }
    const int strength = path.noun == Role::Workspace ? path.workspace : path.noun == Role::Account ? 50 : 0;
    if (strength == 0)
        return path.last == Role::Account && path.target == 0 ? numberedAccountScore + rank : 0;
    return 5000 + strength * 10 + rank - (path.target > 0 || path.thing > 0 ? 2500 : 0) - (path.actor > 0 || path.user > 0 ? 300 : 0)
        - (path.far ? 2000 : 0);
}

int addressScore(const PathMeaning& path, AttributeWord word)
{
    int score = 0;
    if (word.attribute == Attribute::Ip)
        score = 5000 + word.strength * 10;
    else if (word.attribute == Attribute::Bare && (path.last == Role::Net || path.last == Role::Client))
        score = 1500;
    else if (path.last == Role::Net && path.inherited.attribute == Attribute::Ip && word.attribute == Attribute::Name)
        score = 1500;
    if (score == 0)
        return 0;
    return score + (path.net ? 200 : 0) + (path.noun == Role::Actor || path.noun == Role::User ? 150 : 0) - (path.target > 0 ? 3000 : 0)
        - (path.far ? 3500 : 0) - (path.qualified ? 800 : 0) - (path.noun == Role::Thing ? 2500 : 0);
}

int timeScore(const PathMeaning& path, AttributeWord word)
{
    if (word.attribute != Attribute::Time)
        return 0;
    int score = 5000 + word.strength * 20;
    if (path.hasNoun())
        score -= path.noun == Role::Actor && word.strength < 80 ? 4000 : 2500;
    return score - (path.session ? 2500 : 0) - (path.qualified ? 1500 : 0) - (path.detail ? 400 : 0)
        + (path.last == Role::Event && path.lastStrength >= eventItself ? 50 : 0);
}

int softwareScore(const PathMeaning& path, AttributeWord word)
{
    const int outside = (path.target > 0 ? 3000 : 0) + (path.far ? 3000 : 0);
    if (word.attribute == Attribute::Software)
        return 5000 + word.strength * 10 - outside;
    const bool program = path.client && path.noun == Role::Thing; // "client.app_name"
    if (path.last != Role::Client && !program && path.noun != Role::Software)
        return 0;
    const int strength = path.last == Role::Client ? 50 : program ? 45 : path.software;
    switch (word.attribute) {
    case Attribute::Bare: return 5000 + strength * 8 - outside;
    case Attribute::Name:
    case Attribute::Title: return 4990 + strength * 8 - outside;
    case Attribute::Type: return 4980 + strength * 8 - outside;
    default: return 0;
    }
}

int actionScore(const PathMeaning& path, AttributeWord word)
{
    const int outside = (path.session ? 1500 : path.hasNoun() ? 700 : 0) + (path.prefixed ? 1000 : 0);
    if (word.attribute == Attribute::Action)
        return 5000 + word.strength * 20 - outside - (path.qualified ? 1000 : 0);
    if (path.last == Role::Action) {
        static constexpr std::pair<Attribute, int> forms[] = {{Attribute::Bare, 10}, {Attribute::Name, 9}, {Attribute::Type, 8},
            {Attribute::Code, 5}, {Attribute::Title, 4}, {Attribute::Id, 2}};
        for (const auto& [attribute, extra] : forms)
            if (word.attribute == attribute)
                return 5000 + path.lastStrength * 20 + extra - outside;
        return 0;
    }
    if (path.last == Role::Event && path.lastStrength >= eventItself) {
        static constexpr std::pair<Attribute, int> forms[] = {{Attribute::Name, 97}, {Attribute::Type, 95}, {Attribute::Bare, 89},
            {Attribute::Code, 70}, {Attribute::Title, 60}, {Attribute::EventId, 40}, {Attribute::Id, 30}};
        for (const auto& [attribute, strength] : forms)
            if (word.attribute == attribute)
                return 5000 + strength * 20 + (attribute == Attribute::Type ? word.strength - 60 : 0) * 10 - outside;
        return 0;
    }
    if (path.last == Role::Detail && !path.hasNoun() && !path.qualified
        && ((word.attribute == Attribute::Message && word.strength > 90) || word.attribute == Attribute::Summary))
        return 5000;
    // Words that name anything name the event only where nothing else is around them.
    if (path.hasNoun() || path.session || (path.last != Role::None && path.last != Role::Event))
        return 0;
    switch (word.attribute) {
    case Attribute::EventId: return 5000 + 40 * 20; // "EventID": 4624; the value decides
    case Attribute::Type: return 5000 + word.strength * 20 - (path.qualified ? 1500 : 0);
    case Attribute::Code: return 5000 + 35 * 20;
    case Attribute::Name: return path.qualified || path.last != Role::None ? 0 : 5000 + 25 * 20;
    case Attribute::Title:
    case Attribute::Summary: return path.qualified ? 0 : 5000 + 15 * 20;
    case Attribute::Message: return path.qualified || word.strength < 90 ? 0 : 5000 + 5 * 20;
    default: return 0;
    }
}

int categoryScore(const PathMeaning& path, AttributeWord word)
{
    if (word.attribute == Attribute::Category)
        return 5000 + word.strength * 10 - (path.hasNoun() ? 2500 : 0);
    if (path.last == Role::Category && (word.attribute == Attribute::Bare || identityRank(word.attribute) > 0 || word.attribute == Attribute::Type))
        return 5000 + path.lastStrength * 10 + identityRank(word.attribute) / 50 - (path.hasNoun() ? 2500 : 0);
    if (word.attribute == Attribute::Type && (path.noun == Role::Target || path.noun == Role::Thing))
        return 1600 + path.target + word.strength;
    if (word.attribute == Attribute::Type && path.noun == Role::None
        && (path.last == Role::None || (path.last == Role::Event && path.lastStrength > 0)))
        return 1300 + word.strength + (path.last == Role::Event && path.lastStrength > 0 ? 200 : 0);
    if (word.attribute == Attribute::Bare && (path.noun == Role::Thing && path.thing == 30))
        return 1100;
    return 0;
}

int outcomeScore(const PathMeaning& path, AttributeWord word)
{
    const int outside = (path.hasNoun() ? 3500 : 0) + (path.session ? 3000 : 0) + (path.qualified || path.prefixed ? 600 : 0);
    switch (word.attribute) {
    case Attribute::Outcome: return 5000 + word.strength * 20 - outside;
    case Attribute::Inverted: return 5000 + word.strength * 20 - outside;
    case Attribute::Error: return 1000 + word.strength - outside / 10;
    default: break;
    }
    if (path.last == Role::Result) {
        static constexpr std::pair<Attribute, int> forms[] = {{Attribute::Bare, 10}, {Attribute::Type, 6}, {Attribute::Name, 6},
            {Attribute::Code, 5}, {Attribute::Title, 3}, {Attribute::Id, 1}};
        for (const auto& [attribute, extra] : forms)
            if (word.attribute == attribute)
                return 5000 + path.lastStrength * 20 + extra - outside;
    }
    if (path.last == Role::Action && word.attribute == Attribute::Bare && !path.hasNoun())
        return 900; // a firewall's "action": "deny"
    return 0;
}

int messageScore(const PathMeaning& path, AttributeWord word)
{
    const int outside = path.hasNoun() ? 3500 : 0;
    switch (word.attribute) {
    case Attribute::Message: return 5000 + word.strength * 20 - outside - (path.qualified ? 800 : 0) - (path.last == Role::Result ? 1200 : 0);
    case Attribute::Summary: return path.hasNoun() ? 0 : 5000 + 75 * 20;
    case Attribute::Title: return path.hasNoun() ? 0 : 5000 + 40 * 20;
    case Attribute::Error: return 800 + word.strength - outside / 10;
    case Attribute::Bare: return path.detail && path.last == Role::Detail && !path.hasNoun() ? 5000 + 20 * 20 : 0;
    default: return 0;
    }
}

int idScore(const PathMeaning& path, AttributeWord word)
{
    if (path.hasNoun() || path.detail || path.session)
        return 0;
    if (word.attribute == Attribute::EventId)
        return 5500 + word.strength * 10 - (path.qualified ? 1500 : 0);
    if (word.attribute != Attribute::Id || path.qualified || word.strength < 80)
        return 0;
    if (path.last == Role::None)
        return 5500 + 850;
    if (path.last == Role::Event)
        return path.lastStrength >= eventItself ? 5500 + 950 : 5500 + 800;
    return 0;
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
        key = "data"; // search hits, GraphQL
    if (!key.empty() && key.front() == '$') { // {"$date": ...}, {"$oid": ...}
        path.last_attribute = path.inherited.attribute == Attribute::None ? AttributeWord{Attribute::Bare, 0} : path.inherited;
        return path;
    }
    if (path.inherited.attribute != Attribute::None && (key == "original" || key == "raw" || key == "full" || key == "string")) {
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
    if (own == Attribute::Bare && path.inherited.attribute != Attribute::None && words.size() == 1 && attributeOfName(words[0]))
        path.last_attribute = path.inherited;
    if (path.inherited.attribute == Attribute::Error
        && (own == Attribute::Code || own == Attribute::Message || own == Attribute::Type || own == Attribute::Name))
        path.last_attribute = path.inherited;
    // "username" and "email" are a user's, unless something else is named.
    const AttributeWord last = path.last_attribute;
    if ((last.attribute == Attribute::Email || last.attribute == Attribute::UserName) && !path.hasNoun() && !path.qualified) {
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

ColumnScores scoresOf(const PathMeaning& path)
{
    AttributeWord word = path.last_attribute;
    ColumnScores scores{};
    if (word.attribute == Attribute::None || word.attribute == Attribute::Part)
        return scores;
    const auto set = [&](Column column, int score) { scores[static_cast<std::size_t>(column)] = score; };
    set(Column::Actor, actorScore(path, word.attribute));
    set(Column::Target, targetScore(path, word));
    set(Column::Workspace, workspaceScore(path, word.attribute));
    set(Column::Ip, addressScore(path, word));
    set(Column::Time, timeScore(path, word));
    set(Column::Client, softwareScore(path, word));
    set(Column::Action, actionScore(path, word));
    set(Column::Category, categoryScore(path, word));
    set(Column::Outcome, outcomeScore(path, word));
    set(Column::Message, messageScore(path, word));
    set(Column::Id, idScore(path, word));
    const int away = path.depth * 60 + (path.detail ? 150 : 0) + (path.foreign ? 1500 : 0) + (path.listed ? 500 : 0);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const bool target = static_cast<Column>(i) == Column::Target;
        if (scores[i] <= 0 || path.change || (path.body && !target))
            scores[i] = 0; // values before and after, and whatever was sent, tell nothing of the event itself
        else
            scores[i] = std::max(1, scores[i] - away - (path.body ? 1500 : 0));
    }
    return scores;
}

} // namespace auditorium
