// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/sourcereader.h"

#include "ingest/framing.h"
#include "ingest/mappingcrew.h"
#include "ingest/textsource.h"

#include <algorithm>
#include <array>
#include <sys/stat.h>
#include <utility>

namespace auditorium {

namespace {

// Small blocks first, so that the first rows come at once; then large ones, so that little is done per block.
constexpr std::size_t firstBlock = std::size_t{256} << 10;
constexpr std::size_t largestBlock = std::size_t{4} << 20;
constexpr std::size_t sampleRecords = 64;
constexpr std::size_t byteOrderMark = 3;
constexpr std::size_t longestLook = std::size_t{64} << 10; // for the end of a line

class TextReader {
public:
    TextReader(TextInput input, const std::shared_ptr<const Knowledge>& knowledge, BatchSink& sink, const ReadOptions& options)
        : m_input(std::move(input)), m_knowledge(knowledge), m_sink(sink), m_options(options),
          m_source(std::make_shared<TextSource>(m_input.name, options.spool))
    {
        m_report.source = m_input.name;
        m_report.format = m_input.carrier;
        m_report.product = "unknown";
        m_report.profile = "generic";
        if (!m_input.path.empty())
            m_source->useFile(m_input.path, m_input.fd);
        if (options.grows)
            m_source->expectGrowth(options.limit);
    }

    void continueBehind(const ReadBefore& before)
    {
        m_offset = before.bytes;
        m_framing.kind = Framing::Kind::Lines;
        m_splitter = makeLineSplitter();
        m_crew = std::make_unique<MappingCrew>(MappingCrew::Setup{before.plan, m_input.name, before.source, true, m_input.fd}, m_sink, m_options);
    }

    IngestReport run()
    {
        if (m_offset == 0 && m_input.stream->peek(byteOrderMark) == "\xef\xbb\xbf")
            skipMark();
        std::size_t blockSize = firstBlock;
        while (!m_ended && m_report.error.empty() && !m_options.cancel.cancelled() && !(m_crew && m_crew->failed())) {
            fill(blockSize);
            // A record longer than the block: look at twice as much, not at a little more each time.
            blockSize = cut() ? std::min(blockSize * 2, largestBlock) : std::max(blockSize, m_text->size());
            if (!m_ended)
                blockSize = handOver(blockSize);
        }
        finish();
        return std::move(m_report);
    }

private:
    void skipMark()
    {
        char mark[byteOrderMark];
        if (const auto count = m_input.stream->read(mark, byteOrderMark); count && m_input.path.empty())
            keep({mark, *count});
        m_offset = byteOrderMark;
    }

    void keep(std::string_view bytes)
    {
        if (!m_input.path.empty())
            return;
        if (const Status status = m_source->append(bytes); !status)
            m_report.error = status.error().message;
    }

    /// Reads until the block is full or the text ends.
    void fill(std::size_t blockSize)
    {
        const std::size_t begin = m_text->size();
        m_text->resize(begin + blockSize);
        std::size_t end = begin;
        while (end < m_text->size()) {
            const Result<std::size_t> count = m_input.stream->read(m_text->data() + end, m_text->size() - end);
            if (!count) {
                // What was read up to the fault is good; the fault itself is told and counted.
                m_report.error = count.error().message;
                m_ended = true;
                break;
            }
            if (*count == 0) {
                m_ended = true;
                break;
            }
            end += *count;
        }
        m_text->resize(end);
        keep(m_text->text().substr(begin));
    }

    void drop(std::size_t used)
    {
        m_text->dropFront(used);
        m_offset += used;
    }

