// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/http_parse.h"

#include <algorithm>
#include <charconv>

namespace auditorium {

namespace {

constexpr int maxInterim = 8;
constexpr std::size_t maxChunkLine = 1024;

Error broken(const char* what)
{
    return {"net.protocol", std::string("The server does not speak HTTP properly: ") + what};
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool sameName(std::string_view a, std::string_view b)
{
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool isTokenChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Takes a line off the front of `text`; false where its end has not come. Its end is LF, with or without CR.
bool takeLine(std::string_view& text, std::string_view& line)
{
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos)
        return false;
    line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    text.remove_prefix(end + 1);
    return true;
}

bool hasToken(std::string_view list, std::string_view token)
{
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (sameName(trimmed(list.substr(0, comma)), token))
            return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

} // namespace

HttpParser::HttpParser(const HttpLimits& limits, bool headRequest)
    : m_limits(limits)
    , m_head(headRequest)
{
}

Status HttpParser::feed(std::string_view bytes)
{
    m_begun = m_begun || !bytes.empty();
    m_rest.append(bytes);
    for (bool more = true; more && !done();)
        if (Status status = advance(more); !status)
            return status;
    m_rest.erase(0, m_at);
    m_at = 0;
    return success();
}

Status HttpParser::closed()
{
    if (done())
        return success();
    if (m_step == Step::UntilClose) {
        m_step = Step::Done;
        m_keepAlive = false;
        return success();
    }
    return Error{"net.closed",
        headersDone() ? "The server closed the connection before the end of its answer."
                      : "The server closed the connection without an answer."};
}

Status HttpParser::advance(bool& more)
{
    switch (m_step) {
    case Step::Headers: return readHeaders(more);
    case Step::ChunkSize:
    case Step::ChunkEnd: return readChunkSize(more);
    case Step::Trailers: return readTrailers(more);
    default: return takeBody(more);
    }
}

Status HttpParser::readHeaders(bool& more)
{
    const std::string_view whole = rest();
    std::size_t end = whole.find("\n\r\n");
    const std::size_t bare = whole.find("\n\n");
    end = std::min(end == std::string::npos ? end : end + 3, bare == std::string::npos ? bare : bare + 2);
    if (std::min(end, whole.size()) > m_limits.headerBytes)
        return Error{"net.limit", "The server sends more headers than are taken."};
    more = end != std::string::npos;
    if (!more)
        return whole.size() < 5 || whole.starts_with("HTTP/") ? success() : Status(broken("no status line"));
    std::string_view text = whole.substr(0, end);
    std::string_view line;
    takeLine(text, line);
    if (Status status = readStatusLine(line); !status)
        return status;
    while (takeLine(text, line) && !line.empty())
        if (Status status = readHeaderLine(line); !status)
            return status;
    m_at += end;
    if (m_answer.status < 200) {
        if (m_answer.status == 101 || ++m_interim > maxInterim)
            return broken("an interim answer that was not asked for");
        m_answer = {};
        return success();
    }
    return chooseBody();
}

Status HttpParser::readStatusLine(std::string_view line)
{
    if (!line.starts_with("HTTP/1.") || line.size() < 12 || line[8] != ' ' || (line.size() > 12 && line[12] != ' '))
        return broken("no status line");
    const auto [end, error] = std::from_chars(line.data() + 9, line.data() + 12, m_answer.status);
    if (error != std::errc() || end != line.data() + 12 || m_answer.status < 100)
        return broken("no status code");
    m_keepAlive = line[7] >= '1';
    return success();
}

Status HttpParser::readHeaderLine(std::string_view line)
{
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0
        || !std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon), isTokenChar))
        return broken("a header without a name");
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(), [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; }))
        return broken("a control character in a header");
    m_answer.headers.emplace_back(line.substr(0, colon), value);
    return success();
}

