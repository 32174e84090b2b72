// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/rawsearch.h"

#include "event/text.h"

#include <algorithm>

namespace auditorium {
namespace {

/// Printable ASCII that no carrier writes differently from what it stands for. Brackets are left out because an empty
/// container is shown as [] and {}, whatever white space it holds in the record; delimiters because of isJoined().
bool isVerbatim(char c)
{
    return c >= ' ' && c <= '~' && std::string_view("\"'\\/[]{},;|").find(c) == std::string_view::npos;
}

/// What stands next to a quotation mark that joins nothing: a mark next to a delimiter, a border or another mark cannot
/// join two texts without one of these between them, which no run has.
inline bool isBorder(char c, char quote)
{
    return (c == quote) | (c == ',') | (c == ';') | (c == '|') | (c == '\t') | (c == '\r') | (c == '\n');
}

/// Whether a cell of a CSV record may be put together of what stands before and behind a quotation mark, as "ab"cd is
/// read as abcd. JSON knows nothing of the kind.
bool isJoined(std::string_view record, RecordFormat format)
{
    record = trimmed(record);
    const bool json = format == RecordFormat::Json
        || (format == RecordFormat::Unknown && record.starts_with('{') && record.ends_with('}'));
    if (record.size() < 2 || json)
        return false;
    for (const char quote : {'"', '\''})
        for (std::size_t at = record.find(quote, 1); at < record.size() - 1; at = record.find(quote, at + 1))
            if (!isBorder(record[at - 1], quote) && !isBorder(record[at + 1], quote))
                return true;
    return false;
}

/// The same at [begin, end) of many records, without a branch inside so that the compiler does many places at once;
/// more is called joined than isJoined() does, as if there were no borders between records.
inline __attribute__((always_inline)) bool joins(const char* bytes, std::size_t begin, std::size_t end)
{
    unsigned char any = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const char c = bytes[i], before = bytes[i - 1], after = bytes[i + 1];
        any = static_cast<unsigned char>(
            any | (((c == '"') | (c == '\'')) & !isBorder(before, c) & !isBorder(after, c)));
    }
    return any != 0;
}

bool joinsPortable(const char* bytes, std::size_t begin, std::size_t end) { return joins(bytes, begin, end); }
#if defined(__x86_64__)
__attribute__((target("avx2"))) bool joinsAvx2(const char* bytes, std::size_t begin, std::size_t end)
{
    return joins(bytes, begin, end);
}
#else
constexpr auto joinsAvx2 = joinsPortable;
#endif

std::string_view longestRun(std::string_view text)
{
    std::string_view best;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && isVerbatim(text[end]))
            ++end;
        if (end - at > best.size())
            best = text.substr(at, end - at);
        at = end + 1;
    }
    return best;
}

/// The name in a path that stands in the record as it is: the last that is no number of a list's element.
std::string_view lastName(std::string_view path)
{
    while (!path.empty()) {
        const std::size_t dot = path.rfind('.');
        const std::string_view name = path.substr(dot == std::string_view::npos ? 0 : dot + 1);
        if (name.find_first_not_of("0123456789") != std::string_view::npos)
            return name;
        path = path.substr(0, dot == std::string_view::npos ? 0 : dot);
    }
    return {};
}

/// Marks the records that a search finds something in.
void markSpans(const ByteSearch& search, std::string_view bytes, const std::vector<RecordSpan>& spans,
    std::uint8_t finds, std::vector<std::uint8_t>& possible)
{
    const std::size_t length = search.needle().size();
    std::size_t at = 0;
    for (std::size_t i = 0; i < spans.size();) {
        at = std::max(at, spans[i].begin);
        const std::size_t hit = search.find(bytes, at);
        if (hit == std::string_view::npos)
            break;
        while (i < spans.size() && spans[i].end < hit + length)
            ++i;
        // The hit may lie between two records or across a border.
        const std::size_t end = i < spans.size() ? spans[i].end : 0;
        if (i < spans.size() && spans[i].begin <= hit) {
            for (; i < spans.size() && spans[i].end == end; ++i)
                possible[i] |= finds;
            at = end;
        } else {
            at = hit + 1;
        }
    }
}

/// Whether there was any.
bool setGranules(
    const ByteSearch& search, std::string_view bytes, std::size_t from, std::size_t end, std::uint64_t* bits)
{
    bool found = false;
    while (from < end) {
        const std::size_t hit = search.find(bytes, from);
        if (hit >= end)
            break;
        found = true;
        const std::size_t granule = hit / Prefilter::granule;
        bits[granule / 64] |= std::uint64_t{1} << (granule % 64);
        from = (granule + 1) * Prefilter::granule; // what else begins there is of no interest
    }
    return found;
}

