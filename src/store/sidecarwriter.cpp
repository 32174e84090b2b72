// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/sidecarformat.h"

#include "store/cachefile.h"
#include "store/checksum.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace auditorium {

namespace {

using Codes = std::vector<std::uint32_t>;
constexpr auto sourceColumn = static_cast<std::size_t>(codedIndex(Column::Source));

/// The rows of one source in pieces of their own, where they share segments with others.
class Collector {
public:
    Collector(std::uint32_t source, std::vector<std::shared_ptr<const Segment>>& out) : m_source(source), m_out(out) {}

    void take(const std::shared_ptr<const Segment>& segment)
    {
        const SegmentParts parts = segment->parts();
        const PackedColumn& sources = parts.columns[SegmentParts::Source];
        if (sources.width() == 0) {
            if (sources.base() != m_source)
                return;
            flush();
            m_out.push_back(segment);
            return;
        }
        if (m_timed != segment->timed())
            flush();
        m_timed = segment->timed();
        for (std::uint32_t row = 0; row < segment->size(); ++row) {
            if (sources[row] != m_source)
                continue;
            segment->appendTo(m_rows, row, row + 1);
            if (m_rows.size() == Segment::maxRows)
                flush();
        }
    }
    void flush()
    {
        if (m_rows.size())
            m_out.push_back(std::make_shared<const Segment>(m_rows));
        m_rows = {};
    }

private:
    const std::uint32_t m_source;
    std::vector<std::shared_ptr<const Segment>>& m_out;
    SegmentRows m_rows;
    bool m_timed = true;
};

class SidecarWriter {
public:
    SidecarWriter(const SidecarKey& key, const SidecarContent& content, const CancelToken& cancel)
        : m_key(key), m_content(content), m_cancel(cancel)
    {
    }

    Result<std::uint64_t> write(const std::string& folder)
    {
        if (Status status = m_file.open(folder); !status)
            return status.error();
        if (m_cancel.cancelled())
            return cancelled();
        m_table.text(sidecarKeyText(m_key));
        m_table.text(m_content.payload);
        for (std::size_t coded = 0; coded < codedColumnCount; ++coded)
            if (Status status = writeDictionary(coded); !status)
                return status.error();
        m_table.number(m_content.segments.size());
        for (const auto& segment : m_content.segments) {
            if (m_cancel.cancelled())
                return cancelled();
            writeSegment(*segment);
        }
        CacheHeader header;
        std::memcpy(header.magic, sidecarMagic.data(), sizeof header.magic);
        header.version = Sidecar::version;
        return m_file.commit(cacheStem(m_key.path) + std::string(sidecarEnding), header, m_table.bytes());
    }

private:
    static Error cancelled() { return {"cancelled", "The work was cancelled."}; }

    /// Which codes the rows have: a dictionary that several sources share holds more than one of them needs.
    std::vector<std::uint8_t> usedCodes(std::size_t coded) const
    {
        std::vector<std::uint8_t> used(m_content.snapshot->codeCount(static_cast<int>(coded)), 0);
        used[0] = 1;
        for (const auto& segment : m_content.segments) {
            if (m_cancel.cancelled())
                break;
            const PackedColumn& codes = segment->codes(static_cast<int>(coded));
            for (std::uint32_t row = 0, rows = codes.width() ? segment->size() : 1; row < rows; ++row)
                used[codes[row]] = 1;
        }
        return used;
    }

