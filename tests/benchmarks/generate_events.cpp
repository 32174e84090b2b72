// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// Writes synthetic audit events to standard output, the same ones for the same arguments on every machine:
//
//   generate_events [--format ndjson|csv] [--seed S] [--mixed-keys] COUNT
//
// 90 days of time, mostly ascending, a fifth of the events up to 5 s late; 120 actions (Zipf), 20,000 actors, 50,000
// addresses (a fifth IPv6), 200 user agents, 50 workspaces, nested details; 600 to 700 bytes an event as NDJSON.
// --mixed-keys changes the order of the keys from record to record.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// SplitMix64: small, fast, and unlike the distributions of <random> equal on every platform.
class Random {
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {
    }
    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /// Less than `bound`, which fits 32 bits.
    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32); }

private:
    std::uint64_t m_state;
};

/// Few values often, many rarely: value i has the weight 1 / (i + 1), in integers so that rounding cannot differ.
class Zipf {
public:
    explicit Zipf(std::uint32_t count)
    {
        for (std::uint32_t i = 0; i < count; ++i)
            m_sums.push_back((m_sums.empty() ? 0 : m_sums.back()) + 1'000'000 / (i + 1));
    }
    std::uint32_t pick(Random& random) const
    {
        const std::uint32_t at = random.below(m_sums.back());
        return static_cast<std::uint32_t>(std::upper_bound(m_sums.begin(), m_sums.end(), at) - m_sums.begin());
    }

private:
    std::vector<std::uint32_t> m_sums;
};

std::string padded(std::uint64_t value, int width)
{
    std::string text = std::to_string(value);
    return std::string(static_cast<std::size_t>(std::max(0, width - static_cast<int>(text.size()))), '0') + text;
}

std::string hex(std::uint64_t value, int width)
{
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%0*llx", width, static_cast<unsigned long long>(value));
    return text.data();
}

constexpr std::int64_t dayMs = 86'400'000;
constexpr std::int64_t firstMs = 1'767'225'600'000; // 2026-01-01

