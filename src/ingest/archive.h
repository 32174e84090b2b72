// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/bytestream.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace auditorium {

/// Whether these first bytes (512 suffice) are those of an archive that can be read: zip or tar.
enum class ArchiveKind : std::uint8_t { None, Zip, Tar };
ArchiveKind archiveOf(std::string_view head);
std::string_view archiveName(ArchiveKind kind); ///< "zip"

/// Goes through an archive without ever writing a file: calls `entry` with each regular file's name and content, `refused` with the name
/// of what is none (links, devices), has a dangerous name, or comes after the 10,000th. `fd` >= 0: the archive's own
/// file, for random access; else `stream` is read. An error where the archive itself is damaged; entries before it were given.
Status readArchive(ArchiveKind kind, ByteStream& stream, int fd, const std::function<void(const std::string& name, ByteStreamPtr content)>& entry,
    const std::function<void(const std::string& name, const std::string& reason)>& refused);

} // namespace auditorium
