// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/ipaddress.h"

#include "event/text.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace auditorium {
namespace {

constexpr std::array<std::uint8_t, 12> v4Prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool isDigit(char c) { return c >= '0' && c <= '9'; }

int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Dotted quad into four bytes; nothing may follow it.
bool readV4(std::string_view text, std::uint8_t* out)
{
    const char* p = text.data();
    const char* const end = p + text.size();
    for (int part = 0; part < 4; ++part) {
        if (part && (p == end || *p++ != '.'))
            return false;
        if (p == end || !isDigit(*p))
            return false;
        unsigned value = static_cast<unsigned>(*p++ - '0');
        // A leading zero would be octal to some readers and decimal to others: refused.
        for (int i = 0; value && i < 2 && p != end && isDigit(*p); ++i)
            value = value * 10 + static_cast<unsigned>(*p++ - '0');
        if (value > 255)
            return false;
        out[part] = static_cast<std::uint8_t>(value);
    }
    return p == end;
}

bool readV6(std::string_view text, std::uint8_t* out)
{
    std::array<std::uint8_t, 16> bytes{};
    std::size_t count = 0;
    int gap = -1; // where "::" stands, in bytes
    std::size_t at = 0;
    if (text.starts_with("::")) {
        gap = 0;
        at = 2;
    }
    while (at < text.size()) {
        if (count == bytes.size())
            return false;
        const std::size_t start = at;
        unsigned group = 0;
        while (at < text.size() && at - start < 4 && hexValue(text[at]) >= 0)
            group = group * 16 + static_cast<unsigned>(hexValue(text[at++]));
        if (at == start)
            return false;
        if (at < text.size() && text[at] == '.') { // the last 32 bits as a dotted quad
            if (count > 12 || !readV4(text.substr(start), bytes.data() + count))
                return false;
            count += 4;
            break;
        }
        bytes[count++] = static_cast<std::uint8_t>(group >> 8);
        bytes[count++] = static_cast<std::uint8_t>(group);
        if (at == text.size())
            break;
        if (text[at++] != ':' || at == text.size())
            return false;
        if (text[at] == ':') {
            if (gap >= 0)
                return false;
            gap = static_cast<int>(count);
            ++at;
        }
    }
    if (gap < 0 ? count != bytes.size() : count > bytes.size() - 2)
        return false;
    if (gap >= 0)
        std::rotate(bytes.begin() + gap, bytes.begin() + static_cast<std::ptrdiff_t>(count), bytes.end());
    std::memcpy(out, bytes.data(), bytes.size());
    return true;
}

IpNetwork networkOf(std::string_view text) { return parseIpNetwork(text).value_or(IpNetwork{}); }

bool isPort(std::string_view text)
{
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc{} && end == text.data() + text.size() && port <= 65535;
}

/// An address with or without brackets and port.
std::optional<IpAddress> readEndpoint(std::string_view text)
{
    if (text.starts_with('[')) {
        const std::size_t close = text.find(']');
        if (close == std::string_view::npos)
            return std::nullopt;
        const std::string_view rest = text.substr(close + 1);
        if (!rest.empty() && (rest[0] != ':' || !isPort(rest.substr(1))))
            return std::nullopt;
        return parseIpAddress(text.substr(1, close - 1));
    }
    if (const auto address = parseIpAddress(text))
        return address;
    // Only one colon: a port. With more of them a port could not be told from the last group.
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos
        || !isPort(text.substr(colon + 1)))
        return std::nullopt;
    return parseIpAddress(text.substr(0, colon));
}

/// Eight bytes as a number, the first one highest.
std::uint64_t halfOf(const IpAddress& address, std::size_t from)
{
    std::uint64_t half = 0;
    for (std::size_t i = 0; i < 8; ++i)
        half = half << 8 | address.bytes[from + i];
    return half;
}

} // namespace

bool IpAddress::isV4() const { return std::memcmp(bytes.data(), v4Prefix.data(), v4Prefix.size()) == 0; }

