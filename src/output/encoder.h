// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "output/rowcells.h"
#include "output/writer.h"

#include <memory>
#include <string>

namespace auditorium {

/// One output format: what stands before, for each row, and after. Appends to `out`. For one thread.
class Encoder {
public:
    virtual ~Encoder() = default;
    /// Called once, before anything else.
    virtual void begin(const RowCells& cells, std::string& out) = 0;
    /// `first`: nothing was written before it.
    virtual void row(const RowCells& cells, bool first, std::string& out) = 0;
    virtual void end(std::uint64_t rows, std::string& out) = 0;
    /// Whether several encoders may each write some of the rows.
    virtual bool rowsAreIndependent() const { return true; }
};

std::unique_ptr<Encoder> makeCsvEncoder(bool neutraliseFormulas);
std::unique_ptr<Encoder> makeJsonEncoder(bool array);
std::unique_ptr<Encoder> makeTableEncoder();

} // namespace auditorium
