// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "command/print.h"

#include "event/text.h"
#include "output/writer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace auditorium {

namespace {

constexpr std::size_t cellLimit = 100;

std::size_t widthOf(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string alignedTable(const SmallTable& table)
{
    std::vector<std::vector<std::string>> lines{table.titles};
    for (const auto& row : table.rows) {
        lines.emplace_back();
        for (const std::string& cell : row)
            lines.back().push_back(displayText(cell, cellLimit));
    }
    std::vector<std::size_t> widths(table.titles.size(), 0);
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(line[i]));
    std::string text;
    for (const auto& line : lines) {
        std::string row;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const std::string gap(widths[i] - widthOf(line[i]), ' ');
            row += (i ? "  " : "") + (table.numbers[i] ? gap + line[i] : line[i] + gap);
        }
        row.erase(row.find_last_not_of(' ') + 1);
        text += row + "\n";
    }
    return text;
}

} // namespace

Status printOut(std::string_view text)
{
    while (!text.empty()) {
        const ssize_t count = ::write(STDOUT_FILENO, text.data(), text.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return Error{"write", std::string("standard output cannot be written: ") + std::strerror(errno)};
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return success();
}

std::string formatTable(const SmallTable& table, const std::string& format)
{
    if (format == "table")
        return alignedTable(table);
    std::string text;
    if (format == "csv") {
        const auto line = [&](const std::vector<std::string>& cells) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                text += i ? "," : "";
                appendCsvCell(text, cells[i], false);
            }
            text += "\r\n";
        };
        line(table.titles);
        for (const auto& row : table.rows)
            line(row);
        return text;
    }
    text = "[";
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        text += r ? ",\n {" : "\n {";
        for (std::size_t i = 0; i < table.titles.size(); ++i) {
            text += i ? ", " : "";
            appendJsonString(text, table.titles[i]);
            text += ": ";
            if (table.numbers[i])
                text += table.rows[r][i];
            else
                appendJsonString(text, table.rows[r][i]);
        }
        text += "}";
    }
    return text + (table.rows.empty() ? "]\n" : "\n]\n");
}

} // namespace auditorium