    /// Takes the whole records off the front of the text; false if there was nothing to take.
    bool cut()
    {
        if (!m_splitter && !recognise()) {
            if (m_framing.kind == Framing::Kind::Empty)
                drop(m_text->size());
            return false;
        }
        // Where lines end is the affair of those who map them: decompressing alone keeps one processor busy.
        if (const std::size_t last = linesAreKnown() && !m_ended ? m_text->text().rfind('\n') : std::string_view::npos;
            last != std::string_view::npos) {
            add(last + 1, {});
            return true;
        }
        SplitResult found;
        const std::size_t used = m_splitter->split(m_text->text(), m_ended, found);
        m_atLine = used > 0 && m_text->text()[used - 1] == '\n';
        for (Reject& reject : found.rejects)
            addReject(reject.offset + m_offset, reject.length, std::move(reject.reason));
        if (found.records.empty()) {
            drop(used);
            return used > 0;
        }
        if (!m_crew)
            plan(found);
        add(used, std::move(found.records));
        return true;
    }

    /// The text begins with a line of a log that is being mapped.
    bool linesAreKnown() const { return m_crew && m_framing.kind == Framing::Kind::Lines && m_atLine; }

    /// The first `used` bytes of the text, for those who map.
    void add(std::size_t used, std::vector<SplitResult::Span> records)
    {
        MappingTask task;
        task.offset = m_offset;
        task.consumed = m_input.stream->consumed();
        // The block is handed over whole; only what is not used up is copied for the next one.
        auto text = std::exchange(m_text, m_blocks.take());
        m_text->assign(text->text().substr(used));
        m_offset += used;
        task.text = std::move(text);
        task.used = used;
        task.records = std::move(records);
        m_crew->add(std::move(task), m_ended);
    }

    /// Lines of a file can be read by those who map them: only where they end must be known. The last ones are left to the
    /// other way, and those behind a line that is too long for this. Answers with how much to read next.
    std::size_t handOver(std::size_t blockSize)
    {
        struct stat info {};
        if (!linesAreKnown() || m_input.path.empty() || ::fstat(m_input.fd, &info) != 0)
            return blockSize;
        m_expected = std::min(static_cast<std::uint64_t>(info.st_size), m_options.limit);
        bool handed = false;
        std::array<char, longestLook> look;
        while (m_offset + blockSize + largestBlock < m_expected && !m_options.cancel.cancelled() && !m_crew->failed()) {
            const auto count = makeFileStream(m_input.fd, true, m_offset + blockSize, m_expected)->read(look.data(), look.size());
            const std::size_t lineBreak = count ? std::string_view(look.data(), *count).find('\n') : std::string_view::npos;
            if (lineBreak == std::string_view::npos)
                break;
            MappingTask task;
            task.offset = std::exchange(m_offset, m_offset + blockSize + lineBreak + 1);
            task.consumed = m_offset;
            m_crew->add(std::move(task), false);
            blockSize = std::min(blockSize * 2, largestBlock);
            handed = true;
        }
        if (handed) {
            m_input.stream = std::make_unique<PeekStream>(makeFileStream(m_input.fd, true, m_offset, m_options.limit));
            m_text->resize(0);
        }
        return blockSize;
    }

    /// Finds out what the text is; false while that needs more of it, or where it is nothing to read.
    bool recognise()
    {
        constexpr std::size_t enough = std::size_t{8} << 20;
        if (m_unreadable)
            return false;
        if (m_options.lines) {
            m_framing.kind = Framing::Kind::Lines;
            m_framing.format = "ndjson";
        } else {
            m_framing = detectFraming(*m_knowledge, m_text->text(), m_ended);
        }
        if (m_framing.kind == Framing::Kind::Empty) {
            if (m_ended)
                m_report.format += m_framing.format;
            return false;
        }
        // An open object may be an envelope whose records are not in sight yet.
        if (m_framing.format == "json" && !m_ended && m_text->size() < enough)
            return false;
        if (m_framing.format == "json")
            m_framing.format = "json object";
        m_report.format += m_framing.format;
        if (m_framing.kind == Framing::Kind::Binary) {
            m_unreadable = true;
            m_report.error = "not a format that can be read: neither JSON nor CSV";
            addReject(m_offset, m_text->size(), "not text");
            return false;
        }
        m_splitter = m_framing.splitter();
        return true;
    }

