// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "output/rowcells.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace auditorium {

/// The values of columns with few of them as they are written: each is made once.
class KeptCells {
public:
    /// So many bytes may be read from a cell's begin, however short it is.
    static constexpr std::size_t readable = 32;

    void begin(const RowCells& cells)
    {
        for (std::size_t i = 0; i < cells.columns().size(); ++i) {
            const std::uint32_t codes = cells.coded(i) < 0 ? 0 : cells.snapshot().codeCount(cells.coded(i));
            m_cells.emplace_back();
            m_codes.push_back(codes <= mostCodes ? codes : 0);
            if (codes > fewCodes)
                m_many.push_back(i);
        }
    }
    bool keeps(std::size_t column) const { return m_codes[column] != 0; }
    /// The cell of the row that is loaded; `make` gives what it is, if nobody knows yet.
    template <class Make>
    std::string_view cell(const RowCells& cells, std::size_t column, const Make& make)
    {
        const std::uint32_t code = cells.code(column);
        if (code >= m_cells[column].size())
            m_cells[column].resize(std::min<std::size_t>(2 * std::size_t{code} + 16, m_codes[column]));
        std::string_view& cell = m_cells[column][code];
        if (!cell.data())
            cell = keep(make());
        return cell;
    }
    /// Values of columns with many lie all over the memory: the processor is told which come next, in two steps.
    void lookAhead(const RowCells& cells) const
    {
        constexpr std::size_t far = 16, near = 8; // rows
        for (const std::size_t column : m_many) {
            const std::uint32_t next = cells.codeAhead(column, far), soon = cells.codeAhead(column, near);
            if (keeps(column)) {
                const auto& known = m_cells[column];
                __builtin_prefetch(known.data() + std::min<std::size_t>(next, known.size()));
                if (soon < known.size())
                    __builtin_prefetch(known[soon].data());
            } else {
                const Dictionary& dictionary = cells.snapshot().dictionary(cells.coded(column));
                dictionary.prefetch(next);
                __builtin_prefetch(dictionary.text(soon).data());
            }
        }
    }

private:
    std::string_view keep(std::string_view cell)
    {
        const std::size_t room = cell.size() + readable;
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

    static constexpr std::uint32_t mostCodes = 1 << 16, fewCodes = 256;
    static constexpr std::size_t blockBytes = std::size_t{64} << 10;
    std::vector<std::vector<std::string_view>> m_cells; ///< by column and code, as far as codes were met
    std::vector<std::uint32_t> m_codes;                 ///< by column; 0 where there are too many
    std::vector<std::size_t> m_many;                    ///< columns
    std::vector<std::unique_ptr<char[]>> m_blocks;      ///< of the cells
    char* m_next = nullptr;
    std::size_t m_left = 0;
};

} // namespace auditorium
