// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic.h"

namespace auditorium {

class GenericReader::Scorer {
};

GenericReader::GenericReader() = default;
GenericReader::~GenericReader() = default;
void GenericReader::read(RecordView&) {}
void GenericReader::readCsv(RecordView&, const CsvDialect&) {}
void GenericReader::columns(RecordView&, MappedEvent& event)
{
    event.text[0] = "unknown";
}
std::string_view GenericReader::text(RecordView&, Column)
{
    return {};
}

} // namespace auditorium
