// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/reopen.h"

#include "ingest/sourcereader.h"
#include "ingest/textsource.h"

#include <algorithm>
#include <charconv>

namespace auditorium {

namespace {

constexpr std::string_view json = "json", csv = "csv ";

void addText(std::string& out, std::string_view text)
{
    out.append(std::to_string(text.size())).append(":").append(text);
}

bool takeText(std::string_view& left, std::string& text)
{
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(left.data(), left.data() + left.size(), size);
    const auto digits = static_cast<std::size_t>(end - left.data());
    if (error != std::errc{} || digits >= left.size() || left[digits] != ':' || size > left.size() - digits - 1)
        return false;
    text = left.substr(digits + 1, size);
    left.remove_prefix(digits + 1 + size);
    return true;
}

std::shared_ptr<const MappingPlan> planFrom(std::string_view recipe, const std::shared_ptr<const Knowledge>& knowledge)
{
    if (recipe == json)
        return planJson(knowledge, {});
    if (!recipe.starts_with(csv) || recipe.size() < csv.size() + 2)
        return nullptr;
    CsvDialect dialect;
    dialect.delimiter = recipe[csv.size()];
    dialect.quote = recipe[csv.size() + 1];
    recipe.remove_prefix(csv.size() + 2);
    while (!recipe.empty())
        if (!takeText(recipe, dialect.header.emplace_back()))
            return nullptr;
    return planCsv(knowledge, dialect, {});
}

template <class T, class Choose>
void merge(std::optional<T>& into, const std::optional<T>& other, Choose choose)
{
    if (other)
        into = into ? choose(*into, *other) : *other;
}

} // namespace

bool canReadOn(std::string_view recipe, std::string_view format) { return recipe == json && format == "ndjson"; }

void readAdded(const RecordSource& source, const std::string& path, int fd, std::uint64_t from, std::uint32_t index,
    const std::shared_ptr<const Knowledge>& knowledge, BatchSink& sink, const ReadOptions& options, IngestReport& report)
{
    TextInput input;
    input.stream = std::make_unique<PeekStream>(makeFileStream(fd, true, from, options.limit));
    input.name = std::string(source.name());
    input.path = path;
    input.fd = fd;
    const auto& text = dynamic_cast<const TextSource&>(source);
    IngestReport added = readLinesBehind(std::move(input), ReadBefore{from, index, text.plan()}, knowledge, sink, options);
    report.bytes = added.bytes;
    report.events += added.events;
    report.rejected += added.rejected;
    report.withoutTime += added.withoutTime;
    report.rejects.insert(report.rejects.end(), added.rejects.begin(), added.rejects.end());
    report.rejects.resize(std::min(report.rejects.size(), IngestReport::keptRejects));
    merge(report.firstNs, added.firstNs, [](auto a, auto b) { return std::min(a, b); });
    merge(report.lastNs, added.lastNs, [](auto a, auto b) { return std::max(a, b); });
    report.error = added.error;
    report.cancelled = added.cancelled;
}

std::string recipeOf(const RecordSource& source)
{
    const auto* const text = dynamic_cast<const TextSource*>(&source);
    if (!text || !text->isFile() || !text->plan())
        return {};
    const CsvDialect* const dialect = text->plan()->dialect();
    if (!dialect)
        return std::string(json);
    std::string recipe(csv);
    recipe.append(1, dialect->delimiter).append(1, dialect->quote);
    for (const std::string& title : dialect->header)
        addText(recipe, title);
    return recipe;
}

Result<std::shared_ptr<const RecordSource>> reopenSource(std::string_view recipe, const std::string& path, const std::string& name, int fd,
    const std::shared_ptr<const Knowledge>& knowledge, const std::shared_ptr<TextSpool>& spool)
{
    auto plan = planFrom(recipe, knowledge);
    if (!plan)
        return Error{"source.recipe", "the index does not say how the source is read"};
    auto source = std::make_shared<TextSource>(name, spool);
    source->useFile(path, fd);
    source->setPlan(std::move(plan));
    return std::shared_ptr<const RecordSource>(std::move(source));
}

} // namespace auditorium
