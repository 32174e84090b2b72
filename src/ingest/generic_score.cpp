// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic_score.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr int eventItself = 90; // strength of Role::Event from which on the word means the event, not a mere wrapper

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
    if (path.noun == Role::Account && path.actor == 0 && path.target == 0
        && (attribute == Attribute::Bare || attribute == Attribute::Name))
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
    case Role::Thing:
        return path.thing < 60 || path.user > 0 || path.session || path.client ? 0
                                                                               : 3000 + path.thing * 10 + rank - aside;
    case Role::Subject: return 3300 + rank - aside;
    case Role::User: return path.thing > 0 || path.workspace > 0 ? 0 : 1500 + rank - aside; // only beside another actor
    case Role::Unknown:
        return path.user > 0 || path.workspace > 0 || path.session || path.client || word.attribute == Attribute::Bare
            ? 0
            : 1000 + rank - aside;
    case Role::None:
        return word.attribute == Attribute::Path ? 2000 + word.strength * 5 - (path.session ? 1500 : 0) : 0;
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
    return 5000 + strength * 10 + rank - (path.target > 0 || path.thing > 0 ? 2500 : 0)
        - (path.actor > 0 || path.user > 0 ? 300 : 0) - (path.far ? 2000 : 0);
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
    return score + (path.net ? 200 : 0) + (path.noun == Role::Actor || path.noun == Role::User ? 150 : 0)
        - (path.target > 0 ? 3000 : 0) - (path.far ? 3500 : 0) - (path.qualified ? 800 : 0)
        - (path.noun == Role::Thing ? 2500 : 0);
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
        static constexpr std::pair<Attribute, int> forms[] = {{Attribute::Bare, 10}, {Attribute::Name, 9},
            {Attribute::Type, 8}, {Attribute::Code, 5}, {Attribute::Title, 4}, {Attribute::Id, 2}};
        for (const auto& [attribute, extra] : forms)
            if (word.attribute == attribute)
                return 5000 + path.lastStrength * 20 + extra - outside;
        return 0;
    }
    if (path.last == Role::Event && path.lastStrength >= eventItself) {
        static constexpr std::pair<Attribute, int> forms[] = {{Attribute::Name, 97}, {Attribute::Type, 95},
            {Attribute::Bare, 89}, {Attribute::Code, 70}, {Attribute::Title, 60}, {Attribute::EventId, 40},
            {Attribute::Id, 30}};
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
    if (path.last == Role::Category
        && (word.attribute == Attribute::Bare || identityRank(word.attribute) > 0 || word.attribute == Attribute::Type))
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
    const int outside =
        (path.hasNoun() ? 3500 : 0) + (path.session ? 3000 : 0) + (path.qualified || path.prefixed ? 600 : 0);
    switch (word.attribute) {
    case Attribute::Outcome: return 5000 + word.strength * 20 - outside;
    case Attribute::Inverted: return 5000 + word.strength * 20 - outside;
    case Attribute::Error: return 1000 + word.strength - outside / 10;
    default: break;
    }
    if (path.last == Role::Result) {
        static constexpr std::pair<Attribute, int> forms[] = {{Attribute::Bare, 10}, {Attribute::Type, 6},
            {Attribute::Name, 6}, {Attribute::Code, 5}, {Attribute::Title, 3}, {Attribute::Id, 1}};
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
    case Attribute::Message:
        return 5000 + word.strength * 20 - outside - (path.qualified ? 800 : 0)
            - (path.last == Role::Result ? 1200 : 0);
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
