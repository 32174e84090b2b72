// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/sourceindex.h"

#include "ingest/reopen.h"
#include "query/messagescan.h"
#include "store/cachefile.h"

#include <QStandardPaths>

#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace auditorium {

namespace {

/// An open file for looking at.
class Descriptor {
public:
    explicit Descriptor(const std::string& path) : m_fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return m_fd; }

private:
    int m_fd;
};

/// Which build of the program this is: a mapping that was improved must not go on to give old answers.
std::string programMark()
{
    struct stat info {};
    if (::stat("/proc/self/exe", &info) != 0)
        return {};
    return std::to_string(info.st_size) + "." + std::to_string(info.st_mtim.tv_sec) + "." + std::to_string(info.st_mtim.tv_nsec);
}

/// `sum`: of all the source's bytes, to tell whether they are still its first ones when it has become longer.
std::string payloadOf(const IngestReport& report, const std::string& recipe, std::uint64_t sum)
{
    ByteWriter out;
    out.text(recipe);
    out.number(sum);
    for (const std::string* text : {&report.format, &report.product, &report.profile})
        out.text(*text);
    for (const std::uint64_t number : {report.bytes, report.events, report.rejected, report.withoutTime, std::uint64_t{report.firstNs.has_value()},
             static_cast<std::uint64_t>(report.firstNs.value_or(0)), static_cast<std::uint64_t>(report.lastNs.value_or(0))})
        out.number(number);
    out.number(report.rejects.size());
    for (const Reject& reject : report.rejects) {
        for (const std::uint64_t number : {reject.offset, reject.line, reject.length})
            out.number(number);
        out.text(reject.reason);
    }
    return out.bytes();
}

bool readPayload(std::string_view payload, IngestReport& report, std::string& recipe, std::uint64_t& sum)
{
    ByteReader in(payload);
    recipe = in.text();
    sum = in.number();
    for (std::string* const text : {&report.format, &report.product, &report.profile})
        *text = in.text();
    for (std::uint64_t* const number : {&report.bytes, &report.events, &report.rejected, &report.withoutTime})
        *number = in.number();
    const bool timed = in.number() != 0;
    const auto first = static_cast<std::int64_t>(in.number()), last = static_cast<std::int64_t>(in.number());
    if (timed) {
        report.firstNs = first;
        report.lastNs = last;
    }
    for (std::uint64_t count = in.number(); count > 0 && in.ok(); --count) {
        Reject& reject = report.rejects.emplace_back();
        for (std::uint64_t* const number : {&reject.offset, &reject.line, &reject.length})
            *number = in.number();
        reject.reason = in.text();
    }
    return in.atEnd();
}

/// Whether the file still begins with the bytes of which that is the checksum, and they end with a line.
bool beginsWith(int fd, std::uint64_t size, std::uint64_t sum, const CancelToken& cancel)
{
    char last = 0;
    if (size == 0 || ::pread(fd, &last, 1, static_cast<off_t>(size - 1)) != 1 || last != '\n')
        return false;
    const Result<std::uint64_t> now = contentSum(fd, size, cancel);
    return now.ok() && *now == sum;
}

std::string fileOf(const IndexOptions& options, const SidecarKey& key, std::string_view ending)
{
    return options.folder + "/" + cacheStem(key.path) + std::string(ending);
}

/// Whether the disk has room for an index of a source of that size and some to spare: a cache must not fill a disk.
bool hasRoom(const std::string& folder, std::uint64_t sourceBytes)
{
    constexpr std::uint64_t spare = std::uint64_t{1} << 30;
    std::error_code error;
    const std::filesystem::space_info space = std::filesystem::space(folder, error);
    return !error && space.available >= spare + sourceBytes;
}

