// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace auditorium {

/// A 64-bit checksum of bytes: four independent multiply-and-fold lanes, so that it runs at the speed of the memory
/// rather than that of a multiplier. It finds damage; it is no defence against a forger. Part of the sidecar's format:
/// changing it means a new Sidecar version.
std::uint64_t checksum(const void* bytes, std::size_t size, std::uint64_t seed = 0);

/// The same for what may be long: the checksum of the checksums of its pieces of 1 MiB, which several threads may share.
/// Of one piece it is the piece's.
std::uint64_t checksumInPieces(const void* bytes, std::size_t size);

} // namespace auditorium
