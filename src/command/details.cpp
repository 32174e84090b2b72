// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "command/print.h"
#include "command/subcommands.h"

#include "event/text.h"
#include "session/session.h"

#include <cstdio>

namespace auditorium {

namespace {

constexpr std::size_t shownRejects = 20;
constexpr std::size_t shownText = 2000;

std::string number(std::uint64_t value)
{
    return std::to_string(value);
}

void jsonMember(std::string& out, const char* key, std::string_view text)
{
    if (out.back() != '{')
        out += ", ";
    appendJsonString(out, key);
    out += ": ";
    appendJsonString(out, text);
}

void jsonNumber(std::string& out, const char* key, std::uint64_t value)
{
    out += out.back() == '{' ? "" : ", ";
    appendJsonString(out, key);
    out += ": " + number(value);
}

void textLine(std::string& out, std::string_view label, std::string_view value)
{
    out += std::string(label) + std::string(label.size() < 12 ? 12 - label.size() : 1, ' ')
        + (value.empty() ? std::string("-") : displayText(value, shownText)) + "\n";
}

std::string eventJson(const Event& event, const Arguments& arguments)
{
    std::string out = "{";
    jsonMember(out, "time", event.time ? formatTimestamp(*event.time, arguments.zone) : std::string());
    for (std::size_t i = 1; i < columnCount; ++i)
        if (const auto column = static_cast<Column>(i); column != Column::Details && column != Column::Raw)
            jsonMember(out, std::string(columnName(column)).c_str(), event[column]);
    out += ", \"details\": " + (event.detailsJson.empty() ? "{}" : event.detailsJson);
    jsonMember(out, "raw", event.raw);
    return out + "}\n";
}

std::string eventText(const Event& event, const Arguments& arguments, const Catalog& catalog)
{
    std::string out;
    textLine(out, "time", event.time ? formatTimestamp(*event.time, arguments.zone) : std::string());
    for (std::size_t i = 1; i < columnCount; ++i)
        if (const auto column = static_cast<Column>(i); column != Column::Details && column != Column::Raw)
            textLine(out, columnName(column), event[column]);
    if (const EventType* type = catalog.find(event[Column::Product], event[Column::Action], event[Column::Category])) {
        textLine(out, "catalog", type->title + " (" + std::string(statusName(type->status)) + "): " + type->description);
        if (!type->advice.empty())
            textLine(out, "advice", type->advice);
    } else if (event[Column::Product] != "unknown" && catalog.product(event[Column::Product])) {
        textLine(out, "catalog", "not in the catalog");
    }
    out += "details\n";
    for (const Field& field : event.details)
        out += "  " + displayText(field.path, shownText) + " = " + displayText(field.value, shownText) + "\n";
    return out + "raw\n" + displayBlock(event.raw, std::size_t{1} << 20) + "\n";
}

std::string reportJson(const IngestReport& report)
{
    std::string out = "{";
    jsonMember(out, "source", report.source);
    jsonMember(out, "format", report.format);
    jsonMember(out, "product", report.product);
    jsonMember(out, "profile", report.profile);
    jsonNumber(out, "events", report.events);
    jsonNumber(out, "rejected", report.rejected);
    out += ", \"rejects\": [";
    for (std::size_t i = 0; i < report.rejects.size() && i < shownRejects; ++i) {
        const Reject& reject = report.rejects[i];
        out += i ? ", {" : "{";
        jsonNumber(out, "line", reject.line);
        jsonNumber(out, "offset", reject.offset);
        jsonNumber(out, "length", reject.length);
        jsonMember(out, "reason", reject.reason);
        out += "}";
    }
    out += "]";
    jsonNumber(out, "without_time", report.withoutTime);
    jsonMember(out, "first", isoTime(report.firstNs));
    jsonMember(out, "last", isoTime(report.lastNs));
    if (!report.error.empty())
        jsonMember(out, "error", report.error);
    return out + "}";
}

std::string reportText(const IngestReport& report)
{
    std::string out;
    textLine(out, "source", report.source);
    textLine(out, "format", report.format);
    textLine(out, "product", report.product);
    textLine(out, "profile", report.profile);
    textLine(out, "events", number(report.events));
    textLine(out, "no time", number(report.withoutTime));
    textLine(out, "first", isoTime(report.firstNs));
    textLine(out, "last", isoTime(report.lastNs));
    textLine(out, "rejected", number(report.rejected));
    for (std::size_t i = 0; i < report.rejects.size() && i < shownRejects; ++i) {
        const Reject& reject = report.rejects[i];
        out += "  line " + number(reject.line) + ", byte " + number(reject.offset) + ": " + displayText(reject.reason, shownText) + "\n";
    }
    if (report.rejected > shownRejects)
        out += "  and " + number(report.rejected - std::min<std::uint64_t>(shownRejects, report.rejects.size())) + " more\n";
    if (!report.error.empty())
        textLine(out, "error", report.error);
    return out;
}

} // namespace

int runShow(const Arguments& arguments)
{
    const auto knowledge = builtInKnowledge();
    if (!knowledge)
        return failWith(knowledge.error());
    LoadedSources loaded = loadSources(arguments, *knowledge);
    auto node = std::make_shared<QueryNode>();
    node->kind = QueryNode::Kind::Equals;
    node->column = {Column::Id, {}};
    node->values = {{arguments.id, true}};
    if (loaded.database) {
        const auto view = loaded.database->view({Query{node}, {}, timeContext(arguments)}, {});
        if (!view)
            return failWith(view.error());
        const auto read = readView(*loaded.database, **view, arguments.sources.front());
        if (!read)
            return failWith(read.error());
        loaded.snapshot = *read;
    }
    const MessageKnowledge messages = messageKnowledge(*knowledge);
    const auto rows = evaluate(Query{node}, *loaded.snapshot, timeContext(arguments), {}, &messages);
    if (!rows)
        return failWith(rows.error());
    if (rows->size() == 0) {
        tellRejects(loaded);
        return failWith({"show", "no event has the id \"" + displayText(arguments.id) + "\""});
    }
    const Result<Event> event = loaded.snapshot->event(rows->select(*loaded.snapshot, 0));
    if (!event)
        return failWith(event.error());
    const Status status = printOut(arguments.format == "raw" ? event->raw + "\n"
            : arguments.format == "json" ? eventJson(*event, arguments)
                                         : eventText(*event, arguments, *(*knowledge)->catalog));
    if (!status)
        return failWith(status.error());
    if (rows->size() > 1)
        std::fprintf(stderr, "auditorium: %llu events have this id; the first is shown\n", static_cast<unsigned long long>(rows->size()));
    return endStatus(arguments, loaded);
}

int runInspect(const Arguments& arguments)
{
    const auto knowledge = builtInKnowledge();
    if (!knowledge)
        return failWith(knowledge.error());
    const LoadedSources loaded = loadSources(arguments, *knowledge);
    std::string out = arguments.format == "json" ? "[" : "";
    for (std::size_t i = 0; i < loaded.reports.size(); ++i) {
        if (arguments.format == "json")
            out += (i ? ",\n " : "\n ") + reportJson(loaded.reports[i]);
        else
            out += (i ? "\n" : "") + reportText(loaded.reports[i]);
    }
    out += arguments.format == "json" ? (loaded.reports.empty() ? "]\n" : "\n]\n") : "";
    if (const Status status = printOut(out); !status)
        return failWith(status.error());
    for (const IngestReport& report : loaded.reports)
        if (!report.error.empty() && report.events == 0)
            std::fprintf(stderr, "auditorium: %s: %s\n", displayText(report.source).c_str(), displayText(report.error).c_str());
    return loaded.failed || (arguments.strict && loaded.rejected()) ? exitFailed : exitDone;
}

int runCatalog(const Arguments& arguments)
{
    const auto knowledge = builtInKnowledge();
    if (!knowledge)
        return failWith(knowledge.error());
    const Catalog& catalog = *(*knowledge)->catalog;
    if (!arguments.product.empty() && !catalog.product(arguments.product)) {
        std::string known;
        for (const CatalogProduct& product : catalog.products())
            known += (known.empty() ? "" : ", ") + product.key;
        failWith({"usage", "unknown product \"" + arguments.product + "\"; known are " + known});
        return exitUsage;
    }
    SmallTable table{{"product", "category", "action", "title", "status", "description", "fields"}, {false, false, false, false, false, false, false}, {}};
    table.numbers.back() = arguments.format == "json"; // an array, written as it is
    for (const CatalogProduct& product : catalog.products()) {
        if (!arguments.product.empty() && product.key != arguments.product)
            continue;
        for (const EventType& type : product.types) {
            std::string fields;
            for (const CatalogField& field : type.fields) {
                fields += fields.empty() ? "" : arguments.format == "json" ? ", " : " ";
                if (arguments.format == "json")
                    appendJsonString(fields, field.name);
                else
                    fields += field.name;
            }
            std::string description = type.description + (type.advice.empty() ? "" : " " + type.advice);
            table.rows.push_back({type.product, type.category, type.action, type.title, std::string(statusName(type.status)), std::move(description),
                arguments.format == "json" ? "[" + fields + "]" : fields});
        }
    }
    const Status status = printOut(formatTable(table, arguments.format));
    return status ? exitDone : failWith(status.error());
}

} // namespace auditorium
