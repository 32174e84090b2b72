// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/mapping.h"

namespace auditorium {

bool splitCsv(std::string_view record, const CsvDialect& dialect, std::vector<std::string>& cells)
{
    while (!record.empty() && (record.back() == '\n' || record.back() == '\r'))
        record.remove_suffix(1); // a quoted cell ends with its quote, so these are the line's end
    std::size_t count = 0;
    const auto nextCell = [&]() -> std::string& {
        if (count == cells.size())
            cells.emplace_back();
        cells[count].clear(); // the strings keep their memory
        return cells[count++];
    };
    bool whole = true;
    std::size_t at = 0;
    for (;;) {
        std::string& cell = nextCell();
        if (at < record.size() && record[at] == dialect.quote) {
            ++at;
            for (;;) {
                const std::size_t quote = record.find(dialect.quote, at);
                if (quote == std::string_view::npos) {
                    cell.append(record, at, std::string_view::npos);
                    at = record.size();
                    whole = false;
                    break;
                }
                cell.append(record, at, quote - at);
                at = quote + 1;
                if (at >= record.size() || record[at] != dialect.quote)
                    break;
                cell += dialect.quote;
                ++at;
            }
        }
        const std::size_t end = record.find(dialect.delimiter, at); // text behind a closing quote is kept as it is
        cell.append(record.substr(at, end == std::string_view::npos ? end : end - at));
        if (end == std::string_view::npos)
            break;
        at = end + 1;
    }
    cells.resize(count);
    return whole;
}

} // namespace auditorium
