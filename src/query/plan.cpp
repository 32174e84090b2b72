// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/plan.h"

#include "query/cursor.h"
#include "query/dictionaryscan.h"
#include "store/parallel.h"

#include "event/text.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <unordered_set>

namespace auditorium {
namespace {

using Kind = QueryNode::Kind;
using NodePtr = std::unique_ptr<PlanNode>;
using What = RecordTest::What;

constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min(),
                       latest = std::numeric_limits<std::int64_t>::max();
constexpr std::uint32_t smallDictionary = 1024;
constexpr std::uint32_t codesPerTask = 8192;

NodePtr makeNode(PlanNode::Kind kind, int cost)
{
    auto node = std::make_unique<PlanNode>();
    node->kind = kind;
    node->cost = cost;
    return node;
}

What whatOf(Column column)
{
    return column == Column::Message ? What::Message
        : column == Column::Id       ? What::Id
        : column == Column::Raw      ? What::Raw
                                     : What::Details;
}

/// The codes whose rows may have a message (an id) with one of the needles that does not stand in the record. Incomplete
/// if cancelled: a hostile log may have as many products as rows.
std::optional<RecordTest::AddedCodes> addedCodes(What what, const TextMatcher& matcher, const Snapshot& snapshot,
    const MessageKnowledge* messages, const CancelToken& cancel)
{
    if (!RecordTest::mayAdd(what) || !messages || !messages->catalog || matcher.needles().empty())
        return std::nullopt;
    const auto& mayAdd = what == What::Id ? messages->mayAddToId : messages->mayAdd;
    if (!mayAdd)
        return std::nullopt;
    std::unordered_set<std::string> actions;
    if (what != What::Id)
        for (const CatalogProduct& product : messages->catalog->products())
            for (const EventType& type : product.types)
                if (matcher(type.description))
                    actions.insert(asciiLower(type.action));
    RecordTest::AddedCodes out;
    const int action = codedIndex(Column::Action), product = codedIndex(Column::Product);
    out.actions.match.assign(snapshot.codeCount(action), 0);
    const auto stopped = [&](std::uint32_t code) { return code % 256 == 255 && cancel.cancelled(); };
    for (std::uint32_t code = 0; !actions.empty() && code < snapshot.codeCount(action) && !stopped(code); ++code)
        if (actions.contains(asciiLower(snapshot.codeText(action, code))))
            out.actions.add(code);
    // Free text takes a message that fits as a whole while none of its values does: pieces put together with a gap.
    std::vector<std::string> texts = matcher.needles();
    if (what == What::FreeText && matcher.hasGaps())
        texts.emplace_back();
    out.products.match.assign(snapshot.codeCount(product), 0);
    for (std::uint32_t code = 0; code < snapshot.codeCount(product) && !stopped(code); ++code)
        if (std::any_of(texts.begin(), texts.end(),
                [&](const std::string& text) { return mayAdd(snapshot.codeText(product, code), text); }))
            out.products.add(code);
    return out;
}

class Planner {
public:
    Planner(const Snapshot& snapshot, const TimeContext& context, const MessageKnowledge* messages,
        const CancelToken& cancel)
        : m_snapshot(snapshot)
        , m_context(context)
        , m_messages(messages)
        , m_cancel(cancel)
    {
    }

    Result<NodePtr> plan(const QueryNode& node)
    {
        if (node.kind == Kind::And || node.kind == Kind::Or || node.kind == Kind::Not)
            return joined(node);
        if (Status status = checkTerm(node); !status)
            return status.error();
        if (node.kind == Kind::Text)
            return freeText(node);
        if (node.column.column == Column::Time)
            return time(node);
        if (const int coded = codedIndex(node.column.column); coded >= 0)
            return codes(coded, TextMatcher(node));
        if (node.column.column == Column::Raw && (node.kind == Kind::Has || node.kind == Kind::No))
            return everything(node.kind == Kind::Has); // every row comes from a record
        return record(whatOf(node.column.column), node);
    }

private:
    Result<NodePtr> joined(const QueryNode& node)
    {
        if (node.kind == Kind::Not && node.children.size() != 1)
            return Error{"query.syntax", "Expected one term after NOT.", node.position, node.length};
        NodePtr out = makeNode(node.kind == Kind::And ? PlanNode::Kind::And
                : node.kind == Kind::Or               ? PlanNode::Kind::Or
                                                      : PlanNode::Kind::Not,
            0);
        for (const QueryNodePtr& child : node.children) {
            auto planned = plan(*child);
            if (!planned)
                return planned.error();
            out->children.push_back(std::move(planned.value()));
        }
        return finish(std::move(out));
    }

