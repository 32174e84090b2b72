// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/text.h"
#include "ingest/engine.h"
#include "ingest/record_mapper.h"

#include <map>
#include <string>

namespace auditorium {
namespace {

class Plan final : public MappingPlan {
public:
    Plan(std::shared_ptr<const Engine> engine, std::shared_ptr<const RecordForm> form,
        const std::vector<std::string_view>& samples)
        : m_engine(std::move(engine))
        , m_form(std::move(form))
    {
        // The name of the plan is what most samples are; each record finds its own profile.
        RecordView view(m_engine->trie());
        std::map<const CompiledProfile*, std::size_t> votes;
        std::size_t most = 0;
        for (const std::string_view sample : samples) {
            const char* reason =
                m_form->csv ? view.readCsv(sample, *m_form->csv, m_form->states) : view.readJson(sample);
            if (reason)
                continue;
            const CompiledProfile* profile = m_engine->detect(view);
            if (const std::size_t count = ++votes[profile]; count > most) {
                most = count;
                m_profile = profile ? profile->profile : nullptr;
            }
        }
    }

    std::string_view profile() const override { return m_profile ? std::string_view(m_profile->id) : "generic"; }
    std::string_view product() const override { return m_profile ? std::string_view(m_profile->product) : "unknown"; }
    const CsvDialect* dialect() const override { return m_form->csv ? &*m_form->csv : nullptr; }
    RecordFormat format() const override
    {
        if (!m_form->csv)
            return RecordFormat::Json;
        return m_form->csv->quote == '"' ? RecordFormat::Csv
            : m_form->csv->quote == '\'' ? RecordFormat::CsvApostrophe
                                         : RecordFormat::Unknown;
    }
    std::unique_ptr<RecordMapper> mapper() const override { return makeMapper(m_engine, m_form); }

private:
    std::shared_ptr<const Engine> m_engine;
    std::shared_ptr<const RecordForm> m_form;
    ProfilePtr m_profile;
};

/// The title as profiles write it: theirs, if it differs only in case or in the white space around it.
PathTrie::State stateOfTitle(
    const PathTrie& trie, const std::map<std::string, std::string>& known, std::string_view title)
{
    const auto found = known.find(asciiLower(trimmed(title)));
    return trie.member(PathTrie::root, found == known.end() ? title : std::string_view(found->second));
}

} // namespace

std::vector<PathTrie::State> columnStates(const Engine& engine, const CsvDialect& dialect)
{
    std::map<std::string, std::string> known;
    for (const CompiledProfile& compiled : engine.profiles())
        for (const Profile::Path& path : compiled.profile->pointers)
            known.try_emplace(asciiLower(path.front()), path.front());
    std::vector<PathTrie::State> states;
    for (const std::string& title : dialect.header) {
        PathTrie::State state = engine.trie().member(PathTrie::root, title);
        if (state == PathTrie::dead)
            state = stateOfTitle(engine.trie(), known, title);
        if (state == PathTrie::dead && title.find('.') != std::string::npos) {
            state = PathTrie::root;
            for (std::size_t from = 0; from <= title.size() && state != PathTrie::dead;) {
                const std::size_t end = std::min(title.find('.', from), title.size());
                state = engine.trie().member(state, std::string_view(title).substr(from, end - from));
                from = end + 1;
            }
        }
        states.push_back(state);
    }
    return states;
}

std::shared_ptr<const MappingPlan> planJson(
    std::shared_ptr<const Knowledge> knowledge, const std::vector<std::string_view>& samples)
{
    return std::make_shared<Plan>(engineOf(*knowledge), std::make_shared<const RecordForm>(), samples);
}

std::shared_ptr<const MappingPlan> planCsv(
    std::shared_ptr<const Knowledge> knowledge, const CsvDialect& dialect, const std::vector<std::string_view>& samples)
{
    auto engine = engineOf(*knowledge);
    auto form = std::make_shared<RecordForm>();
    form->csv = dialect;
    form->states = columnStates(*engine, dialect);
    return std::make_shared<Plan>(std::move(engine), std::move(form), samples);
}

} // namespace auditorium
