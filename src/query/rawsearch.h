// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// Finds a text in bytes, many bytes at a time; a folded ASCII one without regard to ASCII case.
class ByteSearch {
public:
    enum class Case : std::uint8_t { Folded, Exact };
    explicit ByteSearch(std::string needle, Case sensitivity = Case::Folded);
    const std::string& needle() const { return m_needle; }
    /// The first place at or behind `from`, or npos.
    std::size_t find(std::string_view bytes, std::size_t from) const;

private:
    bool standsAt(const char* place) const;

    std::string m_needle;
    bool m_folds = true;
    unsigned char m_first = 0, m_last = 0;         ///< the two bytes looked for
    unsigned char m_firstMask = 0, m_lastMask = 0; ///< 0x20 for a letter
    std::size_t m_gap = 0;
};

/// A record among others in one block of bytes: [begin, end).
struct RecordSpan {
    std::size_t begin = 0, end = 0;
};

/// Says, without decoding, which records cannot hold any of some texts in any of their values. What it lets through must
/// be looked at; what it holds back is sure: a run of plain ASCII in a value stands as it is in the record, be it JSON
/// (also nested in a string) or CSV, unless the record has an escape (\u0041), a letter that folds to ASCII (long s) or
/// a cell that goes on behind its closing quotation mark. Those are let through too.
class Prefilter {
public:
    Prefilter() = default;
    /// Case-folded texts, any of them; without texts, or where one has no plain run, the filter lets everything
    /// through.
    explicit Prefilter(const std::vector<std::string>& foldedNeedles);

    bool isActive() const { return !m_searches.empty(); }
    /// possible[i] = 1 for each record that may match. Spans ascend by their begin.
    void mark(std::string_view bytes, const std::vector<RecordSpan>& spans, std::vector<std::uint8_t>& possible) const;

private:
    std::vector<ByteSearch> m_searches; ///< the needles, then what gives a record away as not plain
};

} // namespace auditorium
