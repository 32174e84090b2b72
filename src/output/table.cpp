// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/text.h"
#include "event/utf8.h"
#include "output/encoder.h"

#include <algorithm>
#include <iterator>

namespace auditorium {
namespace {

constexpr std::size_t sampleRows = 1000; ///< the widths are made from these
constexpr std::size_t cellLimit = 40;
constexpr std::size_t lastCellLimit = 160; ///< the last column pushes nothing aside
constexpr std::string_view gap = "  ";

struct WidthRange {
    std::uint32_t first, last;
    std::uint8_t width;
};
// Places a character takes in a terminal, where not one: combining marks none, East Asian wide ones and emoji two.
constexpr WidthRange widths[] = {{0x0300, 0x036f, 0}, {0x0483, 0x0489, 0}, {0x0591, 0x05bd, 0}, {0x0610, 0x061a, 0},
    {0x064b, 0x065f, 0}, {0x06d6, 0x06dc, 0}, {0x093c, 0x093c, 0}, {0x0941, 0x0948, 0}, {0x094d, 0x094d, 0},
    {0x0e31, 0x0e31, 0}, {0x0e34, 0x0e3a, 0}, {0x0e47, 0x0e4e, 0}, {0x1100, 0x115e, 2}, {0x1ab0, 0x1aff, 0},
    {0x1dc0, 0x1dff, 0}, {0x20d0, 0x20ff, 0}, {0x231a, 0x231b, 2}, {0x23e9, 0x23ec, 2}, {0x2e80, 0x303e, 2},
    {0x3041, 0x33ff, 2}, {0x3400, 0x4dbf, 2}, {0x4e00, 0x9fff, 2}, {0xa000, 0xa4cf, 2}, {0xac00, 0xd7a3, 2},
    {0xf900, 0xfaff, 2}, {0xfe00, 0xfe0f, 0}, {0xfe20, 0xfe2f, 0}, {0xfe30, 0xfe6f, 2}, {0xff01, 0xff60, 2},
    {0xffe0, 0xffe6, 2}, {0x1f300, 0x1f64f, 2}, {0x1f680, 0x1f6ff, 2}, {0x1f900, 0x1faff, 2}, {0x20000, 0x3fffd, 2}};

std::size_t displayWidth(std::string_view text)
{
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Step step = decodeUtf8(text, at);
        at += step.length;
        const auto* range = std::lower_bound(std::begin(widths), std::end(widths), step.codePoint,
            [](const WidthRange& r, char32_t c) { return r.last < c; });
        width += range != std::end(widths) && step.codePoint >= range->first ? range->width : 1;
    }
    return width;
}

class TableEncoder final : public Encoder {
public:
    void begin(const RowCells& cells, std::string&) override
    {
        std::vector<std::string> header;
        for (const ColumnRef& column : cells.columns())
            header.push_back(displayText(columnRefName(column), cellLimit));
        m_waiting.push_back(std::move(header));
    }
    void row(const RowCells& cells, bool, std::string& out) override
    {
        std::vector<std::string> line;
        const std::size_t count = cells.columns().size();
        for (std::size_t i = 0; i < count; ++i)
            line.push_back(displayText(cells.text(i), i + 1 == count ? lastCellLimit : cellLimit));
        if (!m_widths.empty())
            return print(line, out);
        m_waiting.push_back(std::move(line));
        if (m_waiting.size() > sampleRows)
            flush(out);
    }
    void end(std::uint64_t, std::string& out) override { flush(out); }

    bool rowsAreIndependent() const override { return false; } // the first rows say how wide the columns are

private:
    void flush(std::string& out)
    {
        if (m_widths.empty() && !m_waiting.empty()) {
            m_widths.resize(m_waiting.front().size());
            for (const auto& line : m_waiting)
                for (std::size_t i = 0; i < line.size(); ++i)
                    m_widths[i] = std::max(m_widths[i], displayWidth(line[i]));
        }
        for (const auto& line : m_waiting)
            print(line, out);
        m_waiting.clear();
    }
    void print(const std::vector<std::string>& line, std::string& out) const
    {
        std::size_t pending = 0; // spaces owed: none are written at a line's end
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (!line[i].empty()) {
                out.append(pending, ' ');
                out += line[i];
                pending = 0;
            }
            const std::size_t width = displayWidth(line[i]);
            pending += m_widths[i] - std::min(width, m_widths[i]) + gap.size();
        }
        out += '\n';
    }

    std::vector<std::vector<std::string>> m_waiting; ///< the header and the rows seen before the widths are known
    std::vector<std::size_t> m_widths;
};

} // namespace

std::unique_ptr<Encoder> makeTableEncoder() { return std::make_unique<TableEncoder>(); }

} // namespace auditorium