/// The segments of a sidecar as it lies, to make messages for.
Result<std::vector<std::shared_ptr<const Segment>>> segmentsOf(const std::shared_ptr<const Sidecar>& sidecar, std::uint32_t source,
    const CancelToken& cancel)
{
    std::vector<std::shared_ptr<const Segment>> segments;
    for (std::size_t i = 0; i < sidecar->segmentCount(); ++i) {
        if (cancel.cancelled())
            return Error{"cancelled", "The work was cancelled."};
        const Result<SegmentParts> parts = sidecar->segment(i, source);
        if (!parts)
            return parts.error();
        segments.push_back(std::make_shared<const Segment>(*parts, sidecar));
    }
    return segments;
}

/// Writes one source's sidecar; gives its id and the segments that are in it.
Status writeOne(const PendingIndex& pending, EventStore& store, const IndexOptions& options, const CancelToken& cancel, std::uint64_t& id,
    std::vector<std::shared_ptr<const Segment>>& segments)
{
    if (pending.sidecar) {
        const auto sidecar = Sidecar::open(fileOf(options, pending.key, sidecarEnding), pending.key);
        if (!sidecar)
            return sidecar.error();
        auto found = segmentsOf(*sidecar, pending.source, cancel);
        if (!found)
            return found.error();
        segments = std::move(*found);
        id = (*sidecar)->id();
        return id == pending.sidecar ? success() : Status(Error{"cache.foreign", "the index was replaced"});
    }
    const Descriptor file(pending.key.path);
    const Result<SourceStamp> now = stampOf(file.number());
    if (!now || *now != pending.key.stamp)
        return Error{"source.changed", "the source was changed since it was opened"};
    SidecarContent content = sidecarContent(store.snapshot(), pending.source, cancel);
    const std::string recipe = recipeOf(*content.snapshot->sources()[pending.source]);
    if (recipe.empty())
        return Error{"source.recipe", "the source cannot be made again"};
    const Result<std::uint64_t> sum = contentSum(file.number(), pending.key.stamp.size, cancel);
    if (!sum)
        return sum.error();
    content.payload = payloadOf(pending.report, recipe, *sum);
    const Result<std::uint64_t> written = writeSidecar(options.folder, pending.key, content, cancel);
    if (!written)
        return written.error();
    id = *written;
    segments = std::move(content.segments);
    return success();
}

void writeMessagesOf(const PendingIndex& pending, EventStore& store, const IndexOptions& options, const CancelToken& cancel, std::uint64_t id,
    const std::vector<std::shared_ptr<const Segment>>& segments)
{
    MessageWriter writer;
    if (!writer.open(options.folder) || !writeMessages(writer, *store.snapshot(), segments, cancel)
        || !writer.commit(pending.key.path, id))
        return;
    if (const auto messages = MessageFile::open(fileOf(options, pending.key, messagesEnding), id))
        attachMessages(store.snapshot()->segments(), pending.source, segments, *messages);
}

} // namespace

QString defaultIndexFolder()
{
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    return cache.isEmpty() ? QString() : cache + QStringLiteral("/index");
}

bool SourceIndex::isWorthIt(const std::string& file, SidecarKey& key) const
{
    if (m_options.folder.empty() || m_knowledge->contentHash == 0)
        return false;
    // Looked at before it is opened: to open a pipe and close it again would break it for whoever writes to it.
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode) || static_cast<std::uint64_t>(info.st_size) < m_options.smallest)
        return false;
    const Descriptor source(file);
    const Result<SourceStamp> stamp = stampOf(source.number());
    std::error_code error;
    key.path = std::filesystem::canonical(file, error).string();
    key.program = programMark();
    key.knowledge = m_knowledge->contentHash;
    if (!stamp || error || key.program.empty())
        return false;
    key.stamp = *stamp;
    return true;
}

