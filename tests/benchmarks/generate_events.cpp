// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// Writes synthetic audit events to standard output, the same ones for the same arguments on every machine:
//
//   generate_events [--format ndjson|csv] [--seed S] [--mixed-keys] COUNT
//
// 90 days of time, mostly ascending, a fifth of the events up to 5 s late; 120 actions (Zipf), 20,000 actors, 50,000
// addresses (a twelfth IPv6), 200 user agents, 50 workspaces, nested details; about 700 bytes an event as NDJSON.
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
    std::vector<std::string> actions, actorIds, emails, names, addresses, agents, workspaces;
    Zipf actionOf{120}, actorOf{20'000}, addressOf{50'000}, workspaceOf{50};
};

constexpr std::array words = {"access", "review", "quarterly", "list", "requested", "team", "rotation", "policy",
    "change", "legacy", "connector", "approved", "exception", "ticket", "pending", "migration", "cluster", "region",
    "notes", "runbook", "customer", "retention", "limit", "temporary", "owner", "company", "nightly", "backup", "scheme",
    "scope", "billing", "contact", "draft", "template", "roadmap", "incident", "deploy", "freeze", "release", "hotfix",
    "expired", "guest", "domain", "verified", "sandbox", "staging", "renewed", "webhook", "delivery", "retry"};
constexpr std::array objects = {"user", "group", "role", "document", "folder", "token", "session", "invoice", "project",
    "webhook", "permission", "device", "report", "workflow", "comment"};
constexpr std::array verbs = {"created", "updated", "deleted", "viewed", "shared", "exported", "restored", "approved"};
constexpr std::array products = {"Drive", "Portal", "Tickets", "Wiki", "Console"};
constexpr std::array clients = {"web", "web", "web", "desktop", "ios", "android", "api"};

std::string_view anyWord(Random& random) { return words[random.below(words.size())]; }

Pools makePools(Random& random)
{
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
    for (std::uint32_t i = 0; i < 20'000; ++i) {
        pools.names.push_back(std::string(given[i % 10]) + ' ' + family[i / 10 % 10]);
        pools.emails.push_back(std::string(given[i % 10]) + '.' + family[i / 10 % 10] + std::to_string(i)
            + (i % 7 ? "@corp.example.com" : "@contractor.example.net"));
        pools.actorIds.push_back("usr_" + hex(random.next() >> 32, 8) + hex(i, 4));
    }
    for (std::uint32_t i = 0; i < 50'000; ++i) {
        const std::uint64_t bits = random.next();
        if (i % 12 == 5)
            pools.addresses.push_back(
                "2001:db8:" + hex(bits & 0xfff, 1) + ":" + hex(bits >> 16 & 0xfff, 1) + "::" + hex(1 + i, 1));
        else
            pools.addresses.push_back((bits % 10 < 4 ? "10." + std::to_string(bits >> 8 & 63)
                                                     : std::to_string(11 + (bits >> 8) % 180) + '.' + std::to_string(bits >> 20 & 255))
                + '.' + std::to_string(i >> 8) + '.' + std::to_string(i & 255));
    }
    for (std::uint32_t i = 0; i < 200; ++i)
        pools.agents.push_back(std::string("Mozilla/5.0 (") + systems[i % 4] + ") " + browsers[i % 5] + '/'
            + std::to_string(90 + i / 4) + ".0 Safari/537.36");
    for (std::uint32_t i = 0; i < 50; ++i)
        pools.workspaces.push_back(std::string(words[i * 7 % words.size()]) + '-' + padded(i, 2));
    return pools;
}

struct Record {
    std::uint64_t number = 0, id = 0, idHigh = 0;
    std::int64_t ms = 0;
    std::uint32_t action = 0, actor = 0, address = 0, agent = 0, workspace = 0, target = 0, outcome = 0;
    std::string targetName, message, details;
};

