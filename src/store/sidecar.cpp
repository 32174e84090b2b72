// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/sidecar.h"

#include "store/cachefile.h"
#include "store/checksum.h"
#include "store/sidecarformat.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace auditorium {

namespace {

Error damaged(const char* what)
{
    return {"cache.damaged", std::string("the index is damaged: ") + what};
}

/// Whether [offset, offset + size) lies within `whole` bytes.
bool within(std::uint64_t offset, std::uint64_t size, std::uint64_t whole)
{
    return offset <= whole && size <= whole - offset;
}

/// The largest value, or nothing where base and values together do not fit into 64 bits.
std::optional<std::uint64_t> largest(const PackedColumn& column, std::size_t rows)
{
    if (column.width() == 0)
        return column.base();
    const std::uint64_t top = column.visit([&](const auto* values) {
        std::remove_cvref_t<decltype(*values)> most = 0;
        for (std::size_t i = 0; i < rows; ++i)
            most = std::max(most, values[i]);
        return static_cast<std::uint64_t>(most);
    });
    if (top > std::numeric_limits<std::uint64_t>::max() - column.base())
        return std::nullopt;
    return column.base() + top;
}

bool atMost(const PackedColumn& column, std::size_t rows, std::uint64_t limit)
{
    const auto most = largest(column, rows);
    return most && *most <= limit;
}

bool isTimeUnit(std::int64_t unit)
{
    for (std::int64_t power = 1; power <= nsPerSecond; power *= 10)
        if (unit == power)
            return true;
    return false;
}

/// Times must ascend, or the search for one would find another.
bool ascends(const PackedColumn& column, std::size_t rows)
{
    return column.width() == 0 || column.visit([&](const auto* values) {
        bool ok = true;
        for (std::size_t i = 1; i < rows; ++i)
            ok &= values[i - 1] <= values[i];
        return ok;
    });
}

} // namespace

Result<std::shared_ptr<const Sidecar>> Sidecar::open(const std::string& file, const SidecarKey& key) { return open(file, key, false); }

Result<std::shared_ptr<const Sidecar>> Sidecar::openShorter(const std::string& file, const SidecarKey& key) { return open(file, key, true); }

Result<std::shared_ptr<const Sidecar>> Sidecar::open(const std::string& file, const SidecarKey& key, bool shorter)
{
    auto mapped = MappedFile::open(file, sizeof(CacheHeader));
    if (!mapped)
        return mapped.error();
    CacheHeader header;
    const Result<std::string_view> table = cacheTable((*mapped)->bytes(), sidecarMagic, version, header);
    if (!table)
        return table.error();
    const std::shared_ptr<Sidecar> sidecar(new Sidecar);
    sidecar->m_file = *mapped;
    sidecar->m_id = header.tableSum;
    bool foreign = false;
    if (!sidecar->readTable(*table, key, shorter, foreign))
        return foreign ? Error{"cache.foreign", "the index is of another state of the file, or of another program"}
                       : damaged("its table of contents makes no sense");
    return std::shared_ptr<const Sidecar>(sidecar);
}

bool Sidecar::readTable(std::string_view bytes, SidecarKey key, bool shorter, bool& foreign)
{
    ByteReader table(bytes);
    const std::string text(table.text());
    if (shorter) {
        const SourceStamp now = key.stamp;
        key.stamp = sidecarKeyStamp(text);
        foreign = key.stamp.size >= now.size || key.stamp.inode != now.inode;
    }
    foreign = foreign || text != sidecarKeyText(key);
    if (foreign)
        return false;
    m_stamp = key.stamp;
    m_payload = table.text();
    for (std::size_t coded = 0; coded < codedColumnCount; ++coded)
        if (!readDictionary(table, coded))
            return false;
    for (std::uint64_t count = table.number(); count > 0 && table.ok(); --count)
        if (!readSegment(table))
            return false;
    return table.atEnd();
}

