// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/fieldpath.h"

#include "event/text.h"

#include <algorithm>

namespace auditorium {
namespace {

bool isNumber(std::string_view step)
{
    return !step.empty() && step.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Takes the first step off a path.
std::string_view takeStep(std::string_view& path)
{
    const std::size_t end = std::min(path.find('.'), path.size());
    const std::string_view step = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    return step;
}

/// Whether `path`, step by step, is a beginning of `field`, in which numbers may be passed over.
bool leadsTo(std::string_view path, std::string_view field)
{
    std::string_view wanted = takeStep(path);
    while (!field.empty()) {
        const std::string_view step = takeStep(field);
        if (equalsIgnoreAsciiCase(step, wanted)) {
            if (path.empty())
                return true;
            wanted = takeStep(path);
        } else if (!isNumber(step)) {
            return false;
        }
    }
    return false;
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

FieldPath::FieldPath(std::string_view path)
    : m_folded(foldCase(path))
{
}

bool FieldPath::names(std::string_view fieldPath) const
{
    if (m_folded.empty())
        return true;
    return isAscii(fieldPath) ? leadsTo(m_folded, fieldPath) : leadsTo(m_folded, foldCase(fieldPath));
}

} // namespace auditorium
