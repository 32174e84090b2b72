// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic_values.h"

#include "event/ipaddress.h"
#include "event/text.h"
#include "event/timestamp.h"
#include "ingest/engine.h"
#include "ingest/outcome.h"

#include <algorithm>
#include <array>

namespace auditorium {
namespace {

// What an e-mail address adds to an actor: in an id field, in another one.
constexpr int emailInIdGain = 370, emailGain = 100;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool allDigits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), isDigit); }

bool isUuid(std::string_view text)
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (i == 8 || i == 13 || i == 18 || i == 23 ? text[i] != '-' : !isHex(text[i]))
            return false;
    return true;
}

bool isEmail(std::string_view text)
{
    // By table: this is asked of most values. Bits: 1 in no address, 2 the sign, 4 a dot.
    static constexpr auto kinds = [] {
        std::array<std::uint8_t, 256> table{};
        for (const char c : std::string_view(" \t\n<>()\"/"))
            table[static_cast<unsigned char>(c)] = 1;
        table['@'] = 2;
        table['.'] = 4;
        return table;
    }();
    if (text.size() > 254 || text.size() < 3)
        return false;
    unsigned behind = 0;
    std::size_t signs = 0;
    for (const char c : text) {
        const unsigned kind = kinds[static_cast<unsigned char>(c)];
        if (kind == 1)
            return false; // of a sentence as a rule the first space
        signs += kind >> 1 & 1;
        behind |= signs != 0 ? kind : 0;
    }
    return signs == 1 && (behind & 4) != 0 && text.front() != '@';
}

/// Has the form of an address, with a port or brackets perhaps; a version such as "1.2.3" does not.
bool isAddress(std::string_view text)
{
    if (text.size() < 3 || text.size() > 300 || !(isHex(text[0]) || text[0] == ':' || text[0] == '['))
        return false;
    if (isPlainV4(text))
        return true;
    int dots = 0, colons = 0;
    for (const char c : text.substr(0, 64)) {
        dots += c == '.' ? 1 : 0;
        colons += c == ':' ? 1 : 0;
        if (!isHex(c) && c != '.' && c != ':' && c != '[' && c != ']' && c != '%' && c != ',' && c != ' ' && dots < 3
            && colons < 2)
            return false;
    }
    return (dots >= 3 || colons >= 2) && parseIpAddress(normaliseIp(text)).has_value();
}

/// Has the form of a full date and time, as no other value is written.
bool isFullTime(std::string_view text)
{
    return text.size() >= 16 && text.size() <= 40 && isDigit(text[0]) && isDigit(text[3]) && text[4] == '-'
        && text[7] == '-' && (text[10] == 'T' || text[10] == ' ') && text[13] == ':' && isDigit(text[14]);
}

bool isAgent(std::string_view text)
{
    static constexpr std::string_view heads[] = {
        "Mozilla/", "curl/", "okhttp/", "python-requests/", "aws-cli/", "PostmanRuntime/", "Go-http-client/"};
    return std::any_of(std::begin(heads), std::end(heads),
        [&](std::string_view head) { return text[0] == head[0] && text.starts_with(head); });
}

/// Words that say what kind of thing a JSON object is, not which thing.
bool isShapeWord(std::string_view text)
{
    static constexpr std::string_view words[] = {"event", "list", "log", "object", "audit", "record", "audit_log",
        "auditlog", "audit_event", "user", "activity"};
    return std::any_of(
        std::begin(words), std::end(words), [&](std::string_view word) { return equalsIgnoreAsciiCase(word, text); });
}

/// An id that a person would recognise: "jsmith", not "a81edede-be03" or "10033FFF80D15ECF".
bool looksHuman(std::string_view value, ValueShape shape)
{
    if (shape != ValueShape::Other || value.size() > 40)
        return false;
    const auto digits = std::count_if(value.begin(), value.end(), isDigit);
    const bool hex = std::all_of(value.begin(), value.end(), [](char c) { return isHex(c) || c == '-' || c == '_'; });
    return digits * 3 <= std::ssize(value) && !(hex && value.size() > 8);
}

bool saysNone(std::string_view value)
{
    return value.size() <= 6
        && (equalsIgnoreAsciiCase(value, "none") || equalsIgnoreAsciiCase(value, "[none]") || value == "--"
            || value == "?" || value == "[]");
}

/// "login.failed" where an id is expected: words, no id.
bool isCode(std::string_view value)
{
    return value.size() >= 4 && std::none_of(value.begin(), value.end(), isDigit)
        && value.find_first_of("._- ") != std::string_view::npos;
}

