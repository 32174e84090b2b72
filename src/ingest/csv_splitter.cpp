// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/splitreject.h"
#include "ingest/splitter.h"

#include <algorithm>

namespace auditorium {

namespace {

constexpr std::size_t npos = std::string_view::npos;

class CsvSplitter final : public Splitter {
public:
    CsvSplitter(const CsvDialect& dialect, const CsvPreamble& preamble) : m_dialect(dialect), m_preamble(preamble) {}

    std::size_t split(std::string_view text, bool atEnd, SplitResult& out) override
    {
        std::size_t begin = 0;
        while (begin < text.size()) {
            std::size_t next = 0;
            std::size_t end = endOfCsvRecord(text, begin, m_dialect, atEnd, next);
            if (end == npos) {
                if (text.size() - begin <= maxRecordBytes)
                    break;
                // A quote that never closes: take the line as it stands and go on behind it.
                end = text.find('\n', begin);
                next = end == npos ? text.size() : end + 1;
                end = end == npos ? text.size() : end;
            }
            record(text, begin, end, out);
            begin = next;
        }
        return begin;
    }

private:
    void record(std::string_view text, std::size_t begin, std::size_t end, SplitResult& out)
    {
        while (end > begin && text[end - 1] == '\r')
            --end;
        // Blank lines, and the end-of-file mark of old systems, are no records.
        const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\x1a'; };
        if (std::all_of(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end), blank))
            return;
        for (std::size_t* rest : {&m_preamble.hints, &m_preamble.foreign, &m_preamble.titles})
            if (*rest) {
                --*rest;
                if (rest == &m_preamble.foreign)
                    out.rejects.push_back(rejectAt(begin, end - begin, "a line above the table that is not part of it"));
                return;
            }
        if (end - begin > maxRecordBytes)
            out.rejects.push_back(rejectAt(begin, end - begin, tooLong()));
        else
            out.records.push_back({begin, end - begin});
    }

    CsvDialect m_dialect;
    CsvPreamble m_preamble;
};

} // namespace

std::size_t endOfCsvRecord(std::string_view text, std::size_t begin, const CsvDialect& dialect, bool atEnd, std::size_t& next)
{
    std::size_t at = begin;
    bool cellStart = true;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '\n' || c == '\r') {
            next = at + 1;
            if (c == '\r') {
                if (next == text.size() && !atEnd)
                    return npos; // a line feed may follow
                if (next < text.size() && text[next] == '\n')
                    ++next;
            }
            return at;
        }
        if (c == dialect.quote && cellStart) {
            std::size_t close = at + 1;
            for (;; close += 2) {
                close = text.find(dialect.quote, close);
                if (close == npos || close + 1 >= text.size() || text[close + 1] != dialect.quote)
                    break;
            }
            if (close != npos && close + 1 >= text.size() && !atEnd)
                return npos; // a doubled quote may follow
            if (close == npos) {
                if (!atEnd)
                    return npos;
                // Never closed: the quote is text, the record ends with its line.
                cellStart = false;
                ++at;
                continue;
            }
            at = close + 1;
            cellStart = false;
            continue;
        }
        cellStart = c == dialect.delimiter || (cellStart && c == ' ');
        ++at;
    }
    next = text.size();
    return atEnd ? text.size() : npos;
}

std::unique_ptr<Splitter> makeCsvSplitter(const CsvDialect& dialect, const CsvPreamble& preamble)
{
    return std::make_unique<CsvSplitter>(dialect, preamble);
}

} // namespace auditorium
