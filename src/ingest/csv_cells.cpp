// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/mapping.h"

namespace auditorium {

bool splitCsv(
    std::string_view record, const CsvDialect& dialect, std::vector<std::string_view>& cells, std::string& unquoted)
{
    while (!record.empty() && (record.back() == '\n' || record.back() == '\r'))
        record.remove_suffix(1); // a quoted cell ends with its quote, so these are the line's end
    cells.clear();
    unquoted.clear();
    unquoted.reserve(record.size()); // cells point into it
    bool whole = true;
    std::size_t at = 0;
    for (;;) {
        std::size_t end = 0;
        if (at < record.size() && record[at] == dialect.quote) {
            std::string_view inner; // what stands between the quotes, if nothing had to be changed
            std::size_t begin = unquoted.size();
            bool plain = true;
            std::size_t from = ++at;
            for (;;) {
                const std::size_t quote = record.find(dialect.quote, at);
                if (quote == std::string_view::npos) {
                    whole = false;
                    inner = record.substr(from);
                    at = record.size();
                } else {
                    inner = record.substr(from, quote - from);
                    at = quote + 1;
                }
                if (!whole || at >= record.size() || record[at] != dialect.quote)
                    break;
                unquoted.append(inner).push_back(dialect.quote);
                plain = false;
                from = ++at;
            }
            end = record.find(dialect.delimiter, at); // text behind a closing quote is kept as it is
            const std::string_view behind = record.substr(at, end == std::string_view::npos ? end : end - at);
            if (plain && behind.empty()) {
                cells.push_back(inner);
            } else {
                unquoted.append(inner).append(behind);
                cells.push_back(std::string_view(unquoted).substr(begin));
            }
        } else {
            end = record.find(dialect.delimiter, at);
            cells.push_back(record.substr(at, end == std::string_view::npos ? end : end - at));
        }
        if (end == std::string_view::npos)
            break;
        at = end + 1;
    }
    return whole;
}

} // namespace auditorium
