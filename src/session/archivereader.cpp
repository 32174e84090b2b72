// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/archivereader.h"

#include "ingest/reopen.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace auditorium {

ArchiveReader::ArchiveReader(std::string name, std::string folder, std::shared_ptr<const Knowledge> knowledge)
    : m_name(std::move(name)), m_folder(std::move(folder)), m_knowledge(std::move(knowledge))
{
    m_report.source = m_name;
    m_report.format = "archive";
    m_report.product = "unknown";
    m_report.profile = "generic";
}

void ArchiveReader::read(EventStore& store, ReadOptions options, const IndexOptions& index, const std::function<void()>& added)
{
    if (const auto complete = archivedCompleteness(m_folder))
        m_completeness = *complete;
    const Result<std::vector<ArchiveSegment>> segments = committedSegments(m_folder);
    m_report.error = segments ? std::string() : segments.error().message;
    if (!segments)
        return;
    m_segments.resize(std::max(m_segments.size(), segments->size()));
    options.lines = true;
    for (std::size_t i = 0; i < segments->size() && !options.cancel.cancelled(); ++i)
        if ((*segments)[i].length > m_segments[i].done)
            readSegment((*segments)[i], m_segments[i], i + 1 == segments->size(), store, options, index, added);
    m_report.cancelled |= options.cancel.cancelled(); // what was left out then stays out
}

void ArchiveReader::readSegment(const ArchiveSegment& segment, Segment& state, bool last, EventStore& store, ReadOptions options,
    const IndexOptions& index, const std::function<void()>& added)
{
    options.limit = segment.length;
    if (state.done > 0) {
        const int fd = ::open(segment.path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) {
            m_report.error = segment.path + " cannot be opened: " + std::strerror(errno);
            return;
        }
        const std::uint64_t events = m_report.events, bytes = m_report.bytes;
        readAdded(*store.source(state.source), segment.path, fd, state.done, state.source, m_knowledge, store, options, m_report);
        ::close(fd);
        m_report.bytes = bytes + segment.length - state.done;
        state.done = segment.length; // also where it was cancelled: what was read must not be read twice
        if (added && m_report.events > events)
            added();
        return;
    }
    const std::uint32_t source = store.sourceCount();
    std::vector<IngestReport> reports;
    if (last) {
        // It is being written to: read anew each time the program starts, which takes a fraction of a second.
        options.grows = true;
        reports = readFile(segment.path, m_name, m_knowledge, store, options);
    } else {
        SourceIndex indexed(index, m_knowledge);
        reports = indexed.read(segment.path, store, options, added, m_name);
        for (PendingIndex& one : indexed.takePending())
            m_pending.push_back(std::move(one));
    }
    for (const IngestReport& report : reports)
        take(report);
    if (store.sourceCount() > source) {
        state.done = segment.length;
        state.source = source;
    }
}

void ArchiveReader::take(const IngestReport& report)
{
    m_report.bytes += report.bytes;
    m_report.events += report.events;
    m_report.rejected += report.rejected;
    m_report.withoutTime += report.withoutTime;
    m_report.rejects.insert(m_report.rejects.end(), report.rejects.begin(), report.rejects.end());
    m_report.rejects.resize(std::min(m_report.rejects.size(), IngestReport::keptRejects));
    if (report.firstNs)
        m_report.firstNs = std::min(m_report.firstNs.value_or(*report.firstNs), *report.firstNs);
    if (report.lastNs)
        m_report.lastNs = std::max(m_report.lastNs.value_or(*report.lastNs), *report.lastNs);
    if (report.events) {
        m_report.product = report.product;
        m_report.profile = report.profile;
    }
    if (!report.error.empty())
        m_report.error = report.error;
}

} // namespace auditorium
