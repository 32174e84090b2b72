// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// Questions to a store that was filled from a file: filters, counts by value and by hour, a click with all that follows
// it, and the searches that read the file again. Each figure has the answer with it, for a peer to agree with.
// --copies N asks them of every event N times over, a millisecond apart: columns as of a file N times as large.
// usage: bench_query FILE [--runs N] [--threads N] [--copies N] [--only TEXT]     prints one JSON line a figure

#include "measure.h"
#include "session/session.h"

#include "ingest/reader.h"
#include "query/dataset.h"
#include "store/eventstore.h"

#include <deque>
#include <fstream>

using namespace auditorium;
using namespace auditorium::bench;

namespace {

constexpr std::int64_t copyStepNs = 1'000'000;

std::shared_ptr<const Snapshot> load(const Options& options, const std::shared_ptr<const Knowledge>& known)
{
    EventStore store;
    ReadOptions how;
    how.threads = options.threads;
    for (const IngestReport& report : readFile(options.file, options.file, known, store, how))
        if (!report.error.empty()) {
            std::fprintf(stderr, "%s\n", report.error.c_str());
            std::exit(1);
        }
    const auto one = store.snapshot();
    if (options.copies == 1)
        return one;
    EventStore copies;
    for (const auto& source : one->sources())
        copies.addSource(source);
    for (const auto& segment : one->segments()) {
        EventBatch batch;
        for (std::uint32_t row = 0; row < segment->size(); ++row) {
            std::array<std::string_view, codedColumnCount> texts;
            for (std::size_t i = 0; i < codedColumnCount; ++i)
                texts[i] = one->codeText(static_cast<int>(i), segment->code(static_cast<int>(i), row));
            for (unsigned copy = 0; copy < options.copies; ++copy) {
                std::optional<Timestamp> time;
                if (segment->timed())
                    time = Timestamp{segment->timeNs(row) + copy * copyStepNs, segment->digits(row)};
                batch.add(time, texts, segment->record(row));
            }
        }
        copies.add(std::move(batch));
    }
    return copies.snapshot();
}

class Questions {
public:
    Questions(Options options, std::shared_ptr<const Snapshot> snapshot, const std::shared_ptr<const Knowledge>& known)
        : m_options(std::move(options))
        , m_snapshot(std::move(snapshot))
        , m_messages(messageKnowledge(known))
        , m_dataset(m_snapshot, m_messages)
    {
    }

    void filter(const char* name, const std::string& text)
    {
        const Query query = take(parseQuery(text));
        ask(name, text, [&] { return take(evaluate(query, *m_snapshot, {}, {}, &m_messages)).size(); });
    }

    /// Counted anew each time: a snapshot keeps the counts over all of its rows once they are known.
    void facetOf(const char* name, Column column)
    {
        ask(name, std::string(columnName(column)), [&] {
            const Snapshot fresh(m_snapshot->segments(), m_snapshot->dictionaries(), m_snapshot->sources());
            const Facet found = take(facet(fresh, RowSet::all(fresh), {column, {}}, {{}, 10, false, {}}));
            return found.values.front().count;
        });
    }

    void byHour()
    {
        const RowSet all = RowSet::all(*m_snapshot);
        ask("hourly histogram", "time/1h", [&] { return take(countByTime(*m_snapshot, all, "1h")).distinct; });
    }

    /// What a click in a panel asks for: the rows, the counts of all panels, the tree, the plot and a page. Each time in a
    /// dataset that was asked for all rows before, and nothing else.
    void click(const char* name, const std::string& text)
    {
        if (!wants(name))
            return;
        std::deque<SnapshotDataset> datasets;
        for (unsigned i = 0; i <= m_options.runs; ++i)
            look(datasets.emplace_back(m_snapshot, m_messages), {});
        const ViewRequest request = requestOf(text);
        std::size_t next = 0;
        ask(name, text, [&] { return look(datasets[next++ % datasets.size()], request); });
    }

    /// The same while somebody chooses a time: what holds for any time is known from the click before.
    void clickTime(const char* name, const std::string& text)
    {
        const ViewRequest request = requestOf(text);
        ask(name, text, [&] { return look(m_dataset, request); });
    }

    /// The value at that place of a column's values by frequency.
    std::string valueAt(Column column, std::size_t place) const
    {
        const Facet found = take(facet(*m_snapshot, RowSet::all(*m_snapshot), {column, {}}));
        return found.values[std::min(place, found.values.size() - 1)].value;
    }

private:
    bool wants(std::string_view name) const { return name.find(m_options.only) != std::string_view::npos; }
    static ViewRequest requestOf(const std::string& text)
    {
        ViewRequest request;
        request.query = take(parseQuery(text));
        return request;
    }
    static std::uint64_t look(const SnapshotDataset& dataset, const ViewRequest& request)
    {
        const auto view = take(dataset.view(request, {}));
        for (const Column column : {Column::Action, Column::Actor, Column::Ip, Column::Client, Column::Workspace, Column::Outcome})
            take(view->facet({column, {}}, {{}, 10, false, {}}, {}));
        take(view->products({}));
        take(view->plot(240, {}));
        take(view->rows(0, 50, {}));
        return view->count();
    }

    template <class F>
    void ask(std::string_view name, const std::string& question, F&& work)
    {
        if (!wants(name))
            return;
        std::uint64_t answer = 0;
        answer = work();
        const std::vector<double> ms = timed(m_options.runs, [&] { work(); });
        std::string quoted;
        for (const char c : question) {
            if (c == '"' || c == '\\')
                quoted += '\\';
            quoted += c;
        }
        printFigure(name, ms, "\"question\": \"" + quoted + "\", \"answer\": " + std::to_string(answer));
    }

    Options m_options;
    std::shared_ptr<const Snapshot> m_snapshot;
    MessageKnowledge m_messages;
    SnapshotDataset m_dataset;
};

} // namespace

int main(int argc, char** argv)
{
    const Options options = parseOptions(argc, argv);
    const auto known = knowledge();
    const auto snapshot = load(options, known);
    std::printf("{\"figure\": \"rows\", \"answer\": %llu}\n", static_cast<unsigned long long>(snapshot->size()));
    if (!snapshot->size())
        return 1;
    Questions questions(options, snapshot, known);
    const std::string actor = questions.valueAt(Column::Actor, 100);
    questions.filter("actor filter", "actor=\"" + actor + '"');
    questions.filter("CIDR filter", "ip:10.12.0.0/16");
    questions.filter("time and category", "time>=2026-02-01 time<2026-02-08 category:permission");
    questions.filter("outcome filter", "outcome:success");
    questions.facetOf("facet of 120 values", Column::Action);
    questions.facetOf("facet of 20,000 values", Column::Actor);
    questions.byHour();
    questions.click("click, selective", "-outcome:success time:2026-02");
    questions.clickTime("click, another time", "-outcome:success time:2026-02");
    questions.click("click, one actor", "actor=\"" + actor + '"');
    questions.click("click, most rows", "outcome:success");
    questions.click("click, half of the rows", "action<\"" + questions.valueAt(Column::Action, 2) + "\"");
    questions.click("click, all rows", "");
    if (options.copies == 1) {
        questions.filter("message text", "message:\"rotation failed\"");
        questions.filter("whole record text", "d3ad");
    }
    return 0;
}