int actionAdjusted(int score, const PathMeaning& path, ValueShape shape, std::string_view value)
{
    if (value.size() > 120 || shape == ValueShape::Boolean || shape == ValueShape::Time || shape == ValueShape::Email
        || shape == ValueShape::Address || shape == ValueShape::Agent || shape == ValueShape::Uuid
        || shape == ValueShape::Url || shape == ValueShape::Json || saysNone(value)
        || value.find('\n') != std::string_view::npos)
        return 0;
    const Attribute attribute = path.last_attribute.attribute;
    if (shape == ValueShape::Number) {
        if (value.size() > 6 || attribute == Attribute::Name || attribute == Attribute::Message)
            return 0;
        return score - 700;
    }
    if (attribute == Attribute::EventId || attribute == Attribute::Id)
        score -= isCode(value) ? 0 : 900; // words in an id field: only if nothing else names the action
    if (isShapeWord(value) && attribute != Attribute::Name)
        score -= 1500;
    if (value.size() < 10 && !outcomeOf(value).empty())
        score -= 1700; // "allow", "blocked", "success": an outcome rather than an action
    return score - (value.size() > 60 && value.find(' ') != std::string_view::npos ? 800 : 0);
}

int addressAdjusted(int score, ValueShape shape, std::string_view value)
{
    if (shape == ValueShape::Address)
        return score + validAddressBonus;
    // Other texts ("aws.internal") only where the name says plainly that it is an address.
    const bool plausible = score >= 5500 && value.size() <= 120 && shape == ValueShape::Other
        && value.find(' ') == std::string_view::npos && value.size() > 1;
    return plausible ? score : 0;
}

int timeAdjusted(int score, TokenKind kind, std::string_view value)
{
    if (kind == TokenKind::True || kind == TokenKind::False || value.size() > 64)
        return 0;
    const bool read = kind == TokenKind::Number ? parseEpoch(value).has_value() : parseTimestamp(value).has_value();
    return read ? score - (isDateOnly(value) ? 60 : 0) : 0;
}

int identityAdjusted(Column column, int score, const PathMeaning& path, ValueShape shape, std::string_view value)
{
    if (shape == ValueShape::Boolean || shape == ValueShape::Time || shape == ValueShape::Agent
        || shape == ValueShape::Json || value.size() > 400 || saysNone(value)
        || value.find('\n') != std::string_view::npos)
        return 0;
    const Attribute attribute = path.last_attribute.attribute;
    if (column == Column::Actor) {
        const bool account =
            path.noun == Role::Account && attribute != Attribute::Email && attribute != Attribute::UserName;
        if ((account && shape != ValueShape::Email) || shape == ValueShape::Address
            || (value.size() <= 10 && (isPlainOutcome(value) || equalsIgnoreAsciiCase(value, "pass"))))
            return 0;
        if (attribute == Attribute::Id)
            return score + (shape == ValueShape::Email ? emailInIdGain : looksHuman(value, shape) ? 150 : 0);
        if (shape == ValueShape::Email)
            return score + (attribute == Attribute::Email ? 0 : emailGain);
        return score - (shape == ValueShape::Uuid || shape == ValueShape::Number ? 200 : 0);
    }
    if (column == Column::Target)
        return attribute == Attribute::Bare && isShapeWord(value) ? 0 : score - (shape == ValueShape::Uuid ? 20 : 0);
    if (score < numberedAccountScore + 1000 && path.last == Role::Account && shape != ValueShape::Number)
        return 0;
    return shape == ValueShape::Email || shape == ValueShape::Address ? 0 : score; // workspace
}

} // namespace

ValueShape shapeOf(std::string_view value, TokenKind kind)
{
    // By the first character: this is asked of most values of a record.
    if (kind == TokenKind::True || kind == TokenKind::False)
        return ValueShape::Boolean;
    if (kind == TokenKind::Number)
        return ValueShape::Number;
    const char first = value.front();
    if (isDigit(first) && allDigits(value))
        return ValueShape::Number;
    if (isHex(first) || first == ':' || first == '[') {
        if (isUuid(value))
            return ValueShape::Uuid;
        if (isFullTime(value))
            return ValueShape::Time;
        if (isAddress(value))
            return ValueShape::Address;
    }
    switch (first) {
    case 't':
    case 'T':
    case 'f':
    case 'F':
        if (value.size() <= 5 && (equalsIgnoreAsciiCase(value, "true") || equalsIgnoreAsciiCase(value, "false")))
            return ValueShape::Boolean;
        break;
    case '{': return ValueShape::Json;
    case '[':
    case ' ':
    case '\n':
        if (mayBeJson(value))
            return ValueShape::Json;
        break;
    case 'h':
        if (value.starts_with("https://") || value.starts_with("http://"))
            return ValueShape::Url;
        break;
    default: break;
    }
    if (isAgent(value))
        return ValueShape::Agent;
    return isEmail(value) ? ValueShape::Email : ValueShape::Other;
}

