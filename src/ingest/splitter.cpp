// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/splitter.h"

#include "event/vectorwidth.h"
#include "ingest/splitreject.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace auditorium {

namespace {

constexpr std::size_t npos = std::string_view::npos;

// First '"' or '\\' at or behind `at`.
std::size_t findStringStop(std::string_view text, std::size_t at)
{
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
    for (; at + 16 <= text.size(); at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
        const int hits = _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
        if (hits)
            return at + static_cast<unsigned>(__builtin_ctz(static_cast<unsigned>(hits)));
    }
#endif
    while (at < text.size() && text[at] != '"' && text[at] != '\\')
        ++at;
    return at < text.size() ? at : npos;
}

// First of " { } [ ] at or behind `at`. '[' | 0x20 is '{' and ']' | 0x20 is '}'.
std::size_t findStructural(std::string_view text, std::size_t at)
{
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), open = _mm_set1_epi8('{'), close = _mm_set1_epi8('}'), fold = _mm_set1_epi8(0x20);
    for (; at + 16 <= text.size(); at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
        const __m128i folded = _mm_or_si128(bytes, fold);
        const int hits = _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote),
            _mm_or_si128(_mm_cmpeq_epi8(folded, open), _mm_cmpeq_epi8(folded, close))));
        if (hits)
            return at + static_cast<unsigned>(__builtin_ctz(static_cast<unsigned>(hits)));
    }
#endif
    for (; at < text.size(); ++at)
        if (const char c = text[at]; c == '"' || c == '{' || c == '}' || c == '[' || c == ']')
            return at;
    return npos;
}

// Behind the closing quote of the string whose opening quote is at `at`; npos if it does not close.
std::size_t endOfString(std::string_view text, std::size_t at)
{
    for (at = findStringStop(text, at + 1); at != npos && text[at] == '\\'; at = findStringStop(text, at + 2))
        if (at + 2 > text.size())
            return npos;
    return at == npos ? npos : at + 1;
}

bool isJsonSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool isScalarEnd(char c)
{
    return isJsonSpace(c) || c == ',' || c == '}' || c == ']' || c == '{' || c == '[' || c == '"';
}

/// Where line breaks are: so many of the first numbers of `places`, which grows as needed.
std::size_t findBreaksPlain(std::string_view text, std::vector<std::uint32_t>& places)
{
    places.clear();
    for (std::size_t at = text.find('\n'); at != npos; at = text.find('\n', at + 1))
        places.push_back(static_cast<std::uint32_t>(at));
    return places.size();
}

#if defined(__x86_64__)
/// Which of the bytes that are looked at together has one is not guessed: the processor need not wait.
AUDITORIUM_AVX512 std::size_t findBreaksWide(std::string_view text, std::vector<std::uint32_t>& places)
{
    constexpr std::size_t step = 64, stretch = 64 * step;
    const __m512i lineBreak = _mm512_set1_epi8('\n');
    std::size_t count = 0;
    for (std::size_t begin = 0; begin < text.size(); begin += stretch) {
        if (places.size() <= count + stretch)
            places.resize(2 * count + 2 * stretch);
        std::uint32_t* out = places.data() + count;
        const std::size_t end = std::min(text.size(), begin + stretch);
        for (std::size_t at = begin; at < end; at += step) {
            const __m512i bytes = end - at >= step ? _mm512_loadu_si512(text.data() + at) : loadBytes(text.data() + at, end - at);
            std::uint64_t found = _mm512_cmpeq_epi8_mask(bytes, lineBreak);
            *out = static_cast<std::uint32_t>(at + _tzcnt_u64(found)); // counts only if there is one
            out += found != 0 ? 1 : 0;
            while ((found = _blsr_u64(found)) != 0) [[unlikely]]
                *out++ = static_cast<std::uint32_t>(at + _tzcnt_u64(found));
        }
        count = static_cast<std::size_t>(out - places.data());
    }
    return count;
}
#endif

class LineSplitter final : public Splitter {
public:
    std::size_t split(std::string_view text, bool atEnd, SplitResult& out) override
    {
        const std::size_t breaks = findBreaks(text);
        std::size_t begin = 0;
        for (const std::uint32_t end : std::span(m_breaks).first(breaks)) {
            if (!std::exchange(m_skipping, false))
                line(text, begin, end, out);
            begin = end + std::size_t{1};
        }
        if (begin == text.size())
            return begin;
        if (atEnd) {
            if (!std::exchange(m_skipping, false))
                line(text, begin, text.size(), out);
            return text.size();
        }
        if (text.size() - begin <= maxRecordBytes)
            return begin;
        // Give the bytes back now: the rest of the line is passed over as it comes.
        if (!m_skipping)
            out.rejects.push_back(rejectAt(begin, text.size() - begin, tooLong()));
        m_skipping = true;
        return text.size();
    }

private:
    static void line(std::string_view text, std::size_t begin, std::size_t end, SplitResult& out)
    {
        // A run of zero bytes is what a crash leaves at the end of a log that is then continued.
        const std::size_t zerosBegin = begin;
        while (begin < end && text[begin] == '\0')
            ++begin;
        if (begin > zerosBegin)
            out.rejects.push_back(rejectAt(zerosBegin, begin - zerosBegin, "zero bytes between records"));
        while (begin < end && (isJsonSpace(text[begin]) || text[begin] == '\x1e')) // RFC 7464 record separator
            ++begin;
        while (end > begin && isJsonSpace(text[end - 1]))
            --end;
        if (begin == end)
            return;
        if (end - begin > maxRecordBytes)
            out.rejects.push_back(rejectAt(begin, end - begin, tooLong()));
        else
            out.records.push_back({begin, end - begin});
    }

