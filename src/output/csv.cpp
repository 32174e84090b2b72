// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "output/csvcell.h"
#include "output/encoder.h"
#include "output/keptcells.h"

#include <memory>

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
        }
        m_kept.begin(cells);
        m_line.put("\r\n");
        out.append(m_line.text());
    }
    void row(const RowCells& cells, bool, std::string& out) override
    {
        m_line.clear();
        m_kept.lookAhead(cells);
        for (std::size_t i = 0; i < cells.columns().size(); ++i) {
            separate(i);
            if (!m_kept.keeps(i)) {
                m_line.putCell(cells.text(i), m_neutralise);
                continue;
            }
            m_line.putPadded(m_kept.cell(cells, i, [&] {
                m_cell.clear();
                m_cell.putCell(cells.text(i), m_neutralise);
                return m_cell.text();
            }));
        }
        if (m_line.text().empty())
            m_line.put("\"\""); // an empty line is no record to many readers
        m_line.put("\r\n");
        out.append(m_line.text());
    }
    void end(std::uint64_t, std::string&) override { }

private:
    void separate(std::size_t i)
    {
        if (i)
            m_line.put(',');
    }

    static_assert(KeptCells::readable >= CsvLine::slack);
    bool m_neutralise;
    KeptCells m_kept;
    CsvLine m_line, m_cell;
};

} // namespace

std::unique_ptr<Encoder> makeCsvEncoder(bool neutraliseFormulas)
{
    return std::make_unique<CsvEncoder>(neutraliseFormulas);
}

} // namespace auditorium
