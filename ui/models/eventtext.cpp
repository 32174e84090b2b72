// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/eventtext.h"

#include "event/text.h"
#include "event/timestamp.h"
#include "output/writer.h"
#include "ui/models/celltext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace auditorium {
namespace {

constexpr std::size_t sentenceValueLimit = 120;

QString say(const char* text) { return QCoreApplication::translate("EventText", text); }

const std::string& at(const std::array<std::string, columnCount>& text, Column column)
{
    return text[static_cast<std::size_t>(column)];
}

/// Indexed by what is known: 1 an actor, 2 a target, 4 a workspace. %1 actor, %2 event, %3 target, %4 workspace.
constexpr std::array sentences = {
    QT_TRANSLATE_NOOP("EventText", "%2 was recorded."),
    QT_TRANSLATE_NOOP("EventText", "%1 performed %2."),
    QT_TRANSLATE_NOOP("EventText", "%2 was recorded on %3."),
    QT_TRANSLATE_NOOP("EventText", "%1 performed %2 on %3."),
    QT_TRANSLATE_NOOP("EventText", "%2 was recorded in workspace %4."),
    QT_TRANSLATE_NOOP("EventText", "%1 performed %2 in workspace %4."),
    QT_TRANSLATE_NOOP("EventText", "%2 was recorded on %3 in workspace %4."),
    QT_TRANSLATE_NOOP("EventText", "%1 performed %2 on %3 in workspace %4."),
};

/// Puts values for %1 to %4; not QString::arg, which would look for places in the values of a hostile log too.
std::vector<TextRun> filledIn(const QString& pattern, const std::array<QString, 4>& values)
{
    std::vector<TextRun> runs;
    QString plain;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const int place =
            pattern.at(i) == QLatin1Char('%') && i + 1 < pattern.size() ? pattern.at(i + 1).digitValue() : 0;
        if (place < 1 || place > 4) {
            plain += pattern.at(i);
            continue;
        }
        if (!plain.isEmpty())
            runs.push_back({plain, false});
        plain.clear();
        runs.push_back({values[static_cast<std::size_t>(place - 1)], true});
        ++i;
    }
    if (!plain.isEmpty())
        runs.push_back({plain, false});
    return runs;
}

enum class Side { None, Before, After };
struct Word {
    const char* text;
    Side side;
};
/// Lower case, without '_' and '-'. Longer words first, so that "original" is not read as "original" + "".
constexpr std::array<Word, 13> words = {{{"previous", Side::Before}, {"original", Side::Before},
    {"before", Side::Before}, {"prior", Side::Before}, {"prev", Side::Before}, {"old", Side::Before},
    {"from", Side::Before}, {"updated", Side::After}, {"current", Side::After}, {"after", Side::After},
    {"new", Side::After}, {"post", Side::After}, {"to", Side::After}}};

struct Cut {
    Side side = Side::None;
    std::string stem; ///< what is left of the segment: "role" of "old_role"
};

bool isJoint(char c) { return c == '_' || c == '-' || c == ' '; }

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }

/// "old_role", "oldRole", "role_old", "roleOld", "OLD_VALUE", "before"; nothing for "older" or "newsletter".
Cut cutSegment(std::string_view segment)
{
    const std::string lower = asciiLower(segment);
    for (const Word& word : words) {
        const std::string_view text = word.text;
        if (lower == text)
            return {word.side, {}};
        if (text == "from" || text == "to" || text == "post" || lower.size() <= text.size())
            continue; // too common inside other names
        const char after = segment[text.size()];
        if (lower.starts_with(text) && (isJoint(after) || (isUpper(after) && !isUpper(segment[text.size() - 1]))))
            return {word.side, std::string(segment.substr(text.size() + (isJoint(after) ? 1 : 0)))};
        const std::size_t start = lower.size() - text.size();
        if (lower.ends_with(text)
            && (isJoint(segment[start - 1]) || (isUpper(segment[start]) && !isUpper(segment[start - 1]))))
            return {word.side, std::string(segment.substr(0, start - (isJoint(segment[start - 1]) ? 1 : 0)))};
    }
    return {};
}

std::vector<std::string_view> segmentsOf(std::string_view path)
{
    std::vector<std::string_view> segments;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t dot = std::min(path.find('.', begin), path.size());
        segments.push_back(path.substr(begin, dot - begin));
        begin = dot + 1;
    }
    return segments;
}

bool isIndex(std::string_view segment)
{
    return !segment.empty() && std::ranges::all_of(segment, [](char c) { return c >= '0' && c <= '9'; });
}

