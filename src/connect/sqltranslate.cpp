// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqltranslate.h"

#include "event/text.h"
#include "ingest/profile.h"
#include "query/plan.h"
#include "query/selection.h"

#include <algorithm>
#include <limits>

namespace auditorium {
namespace {

using Kind = QueryNode::Kind;

constexpr Column searched[] = {Column::Product, Column::Category, Column::Action, Column::Actor, Column::Target,
    Column::Outcome, Column::Ip, Column::Client, Column::Workspace, Column::Source};

SqlText both(const SqlText& a, const SqlText& b) { return SqlText("(") + a + " AND " + b + ")"; }
SqlText either(const SqlText& a, const SqlText& b) { return SqlText("(") + a + " OR " + b + ")"; }
SqlText anyOf(const std::vector<SqlText>& parts)
{
    return parts.empty() ? SqlText("FALSE") : SqlText("(") + joined(parts, " OR ") + ")";
}
SqlText notThat(const SqlText& condition) { return SqlText("NOT COALESCE(") + condition + ", FALSE)"; }

/// Whether a value of that kind may be written with one of the words the term looks for: numbers and times have few letters.
bool mayBe(const TextMatcher& matcher, SqlKind kind)
{
    const bool number = kind == SqlKind::Number,
               time = kind == SqlKind::Zoned || kind == SqlKind::Unzoned || kind == SqlKind::Date;
    if ((!number && !time) || matcher.needles().empty())
        return true;
    const std::string_view letters =
        number ? "0123456789+-.enaifty" : "0123456789+-:.tinfybc "; // also of NaN, infinity and BC
    return std::any_of(matcher.needles().begin(), matcher.needles().end(),
        [&](const std::string& needle) { return needle.find_first_not_of(letters) == std::string::npos; });
}

std::vector<std::string> split(std::string_view path)
{
    std::vector<std::string> steps(1);
    for (const char c : path)
        if (c == '.')
            steps.emplace_back();
        else
            steps.back() += c;
    return steps;
}

} // namespace

SqlTranslator::SqlTranslator(SqlAsker& asker, const TimeContext& context)
    : m_asker(asker)
    , m_model(asker.model())
    , m_dialect(asker.dialect())
    , m_context(context)
{
}

Result<SqlText> SqlTranslator::condition(const QueryNodePtr& root)
{
    if (!root)
        return SqlText("TRUE");
    return node(*root);
}

Result<SqlText> SqlTranslator::node(const Node& node)
{
    switch (node.kind) {
    case Kind::And: return children(node, " AND ");
    case Kind::Or: return children(node, " OR ");
    case Kind::Not: {
        auto child = this->node(*node.children.front());
        return child ? Result<SqlText>(notThat(*child)) : child;
    }
    default: return term(node);
    }
}

Result<SqlText> SqlTranslator::children(const Node& node, std::string_view between)
{
    std::vector<SqlText> parts;
    for (const QueryNodePtr& child : node.children) {
        auto part = this->node(*child);
        if (!part)
            return part;
        parts.push_back(std::move(part.value()));
    }
    return SqlText("(") + joined(parts, between) + ")";
}

Result<SqlText> SqlTranslator::term(const Node& node)
{
    if (node.kind == Kind::Text)
        return freeText(node);
    switch (node.column.column) {
    case Column::Time: return time(node);
    case Column::Details: return details(node);
    case Column::Message: return message(node);
    case Column::Raw: return byRows(node);
    default: return column(node);
    }
}

Result<SqlText> SqlTranslator::time(const Node& node)
{
    if (node.kind == Kind::No)
        return notThat(m_model.timed());
    if (node.kind == Kind::Regex)
        return byRows(node);
    if (m_model.time().empty())
        return SqlText("FALSE");
    std::vector<SqlText> parts;
    constexpr auto earliest = std::numeric_limits<std::int64_t>::min(),
                   latest = std::numeric_limits<std::int64_t>::max();
    for (const TimeInterval& interval : timeIntervals(node, m_context)) {
        std::vector<SqlText> sides = {m_model.timed()};
        if (interval.fromNs != earliest)
            sides.push_back(SqlText(m_model.time() + " >= ") + m_model.timeBound(interval.fromNs));
        if (interval.toNs != latest)
            sides.push_back(SqlText(m_model.time() + " < ") + m_model.timeBound(interval.toNs));
        parts.push_back(SqlText("(") + joined(sides, " AND ") + ")");
    }
    return anyOf(parts);
}

Result<SqlText> SqlTranslator::byRows(const Node& node)
{
    const Query query{std::make_shared<const Node>(node)};
    auto keys = m_asker.rowsThat([&](const Event& event) {
        const auto fits = matches(query, event, m_context);
        return fits && *fits;
    });
    if (!keys)
        return keys.error();
    return keys->empty() ? SqlText("FALSE") : m_model.isKey(*keys);
}

SqlText SqlTranslator::constant(const TextMatcher& matcher, const std::string& text) const
{
    return matcher(text) ? "TRUE" : "FALSE";
}

bool SqlTranslator::isTold(const Node& node)
{
    return node.kind == Kind::Has || node.kind == Kind::No || node.kind == Kind::Equals || node.kind == Kind::Match
        || node.kind == Kind::Text;
}

SqlText SqlTranslator::fits(const Node& node, const SqlText& text) const
{
    if (node.kind == Kind::Has || node.kind == Kind::No)
        return node.kind == Kind::Has ? "TRUE" : "FALSE";
    std::vector<SqlText> parts;
    for (const QueryValue& value : node.values) {
        const std::string folded = foldCase(value.text);
        if (folded.empty())
            continue; // asks for what is not there
        if (node.kind == Kind::Equals)
            parts.push_back(isAmong(m_dialect, text, {value.text}));
        else if (!value.quoted && folded.find('*') != std::string::npos)
            parts.push_back(fitsWildcard(m_dialect, text, folded));
        else if (node.kind == Kind::Match && matchIsEquality(node.column.column))
            parts.push_back(equalsFolded(m_dialect, text, folded));
        else
            parts.push_back(containsFolded(m_dialect, text, folded));
    }
    return anyOf(parts);
}

/// A column that SQL can tell: conditions on the bare column where that is the same, so that an index may serve.
Result<SqlText> SqlTranslator::plain(const Node& node, const SqlRule& rule)
{
    const TextMatcher matcher(node);
    const SqlText value = m_model.value(rule);
    SqlText out = "FALSE";
    if (node.kind == Kind::Has) {
        out = SqlText("(") + value + ") IS NOT NULL";
    } else if (node.kind == Kind::Equals && rule.isHeld && rule.inputs.size() == 1
        && !isNoValue(node.values.front().text)) {
        out = fits(node, m_model.scalar(rule.inputs.front()));
    } else if (node.kind == Kind::Equals && isNoValue(node.values.front().text) && rule.isHeld) {
        // Nothing that says nothing is ever there.
    } else if (isTold(node)) {
        const bool single = rule.isHeld && rule.inputs.size() == 1;
        const SqlText text = single ? m_model.scalar(rule.inputs.front()) : SqlText("(") + value + ")";
        out = fits(node, text);
        if (single)
            out = SqlText("(") + out + " AND NOT " + saysNothing(m_dialect, text) + ")";
    }
    if (matcher.matchesMissing())
        out = either(out, SqlText("(") + value + ") IS NULL");
    return out;
}

Result<SqlText> SqlTranslator::byWords(const TextMatcher& matcher, const SqlRule& rule, Column column)
{
    const auto words = m_asker.words(rule, column);
    if (!words)
        return words.error();
    std::vector<std::string> yes, no;
    for (std::size_t i = 0; i < words.value()->keys.size(); ++i)
        (matcher(words.value()->values[i]) ? yes : no).push_back(words.value()->keys[i]);
    if (yes.empty() || no.empty())
        return SqlText(yes.empty() ? "FALSE" : "TRUE");
    return yes.size() <= no.size() ? m_asker.hasKey(rule, yes) : notThat(m_asker.hasKey(rule, no));
}

Result<SqlText> SqlTranslator::column(const Node& node)
{
    const Column column = node.column.column;
    const SqlRule& rule = m_model.rule(column);
    const TextMatcher matcher(node);
    switch (rule.kind) {
    case SqlRule::Kind::Constant: return constant(matcher, rule.constant);
    case SqlRule::Kind::Mapped: return byWords(matcher, rule, column);
    case SqlRule::Kind::Plain: break;
    }
    // Actions are few and indexed, which a folded comparison would be none the better for.
    if (isTold(node) && !(column == Column::Action && node.kind == Kind::Match))
        return plain(node, rule);
    auto out = byWords(matcher, rule, column);
    return out || !isTold(node) ? out : plain(node, rule);
}

/// The record's own, else the catalog's.
Result<SqlText> SqlTranslator::message(const Node& asked)
{
    Node node = asked; // a free text asks no column
    node.column.column = Column::Message;
    const SqlRule& own = m_model.rule(Column::Message);
    const SqlRule& type = m_model.typeMessage();
    if (type.kind == SqlRule::Kind::Constant || own.kind == SqlRule::Kind::Mapped)
        return column(node);
    if (own.kind == SqlRule::Kind::Constant)
        return own.constant.empty() ? byWords(TextMatcher(node), type, Column::Message)
                                    : Result<SqlText>(constant(TextMatcher(node), own.constant));
    const SqlText value = SqlText("(") + m_model.value(own) + ")";
    auto ofType = byWords(TextMatcher(node), type, Column::Message);
    if (!ofType)
        return ofType;
    Result<SqlText> ofRecord =
        isTold(node) ? Result<SqlText>(fits(node, value)) : byWords(TextMatcher(node), own, Column::Message);
    if (!ofRecord)
        return ofRecord;
    return either(both(value + " IS NOT NULL", *ofRecord), both(value + " IS NULL", *ofType));
}

Result<SqlText> SqlTranslator::freeText(const Node& node)
{
    if (node.values.front().text.empty())
        return SqlText("TRUE");
    auto fields = leaves({});
    if (!fields)
        return byRows(node);
    auto out = anyLeaf(node, *fields);
    if (!out)
        return out;
    std::vector<SqlText> parts = {std::move(out.value())};
    const TextMatcher matcher(node);
    for (const Column column : searched) {
        const SqlRule& rule = m_model.rule(column);
        if (rule.kind == SqlRule::Kind::Plain && rule.isHeld)
            continue; // one of the fields
        auto part = rule.kind == SqlRule::Kind::Plain
            ? Result<SqlText>(fits(node, SqlText("(") + m_model.value(rule) + ")"))
            : rule.kind == SqlRule::Kind::Constant ? Result<SqlText>(constant(matcher, rule.constant))
                                                   : byWords(matcher, rule, column);
        if (!part)
            return part;
        parts.push_back(std::move(part.value()));
    }
    auto texts = message(node);
    if (!texts)
        return texts;
    parts.push_back(std::move(texts.value()));
    return anyOf(parts);
}

Result<SqlText> SqlTranslator::details(const Node& node)
{
    const auto fields = leaves(node.column.path);
    return fields ? anyLeaf(node, *fields) : byRows(node);
}

/// The fields that a path names; nothing where SQL cannot find them.
std::optional<std::vector<SqlTranslator::Leaf>> SqlTranslator::leaves(const std::string& path)
{
    const std::string folded = foldCase(path);
    std::vector<Leaf> out;
    for (std::size_t i = 0; i < m_model.columns().size(); ++i) {
        const std::string name = foldCase(m_model.columns()[i].name);
        const bool isJson = m_model.kind(i) == SqlKind::Json;
        std::vector<std::string> steps;
        if (!folded.empty() && folded != name) {
            // A path may leave out numbers, and a name may be one, or have a dot in it.
            if (name.find_first_of("0123456789.") == 0 || (name.starts_with(folded + ".")))
                return std::nullopt;
            if (!folded.starts_with(name + "."))
                continue;
            if (!isJson)
                continue;
            steps = split(std::string_view(folded).substr(name.size() + 1));
        }
        if (!isJson) {
            out.push_back({m_model.text(i), std::nullopt, {},
                m_dialect == SqlDialect::Postgres ? m_model.kind(i) : SqlKind::Text});
            continue;
        }
        const bool numbered = std::any_of(steps.begin(), steps.end(),
            [](const std::string& step) { return step.find_first_not_of("0123456789") == std::string::npos; });
        if (numbered || m_dialect == SqlDialect::Sqlite)
            return std::nullopt;
        out.push_back(jsonLeaf(i, steps));
    }
    return out;
}

SqlTranslator::Leaf SqlTranslator::jsonLeaf(std::size_t column, const std::vector<std::string>& steps) const
{
    // Keys fit without regard to case: each character of a step is any that folds to it.
    std::string path = "lax $";
    for (const std::string& step : steps) {
        std::string pattern;
        for (const char c : step) {
            if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos)
                pattern += '\\';
            pattern += c;
        }
        std::string quoted;
        for (const char c : "^" + pattern + "$") {
            if (c == '\\' || c == '"')
                quoted += '\\';
            quoted += c;
        }
        path += " ? (@.type() == \"object\").keyvalue() ? (@.key like_regex \"" + quoted + "\" flag \"i\").value";
    }
    // Empty lists and objects are fields too: "[]" and "{}".
    Leaf leaf;
    leaf.json = column;
    leaf.text = "(leaf #>> '{}')";
    leaf.set = SqlText("(SELECT leaf FROM jsonb_path_query(to_jsonb(" + m_model.columnName(column) + "), ")
        + bound(QString::fromStdString(path + ".**"), "jsonpath")
        + ") AS leaf WHERE jsonb_typeof(leaf) NOT IN ('object', 'array', 'null') OR leaf IN (CAST('{}' AS jsonb), "
          "CAST('[]' AS jsonb))) AS l";
    return leaf;
}