/// Events come in bursts of 100 within 5 s, so that those that are late stand out of order at any count.
std::int64_t timeOf(std::uint64_t number, std::uint64_t count)
{
    constexpr std::uint64_t spanMs = 90 * dayMs; // times 2e9 events fits
    constexpr std::uint64_t burst = 100, stepMs = 50;
    const std::uint64_t first = number / burst * burst;
    return firstMs + static_cast<std::int64_t>(first * spanMs / count + (number % burst) * stepMs);
}

void appendWords(std::string& out, Random& random, std::uint32_t count)
{
    for (std::uint32_t i = 0; i < count; ++i) {
        out += i ? " " : "";
        out += anyWord(random);
    }
}

/// One member of `details`; a third of the keys hold numbers, some an object, a list, true or null.
void appendDetail(std::string& out, Random& random, std::uint32_t key)
{
    static constexpr std::array keys = {"requestId", "durationMs", "changedFields", "before", "after", "reason",
        "scopeCount", "sourceApp", "siteId", "regionName", "apiVersion", "retryCount", "sizeBytes", "mfa", "sessionAge",
        "policyId", "parentKey", "labels", "locale", "bulk", "rowCount", "deviceTrust", "riskScore", "ruleName"};
    out += std::string("\"") + keys[key] + "\":";
    switch (key) {
    case 0: out += '"' + hex(random.next() >> 16, 12) + '"'; return;
    case 1:
    case 12:
    case 14: out += std::to_string(random.below(1'000'000)); return;
    case 2:
        out += "[\"" + std::string(anyWord(random)) + "\",\"";
        out += std::string(anyWord(random)) + "\"]";
        return;
    case 3:
    case 4:
        out += "{\"state\":\"" + std::string(anyWord(random)) + "\",\"n\":" + std::to_string(random.below(100)) + '}';
        return;
    case 6:
    case 11:
    case 20:
    case 22: out += std::to_string(random.below(100)); return;
    case 13:
    case 19: out += random.below(2) ? "true" : "false"; return;
    case 15: out += "null"; return;
    case 17: out += "[]"; return;
    default: out += '"' + std::string(anyWord(random)) + '"'; return;
    }
}

std::string makeDetails(Random& random)
{
    std::uint32_t count = 5 + random.below(16);
    if (count > 8) // long ones are seldom
        count = 5 + random.below(16);
    if (count > 8)
        count = 5 + random.below(5);
    std::string out = "{";
    for (std::uint32_t i = 0, first = random.below(24); i < count; ++i) {
        out += i ? "," : "";
        appendDetail(out, random, (first + i) % 24);
    }
    return out + '}';
}