struct Half {
    Side side = Side::None;
    std::string parent;     ///< "modified.0"
    std::string stem;       ///< "role"; "" for a bare word or "value"
    std::string rest;       ///< path below the word
    bool needsHint = false; ///< "from" and "to" mean a change only where the record says so
    std::size_t field = 0;
};

std::string joinedPath(const std::vector<std::string_view>& segments, std::size_t begin, std::size_t end)
{
    std::string path;
    for (std::size_t i = begin; i < end; ++i)
        path.append(i > begin ? "." : "").append(segments[i]);
    return path;
}

Half halfOf(const std::string& path)
{
    const std::vector<std::string_view> segments = segmentsOf(path);
    for (std::size_t i = segments.size(); i-- > 0;) {
        Cut cut = cutSegment(segments[i]);
        if (cut.side == Side::None)
            continue;
        Half half;
        half.side = cut.side;
        half.stem = equalsIgnoreAsciiCase(cut.stem, "value") || equalsIgnoreAsciiCase(cut.stem, "values")
            ? std::string()
            : cut.stem;
        half.parent = joinedPath(segments, 0, i);
        half.rest = joinedPath(segments, i + 1, segments.size());
        const std::string lower = asciiLower(segments[i]);
        half.needsHint =
            lower == "from" || lower == "to" || lower == "post" || lower == "current" || lower == "original";
        return half;
    }
    return {};
}

/// What the change is called where the words stand alone: a sibling that names it, else the nearest name above.
std::string changeName(const Half& half, const std::vector<Field>& fields)
{
    if (!half.stem.empty() || !half.rest.empty())
        return half.stem.empty() || half.rest.empty() ? half.stem + half.rest : half.stem + "." + half.rest;
    static constexpr std::array names = {"name", "field", "fieldname", "field_name", "key", "property", "propertyname",
        "attribute", "displayname", "display_name", "path", "setting", "setting_name"};
    for (const Field& field : fields) {
        const std::size_t dot = field.path.rfind('.');
        const std::string_view parent =
            dot == std::string::npos ? std::string_view() : std::string_view(field.path).substr(0, dot);
        const std::string leaf = asciiLower(dot == std::string::npos ? field.path : field.path.substr(dot + 1));
        if (parent == half.parent && std::ranges::find(names, leaf) != names.end() && !field.value.empty())
            return field.value;
    }
    const std::vector<std::string_view> above = segmentsOf(half.parent);
    for (std::size_t i = above.size(); i-- > 0;)
        if (!above[i].empty() && !isIndex(above[i]))
            return std::string(above[i]);
    return "value";
}

bool hintsAtChange(const Half& half)
{
    const std::string lower = asciiLower(half.parent);
    return !half.needsHint || lower.find("chang") != std::string::npos || lower.find("diff") != std::string::npos
        || lower.find("modif") != std::string::npos || lower.find("update") != std::string::npos;
}

} // namespace

std::vector<TextRun> eventSentence(const std::array<std::string, columnCount>& text, const Catalog& catalog)
{
    const auto value = [&](Column column) { return displayString(at(text, column), sentenceValueLimit); };
    const EventType* type =
        catalog.find(at(text, Column::Product), at(text, Column::Action), at(text, Column::Category));
    QString event = type && !type->title.empty() ? displayString(type->title) : value(Column::Action);
    if (event.isEmpty())
        event = say(QT_TRANSLATE_NOOP("EventText", "An event without a type"));
    const std::size_t which = (at(text, Column::Actor).empty() ? 0u : 1u) + (at(text, Column::Target).empty() ? 0u : 2u)
        + (at(text, Column::Workspace).empty() ? 0u : 4u);
    std::vector<TextRun> runs =
        filledIn(say(sentences[which]), {value(Column::Actor), event, value(Column::Target), value(Column::Workspace)});
    if (at(text, Column::Outcome) == "failure")
        runs.push_back({say(QT_TRANSLATE_NOOP("EventText", " It failed.")), false});
    return runs;
}

QString plainSentence(const std::vector<TextRun>& runs)
{
    QString sentence;
    for (const TextRun& run : runs)
        sentence += run.text;
    return sentence;
}

