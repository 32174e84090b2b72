// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/catalog.h"
#include "event/event.h"
#include "event/result.h"
#include "event/batch.h"
#include "event/record.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// A profile: how one vendor's records become events. Data (resources/profiles/*.json), compiled
/// once; immutable; see resources/profiles/README.md for the format.
class Profile;
using ProfilePtr = std::shared_ptr<const Profile>;

/// Keeps what was compiled from a Knowledge, so that a folder of a thousand small files compiles it once.
class EngineCache;
std::shared_ptr<EngineCache> makeEngineCache();

/// All profiles and the catalog: what recognising and mapping needs to know. Immutable, shared.
struct Knowledge {
    std::vector<ProfilePtr> profiles; ///< the order does not matter, see resources/profiles/README.md
    std::shared_ptr<const Catalog> catalog;
    std::shared_ptr<EngineCache> cache = makeEngineCache();
    std::uint64_t contentHash = 0; ///< of all that profiles and catalogs say; 0: not known
};

/// Reads one catalog file (resources/catalogs/*.json). Errors name the place.
Result<CatalogProduct> parseCatalog(std::string_view json);
/// Reads one profile file. Unknown keys are errors; an error names the key.
Result<ProfilePtr> parseProfile(std::string_view json);
std::string_view profileId(const Profile& profile);
std::string_view profileProduct(const Profile& profile);

/// Where a record lies in a block of text.
struct BlockSpan {
    std::size_t offset = 0, length = 0;
};

/// What one mapped record gives. Views point into the record or the mapper's scratch memory: valid until
/// the mapper's next call.
struct MappedEvent {
    std::optional<Timestamp> time;
    std::array<std::string_view, codedColumnCount> text; ///< Source is filled by the reader
    std::uint32_t part = 0;
};

/// Maps the records of one source. One instance a thread; cheap to make from the same plan.
class RecordMapper {
public:
    virtual ~RecordMapper() = default;

    /// Tells that the records given to map() from now on are those of this block, in this order, so that many can be
    /// looked at in one go; a hint, which changes no answer. Both stay until the next call.
    virtual void begin(std::string_view block, std::span<const BlockSpan> records) = 0;
    /// Maps one raw record (JSON object text, or a CSV line's text) and calls `emit` for each event in it: one, or one for each
    /// element of an exploded array. Returns an error (code "record", a reason for a person) where the
    /// bytes are not a record; then nothing was emitted. `raw` needs no padding.
    virtual Status map(std::string_view raw, const std::function<void(const MappedEvent&)>& emit) = 0;
    /// Appends times and codes of records of that block to `batch`, from number `first` on, as many as can be taken in a
    /// shorter way than by map(); their number, as a rule 0 or many. They give one event each. Source is the caller's.
    virtual std::size_t mapRun(std::size_t first, EventBatch& batch) = 0;
    /// Whether that is worth trying now.
    virtual bool mayRun() = 0;
    /// The same record in full (message, id, details included).
    virtual Event decode(std::string_view raw, std::uint32_t part) = 0;
    virtual void decodeFields(std::string_view raw, std::uint32_t part, std::vector<Field>& out) = 0;
    virtual bool anyValue(
        std::string_view raw, std::uint32_t part, const std::function<bool(std::string_view)>& test) = 0;
    virtual void decodeTexts(std::string_view raw, std::uint32_t part, std::string& message, std::string& id) = 0;
    /// As RecordSource::decodeTextsOf().
    virtual void decodeTextsOf(
        std::string_view block, std::span<RecordTexts> records, bool details, std::deque<std::string>& made) = 0;
};

struct CsvDialect;

/// How the records of one source are mapped: chosen once from its first records, then shared by all
/// threads. A record that does not fit the chosen profile is tried against the others, then mapped generically, so that
/// the result for a record depends on that record alone.
class MappingPlan {
public:
    virtual ~MappingPlan() = default;
    /// How records are cut into cells; null for JSON. With the knowledge, all that a record's result depends on.
    virtual const CsvDialect* dialect() const { return nullptr; }
    virtual std::string_view profile() const = 0; ///< id, or "generic"
    virtual std::string_view product() const = 0;
    virtual RecordFormat format() const = 0;
    virtual std::unique_ptr<RecordMapper> mapper() const = 0;
};

/// How a CSV source is cut into cells.
struct CsvDialect {
    char delimiter = ',';
    char quote = '"';
    std::vector<std::string> header; ///< column names, made unique; "column3" where the file names none
};

/// `samples` are some first raw records (JSON objects). Never null.
std::shared_ptr<const MappingPlan> planJson(
    std::shared_ptr<const Knowledge> knowledge, const std::vector<std::string_view>& samples);
std::shared_ptr<const MappingPlan> planCsv(std::shared_ptr<const Knowledge> knowledge, const CsvDialect& dialect,
    const std::vector<std::string_view>& samples);

/// Whether an object is an envelope around records rather than a record: the path of keys to the array
/// of records ("Records"; "hits","hits"), or nothing. Decided by known names, by what else the object holds, and by
/// whether a profile claims the object as a record of its own.
std::optional<std::vector<std::string>> wrapperPath(const Knowledge& knowledge, std::string_view object);

/// Splits one CSV record into cells, unquoted; they point into the record or into `unquoted`. Returns false where quotes do
/// not match (the cells so far are kept).
bool splitCsv(
    std::string_view record, const CsvDialect& dialect, std::vector<std::string_view>& cells, std::string& unquoted);

} // namespace auditorium
