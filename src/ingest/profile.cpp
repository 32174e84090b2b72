// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/profile.h"

#include "event/text.h"

#include <algorithm>

namespace auditorium {

std::string_view profileId(const Profile& profile) { return profile.id; }

std::string_view profileProduct(const Profile& profile) { return profile.product; }

bool Profile::belowExplode(std::uint32_t pointer) const
{
    if (!explode)
        return false;
    const Path& base = pointers[*explode];
    const Path& path = pointers[pointer];
    return path.size() > base.size() && std::equal(base.begin(), base.end(), path.begin());
}

bool isNoValue(std::string_view text)
{
    switch (text.size()) {
    case 0: return true;
    case 1: return text == "-" || text == " ";
    case 3: return equalsIgnoreAsciiCase(text, "n/a");
    case 4: return equalsIgnoreAsciiCase(text, "null");
    case 9: return equalsIgnoreAsciiCase(text, "undefined");
    default: break;
    }
    return (text[0] == ' ' || text[0] == '\t' || text[0] == '\n') && trimmed(text).empty();
}

} // namespace auditorium