/// ISO 8601 in UTC with milliseconds. Civil date from days as in Howard Hinnant's chrono paper.
void appendTime(std::string& out, std::int64_t ms)
{
    const std::int64_t days = ms / dayMs + 719'468;
    const std::int64_t era = days / 146'097, doe = days - era * 146'097;
    const std::int64_t yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
    const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    const std::int64_t day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
    const std::int64_t year = yoe + era * 400 + (month <= 2 ? 1 : 0), left = ms % dayMs;
    const auto two = [&](std::int64_t value, char after) {
        out += static_cast<char>('0' + value / 10);
        out += static_cast<char>('0' + value % 10);
        out += after;
    };
    two(year / 100, static_cast<char>('0' + year % 100 / 10));
    out += static_cast<char>('0' + year % 10);
    out += '-';
    two(month, '-');
    two(day, 'T');
    two(left / 3'600'000, ':');
    two(left / 60'000 % 60, ':');
    two(left / 1000 % 60, '.');
    out += static_cast<char>('0' + left / 100 % 10);
    two(left % 100, 'Z');
}

/// Every value that an event may have, made once.
struct Pools {
    std::vector<std::string> actions, actors, addresses, agents, workspaces, targets;
    Zipf actionOf{120}, actorOf{20'000}, addressOf{50'000}, agentOf{200}, workspaceOf{50};
};

Pools makePools(Random& random)
{
    static constexpr std::array objects = {"user", "group", "role", "document", "folder", "api_key", "session",
        "invoice", "project", "webhook", "policy", "device", "report", "integration", "comment"};
    static constexpr std::array verbs = {
        "created", "updated", "deleted", "viewed", "shared", "exported", "failed", "approved"};
    static constexpr std::array given = {
        "ada", "björn", "chen", "dilnoza", "emeka", "fatima", "george", "hana", "ivo", "jun"};
    static constexpr std::array family = {
        "okafor", "müller", "tanaka", "silva", "novak", "rossi", "haddad", "kim", "larsen", "diaz"};
    static constexpr std::array browsers = {"Chrome", "Firefox", "Edg", "Safari", "curl"};
    static constexpr std::array systems = {
        "Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "X11; Linux x86_64", "iPhone"};
    Pools pools;
    for (const char* verb : verbs) // the frequent ones in front: 15 objects times 8 verbs
        for (const char* object : objects)
            pools.actions.push_back(std::string(object) + '.' + verb);
    for (std::uint32_t i = 0; i < 20'000; ++i)
        pools.actors.push_back(std::string(given[i % 10]) + '.' + family[i / 10 % 10] + padded(i, 5) + "@example.com");
    for (std::uint32_t i = 0; i < 50'000; ++i) {
        const std::uint64_t bits = random.next();
        if (i % 5 == 4)
            pools.addresses.push_back(
                "2001:db8:" + hex(bits & 0xfff, 1) + "::" + hex(bits >> 16 & 0xffff, 1) + ':' + hex(i, 1));
        else
            pools.addresses.push_back((i % 7 == 0 ? "10." : "198.") + std::to_string(bits & 255) + '.'
                + std::to_string(i >> 8) + '.' + std::to_string(i & 255));
    }
    for (std::uint32_t i = 0; i < 200; ++i)
        pools.agents.push_back(std::string("Mozilla/5.0 (") + systems[i % 4] + ") " + browsers[i % 5] + '/'
            + std::to_string(90 + i / 5) + ".0." + std::to_string(random.below(5000)));
    for (std::uint32_t i = 0; i < 50; ++i)
        pools.workspaces.push_back("workspace-" + padded(i, 2));
    for (std::uint32_t i = 0; i < 5000; ++i)
        pools.targets.push_back("item " + hex(random.next(), 16));
    return pools;
}

struct Record {
    std::uint64_t number = 0, id = 0, idHigh = 0, request = 0;
    std::int64_t ms = 0;
    std::uint32_t action = 0, actor = 0, address = 0, agent = 0, workspace = 0, target = 0, bytes = 0, risk = 0;
    bool failed = false;
};

/// Events come in bursts of 100 within 5 s, so that those that are late stand out of order at any count.
std::int64_t timeOf(std::uint64_t number, std::uint64_t count)
{
    constexpr std::uint64_t spanMs = 90 * dayMs; // times 2e9 events fits
    constexpr std::uint64_t burst = 100, stepMs = 50;
    const std::uint64_t even = number * spanMs / count, start = number / burst * burst * spanMs / count;
    return firstMs + static_cast<std::int64_t>(std::min(even, start + number % burst * stepMs));
}

Record makeRecord(Random& random, const Pools& pools, std::uint64_t number, std::uint64_t count)
{
    Record record;
    record.number = number;
    record.id = random.next();
    record.idHigh = random.next();
    record.request = random.next();
    record.ms = timeOf(number, count);
    if (random.below(5) == 0) // late, but never before the first
        record.ms = std::max(firstMs, record.ms - random.below(5000));
    record.action = pools.actionOf.pick(random);
    record.actor = pools.actorOf.pick(random);
    record.address = pools.addressOf.pick(random);
    record.agent = pools.agentOf.pick(random);
    record.workspace = pools.workspaceOf.pick(random);
    record.target = random.below(static_cast<std::uint32_t>(pools.targets.size()));
    record.bytes = random.below(1'000'000);
    record.risk = random.below(100);
    record.failed = random.below(12) == 0;
    return record;
}

std::string_view outcome(const Record& record) { return record.failed ? "failure" : "success"; }
std::string eventId(const Record& record) { return hex(record.idHigh, 16) + '-' + hex(record.id, 16); }

void appendDetails(std::string& out, const Pools& pools, const Record& record)
{
    static constexpr std::array roles = {"owner", "admin", "editor", "viewer"};
    out +=
        R"({"request_id":"req-)" + hex(record.request, 16) + R"(","method":")" + (record.action % 3 ? "POST" : "GET");
    out +=
        R"(","path":"/v2/)" + pools.workspaces[record.workspace] + R"(/items","bytes":)" + std::to_string(record.bytes);
    out += R"(,"risk":{"score":)" + std::to_string(record.risk) + R"(,"reasons":[)"
        + (record.risk > 80 ? R"("new_device","impossible_travel")" : "");
    out += R"(]},"changes":[{"field":"role","old":")" + std::string(roles[record.bytes % 4]) + R"(","new":")"
        + roles[record.risk % 4] + R"("}],)";
    out += R"("mfa":)" + std::string(record.risk % 2 ? "true" : "false") + '}';
}

