// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/pull_stream.h"

#include "event/timestamp.h"

#include <algorithm>
#include <functional>

namespace auditorium {

namespace {

using Kind = PageSpec::Kind;

constexpr std::int64_t nsPerDay = 86'400 * nsPerSecond;
constexpr std::int64_t lostCursorBackNs = 3600 * nsPerSecond;
constexpr std::int64_t otherwiseBackNs = 30 * nsPerDay;
constexpr std::int64_t lookbackMarginNs = 60 * nsPerSecond; ///< what a service keeps is counted from its own, later now
constexpr std::int64_t forgetMarginNs = nsPerDay;           ///< identities are kept so much longer than they are needed
constexpr std::uint32_t mostEmptyPages = 1000;

bool isCounted(Kind kind) { return kind == Kind::Page || kind == Kind::Offset; }
/// A hole that touches another of the same reason becomes one with it.
void mergeHole(std::vector<TimeHole>& holes, const TimeHole& hole)
{
    for (TimeHole& other : holes)
        if (other.reason == hole.reason && hole.fromNs <= other.toNs && other.fromNs <= hole.toNs) {
            other = {std::min(other.fromNs, hole.fromNs), std::max(other.toNs, hole.toNs), hole.reason};
            return;
        }
    holes.push_back(hole);
}

bool isAddress(Kind kind) { return kind == Kind::NextUrl || kind == Kind::Link; }

} // namespace

StreamPull::StreamPull(const StreamSpec& stream, const TailSpec& tail, Parts parts)
    : m_stream(stream)
    , m_tail(tail)
    , m_parts(parts)
    , m_reader(stream)
{
}

Status StreamPull::pass()
{
    m_parts.progress.stream = m_stream.id;
    m_parts.progress.announced.reset();
    m_holes.clear();
    return byCursor() ? passByCursor() : passByTime();
}

PullPlace StreamPull::begin(std::optional<std::int64_t> fromNs, std::optional<std::int64_t> toNs) const
{
    PullPlace place;
    place.fromNs = fromNs;
    place.toNs = toNs;
    place.number = m_stream.page.first;
    return place;
}

std::int64_t StreamPull::nextStart(std::int64_t atLeastBackNs)
{
    const std::int64_t now = m_parts.courier.serviceNowNs(), lookback = m_stream.window.lookbackNs;
    const Completeness known = completeness();
    std::int64_t from = now - (lookback > 0 ? lookback : otherwiseBackNs), missing = from;
    if (known.untilNs) {
        const std::int64_t back = *known.untilNs - std::max(m_tail.overlapNs, atLeastBackNs);
        from = std::max(back, known.fromNs.value_or(back));
        missing = *known.untilNs;
    } else if (known.fromNs) {
        from = missing = *known.fromNs; // begun, but never read to an end
    } else if (m_parts.options.sinceNs) {
        from = missing = *m_parts.options.sinceNs;
    }
    const std::int64_t earliest = now - lookback + lookbackMarginNs;
    if (lookback > 0 && from < earliest) {
        const bool wanted = known.untilNs || known.fromNs || m_parts.options.sinceNs;
        if (wanted && missing < earliest)
            addHole(missing, earliest, "the service keeps " + std::to_string(lookback / nsPerDay) + " days");
        from = earliest;
    }
    const std::int64_t step = windowStepNs(m_stream.window);
    return from - (from % step + step) % step;
}

/// A service that hands out a cursor that goes on: what is behind it is known, and it is asked for again and again.
Status StreamPull::passByCursor()
{
    const auto kept = decodePlace(m_parts.archive.state(m_stream.id).cursor, m_stream.page);
    if (kept) {
        const Status status = readFrom(*kept);
        if (status || m_answered || kept->first || !refusedWith(status, {400, 404, 410, 422}))
            return status; // else the service does not know the cursor any more
    }
    // Who is not told a time gives all there is. Behind a cursor that was lost may stand what came late: a little is read once more.
    return readFrom(begin(RequestMaker::hasFrom(m_stream) ? std::optional(nextStart(lostCursorBackNs)) : std::nullopt, {}));
}

/// A service that is asked window by window.
Status StreamPull::passByTime()
{
    if (const auto kept = decodePlace(m_parts.archive.state(m_stream.id).cursor, m_stream.page))
        if (Status status = finishWindow(*kept); !status)
            return status;
    if (!RequestMaker::hasFrom(m_stream))
        return readFrom(begin({}, {}));
    const std::int64_t now = m_parts.courier.serviceNowNs(), span = m_stream.window.maxSpanNs;
    for (std::int64_t from = nextStart(); from < now;) {
        const std::int64_t to = span > 0 ? std::min(from + span, now) : now;
        const Status status = readFrom(begin(from, to));
        // Refused for its place in time, and not because something is wrong with the request, only if a later one is not.
        if (!status && to < now && !m_answered && refusedWith(status, {400, 410, 416, 422}))
            addHole(from, to, "the service refused the range: " + status.error().message);
        else if (!status)
            return status;
        from = to;
    }
    return success();
}

/// Goes on in the middle of a window where that is sure to lose nothing: a page's number is, only where nothing new can come in front of it.
Status StreamPull::finishWindow(PullPlace place)
{
    const PullPlace fresh = begin(place.fromNs, place.toNs);
    if (isCounted(m_stream.page.kind) && !(place.toNs && RequestMaker::hasTo(m_stream)))
        place = fresh;
    const bool resumed = !(place == fresh) && !place.first;
    Status status = readFrom(place);
    if (!status && resumed && !m_answered && refusedWith(status, {400, 404, 410, 422}))
        status = readFrom(fresh);
    return status;
}

bool StreamPull::refusedWith(const Status& status, std::initializer_list<int> codes) const
{
    return !status && status.error().code == "service.refused"
        && std::find(codes.begin(), codes.end(), m_parts.courier.lastStatus()) != codes.end();
}

void StreamPull::addHole(std::int64_t fromNs, std::int64_t toNs, const std::string& reason)
{
    mergeHole(m_holes, {fromNs, toNs, reason});
}

/// From a place to its window's end.
Status StreamPull::readFrom(PullPlace place)
{
    m_seen.clear();
    m_emptyPages = 0;
    m_answered = false;
    if (!place.next.empty())
        m_seen.insert(place.next);
    for (bool end = false; !end;) {
        const auto request = m_parts.maker.page(m_stream, place);
        if (!request)
            return request.error();
        const auto answer = m_parts.courier.ask(*request, [this](const HttpAnswer& a) { return m_reader.read(a); });
        if (!answer)
            return answer.error();
        m_answered = true;
        const auto last = takePage(place, *request, *answer);
        if (!last)
            return last.error();
        end = *last;
    }
    return success();
}

/// Keeps a page. Whether it was the last; else `place` is that of the next.
Result<bool> StreamPull::takePage(PullPlace& place, const HttpRequest& request, const HttpAnswer& answer)
{
    PullPlace next = place;
    const std::size_t count = m_reader.count();
    if (place.first || byCursor()) // a window is as late as its first page, a cursor as its last
        next.askedNs = m_parts.courier.serviceSentNs();
    if (place.first)
        next.announced = m_reader.total(answer);
    next.received += count;
    next.first = false;
    next.number += m_stream.page.kind == Kind::Offset ? static_cast<std::int64_t>(count) : 1;
    std::string link =
        isCounted(m_stream.page.kind) || m_stream.page.kind == Kind::None ? std::string() : m_reader.next(answer);
    if (!link.empty() && isAddress(m_stream.page.kind)) {
        auto url = nextUrl(request.url, link, m_parts.courier.origin());
        if (!url)
            return url.error();
        link = std::move(*url);
    }
    const auto hasMore = m_reader.hasMore(answer);
    if (hasMore.value_or(false) && link.empty() && !isCounted(m_stream.page.kind) && m_stream.page.kind != Kind::None)
        return Error{"service.answer", "The service says that there is more, but not where."};
    bool end = isEnd(place, next, count, link, hasMore);
    std::string fingerprint;
    const auto records = recordsOf(request, place, fingerprint);
    if (!records)
        return records.error();
    const bool known = isKnown(*records);
    // It ended, and is not what was announced: that is said, for nobody asks for this time again.
    if (end && !known && next.fromNs && next.announced && next.received < *next.announced)
        addHole(*next.fromNs, next.toNs.value_or(m_parts.courier.serviceNowNs()),
            "the service announced " + std::to_string(*next.announced) + " events and gave " + std::to_string(next.received));
    end = end || known;
    if (!end)
        if (Status status = checkRepeats(fingerprint, link); !status)
            return status.error();
    if (!link.empty())
        next.next = link;
    if (Status status = commit(*records, next, end); !status)
        return status.error();
    place = std::move(next);
    return end;
}

bool StreamPull::isEnd(const PullPlace& place, const PullPlace& next, std::size_t count, const std::string& link,
    std::optional<bool> hasMore) const
{
    const PageSpec& page = m_stream.page;
    // A page is no last one for being short where the service itself announces more: it may have limits of its own.
    const bool announcesMore = count > 0 && next.announced && next.received < *next.announced;
    const bool isShort = page.endShort && count < page.size && !announcesMore;
    if (page.kind == Kind::None || !hasMore.value_or(true) || (page.endEmpty && count == 0) || isShort)
        return true;
    if (isCounted(page.kind)) {
        // A total that is too small would hide events: it counts only where nothing better tells the end.
        const bool counted =
            !page.endEmpty && !page.endShort && !page.hasMore && next.announced && next.received >= *next.announced;
        return count == 0 || counted;
    }
    return link.empty() || (link == place.next && (page.endSameCursor || count == 0));
}

/// A service without a time filter that sends the newest first: behind what is known there is nothing new.
bool StreamPull::isKnown(const std::vector<ArchiveRecord>& records) const
{
    const auto until = completeness().untilNs;
    if (!until || byCursor() || m_stream.order != StreamSpec::Order::Descending || RequestMaker::hasFrom(m_stream)
        || records.empty())
        return false;
    return std::all_of(records.begin(), records.end(),
        [&](const ArchiveRecord& record) { return record.timeNs && *record.timeNs < *until - m_tail.overlapNs; });
}

/// No answer may lead in a circle.
Status StreamPull::checkRepeats(const std::string& fingerprint, const std::string& link)
{
    m_emptyPages = fingerprint.empty() ? m_emptyPages + 1 : 0;
    if (m_emptyPages > mostEmptyPages)
        return Error{"service.answer", "The service sends empty pages without an end."};
    if (!link.empty() && !m_seen.insert(link).second)
        return Error{"service.answer", "The service names a next page that it named before: it would never end."};
    if (!fingerprint.empty() && !m_seen.insert(fingerprint).second)
        return Error{"service.answer", "The service sends a page that it sent before: it would never end."};
    return success();
}

/// The page's records, or those at the addresses that it names; these are kept address by address, for they may be many. `fingerprint` tells
/// what the page holds, in whatever order.
Result<std::vector<ArchiveRecord>> StreamPull::recordsOf(
    const HttpRequest& request, const PullPlace& place, std::string& fingerprint)
{
    std::size_t sum = 0;
    const auto addTo = [&](const std::string& text) { sum += std::hash<std::string>()(text); };
    std::vector<ArchiveRecord> records;
    if (m_stream.page.fetchEach.empty()) {
        auto direct = m_reader.records();
        if (!direct)
            return direct;
        records = std::move(*direct);
        for (const ArchiveRecord& record : records)
            addTo(record.identity);
    } else {
        const auto addresses = m_reader.addresses();
        if (!addresses)
            return addresses.error();
        for (const std::string& address : *addresses) {
            addTo(address);
            auto url = nextUrl(request.url, address, m_parts.courier.origin());
            if (!url)
                return url.error();
            const auto answer = m_parts.courier.ask(
                {"GET", *url, request.headers, {}}, [this](const HttpAnswer& a) { return m_reader.readStage(a); });
            if (!answer && refusedWith(answer.error(), {404, 410})) {
                addHole(place.fromNs.value_or(0), place.toNs.value_or(m_parts.courier.serviceNowNs()),
                    "the service has a part no more: " + answer.error().message);
                continue;
            }
            if (!answer)
                return answer.error();
            const auto stage = m_reader.stageRecords();
            if (!stage)
                return stage.error();
            if (Status status = commit(*stage, place, false); !status)
                return status.error();
        }
    }
    if (m_reader.count() > 0)
        fingerprint = std::to_string(m_reader.count()) + "\n" + std::to_string(sum);
    return records;
}

/// Records, and the place behind them, become true together.
Status StreamPull::commit(const std::vector<ArchiveRecord>& records, const PullPlace& place, bool end)
{
    StreamState state = m_parts.archive.state(m_stream.id);
    Completeness& c = state.completeness;
    c.lagNs = m_tail.lagNs;
    if (!c.fromNs)
        c.fromNs = m_holes.empty() || !place.fromNs ? place.fromNs : std::min(*place.fromNs, m_holes.front().fromNs);
    for (const TimeHole& hole : m_holes)
        mergeHole(c.holes, hole);
    if (place.announced) {
        c.announced = place.announced;
        c.announcedFetched = place.received;
    }
    const bool keepsPlace = byCursor() ? !end || !place.next.empty() : !end;
    state.cursor = keepsPlace ? encodePlace(place, m_stream.page) : std::string();
    if (end) {
        const std::int64_t covered = std::min(place.toNs.value_or(place.askedNs), place.askedNs);
        c.untilNs = std::max(c.untilNs.value_or(covered), covered);
        if (RequestMaker::hasFrom(m_stream))
            state.forgetBeforeNs = *c.untilNs - m_tail.overlapNs - windowStepNs(m_stream.window) - forgetMarginNs;
    }
    const auto added = m_parts.archive.commit(m_stream.id, records, state);
    if (!added)
        return added.error();
    m_holes.clear();
    tell(records, *added, place);
    return m_parts.options.cancel.cancelled() ? Status(Error{"cancelled", "The pull was cancelled."}) : success();
}

void StreamPull::tell(const std::vector<ArchiveRecord>& records, std::uint64_t added, const PullPlace& place)
{
    PullProgress& progress = m_parts.progress;
    progress.fetched += records.size();
    progress.added += added;
    progress.announced = place.announced;
    for (const ArchiveRecord& record : records)
        if (record.timeNs && (!progress.reachedNs || *record.timeNs > *progress.reachedNs))
            progress.reachedNs = record.timeNs;
    if (added > 0 && m_parts.options.committed)
        m_parts.options.committed();
    if (m_parts.options.progress)
        m_parts.options.progress(progress);
}

} // namespace auditorium
