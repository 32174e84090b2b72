// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/http.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace auditorium {

/// Reads one HTTP/1.x answer from pieces of any size, within limits, and believes nothing: an answer that could be framed in two ways is an error.
class HttpParser {
public:
    HttpParser(const HttpLimits& limits, bool headRequest);

    /// Takes what came; after an error nothing more may be fed.
    Status feed(std::string_view bytes);
    /// The server closed: an error unless that was a proper end.
    Status closed();

    bool begun() const { return m_begun; }
    bool headersDone() const { return m_step > Step::Headers; }
    bool done() const { return m_step == Step::Done; }
    /// The connection may be used for another request.
    bool reusable() const { return done() && m_keepAlive && rest().empty(); }
    /// Its body is compressed still.
    bool gzip() const { return m_gzip; }
    HttpAnswer& answer() { return m_answer; }

private:
    enum class Step : std::uint8_t { Headers, Length, ChunkSize, ChunkData, ChunkEnd, Trailers, UntilClose, Done };

    std::string_view rest() const { return std::string_view(m_rest).substr(m_at); }
    Status advance(bool& more);
    Status readHeaders(bool& more);
    Status readStatusLine(std::string_view line);
    Status readHeaderLine(std::string_view line);
    Status chooseBody();
    Status readChunkSize(bool& more);
    Status readTrailers(bool& more);
    Status takeBody(bool& more);

    HttpLimits m_limits;
    bool m_head;
    bool m_begun = false;
    bool m_keepAlive = false;
    bool m_gzip = false;
    Step m_step = Step::Headers;
    std::string m_rest;          ///< came, but not yet understood
    std::size_t m_at = 0;        ///< of it, what is understood by now; taken off once a feed, for chunks may be tiny
    std::uint64_t m_wanted = 0;  ///< bytes that the body or the chunk still lacks
    std::uint64_t m_trailer = 0; ///< bytes of trailers
    int m_interim = 0;           ///< 1xx answers
    HttpAnswer m_answer;
};

/// A URL taken apart for a request. Empty host: it is no address that may be asked.
struct HttpTarget {
    std::string scheme, host; ///< host: lower case, without brackets
    int port = 0;
    std::string path; ///< with its query
    bool isLoopback() const;
    std::string authority() const; ///< for Host: without the scheme's own port
};
HttpTarget httpTarget(std::string_view url);

} // namespace auditorium
