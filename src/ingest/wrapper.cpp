// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/text.h"
#include "event/timestamp.h"
#include "ingest/engine.h"
#include "ingest/profile.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace auditorium {
namespace {

using Keys = std::vector<std::string>;

/// Names of arrays of records, the surest first; normalised (see plainName).
constexpr std::string_view recordNames[] = {"records", "auditlogs", "auditevents", "auditrecords", "auditentries",
    "audits", "events", "entries", "logevents", "logentries", "logs", "activities", "activity", "hits", "items",
    "results", "value", "values", "data", "rows", "records", "documents", "docs", "objects", "list", "elements",
    "content", "response", "result"};

/// Objects that stand around the array of records.
constexpr std::string_view envelopeNames[] = {"response", "result", "results", "data", "hits", "d", "body", "embedded",
    "payload", "auditlog", "auditlogs", "page", "search"};

/// What stands beside the records in an envelope: paging, status, and what was asked.
constexpr std::string_view pagingNames[] = {"aggregations", "code", "context", "count", "countall", "cursor", "cursors",
    "errors", "error", "etag", "facets", "fields", "firstpage", "first", "from", "hasmore", "hasnext", "hasnextpage",
    "haspreviouspage", "included", "iserror", "islast", "islastpage", "isok", "isfinal", "kind", "last", "lastpage",
    "lastevaluatedkey", "length", "limit", "link", "links", "marker", "maxresults", "maxscore", "message", "messages",
    "meta", "metadata", "more", "next", "nextcursor", "nextlink", "nextmarker", "nextpage", "nextpagetoken",
    "nextpageurl", "nexttoken", "nexturi", "nexturl", "object", "odatacontext", "odatacount", "odatanextlink", "offset",
    "ok", "order", "page", "pagecount", "pageinfo", "pageindex", "pagenumber", "pages", "pagesize", "pagetoken",
    "paging", "pagination", "params", "parameters", "pcursor", "perpage", "prev", "prevcursor", "prevlink", "previous",
    "previouspage", "profile", "psize", "pindex", "query", "querytime", "requestid", "responsemetadata", "resultcount",
    "resultsperpage", "resultset", "scrollid", "self", "shards", "since", "size", "sort", "start", "startat",
    "startindex", "startkey", "status", "statuscode", "success", "timedout", "timestamp", "to", "token", "took",
    "total", "totalcount", "totalelements", "totalevents", "totalhits", "totalitems", "totalpages", "totalrecords",
    "totalresults", "totalrows", "truncated", "type", "until", "url", "version", "warnings", "warning", "pitid",
    "numrows", "selflink", "returned"};

constexpr std::string_view timeNames[] = {"time", "timestamp", "date", "datetime", "ts", "when", "published", "created",
    "createdat", "occurredat", "occurred", "eventtime", "eventdate", "creationtime", "creationdate", "createddate",
    "createddatetime", "activitydatetime", "datecreate", "datecreated", "dateadded", "timegenerated", "eventtimestamp",
    "loggedat", "happenedat", "performedat", "executiontime", "requesttime", "requestreceivedtimestamp", "starttime",
    "isotimestamp", "timecreated", "systemtime", "eventtimeutc"};

constexpr std::string_view actionNames[] = {"action", "actions", "event", "eventtype", "eventname", "operation",
    "operationname", "activity", "activitydisplayname", "eventaction", "verb", "method", "methodname", "op",
    "actiontype", "activitytype", "type", "eventcode", "eventid", "name", "summary"};

template <std::size_t Count>
std::size_t rankIn(const std::string_view (&names)[Count], std::string_view name)
{
    return static_cast<std::size_t>(std::find(std::begin(names), std::end(names), name) - std::begin(names));
}

template <std::size_t Count>
bool isIn(const std::string_view (&names)[Count], std::string_view name)
{
    return rankIn(names, name) < Count;
}

/// Lower case, letters and digits only.
std::string plainName(std::string_view key)
{
    std::string name;
    for (const char c : asciiLower(key))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            name += c;
    return name;
}

/// An array in the object, at depth 1 or 2, and what its elements are like.
struct Candidate {
    Keys path;
    std::size_t elements = 0, objects = 0;
    bool timed = false, acting = false; ///< an element has a field like that
};

/// Looks at the first levels of an object.
struct Survey {
    explicit Survey(RecordView& record)
        : view(record)
    {
    }

    static constexpr std::uint32_t root = 1, deep = 0;
    struct Node {
        Keys path;
        std::string name;
        int candidate = -1; ///< is that array
        int element = -1;   ///< stands in an element of that array
        int depth = 0;
        bool wholeElement = false;
        bool beside = false; ///< in the root or an object that no envelope would have: the object's own
    };

    RecordView& view;
    std::vector<Node> nodes{{}, {}};
    std::vector<Candidate> candidates{};
    bool timed = false, acting = false; ///< the object itself
    std::size_t otherMembers = 0;       ///< of the root, that no envelope would have

    std::uint32_t add(Node node)
    {
        nodes.push_back(std::move(node));
        return static_cast<std::uint32_t>(nodes.size() - 1);
    }

    std::uint32_t member(std::uint32_t parent, std::uint64_t, std::string_view key, bool escaped)
    {
        if (parent == deep || parent >= countOnly)
            return deep;
        std::string text;
        if (escaped)
            appendUnescaped(text, key);
        else
            text = key;
        Node node;
        node.name = plainName(text);
        node.element = nodes[parent].element;
        node.depth = nodes[parent].depth + 1;
        if (node.element < 0) {
            if (node.depth > 2)
                return deep;
            node.path = nodes[parent].path;
            node.path.push_back(std::move(text));
            node.beside = parent == root || nodes[parent].beside;
        } else if (node.depth > 5) {
            return deep;
        }
        return add(std::move(node));
    }

