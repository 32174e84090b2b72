// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/mapping.h"
#include "ingest/record_view.h"

#include <memory>

namespace auditorium {

class CsvRun;
class GenericFast;
class GenericRun;
class GenericScorer;
class ProfileFinder;
class RunTexts;

/// Maps records of vendors nobody wrote a profile for, by the names of their fields and what their values look like.
/// The answer for a record depends on that record alone; what is remembered between records is only how a path scores.
class GenericReader {
public:
    GenericReader();
    ~GenericReader();

    /// What will be asked for: the columns that are kept in memory, or all. A hint.
    enum class Wanted : std::uint8_t { Columns, All };

    /// Takes a record, and what profiles are told apart by, in one walk. Null, or a reason for a person.
    const char* readJson(RecordView& view, RecordWindow& window, std::string_view raw, Wanted wanted);
    const StateSet& met() const;
    /// The short way to message and id of a record by itself.
    bool readTexts(RecordView& view, std::string_view raw, std::string& message, std::string& id, const StateSet*& met);
    bool readCsvTexts(RecordView& view, const CsvDialect& dialect, std::string& message, std::string& id);
    /// The same for many JSON records.
    RunTexts& runTexts(const PathTrie& trie);
    /// The columns of a CSV record that the view has read, and no profile claims.
    bool readCsvColumns(RecordView& view, const CsvDialect& dialect, MappedEvent& event);
    /// The short way to a record's columns; false where it must be read by readJson(). `met` is what profiles are told
    /// apart by.
    bool readColumns(
        RecordView& view, RecordWindow& window, std::string_view raw, MappedEvent& event, const StateSet*& met);
    /// The shortest way, see RecordMapper::mapRun(); learn() follows where readColumns() was good.
    std::size_t readRun(
        RecordView& view, RecordWindow& window, ProfileFinder& finder, std::size_t first, EventBatch& batch);
    void learn();
    std::size_t readCsvRun(
        RecordView& view, RecordWindow& window, const CsvDialect& dialect, std::size_t first, EventBatch& batch);
    bool mayRun();
    /// Takes the record that `view` has read.
    void read(RecordView& view, Wanted wanted);
    void readCsv(RecordView& view, const CsvDialect& dialect);
    /// To be called before anything is asked: now the record is known to be nobody's.
    void readNested();
    void columns(RecordView& view, MappedEvent& event);
    std::string_view text(RecordView& view, Column column);

private:
    std::optional<Timestamp> time(RecordView& view) const;
    std::string_view outcome(RecordView& view) const;
    std::string_view action() const;
    std::string_view actor();
    bool isPlainUser(std::uint32_t node) const;
    bool isAnotherUser(std::string_view user);

    std::unique_ptr<GenericScorer> m_scorer;
    std::unique_ptr<GenericFast> m_fast;
    std::unique_ptr<GenericRun> m_run;
    std::unique_ptr<CsvRun> m_csvRun;
    std::unique_ptr<RunTexts> m_texts; ///< null until it is asked for
};

} // namespace auditorium
