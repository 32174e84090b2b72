// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/bytesearch.h"

#include "event/record.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// A record among others in one block of bytes: [begin, end).
struct RecordSpan {
    std::size_t begin = 0, end = 0;
};

/// Says, without decoding, which records cannot hold any of some texts in any of their values. What it lets through must
/// be looked at; what it holds back is sure: a run of plain ASCII in a value stands as it is in the record, be it JSON
/// (also nested in a string) or CSV, unless the record has an escape for a plain character (\u0041), a letter that folds
/// to ASCII (long s) or a cell that goes on behind its closing quotation mark. Those are let through too.
class Prefilter {
public:
    Prefilter() = default;
    /// Case-folded texts, any of them; without texts, or where one has no plain run, none is looked for. `path` is that
    /// of the only field that counts: in JSON its name must stand in the record too.
    explicit Prefilter(const std::vector<std::string>& foldedNeedles, std::string_view path = {});

    bool isActive() const { return !m_needles.empty() || !m_keys.empty(); }
    /// possible[i] = 1 for each record that may match. Spans ascend by their begin.
    void mark(std::string_view bytes, const std::vector<RecordSpan>& spans, std::vector<std::uint8_t>& possible,
        RecordFormat format = RecordFormat::Unknown) const;

    /// The same of one record; `absent` as below. Neither allocates nor locks.
    bool passes(std::string_view record, RecordFormat format, std::uint8_t absent = 0) const;

    /// Bytes of which one bit says whether something begins there; what is looked for are texts and names.
    static constexpr std::size_t granule = 256;
    /// Bits of the granules of some bytes; `names` only where the format is JSON and namesNeeded().
    struct Granules {
        std::uint64_t* texts = nullptr;
        std::uint64_t* names = nullptr;
    };
    /// Sets the bits of the granules in which a text (a name) begins or something that makes the record not plain: a
    /// record none of whose granules has a bit cannot match. Only what begins before `end` counts; behind it lie at
    /// least overlap() bytes, or the source ends. For known formats. Neither allocates nor locks.
    ///
    /// What makes records not plain is rare and the same for all searches: `absent` says what is known not to stand
    /// before `end`, and the answer what was looked for and not found, as bits for the next time.
    std::uint8_t markGranules(
        std::string_view bytes, std::size_t end, RecordFormat format, Granules bits, std::uint8_t absent = 0) const;
    std::size_t overlap() const { return m_overlap; }
    bool textsNeeded() const { return !m_needles.empty(); }
    /// Whether looking for the texts in whole stretches is of use: not for two bytes, which stand nearly everywhere,
    /// where the name tells more.
    bool textsTell(RecordFormat format) const;
    bool namesNeeded(RecordFormat format) const { return format == RecordFormat::Json && !m_keys.empty(); }

private:
    std::vector<ByteSearch> m_needles; ///< any of them
    std::vector<ByteSearch> m_keys;    ///< none or one
    bool m_wholeKey = false;           ///< the whole name is looked for
    std::vector<ByteSearch> m_quotes;  ///< " and '
    /// What gives a record away as not plain.
    struct Oddity {
        enum Kind : std::uint8_t { Escape = 1, LongS = 2, Joined = 4 };
        Kind kind;
        ByteSearch search;
    };
    std::vector<Oddity> m_odd;
    std::size_t m_overlap = 0;
};

} // namespace auditorium
