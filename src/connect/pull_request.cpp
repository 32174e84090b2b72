// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/pull_request.h"

#include "connect/jsonpick.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <charconv>
#include <map>

namespace auditorium {

namespace {

bool isWordChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
        || c == '.';
}

std::string encoded(const std::string& text)
{
    const std::string pair = formEncoded({{"", text}}); // "=text"
    return pair.substr(1);
}

template <class Number>
std::optional<Number> numberOf(std::string_view text)
{
    Number value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value)
                                                                                     : std::nullopt;
}

void putHeader(HeaderList& headers, const std::string& name, const std::string& value)
{
    std::erase_if(headers, [&](const auto& header) { return qstricmp(header.first.c_str(), name.c_str()) == 0; });
    headers.emplace_back(name, value);
}

/// Sets or, without a value, removes what is at a path of an object.
void putAt(QJsonObject& object, const std::vector<std::string>& path, std::size_t at, const QJsonValue& value)
{
    const QString key = QString::fromStdString(path[at]);
    if (at + 1 < path.size()) {
        QJsonObject inner = object.value(key).toObject();
        putAt(inner, path, at + 1, value);
        object.insert(key, inner);
    } else if (value.isUndefined()) {
        object.remove(key);
    } else {
        object.insert(key, value);
    }
}

QJsonValue jsonValue(const std::string& text, bool mayBeNumber)
{
    const auto number = mayBeNumber ? numberOf<qint64>(text) : std::nullopt;
    return number ? QJsonValue(*number) : QJsonValue(QString::fromStdString(text));
}

} // namespace

std::string encodePlace(const PullPlace& place, const PageSpec& page)
{
    std::string out = "{\"kind\":" + std::to_string(static_cast<int>(page.kind))
        + ",\"first\":" + (place.first ? "true" : "false") + ",\"number\":" + std::to_string(place.number)
        + ",\"received\":" + std::to_string(place.received) + ",\"asked\":" + std::to_string(place.askedNs);
    if (place.fromNs)
        out += ",\"from\":" + std::to_string(*place.fromNs);
    if (place.toNs)
        out += ",\"to\":" + std::to_string(*place.toNs);
    if (place.announced)
        out += ",\"announced\":" + std::to_string(*place.announced);
    out += ",\"next\":";
    appendQuotedJson(out, place.next);
    return out + "}";
}

std::optional<PullPlace> decodePlace(std::string_view text, const PageSpec& page)
{
    enum { Kind, First, Number, Received, Asked, From, To, Announced, Next };
    JsonPick pick(
        {{"kind"}, {"first"}, {"number"}, {"received"}, {"asked"}, {"from"}, {"to"}, {"announced"}, {"next"}});
    if (text.empty() || pick.read(text))
        return {};
    const auto value = [&](std::size_t i) { return pick.value(i) ? pick.value(i)->text() : std::string(); };
    if (value(Kind) != std::to_string(static_cast<int>(page.kind)))
        return {};
    PullPlace place;
    place.fromNs = numberOf<std::int64_t>(value(From));
    place.toNs = numberOf<std::int64_t>(value(To));
    place.first = value(First) != "false";
    place.next = value(Next);
    place.number = numberOf<std::int64_t>(value(Number)).value_or(0);
    place.received = numberOf<std::uint64_t>(value(Received)).value_or(0);
    place.announced = numberOf<std::uint64_t>(value(Announced));
    place.askedNs = numberOf<std::int64_t>(value(Asked)).value_or(0);
    return place;
}

/// What {from}, {to}, {size}, {cursor}, {page} and {offset} stand for.
struct RequestMaker::Values {
    std::map<std::string, std::string, std::less<>> texts;
    bool timeIsNumber = false;

    /// In JSON a number, where it stands alone. A cursor never is: it may have more digits than a number holds.
    bool isNumber(std::string_view name) const
    {
        return name == "size" || name == "page" || name == "offset"
            || (timeIsNumber && (name == "from" || name == "to"));
    }
};

/// A value and where it goes.
struct RequestMaker::Placed {
    RequestPlace place;
    std::string text;
    bool isNumber = false;
};

RequestMaker::RequestMaker(const Connection& connection, const ServiceProfile& profile)
    : m_connection(connection)
    , m_profile(profile)
{
}