    std::size_t findBreaks(std::string_view text)
    {
#if defined(__x86_64__)
        if (m_width == VectorWidth::Avx512)
            return findBreaksWide(text, m_breaks);
#endif
        return findBreaksPlain(text, m_breaks);
    }

    const VectorWidth m_width = mostVectorWidth();
    std::vector<std::uint32_t> m_breaks;
    bool m_skipping = false;
};

/// Goes through JSON text at the level where records stand; what is inside a record is only matched by brackets.
class ValueSplitter final : public Splitter {
public:
    explicit ValueSplitter(std::vector<std::string> envelope) : m_envelope(std::move(envelope)) {}

    std::size_t split(std::string_view text, bool atEnd, SplitResult& out) override
    {
        m_text = text;
        m_atEnd = atEnd;
        m_out = &out;
        m_at = 0;
        std::size_t done = 0;
        while (step())
            done = m_at;
        if (atEnd) {
            finish(done);
            return text.size();
        }
        return done;
    }

private:
    enum class Expect : std::uint8_t { Value, Separator }; ///< within an array or an envelope

    bool skipSpace()
    {
        while (m_at < m_text.size() && (isJsonSpace(m_text[m_at]) || (m_depth == 0 && (m_text[m_at] == '\x1e' || m_text[m_at] == ','))))
            ++m_at;
        return m_at < m_text.size();
    }

    /// One step forward; false when more text is needed (then m_at may have moved over space only).
    bool step()
    {
        if (!skipSpace())
            return false;
        return m_inArray ? arrayStep() : m_depth > 0 ? envelopeStep() : topStep();
    }

    bool topStep()
    {
        const char c = m_text[m_at];
        if (c == '[') {
            ++m_at;
            enterArray();
            return true;
        }
        if (c == '{')
            return m_envelope.empty() ? record() : enterTop();
        return garbage("text between records that is no JSON object");
    }

    void enterArray()
    {
        m_inArray = true;
        m_expect = Expect::Value;
        m_first = true;
        m_arrayDepth = m_depth;
        m_depth += 1;
    }

    // A top-level object that the envelope's path does not lead through is a record itself; to know, it is looked at whole
    // unless the path is found before its end.
    bool enterTop()
    {
        const std::size_t array = findEnvelopeArray(m_at);
        if (array == needMore) {
            if (m_text.size() - m_at <= maxRecordBytes && !m_atEnd)
                return false;
            return record();
        }
        if (array == npos)
            return record();
        m_at = array + 1;
        m_depth = m_envelope.size();
        enterArray();
        return true;
    }

    static constexpr std::size_t needMore = npos - 1;

    /// Position of the '[' that the envelope's path leads to from the object at `at`; npos if the object ends without it.
    std::size_t findEnvelopeArray(std::size_t at) const
    {
        std::size_t level = 0;
        ++at;
        for (;;) {
            while (at < m_text.size() && (isJsonSpace(m_text[at]) || m_text[at] == ','))
                ++at;
            if (at >= m_text.size())
                return needMore;
            if (m_text[at] != '"')
                return npos; // '}': ended without; anything else: malformed, the mapper will say so
            const std::size_t keyEnd = endOfString(m_text, at);
            if (keyEnd == npos)
                return needMore;
            const std::string_view key = m_text.substr(at + 1, keyEnd - at - 2);
            at = keyEnd;
            while (at < m_text.size() && (isJsonSpace(m_text[at]) || m_text[at] == ':'))
                ++at;
            if (at >= m_text.size())
                return needMore;
            if (key == m_envelope[level]) {
                if (level + 1 == m_envelope.size())
                    return m_text[at] == '[' ? at : npos;
                if (m_text[at] != '{')
                    return npos;
                ++level;
                ++at;
                continue;
            }
            at = endOfValue(at);
            if (at == npos)
                return needMore;
        }
    }

    std::size_t endOfValue(std::size_t at) const
    {
        if (m_text[at] == '{' || m_text[at] == '[' || m_text[at] == '"')
            return endOfJsonValue(m_text, at);
        while (at < m_text.size() && !isScalarEnd(m_text[at]))
            ++at;
        return at < m_text.size() ? at : npos;
    }