/// One JSON object a line. Rotating the keys gives every record the same bytes in another order.
void appendJson(std::string& out, const Pools& pools, const Record& record, bool mixedKeys)
{
    std::array<std::string, 10> parts;
    parts[0] = R"("id":")" + eventId(record) + '"';
    parts[1] = R"("timestamp":")";
    appendTime(parts[1], record.ms);
    parts[1] += '"';
    parts[2] = R"("action":")" + pools.actions[record.action] + '"';
    parts[3] = R"("actor":{"id":"U)" + padded(record.actor, 6) + R"(","email":")" + pools.actors[record.actor]
        + R"(","type":"user"})";
    parts[4] = R"("target":{"type":"item","name":")" + pools.targets[record.target] + R"("})";
    parts[5] = R"("outcome":")" + std::string(outcome(record)) + '"';
    parts[6] = R"("ip_address":")" + pools.addresses[record.address] + '"';
    parts[7] = R"("user_agent":")" + pools.agents[record.agent] + '"';
    parts[8] = R"("workspace":")" + pools.workspaces[record.workspace] + '"';
    parts[9] = R"("details":)";
    appendDetails(parts[9], pools, record);
    const std::size_t first = mixedKeys ? record.id % parts.size() : 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        out += i == 0 ? '{' : ',';
        out += parts[(first + i) % parts.size()];
    }
    out += "}\n";
}

void appendCsv(std::string& out, const Pools& pools, const Record& record)
{
    out += eventId(record);
    out += ',';
    appendTime(out, record.ms);
    for (const std::string_view text : {std::string_view(pools.actions[record.action]),
             std::string_view(pools.actors[record.actor]), std::string_view(pools.targets[record.target]),
             outcome(record), std::string_view(pools.addresses[record.address])}) {
        out += ',';
        out += text;
    }
    out += ",\"" + pools.agents[record.agent] + "\"," + pools.workspaces[record.workspace] + ",\"";
    std::string details;
    appendDetails(details, pools, record);
    for (const char c : details)
        out.append(c == '"' ? 2 : 1, c);
    out += "\"\r\n";
}

struct Options {
    std::uint64_t count = 0, seed = 1;
    bool csv = false, mixedKeys = false, valid = false;
};

Options parseOptions(const std::vector<std::string_view>& arguments)
{
    Options options;
    const auto number = [](std::string_view text, std::uint64_t& value) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc() && end == text.data() + text.size();
    };
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool more = i + 1 < arguments.size();
        if (arguments[i] == "--mixed-keys")
            options.mixedKeys = true;
        else if (arguments[i] == "--format" && more && (arguments[i + 1] == "csv" || arguments[i + 1] == "ndjson"))
            options.csv = arguments[++i] == "csv";
        else if (arguments[i] == "--seed" && more && number(arguments[i + 1], options.seed))
            ++i;
        else if (i + 1 == arguments.size())
            options.valid = number(arguments[i], options.count);
        else
            return {};
    }
    return options;
}

} // namespace

int main(int argc, char** argv)
{
    const Options options = parseOptions(std::vector<std::string_view>(argv + 1, argv + argc));
    if (!options.valid) {
        std::fputs("usage: generate_events [--format ndjson|csv] [--seed S] [--mixed-keys] COUNT\n", stderr);
        return 2;
    }
    Random random(options.seed);
    const Pools pools = makePools(random);
    std::string out;
    if (options.csv)
        out = "id,timestamp,action,actor,target,outcome,ip_address,user_agent,workspace,details\r\n";
    for (std::uint64_t i = 0; i < options.count; ++i) {
        const Record record = makeRecord(random, pools, i, options.count);
        if (options.csv)
            appendCsv(out, pools, record);
        else
            appendJson(out, pools, record, options.mixedKeys);
        if (out.size() < (1U << 20) && i + 1 < options.count)
            continue;
        if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size())
            return 1;
        out.clear();
    }
    return std::fclose(stdout) == 0 ? 0 : 1;
}
