// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>

namespace auditorium {

/// What went wrong, as a value. `message` is one English sentence for a person; `code` is stable and
/// for programs and tests; `position` and `length` are bytes into the text or file that was read
/// (npos where no place is known).
struct Error {
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    std::string code;
    std::string message;
    std::size_t position = npos;
    std::size_t length = 0;
};

/// A value or the Error that stands in its way. Never throws by itself; value() on an error is a bug.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    const T& value() const& { return std::get<0>(m_state); }
    T& value() & { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::get<0>(std::move(m_state)); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

/// The result of a step that has nothing to hand back.
using Status = Result<std::monostate>;
inline Status success() { return std::monostate{}; }

} // namespace auditorium
