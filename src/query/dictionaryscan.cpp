// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/dictionaryscan.h"

#include "store/parallel.h"

#include <algorithm>

namespace auditorium {

DictionaryScan::DictionaryScan(const Snapshot& snapshot, int coded, const TextMatcher& matcher)
    : m_snapshot(snapshot)
    , m_coded(coded)
    , m_matcher(matcher)
    , m_prefilter(matcher.matchesMissing() ? Prefilter() : Prefilter(matcher.needles()))
{
}

Status DictionaryScan::test(
    std::uint32_t begin, std::uint32_t end, const CancelToken& cancel, std::uint8_t* match) const
{
    constexpr std::uint32_t step = 512;
    std::vector<RecordSpan> spans;
    std::vector<std::uint8_t> possible;
    for (std::uint32_t first = begin; first < end;) {
        if (cancel.cancelled())
            return cancelledError();
        const std::string_view start = m_snapshot.codeText(m_coded, first);
        const std::uint32_t stop = std::min(end, first + step);
        std::size_t size = 0;
        std::uint32_t last = first;
        spans.clear();
        for (; last < stop; ++last) {
            const std::string_view text = m_snapshot.codeText(m_coded, last);
            if (text.data() != start.data() + size)
                break;
            spans.push_back({size, size + text.size()});
            size += text.size();
        }
        // What a cell or a record may hold back no decoded text does: its form is the simplest there is.
        m_prefilter.mark({start.data(), size}, spans, possible, RecordFormat::Json);
        for (std::uint32_t code = first; code < last; ++code)
            match[code] = possible[code - first] && m_matcher(m_snapshot.codeText(m_coded, code));
        first = last;
    }
    return success();
}

} // namespace auditorium
