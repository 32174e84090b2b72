// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/pull_page.h"

#include "event/timestamp.h"
#include "ingest/hash.h"

#include <algorithm>
#include <charconv>

namespace auditorium {

namespace {

enum BodyValue : std::size_t { From, HasMore, Total };

JsonPath bodyPath(const AnswerPlace& place) { return place.part == AnswerPlace::Part::Body ? place.path : JsonPath{}; }

/// A record's identity, its times, the address of its second stage, and what it may be stamped with.
std::vector<JsonPath> recordPaths(const StreamSpec& stream)
{
    std::vector<JsonPath> paths = stream.identity;
    paths.insert(paths.end(), stream.time.begin(), stream.time.end());
    for (const auto& [name, value] : stream.stamp)
        paths.push_back({name});
    paths.push_back(stream.page.fetchEach);
    return paths;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool looksLikeHtml(const HttpAnswer& answer)
{
    return answer.header("content-type").starts_with("text/html") || trimmed(answer.body).starts_with("<");
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

/// Whether the parameters behind a link's target (`; rel="prev next"; title=x`) say that it is the next.
bool isNextRelation(std::string_view parameters)
{
    while (!parameters.empty()) {
        const std::size_t end = std::min(parameters.find(';'), parameters.size());
        const std::string one = lowered(trimmed(parameters.substr(0, end)));
        parameters.remove_prefix(std::min(end + 1, parameters.size()));
        if (!one.starts_with("rel"))
            continue;
        std::string_view value = trimmed(std::string_view(one).substr(3));
        if (!value.starts_with('='))
            continue;
        value = trimmed(value.substr(1));
        if (value.size() > 1 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        if ((" " + std::string(value) + " ").find(" next ") != std::string::npos)
            return true;
    }
    return false;
}

} // namespace

std::string nextLink(const HeaderList& headers)
{
    for (const auto& [name, value] : headers) {
        if (lowered(name) != "link")
            continue;
        for (std::string_view rest = value; !rest.empty();) {
            const std::size_t open = rest.find('<');
            const std::size_t close = open == std::string_view::npos ? open : rest.find('>', open);
            if (close == std::string_view::npos)
                break;
            const std::string_view target = rest.substr(open + 1, close - open - 1);
            rest.remove_prefix(close + 1);
            // The next link begins at a comma that a '<' follows; commas stand in titles too.
            std::size_t end = rest.find('<');
            end = end == std::string_view::npos ? rest.size() : std::min(rest.rfind(',', end), end);
            if (isNextRelation(rest.substr(0, end)))
                return std::string(target);
        }
    }
    return {};
}

PageReader::PageReader(const StreamSpec& stream)
    : m_stream(stream)
    , m_pick({bodyPath(stream.page.from), bodyPath(stream.page.hasMore), bodyPath(stream.page.total)}, stream.records)
    , m_recordPick(recordPaths(stream))
    , m_rootPick({}, JsonPath{})
    , m_innerPick({}, stream.records)
{
}

Status PageReader::readWith(JsonPick& pick, const HttpAnswer& answer) const
{
    if (answer.status == 204 || (trimmed(answer.body).empty() && m_stream.recordsMayLack)) {
        (void)pick.read("null"); // no content is no records
        return success();
    }
    if (looksLikeHtml(answer))
        return Error{"service.answer",
            "The service answers with a web page instead of records: a page to sign in? Is the connection's address "
            "right?"};
    const char* const reason = pick.read(answer.body);
    if (!reason)
        return success();
    const bool deep = std::string_view(reason).find("too deep") != std::string_view::npos;
    return Error{deep ? "service.answer" : "service.torn",
        std::string("The service's answer is no JSON that can be read: ") + reason};
}

Status PageReader::read(const HttpAnswer& answer)
{
    if (Status status = readWith(m_pick, answer); !status)
        return status;
    const auto& list = m_pick.list();
    if (list ? list->kind == TokenKind::Array || list->kind == TokenKind::Null : m_stream.recordsMayLack)
        return success();
    return Error{"service.answer", "The service's answer holds no list of records where the profile says that it is."};
}

Status PageReader::readStage(const HttpAnswer& answer)
{
    for (JsonPick* const pick : {&m_rootPick, &m_innerPick}) {
        m_stagePick = pick;
        if (Status status = readWith(*pick, answer); !status)
            return status;
        if (pick->list() && pick->list()->kind == TokenKind::Array)
            return success();
    }
    return Error{"service.answer", "The service's answer holds no list of records where the profile says that it is."};
}

std::string PageReader::valueAt(const AnswerPlace& place, std::size_t pathIndex, const HttpAnswer& answer) const
{
    if (place.part == AnswerPlace::Part::Header)
        return std::string(
            answer.header(place.path.empty() ? std::string_view() : std::string_view(place.path.front())));
    if (place.part == AnswerPlace::Part::None || !m_pick.value(pathIndex))
        return {};
    return m_pick.value(pathIndex)->text();
}

std::string PageReader::next(const HttpAnswer& answer) const
{
    return m_stream.page.kind == PageSpec::Kind::Link ? nextLink(answer.headers)
                                                      : valueAt(m_stream.page.from, From, answer);
}

std::optional<bool> PageReader::hasMore(const HttpAnswer& answer) const
{
    const std::string text = lowered(valueAt(m_stream.page.hasMore, HasMore, answer));
    return text.empty() ? std::nullopt : std::optional(text != "false" && text != "0");
}

std::optional<std::uint64_t> PageReader::total(const HttpAnswer& answer) const
{
    const std::string text = valueAt(m_stream.page.total, Total, answer);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value)
                                                                                     : std::nullopt;
}

Result<std::vector<std::string>> PageReader::addresses()
{
    std::vector<std::string> out;
    for (const JsonPick::Value& element : m_pick.elements()) {
        if (m_recordPick.read(element.bytes))
            return Error{"service.answer", "A record of the service cannot be read."};
        const auto& value = m_recordPick.value(m_stream.identity.size() + m_stream.time.size() + m_stream.stamp.size());
        if (!value || value->kind != TokenKind::String)
            return Error{"service.answer", "The service lists contents without the address that the profile says."};
        out.push_back(value->text());
    }
    return out;
}

/// Parts that are missing count too, so that ("a", missing) and (missing, "a") differ; a record without any is named by its bytes.
std::string PageReader::identity(std::string_view record) const
{
    std::string out;
    bool any = false;
    for (std::size_t i = 0; i < m_stream.identity.size(); ++i) {
        const auto& value = m_recordPick.value(i);
        const bool known = value && value->kind != TokenKind::Null;
        any = any || known;
        out += known ? compactJson(value->bytes) : std::string();
        out.push_back('\x1f');
    }
    return any ? out : recordHash(compactJson(record), 0);
}

std::string_view PageReader::stamped(std::string_view record)
{
    std::string head;
    for (std::size_t i = 0; i < m_stream.stamp.size(); ++i)
        if (!m_recordPick.value(m_stream.identity.size() + m_stream.time.size() + i)) {
            appendQuotedJson(head, m_stream.stamp[i].first);
            head.push_back(':');
            appendQuotedJson(head, m_stream.stamp[i].second);
            head.push_back(',');
        }
    if (head.empty() || record.front() != '{')
        return record;
    if (trimmed(record.substr(1)) == "}")
        head.pop_back();
    return m_stamped.emplace_back("{" + head + std::string(record.substr(1)));
}

Result<std::vector<ArchiveRecord>> PageReader::recordsOf(const JsonPick& pick)
{
    m_stamped.clear();
    std::vector<ArchiveRecord> out;
    out.reserve(pick.elements().size());
    for (const JsonPick::Value& element : pick.elements()) {
        if (m_recordPick.read(element.bytes)) // cannot be: it was read as a part of the whole
            return Error{"service.answer", "A record of the service cannot be read."};
        ArchiveRecord record{element.bytes, identity(element.bytes), {}};
        for (std::size_t i = 0; i < m_stream.time.size() && !record.timeNs; ++i)
            if (const auto& value = m_recordPick.value(m_stream.identity.size() + i)) {
                const std::string text = value->text();
                const auto time = value->kind == TokenKind::Number ? parseEpoch(text) : parseTimestamp(text);
                if (time)
                    record.timeNs = time->ns;
            }
        record.bytes = stamped(element.bytes);
        out.push_back(std::move(record));
    }
    return out;
}

} // namespace auditorium
