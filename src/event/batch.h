// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"
#include "event/record.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace auditorium {

namespace detail {

inline std::uint64_t mix(std::uint64_t a, std::uint64_t b)
{
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline std::uint64_t load64(const char* p)
{
    std::uint64_t value;
    std::memcpy(&value, p, sizeof value);
    return value;
}

inline std::uint32_t load32(const char* p)
{
    std::uint32_t value;
    std::memcpy(&value, p, sizeof value);
    return value;
}

} // namespace detail

/// 64-bit hash of bytes; fast, not keyed: only ever a hint in front of a comparison.
inline std::uint64_t hashBytes(std::string_view bytes)
{
    // Multiply-and-fold over 16-byte steps; the tail is read overlapping, so no byte is left out.
    constexpr std::uint64_t k0 = 0x9e3779b97f4a7c15, k1 = 0xd6e8feb86659fd93;
    const char* p = bytes.data();
    std::size_t n = bytes.size();
    std::uint64_t h = k0 ^ n;
    while (n > 16) {
        h = detail::mix(detail::load64(p) ^ h, detail::load64(p + 8) ^ k1);
        p += 16;
        n -= 16;
    }
    std::uint64_t a = 0, b = 0;
    if (n >= 8) {
        a = detail::load64(p);
        b = detail::load64(p + n - 8);
    } else if (n >= 4) {
        a = detail::load32(p) | std::uint64_t{detail::load32(p + n - 4)} << 32;
    } else if (n > 0) {
        a = static_cast<unsigned char>(p[0]) | static_cast<unsigned>(static_cast<unsigned char>(p[n / 2])) << 8
            | static_cast<unsigned>(static_cast<unsigned char>(p[n - 1])) << 16;
    }
    return detail::mix(a ^ h ^ k1, b ^ k0);
}
/// a == b for texts that are short and as a rule equal: compared without a call.
inline bool equalBytes(std::string_view a, std::string_view b)
{
    const std::size_t size = a.size();
    if (size != b.size())
        return false;
    const auto equal = [&]<class Word>(Word, std::size_t at) {
        Word x, y;
        std::memcpy(&x, a.data() + at, sizeof x);
        std::memcpy(&y, b.data() + at, sizeof y);
        return x == y;
    };
    constexpr std::uint64_t word = 0;
    constexpr std::uint32_t half = 0;
    if (size > 128)
        return std::memcmp(a.data(), b.data(), size) == 0;
    if (size > 32) {
        for (std::size_t at = 0; at + 16 < size; at += 16)
            if (!equal(word, at) || !equal(word, at + 8))
                return false;
        return equal(word, size - 16) && equal(word, size - 8);
    }
    if (size > 16)
        return equal(word, 0) && equal(word, 8) && equal(word, size - 16) && equal(word, size - 8);
    if (size >= 8)
        return equal(word, 0) && equal(word, size - 8);
    if (size >= 4)
        return equal(half, 0) && equal(half, size - 4);
    return size == 0 || (a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1]);
}

enum class VectorWidth : std::uint8_t;

/// Distinct strings; code 0 is the empty string. For one thread; texts live as long as it.
class LocalDictionary {
public:
    LocalDictionary();
    /// `width`: at most mostVectorWidth().
    explicit LocalDictionary(VectorWidth width);
    std::uint32_t intern(std::string_view text);
    /// Appends the codes of many, in less time than one after the other: what must come from memory is fetched ahead.
    void internAll(std::span<const std::string_view> texts, std::vector<std::uint32_t>& codes);
    const std::vector<std::string_view>& texts() const { return m_texts; }
    std::size_t memoryBytes() const { return m_bytes + m_texts.size() * (sizeof(std::string_view) + 2 * sizeof(Slot)); }

private:
    struct Slot {
        std::uint32_t mark = 0, code = 0; ///< part of the hash; code 0: free
        const char* bytes = nullptr;      ///< the text; before it its size: one place less to go to than by the code
    };
    static std::string_view textOf(const Slot& slot)
    {
        return {slot.bytes, slot.code ? detail::load32(slot.bytes - sizeof(std::uint32_t)) : 0};
    }
    template <class Texts>
    void internAllAs(std::span<const std::string_view> texts, std::uint32_t* out);
    void internAllWide(std::span<const std::string_view> texts, std::uint32_t* out);
    std::uint64_t hash(std::string_view text) const;
    std::uint32_t internHashed(std::string_view text, std::uint64_t hash);
    void grow();
    VectorWidth m_width;
    std::vector<std::string_view> m_texts;
    std::vector<Slot> m_slots; ///< open addressing
    std::size_t m_bytes = 0;
    std::vector<std::unique_ptr<char[]>> m_arena;
    char* m_next = nullptr;
    std::size_t m_left = 0;
    std::uint32_t m_last = 0; ///< the code met before: runs are frequent
};

/// The dictionaries of a worker's batches: kept from batch to batch, because values return. They may hold values that no
/// row has. `known` is the sink's: what it made of each code, or unknown.
struct BatchDictionaries {
    static constexpr std::uint32_t unknown = 0xFFFFFFFF;

    std::size_t memoryBytes() const;

    std::array<LocalDictionary, codedColumnCount> columns;
    std::array<std::vector<std::uint32_t>, codedColumnCount> known;
};

/// Rows of one chunk of one source as a reader hands them over, columnar. Strings are codes into the
/// worker's own dictionaries, so that it needs no lock until the batch is handed over.
struct EventBatch {
    static constexpr std::int64_t noTime = std::numeric_limits<std::int64_t>::max();

    EventBatch()
        : EventBatch(std::make_shared<BatchDictionaries>())
    {
    }
    explicit EventBatch(std::shared_ptr<BatchDictionaries> shared)
        : dictionaries(std::move(shared))
    {
    }

    std::shared_ptr<BatchDictionaries> dictionaries; ///< for the thread that hands the batch over
    std::vector<std::int64_t> time;                  ///< ns, or noTime
    std::vector<std::uint8_t> digits;
    std::array<std::vector<std::uint32_t>, codedColumnCount> codes; ///< into dictionaries
    std::vector<std::uint32_t> source, part;
    std::vector<std::uint64_t> offset, length;

    std::size_t size() const { return time.size(); }
    void reserve(std::size_t rows);
    void add(std::optional<Timestamp> when, const std::array<std::string_view, codedColumnCount>& text,
        const RecordRef& record);
    /// A row's record, where its time and codes were added before.
    void addRecord(const RecordRef& record);
    /// All but the codes, which must follow.
    void addRow(std::optional<Timestamp> when, const RecordRef& record);
};

/// Takes what readers find. Both functions may be called from any thread.
class BatchSink {
public:
    virtual ~BatchSink() = default;
    /// Takes a source in; the answer is what RecordRef::source of its rows must be.
    virtual std::uint32_t addSource(std::shared_ptr<const RecordSource> source) = 0;
    /// Order of calls does not matter: ties in time are ordered by source, offset and part. The batch's dictionaries go on
    /// growing in the calling thread: what is needed of them is taken before this returns, and always by the same sink.
    virtual void add(EventBatch&& batch) = 0;
};

} // namespace auditorium