    bool arrayStep()
    {
        const char c = m_text[m_at];
        if (c == ']') {
            if (m_expect == Expect::Value && !m_first)
                m_out->rejects.push_back(rejectAt(m_at, 1, "a comma without a record behind it"));
            ++m_at;
            m_inArray = false;
            m_depth = m_arrayDepth;
            return true;
        }
        if (c == ',') {
            if (m_expect == Expect::Value)
                m_out->rejects.push_back(rejectAt(m_at, 1, "a comma without a record in front of it"));
            m_expect = Expect::Value;
            m_first = false;
            ++m_at;
            return true;
        }
        const std::size_t begin = m_at;
        if (c == '{' || c == '[' || c == '"') {
            const bool missing = m_expect == Expect::Separator;
            if (!record())
                return false;
            if (missing)
                m_out->rejects.push_back(rejectAt(begin, 1, "a comma is missing between two records"));
            m_expect = Expect::Separator;
            m_first = false;
            return true;
        }
        const std::size_t end = endOfValue(m_at);
        if (end == npos && !m_atEnd)
            return false;
        m_at = std::max(end == npos ? m_text.size() : end, begin + 1);
        m_out->rejects.push_back(rejectAt(begin, m_at - begin, "the array's element is no JSON object"));
        m_expect = Expect::Separator;
        m_first = false;
        return true;
    }

    // Behind the array of records: the rest of the envelope, passed over value by value.
    bool envelopeStep()
    {
        const char c = m_text[m_at];
        if (c == '}') {
            --m_depth;
            ++m_at;
            return true;
        }
        if (c == ',' || c == ':') {
            ++m_at;
            return true;
        }
        if (c == ']')
            return garbage("a bracket that closes nothing");
        const std::size_t end = endOfValue(m_at);
        if (end == npos) {
            if (m_text.size() - m_at > maxRecordBytes)
                return giveUp("the envelope around the records is damaged");
            return false;
        }
        m_at = std::max(end, m_at + 1);
        return true;
    }

    bool record()
    {
        const std::size_t end = endOfJsonValue(m_text, m_at);
        if (end == npos) {
            if (m_text.size() - m_at > maxRecordBytes)
                return giveUp(tooLong());
            return m_atEnd ? giveUp("the record is not complete: the text ends within it") : false;
        }
        if (end - m_at > maxRecordBytes)
            m_out->rejects.push_back(rejectAt(m_at, end - m_at, tooLong()));
        else
            m_out->records.push_back({m_at, end - m_at});
        m_at = end;
        return true;
    }

    // A record whose brackets do not match would swallow all that follows: go on at the next line that begins an object.
    bool giveUp(const std::string& reason)
    {
        std::size_t next = m_at + 1;
        do {
            next = m_text.find('\n', next);
            if (next != npos)
                ++next;
        } while (next != npos && (next >= m_text.size() || (m_text[next] != '{' && m_text.substr(next, 4) != "\x1e{")));
        const std::size_t end = next == npos ? m_text.size() : next;
        m_out->rejects.push_back(rejectAt(m_at, end - m_at, reason));
        m_at = end;
        m_expect = Expect::Separator;
        return true;
    }

    bool garbage(const char* reason)
    {
        std::size_t end = m_text.find('\n', m_at);
        if (end == npos && !m_atEnd && m_text.size() - m_at <= maxRecordBytes)
            return false;
        end = end == npos ? m_text.size() : end;
        m_out->rejects.push_back(rejectAt(m_at, std::max<std::size_t>(end - m_at, 1), reason));
        m_at = std::max(end, m_at + 1);
        return true;
    }

    void finish(std::size_t done)
    {
        std::size_t at = done;
        while (at < m_text.size() && isJsonSpace(m_text[at]))
            ++at;
        if (at < m_text.size() && m_depth > 0)
            m_out->rejects.push_back(rejectAt(at, m_text.size() - at, "the text ends within the envelope around the records"));
        else if (m_depth > 0)
            m_out->rejects.push_back(rejectAt(m_text.size(), 0, "the array of records is not closed: the text may be truncated"));
    }

    std::vector<std::string> m_envelope;
    std::string_view m_text;
    std::size_t m_at = 0;
    SplitResult* m_out = nullptr;
    std::size_t m_depth = 0, m_arrayDepth = 0;
    bool m_atEnd = false, m_inArray = false, m_first = true;
    Expect m_expect = Expect::Value;
};

} // namespace

std::size_t endOfJsonValue(std::string_view text, std::size_t begin)
{
    if (begin < text.size() && text[begin] == '"')
        return endOfString(text, begin);
    std::size_t depth = 0;
    for (std::size_t at = findStructural(text, begin); at != npos; at = findStructural(text, at)) {
        const char c = text[at];
        if (c == '"') {
            at = endOfString(text, at);
            if (at == npos)
                return npos;
            continue;
        }
        ++at;
        if (c == '{' || c == '[')
            ++depth;
        else if (--depth == 0)
            return at;
    }
    return npos;
}

std::unique_ptr<Splitter> makeLineSplitter()
{
    return std::make_unique<LineSplitter>();
}

std::unique_ptr<Splitter> makeValueSplitter(std::vector<std::string> envelope)
{
    return std::make_unique<ValueSplitter>(std::move(envelope));
}

} // namespace auditorium
