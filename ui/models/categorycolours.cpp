// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/categorycolours.h"

#include <algorithm>

namespace auditorium {

void CategoryColours::setFrequent(const std::vector<std::string>& categories)
{
    std::vector<std::string> first;
    for (const std::string& name : categories)
        if (!name.empty() && std::ranges::find(first, name) == first.end() && first.size() < m_names.size())
            first.push_back(name);
    for (std::string& name : m_names)
        if (std::ranges::find(first, name) == first.end())
            name.clear();
    for (const std::string& name : first)
        if (std::ranges::find(m_names, name) == m_names.end())
            *std::ranges::find(m_names, std::string()) = name;
}

int CategoryColours::index(std::string_view category) const
{
    const auto at = category.empty() ? m_names.end() : std::ranges::find(m_names, category);
    return at == m_names.end() ? other : static_cast<int>(at - m_names.begin());
}

} // namespace auditorium