std::optional<IpAddress> parseIpAddress(std::string_view text)
{
    IpAddress address;
    if (text.find(':') == std::string_view::npos) {
        std::memcpy(address.bytes.data(), v4Prefix.data(), v4Prefix.size());
        if (text.size() > 15 || !readV4(text, address.bytes.data() + 12))
            return std::nullopt;
        return address;
    }
    if (const std::size_t zone = text.find('%'); zone != std::string_view::npos) {
        if (zone + 1 == text.size())
            return std::nullopt;
        text = text.substr(0, zone);
    }
    if (text.size() > 45 || !readV6(text, address.bytes.data()))
        return std::nullopt;
    return address;
}

std::optional<IpNetwork> parseIpNetwork(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const std::string_view host = text.substr(0, slash);
    const auto address = parseIpAddress(host);
    if (!address)
        return std::nullopt;
    if (slash == std::string_view::npos)
        return IpNetwork{*address, 128};
    const std::string_view digits = text.substr(slash + 1);
    int prefix = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
    const bool dotted = host.find(':') == std::string_view::npos;
    if (error != std::errc{} || end != digits.data() + digits.size() || digits[0] == '-' || digits.size() > 3
        || (digits.size() > 1 && digits[0] == '0') || prefix > (dotted ? 32 : 128))
        return std::nullopt;
    return IpNetwork{*address, dotted ? prefix + 96 : prefix};
}

bool contains(const IpNetwork& network, const IpAddress& address)
{
    const int prefix = std::clamp(network.prefix, 0, 128);
    const std::uint64_t high = halfOf(network.address, 0) ^ halfOf(address, 0);
    const std::uint64_t low = halfOf(network.address, 8) ^ halfOf(address, 8);
    if (prefix <= 64)
        return prefix == 0 || high >> (64 - prefix) == 0;
    return high == 0 && low >> (128 - prefix) == 0;
}

bool isPrivate(const IpAddress& address)
{
    static const std::array networks = {networkOf("10.0.0.0/8"), networkOf("172.16.0.0/12"),
        networkOf("192.168.0.0/16"), networkOf("127.0.0.0/8"), networkOf("169.254.0.0/16"), networkOf("100.64.0.0/10"),
        networkOf("0.0.0.0/8"), networkOf("::/128"), networkOf("::1/128"), networkOf("fc00::/7"),
        networkOf("fe80::/10")};
    return std::any_of(networks.begin(), networks.end(), [&](const IpNetwork& n) { return contains(n, address); });
}

std::string normaliseIp(std::string_view text)
{
    text = trimmed(text);
    IpAddress quad;
    if (text.size() <= 15 && readV4(text, quad.bytes.data()))
        return std::string(text); // most addresses, and there is only one way to write them
    std::size_t start = 0;
    while (start <= text.size()) {
        const std::size_t comma = std::min(text.find(',', start), text.size());
        if (const auto address = readEndpoint(trimmed(text.substr(start, comma - start))))
            return formatIpAddress(*address);
        start = comma + 1;
    }
    return std::string(text);
}

std::string formatIpAddress(const IpAddress& address)
{
    std::array<char, 48> buffer;
    char* out = buffer.data();
    char* const limit = buffer.data() + buffer.size();
    if (address.isV4()) {
        for (std::size_t i = 12; i < 16; ++i) {
            if (i > 12)
                *out++ = '.';
            out = std::to_chars(out, limit, address.bytes[i]).ptr;
        }
        return {buffer.data(), out};
    }
    const auto group = [&](int i) {
        return static_cast<unsigned>(address.bytes[2 * i] << 8 | address.bytes[2 * i + 1]);
    };
    int gap = 8, gapLength = 1; // RFC 5952: the first of the longest runs of zeros, if longer than one group
    for (int i = 0; i < 8;) {
        int end = i;
        while (end < 8 && group(end) == 0)
            ++end;
        if (end - i > gapLength) {
            gap = i;
            gapLength = end - i;
        }
        i = std::max(end, i + 1);
    }
    for (int i = 0; i < 8; ++i) {
        if (i == gap) {
            *out++ = ':';
            *out++ = ':';
            i += gapLength - 1;
            continue;
        }
        if (i && i != gap + gapLength)
            *out++ = ':';
        out = std::to_chars(out, limit, group(i), 16).ptr;
    }
    return {buffer.data(), out};
}

} // namespace auditorium
