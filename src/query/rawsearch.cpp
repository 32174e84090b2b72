// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/rawsearch.h"

#include "event/text.h"

#include <algorithm>
#include <optional>

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

/// The quotation marks of records in that format.
std::string_view quotesOf(RecordFormat format)
{
    switch (format) {
    case RecordFormat::Json: return {};
    case RecordFormat::Csv: return "\"";
    case RecordFormat::CsvApostrophe: return "'";
    case RecordFormat::Unknown: break;
    }
    return "\"'";
}

/// Whether a cell of a CSV record may be put together of what stands before and behind a quotation mark, as "ab"cd is
/// read as abcd. JSON knows nothing of the kind.
bool isJoined(std::string_view record, RecordFormat format)
{
    record = trimmed(record);
    const bool json = format == RecordFormat::Unknown && record.starts_with('{') && record.ends_with('}');
    if (record.size() < 2 || json)
        return false;
    for (const char quote : quotesOf(format))
        for (std::size_t at = record.find(quote, 1); at < record.size() - 1; at = record.find(quote, at + 1))
            if (!isBorder(record[at - 1], quote) && !isBorder(record[at + 1], quote))
                return true;
    return false;
}

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

/// Sets the granules in which a cell may be joined, and whether there are any: more than isJoined() finds, as if there
/// were no borders between records. What lies beyond the bytes is taken for no border.
bool setJoined(
    const ByteSearch& quotes, std::string_view bytes, std::size_t begin, std::size_t end, std::uint64_t* bits)
{
    const char quote = quotes.needle().front();
    bool found = false;
    for (std::size_t from = begin; from < end;) {
        const std::size_t at = quotes.find(bytes.substr(0, end), from);
        if (at == std::string_view::npos)
            break;
        const bool isPair = at + 1 < bytes.size() && bytes[at + 1] == quote;
        from = at + 1 + isPair;
        if (isPair || (at > 0 && isBorder(bytes[at - 1], quote))
            || (at + 1 < bytes.size() && isBorder(bytes[at + 1], quote)))
            continue;
        const std::size_t granule = at / Prefilter::granule;
        bits[granule / 64] |= std::uint64_t{1} << (granule % 64);
        found = true;
        from = (granule + 1) * Prefilter::granule;
    }
    return found;
}

/// What may stand as a value behind a name, from `at` on: its text, or nothing where that is not plain to see.
std::optional<std::string_view> scalarAt(std::string_view record, std::size_t at)
{
    const std::size_t begin = std::min(at, record.size());
    if (begin == record.size() || record[begin] == '{' || record[begin] == '[')
        return std::nullopt; // what lies below it has the name too
    if (record[begin] != '"')
        return record.substr(begin, record.find_first_of(",}] \t\r\n", begin) - begin);
    const std::size_t end = record.find_first_of("\"\\", begin + 1);
    if (end == std::string_view::npos || record[end] == '\\')
        return std::nullopt;
    return record.substr(begin, end - begin);
}