std::vector<IngestReport> SourceIndex::read(const std::string& file, EventStore& store, const ReadOptions& options,
    const std::function<void()>& added, const std::string& givenName)
{
    const std::string& name = givenName.empty() ? file : givenName;
    SidecarKey key;
    const bool worthIt = isWorthIt(file, key);
    if (worthIt)
        if (auto report = reopen(file, name, key, store, options, added))
            return {std::move(*report)};
    const std::uint32_t before = store.sourceCount();
    std::vector<IngestReport> reports = readFile(file, name, m_knowledge, store, options);
    // Only a file that is one text, read whole: its columns can be found again by its bytes.
    if (worthIt && reports.size() == 1 && store.sourceCount() == before + 1 && reports[0].error.empty() && !reports[0].cancelled
        && reports[0].bytes == key.stamp.size)
        m_pending.push_back({std::move(key), before, reports[0], 0});
    return reports;
}

std::optional<IngestReport> SourceIndex::reopen(const std::string& file, const std::string& name, const SidecarKey& key, EventStore& store, const ReadOptions& options,
    const std::function<void()>& added)
{
    const std::string path = fileOf(m_options, key, sidecarEnding), messagePath = fileOf(m_options, key, messagesEnding);
    auto sidecar = Sidecar::open(path, key);
    if (!sidecar && sidecar.error().code == "cache.foreign")
        sidecar = Sidecar::openShorter(path, key);
    if (!sidecar) {
        if (sidecar.error().code != "cache.open")
            ::unlink(path.c_str());
        return std::nullopt;
    }
    IngestReport report;
    report.source = name;
    std::string recipe;
    std::uint64_t sum = 0;
    const std::uint64_t known = (*sidecar)->stamp().size;
    const bool grown = known < key.stamp.size;
    // Stamped once more through the descriptor that the source keeps: what has the name now may be another file.
    const Descriptor fd(file);
    const Result<SourceStamp> stamp = stampOf(fd.number());
    if (!stamp || *stamp != key.stamp)
        return std::nullopt;
    auto source = readPayload((*sidecar)->payload(), report, recipe, sum)
            && (!grown || (canReadOn(recipe, report.format) && beginsWith(fd.number(), known, sum, options.cancel)))
        ? reopenSource(recipe, file, name, fd.number(), m_knowledge, options.spool)
        : Result<std::shared_ptr<const RecordSource>>(Error{"cache.damaged", "the index makes no sense"});
    if (!source || report.events != (*sidecar)->rows()) {
        ::unlink(path.c_str());
        return std::nullopt;
    }
    const std::shared_ptr<const RecordSource> reader = *source;
    const auto messages = MessageFile::open(messagePath, (*sidecar)->id());
    const std::uint64_t before = store.size();
    const auto taken = store.addSidecar(std::move(*source), *sidecar, messages ? &*messages : nullptr, options.cancel, added);
    if (!taken && taken.error().code == "cancelled") {
        report.cancelled = true;
        report.events = store.size() - before;
        return report;
    }
    if (!taken) {
        ::unlink(path.c_str());
        return std::nullopt;
    }
    if (grown) {
        readAdded(*reader, file, fd.number(), known, *taken, m_knowledge, store, options, report);
        if (report.error.empty() && !report.cancelled && report.bytes == key.stamp.size)
            m_pending.push_back({key, *taken, report, 0});
        return report;
    }
    if (messages)
        touchCacheFile(messagePath);
    else if (m_options.messages)
        m_pending.push_back({key, *taken, report, (*sidecar)->id()});
    touchCacheFile(path);
    return report;
}

void writeIndexes(const std::vector<PendingIndex>& pending, EventStore& store, const IndexOptions& options, const CancelToken& cancel)
{
    for (const PendingIndex& one : pending) {
        std::uint64_t id = 0;
        std::vector<std::shared_ptr<const Segment>> segments;
        if (cancel.cancelled())
            return;
        if (!prepareCacheFolder(options.folder) || !hasRoom(options.folder, one.key.stamp.size))
            continue;
        if (!writeOne(one, store, options, cancel, id, segments))
            continue;
        if (options.messages)
            writeMessagesOf(one, store, options, cancel, id, segments);
        // Without its sidecar the messages are of no use: it must be the last to be evicted.
        touchCacheFile(fileOf(options, one.key, sidecarEnding));
        evictCache(options.folder, options.budget);
    }
}

} // namespace auditorium