bool mayBeJson(std::string_view raw)
{
    std::size_t at = 0;
    while (at < raw.size() && at < 8 && (raw[at] == ' ' || raw[at] == '\n' || raw[at] == '\t'))
        ++at;
    if (at + 1 >= raw.size())
        return false;
    if (raw[at] == '{')
        return raw.find('"', at) != std::string_view::npos;
    if (raw[at] != '[')
        return false;
    ++at;
    while (at < raw.size() && (raw[at] == ' ' || raw[at] == '\n' || raw[at] == '\t'))
        ++at;
    return at < raw.size() && raw[at] == '{';
}

bool isDateOnly(std::string_view value)
{
    return value.size() >= 6 && value.size() <= 18 && value.find(':') == std::string_view::npos
        && value.find('T') == std::string_view::npos && !allDigits(value) && value.find('.') == std::string_view::npos
        && isDigit(value.back());
}

bool isTimeOfDay(std::string_view value)
{
    const std::size_t colon = value.find(':');
    return value.size() >= 4 && value.size() <= 18 && (colon == 1 || colon == 2) && isDigit(value[0])
        && isDigit(value[colon + 1]) && value.find_first_of("-/") == std::string_view::npos;
}

int mostGain(Column column)
{
    switch (column) {
    case Column::Ip: return validAddressBonus;
    case Column::Client: return agentBonus;
    case Column::Actor: return emailInIdGain;
    default: return 0;
    }
}

int mostGain(Column column, const PathMeaning& path)
{
    if (column != Column::Actor || path.last_attribute.attribute == Attribute::Id)
        return mostGain(column);
    return path.last_attribute.attribute == Attribute::Email ? 0 : emailGain;
}

int adjustedScore(
    Column column, int score, const PathMeaning& path, TokenKind kind, std::string_view value, ValueShape shape)
{
    switch (column) {
    case Column::Time: return timeAdjusted(score, kind, value);
    case Column::Action: return actionAdjusted(score, path, shape, value);
    case Column::Ip: return addressAdjusted(score, shape, value);
    case Column::Actor:
    case Column::Target:
    case Column::Workspace: return identityAdjusted(column, score, path, shape, value);
    case Column::Client:
        if (shape == ValueShape::Boolean || shape == ValueShape::Address || shape == ValueShape::Time
            || shape == ValueShape::Json || shape == ValueShape::Uuid || (shape == ValueShape::Number && score < 4000))
            return 0;
        return score + (shape == ValueShape::Agent ? agentBonus : 0);
    case Column::Category:
        if (value.size() > 100 || shape == ValueShape::Boolean
            || (shape != ValueShape::Other && shape != ValueShape::Number))
            return 0;
        return score - (shape == ValueShape::Number ? 600 : 0) - (isShapeWord(value) && score < 2000 ? 1000 : 0);
    case Column::Outcome: return outcomeOfValue(path, kind, value).empty() ? 0 : score;
    case Column::Message:
        return kind == TokenKind::String && shape != ValueShape::Boolean && shape != ValueShape::Json
                && !saysNone(value)
            ? score
            : 0;
    case Column::Id:
        if (shape == ValueShape::Boolean || shape == ValueShape::Time || shape == ValueShape::Email
            || shape == ValueShape::Address || value.size() > 300)
            return 0;
        // "EventID": 4624 and "eventid": "login.failed" are a kind of event, not one event.
        return path.last_attribute.strength == 100 && path.last_attribute.attribute == Attribute::EventId
                && ((shape == ValueShape::Number && value.size() <= 5) || isCode(value))
            ? 0
            : score;
    default: return 0;
    }
}

std::string_view outcomeOfValue(const PathMeaning& path, TokenKind kind, std::string_view value)
{
    static constexpr std::string_view success = "success", failure = "failure";
    const Attribute attribute = path.last_attribute.attribute;
    const bool yes = kind == TokenKind::True || value == "1" || equalsIgnoreAsciiCase(value, "true")
        || equalsIgnoreAsciiCase(value, "yes");
    const bool no = kind == TokenKind::False || value == "0" || equalsIgnoreAsciiCase(value, "false")
        || equalsIgnoreAsciiCase(value, "no");
    if (attribute == Attribute::Inverted)
        return yes ? failure : no ? success : std::string_view();
    if (attribute == Attribute::Error) {
        if (no || equalsIgnoreAsciiCase(value, "none") || equalsIgnoreAsciiCase(value, "ok"))
            return kind == TokenKind::False ? success : std::string_view();
        return outcomeOf(value) == success && kind != TokenKind::True ? std::string_view() : failure;
    }
    if (kind == TokenKind::True || kind == TokenKind::False)
        return yes ? success : failure;
    if (kind == TokenKind::Number || allDigits(value)) {
        if (value.size() == 3)
            return outcomeOf(value);
        if (path.zeroIsSuccess)
            return value.find_first_not_of("0") == std::string_view::npos ? success : failure;
        if (attribute == Attribute::Outcome && (value == "1" || value == "0"))
            return value == "1" ? success : path.last_attribute.strength >= 80 ? failure : std::string_view();
        return {};
    }
    return outcomeOf(value);
}

} // namespace auditorium