/// Whether a plain JSON record may have a field of that name in whose value one of the texts stands.
bool mayHold(std::string_view record, const ByteSearch& name, const std::vector<ByteSearch>& texts)
{
    for (std::size_t at = name.find(record, 0); at != std::string_view::npos; at = name.find(record, at + 1)) {
        const std::size_t end = at + name.needle().size();
        // A quotation mark and a colon follow a name; in JSON within a string more comes first.
        if (end >= record.size() || record[end] == '\\' || record[end] == '.')
            return true;
        const std::size_t colon = record.find_first_not_of(" \t\r\n", end + 1);
        if (record[end] != '"' || colon == std::string_view::npos || record[colon] != ':')
            continue; // the name is a part of another, or a value
        const auto value = scalarAt(record, record.find_first_not_of(" \t\r\n", colon + 1));
        if (!value || std::any_of(texts.begin(), texts.end(), [&](const ByteSearch& text) {
                return text.find(*value, 0) != std::string_view::npos;
            }))
            return true;
    }
    return false;
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
    if (!std::all_of(
            foldedNeedles.begin(), foldedNeedles.end(), [&](const auto& text) { return add(text, m_needles); }))
        m_needles.clear();
    const std::string folded = foldCase(path);
    m_wholeKey = add(lastName(folded), m_keys) && m_keys.front().needle() == lastName(folded);
    if (!isActive())
        return;
    // Printable ASCII is U+0020 to U+007E. What is escaped twice has the same bytes behind one more backslash.
    m_odd.push_back({Oddity::Escape, ByteSearch("\\u002", ByteSearch::Case::Escape)});
    if (longS) {
        m_odd.push_back({Oddity::LongS, ByteSearch("\xc5\xbf", ByteSearch::Case::Exact)});
        m_odd.push_back({Oddity::LongS, ByteSearch("\\u017f")});
    }
    m_quotes.emplace_back("\"", ByteSearch::Case::Exact);
    m_quotes.emplace_back("'", ByteSearch::Case::Exact);
    m_overlap = 8; // more than what is odd
    for (const auto* searches : {&m_needles, &m_keys})
        for (const ByteSearch& search : *searches)
            m_overlap = std::max(m_overlap, search.needle().size());
}

void Prefilter::mark(std::string_view bytes, const std::vector<RecordSpan>& spans, std::vector<std::uint8_t>& possible,
    RecordFormat format) const
{
    constexpr std::uint8_t text = 1, name = 2, both = text | name, odd = 4 | both;
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
            possible[i] = odd;
    const auto look = [&](const ByteSearch& search, std::uint8_t finds) {
        markSpans(search, bytes, spans, finds, possible);
    };
    for (const ByteSearch& search : m_needles)
        look(search, text);
    for (std::size_t i = 0; i < m_keys.size() && namesNeeded(format); ++i)
        look(m_keys[i], name);
    for (const Oddity& oddity : m_odd)
        look(oddity.search, odd);
    if (m_wholeKey && namesNeeded(format) && textsNeeded())
        for (std::size_t i = 0; i < spans.size(); ++i)
            if (possible[i] == both
                && !mayHold(bytes.substr(spans[i].begin, spans[i].end - spans[i].begin), m_keys.front(), m_needles))
                possible[i] = 0;
    for (std::uint8_t& flag : possible)
        flag = (flag & both) == both;
}

bool Prefilter::textsTell(RecordFormat format) const
{
    return textsNeeded()
        && !(namesNeeded(format) && std::any_of(m_needles.begin(), m_needles.end(), [](const auto& text) {
               return text.needle().size() < 3;
           }));
}

bool Prefilter::passes(std::string_view record, RecordFormat format, std::uint8_t absent) const
{
    const auto stands = [record](const ByteSearch& search) { return search.find(record, 0) != std::string_view::npos; };
    const bool names = namesNeeded(format);
    const bool isPlainHit = names && textsNeeded() && m_wholeKey
        ? mayHold(record, m_keys.front(), m_needles)
        : (!textsNeeded() || std::any_of(m_needles.begin(), m_needles.end(), stands))
            && (!names || std::any_of(m_keys.begin(), m_keys.end(), stands));
    return isPlainHit || (!(absent & Oddity::Joined) && isJoined(record, format))
        || std::any_of(
            m_odd.begin(), m_odd.end(), [&](const Oddity& odd) { return !(odd.kind & absent) && stands(odd.search); });
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
        for (const ByteSearch& quotes : m_quotes) {
            if ((absent & Oddity::Joined) || quotesOf(format).find(quotes.needle()) == std::string_view::npos)
                continue;
            looked |= Oddity::Joined;
            if (setJoined(quotes, bytes, begin, stop, bits.texts)) // names are not looked for in CSV
                found |= Oddity::Joined;
        }
    }
    return static_cast<std::uint8_t>(looked & ~found);
}

} // namespace auditorium