    std::uint32_t element(std::uint32_t parent, std::uint32_t index)
    {
        if (parent == deep || parent >= countOnly)
            return deep;
        const Node& array = nodes[parent];
        if (array.candidate < 0)
            return array.element >= 0 ? parent : deep;
        ++candidates[static_cast<std::size_t>(array.candidate)].elements;
        if (index > 0)
            return countOnly;
        Node node;
        node.element = array.candidate;
        node.depth = 2;
        node.wholeElement = true;
        return add(std::move(node));
    }

    void open(std::uint32_t state, const Token& token)
    {
        if (state == deep)
            return;
        if (state >= countOnly) {
            if (token.kind == TokenKind::Object && m_countFor < candidates.size())
                ++candidates[m_countFor].objects;
            return;
        }
        Node& node = nodes[state];
        if (token.kind == TokenKind::Object) {
            if (node.wholeElement)
                ++candidates[static_cast<std::size_t>(node.element)].objects;
            if (node.element < 0 && node.depth == 1) {
                const bool envelope = isIn(pagingNames, node.name) || isIn(envelopeNames, node.name);
                node.beside = !envelope;
                otherMembers += envelope ? 0 : 1;
            }
            return;
        }
        if (node.element < 0 && node.depth > 0) {
            node.candidate = static_cast<int>(candidates.size());
            candidates.push_back({node.path, 0, 0, false, false});
            m_countFor = candidates.size() - 1;
        }
    }

    void close(std::uint32_t, bool) { }

    void scalar(std::uint32_t state, const Token& token)
    {
        if (state == deep || state >= countOnly || token.kind == TokenKind::Null)
            return;
        const Node& node = nodes[state];
        const bool time = isTime(node.name, token), action = isAction(node.name, token);
        if (node.element >= 0) {
            Candidate& candidate = candidates[static_cast<std::size_t>(node.element)];
            candidate.timed = candidate.timed || time;
            candidate.acting = candidate.acting || action;
        } else {
            timed = timed || (time && node.beside);
            acting = acting || (action && node.beside && node.name != "name");
            if (node.depth == 1 && !isIn(pagingNames, node.name))
                ++otherMembers;
        }
    }

    static constexpr std::uint32_t countOnly = 0xFFFFFFF0;

private:
    bool isTime(std::string_view name, const Token& token)
    {
        if (!isIn(timeNames, name) && !name.ends_with("time") && !name.ends_with("timestamp")
            && !name.ends_with("date"))
            return false;
        if (token.kind == TokenKind::Number)
            return parseEpoch(token.raw).has_value();
        return token.kind == TokenKind::String && parseTimestamp(view.decoded(token)).has_value();
    }

    static bool isAction(std::string_view name, const Token& token)
    {
        if (!isIn(actionNames, name) || (token.kind != TokenKind::String && token.kind != TokenKind::Number))
            return false;
        static constexpr std::string_view shapes[] = {
            "list", "page", "collection", "array", "events", "logs", "records"};
        return name != "type" || !isIn(shapes, asciiLower(token.raw));
    }

    std::size_t m_countFor = 0;
};

/// How sure it is that this array holds the records; 0: it does not.
int certainty(const Survey& survey, const Candidate& candidate, const std::vector<ProfilePtr>& profiles)
{
    if (candidate.elements != candidate.objects)
        return 0;
    if (survey.timed && survey.acting && (survey.otherMembers > 0 || !candidate.timed))
        return 0; // an event with a list inside
    for (const ProfilePtr& profile : profiles)
        if (profile
            && std::find(profile->records.begin(), profile->records.end(), candidate.path) != profile->records.end()
            && (candidate.elements > 0 || survey.otherMembers == 0))
            return 1000;
    const std::string name = plainName(candidate.path.back());
    const bool known = isIn(recordNames, name);
    const bool below = candidate.path.size() == 2;
    if (below && !isIn(envelopeNames, plainName(candidate.path.front())))
        return 0;
    const bool envelope = survey.otherMembers == 0;
    if (candidate.elements == 0)
        return known && envelope && !below ? 50 : known && envelope ? 40 : 0;
    if (!known && !(candidate.timed && (candidate.acting || envelope)))
        return 0;
    if (!envelope && !candidate.timed)
        return 0;
    const int byName = known ? 200 - static_cast<int>(rankIn(recordNames, name)) : 20;
    return byName + (candidate.timed ? 400 : 0) + (candidate.acting ? 100 : 0) - (below ? 5 : 0);
}

} // namespace

std::optional<std::vector<std::string>> wrapperPath(const Knowledge& knowledge, std::string_view object)
{
    const auto engine = engineOf(knowledge);
    RecordView view(engine->trie());
    if (view.readJson(object) || engine->detect(view))
        return std::nullopt;
    Survey survey(view);
    std::uint32_t position = 0;
    JsonWalk<Survey>(view.text(0), view.scratch(), survey).run(position, Survey::root);
    const Candidate* best = nullptr;
    int most = 0;
    for (const Candidate& candidate : survey.candidates)
        if (const int sure = certainty(survey, candidate, knowledge.profiles); sure > most) {
            most = sure;
            best = &candidate;
        }
    return best ? std::optional(best->path) : std::nullopt;
}

} // namespace auditorium
