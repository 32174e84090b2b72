// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "command/sources.h"

#include "event/text.h"
#include "ingest/reader.h"
#include "store/eventstore.h"

#include <cstdio>
#include <iterator>
#include <thread>
#include <unistd.h>

namespace auditorium {

namespace {

constexpr std::size_t toldPlaces = 5;
constexpr std::size_t shownText = 400;

IngestReport missing(const std::string& source, const std::string& error)
{
    IngestReport report;
    report.source = source;
    report.format = report.product = "unknown";
    report.profile = "generic";
    report.error = error;
    return report;
}

void tell(const std::string& text)
{
    std::fprintf(stderr, "auditorium: %s\n", displayText(text, shownText).c_str());
}

/// Writes indexes on a thread of its own as long as it lives.
class IndexWriting {
public:
    IndexWriting(std::shared_ptr<EventStore> store, std::vector<PendingIndex> pending, const IndexOptions& options)
        : m_thread([store = std::move(store), pending = std::move(pending), options] { writeIndexes(pending, *store, options, {}); })
    {
    }

private:
    std::jthread m_thread;
};

} // namespace

std::uint64_t LoadedSources::rejected() const
{
    std::uint64_t count = 0;
    for (const IngestReport& report : reports)
        count += report.rejected;
    return count;
}

LoadedSources loadSources(const std::vector<std::string>& sources, const std::shared_ptr<const Knowledge>& knowledge, const IndexOptions& index)
{
    LoadedSources loaded;
    const auto store = std::make_shared<EventStore>();
    SourceIndex indexed(index, knowledge);
    ReadOptions options;
    options.spool = std::make_shared<TextSpool>();
    const auto add = [&](std::vector<IngestReport> reports) {
        loaded.reports.insert(loaded.reports.end(), std::make_move_iterator(reports.begin()), std::make_move_iterator(reports.end()));
    };
    for (const std::string& source : sources) {
        if (source == "-") {
            add(readStream(STDIN_FILENO, "-", knowledge, *store, options));
            continue;
        }
        if (source.starts_with("connection:")) {
            add({missing(source, "there is no connection of that name")});
            loaded.failed = true;
            continue;
        }
        const Result<std::vector<std::string>> files = listInputs(source);
        if (!files) {
            add({missing(source, files.error().message)});
            loaded.failed = true;
            continue;
        }
        for (const std::string& file : *files) {
            std::vector<IngestReport> reports = indexed.read(file, *store, options);
            loaded.failed = loaded.failed || (reports.size() == 1 && reports[0].error.starts_with("cannot be opened"));
            add(std::move(reports));
        }
    }
    loaded.snapshot = store->snapshot();
    if (auto pending = indexed.takePending(); !pending.empty())
        loaded.writing = std::make_shared<IndexWriting>(store, std::move(pending), index);
    return loaded;
}

void tellRejects(const LoadedSources& loaded)
{
    for (const IngestReport& report : loaded.reports) {
        if (!report.error.empty())
            tell(report.source + ": " + report.error);
        if (!report.rejected)
            continue;
        tell(report.source + ": " + std::to_string(report.rejected) + (report.rejected == 1 ? " record rejected" : " records rejected"));
        for (std::size_t i = 0; i < report.rejects.size() && i < toldPlaces; ++i) {
            const Reject& reject = report.rejects[i];
            const std::string place = reject.line ? "line " + std::to_string(reject.line) + ", " : "";
            tell("  " + place + "byte " + std::to_string(reject.offset) + ": " + reject.reason);
        }
        if (report.rejected > toldPlaces)
            tell("  ... auditorium inspect lists more");
    }
}

} // namespace auditorium
