// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/messages.h"

#include "store/checksum.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <tuple>

namespace auditorium {

namespace {

constexpr std::string_view magic("AUDITMS\n", 8);
constexpr std::uint64_t maxBlock = std::uint64_t{1} << 30; ///< of texts; offsets have 32 bits
constexpr std::uint64_t codeAlignment = 16;

} // namespace

std::shared_ptr<const MessageBlock> MessageBlock::make(std::shared_ptr<const MappedFile> file, const Place& place)
{
    const bool knownWidth = place.codeWidth == 0 || place.codeWidth == 1 || place.codeWidth == 2 || place.codeWidth == 4;
    const std::uint64_t numbers = (place.texts + 1) * sizeof(std::uint32_t);
    if (place.rows == 0 || place.rows > Segment::maxRows || place.texts == 0 || place.texts > place.rows + 1 || place.bytes > maxBlock
        || place.offset % 64 || place.size < numbers + place.bytes || place.offset > file->size() || place.size > file->size() - place.offset
        || !knownWidth || place.codeOffset % codeAlignment || place.codeOffset > place.size
        || place.rows * place.codeWidth > place.size - place.codeOffset)
        return nullptr;
    const std::shared_ptr<MessageBlock> block(new MessageBlock);
    const char* const begin = file->data() + place.offset;
    block->m_place = place;
    block->m_rows = static_cast<std::uint32_t>(place.rows);
    block->m_texts = static_cast<std::uint32_t>(place.texts);
    block->m_byteCount = static_cast<std::uint32_t>(place.bytes);
    block->m_byRow = place.codeOffset == 0;
    if (block->m_byRow && place.texts != place.rows)
        return nullptr;
    block->m_offsets = reinterpret_cast<const std::uint32_t*>(begin);
    block->m_bytes = begin + numbers;
    block->m_codes = PackedColumn::view(place.codeBase, static_cast<int>(place.codeWidth),
        reinterpret_cast<const std::uint8_t*>(begin) + place.codeOffset);
    block->m_file = std::move(file);
    return block;
}

bool MessageBlock::isSound() const
{
    int state = m_state.load(std::memory_order_acquire);
    if (state == 0) {
        state = check() ? 1 : -1;
        m_state.store(state, std::memory_order_release);
    }
    return state > 0;
}

bool MessageBlock::check() const
{
    m_file->willRead(m_place.offset, m_place.size);
    if (checksum(m_file->data() + m_place.offset, m_place.size) != m_place.sum)
        return false;
    if (!std::is_sorted(m_offsets, m_offsets + m_texts + 1) || m_offsets[0] != 0 || m_offsets[m_texts] != m_byteCount)
        return false;
    for (std::uint32_t row = 0; !m_byRow && row < m_rows; ++row)
        if (m_codes[row] >= m_texts)
            return false;
    return true;
}

Result<MessageFile> MessageFile::open(const std::string& path, std::uint64_t sidecarId)
{
    auto file = MappedFile::open(path, sizeof(CacheHeader));
    if (!file)
        return file.error();
    CacheHeader header;
    const Result<std::string_view> bytes = cacheTable((*file)->bytes(), magic, version, header);
    if (!bytes)
        return bytes.error();
    if (header.belongsTo != sidecarId)
        return Error{"cache.foreign", "the messages are of another index"};
    ByteReader table(*bytes);
    MessageFile messages;
    while (table.ok() && table.left()) {
        MessageBlock::Place place;
        for (std::uint64_t* const number : {&place.rows, &place.texts, &place.bytes, &place.offset, &place.size, &place.sum, &place.codeBase,
                 &place.codeWidth, &place.codeOffset})
            *number = table.number();
        messages.m_blocks.push_back(table.ok() ? MessageBlock::make(*file, place) : nullptr);
    }
    return messages;
}

void MessageWriter::add(const MessageTexts& all)
{
    const std::vector<std::string_view>& distinct = all.texts.texts();
    const bool byRow = distinct.size() * 2 > all.codes.size();
    std::vector<std::string_view> texts;
    for (std::size_t i = 0; i < (byRow ? all.codes.size() : distinct.size()); ++i)
        texts.push_back(byRow ? distinct[all.codes[i]] : distinct[i]);
    MessageBlock::Place place;
    for (const std::string_view text : texts)
        place.bytes += text.size();
    std::string block;
    if (place.bytes <= maxBlock && all.codes.size() <= Segment::maxRows) {
        std::vector<std::uint32_t> offsets{0};
        for (const std::string_view text : texts)
            offsets.push_back(offsets.back() + static_cast<std::uint32_t>(text.size()));
        block.assign(reinterpret_cast<const char*>(offsets.data()), offsets.size() * sizeof(std::uint32_t));
        for (const std::string_view text : texts)
            block += text;
        place.rows = all.codes.size();
        place.texts = texts.size();
        if (!byRow) {
            block.resize((block.size() + codeAlignment - 1) / codeAlignment * codeAlignment, '\0');
            const PackedColumn codes({all.codes.begin(), all.codes.end()});
            place.codeBase = codes.base();
            place.codeWidth = static_cast<std::uint64_t>(codes.width());
            place.codeOffset = block.size();
            if (codes.width())
                block.append(reinterpret_cast<const char*>(codes.bytes()), all.codes.size() * static_cast<std::size_t>(codes.width()));
        }
    }
    place.offset = m_file.align(64);
    place.size = block.size();
    place.sum = checksum(block.data(), block.size());
    m_file.append(block.data(), block.size());
    for (const std::uint64_t number : {place.rows, place.texts, place.bytes, place.offset, place.size, place.sum, place.codeBase, place.codeWidth,
             place.codeOffset})
        m_table.number(number);
}

Status MessageWriter::commit(std::string_view sourcePath, std::uint64_t sidecarId)
{
    CacheHeader header;
    std::memcpy(header.magic, magic.data(), sizeof header.magic);
    header.version = MessageFile::version;
    header.belongsTo = sidecarId;
    const auto done = m_file.commit(cacheStem(sourcePath) + std::string(messagesEnding), header, m_table.bytes());
    return done ? success() : Status(done.error());
}

void attachMessages(const std::vector<std::shared_ptr<const Segment>>& segments, std::uint32_t source,
    const std::vector<std::shared_ptr<const Segment>>& madeFor, const MessageFile& messages)
{
    // A source's rows have one order, and a segment holds a run of them: the first row and their number say which.
    const auto runOf = [](const Segment& segment) {
        const RecordRef first = segment.record(0);
        return std::tuple(segment.timed(), first.offset, first.part, segment.size());
    };
    std::map<std::tuple<bool, std::uint64_t, std::uint32_t, std::uint32_t>, std::shared_ptr<const MessageBlock>> blocks;
    for (std::size_t i = 0; i < std::min(madeFor.size(), messages.blocks().size()); ++i)
        if (const auto& block = messages.blocks()[i]; block && block->rows() == madeFor[i]->size())
            blocks[runOf(*madeFor[i])] = block;
    for (const auto& segment : segments) {
        const PackedColumn& sources = segment->sources();
        if (sources.width() != 0 || sources.base() != source || segment->messages())
            continue;
        if (const auto found = blocks.find(runOf(*segment)); found != blocks.end())
            segment->setMessages(std::make_shared<const MessageRows>(MessageRows{found->second, 0}));
    }
}

} // namespace auditorium