/// Whether the JSON as a whole may hold such a value: tells most rows apart without a look at each of theirs.
SqlText SqlTranslator::mayHold(const TextMatcher& matcher, std::size_t column) const
{
    // Binary JSON is written with escapes for these alone; what is kept as text may escape anything.
    const bool escapesLittle = asciiLower(m_model.columns()[column].type) == "jsonb";
    std::vector<SqlText> parts;
    for (const std::string& needle : matcher.needles()) {
        const bool escaped = std::any_of(needle.begin(), needle.end(),
            [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
        if (escaped || !escapesLittle)
            return "TRUE";
        parts.push_back(containsFolded(m_dialect, "CAST(" + m_model.columnName(column) + " AS text)", needle));
    }
    return parts.empty() ? SqlText("TRUE") : anyOf(parts);
}

Result<SqlText> SqlTranslator::anyLeaf(const Node& node, const std::vector<Leaf>& leaves)
{
    std::vector<SqlText> fitting, present;
    const TextMatcher matcher(node);
    for (const Leaf& leaf : leaves) {
        const SqlText exists = leaf.text + " <> ''";
        SqlText fit = fits(node, leaf.text);
        if (!isTold(node)) {
            auto texts = m_asker.texts(SqlText("SELECT DISTINCT ") + leaf.text + " FROM " + m_model.from()
                + (leaf.json ? SqlText(" CROSS JOIN LATERAL ") + leaf.set : SqlText()) + " LIMIT "
                + std::to_string(maxSqlWords + 1));
            if (!texts)
                return texts.error();
            if (texts->size() > maxSqlWords)
                return tooManySqlWords("values of \"" + node.column.path + "\"");
            std::erase_if(
                texts.value(), [&](const std::string& text) { return text.empty() || !matcher.matches(text); });
            fit = isAmong(m_dialect, leaf.text, *texts);
        }
        const auto within = [&](const SqlText& condition) {
            return leaf.json ? SqlText("EXISTS (SELECT 1 FROM ") + leaf.set + " WHERE " + condition + ")"
                             : SqlText("(") + condition + ")";
        };
        present.push_back(within(exists));
        if (leaf.json)
            fitting.push_back(both(mayHold(matcher, *leaf.json), within(both(exists, fit))));
        else if (!isTold(node) || mayBe(matcher, leaf.kind))
            fitting.push_back(within(both(exists, fit)));
    }
    SqlText out = anyOf(fitting);
    if (matcher.matchesMissing() && node.kind != Kind::Text)
        out = either(out, notThat(anyOf(present)));
    return out;
}

} // namespace auditorium