    void plan(const SplitResult& found)
    {
        std::vector<std::string_view> samples;
        for (const auto& span : found.records) {
            samples.push_back(m_text->text().substr(span.offset, span.length));
            if (samples.size() == sampleRecords)
                break;
        }
        const auto plan = m_framing.kind == Framing::Kind::Csv ? planCsv(m_knowledge, m_framing.dialect, samples)
                                                               : planJson(m_knowledge, samples);
        m_report.profile = plan->profile();
        m_report.product = plan->product();
        m_source->setPlan(plan);
        MappingCrew::Setup setup;
        setup.plan = plan;
        setup.sourceName = m_input.name;
        setup.source = m_sink.addSource(m_source);
        setup.lines = m_framing.kind == Framing::Kind::Lines || m_framing.kind == Framing::Kind::Unknown;
        setup.fd = m_input.fd;
        m_crew = std::make_unique<MappingCrew>(std::move(setup), m_sink, m_options);
    }

    void addReject(std::uint64_t offset, std::uint64_t length, std::string reason)
    {
        ++m_report.rejected;
        if (m_report.rejects.size() < 4 * IngestReport::keptRejects)
            m_report.rejects.push_back({offset, 0, length, std::move(reason)});
    }

    void finish()
    {
        if (m_ended && m_report.error.empty() && m_input.stream->consumed() < m_expected)
            m_report.error = becameShorter;
        if (!m_report.error.empty() && !m_unreadable)
            addReject(m_offset + m_text->size(), 0, m_report.error);
        if (m_crew)
            m_crew->finish(m_report);
        if (const std::string remark = m_input.stream->remark(); !remark.empty() && m_report.error.empty())
            addReject(m_offset + m_text->size(), 0, remark);
        m_report.bytes = m_input.stream->consumed();
        m_report.cancelled = m_report.cancelled || (m_options.cancel.cancelled() && !m_ended);
        if (m_framing.kind == Framing::Kind::Unknown && m_report.events == 0 && m_report.error.empty())
            m_report.error = "not a format that can be read: neither JSON nor CSV";
        auto& rejects = m_report.rejects;
        std::stable_sort(rejects.begin(), rejects.end(), [](const Reject& a, const Reject& b) { return a.offset < b.offset; });
        rejects.resize(std::min(rejects.size(), IngestReport::keptRejects));
        findLines();
    }

    /// Line numbers are wanted only where something was rejected: count line breaks up to there.
    void findLines()
    {
        std::uint64_t at = 0, line = 1;
        std::string block;
        for (Reject& reject : m_report.rejects) {
            while (at < reject.offset) {
                const std::uint64_t size = std::min<std::uint64_t>(reject.offset - at, largestBlock);
                if (!m_source->read(at, size, block))
                    return;
                line += static_cast<std::uint64_t>(std::count(block.begin(), block.end(), '\n'));
                at += size;
            }
            reject.line = line;
        }
    }

    TextInput m_input;
    const std::shared_ptr<const Knowledge>& m_knowledge;
    BatchSink& m_sink;
    const ReadOptions& m_options;
    std::shared_ptr<TextSource> m_source;
    IngestReport m_report;
    TextBlockPool m_blocks;
    std::shared_ptr<TextBlock> m_text = m_blocks.take(); ///< read, not yet used up
    std::uint64_t m_offset = 0; ///< of m_text in the source
    std::uint64_t m_expected = 0; ///< bytes that the file had when others began to read it
    bool m_ended = false, m_unreadable = false;
    bool m_atLine = false; ///< m_text begins with a line
    Framing m_framing;
    std::unique_ptr<Splitter> m_splitter;
    std::unique_ptr<MappingCrew> m_crew;
};

} // namespace

IngestReport readText(TextInput input, const std::shared_ptr<const Knowledge>& knowledge, BatchSink& sink, const ReadOptions& options)
{
    return TextReader(std::move(input), knowledge, sink, options).run();
}

IngestReport readLinesBehind(
    TextInput input, const ReadBefore& before, const std::shared_ptr<const Knowledge>& knowledge, BatchSink& sink, const ReadOptions& options)
{
    TextReader reader(std::move(input), knowledge, sink, options);
    reader.continueBehind(before);
    return reader.run();
}

} // namespace auditorium
