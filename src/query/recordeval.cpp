// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/recordeval.h"

#include "query/messagescan.h"
#include "store/parallel.h"

namespace auditorium {
namespace {

using What = RecordTest::What;

/// Whether the row's message (id) may hold what its record does not.
bool isAdded(const RecordTest& test, const Segment& segment, std::uint32_t row)
{
    if (!RecordTest::mayAdd(test.what))
        return false;
    if (!test.addedCodes)
        return true;
    const auto& [actions, products] = *test.addedCodes;
    return (actions.hits && actions.match[segment.code(codedIndex(Column::Action), row)])
        || (products.hits && products.match[segment.code(codedIndex(Column::Product), row)]);
}

} // namespace

Result<RowSet::Part> RecordEvaluator::keep(const RecordTest& test, const Segment& segment, const RowSet::Part& alive)
{
    if (test.what == What::Message)
        if (MessageScan scan = scanMessages(test.matcher, segment, alive); scan.known) {
            if (scan.decided || scan.rows.kind == RowSet::Part::Kind::None)
                return std::move(scan.rows);
            return keepByRecord(test, segment, scan.rows);
        }
    return keepByRecord(test, segment, alive);
}

Result<RowSet::Part> RecordEvaluator::keepByRecord(const RecordTest& test, const Segment& segment, const RowSet::Part& alive)
{
    const auto rows = candidates(test, segment, alive);
    if (!rows)
        return rows.error();
    if (rows->kind == RowSet::Part::Kind::None)
        return RowSet::Part{};
    std::vector<std::uint64_t> bits((segment.size() + 63) / 64, 0);
    Status status = m_walker.walk(m_snapshot, segment, *rows, m_cancel, [&](const RecordRun& run) -> Status {
        test.prefilter.mark(run.bytes, run.spans, m_possible, run.source->format());
        for (std::size_t i = 0; i < run.size(); ++i) {
            const std::uint32_t row = run.rows[i];
            if (!m_possible[i] && !isAdded(test, segment, row))
                continue;
            if (m_cancel.cancelled())
                return cancelledError();
            if (keeps(test, segment, run, i))
                bits[row / 64] |= std::uint64_t{1} << (row % 64);
        }
        return success();
    });
    if (!status)
        return status.error();
    return bitsPart(std::move(bits));
}

Result<RowSet::Part> RecordEvaluator::candidates(
    const RecordTest& test, const Segment& segment, const RowSet::Part& alive)
{
    if (!test.scan)
        return alive;
    auto rows = test.scan->narrow(segment, alive, m_cancel, m_buffer);
    if (rows && test.addedCodes) {
        const auto add = [&](Column column, const CodeTable& table) {
            const auto& codes = segment.codes(codedIndex(column));
            rows = unite(*rows, scanCodes(codes, segment.size(), table, alive), segment.size());
        };
        add(Column::Action, test.addedCodes->actions);
        add(Column::Product, test.addedCodes->products);
    }
    return rows;
}

bool RecordEvaluator::keeps(const RecordTest& test, const Segment& segment, const RecordRun& run, std::size_t i)
{
    switch (test.what) {
    case What::Raw: return test.matcher(run.raw(i));
    case What::Details: return fieldMatches(test, run, i);
    case What::Message: return messageMatches(test, run, i);
    case What::Id: run.source->decodeTexts(run.raw(i), run.parts[i], m_message, m_id); return test.matcher(m_id);
    case What::FreeText: break;
    }
    // A message may be a string whose JSON stands as fields: it holds keys and quotation marks that no field does.
    return (m_possible[i] && fieldMatches(test, run, i))
        || ((m_possible[i] || isAdded(test, segment, run.rows[i])) && messageMatches(test, run, i));
}

bool RecordEvaluator::fieldMatches(const RecordTest& test, const RecordRun& run, std::size_t i)
{
    if (test.what == What::FreeText)
        return run.source->anyValue(
            run.raw(i), run.parts[i], [&test](std::string_view value) { return test.matcher.matches(value); });
    m_fields.clear();
    run.source->decodeFields(run.raw(i), run.parts[i], m_fields);
    bool found = false;
    for (const Field& field : m_fields) {
        if (!hasValue(field) || !test.path.names(field.path))
            continue;
        if (test.matcher.matches(field.value))
            return true;
        found = true;
    }
    return !found && test.matcher.matchesMissing();
}

bool RecordEvaluator::messageMatches(const RecordTest& test, const RecordRun& run, std::size_t i)
{
    run.source->decodeTexts(run.raw(i), run.parts[i], m_message, m_id);
    return test.matcher(m_message);
}

} // namespace auditorium