EventExplanation eventExplanation(
    const std::array<std::string, columnCount>& text, bool inCatalog, const Catalog& catalog)
{
    EventExplanation answer;
    const EventType* type =
        catalog.find(at(text, Column::Product), at(text, Column::Action), at(text, Column::Category));
    if (!type || !inCatalog) {
        answer.text = QString::fromStdString(displayBlock(at(text, Column::Message), 1000));
        if (catalog.product(at(text, Column::Product)))
            answer.note = say(QT_TRANSLATE_NOOP("EventText", "Not in the catalog"));
        return answer;
    }
    answer.text = QString::fromStdString(displayBlock(type->description, 2000));
    answer.advice = QString::fromStdString(displayBlock(type->advice, 1000));
    if (type->status == EventStatus::Deprecated)
        answer.note = say(QT_TRANSLATE_NOOP("EventText", "No longer in use"));
    else if (type->status == EventStatus::Upcoming)
        answer.note = say(QT_TRANSLATE_NOOP("EventText", "Announced, not yet in use"));
    // The record's own words first, where they are not the catalog's again.
    const QString message = QString::fromStdString(displayBlock(at(text, Column::Message), 1000));
    if (message.contains(answer.text))
        answer.text = message;
    else if (!message.isEmpty() && !answer.text.contains(message) && message != QString::fromStdString(type->title))
        answer.text = message + QLatin1Char('\n') + answer.text;
    if (answer.text.contains(answer.advice))
        answer.advice.clear();
    return answer;
}

std::vector<FieldChange> fieldChanges(const std::vector<Field>& fields)
{
    std::vector<Half> halves;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        Half half = halfOf(fields[i].path);
        if (half.side == Side::None || !hintsAtChange(half))
            continue;
        half.field = i;
        halves.push_back(std::move(half));
    }
    const auto samePlace = [](const Half& a, const Half& b) {
        return a.parent == b.parent && asciiLower(a.stem) == asciiLower(b.stem);
    };
    std::vector<FieldChange> changes;
    std::vector<bool> used(halves.size());
    for (std::size_t i = 0; i < halves.size(); ++i) {
        if (used[i])
            continue;
        const auto isOther = [&](const Half& b) { return b.side != halves[i].side && samePlace(halves[i], b); };
        const auto partner =
            std::ranges::find_if(halves, [&](const Half& b) { return isOther(b) && b.rest == halves[i].rest; });
        if (partner == halves.end() && (halves[i].rest.empty() || std::ranges::none_of(halves, isOther)))
            continue; // an old value without any new one beside it says nothing
        const std::string none;
        const std::string* values[2] = {&none, &none};
        values[halves[i].side == Side::After] = &fields[halves[i].field].value;
        if (partner != halves.end()) {
            used[static_cast<std::size_t>(partner - halves.begin())] = true;
            values[partner->side == Side::After] = &fields[partner->field].value;
        }
        if (*values[0] != *values[1])
            changes.push_back({changeName(halves[i], fields), *values[0], *values[1]});
    }
    return changes;
}

std::string prettyJson(std::string_view raw)
{
    std::string out;
    std::string open; // the brackets we are in
    bool inString = false;
    const auto newLine = [&] { out.append(1, '\n').append(open.size() * 2, ' '); };
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char c = raw[i];
        if (inString) {
            out += c;
            if (c == '\\' && i + 1 < raw.size())
                out += raw[++i];
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
            out += c;
        } else if (c == '{' || c == '[') {
            out += c;
            const std::size_t next = raw.find_first_not_of(" \t\r\n", i + 1);
            open += c == '{' ? '}' : ']';
            if (next != std::string_view::npos && raw[next] == open.back()) {
                out += open.back();
                open.pop_back();
                i = next;
            } else {
                newLine();
            }
        } else if (c == '}' || c == ']') {
            if (open.empty() || open.back() != c)
                return std::string(raw);
            open.pop_back();
            newLine();
            out += c;
        } else if (c == ',' || c == ':') {
            out += c;
            if (c == ':')
                out += ' ';
            else
                newLine();
        } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
            out += c;
        }
        if (open.empty() && !inString && (c == '}' || c == ']'))
            return trimmed(raw.substr(i + 1)).empty() ? out : std::string(raw);
        if (open.empty())
            return std::string(raw); // not an object or array
        if (open.size() > 256)
            return std::string(raw); // indentation would cost more than it shows
    }
    return std::string(raw);
}

std::string eventJson(const Event& event)
{
    std::string out = "{";
    for (std::size_t i = 0; i < columnCount; ++i) {
        const auto column = static_cast<Column>(i);
        out.append(i > 0 ? ",\n  " : "\n  ");
        appendJsonString(out, columnName(column));
        out += ": ";
        if (column == Column::Details)
            out += event.detailsJson.empty() ? "{}" : event.detailsJson;
        else if (column == Column::Time)
            appendJsonString(out, event.time ? formatTimestamp(*event.time) : std::string());
        else
            appendJsonString(
                out, column == Column::Raw ? std::string_view(event.raw) : std::string_view(event.text[i]));
    }
    return out + "\n}";
}

} // namespace auditorium
