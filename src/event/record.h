// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/event.h"
#include "event/result.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// Where one record lies: bytes [offset, offset + length) of its source's (decompressed, UTF-8) text.
/// `part` tells apart the events that one record was exploded into.
struct RecordRef {
    std::uint32_t source = 0;
    std::uint32_t part = 0;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// How the records of a source are written, for those who look at them without decoding.
enum class RecordFormat : std::uint8_t {
    Unknown,
    Json,          ///< each is a JSON object, which names its fields itself
    Csv,           ///< each is a CSV record, quoted with "
    CsvApostrophe, ///< or with '
};

/// A record of which message, id and perhaps details are asked for, with others of its source.
struct RecordTexts {
    std::string_view raw;
    std::uint32_t part = 0;
    std::string_view message, id, details; ///< the answer
};

/// A function that looks at bytes; see RecordSource::look().
using ByteLook = void (*)(std::string_view bytes, void* context);

/// Gives back what the store does not keep: the raw records of one source and their decoding.
/// Implemented by the readers; all functions may be called from any thread at once.
class RecordSource {
public:
    virtual ~RecordSource() = default;

    /// The name shown in the `source` column.
    virtual std::string_view name() const = 0;
    /// Reads bytes [offset, offset + length) into `out`. An error where the source is gone or was changed.
    virtual Status read(std::uint64_t offset, std::uint64_t length, std::string& out) const = 0;
    /// The same to where there is room for them.
    virtual Status readTo(std::uint64_t offset, std::uint64_t length, char* out) const;
    /// How many bytes the text has, as far as it is known by now; 0: look() is of no use.
    virtual std::uint64_t size() const { return 0; }
    virtual RecordFormat format() const { return RecordFormat::Unknown; }
    /// Hands bytes [offset, offset + length) to `function` without copying them. False where that is not possible, or
    /// was not to the end: what the function found so far means nothing then, and read() gives the bytes or says what
    /// is wrong. The function may be left at any point, as by longjmp: it must own nothing (no memory, no lock, no
    /// object with a destructor) and call nothing that does.
    virtual bool look(std::uint64_t offset, std::uint64_t length, ByteLook function, void* context) const
    {
        static_cast<void>(offset), static_cast<void>(length), static_cast<void>(function), static_cast<void>(context);
        return false;
    }
    /// A byte of notes for each `notedBytes` of the text, in which searches remember what does not stand there; null
    /// where there is none. Lasts as long as the source; what its bits mean is the searches' own matter.
    static constexpr std::uint64_t notedBytes = 1 << 20;
    virtual std::atomic<std::uint8_t>* note(std::uint64_t piece) const
    {
        static_cast<void>(piece);
        return nullptr;
    }
    /// Decodes one raw record: all columns, details and message as they were mapped at load.
    virtual Event decode(std::string_view raw, std::uint32_t part) const = 0;
    /// Only the leaves of the record, in its own order: what details.<path> and free text look at.
    virtual void decodeFields(std::string_view raw, std::uint32_t part, std::vector<Field>& out) const = 0;
    /// Whether any of those leaves has a value (neither null nor empty) that passes the test.
    virtual bool anyValue(
        std::string_view raw, std::uint32_t part, const std::function<bool(std::string_view)>& test) const
    {
        std::vector<Field> fields;
        decodeFields(raw, part, fields);
        for (const Field& field : fields)
            if (field.kind != ValueKind::Null && !field.value.empty() && test(field.value))
                return true;
        return false;
    }
    /// Only message and id, the columns that are read from the record rather than kept.
    virtual void decodeTexts(std::string_view raw, std::uint32_t part, std::string& message, std::string& id) const = 0;
    /// The same for many records, and their details as JSON where those are asked for. The records lie in `block` and come,
    /// as a rule, in the order in which they lie. The answers lie in the block or in `made`, to which is added.
    virtual void decodeTextsOf(std::string_view block, std::span<RecordTexts> records, bool details,
        std::deque<std::string>& made) const;
};

} // namespace auditorium
