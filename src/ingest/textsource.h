// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/record.h"
#include "ingest/guardedmap.h"
#include "ingest/mapping.h"
#include "ingest/reader.h"

#include <deque>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace auditorium {

/// A source's text as it can be read again: a region of the spool, or the file itself, whose identity (device, inode,
/// size, time) is checked. Scans may look at a map of it, which is guarded against truncation (GuardedMap).
class TextSource final : public RecordSource {
public:
    TextSource(std::string name, std::shared_ptr<TextSpool> spool);
    ~TextSource() override;

    /// Reads from this file from now on; `fd` is only looked at.
    void useFile(const std::string& path, int fd);
    /// The file is only ever appended to, and this much of it is there to stay. What is read of it later is beyond size(): scans leave it to
    /// those who read record by record.
    void expectGrowth(std::uint64_t known);
    /// The next bytes of the text lie in the spool. For the one reading thread, before the source is shared.
    Status append(std::string_view bytes);
    void setPlan(std::shared_ptr<const MappingPlan> plan);
    bool isFile() const { return !m_path.empty(); } ///< else its text lies in the spool
    const std::shared_ptr<const MappingPlan>& plan() const { return m_plan; }

    std::string_view name() const override { return m_name; }
    Status read(std::uint64_t offset, std::uint64_t length, std::string& out) const override;
    Status readTo(std::uint64_t offset, std::uint64_t length, char* out) const override;
    std::uint64_t size() const override;
    RecordFormat format() const override { return m_plan->format(); }
    bool look(std::uint64_t offset, std::uint64_t length, ByteLook function, void* context) const override;
    std::atomic<std::uint8_t>* note(std::uint64_t piece) const override;
    Event decode(std::string_view raw, std::uint32_t part) const override;
    void decodeFields(std::string_view raw, std::uint32_t part, std::vector<Field>& out) const override;
    bool anyValue(
        std::string_view raw, std::uint32_t part, const std::function<bool(std::string_view)>& test) const override;
    void decodeTexts(std::string_view raw, std::uint32_t part, std::string& message, std::string& id) const override;
    void decodeTextsOf(std::string_view block, std::span<RecordTexts> records, bool details,
        std::deque<std::string>& made) const override;

private:
    struct Extent {
        std::uint64_t text, spool, length;
    };
    /// Whether the open file still is the one that was read; an error in words if not.
    Status checkFile(int fd) const;
    const GuardedMap* map() const;
    Status readFile(std::uint64_t offset, std::uint64_t length, char* out) const;
    bool lookSpool(std::uint64_t offset, std::uint64_t length, ByteLook function, void* context) const;
    Status readSpool(std::uint64_t offset, std::uint64_t length, char* out) const;
    template <class F>
    void withMapper(F&& f) const;

    std::string m_name;
    std::shared_ptr<TextSpool> m_spool;
    std::shared_ptr<const MappingPlan> m_plan;
    std::string m_path;
    int m_fd = -1; ///< kept open, or -1: opened for each read
    std::uint64_t m_device = 0, m_inode = 0, m_size = 0;
    std::int64_t m_modified = 0;
    bool m_grows = false;
    mutable std::mutex m_mutex;                ///< of m_extents while they grow, and of m_map
    mutable std::unique_ptr<GuardedMap> m_map; ///< of the whole file, made when a scan first asks and kept
    mutable bool m_mapTried = false;
    mutable std::deque<std::atomic<std::uint8_t>> m_notes; ///< grows, and stays where it is
    std::vector<Extent> m_extents;
    mutable std::array<std::atomic<RecordMapper*>, 16> m_mappers{}; ///< idle ones: taken and given back without a lock
};

} // namespace auditorium
