// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "output/csvcell.h"
#include "output/encoder.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace auditorium {
namespace {

class CsvEncoder final : public Encoder {
public:
    explicit CsvEncoder(bool neutraliseFormulas)
        : m_neutralise(neutraliseFormulas)
    {
    }

    void begin(const RowCells& cells, std::string& out) override
    {
        m_line.clear();
        for (std::size_t i = 0; i < cells.columns().size(); ++i) {
            separate(i);
            m_line.putCell(columnRefName(cells.columns()[i]), m_neutralise);
            const std::uint32_t codes = cells.coded(i) < 0 ? 0 : cells.snapshot().codeCount(cells.coded(i));
            m_kept.emplace_back(codes <= maxKept ? codes : 0);
            if (codes > fewCodes)
                m_many.push_back(i);
        }
        m_line.put("\r\n");
        out.append(m_line.text());
    }
    void row(const RowCells& cells, bool, std::string& out) override
    {
        m_line.clear();
        lookAhead(cells);
        for (std::size_t i = 0; i < m_kept.size(); ++i) {
            separate(i);
            if (m_kept[i].empty())
                m_line.putCell(cells.text(i), m_neutralise);
            else
                m_line.putPadded(keptCell(cells, i));
        }
        if (m_line.text().empty())
            m_line.put("\"\""); // an empty line is no record to many readers
        m_line.put("\r\n");
        out.append(m_line.text());
    }
    void end(std::uint64_t, std::string&) override { }

private:
    /// Cells of columns with many values lie all over the memory: the processor is told which come next, in two steps.
    void lookAhead(const RowCells& cells) const
    {
        constexpr std::size_t far = 16, near = 8; // rows
        for (const std::size_t column : m_many) {
            const std::uint32_t next = cells.codeAhead(column, far), soon = cells.codeAhead(column, near);
            if (!m_kept[column].empty()) {
                __builtin_prefetch(&m_kept[column][next]);
                __builtin_prefetch(m_kept[column][soon].data());
            } else {
                const Dictionary& dictionary = cells.snapshot().dictionary(cells.coded(column));
                dictionary.prefetch(next);
                __builtin_prefetch(dictionary.text(soon).data());
            }
        }
    }
    /// A value of a column with few of them is made a cell once.
    std::string_view keptCell(const RowCells& cells, std::size_t column)
    {
        std::string_view& cell = m_kept[column][cells.code(column)];
        if (!cell.data()) {
            m_cell.clear();
            m_cell.putCell(cells.text(column), m_neutralise);
            cell = keep(m_cell.text());
        }
        return cell;
    }
    std::string_view keep(std::string_view cell)
    {
        const std::size_t room = cell.size() + CsvLine::slack;
        if (m_left < room) {
            m_left = std::max(room, blockBytes);
            m_next = m_blocks.emplace_back(std::make_unique<char[]>(m_left)).get();
        }
        if (!cell.empty())
            std::memcpy(m_next, cell.data(), cell.size());
        const std::string_view kept(m_next, cell.size());
        m_next += cell.size(); // what follows is what may be read behind this one
        m_left -= cell.size();
        return kept;
    }

    void separate(std::size_t i)
    {
        if (i)
            m_line.put(',');
    }
    static constexpr std::uint32_t maxKept = 1 << 16;
    static constexpr std::uint32_t fewCodes = 256;
    static constexpr std::size_t blockBytes = std::size_t{64} << 10;
    bool m_neutralise;
    std::vector<std::vector<std::string_view>> m_kept; ///< by column and code; empty where there are too many codes
    std::vector<std::size_t> m_many;                   ///< columns
    std::vector<std::unique_ptr<char[]>> m_blocks;     ///< of those
    char* m_next = nullptr;
    std::size_t m_left = 0;
    CsvLine m_line, m_cell;
};

} // namespace

std::unique_ptr<Encoder> makeCsvEncoder(bool neutraliseFormulas)
{
    return std::make_unique<CsvEncoder>(neutraliseFormulas);
}

} // namespace auditorium