/// Sets the granules in which a cell may be joined. What lies beyond the bytes is taken for no border.
bool setJoined(std::string_view bytes, std::size_t begin, std::size_t end, std::uint64_t* bits)
{
    bool found = false;
    static const auto joined = ByteSearch::has(ByteSearch::Unit::Avx2) ? joinsAvx2 : joinsPortable;
    for (std::size_t from = begin; from < end; from = (from / Prefilter::granule + 1) * Prefilter::granule) {
        const std::size_t granule = from / Prefilter::granule;
        const std::size_t stop = std::min(end, (granule + 1) * Prefilter::granule);
        const std::size_t first = std::max<std::size_t>(from, 1), last = std::min(stop, bytes.size() - 1);
        const auto isMark = [&](std::size_t at) { return bytes[at] == '"' || bytes[at] == '\''; };
        if ((from == 0 && isMark(0)) || (stop == bytes.size() && isMark(stop - 1))
            || (first < last && joined(bytes.data(), first, last))) {
            bits[granule / 64] |= std::uint64_t{1} << (granule % 64);
            found = true;
        }
    }
    return found;
}

} // namespace

Prefilter::Prefilter(const std::vector<std::string>& foldedNeedles, std::string_view path)
{
    bool longS = false;
    const auto add = [&](std::string_view text, std::vector<ByteSearch>& searches) {
        const std::string_view run = longestRun(text);
        if (run.size() < 2)
            return false;
        longS = longS || run.find('s') != std::string_view::npos;
        searches.emplace_back(std::string(run));
        return true;
    };
    if (!std::all_of(foldedNeedles.begin(), foldedNeedles.end(), [&](const auto& text) { return add(text, m_needles); }))
        m_needles.clear();
    add(lastName(foldCase(path)), m_keys);
    if (!isActive())
        return;
    // Printable ASCII is U+0020 to U+007E. What is escaped twice has the same bytes behind one more backslash.
    m_odd.push_back({Oddity::Escape, ByteSearch("\\u002", ByteSearch::Case::Escape)});
    if (longS) {
        m_odd.push_back({Oddity::LongS, ByteSearch("\xc5\xbf", ByteSearch::Case::Exact)});
        m_odd.push_back({Oddity::LongS, ByteSearch("\\u017f")});
    }
    m_overlap = 8; // more than what is odd
    for (const auto* searches : {&m_needles, &m_keys})
        for (const ByteSearch& search : *searches)
            m_overlap = std::max(m_overlap, search.needle().size());
}

void Prefilter::mark(std::string_view bytes, const std::vector<RecordSpan>& spans,
    std::vector<std::uint8_t>& possible, RecordFormat format) const
{
    constexpr std::uint8_t text = 1, name = 2, both = text | name;
    const auto start = static_cast<std::uint8_t>((textsNeeded() ? 0 : text) | (namesNeeded(format) ? 0 : name));
    possible.assign(spans.size(), start);
    // Records that were exploded into several events share a span; any other overlap is nothing to be clever about.
    for (std::size_t i = 1; i < spans.size() && start != both; ++i)
        if (spans[i].begin < spans[i - 1].end
            && (spans[i].begin != spans[i - 1].begin || spans[i].end != spans[i - 1].end))
            possible[0] = both;
    if (start == both || (!possible.empty() && possible[0] == both)) {
        possible.assign(spans.size(), 1);
        return;
    }
    for (std::size_t i = 0; i < spans.size(); ++i)
        if (isJoined(bytes.substr(spans[i].begin, spans[i].end - spans[i].begin), format))
            possible[i] = both;
    const auto look = [&](const ByteSearch& search, std::uint8_t finds) {
        markSpans(search, bytes, spans, finds, possible);
    };
    for (const ByteSearch& search : m_needles)
        look(search, text);
    for (std::size_t i = 0; i < m_keys.size() && namesNeeded(format); ++i)
        look(m_keys[i], name);
    for (const Oddity& odd : m_odd)
        look(odd.search, both);
    for (std::uint8_t& flag : possible)
        flag = flag == both;
}

std::uint8_t Prefilter::markGranules(
    std::string_view bytes, std::size_t end, RecordFormat format, Granules bits, std::uint8_t absent) const
{
    // A piece stays in the fastest cache for all that is looked for in it.
    constexpr std::size_t piece = 32 << 10;
    unsigned looked = 0, found = 0;
    for (std::size_t begin = 0; begin < end; begin += piece) {
        const std::size_t stop = std::min(begin + piece, end);
        const std::string_view seen = bytes.substr(0, stop + m_overlap);
        for (std::size_t i = 0; i < m_needles.size() && bits.texts; ++i)
            setGranules(m_needles[i], seen, begin, stop, bits.texts);
        for (std::size_t i = 0; i < m_keys.size() && bits.names; ++i)
            setGranules(m_keys[i], seen, begin, stop, bits.names);
        for (const Oddity& odd : m_odd) {
            if (odd.kind & absent)
                continue;
            looked |= odd.kind;
            for (std::uint64_t* const words : {bits.texts, bits.names})
                if (words && setGranules(odd.search, seen, begin, stop, words))
                    found |= odd.kind;
        }
        if (format == RecordFormat::Csv && !(absent & Oddity::Joined)) {
            looked |= Oddity::Joined;
            if (setJoined(bytes, begin, stop, bits.texts)) // names are not looked for in CSV
                found |= Oddity::Joined;
        }
    }
    return static_cast<std::uint8_t>(looked & ~found);
}

} // namespace auditorium
