// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/cancel.h"
#include "event/ipaddress.h"
#include "event/result.h"
#include "store/dictionary.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace auditorium {

/// An entry of a dictionary as an address.
struct KnownAddress {
    IpAddress address;
    bool valid = false;     ///< the text is an address
    bool isPrivate = false; ///< isPrivate(address)
};
using KnownAddresses = std::shared_ptr<const std::vector<KnownAddress>>;

/// The entries of a dictionary read as addresses, each once however often it is asked for. Thread-safe.
class AddressTable {
public:
    /// At least the first `count` entries by their codes. On several threads; error: "cancelled".
    Result<KnownAddresses> of(const Dictionary& dictionary, std::uint32_t count, const CancelToken& cancel) const;

private:
    mutable std::mutex m_mutex;
    mutable KnownAddresses m_known;
};

} // namespace auditorium