    Status writeDictionary(std::size_t coded)
    {
        std::vector<std::string_view> texts(1);
        std::uint64_t bytes = 0;
        if (coded != sourceColumn) { // whose only text is the source's name
            const std::vector<std::uint8_t> used = usedCodes(coded);
            const bool all = std::find(used.begin(), used.end(), 0) == used.end();
            Codes& codes = m_codes[coded];
            codes.resize(all ? 0 : used.size(), 0);
            for (std::uint32_t code = 1; code < used.size(); ++code) {
                if (code % 4096 == 0 && m_cancel.cancelled())
                    return cancelled();
                if (!used[code])
                    continue;
                if (!all)
                    codes[code] = static_cast<std::uint32_t>(texts.size());
                texts.push_back(m_content.snapshot->codeText(static_cast<int>(coded), code));
                bytes += texts.back().size();
            }
        }
        if (bytes >= std::numeric_limits<std::uint32_t>::max())
            return Error{"cache.write", "a column has too many texts for an index"};
        std::vector<std::uint32_t> numbers{0};
        for (const std::string_view text : texts)
            numbers.push_back(numbers.back() + static_cast<std::uint32_t>(text.size()));
        const std::vector<std::uint32_t> slots = Dictionary::Mapped::slotsFor(texts, m_cancel);
        if (m_cancel.cancelled())
            return cancelled();
        numbers.insert(numbers.end(), slots.begin(), slots.end());
        std::string block(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::uint32_t));
        for (const std::string_view text : texts)
            block += text;
        writeBlock(block);
        for (const std::uint64_t number : {std::uint64_t{texts.size()}, std::uint64_t{slots.size()}, bytes})
            m_table.number(number);
        return success();
    }

    void writeSegment(const Segment& segment)
    {
        SegmentParts parts = segment.parts();
        parts.columns[SegmentParts::Source] = PackedColumn::constant(0);
        parts.columns[SegmentParts::FirstCode + sourceColumn] = PackedColumn::constant(0);
        const auto repack = [&](PackedColumn& column, auto&& value) {
            std::vector<std::uint64_t> values(parts.size);
            for (std::uint32_t row = 0; row < parts.size; ++row)
                values[row] = value(column[row]);
            column = PackedColumn(values);
        };
        // A slice counts its ticks from its own first row by a base "below zero"; the file has none of that.
        if (segment.timed())
            repack(parts.columns[SegmentParts::Ticks], [](std::uint64_t tick) { return tick; });
        for (std::size_t coded = 0; coded < codedColumnCount; ++coded)
            if (const Codes& codes = m_codes[coded]; !codes.empty())
                repack(parts.columns[SegmentParts::FirstCode + coded], [&](std::uint64_t code) { return codes[code]; });
        std::string block;
        ByteWriter columns;
        for (const PackedColumn& column : parts.columns) {
            block.resize((block.size() + columnAlignment - 1) / columnAlignment * columnAlignment, '\0');
            columns.number(column.base());
            columns.number(static_cast<std::uint64_t>(column.width()));
            columns.number(block.size());
            if (column.width())
                block.append(reinterpret_cast<const char*>(column.bytes()), std::size_t{parts.size} * static_cast<std::size_t>(column.width()));
        }
        writeBlock(block);
        m_table.number(parts.size);
        m_table.number(parts.timed);
        m_table.number(static_cast<std::uint64_t>(parts.timeBase));
        m_table.number(static_cast<std::uint64_t>(parts.timeUnit));
        m_table.raw(columns.bytes());
    }

    /// Place, size and checksum go to the table, the bytes to the file.
    void writeBlock(const std::string& block)
    {
        m_table.number(m_file.align(64));
        m_table.number(block.size());
        m_table.number(checksumInPieces(block.data(), block.size()));
        m_file.append(block.data(), block.size());
    }

    const SidecarKey& m_key;
    const SidecarContent& m_content;
    const CancelToken& m_cancel;
    CacheWriter m_file;
    ByteWriter m_table;
    std::array<Codes, codedColumnCount> m_codes; ///< by the snapshot's code; empty where they are the same
};

} // namespace

SidecarContent sidecarContent(std::shared_ptr<const Snapshot> snapshot, std::uint32_t source, const CancelToken& cancel)
{
    SidecarContent content;
    Collector collector(source, content.segments);
    for (const auto& segment : snapshot->segments()) {
        if (cancel.cancelled())
            break;
        collector.take(segment);
    }
    collector.flush();
    content.snapshot = std::move(snapshot);
    return content;
}

Result<std::uint64_t> writeSidecar(const std::string& folder, const SidecarKey& key, const SidecarContent& content, const CancelToken& cancel)
{
    return SidecarWriter(key, content, cancel).write(folder);
}

} // namespace auditorium
