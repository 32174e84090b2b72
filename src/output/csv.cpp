// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/text.h"
#include "event/utf8.h"
#include "output/encoder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <vector>

namespace auditorium {
namespace {

enum CharClass : unsigned char { Plain = 0, Quoted = 1, High = 2 };

constexpr std::array<unsigned char, 256> makeClasses()
{
    std::array<unsigned char, 256> classes{};
    for (std::size_t i = 0x80; i < classes.size(); ++i)
        classes[i] = High;
    for (const unsigned char c : {'"', ',', '\r', '\n'})
        classes[c] = Quoted;
    return classes;
}
constexpr auto classes = makeClasses();

/// The classes of all characters of a text together; eight at a time.
unsigned classesOf(std::string_view text)
{
    constexpr std::uint64_t ones = 0x0101010101010101u, tops = ones << 7;
    std::uint64_t quoted = 0, high = 0;
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t eight;
        std::memcpy(&eight, text.data() + at, sizeof eight);
        high |= eight;
        for (const std::uint64_t c : {'"', ',', '\r', '\n'}) {
            const std::uint64_t same = eight ^ (c * ones);
            quoted |= (same - ones) & ~same; // a top bit is set where a byte of `same` is 0, and above such a one
        }
    }
    unsigned found = Plain;
    if (quoted & tops)
        found |= Quoted;
    if (high & tops)
        found |= High;
    for (; at < text.size(); ++at)
        found |= classes[static_cast<unsigned char>(text[at])];
    return found;
}

constexpr char32_t invisibleStarts[] = {0x00a0, 0x200b, 0x2060, 0x3000, 0xfeff};

/// White space that a spreadsheet may drop before it looks at a cell.
bool isSkipped(char32_t code)
{
    if (code <= 0x20 || (code >= 0x2000 && code <= 0x200f))
        return true;
    for (const char32_t c : invisibleStarts)
        if (code == c)
            return true;
    return false;
}

/// True for what a spreadsheet would run as a formula: = + - @, also full-width, after white space too; and what begins
/// with a tab or a line break, which some drop and then look again.
bool isFormula(std::string_view text)
{
    if (!text.empty() && (text[0] == '\t' || text[0] == '\r' || text[0] == '\n'))
        return true;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Step step = decodeUtf8(text, at);
        if (!step.valid)
            return false;
        const char32_t code = step.codePoint;
        const char32_t narrow = code > 0xff00 && code < 0xff5f ? code - 0xfee0 : code;
        if (narrow == '=' || narrow == '+' || narrow == '-' || narrow == '@')
            return true;
        if (!isSkipped(code))
            return false;
        at += step.length;
    }
    return false;
}

bool isOuterSpace(char c) { return c == ' ' || c == '\t'; }

class CsvEncoder final : public Encoder {
public:
    explicit CsvEncoder(bool neutraliseFormulas)
        : m_neutralise(neutraliseFormulas)
    {
    }

    void begin(const RowCells& cells, std::string& out) override
    {
        for (std::size_t i = 0; i < cells.columns().size(); ++i) {
            separate(i, out);
            appendCsvCell(out, columnRefName(cells.columns()[i]), m_neutralise);
            const std::uint32_t codes = cells.coded(i) < 0 ? 0 : cells.snapshot().codeCount(cells.coded(i));
            m_kept.emplace_back(codes <= maxKept ? codes : 0);
        }
        out += "\r\n";
    }
    void row(const RowCells& cells, bool, std::string& out) override
    {
        const std::size_t start = out.size();
        for (std::size_t i = 0; i < cells.columns().size(); ++i) {
            separate(i, out);
            if (m_kept[i].empty())
                appendCsvCell(out, cells.text(i), m_neutralise);
            else
                out.append(keptCell(cells, i));
        }
        if (out.size() == start)
            out += "\"\""; // an empty line is no record to many readers
        out += "\r\n";
    }
    void end(std::uint64_t, std::string&) override { }

private:
    /// A value of a column with few of them is made a cell once; mostly that is the text itself.
    std::string_view keptCell(const RowCells& cells, std::size_t column)
    {
        std::string_view& cell = m_kept[column][cells.code(column)];
        if (!cell.data()) {
            m_cell.clear();
            appendCsvCell(m_cell, cells.text(column), m_neutralise);
            cell = m_cell == cells.text(column) ? cells.text(column) : m_cells.emplace_back(m_cell);
            if (!cell.data())
                cell = "";
        }
        return cell;
    }

    static void separate(std::size_t i, std::string& out)
    {
        if (i)
            out += ',';
    }
    static constexpr std::uint32_t maxKept = 1 << 16;
    bool m_neutralise;
    std::vector<std::vector<std::string_view>> m_kept; ///< by column and code; empty where there are too many codes
    std::deque<std::string> m_cells;                   ///< those that differ from their text
    std::string m_cell;
};

} // namespace

void appendCsvCell(std::string& out, std::string_view text, bool neutraliseFormulas)
{
    const unsigned found = classesOf(text);
    std::string repaired;
    if ((found & High) && !isValidUtf8(text)) {
        repaired = repairUtf8(text);
        text = repaired;
    }
    const bool neutralise = neutraliseFormulas && isFormula(text);
    const bool quote = (found & Quoted) || (!text.empty() && (isOuterSpace(text.front()) || isOuterSpace(text.back())));
    if (quote)
        out += '"';
    if (neutralise)
        out += '\'';
    if (found & Quoted) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('"', at), text.size());
            out.append(text.substr(at, end - at));
            if (end < text.size())
                out += "\"\"";
            at = end + 1;
        }
    } else {
        out.append(text);
    }
    if (quote)
        out += '"';
}

std::unique_ptr<Encoder> makeCsvEncoder(bool neutraliseFormulas)
{
    return std::make_unique<CsvEncoder>(neutraliseFormulas);
}

} // namespace auditorium
