// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/archive.h"

#include "event/text.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <vector>

namespace auditorium {

namespace {

constexpr int maxEntries = 10'000;
constexpr std::size_t blockSize = std::size_t{256} << 10;

struct Feed {
    ByteStream& stream;
    std::vector<char> block = std::vector<char>(blockSize);

    static la_ssize_t pull(archive* archive, void* self, const void** buffer)
    {
        auto& feed = *static_cast<Feed*>(self);
        const Result<std::size_t> count = feed.stream.read(feed.block.data(), feed.block.size());
        if (!count) {
            archive_set_error(archive, -1, "%s", count.error().message.c_str());
            return ARCHIVE_FATAL;
        }
        *buffer = feed.block.data();
        return static_cast<la_ssize_t>(*count);
    }
};

Error archiveError(archive* archive)
{
    const char* text = archive_error_string(archive);
    return {"archive", std::string("the archive is damaged: ") + (text ? text : "unknown reason")};
}

class EntryStream final : public ByteStream {
public:
    explicit EntryStream(archive* archive) : m_archive(archive) {}
    Result<std::size_t> read(char* out, std::size_t size) override
    {
        const la_ssize_t count = archive_read_data(m_archive, out, size);
        if (count < 0) {
            const char* text = archive_error_string(m_archive);
            return Error{"archive", std::string("the archive's entry cannot be read: ") + (text ? text : "unknown reason"), m_read, 0};
        }
        m_read += static_cast<std::uint64_t>(count);
        return static_cast<std::size_t>(count);
    }
    std::uint64_t consumed() const override { return static_cast<std::uint64_t>(archive_filter_bytes(m_archive, -1)); }

private:
    archive* m_archive;
    std::uint64_t m_read = 0;
};

/// Why an entry is not read; empty if it is.
std::string refusal(archive_entry* entry, const std::string& name)
{
    if (archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK)
        return "a link in an archive is not followed";
    if (archive_entry_filetype(entry) != AE_IFREG)
        return "not a regular file";
    if (name.empty() || name.front() == '/' || name.front() == '\\' || (name.size() > 1 && name[1] == ':'))
        return "an absolute name in an archive is refused";
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find_first_of("/\\", begin), name.size());
        if (std::string_view(name).substr(begin, end - begin) == "..")
            return "a name that leaves the archive is refused";
        begin = end + 1;
    }
    return {};
}

} // namespace

ArchiveKind archiveOf(std::string_view head)
{
    using namespace std::string_view_literals;
    if (head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv) || head.starts_with("PK\x07\x08"sv))
        return ArchiveKind::Zip;
    if (head.size() >= 263 && head.substr(257, 5) == "ustar"sv)
        return ArchiveKind::Tar;
    return ArchiveKind::None;
}

std::string_view archiveName(ArchiveKind kind)
{
    static constexpr std::array<std::string_view, 3> names = {"", "zip", "tar"};
    return names[static_cast<std::size_t>(kind)];
}

Status readArchive(ArchiveKind kind, ByteStream& stream, int fd, const std::function<void(const std::string&, ByteStreamPtr)>& entry,
    const std::function<void(const std::string&, const std::string&)>& refused)
{
    const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(), &archive_read_free);
    // Named formats only: libarchive knows many that nobody exports logs in, and each is a door.
    if (kind == ArchiveKind::Zip)
        archive_read_support_format_zip(reader.get());
    else
        archive_read_support_format_tar(reader.get());
    Feed feed{stream};
    const int opened = fd >= 0 ? archive_read_open_fd(reader.get(), fd, blockSize)
                               : archive_read_open(reader.get(), &feed, nullptr, &Feed::pull, nullptr);
    if (opened != ARCHIVE_OK)
        return archiveError(reader.get());
    archive_entry* header = nullptr;
    for (int count = 0;; ++count) {
        const int result = archive_read_next_header(reader.get(), &header);
        if (result == ARCHIVE_EOF)
            return success();
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
            return archiveError(reader.get());
        const char* path = archive_entry_pathname(header);
        const std::string name = repairUtf8(path ? path : "");
        if (archive_entry_filetype(header) == AE_IFDIR)
            continue;
        if (count >= maxEntries) {
            refused(name, "more than 10000 entries in one archive");
            return success();
        }
        if (const std::string reason = refusal(header, name); !reason.empty())
            refused(name, reason);
        else
            entry(name, std::make_unique<EntryStream>(reader.get()));
    }
}

} // namespace auditorium
