// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "output/rowcells.h"
#include "output/writer.h"

#include <memory>
#include <string>

namespace auditorium {

/// One output format: what stands before, for each row, and after. Appends to `out`.
class Encoder {
public:
    virtual ~Encoder() = default;
    virtual void begin(const RowCells& cells, std::string& out) = 0;
    virtual void row(const RowCells& cells, std::string& out) = 0;
    virtual void end(std::string& out) = 0;
};

std::unique_ptr<Encoder> makeCsvEncoder(bool neutraliseFormulas);
std::unique_ptr<Encoder> makeJsonEncoder(bool array);
std::unique_ptr<Encoder> makeTableEncoder();

} // namespace auditorium
