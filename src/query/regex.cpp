// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/regex.h"

#include <re2/re2.h>

namespace auditorium {

Regex::Regex(std::string_view pattern)
{
    RE2::Options options;
    options.set_log_errors(false);
    m_re = std::make_shared<const RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
}

bool Regex::ok() const { return m_re->ok(); }

std::string Regex::reason() const { return m_re->error(); }

std::string Regex::faultyPiece() const { return m_re->error_arg(); }

bool Regex::foundIn(std::string_view text) const
{
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *m_re);
}

} // namespace auditorium
