// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/ipaddress.h"
#include "event/text.h"
#include "event/timestamp.h"
#include "ingest/framing.h"

#include <algorithm>
#include <array>
#include <set>

namespace auditorium {

namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t sampledRecords = 60;

/// The first records under a dialect, as cells; records that are cut off by the end of the head are left out.
std::vector<std::vector<std::string>> firstRecords(std::string_view head, bool whole, const CsvDialect& dialect)
{
    std::vector<std::vector<std::string>> records;
    std::vector<std::string_view> cells;
    std::string unquoted;
    std::size_t begin = 0;
    while (begin < head.size() && records.size() < sampledRecords) {
        std::size_t next = 0;
        const std::size_t end = endOfCsvRecord(head, begin, dialect, whole, next);
        if (end == npos)
            break;
        const std::string_view record = head.substr(begin, end - begin);
        begin = next;
        if (trimmed(record).empty())
            continue;
        records.emplace_back();
        splitCsv(record, dialect, cells, unquoted);
        records.back().assign(cells.begin(), cells.end());
    }
    return records;
}

/// How much the records look like a table: share of those that have the most frequent width, which must be above one.
double tableScore(const std::vector<std::vector<std::string>>& records, std::size_t& width)
{
    std::vector<std::size_t> widths;
    for (const auto& record : records)
        widths.push_back(record.size());
    width = 0;
    std::size_t most = 0;
    for (const std::size_t w : widths)
        if (const auto n = static_cast<std::size_t>(std::count(widths.begin(), widths.end(), w)); w > 1 && (n > most || (n == most && w > width))) {
            most = n;
            width = w;
        }
    // One line with a comma among others is prose.
    if (records.empty() || (most < 2 && most < records.size()))
        return 0;
    return static_cast<double>(most) / static_cast<double>(records.size());
}

/// A title is a word, not a value: no time, no number, no address. "@timestamp" is one.
bool looksLikeTitle(const std::string& cell)
{
    const std::string_view text = trimmed(cell);
    if (text.empty() || text.size() > 100 || parseTimestamp(text) || parseIpAddress(text) || text.find('@', 1) != npos)
        return false;
    return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; });
}

bool isHeader(const std::vector<std::string>& cells)
{
    const auto titles = std::count_if(cells.begin(), cells.end(), looksLikeTitle);
    const auto empty = std::count_if(cells.begin(), cells.end(), [](const std::string& c) { return trimmed(c).empty(); });
    return titles > 0 && titles + empty == static_cast<std::ptrdiff_t>(cells.size()) && titles >= empty;
}

std::vector<std::string> uniqueHeader(const std::vector<std::string>& titles, std::size_t width)
{
    std::vector<std::string> header;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < std::max(width, titles.size()); ++i) {
        std::string title = i < titles.size() ? std::string(trimmed(titles[i])) : std::string();
        if (title.empty())
            title = "column" + std::to_string(i + 1);
        std::string name = title;
        for (int copy = 2; !seen.insert(name).second; ++copy)
            name = title + "_" + std::to_string(copy);
        header.push_back(name);
    }
    return header;
}

} // namespace

CsvDialect detectCsv(std::string_view head, bool whole, CsvPreamble& preamble)
{
    preamble = {};
    CsvDialect best;
    const std::string_view sepLine = head.substr(0, head.find('\n'));
    std::string_view body = head;
    if (sepLine.size() >= 5 && equalsIgnoreAsciiCase(sepLine.substr(0, 4), "sep=")) { // a spreadsheet's own hint
        preamble.hints = 1;
        best.delimiter = sepLine[4];
        body.remove_prefix(std::min(head.size(), sepLine.size() + 1));
    }
    std::vector<std::vector<std::string>> records;
    std::size_t width = 0;
    double bestScore = 0;
    static constexpr std::array delimiters = {',', ';', '\t', '|'};
    for (const char delimiter : delimiters) {
        if (preamble.hints && delimiter != best.delimiter)
            continue;
        for (const char quote : {'"', '\''}) {
            CsvDialect dialect;
            dialect.delimiter = delimiter;
            dialect.quote = quote;
            std::size_t candidateWidth = 0;
            auto candidate = firstRecords(body, whole, dialect);
            // A wider table at the same consistency is the better reading; the single quote needs proof.
            const double score = tableScore(candidate, candidateWidth) + static_cast<double>(std::min<std::size_t>(candidateWidth, 50)) / 1000
                - (quote == '\'' ? 0.1 : 0);
            if (candidateWidth > 1 && score > bestScore) {
                bestScore = score;
                best = dialect;
                width = candidateWidth;
                records = std::move(candidate);
            }
        }
    }
    if (bestScore < 0.5 || records.empty())
        return {};
    // Titles may stand below a few lines of prose or comment.
    std::size_t first = 0;
    while (first < records.size() && first < 20 && records[first].size() * 2 <= width)
        ++first;
    if (first == records.size())
        return {};
    const bool header = isHeader(records[first]);
    // Without titles a single row of text with commas is no table.
    if (!header && records.size() < 2)
        return {};
    best.header = uniqueHeader(header ? records[first] : std::vector<std::string>(), width);
    preamble.foreign = first;
    preamble.titles = header ? 1 : 0;
    return best;
}

} // namespace auditorium