bool Sidecar::readDictionary(ByteReader& table, std::size_t coded)
{
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max() - 1;
    const std::uint64_t offset = table.number(), size = table.number(), sum = table.number();
    const std::uint64_t count = table.number(), slots = table.number(), bytes = table.number();
    if (!table.ok() || offset % 64 || !within(offset, size, m_file->size()) || count < 1 || count > most || slots > most || bytes > most
        || !std::has_single_bit(slots) || size != (count + 1 + slots) * sizeof(std::uint32_t) + bytes)
        return false;
    m_file->willRead(offset, size);
    const char* const block = m_file->data() + offset;
    if (checksumInPieces(block, size) != sum)
        return false;
    Dictionary::Mapped& out = m_dictionaries[coded];
    out.count = static_cast<std::uint32_t>(count);
    out.offsets = reinterpret_cast<const std::uint32_t*>(block);
    out.slots = out.offsets + count + 1;
    out.slotCount = static_cast<std::uint32_t>(slots);
    out.bytes = block + (count + 1 + slots) * sizeof(std::uint32_t);
    out.byteCount = static_cast<std::uint32_t>(bytes);
    return out.text(0).empty();
}

bool Sidecar::readSegment(ByteReader& table)
{
    Block block;
    block.offset = table.number();
    block.size = table.number();
    block.sum = table.number();
    const std::uint64_t rows = table.number();
    block.parts.size = static_cast<std::uint32_t>(rows);
    block.parts.timed = table.number() != 0;
    block.parts.timeBase = static_cast<std::int64_t>(table.number());
    block.parts.timeUnit = static_cast<std::int64_t>(table.number());
    if (!table.ok() || block.offset % 64 || !within(block.offset, block.size, m_file->size()) || rows == 0 || rows > Segment::maxRows
        || !isTimeUnit(block.parts.timeUnit))
        return false;
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(m_file->data()) + block.offset;
    for (PackedColumn& column : block.parts.columns) {
        const std::uint64_t base = table.number(), width = table.number(), at = table.number();
        const bool known = width == 0 || width == 1 || width == 2 || width == 4 || width == 8;
        if (!table.ok() || !known || at % columnAlignment || !within(at, rows * width, block.size))
            return false;
        column = PackedColumn::view(base, static_cast<int>(width), bytes + at);
    }
    m_rows += rows;
    m_segments.push_back(block);
    return true;
}

Result<SegmentParts> Sidecar::segment(std::size_t i, std::uint32_t source) const
{
    const Block& block = m_segments[i];
    m_file->willRead(block.offset, block.size);
    if (checksumInPieces(m_file->data() + block.offset, block.size) != block.sum)
        return damaged("a block's checksum is wrong");
    if (!inRange(block.parts))
        return damaged("a value is out of range");
    SegmentParts parts = block.parts;
    parts.columns[SegmentParts::Source] = PackedColumn::constant(source);
    return parts;
}

bool Sidecar::inRange(const SegmentParts& parts) const
{
    using Parts = SegmentParts;
    const auto fits = [&](std::size_t column, std::uint64_t limit) { return atMost(parts.columns[column], parts.size, limit); };
    if (!fits(Parts::Digits, 9) || !fits(Parts::Part, std::numeric_limits<std::uint32_t>::max()) || !fits(Parts::Offset, m_stamp.size)
        || !fits(Parts::Length, m_stamp.size))
        return false;
    for (std::size_t coded = 0; coded < codedColumnCount; ++coded)
        if (!fits(Parts::FirstCode + coded, m_dictionaries[coded].count - 1))
            return false;
    if (!parts.timed)
        return true;
    const auto last = largest(parts.columns[Parts::Ticks], parts.size);
    std::int64_t span = 0, end = 0;
    return last && *last <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
        && !__builtin_mul_overflow(static_cast<std::int64_t>(*last), parts.timeUnit, &span)
        && !__builtin_add_overflow(parts.timeBase, span, &end) && parts.columns[Parts::Ticks][0] == 0
        && ascends(parts.columns[Parts::Ticks], parts.size);
}

} // namespace auditorium
