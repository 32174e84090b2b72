// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/cancel.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace auditorium {

/// Interned strings: each distinct byte string has one code, in order of arrival; code 0 is the empty
/// string. Compared byte by byte (a hash alone would let an attacker merge two names).
///
/// Writers are serialised by an internal lock. Readers need none: an entry never moves or changes, so
/// code(text) pairs below a size() once read stay valid as long as the dictionary lives.
class Dictionary {
public:
    /// Entries that lie elsewhere, as a sidecar holds them: entry i is bytes [offsets[i], offsets[i + 1]); entry 0 is
    /// empty. Nothing of it is trusted further than that the memory is there: an offset or code outside gives "".
    struct Mapped {
        std::uint32_t count = 0;
        const std::uint32_t* offsets = nullptr; ///< count + 1
        const char* bytes = nullptr;
        std::uint32_t byteCount = 0;
        const std::uint32_t* slots = nullptr; ///< as m_slots; slotCount is a power of two
        std::uint32_t slotCount = 0;

        std::string_view text(std::uint32_t code) const;
        std::int64_t find(std::string_view text) const;
        /// The slots for these entries; not all of them once it is cancelled.
        static std::vector<std::uint32_t> slotsFor(const std::vector<std::string_view>& texts, const CancelToken& cancel);
    };

    Dictionary();
    /// Begins with the entries of `base`, kept alive by `keep`; new ones come behind them.
    Dictionary(const Mapped& base, std::shared_ptr<const void> keep);
    ~Dictionary();
    Dictionary(const Dictionary&) = delete;
    Dictionary& operator=(const Dictionary&) = delete;

    std::uint32_t size() const { return m_size.load(std::memory_order_acquire); }
    std::string_view text(std::uint32_t code) const;
    /// Tells the processor that the text will be asked for soon.
    void prefetch(std::uint32_t code) const;

    /// The code of that text, added where it is new.
    std::uint32_t intern(std::string_view text);
    /// Interns many at once under one lock: codes[i] becomes the code of texts[i].
    void internAll(const std::vector<std::string_view>& texts, std::vector<std::uint32_t>& codes);
    /// The code if the text is known, else -1.
    std::int64_t find(std::string_view text) const;

    std::size_t memoryBytes() const;

private:
    // Block k holds 2^(k+8) entries, so an entry's place follows from its code and never moves.
    static constexpr int firstBits = 8;
    static constexpr int blockCount = 32 - firstBits;

    void addFirstBlock();
    std::string_view ownText(std::uint32_t index) const;
    std::uint32_t internLocked(std::string_view text, std::uint64_t hash);
    std::string_view store(std::string_view text);
    void grow();

    Mapped m_base; ///< codes [0, m_base.count); the blocks hold those behind it
    std::shared_ptr<const void> m_keep;
    mutable std::mutex m_mutex;
    std::array<std::atomic<std::string_view*>, blockCount> m_blocks{};
    std::atomic<std::uint32_t> m_size{0};
    std::vector<std::uint32_t> m_slots; ///< open addressing: index behind the base + 1, 0 = free
    std::vector<std::unique_ptr<char[]>> m_arena;
    std::size_t m_arenaLeft = 0;
    char* m_arenaNext = nullptr;
    std::size_t m_bytes = 0;
};

} // namespace auditorium
