// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "command/desk.h"
#include "command/print.h"
#include "command/subcommands.h"

#include "event/text.h"
#include "session/session.h"

#include <QJsonDocument>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace auditorium {

namespace {

constexpr std::size_t shownText = 2000;
constexpr std::size_t shownReason = 300;
constexpr auto tellEvery = std::chrono::seconds(1);

/// What an interrupt stops: the pull ends after what it has committed.
CancelToken& interrupted()
{
    static CancelToken token = CancelToken::create();
    return token;
}

/// The state of a pull on standard error: one line that is written over on a terminal, else now and then a line.
class Teller {
public:
    void operator()(const PullProgress& progress)
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - m_told < tellEvery && progress.waiting == m_waiting)
            return;
        m_told = now;
        m_waiting = progress.waiting;
        const std::string line = progress.stream + ": " + std::to_string(progress.added) + " new events, " + std::to_string(progress.requests) + " requests"
            + (progress.reachedNs ? ", at " + isoTime(progress.reachedNs) : std::string())
            + (progress.waiting.empty() ? std::string() : "; " + progress.waiting);
        std::fprintf(stderr, m_terminal ? "\r\x1b[K%s" : "%s\n", displayText(line, shownText).c_str());
    }
    void end() const
    {
        if (m_terminal && m_told != std::chrono::steady_clock::time_point())
            std::fputc('\n', stderr);
    }

private:
    bool m_terminal = ::isatty(STDERR_FILENO) != 0;
    std::chrono::steady_clock::time_point m_told;
    std::string m_waiting;
};

Result<std::optional<std::int64_t>> sinceOf(const Arguments& arguments)
{
    const std::string text = arguments.option("since");
    if (text.empty())
        return std::optional<std::int64_t>();
    const auto time = parseTimeValue({text, false}, timeContext(arguments));
    if (!time)
        return Error{"usage", "--since takes a time: 2026-09-01, 2026-09-01T10:00:00Z, -30d"};
    return std::optional<std::int64_t>(time->fromNs);
}

/// How complete the archive is, in lines for a person.
std::string completenessText(const Completeness& complete)
{
    std::string text = complete.untilNs ? "complete up to " + isoTime(complete.untilNs) : std::string("not complete yet");
    if (complete.fromNs)
        text += " from " + isoTime(complete.fromNs);
    text += ", " + std::to_string(complete.fetched) + " events";
    if (complete.announced && *complete.announced > 0)
        text += " (" + std::to_string(std::min(complete.announcedFetched, *complete.announced)) + " of " + std::to_string(*complete.announced) + " announced)";
    text += "\n";
    for (const TimeHole& hole : complete.holes)
        text += "  missing: " + isoTime(hole.fromNs) + " to " + isoTime(hole.toNs) + ": " + displayText(hole.reason, shownReason) + "\n";
    return text;
}

Status printEnd(const Arguments& arguments, const std::string& source, const PullProgress& done, const Completeness& complete)
{
    if (arguments.format == "json") {
        QJsonObject object = completenessJson(source, complete);
        object.insert(QStringLiteral("added"), static_cast<qint64>(done.added));
        object.insert(QStringLiteral("requests"), static_cast<qint64>(done.requests));
        return printOut(QJsonDocument(object).toJson().toStdString());
    }
    return printOut("pulled " + std::to_string(done.added) + " new events in " + std::to_string(done.requests) + " requests\n" + completenessText(complete));
}

} // namespace

int runPull(const Arguments& arguments)
{
    const auto knowledge = builtInKnowledge();
    if (!knowledge)
        return failWith(knowledge.error());
    const auto since = sinceOf(arguments);
    if (!since) {
        failWith(since.error());
        return exitUsage;
    }
    const auto desk = makeDesk(arguments, *knowledge);
    if (!desk)
        return failWith(desk.error());
    const Result<Connection> connection = (*desk)->library().connection(arguments.words.front());
    if (!connection)
        return failWith(connection.error());
    if (connection->isSql())
        return failWith({"pull", "\"" + connection->name + "\" is a database: it is asked directly, there is nothing to pull."});

    if (const auto known = archivedCompleteness((*desk)->archiveOf(*connection)); *since && known && *known && (*known)->fromNs && **since < *(*known)->fromNs)
        return failWith({"pull", "What was pulled begins at " + isoTime((*known)->fromNs) + "; --since cannot reach back before that. For earlier events set up one more connection."});
    interrupted(); // made before a signal may ask for it
    for (const int signal : {SIGINT, SIGTERM})
        std::signal(signal, [](int) { interrupted().cancel(); });
    Teller teller;
    PullOptions options;
    options.sinceNs = *since;
    options.follow = arguments.follow;
    options.cancel = interrupted();
    options.progress = [&](const PullProgress& progress) { teller(progress); };
    options.trouble = [](const Error& error) { std::fprintf(stderr, "auditorium: %s\n", displayText(error.message, shownText).c_str()); };
    const auto done = (*desk)->pullInto(*connection, options);
    teller.end();
    if (!done && done.error().code != "cancelled")
        return failWith(done.error());
    const auto complete = archivedCompleteness((*desk)->archiveOf(*connection));
    if (!complete)
        return failWith(complete.error());
    const Status printed = printEnd(arguments, std::string(connectionPrefix) + connection->name, done ? *done : PullProgress(), complete->value_or(Completeness()));
    if (!printed)
        return failWith(printed.error());
    // An interrupt is how following ends; it stops a single pull short.
    return done || arguments.follow ? exitDone : exitFailed;
}

} // namespace auditorium