namespace {

bool mentions(const RequestSpec& request, std::string_view placeholder)
{
    const auto holds = [&](const std::string& text) { return text.find(placeholder) != std::string::npos; };
    const auto anyHolds = [&](const auto& pairs) {
        return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return holds(pair.second); });
    };
    return holds(request.path) || holds(request.body) || anyHolds(request.query) || anyHolds(request.headers);
}

} // namespace

bool RequestMaker::hasFrom(const StreamSpec& stream)
{
    return stream.window.from || mentions(stream.request, "{from}");
}
bool RequestMaker::hasTo(const StreamSpec& stream) { return stream.window.to || mentions(stream.request, "{to}"); }

Result<std::string> RequestMaker::fill(std::string_view text, const Values* values, bool encode) const
{
    std::string out;
    while (!text.empty()) {
        const std::size_t open = std::min(text.find('{'), text.size());
        out.append(text.substr(0, open));
        text.remove_prefix(open);
        std::size_t end = 1;
        while (end < text.size() && isWordChar(text[end]))
            ++end;
        if (end < 2 || end >= text.size() || text[end] != '}') { // a brace that is none of ours
            out.append(text.substr(0, 1));
            text.remove_prefix(std::min<std::size_t>(1, text.size()));
            continue;
        }
        const std::string name(text.substr(1, end - 1));
        text.remove_prefix(end + 1);
        std::optional<std::string> value;
        if (const auto it = values ? values->texts.find(name) : decltype(values->texts.end()){};
            values && it != values->texts.end())
            value = it->second;
        else if (const auto given = m_connection.variables.find(name);
                 given != m_connection.variables.end() && !given->second.empty())
            value = given->second;
        for (const ServiceVariable& variable : m_profile.variables)
            if (!value && variable.name == name && (!variable.otherwise.empty() || !variable.required))
                value = variable.otherwise;
        if (!value)
            return Error{"connection.variable", "The connection says no \"" + name + "\"."};
        out += encode ? encoded(*value) : *value;
    }
    return out;
}

Result<std::string> RequestMaker::base() const
{
    auto base = fill(m_connection.baseUrl.empty() ? m_profile.baseUrl : m_connection.baseUrl, nullptr, false);
    if (base && originOf(*base).empty())
        return Error{"net.address", "The connection's address is none: \"" + *base + "\"."};
    return base;
}

Result<std::string> RequestMaker::body(const RequestSpec& spec, const Values* values, const std::vector<Placed>& put,
    const std::vector<RequestPlace>& drop) const
{
    const auto isBody = [](const RequestPlace& place) { return place.part == RequestPlace::Part::Body; };
    if (spec.body.empty()
        && std::none_of(put.begin(), put.end(), [&](const Placed& placed) { return isBody(placed.place); }))
        return std::string();
    QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(spec.body)).object();
    for (const RequestPlace& place : drop)
        if (isBody(place))
            putAt(object, place.path, 0, QJsonValue(QJsonValue::Undefined));
    std::optional<Error> fault;
    const auto filledValue = [&](const auto& self, const QJsonValue& value) -> QJsonValue {
        if (value.isString()) {
            const std::string text = value.toString().toStdString();
            auto filledText = fill(text, values, false);
            if (!filledText)
                fault = filledText.error();
            const bool alone = text.size() > 2 && text.front() == '{' && text.back() == '}';
            const bool number = alone && values && values->isNumber(std::string_view(text).substr(1, text.size() - 2));
            return filledText ? jsonValue(*filledText, number) : value;
        }
        if (value.isArray()) {
            QJsonArray array;
            for (const QJsonValue& inner : value.toArray())
                array.append(self(self, inner));
            return array;
        }
        if (!value.isObject())
            return value;
        QJsonObject inner = value.toObject();
        for (auto it = inner.begin(); it != inner.end(); ++it)
            it.value() = self(self, QJsonValue(it.value()));
        return inner;
    };
    object = filledValue(filledValue, object).toObject();
    for (const Placed& placed : put)
        if (isBody(placed.place))
            putAt(object, placed.place.path, 0, jsonValue(placed.text, placed.isNumber));
    if (fault)
        return *fault;
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

