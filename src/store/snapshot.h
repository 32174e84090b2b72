// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/event.h"
#include "store/addresstable.h"
#include "store/dictionary.h"
#include "event/record.h"
#include "store/segment.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace auditorium {

using Row = std::uint64_t;

/// The dictionaries of the coded columns. Shared by all snapshots of a store; they only ever grow.
struct Dictionaries {
    using Bases = std::array<Dictionary::Mapped, codedColumnCount>;

    Dictionaries() = default;
    /// Beginning with entries that lie elsewhere, kept alive by `keep`.
    Dictionaries(const Bases& bases, const std::shared_ptr<const void>& keep) : Dictionaries(bases, keep, std::make_index_sequence<codedColumnCount>()) {}

    std::array<Dictionary, codedColumnCount> columns;
    AddressTable addresses; ///< of the ip column

private:
    template <std::size_t... coded>
    Dictionaries(const Bases& bases, const std::shared_ptr<const void>& keep, std::index_sequence<coded...>)
        : columns{Dictionary(bases[coded], keep)...}
    {
    }
};

/// An immutable picture of the store: all rows known at one moment, in time order; rows without a
/// time come last, in the order of their source. Thread-safe; shared as shared_ptr<const Snapshot>.
class Snapshot {
public:
    /// An empty one.
    Snapshot();
    /// Segments must be in order: timed ones ascending and not overlapping, then untimed ones.
    Snapshot(std::vector<std::shared_ptr<const Segment>> segments, std::shared_ptr<const Dictionaries> dictionaries,
        std::vector<std::shared_ptr<const RecordSource>> sources);

    Row size() const { return m_starts.back(); }
    /// Rows [0, timedRows()) have a time.
    Row timedRows() const { return m_timedRows; }

    const std::vector<std::shared_ptr<const Segment>>& segments() const { return m_segments; }
    /// First row of segment i; segmentStart(segments().size()) is size().
    Row segmentStart(std::size_t i) const { return m_starts[i]; }
    std::size_t segmentOf(Row row) const;

    /// Number of codes of a coded column that can occur in this snapshot.
    std::uint32_t codeCount(int coded) const { return m_codeCounts[coded]; }
    std::string_view codeText(int coded, std::uint32_t code) const { return m_dictionaries->columns[coded].text(code); }
    const Dictionary& dictionary(int coded) const { return m_dictionaries->columns[coded]; }
    const std::shared_ptr<const Dictionaries>& dictionaries() const { return m_dictionaries; }

    /// The ip column's codes as addresses; read on first use. Error: "cancelled".
    Result<KnownAddresses> addresses(const CancelToken& cancel) const;

    std::optional<Timestamp> time(Row row) const;
    std::uint32_t code(int coded, Row row) const;
    std::string_view text(int coded, Row row) const { return codeText(coded, code(coded, row)); }
    RecordRef record(Row row) const;
    const std::vector<std::shared_ptr<const RecordSource>>& sources() const { return m_sources; }
    const RecordSource& source(Row row) const { return *m_sources[record(row).source]; }

    /// First row with time >= ns among the timed rows.
    Row lowerBound(std::int64_t ns) const;
    std::optional<std::int64_t> firstTime() const;
    std::optional<std::int64_t> lastTime() const;

    /// Reads and decodes one event in full (touches the file: not for the window's thread).
    Result<Event> event(Row row) const;
    /// Rows per code over the whole snapshot (length codeCount(coded)), counted on first use and kept; thread-safe.
    const std::vector<std::uint64_t>& totals(int coded) const;

    std::size_t memoryBytes() const;

private:
    std::vector<std::shared_ptr<const Segment>> m_segments;
    std::vector<Row> m_starts;
    Row m_timedRows = 0;
    std::shared_ptr<const Dictionaries> m_dictionaries;
    std::array<std::uint32_t, codedColumnCount> m_codeCounts{};
    std::vector<std::shared_ptr<const RecordSource>> m_sources;
    struct Totals;
    std::shared_ptr<Totals> m_totals;
};

} // namespace auditorium
