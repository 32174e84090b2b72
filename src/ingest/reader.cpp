// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/reader.h"

#include "ingest/archive.h"
#include "ingest/sourcereader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace auditorium {

namespace {

constexpr std::size_t headBytes = std::size_t{64} << 10;
constexpr int maxCompressions = 2; ///< a .gz within a .gz may be an accident, more is an attack

IngestReport failed(const std::string& name, const std::string& error)
{
    IngestReport report;
    report.source = name;
    report.format = "unknown";
    report.product = "unknown";
    report.profile = "generic";
    report.error = error;
    return report;
}

/// One input on its way through compressions, archive and encoding to its text.
class Input {
public:
    Input(const std::shared_ptr<const Knowledge>& knowledge, BatchSink& sink, const ReadOptions& options)
        : m_knowledge(knowledge), m_sink(sink), m_options(options)
    {
        if (!m_options.spool)
            m_options.spool = std::make_shared<TextSpool>();
    }

    std::vector<IngestReport> take(ByteStreamPtr bytes, const std::string& name, const std::string& path, int fd)
    {
        open(std::move(bytes), name, {}, path, fd, true);
        return std::move(m_reports);
    }

private:
    void open(ByteStreamPtr bytes, const std::string& name, std::string carrier, const std::string& path, int fd, bool mayBeArchive)
    {
        auto stream = std::make_unique<PeekStream>(std::move(bytes));
        bool plain = !path.empty();
        for (int level = 0; level < maxCompressions; ++level) {
            const Compression compression = compressionOf(stream->peek(16));
            if (compression == Compression::None)
                break;
            carrier += std::string(compressionName(compression)) + " + ";
            stream = std::make_unique<PeekStream>(makeDecompressor(compression, std::move(stream)));
            plain = false;
        }
        if (const ArchiveKind kind = archiveOf(stream->peek(512)); kind != ArchiveKind::None) {
            carrier += std::string(archiveName(kind)) + " + ";
            if (mayBeArchive)
                openArchive(kind, *stream, plain ? fd : -1, name, carrier);
            else
                refuse(name, carrier, "an archive within an archive is not opened");
            return;
        }
        const Encoding encoding = encodingOf(stream->peek(headBytes));
        if (encoding != Encoding::Utf8) {
            stream = std::make_unique<PeekStream>(makeTranscoder(encoding, std::move(stream)));
            carrier += std::string(encodingName(encoding)) + " + ";
            plain = false;
        }
        TextInput input;
        input.stream = std::move(stream);
        input.name = name;
        input.carrier = carrier;
        if (plain) {
            input.path = path;
            input.fd = fd;
        }
        m_reports.push_back(readText(std::move(input), m_knowledge, m_sink, m_options));
    }

    void openArchive(ArchiveKind kind, ByteStream& stream, int fd, const std::string& name, const std::string& carrier)
    {
        const Status status = readArchive(kind, stream, fd,
            [&](const std::string& entry, ByteStreamPtr content) {
                if (!m_options.cancel.cancelled())
                    open(std::move(content), name + "/" + entry, carrier, {}, -1, false);
            },
            [&](const std::string& entry, const std::string& reason) { refuse(name + "/" + entry, carrier, reason); });
        if (!status) {
            m_reports.push_back(failed(name, status.error().message));
            countError(m_reports.back());
        }
    }

    void refuse(const std::string& name, const std::string& carrier, const std::string& reason)
    {
        m_reports.push_back(failed(name, reason));
        m_reports.back().format = carrier + "refused";
        countError(m_reports.back());
    }

    static void countError(IngestReport& report)
    {
        report.rejected = 1;
        report.rejects.push_back({0, 0, 0, report.error});
    }

    const std::shared_ptr<const Knowledge>& m_knowledge;
    BatchSink& m_sink;
    ReadOptions m_options;
    std::vector<IngestReport> m_reports;
};

} // namespace

std::vector<IngestReport> readFile(const std::string& path, const std::string& name, const std::shared_ptr<const Knowledge>& knowledge,
    BatchSink& sink, const ReadOptions& options)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return {failed(name, std::string("cannot be opened: ") + std::strerror(errno))};
    struct stat info {};
    std::vector<IngestReport> reports;
    if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
        reports.push_back(failed(name, "is a folder"));
    } else {
        const bool regular = S_ISREG(info.st_mode);
        reports = Input(knowledge, sink, options).take(makeFileStream(fd, regular, 0, options.limit), name, regular ? path : std::string(), fd);
    }
    ::close(fd);
    return reports;
}

std::vector<IngestReport> readStream(int fd, const std::string& name, const std::shared_ptr<const Knowledge>& knowledge, BatchSink& sink,
    const ReadOptions& options)
{
    return Input(knowledge, sink, options).take(makeFileStream(fd, false), name, {}, -1);
}

std::vector<IngestReport> readBytes(std::string bytes, const std::string& name, const std::shared_ptr<const Knowledge>& knowledge,
    BatchSink& sink, const ReadOptions& options)
{
    return Input(knowledge, sink, options).take(makeMemoryStream(bytes), name, {}, -1);
}

Result<std::vector<std::string>> listInputs(const std::string& path)
{
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status))
        return Error{"source.missing", path + ": no such file or folder"};
    if (!fs::is_directory(status))
        return std::vector<std::string>{path};
    std::vector<std::string> files;
    fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error), end;
    if (error)
        return Error{"source.folder", path + ": " + error.message()};
    for (; it != end; it.increment(error)) {
        if (error)
            break;
        const bool hidden = it->path().filename().string().starts_with('.');
        if (hidden && it->is_directory(error))
            it.disable_recursion_pending();
        else if (!hidden && it->is_regular_file(error))
            files.push_back(it->path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace auditorium
