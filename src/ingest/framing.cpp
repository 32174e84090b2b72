// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/framing.h"

#include <algorithm>

namespace auditorium {

namespace {

constexpr std::size_t npos = std::string_view::npos;

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::string_view firstLine(std::string_view text)
{
    return text.substr(0, std::min(text.find('\n'), text.size()));
}

/// Of the first lines that are not blank, how many are one whole JSON object.
struct LineCount {
    std::size_t lines = 0, objects = 0;
};
LineCount countObjectLines(std::string_view head, bool whole)
{
    LineCount count;
    while (!head.empty() && count.lines < 50) {
        const std::size_t end = head.find('\n');
        if (end == npos && !whole)
            break; // cut off by the end of the head
        std::string_view line = head.substr(0, end);
        head.remove_prefix(end == npos ? head.size() : end + 1);
        while (!line.empty() && (isSpace(line.front()) || line.front() == '\x1e' || line.front() == '\0'))
            line.remove_prefix(1);
        while (!line.empty() && isSpace(line.back()))
            line.remove_suffix(1);
        if (line.empty())
            continue;
        ++count.lines;
        count.objects += line.front() == '{' && endOfJsonValue(line, 0) == line.size();
    }
    return count;
}

std::string joined(const std::vector<std::string>& path)
{
    std::string text;
    for (const std::string& key : path)
        text += (text.empty() ? "" : ".") + key;
    return text;
}

Framing values(std::string format, std::vector<std::string> envelope = {})
{
    Framing framing;
    framing.kind = Framing::Kind::Values;
    framing.format = std::move(format);
    framing.envelope = std::move(envelope);
    return framing;
}

Framing lines()
{
    Framing framing;
    framing.kind = Framing::Kind::Lines;
    framing.format = "ndjson";
    return framing;
}

// An envelope so long that its end is not in sight: closed by hand behind the elements seen, it can be judged like a short one.
std::optional<std::vector<std::string>> openEnvelope(const Knowledge& knowledge, std::string_view head)
{
    // Close after the last complete element of the innermost array: try the places where one ends, from the back.
    std::size_t at = head.size();
    for (int tries = 0; tries < 64; ++tries) {
        at = head.rfind('}', at ? at - 1 : 0);
        if (at == npos || at == 0)
            return std::nullopt;
        std::string closing;
        std::vector<char> open;
        std::size_t i = 0;
        bool good = true;
        for (; i <= at && good; ++i) {
            const char c = head[i];
            if (c == '"') {
                const std::size_t end = endOfJsonValue(head, i);
                good = end != npos && end <= at + 1;
                i = good ? end - 1 : i;
            } else if (c == '{' || c == '[') {
                open.push_back(c);
            } else if (c == '}' || c == ']') {
                good = !open.empty();
                if (good)
                    open.pop_back();
            }
        }
        if (!good || open.empty() || open.back() != '[')
            continue;
        for (auto bracket = open.rbegin(); bracket != open.rend(); ++bracket)
            closing += *bracket == '[' ? ']' : '}';
        return wrapperPath(knowledge, std::string(head.substr(0, at + 1)) + closing);
    }
    return std::nullopt;
}

Framing objectFraming(const Knowledge& knowledge, std::string_view head, bool whole)
{
    const std::size_t end = endOfJsonValue(head, 0);
    const LineCount count = countObjectLines(head, whole);
    if (end == npos) {
        // The first line may merely be damaged.
        if (count.lines > 1 && count.objects * 2 >= count.lines)
            return lines();
        if (auto path = openEnvelope(knowledge, head))
            return values("json wrapper (" + joined(*path) + ")", *path);
        return firstLine(head).size() < head.size() && count.objects ? lines() : values("json");
    }
    if (auto path = wrapperPath(knowledge, head.substr(0, end)))
        return values("json wrapper (" + joined(*path) + ")", *path);
    const bool oneLine = head.substr(0, end).find('\n') == npos;
    std::size_t next = end;
    while (next < head.size() && isSpace(head[next]))
        ++next;
    if (next == head.size())
        return whole || !oneLine ? values("json object") : lines();
    const bool lineBreak = head.substr(end, next - end).find('\n') != npos;
    if (oneLine && lineBreak && count.objects * 2 >= count.lines)
        return lines();
    return values("concatenated json");
}

} // namespace

std::unique_ptr<Splitter> Framing::splitter() const
{
    switch (kind) {
    case Kind::Values: return makeValueSplitter(envelope);
    case Kind::Csv: return makeCsvSplitter(dialect, preamble);
    default: return makeLineSplitter();
    }
}

Framing detectFraming(const Knowledge& knowledge, std::string_view head, bool whole)
{
    std::size_t begin = 0;
    while (begin < head.size() && (isSpace(head[begin]) || head[begin] == '\x1e' || head[begin] == '\0'))
        ++begin;
    Framing framing;
    if (begin == head.size()) {
        // Nothing but space is an empty source; zero bytes are counted by the line splitter.
        const bool zeros = head.find('\0') != npos;
        framing.kind = zeros ? Framing::Kind::Lines : Framing::Kind::Empty;
        framing.format = zeros ? "unknown" : "empty";
        return framing;
    }
    const std::string_view text = head.substr(begin);
    if (text.front() == '{')
        return objectFraming(knowledge, text, whole);
    if (text.front() == '[') {
        std::size_t inside = 1;
        while (inside < text.size() && isSpace(text[inside]))
            ++inside;
        const char c = inside < text.size() ? text[inside] : ']';
        if (c == '{' || c == ']' || c == '[' || c == '"')
            return values("json array");
    }
    const LineCount count = countObjectLines(head, whole);
    if (count.lines && count.objects * 2 >= count.lines)
        return lines();
    framing.dialect = detectCsv(text, whole, framing.preamble);
    if (!framing.dialect.header.empty()) {
        const char delimiter = framing.dialect.delimiter;
        framing.kind = Framing::Kind::Csv;
        framing.format = std::string("csv (") + (delimiter == ',' ? "comma" : delimiter == ';' ? "semicolon" : delimiter == '\t' ? "tab" : "pipe") + ")";
        return framing;
    }
    if (count.objects)
        return lines();
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && !isSpace(c) && c != '\x1b' && c != '\x1e'; };
    const std::string_view sample = text.substr(0, 4096);
    const bool binary = std::count_if(sample.begin(), sample.end(), control) * 50 > static_cast<std::ptrdiff_t>(sample.size());
    framing.kind = binary ? Framing::Kind::Binary : Framing::Kind::Unknown;
    framing.format = "unknown";
    return framing;
}

} // namespace auditorium