Result<HttpRequest> RequestMaker::make(const RequestSpec& spec, const Values* values, const std::vector<Placed>& put,
    const std::vector<RequestPlace>& drop) const
{
    using Part = RequestPlace::Part;
    const auto dropped = [&](Part part, const std::string& name) {
        return std::any_of(drop.begin(), drop.end(), [&](const RequestPlace& place) {
            return place.part == part && place.path.size() == 1 && place.path[0] == name;
        });
    };
    auto url = base();
    const auto path = fill(spec.path, values, true);
    if (!url || !path)
        return url ? path.error() : url.error();
    while (!path->empty() && url->ends_with('/'))
        url->pop_back();
    HttpRequest request;
    request.method = spec.method;
    request.url = *url + *path;
    HeaderList query;
    for (const auto& [list, out, part] :
        {std::tuple{&spec.query, &query, Part::Query}, std::tuple{&spec.headers, &request.headers, Part::Header}})
        for (const auto& [name, text] : *list) {
            auto value = fill(text, values, false);
            if (!value)
                return value.error();
            if (!dropped(part, name)
                && (!value->empty() || text.empty())) // what a placeholder leaves empty is not asked for
                out->emplace_back(name, *value);
        }
    for (const Placed& placed : put)
        if (placed.place.part == Part::Query || placed.place.part == Part::Header)
            putHeader(
                placed.place.part == Part::Query ? query : request.headers, placed.place.path.front(), placed.text);
    auto content = body(spec, values, put, drop);
    if (!content)
        return content.error();
    request.body = std::move(*content);
    if (!request.body.empty())
        putHeader(request.headers, "Content-Type", "application/json");
    if (!query.empty())
        request.url += (request.url.find('?') == std::string::npos ? "?" : "&") + formEncoded(query);
    return request;
}

Result<HttpRequest> RequestMaker::plain(const RequestSpec& spec) const { return make(spec, nullptr, {}, {}); }

Result<HttpRequest> RequestMaker::page(const StreamSpec& stream, const PullPlace& place) const
{
    using Kind = PageSpec::Kind;
    const PageSpec& page = stream.page;
    const bool wholeNext =
        (page.kind == Kind::NextUrl || page.kind == Kind::Link) && !place.first && !place.next.empty();
    Values values;
    values.texts = {{"from", place.fromNs ? windowTime(stream.window, *place.fromNs, false) : ""},
        {"to", place.toNs ? windowTime(stream.window, *place.toNs, true) : ""},
        {"size", page.size ? std::to_string(page.size) : ""}, {"cursor", page.kind == Kind::Cursor ? place.next : ""},
        {"page", std::to_string(place.number)}, {"offset", std::to_string(place.number)}};
    values.timeIsNumber =
        stream.window.format == WindowSpec::Format::EpochSeconds || stream.window.format == WindowSpec::Format::EpochMs;
    std::vector<Placed> put;
    const auto putTime = [&](const RequestPlace& where, const std::string& expression, const char* name) -> Status {
        const auto text =
            expression.empty() ? Result<std::string>(values.texts[name]) : fill(expression, &values, false);
        if (!text)
            return text.error();
        if (where && !values.texts[name].empty())
            put.push_back({where, *text, values.timeIsNumber && expression.empty()});
        return success();
    };
    for (const Status& status : {putTime(stream.window.from, stream.window.fromExpression, "from"),
             putTime(stream.window.to, stream.window.toExpression, "to")})
        if (!status)
            return status.error();
    if (page.sizeAt && page.size)
        put.push_back({page.sizeAt, std::to_string(page.size), true});
    const std::vector<RequestPlace> drop = place.first ? std::vector<RequestPlace>() : page.dropOnNext;
    std::erase_if(put, [&](const Placed& placed) {
        return std::any_of(drop.begin(), drop.end(),
            [&](const RequestPlace& d) { return d.part == placed.place.part && d.path == placed.place.path; });
    });
    if (page.to && page.kind == Kind::Cursor && !place.next.empty())
        put.push_back({page.to, place.next});
    if (page.to && (page.kind == Kind::Page || page.kind == Kind::Offset))
        put.push_back({page.to, std::to_string(place.number), true});
    auto request = make(stream.request, &values, put, drop);
    if (request && wholeNext)
        request->url = place.next;
    return request;
}

} // namespace auditorium
