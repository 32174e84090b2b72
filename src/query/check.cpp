// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/cursor.h"
#include "query/regex.h"

#include "event/ipaddress.h"
#include "event/text.h"

namespace auditorium {
namespace {

using Kind = QueryNode::Kind;

Error valueError(const QueryValue& value, std::string message)
{
    return {"query.value", std::move(message), value.position, value.length};
}

bool isComparison(Kind kind)
{
    return kind == Kind::Less || kind == Kind::LessEqual || kind == Kind::Greater || kind == Kind::GreaterEqual
        || kind == Kind::Range;
}

/// Written like an address and a prefix: then a mistake in it must not become a text that nothing equals.
bool looksLikeNetwork(std::string_view text)
{
    const std::size_t slash = text.find('/');
    return slash != std::string_view::npos && text.find_first_not_of("0123456789", slash + 1) == std::string_view::npos
        && text.substr(0, slash).find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos
        && text.substr(0, slash).find_first_of(".:") != std::string_view::npos;
}

Status checkTime(const QueryNode& node, const QueryValue& value)
{
    if (node.kind == Kind::Regex || parseTimeValue(value, {}))
        return success();
    return valueError(value,
        "'" + displayText(value.text, 60)
            + "' is no time. Expected 2026-09-01, 2026-09-01T10:00, 2026-09, 10:30, -24h, -7d, today, yesterday or "
              "now.");
}

Status checkIp(const QueryNode& node, const QueryValue& value)
{
    if (isComparison(node.kind) && !parseIpAddress(value.text))
        return valueError(
            value, "'" + displayText(value.text, 60) + "' is no address. Expected one like 10.0.0.1 or 2001:db8::1.");
    if (node.kind == Kind::Match && looksLikeNetwork(value.text) && !parseIpNetwork(value.text))
        return valueError(value,
            "'" + displayText(value.text, 60) + "' is no network. Expected one like 10.0.0.0/8 or 2001:db8::/32.");
    return success();
}

Status checkRegex(const QueryValue& value)
{
    const Regex regex(value.text);
    if (regex.ok())
        return success();
    Error error{
        "query.regex", "The regular expression is not valid: " + regex.reason() + ".", value.position, value.length};
    // RE2 names the piece at fault; it is at the same place as typed unless quotes held escapes before it.
    const std::size_t place = regex.faultyPiece().empty() ? std::string::npos : value.text.find(regex.faultyPiece());
    const bool verbatim = value.text.find_first_of("\"\\") == std::string::npos || !value.quoted;
    if (place != std::string::npos && verbatim && value.position != Error::npos) {
        error.position = value.position + place + (value.quoted && value.length > value.text.size() ? 1 : 0);
        error.length = regex.faultyPiece().size();
    }
    return error;
}

} // namespace

Status checkTerm(const QueryNode& node)
{
    // The parser never makes these; a tree put together by hand may.
    const std::size_t least = node.kind == Kind::Range ? 2 : node.kind == Kind::Has || node.kind == Kind::No ? 0 : 1;
    if (node.values.size() < least)
        return Error{
            "query.value", "Expected a value for " + columnRefName(node.column) + ".", node.position, node.length};
    for (std::size_t i = 0; i < node.values.size(); ++i) {
        if (node.kind == Kind::Range && (i == 0 ? node.openLow : node.openHigh))
            continue;
        const QueryValue& value = node.values[i];
        Status status = success();
        if (node.kind == Kind::Regex)
            status = checkRegex(value);
        else if (node.kind != Kind::Text && node.column.column == Column::Time)
            status = checkTime(node, value);
        else if (node.kind != Kind::Text && node.column.column == Column::Ip)
            status = checkIp(node, value);
        if (!status)
            return status;
    }
    return success();
}

} // namespace auditorium