Record makeRecord(Random& random, const Pools& pools, std::uint64_t number, std::uint64_t count)
{
    Record record;
    record.number = number;
    record.id = random.next();
    record.idHigh = random.next();
    record.ms = timeOf(number, count);
    if (random.below(5) == 0) // late, but never before the first
        record.ms = std::max(firstMs, record.ms - random.below(5000));
    record.action = pools.actionOf.pick(random);
    record.actor = pools.actorOf.pick(random);
    // Most people come from a few places and with a few programs.
    record.address = random.below(4) ? (record.actor * 7919 + random.below(3)) % 50'000 : pools.addressOf.pick(random);
    record.agent = (record.actor * 31 + random.below(4)) % 200;
    record.workspace = pools.workspaceOf.pick(random);
    record.target = random.below(2'000'000);
    record.outcome = random.below(100);
    appendWords(record.targetName, random, 1 + random.below(3));
    const std::string& action = pools.actions[record.action];
    record.message = pools.names[record.actor] + ' ' + action.substr(action.find('.') + 1) + ' '
        + action.substr(0, action.find('.')) + ' ';
    record.message += random.below(20) ? record.targetName : '"' + record.targetName + '"';
    if (const std::uint32_t more = random.below(9)) {
        record.message += ": ";
        appendWords(record.message, random, more);
    }
    const std::uint32_t seldom = random.below(20'000);
    if (seldom < 20)
        record.message += " Rotation FAILED, retrying";
    else if (seldom == 20)
        record.message += "\nstack:\n  at handler";
    record.details = makeDetails(random);
    return record;
}

std::string_view outcome(const Record& record)
{
    return record.outcome < 93 ? "success" : record.outcome < 98 ? "failure" : "denied";
}
std::string_view product(const Record& record) { return products[(record.action * 3 + record.workspace) % products.size()]; }
std::string_view category(const Record& record) { return objects[record.action % objects.size()]; }
std::string_view client(const Record& record) { return clients[record.agent % clients.size()]; }
std::string targetId(const Record& record) { return std::string(category(record)) + '-' + std::to_string(record.target); }
std::string eventId(const Record& record)
{
    return hex(record.idHigh >> 32, 8) + '-' + hex(record.idHigh & 0xffff, 4) + "-4" + hex(record.idHigh >> 20 & 0xfff, 3) + '-'
        + hex((record.id >> 48 & 0x3fff) | 0x8000, 4) + '-' + hex(record.id & 0xffffffffffff, 12);
}

std::string jsonString(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + '"';
}

/// One JSON object a line. Rotating the keys gives every record the same bytes in another order.
void appendJson(std::string& out, const Pools& pools, const Record& record, bool mixedKeys)
{
    std::array<std::string, 12> parts;
    parts[0] = R"("id":")" + eventId(record) + '"';
    parts[1] = R"("time":")";
    appendTime(parts[1], record.ms);
    parts[1] += '"';
    parts[2] = R"("product":")" + std::string(product(record)) + '"';
    parts[3] = R"("category":")" + std::string(category(record)) + '"';
    parts[4] = R"("action":")" + pools.actions[record.action] + '"';
    parts[5] = R"("actor":{"id":")" + pools.actorIds[record.actor] + R"(","email":")" + pools.emails[record.actor]
        + R"(","name":")" + pools.names[record.actor] + R"("})";
    parts[6] = R"("context":{"ip":")" + pools.addresses[record.address] + R"(","client":")"
        + std::string(client(record)) + R"(","userAgent":")" + pools.agents[record.agent] + R"("})";
    parts[7] = R"("workspace":")" + pools.workspaces[record.workspace] + '"';
    parts[8] = R"("target":{"type":")" + std::string(category(record)) + R"(","id":")" + targetId(record)
        + R"(","name":")" + record.targetName + R"("})";
    parts[9] = R"("outcome":")" + std::string(outcome(record)) + '"';
    parts[10] = R"("message":)" + jsonString(record.message);
    parts[11] = R"("details":)" + record.details;
    const std::size_t first = mixedKeys ? record.id % parts.size() : 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        out += i == 0 ? '{' : ',';
        out += parts[(first + i) % parts.size()];
    }
    out += "}\n";
}

void appendCell(std::string& out, std::string_view text)
{
    if (text.find_first_of("\",\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text)
        out.append(c == '"' ? 2 : 1, c);
    out += '"';
}

constexpr std::string_view csvHeader = "id,time,product,category,action,actor_id,actor_email,actor_name,ip,client,"
                                       "user_agent,workspace,target_type,target_id,target_name,outcome,message,details\n";

void appendCsv(std::string& out, const Pools& pools, const Record& record)
{
    out += eventId(record);
    out += ',';
    appendTime(out, record.ms);
    const std::string target = targetId(record);
    for (const std::string_view text : {product(record), category(record), std::string_view(pools.actions[record.action]),
             std::string_view(pools.actorIds[record.actor]), std::string_view(pools.emails[record.actor]),
             std::string_view(pools.names[record.actor]), std::string_view(pools.addresses[record.address]),
             client(record), std::string_view(pools.agents[record.agent]),
             std::string_view(pools.workspaces[record.workspace]), category(record), std::string_view(target),
             std::string_view(record.targetName), outcome(record), std::string_view(record.message),
             std::string_view(record.details)}) {
        out += ',';
        appendCell(out, text);
    }
    out += '\n';
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
        out = csvHeader;
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
