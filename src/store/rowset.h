// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/cancel.h"
#include "store/snapshot.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace auditorium {

/// A set of rows of one snapshot, in row order; a list per segment that is everything, nothing, a
/// range or a bitmap. Immutable once finished; costs nothing per row where a filter is a time range.
class RowSet {
public:
    /// The rows of one segment.
    struct Part {
        enum class Kind : std::uint8_t { None, Range, Bits } kind = Kind::None;
        std::uint32_t begin = 0, end = 0; ///< Range
        std::vector<std::uint64_t> bits;  ///< Bits: one for each row of the segment, spare bits clear
        std::uint32_t count = 0;
    };

    RowSet() = default;
    explicit RowSet(std::vector<Part> parts);
    static RowSet all(const Snapshot& snapshot);

    std::uint64_t size() const { return m_starts.empty() ? 0 : m_starts.back(); }
    const std::vector<Part>& parts() const { return m_parts; }
    /// Number of members in the segments before segment i.
    std::uint64_t partStart(std::size_t i) const { return m_starts[i]; }

    /// The k-th member as a row of the snapshot; k < size().
    Row select(const Snapshot& snapshot, std::uint64_t k) const;
    /// Members below `row`: the position of a row, or where it would stand.
    std::uint64_t rank(const Snapshot& snapshot, Row row) const;
    bool contains(const Snapshot& snapshot, Row row) const;

    /// Calls f(i) for each member i of a part, ascending, as a row within the segment.
    template <class F>
    static void forEach(const Part& part, F&& f)
    {
        if (part.kind == Part::Kind::Range) {
            for (std::uint32_t i = part.begin; i < part.end; ++i)
                f(i);
        } else if (part.kind == Part::Kind::Bits) {
            for (std::size_t word = 0; word < part.bits.size(); ++word)
                for (std::uint64_t bits = part.bits[word]; bits; bits &= bits - 1)
                    f(static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(__builtin_ctzll(bits))));
        }
    }

private:
    std::vector<Part> m_parts;
    std::vector<std::uint64_t> m_starts; ///< one more than parts
};

/// The combinations a query needs, over a segment of `size` rows.
RowSet::Part wholePart(std::uint32_t size);
RowSet::Part rangePart(std::uint32_t begin, std::uint32_t end);
RowSet::Part bitsPart(std::vector<std::uint64_t> bits); ///< counts; becomes None or stays Bits
RowSet::Part intersect(const RowSet::Part& a, const RowSet::Part& b, std::uint32_t size);
RowSet::Part unite(const RowSet::Part& a, const RowSet::Part& b, std::uint32_t size);
RowSet::Part complement(const RowSet::Part& a, std::uint32_t size);

} // namespace auditorium
