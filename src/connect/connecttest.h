// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/connection.h"
#include "connect/secrets.h"
#include "connect/serviceprofile.h"
#include "event/cancel.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace auditorium {

/// One rung of the ladder that a connection is tested by.
struct TestStep {
    enum class Outcome : std::uint8_t { Passed, Warning, Failed, Skipped };
    std::string id;     ///< "address", "dns", "tcp", "tls", "authentication", "permission", "page", "clock"; SQL: "driver", "connect", "tls", "read", "table", "first", "clock"
    std::string title;  ///< for people
    Outcome outcome = Outcome::Skipped;
    std::string detail; ///< what was found, or the server's own words, redacted
    double ms = 0;
};

/// Tests a service: each step is told as it ends; the first failure skips the rest. Sends the secret only once TLS is verified. Blocks; writes nothing anywhere.
std::vector<TestStep> testService(const Connection& connection, const ServiceProfile& profile, const std::shared_ptr<SecretStore>& secrets, const CancelToken& cancel,
    const std::function<void(const TestStep&)>& step = {});
/// Tests a database in the same way.
std::vector<TestStep> testDatabase(const Connection& connection, const Secret& password, const CancelToken& cancel, const std::function<void(const TestStep&)>& step = {});

} // namespace auditorium
