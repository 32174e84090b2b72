// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/bytestream.h"

#include "event/text.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace auditorium {

namespace {

// Bytes 0x80 to 0x9f of Windows-1252 (WHATWG Encoding Standard, index windows-1252); the rest is Latin-1.
constexpr std::array<char16_t, 32> windows1252 = {0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030,
    0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122,
    0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178};

class Transcoder final : public ByteStream {
public:
    Transcoder(Encoding encoding, ByteStreamPtr below) : m_below(std::move(below)), m_encoding(encoding) {}
    std::uint64_t consumed() const override { return m_below->consumed(); }
    std::string remark() const override { return m_below->remark(); }

    Result<std::size_t> read(char* out, std::size_t size) override
    {
        while (m_used == m_text.size() && !m_ended) {
            m_text.clear();
            m_used = 0;
            const std::size_t kept = m_bytes.size();
            m_bytes.resize(kept + 65536);
            const Result<std::size_t> count = m_below->read(m_bytes.data() + kept, 65536);
            m_bytes.resize(kept + (count ? *count : 0));
            if (!count)
                return count.error();
            m_ended = *count == 0;
            convert();
        }
        const std::size_t count = std::min(size, m_text.size() - m_used);
        std::memcpy(out, m_text.data() + m_used, count);
        m_used += count;
        return count;
    }

private:
    std::uint32_t unit(std::size_t at, std::size_t width, bool bigEndian) const
    {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < width; ++i) {
            const auto byte = static_cast<unsigned char>(m_bytes[at + (bigEndian ? i : width - 1 - i)]);
            value = value << 8 | byte;
        }
        return value;
    }

    void put(char32_t code)
    {
        if (m_first && code == 0xfeff) {
            m_first = false;
            return;
        }
        m_first = false;
        if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
            code = 0xfffd;
        appendUtf8(m_text, code);
    }

    void convert()
    {
        std::size_t at = 0;
        if (m_encoding == Encoding::Windows1252) {
            for (; at < m_bytes.size(); ++at) {
                const auto byte = static_cast<unsigned char>(m_bytes[at]);
                put(byte >= 0x80 && byte < 0xa0 ? windows1252[byte - 0x80] : byte);
            }
        } else if (m_encoding == Encoding::Utf32Le || m_encoding == Encoding::Utf32Be) {
            for (; at + 4 <= m_bytes.size(); at += 4)
                put(unit(at, 4, m_encoding == Encoding::Utf32Be));
        } else {
            const bool big = m_encoding == Encoding::Utf16Be;
            for (; at + 2 <= m_bytes.size(); at += 2) {
                const std::uint32_t high = unit(at, 2, big);
                if (high >= 0xd800 && high < 0xdc00) {
                    if (at + 4 > m_bytes.size() && !m_ended)
                        break;
                    const std::uint32_t low = at + 4 <= m_bytes.size() ? unit(at + 2, 2, big) : 0;
                    if (low >= 0xdc00 && low < 0xe000) {
                        put(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
                        at += 2;
                        continue;
                    }
                }
                put(high);
            }
        }
        m_bytes.erase(0, at);
        if (m_ended && !m_bytes.empty()) {
            put(0xfffd); // half a code unit at the end
            m_bytes.clear();
        }
    }

    ByteStreamPtr m_below;
    Encoding m_encoding;
    std::string m_bytes, m_text;
    std::size_t m_used = 0;
    bool m_ended = false, m_first = true;
};

// Length of a valid multi-byte UTF-8 sequence at the start; 0 for none. Only lead and continuation are checked.
std::size_t sequenceLength(std::string_view bytes)
{
    const auto lead = static_cast<unsigned char>(bytes[0]);
    const std::size_t length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    if (!length || bytes.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((static_cast<unsigned char>(bytes[i]) & 0xc0) != 0x80)
            return 0;
    return length;
}

} // namespace

Encoding encodingOf(std::string_view head)
{
    using namespace std::string_view_literals;
    if (head.starts_with("\xff\xfe\0\0"sv))
        return Encoding::Utf32Le;
    if (head.starts_with("\0\0\xfe\xff"sv))
        return Encoding::Utf32Be;
    if (head.starts_with("\xff\xfe"sv))
        return Encoding::Utf16Le;
    if (head.starts_with("\xfe\xff"sv))
        return Encoding::Utf16Be;
    // Without a mark: text that is mostly ASCII has a zero in every other byte of UTF-16.
    std::array<std::size_t, 2> zeros{};
    const std::size_t looked = std::min<std::size_t>(head.size(), 1024) & ~std::size_t{1};
    for (std::size_t i = 0; i < looked; ++i)
        zeros[i % 2] += head[i] == 0;
    if (looked >= 8 && zeros[1] * 10 >= looked * 4 && zeros[0] == 0)
        return Encoding::Utf16Le;
    if (looked >= 8 && zeros[0] * 10 >= looked * 4 && zeros[1] == 0)
        return Encoding::Utf16Be;
    bool valid = false, invalid = false;
    for (std::size_t i = 0; i < head.size();) {
        if (static_cast<unsigned char>(head[i]) < 0x80) {
            ++i;
            continue;
        }
        if (const std::size_t length = sequenceLength(head.substr(i))) {
            valid = true;
            i += length;
        } else {
            invalid = invalid || head.size() - i >= 4; // a sequence cut off by the end of the head is no fault
            ++i;
        }
    }
    return invalid && !valid ? Encoding::Windows1252 : Encoding::Utf8;
}

std::string_view encodingName(Encoding encoding)
{
    static constexpr std::array<std::string_view, 6> names = {"", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "windows-1252"};
    return names[static_cast<std::size_t>(encoding)];
}

ByteStreamPtr makeTranscoder(Encoding encoding, ByteStreamPtr below)
{
    if (encoding == Encoding::Utf8)
        return below;
    return std::make_unique<Transcoder>(encoding, std::move(below));
}

} // namespace auditorium
