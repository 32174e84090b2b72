// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace auditorium {

/// A log whose records have the same keys, of two or three kinds, as a rule in the same order; now and then something differs.
class SettledLog {
public:
    SettledLog(unsigned seed, std::size_t surprises)
        : m_random(seed)
        , m_surprises(surprises)
        , m_calm(seed % 3 != 0)
        , m_anyOrder(seed % 4 == 1)
    {
        const std::size_t kinds = 1 + below(3);
        for (std::size_t i = 0; i < kinds; ++i)
            m_kinds.push_back(object(0));
    }

    std::string record()
    {
        std::string out;
        write(out, m_kinds[below(6) < 5 ? 0 : below(m_kinds.size())]);
        if (below(50 * m_surprises) == 0)
            out.erase(below(out.size()), 1); // torn
        return out.empty() ? "{}" : out;
    }

private:
    struct Member {
        std::string key;
        std::vector<std::string> values; ///< one of them
        std::vector<Member> members;     ///< of an object
        bool varies = false;             ///< an object that has some of its members
        bool startles = false;           ///< as a rule needs a closer look
    };

    std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_random); }
    bool surprise() { return below(20 * m_surprises) == 0; }

    static const std::vector<Member>& parts()
    {
        static const std::vector<Member> all = {
            {"time", {"\"2026-01-02T03:04:05Z\"", "\"2026-01-02T03:04:05.123+02:00\""}, {}, false},
            {"action", {"\"user.login\"", "\"user.login_failed\"", "\"file.shared\""}, {}, false},
            {"ip", {"\"10.1.2.3\"", "\"10.1.2.4\"", "\"2001:DB8::0001\"", "\"10.1.2.3:443\""}, {}, false},
            {"outcome", {"\"success\"", "\"denied\"", "\"SUCCEEDED\""}, {}, false},
            {"userAgent", {"\"Mozilla/5.0 (X11)\"", "\"curl/8.0\"", "\"web\""}, {}, false},
            {"workspace", {"\"acme\"", "\"beta\"", "17"}, {}, false},
            {"created_at", {"1767323045", "1767323046123"}, {}, false, true},
            {"type", {"\"user\"", "\"file\"", "\"event\""}, {}, false, true},
            {"category", {"\"auth\"", "\"files\"", "\"user.login\""}, {}, false, true},
            {"email", {"\"ada@example.com\"", "\"bo@example.com\""}, {}, false},
            {"name", {"\"Ada\"", "\"Bo Li\"", "\"bo@example.com\""}, {}, false},
            {"id", {"\"usr_17\"", "\"usr_18\"", "19", "\"8f14e45f-ceea-467f-a9b3-8d1f3a2b4c5d\""}, {}, false},
            {"user", {"\"ada\"", "\"bo@example.com\""}, {}, false, true},
            {"actor_id", {"\"17\"", "\"ada\""}, {}, false},
            {"client", {"\"web\"", "\"ios\""}, {}, false},
            {"success", {"true", "false"}, {}, false, true},
            {"message", {"\"Somebody did \\\"it\\\"\"", "\"It was done\""}, {}, false},
            {"note", {"\"plain\"", "\"{\\\"user\\\":{\\\"email\\\":\\\"eve@example.com\\\"}}\"", "\"10.9.8.7\""}, {},
                false, true},
            {"count", {"1", "-2.5e3", "77"}, {}, false},
            {"tags", {"[]", "[\"a\",\"b\"]", "[{\"x\":1}]", "[{\"ip\":\"10.7.7.7\"}]"}, {}, false, true},
        };
        return all;
    }

    std::vector<Member> members(int depth)
    {
        static constexpr const char* names[] = {"actor", "target", "context", "details", "user", "data", "resource"};
        std::vector<Member> out;
        std::vector<std::size_t> order(parts().size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        const std::size_t plain = depth == 0 && (m_calm || below(4) != 0) ? 6 : 0; // what most logs have
        std::shuffle(order.begin() + static_cast<std::ptrdiff_t>(plain), order.end(), m_random);
        const std::size_t count = depth == 0 ? 6 + below(10) : 1 + below(5);
        for (std::size_t i = 0; i < count; ++i) {
            if (m_calm && parts()[order[i]].startles && below(6) != 0)
                continue;
            out.push_back(parts()[order[i]]);
            out.back().values.resize(1 + below(std::min<std::size_t>(out.back().values.size(), below(3) == 0 ? 9 : 2)));
        }
        std::shuffle(out.begin(), out.end(), m_random);
        for (const char* name : names)
            if (depth < 2 && below(4) == 0 && std::none_of(out.begin(), out.end(), [&](const Member& m) { return m.key == name; }))
                out.insert(out.begin() + static_cast<std::ptrdiff_t>(below(out.size() + 1)),
                    Member{name, {}, members(depth + 1), below(3) == 0, false});
        return out;
    }
    std::vector<Member> object(int depth) { return members(depth); }

    void write(std::string& out, std::vector<Member> list, bool varies = false)
    {
        if (m_anyOrder)
            std::shuffle(list.begin(), list.end(), m_random);
        static constexpr const char* odd[] = {"null", "\"\"", "\"-\"", "\"n/a\"", "true", "0", "{}", "[]",
            "\"{\\\"ip\\\":\\\"10.9.9.9\\\"}\"", "\" {\\\"a\\\":1}\"", "\"a\\nb\"", "\"bad \\x\"", "\"2026-01-02\"",
            "\"failed\"", "\"curl/8.0\"", "\"10.5.5.5\"", "{\"email\":\"eve@example.com\"}", "nul", "01", "\"Zo\u00eb\"",
            "{\"ip\":\"10.6.6.6\",\"ip\":\"10.6.6.7\"}"};
        out += '{';
        for (const Member& member : list) {
            if ((varies && below(3) == 0) || surprise())
                continue;
            out += '"' + (surprise() ? parts()[below(parts().size())].key : member.key) + (surprise() ? "\": " : "\":");
            if (surprise())
                out += odd[below(std::size(odd))];
            else if (member.values.empty())
                write(out, member.members, member.varies);
            else
                out += member.values[below(member.values.size())];
            out += surprise() ? " ," : ",";
        }
        if (out.back() == ',')
            out.pop_back();
        out += '}';
    }

    std::mt19937 m_random;
    std::size_t m_surprises;
    bool m_calm, m_anyOrder;
    std::vector<std::vector<Member>> m_kinds;
};

} // namespace auditorium
