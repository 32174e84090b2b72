// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace auditorium {

/// An IPv4 or IPv6 address in network byte order. IPv4 is kept as ::ffff:a.b.c.d so that one
/// comparison serves both; isV4() tells them apart.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes{};

    bool isV4() const;
    bool operator==(const IpAddress&) const = default;
    auto operator<=>(const IpAddress&) const = default;
};

/// A network: an address and how many of its 128 bits count (an IPv4 /8 is 104).
struct IpNetwork {
    IpAddress address;
    int prefix = 128;
};

/// Strict: dotted quad without leading zeros, or RFC 4291 text; a zone ("%eth0") is dropped.
/// No port, no brackets, no spaces.
std::optional<IpAddress> parseIpAddress(std::string_view text);
/// "10.0.0.0/8", "2001:db8::/32". An address alone is its own network. Host bits may be set.
std::optional<IpNetwork> parseIpNetwork(std::string_view text);
bool contains(const IpNetwork& network, const IpAddress& address);
/// RFC 1918, RFC 4193 unique local, loopback, link local, carrier-grade NAT (RFC 6598), unspecified:
/// anything that does not cross the public Internet by itself.
bool isPrivate(const IpAddress& address);

/// What stands in the `ip` column for a record's text: the address alone. Takes off a port, brackets,
/// "::ffff:" and spaces; of a list ("a, b" as X-Forwarded-For writes it) the first address. The text
/// itself, trimmed, where no address is found.
std::string normaliseIp(std::string_view text);
/// RFC 5952 text of an address; IPv4 as dotted quad.
std::string formatIpAddress(const IpAddress& address);

} // namespace auditorium
