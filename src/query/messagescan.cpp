// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/messagescan.h"

#include "query/bytesearch.h"
#include "query/codescan.h"
#include "query/recordwalk.h"
#include "store/parallel.h"

#include "event/text.h"

#include <algorithm>

namespace auditorium {
namespace {

using Part = RowSet::Part;

/// Calls found(text) for each of the texts [begin, end) in which the needle stands, ascending.
template <class Found>
void searchTexts(const MessageBlock& block, std::uint32_t begin, std::uint32_t end, const ByteSearch& search, Found&& found)
{
    const std::uint32_t* const offsets = block.offsets();
    const std::string_view bytes = block.bytes().substr(0, offsets[end]);
    const std::size_t length = search.needle().size();
    std::uint32_t text = begin;
    for (std::size_t at = offsets[begin]; text < end;) {
        const std::size_t hit = search.find(bytes, at);
        if (hit == std::string_view::npos)
            return;
        while (offsets[text + 1] <= hit)
            ++text;
        const bool whole = hit + length <= offsets[text + 1]; // else it stands across two messages
        if (whole)
            found(text);
        at = whole ? offsets[text + 1] : hit + 1;
    }
}

/// Which of the texts [begin, end) match: match[i - begin].
std::vector<std::uint8_t> matchTexts(const TextMatcher& matcher, const MessageBlock& block, std::uint32_t begin, std::uint32_t end)
{
    std::vector<std::uint8_t> match(end - begin, 0);
    if (matcher.needles().empty()) {
        for (std::uint32_t i = begin; i < end; ++i)
            match[i - begin] = matcher(block.text(i));
        return match;
    }
    const bool enough = matcher.needlesDecide() || !matcher.seesFolded();
    for (const std::string& needle : matcher.needles())
        searchTexts(block, begin, end, ByteSearch(needle, ByteSearch::Case::Exact),
            [&](std::uint32_t i) { match[i - begin] = match[i - begin] || enough || matcher(block.text(i)); });
    return match;
}

/// The first row that is alive and the one behind the last.
std::pair<std::uint32_t, std::uint32_t> extent(const Part& alive, std::uint32_t size)
{
    if (alive.kind == Part::Kind::Range)
        return {alive.begin, alive.end};
    std::uint32_t first = size, last = 0;
    for (std::uint32_t word = 0; word < alive.bits.size(); ++word)
        if (alive.bits[word]) {
            first = std::min(first, word * 64);
            last = std::min(size, word * 64 + 64);
        }
    return {std::min(first, last), last};
}

} // namespace

MessageScan scanMessages(const TextMatcher& matcher, const Segment& segment, const Part& alive)
{
    MessageScan scan;
    const auto rows = segment.messages();
    // Exact bytes can be looked for where there is a needle; what a regular expression asks of is the text itself.
    if (!rows || (!matcher.seesFolded() && matcher.needles().empty()) || !rows->block->isSound())
        return scan;
    scan.known = true;
    scan.decided = matcher.seesFolded();
    const MessageBlock& block = *rows->block;
    const auto [begin, end] = extent(alive, segment.size());
    if (begin >= end)
        return scan;
    if (alive.count < (end - begin) / 16) {
        const bool mayMatch = !matcher.seesFolded();
        scan.rows = filterRows(alive, segment.size(), [&](std::uint32_t row) { return mayMatch || matcher(block.ofRow(rows->begin + row)); });
        return scan;
    }
    std::vector<std::uint64_t> bits((segment.size() + 63) / 64, 0);
    const auto keep = [&](std::uint32_t row) { bits[row / 64] |= std::uint64_t{1} << (row % 64); };
    if (block.isByRow()) {
        const std::vector<std::uint8_t> match = matchTexts(matcher, block, rows->begin + begin, rows->begin + end);
        for (std::uint32_t row = begin; row < end; ++row)
            if (match[row - begin])
                keep(row);
    } else {
        const std::vector<std::uint8_t> match = matchTexts(matcher, block, 0, block.textCount());
        if (std::find(match.begin(), match.end(), 1) == match.end())
            return scan;
        for (std::uint32_t row = begin; row < end; ++row)
            if (match[block.codes()[rows->begin + row]])
                keep(row);
    }
    scan.rows = intersect(bitsPart(std::move(bits)), alive, segment.size());
    return scan;
}

Result<MessageTexts> foldedMessages(const Snapshot& snapshot, const Segment& segment, const CancelToken& cancel)
{
    MessageTexts out;
    out.codes.resize(segment.size(), 0);
    RecordWalker walker;
    std::string message, id;
    Status status = walker.walk(snapshot, segment, wholePart(segment.size()), cancel, [&](const RecordRun& run) -> Status {
        for (std::size_t i = 0; i < run.size(); ++i) {
            if (i % 64 == 0 && cancel.cancelled())
                return cancelledError();
            run.source->decodeTexts(run.raw(i), run.parts[i], message, id);
            out.codes[run.rows[i]] = out.texts.intern(foldCase(message));
        }
        return success();
    });
    if (!status)
        return status.error();
    return out;
}

Status writeMessages(MessageWriter& writer, const Snapshot& snapshot, const std::vector<std::shared_ptr<const Segment>>& segments,
    const CancelToken& cancel)
{
    const std::size_t wave = 2 * workerCount();
    for (std::size_t first = 0; first < segments.size(); first += wave) {
        std::vector<MessageTexts> texts(std::min(wave, segments.size() - first));
        const Status status = runTasks(texts.size(), true, cancel, [&](std::size_t i, std::size_t) -> Status {
            auto found = foldedMessages(snapshot, *segments[first + i], cancel);
            if (!found)
                return found.error();
            texts[i] = std::move(*found);
            return success();
        });
        if (!status)
            return status;
        for (const MessageTexts& of : texts)
            writer.add(of);
    }
    return success();
}

} // namespace auditorium
