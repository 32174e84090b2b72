// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/suggest.h"

#include "event/text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace auditorium {
namespace {

struct OtherName {
    std::string_view name;
    Column column;
};

// What other audit systems and spreadsheets call these columns.
constexpr OtherName otherNames[] = {{"user", Column::Actor}, {"username", Column::Actor}, {"email", Column::Actor},
    {"who", Column::Actor}, {"by", Column::Actor}, {"principal", Column::Actor}, {"event", Column::Action},
    {"event_type", Column::Action}, {"eventtype", Column::Action}, {"eventname", Column::Action},
    {"type", Column::Action}, {"operation", Column::Action}, {"what", Column::Action}, {"object", Column::Target},
    {"resource", Column::Target}, {"entity", Column::Target}, {"date", Column::Time}, {"timestamp", Column::Time},
    {"when", Column::Time}, {"created", Column::Time}, {"since", Column::Time}, {"address", Column::Ip},
    {"ipaddress", Column::Ip}, {"ip_address", Column::Ip}, {"src_ip", Column::Ip}, {"sourceip", Column::Ip},
    {"host", Column::Ip}, {"useragent", Column::Client}, {"user_agent", Column::Client}, {"agent", Column::Client},
    {"ua", Column::Client}, {"browser", Column::Client}, {"tenant", Column::Workspace}, {"org", Column::Workspace},
    {"organisation", Column::Workspace}, {"organization", Column::Workspace}, {"project", Column::Workspace},
    {"account", Column::Workspace}, {"status", Column::Outcome}, {"result", Column::Outcome}, {"is", Column::Outcome},
    {"description", Column::Message}, {"text", Column::Message}, {"msg", Column::Message}, {"file", Column::Source},
    {"path", Column::Source}, {"vendor", Column::Product}, {"app", Column::Product}, {"group", Column::Category},
    {"uuid", Column::Id}, {"field", Column::Details}, {"record", Column::Raw}, {"json", Column::Raw}};

constexpr std::array<std::string_view, columnCount> meanings = {"when it happened", "the product",
    "the product's category", "the event type", "who did it", "on what or whom", "success or failure", "the address",
    "client or user agent", "workspace, tenant or project", "the description", "the event's id", "file or connection",
    "a field of the record", "the record, verbatim"};

/// Edits from one word to another: insertions, deletions, replacements and swapped neighbours.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> table((a.size() + 1) * width);
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            std::size_t& cell = table[i * width + j];
            if (i == 0 || j == 0) {
                cell = i + j;
                continue;
            }
            const std::size_t replaced = table[(i - 1) * width + j - 1] + (a[i - 1] != b[j - 1]);
            cell = std::min({replaced, table[(i - 1) * width + j] + 1, table[i * width + j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cell = std::min(cell, table[(i - 2) * width + j - 2] + 1);
        }
    return table.back();
}

} // namespace

std::optional<Column> nearestColumn(std::string_view name)
{
    const std::string word = asciiLower(name.substr(0, name.find('.')));
    if (word.empty() || word.size() > 24)
        return std::nullopt;
    for (const OtherName& other : otherNames)
        if (word == other.name)
            return other.column;
    std::optional<Column> best;
    std::size_t bestDistance = word.size() <= 3 ? 2 : word.size() <= 5 ? 3 : 4; // one more than is taken
    for (std::size_t i = 0; i < columnCount; ++i) {
        const auto column = static_cast<Column>(i);
        const std::string_view candidate = columnName(column);
        const bool beginning = word.size() >= 3 && candidate.starts_with(word);
        const std::size_t distance = beginning ? 1 : editDistance(word, candidate);
        if (distance < bestDistance && distance < candidate.size()) {
            bestDistance = distance;
            best = column;
        }
    }
    return best;
}

std::string_view columnMeaning(Column column) { return meanings[static_cast<std::size_t>(column)]; }

std::string unknownColumnMessage(std::string_view name)
{
    std::string message = "There is no column '" + displayText(name, 40) + "'.";
    const std::size_t dot = name.find('.');
    const auto column = nearestColumn(name);
    if (dot != std::string_view::npos && dot > 0) {
        // A dotted name is a field of the record, whatever stands before the first dot.
        const std::string_view path = column == Column::Details ? name.substr(dot + 1) : name;
        message += " Did you mean 'details." + displayText(path, 40) + "'?";
    } else if (column) {
        message += " Did you mean '" + std::string(columnName(*column)) + "'?";
    } else {
        message +=
            " Columns are time, product, category, action, actor, target, outcome, ip, client, workspace, message, id, "
            "source, raw and details.<path>.";
    }
    return message + " To search for it as text, write it in quotes.";
}

} // namespace auditorium