    /// Cheap children first: what they settle is never looked at again.
    static NodePtr finish(NodePtr node)
    {
        std::stable_sort(node->children.begin(), node->children.end(),
            [](const NodePtr& a, const NodePtr& b) { return a->cost < b->cost; });
        for (const NodePtr& child : node->children)
            node->cost = std::max(node->cost, child->cost);
        return node;
    }

    static NodePtr everything(bool yes)
    {
        NodePtr all = makeNode(PlanNode::Kind::All, 0);
        if (yes)
            return all;
        NodePtr none = makeNode(PlanNode::Kind::Not, 0);
        none->children.push_back(std::move(all));
        return none;
    }

    NodePtr time(const QueryNode& node)
    {
        if (node.kind == Kind::No)
            return makeNode(PlanNode::Kind::Untimed, 0);
        if (node.kind == Kind::Regex) {
            NodePtr out = makeNode(PlanNode::Kind::TimeText, 20);
            out->matcher.emplace(node);
            out->zone = m_context.zone;
            return out;
        }
        NodePtr out = makeNode(PlanNode::Kind::Time, 0);
        out->intervals = timeIntervals(node, m_context);
        return out;
    }

    NodePtr codes(int coded, TextMatcher matcher)
    {
        NodePtr out = makeNode(PlanNode::Kind::Codes, m_snapshot.codeCount(coded) <= smallDictionary ? 1 : 2);
        out->coded = coded;
        out->matcher.emplace(std::move(matcher));
        return out;
    }

    NodePtr record(What what, const QueryNode& node)
    {
        NodePtr out = makeNode(PlanNode::Kind::Record, recordCost + (what == What::FreeText ? 1 : 0));
        TextMatcher matcher(node);
        auto added = addedCodes(what, matcher, m_snapshot, m_messages, m_cancel);
        // Without knowing what ids are made of, any record may have any.
        const bool isHeld = !matcher.matchesMissing() && (what != What::Id || added);
        Prefilter prefilter = isHeld ? Prefilter(matcher.needles(), node.column.path) : Prefilter();
        out->record = std::make_unique<RecordTest>(RecordTest{
            what, std::move(matcher), FieldPath(node.column.path), std::move(prefilter), std::move(added), nullptr});
        return out;
    }

    NodePtr freeText(const QueryNode& node)
    {
        const TextMatcher matcher(node);
        if (matcher.matchesMissing())
            return everything(true); // the empty text stands everywhere
        NodePtr out = makeNode(PlanNode::Kind::Or, 0);
        for (std::size_t i = 0; i < codedColumnCount; ++i)
            out->children.push_back(codes(static_cast<int>(i), matcher));
        out->children.push_back(record(What::FreeText, node));
        return finish(std::move(out));
    }

