// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/event.h"

#include <string>
#include <string_view>

namespace auditorium {

/// A path of `details.<path>`: names a field, what lies below it, and the elements of lists without their numbers.
class FieldPath {
public:
    explicit FieldPath(std::string_view path);
    bool names(std::string_view fieldPath) const;

private:
    std::string m_folded;
};

/// Whether a field has a value: neither null nor empty.
inline bool hasValue(const Field& field) { return field.kind != ValueKind::Null && !field.value.empty(); }

} // namespace auditorium
