// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace auditorium {

/// A regular expression as "~" takes it: RE2's syntax, found anywhere in a text, with regard to case unless it says
/// (?i). Matching takes time linear in the text, so that no pattern can hang the program. Thread-safe.
class Regex {
public:
    explicit Regex(std::string_view pattern);

    bool ok() const;
    std::string reason() const;      ///< why it is none
    std::string faultyPiece() const; ///< the piece of the pattern at fault, if known
    bool foundIn(std::string_view text) const;

private:
    std::shared_ptr<const re2::RE2> m_re;
};

} // namespace auditorium