    const Snapshot& m_snapshot;
    const TimeContext& m_context;
    const MessageKnowledge* m_messages;
    const CancelToken& m_cancel;
};

void collectCodes(PlanNode& node, std::vector<PlanNode*>& out)
{
    if (node.kind == PlanNode::Kind::Codes)
        out.push_back(&node);
    for (const NodePtr& child : node.children)
        collectCodes(*child, out);
}

bool isOfNetworks(const PlanNode& node)
{
    return node.coded == codedIndex(Column::Ip) && node.matcher->asksNetworks();
}

} // namespace

std::vector<TimeInterval> timeIntervals(const QueryNode& term, const TimeContext& context)
{
    const auto parsed = [&](std::size_t i) { return parseTimeValue(term.values[i], context).value_or(TimeInterval{}); };
    switch (term.kind) {
    case Kind::Has: return {{earliest, latest}};
    case Kind::Equals: return {parsed(0)};
    case Kind::Less: return {{earliest, parsed(0).fromNs}};
    case Kind::LessEqual: return {{earliest, parsed(0).toNs}};
    case Kind::Greater: return {{parsed(0).toNs, latest}};
    case Kind::GreaterEqual: return {{parsed(0).fromNs, latest}};
    case Kind::Range: return {{term.openLow ? earliest : parsed(0).fromNs, term.openHigh ? latest : parsed(1).toNs}};
    default: break;
    }
    std::vector<TimeInterval> out;
    for (std::size_t i = 0; i < term.values.size(); ++i) {
        TimeInterval interval = parsed(i);
        // "-24h" alone is the time since then, not that one nanosecond.
        if (!term.values[i].quoted && term.values[i].text.starts_with('-') && interval.fromNs <= context.nowNs)
            interval.toNs = context.nowNs == latest ? latest : context.nowNs + 1;
        out.push_back(interval);
    }
    return out;
}

Result<NodePtr> makePlan(const QueryNodePtr& root, const Snapshot& snapshot, const TimeContext& context,
    const MessageKnowledge* messages, const CancelToken& cancel)
{
    if (!root)
        return makeNode(PlanNode::Kind::All, 0);
    auto plan = Planner(snapshot, context, messages, cancel).plan(*root);
    if (cancel.cancelled())
        return cancelledError();
    return plan;
}

Status testDictionaries(PlanNode& root, const Snapshot& snapshot, std::uint64_t rows, const CancelToken& cancel)
{
    std::vector<PlanNode*> nodes;
    collectCodes(root, nodes);
    struct Task {
        PlanNode* node;
        const DictionaryScan* scan;
        std::uint32_t begin, end;
    };
    std::vector<std::unique_ptr<DictionaryScan>> scans;
    std::vector<Task> tasks;
    std::uint64_t work = 0;
    for (PlanNode* node : nodes) {
        const std::uint32_t count = snapshot.codeCount(node->coded);
        node->perRow = count > smallDictionary && rows < count / 4;
        if (node->perRow)
            continue;
        node->table.match.assign(count, 0);
        if (const auto exact = node->matcher->exactText()) {
            const std::int64_t code = snapshot.dictionary(node->coded).find(*exact);
            if (code >= 0 && code < count)
                node->table.add(static_cast<std::uint32_t>(code));
            continue;
        }
        work += count;
        scans.push_back(std::make_unique<DictionaryScan>(snapshot, node->coded, *node->matcher));
        for (std::uint32_t begin = 0; begin < count; begin += codesPerTask)
            tasks.push_back({node, scans.back().get(), begin, std::min(begin + codesPerTask, count)});
    }
    KnownAddresses addresses;
    for (PlanNode* node : nodes)
        if (!node->perRow && isOfNetworks(*node) && !addresses) {
            auto known = snapshot.addresses(cancel);
            if (!known)
                return known.error();
            addresses = std::move(known.value());
        }
    Status status = runTasks(tasks.size(), work > 4 * codesPerTask, cancel, [&](std::size_t i, std::size_t) -> Status {
        const Task& task = tasks[i];
        if (isOfNetworks(*task.node)) { // some nanoseconds each
            for (std::uint32_t code = task.begin; code < task.end; ++code)
                task.node->table.match[code] = task.node->matcher->matches((*addresses)[code]);
            return success();
        }
        return task.scan->test(task.begin, task.end, cancel, task.node->table.match.data());
    });
    for (PlanNode* node : nodes) {
        CodeTable& table = node->table;
        const void* const hit = table.hits || table.match.empty() ? nullptr : std::memchr(table.match.data(), 1, table.match.size());
        if (!hit)
            continue;
        table.hits = static_cast<std::uint32_t>(std::count(table.match.begin(), table.match.end(), 1));
        table.last = static_cast<std::uint32_t>(static_cast<const std::uint8_t*>(hit) - table.match.data());
    }
    return status;
}

} // namespace auditorium
