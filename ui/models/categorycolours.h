// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// Which of the six colours a category has: shared by table, tree and plot. The first five names given have a colour
/// each, everything else is "other". A name keeps its colour while it stays among the first five.
class CategoryColours {
public:
    static constexpr int other = 5;

    /// Most frequent first; empty names are skipped (they are "other").
    void setFrequent(const std::vector<std::string>& categories);
    int index(std::string_view category) const; ///< 0 to 5
    bool operator==(const CategoryColours&) const = default;

private:
    std::vector<std::string> m_names = std::vector<std::string>(5);
};

} // namespace auditorium