/// RFC 9112, 6.3; what it calls a sign of an attack is refused.
Status HttpParser::chooseBody()
{
    std::string_view length, coding;
    for (const auto& [name, value] : m_answer.headers) {
        if (sameName(name, "connection") && hasToken(value, "close"))
            m_keepAlive = false;
        if (sameName(name, "content-encoding") && !sameName(value, "identity")) {
            if (m_gzip || !sameName(value, "gzip"))
                return broken("a compression that was not asked for");
            m_gzip = true;
        }
        if (sameName(name, "content-length")) {
            if (!length.empty() && length != value)
                return broken("two lengths");
            length = value;
        }
        if (sameName(name, "transfer-encoding")) {
            if (!coding.empty() || !sameName(value, "chunked"))
                return broken("an unknown transfer coding");
            coding = value;
        }
    }
    if (!length.empty() && !coding.empty())
        return broken("a length and chunks");
    if (m_head || m_answer.status == 204 || m_answer.status == 304) {
        m_step = Step::Done;
    } else if (!coding.empty()) {
        m_step = Step::ChunkSize;
    } else if (!length.empty()) {
        const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), m_wanted);
        if (error != std::errc() || end != length.data() + length.size())
            return broken("a length that is no number");
        m_step = m_wanted ? Step::Length : Step::Done;
    } else {
        m_step = Step::UntilClose;
    }
    return m_wanted > m_limits.bodyBytes
        ? Status(Error{"net.limit", "The server announces a larger answer than is taken."})
        : success();
}

Status HttpParser::readChunkSize(bool& more)
{
    std::string_view text = rest(), line;
    more = takeLine(text, line);
    if (!more)
        return text.size() > maxChunkLine ? Status(broken("a chunk without a size")) : success();
    if (m_step == Step::ChunkEnd) {
        if (!line.empty())
            return broken("a chunk that is longer than it says");
        m_step = Step::ChunkSize;
    } else {
        const std::string_view digits = trimmed(line.substr(0, line.find(';')));
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), m_wanted, 16);
        if (digits.empty() || digits.size() > 15 || error != std::errc() || end != digits.data() + digits.size())
            return broken("a chunk without a size");
        m_step = m_wanted ? Step::ChunkData : Step::Trailers;
    }
    m_at = m_rest.size() - text.size();
    return success();
}

/// Passed over: what stands there cannot be believed any more than a header, and nothing needs it.
Status HttpParser::readTrailers(bool& more)
{
    std::string_view text = rest(), line;
    const std::size_t before = text.size();
    more = takeLine(text, line);
    const std::size_t part = more ? before - text.size() : before;
    if (m_trailer + part > m_limits.headerBytes)
        return Error{"net.limit", "The server sends more headers than are taken."};
    if (!more)
        return success();
    m_trailer += part;
    m_at += part;
    if (line.empty())
        m_step = Step::Done;
    return success();
}

Status HttpParser::takeBody(bool& more)
{
    const std::string_view whole = rest();
    const bool untilClose = m_step == Step::UntilClose;
    const std::size_t part =
        untilClose ? whole.size() : static_cast<std::size_t>(std::min<std::uint64_t>(whole.size(), m_wanted));
    if (m_answer.body.size() + part > m_limits.bodyBytes)
        return Error{"net.limit", "The server sends a larger answer than is taken."};
    m_answer.body.append(whole.substr(0, part));
    m_at += part;
    more = false;
    if (untilClose)
        return success();
    m_wanted -= part;
    if (m_wanted == 0) {
        m_step = m_step == Step::Length ? Step::Done : Step::ChunkEnd;
        more = true;
    }
    return success();
}

std::string_view HttpAnswer::header(std::string_view name) const
{
    const auto it =
        std::find_if(headers.begin(), headers.end(), [&](const auto& pair) { return sameName(pair.first, name); });
    return it == headers.end() ? std::string_view() : std::string_view(it->second);
}

} // namespace auditorium
