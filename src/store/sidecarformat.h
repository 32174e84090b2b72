// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/cachefile.h"
#include "store/sidecar.h"

#include <string>
#include <string_view>

namespace auditorium {

/// What writer and reader of a sidecar share.
inline constexpr std::string_view sidecarMagic("AUDITIX\n", 8);
inline constexpr std::uint64_t columnAlignment = 16;

/// The key as the table of contents holds it: it agrees as a whole or not at all.
inline std::string sidecarKeyText(const SidecarKey& key)
{
    ByteWriter text;
    text.text(key.path);
    text.text(key.program);
    for (const std::uint64_t number : {key.knowledge, key.stamp.size, key.stamp.inode, key.stamp.sample,
             static_cast<std::uint64_t>(key.stamp.modifiedNs), static_cast<std::uint64_t>(key.stamp.changedNs),
             std::uint64_t{codedColumnCount}})
        text.number(number);
    return text.bytes();
}

/// The stamp in such a text.
inline SourceStamp sidecarKeyStamp(std::string_view text)
{
    ByteReader in(text);
    in.text();
    in.text();
    in.number();
    SourceStamp stamp;
    for (std::uint64_t* const number : {&stamp.size, &stamp.inode, &stamp.sample})
        *number = in.number();
    stamp.modifiedNs = static_cast<std::int64_t>(in.number());
    stamp.changedNs = static_cast<std::int64_t>(in.number());
    return stamp;
}

} // namespace auditorium
