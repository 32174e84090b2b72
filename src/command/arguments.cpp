// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "command/arguments.h"

#include "event/text.h"
#include "session/session.h"

#include <QCommandLineParser>

#include <algorithm>
#include <array>
#include <utility>

namespace auditorium {

namespace {

struct OptionText {
    const char* names; ///< comma between names
    const char* value; ///< null: a switch
    const char* help;
};

struct Subcommand {
    const char* name;
    const char* usage;
    const char* summary;
    const char* formats; ///< the first is the default
    std::vector<const char*> options; ///< names in the table below
};

const std::array optionTexts = {
    OptionText{"filter", "Q", "Only the events this query keeps; see the query language in the manual."},
    OptionText{"columns", "A,B", "Columns to write, in this order; details.<path> reads any field."},
    OptionText{"sort", "COLUMN", "time (default), -time or any column; a leading - reverses it."},
    OptionText{"limit", "N", "At most N events."},
    OptionText{"format", "F", "How to write: "},
    OptionText{"timezone", "TZ", "Zone of printed times and of zone-less times in the query: UTC (default), local, Europe/Berlin, +02:00."},
    OptionText{"strict", nullptr, "Fail if any record was rejected."},
    OptionText{"no-index", nullptr, "Neither use nor write the index that makes opening a file again fast."},
    OptionText{"o,output", "FILE", "The file to write; it appears whole or not at all."},
    OptionText{"raw-cells", nullptr, "CSV: do not put ' before cells that a spreadsheet would run as a formula."},
    OptionText{"manifest", "FILE", "Also write what was exported, from what and how, as JSON."},
    OptionText{"by", "COLUMN", "Count per value of a column, or per time: time/1h, time/1d, time/15m."},
    OptionText{"id", "ID", "The event's id."},
    OptionText{"product", "P", "Only this product, by its key."},
    OptionText{"token-env", "VAR", "The secret is in this environment variable (a JSON object in it: several secrets)."},
    OptionText{"token-file", "FILE", "The secret is the first line of this file, which nobody else may read."},
    OptionText{"passphrase-env", "VAR", "The passphrase of the file of secrets is in this environment variable."},
    OptionText{"passphrase-file", "FILE", "The passphrase of the file of secrets is the first line of this file."},
    OptionText{"profile", "ID", "add: the service; see: auditorium connection profiles."},
    OptionText{"set", "NAME=VALUE", "add: a variable of the profile; may be repeated."},
    OptionText{"base-url", "URL", "add: instead of the profile's address."},
    OptionText{"auth", "ID", "add: how to sign in, where the profile knows several ways."},
    OptionText{"ca-file", "FILE", "add: trust this authority too (PEM), for this connection alone."},
    OptionText{"pin", "SHA256", "add: take only the certificate with this fingerprint, which must be valid nevertheless."},
    OptionText{"secrets", "PLACE", "add: where the secret is kept: keychain (default), file, environment."},
    OptionText{"driver", "D", "add: a database: postgresql or sqlite."},
    OptionText{"host", "H", "add: the database server."},
    OptionText{"port", "N", "add: its port."},
    OptionText{"database", "NAME", "add: the database; sqlite: the file."},
    OptionText{"user", "USER", "add: the database user, which should only be allowed to read."},
    OptionText{"ssl-mode", "MODE", "add: postgresql: verify-full (default beyond this machine), verify-ca, require, prefer, disable."},
    OptionText{"table", "T", "add: the table or view, with its schema in front: public.events; see: auditorium connection tables."},
    OptionText{"shape", "ID", "add: a known shape of audit table; by default it is recognised."},
    OptionText{"mapping", "FILE", "add: JSON that says which of the table's columns are what, as the \"columns\" of a profile."},
    OptionText{"since", "T", "Where nothing was pulled yet: from this time on (2026-09-01; by default what the service keeps, or -30d)."},
    OptionText{"follow", nullptr, "Go on pulling what is new, until interrupted."},
};

/// What names the secrets of connections for one run: options of every subcommand that may use one.
constexpr std::array secretOptions = {"token-env", "token-file", "passphrase-env", "passphrase-file"};


const std::array subcommands = {
    Subcommand{"query", "query [options] SOURCE...", "Print events.", "table,csv,json,ndjson",
        {"filter", "columns", "sort", "limit", "format", "timezone", "strict", "no-index"}},
    Subcommand{"export", "export [options] -o FILE SOURCE...", "Write events to a file.", "csv,json,ndjson,table",
        {"filter", "columns", "sort", "limit", "format", "timezone", "o,output", "raw-cells", "manifest", "strict", "no-index"}},
    Subcommand{"count", "count [options] SOURCE...", "Count events.", "table,csv,json", {"filter", "by", "format", "timezone", "strict", "no-index"}},
    Subcommand{"show", "show --id ID SOURCE...", "Show one event in full.", "text,json,raw", {"id", "format", "timezone", "strict", "no-index"}},
    Subcommand{"inspect", "inspect SOURCE...", "Say what each source is and what became of its records.", "text,json", {"format", "strict", "no-index"}},
    Subcommand{"connection", "connection add|list|test|tables|sign-in|remove|profiles [options] [NAME]", "Set up and test connections to audit services and databases.", "table,json",
        {"profile", "set", "base-url", "auth", "ca-file", "pin", "secrets", "driver", "host", "port", "database", "user", "ssl-mode", "table", "shape", "mapping", "format"}},
    Subcommand{"pull", "pull [options] NAME", "Fetch what is new of a connection into its local archive.", "text,json", {"since", "follow", "format"}},
    Subcommand{"catalog", "catalog [options]", "Print every event type known.", "table,csv,json", {"product", "format"}},
};

const Subcommand* findSubcommand(const QString& name)
{
    const auto it = std::find_if(subcommands.begin(), subcommands.end(), [&](const Subcommand& s) { return name == QLatin1String(s.name); });
    return it == subcommands.end() ? nullptr : it;
}

std::vector<const char*> optionsOf(const Subcommand& subcommand)
{
    std::vector<const char*> options = subcommand.options;
    if (std::string_view(subcommand.name) != "catalog")
        options.insert(options.end(), secretOptions.begin(), secretOptions.end());
    return options;
}

const OptionText& optionText(const char* names)
{
    return *std::find_if(optionTexts.begin(), optionTexts.end(), [&](const OptionText& o) { return std::string_view(o.names) == names; });
}

Error usage(std::string message)
{
    return {"usage", std::move(message)};
}

QStringList split(const char* list)
{
    return QString::fromLatin1(list).split(QLatin1Char(','));
}

Status readColumns(const std::string& text, std::vector<ColumnRef>& columns)
{
    for (const QString& part : QString::fromStdString(text).split(QLatin1Char(','))) {
        const std::string name = part.trimmed().toStdString();
        const std::optional<ColumnRef> column = columnRefByName(name);
        if (!column)
            return usage("unknown column \"" + name + "\" in --columns");
        columns.push_back(*column);
    }
    return success();
}

Status readSort(std::string text, SortOrder& order)
{
    if (text.starts_with('-')) {
        order.descending = true;
        text.erase(0, 1);
    }
    const std::optional<ColumnRef> column = columnRefByName(text);
    if (!column)
        return usage("unknown column \"" + text + "\" in --sort");
    order.column = *column;
    return success();
}

/// Subcommands whose arguments are names, not sources.
bool takesWords(const std::string& name)
{
    return name == "connection" || name == "pull";
}

Status readValues(const Subcommand& subcommand, const QCommandLineParser& parser, Arguments& out)
{
    const auto value = [&](const char* name) { return parser.isSet(QLatin1String(name)) ? parser.value(QLatin1String(name)).toStdString() : std::string(); };
    const auto known = [options = optionsOf(subcommand)](const char* names) {
        return std::any_of(options.begin(), options.end(), [&](const char* o) { return std::string_view(o) == names; });
    };
    if (known("filter")) {
        out.filterText = value("filter");
        const Result<Query> query = parseQuery(out.filterText);
        if (!query)
            return usage(filterError(out.filterText, query.error()));
        out.filter = *query;
    }
    if (known("columns") && parser.isSet(QStringLiteral("columns")))
        if (Status status = readColumns(value("columns"), out.columns); !status)
            return status;
    if (known("sort") && parser.isSet(QStringLiteral("sort")))
        if (Status status = readSort(value("sort"), out.sort); !status)
            return status;
    if (known("limit") && parser.isSet(QStringLiteral("limit"))) {
        bool ok = false;
        out.limit = parser.value(QStringLiteral("limit")).toULongLong(&ok);
        if (!ok)
            return usage("--limit takes a whole number");
    }
    if (known("timezone") && parser.isSet(QStringLiteral("timezone"))) {
        out.zoneName = value("timezone");
        const Result<UtcOffset> zone = zoneByName(QString::fromStdString(out.zoneName));
        if (!zone)
            return usage(zone.error().message);
        out.zone = *zone;
    }
    const QStringList formats = split(subcommand.formats);
    out.format = formats.first().toStdString();
    if (parser.isSet(QStringLiteral("format"))) {
        out.format = value("format");
        if (!formats.contains(QString::fromStdString(out.format)))
            return usage("--format takes one of " + formats.join(QStringLiteral(", ")).toStdString());
    }
    if (known("o,output"))
        out.output = value("output");
    if (known("strict"))
        out.strict = parser.isSet(QStringLiteral("strict"));
    if (known("no-index") && !parser.isSet(QStringLiteral("no-index")))
        out.index.folder = defaultIndexFolder().toStdString();
    out.index.messages = false; // they take longer to make than most commands
    if (known("raw-cells"))
        out.rawCells = parser.isSet(QStringLiteral("raw-cells"));
    out.manifest = known("manifest") ? value("manifest") : "";
    out.by = known("by") ? value("by") : "";
    out.id = known("id") ? value("id") : "";
    out.product = known("product") ? value("product") : "";
    out.follow = known("follow") && parser.isSet(QStringLiteral("follow"));
    if (known("token-env")) {
        out.tokenEnv = value("token-env");
        out.tokenFile = value("token-file");
        out.passphraseEnv = value("passphrase-env");
        out.passphraseFile = value("passphrase-file");
    }
    if (takesWords(out.name))
        for (const char* names : optionsOf(subcommand))
            for (const QString& given : parser.values(QLatin1String(names)))
                out.given.emplace_back(names, given.toStdString());
    return success();
}

/// Rules that belong to one subcommand.
Status checkSubcommand(const QCommandLineParser& parser, Arguments& out)
{
    if (!out.tokenEnv.empty() && !out.tokenFile.empty())
        return usage("either --token-env or --token-file, not both");
    if (takesWords(out.name)) {
        out.words = std::exchange(out.sources, {});
        if (out.words.size() != 1 && out.name == "pull")
            return usage("pull takes the NAME of one connection");
        return success();
    }
    if (out.name != "catalog" && out.sources.empty())
        return usage("no SOURCE given: name a file, a folder, connection:NAME, or - for standard input");
    if (out.name == "catalog" && !out.sources.empty())
        return usage("catalog takes no SOURCE");
    if (out.name == "show" && out.id.empty())
        return usage("show needs --id ID");
    if (out.name == "export") {
        if (out.output.empty())
            return usage("export needs -o FILE");
        if (!parser.isSet(QStringLiteral("format"))) {
            const std::optional<OutputFormat> format = formatByEnding(out.output);
            if (!format)
                return usage("the ending of \"" + out.output + "\" names no format: use .csv, .json or .ndjson, or --format");
            out.format = *format == OutputFormat::Csv ? "csv" : *format == OutputFormat::Json ? "json" : "ndjson";
        }
    }
    if (std::count(out.sources.begin(), out.sources.end(), "-") > 1)
        return usage("standard input (-) can be read only once");
    return success();
}

} // namespace

std::string Arguments::option(std::string_view wanted) const
{
    std::string found;
    for (const auto& [given_name, value] : given)
        if (given_name == wanted)
            found = value;
    return found;
}

bool isSubcommand(const QString& name)
{
    return findSubcommand(name);
}

Result<Arguments> parseArguments(const QStringList& arguments)
{
    const Subcommand* subcommand = findSubcommand(arguments.value(0));
    if (!subcommand)
        return usage("unknown subcommand \"" + arguments.value(0).toStdString() + "\"");
    QCommandLineParser parser;
    for (const char* names : optionsOf(*subcommand)) {
        const OptionText& text = optionText(names);
        parser.addOption(QCommandLineOption(split(text.names), QString(), text.value ? QString::fromLatin1(text.value) : QString()));
    }
    parser.addOption(QCommandLineOption(QStringList{QStringLiteral("h"), QStringLiteral("help")}));
    Arguments out;
    out.name = subcommand->name;
    if (!parser.parse(arguments))
        return usage(parser.errorText().toStdString());
    if (parser.isSet(QStringLiteral("help"))) {
        out.help = true;
        return out;
    }
    for (const QString& source : parser.positionalArguments())
        out.sources.push_back(source.toStdString());
    if (Status status = readValues(*subcommand, parser, out); !status)
        return status.error();
    if (Status status = checkSubcommand(parser, out); !status)
        return status.error();
    return out;
}

std::string helpText(const std::string& name)
{
    std::string text;
    const auto line = [&](const std::string& left, const std::string& right) {
        text += "  " + left + std::string(left.size() < 22 ? 22 - left.size() : 1, ' ') + right + "\n";
    };
    if (const Subcommand* subcommand = findSubcommand(QString::fromStdString(name))) {
        text = "Usage: auditorium " + std::string(subcommand->usage) + "\n" + subcommand->summary + "\n\nOptions:\n";
        for (const char* names : optionsOf(*subcommand)) {
            const OptionText& option = optionText(names);
            std::string left;
            for (const QString& n : split(option.names))
                left += (left.empty() ? "" : ", ") + std::string(n.size() == 1 ? "-" : "--") + n.toStdString();
            if (option.value)
                left += std::string(" ") + option.value;
            line(left, option.help + (std::string_view(option.names) == "format" ? split(subcommand->formats).join(QStringLiteral(", ")).toStdString() + "." : std::string()));
        }
        line("-h, --help", "This text.");
        if (name != "catalog" && !takesWords(name))
            text += "\nSOURCE is a file, a folder (every export below it), - for standard input, or connection:NAME. Several are one timeline.\n";
        return text;
    }
    text = "Auditorium reads audit logs: who did what, when, from where.\n\n"
           "Usage: auditorium [SOURCE...]               the window\n"
           "       auditorium SUBCOMMAND [options]      the same without a display\n\nSubcommands:\n";
    for (const Subcommand& subcommand : subcommands)
        line(subcommand.name, subcommand.summary);
    text += "\nOptions:\n";
    line("-h, --help", "This text; after a subcommand: its options.");
    line("-v, --version", "The version.");
    text += "\nColumns: time product category action actor target outcome ip client workspace message id source\n"
            "         details.<path> raw\n"
            "Exit status: 0 done, 1 failed, 2 wrong usage.\n";
    return text;
}

std::string filterError(const std::string& filter, const Error& error)
{
    std::string text = "filter: " + error.message;
    if (error.position == Error::npos || filter.size() > 4096)
        return text;
    // One mark a character, not a byte: count what is no UTF-8 continuation.
    const auto characters = [&](std::size_t begin, std::size_t end) {
        return std::count_if(filter.begin() + static_cast<std::ptrdiff_t>(std::min(begin, filter.size())),
            filter.begin() + static_cast<std::ptrdiff_t>(std::min(end, filter.size())), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
    };
    const auto before = static_cast<std::size_t>(characters(0, error.position));
    const auto marked = static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, characters(error.position, error.position + error.length)));
    return text + "\n  " + displayText(filter, 4096) + "\n  " + std::string(before, ' ') + std::string(marked, '^');
}

} // namespace auditorium
