// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/text.h"
#include "ingest/path_trie.h"
#include "ingest/profile.h"

#include <simdjson.h>

#include <map>

namespace auditorium {
namespace {

namespace dom = simdjson::dom;

/// Reads one profile; the first fault is kept with the place it stands at and ends the work.
class ProfileParser {
public:
    Result<ProfilePtr> parse(std::string_view json)
    {
        dom::parser parser;
        dom::element root;
        const simdjson::padded_string padded(json);
        if (const auto error = parser.parse(padded).get(root))
            return Error{"profile", std::string("The profile is not JSON: ") + simdjson::error_message(error)};
        read(root);
        if (!m_fault.empty())
            return Error{"profile", m_fault};
        return ProfilePtr(std::move(m_profile));
    }

private:
    using Handler = void (ProfileParser::*)(dom::element, const std::string&);
    using Table = std::map<std::string_view, Handler>;

    void fail(const std::string& place, std::string_view what)
    {
        if (m_fault.empty())
            m_fault = (place.empty() ? std::string("The profile") : place) + ": " + std::string(what);
    }

    static std::string below(const std::string& place, std::string_view key)
    {
        return place.empty() ? std::string(key) : place + "." + std::string(key);
    }

    /// Hands each member of an object to its reader; a key without one is a fault.
    void object(dom::element element, const std::string& place, const Table& table)
    {
        dom::object members;
        if (element.get(members))
            return fail(place, "an object is expected.");
        for (const auto member : members) {
            const auto found = table.find(member.key);
            if (found == table.end())
                return fail(place, "unknown key \"" + std::string(member.key) + "\".");
            (this->*found->second)(member.value, below(place, member.key));
        }
    }

    std::string text(dom::element element, const std::string& place)
    {
        std::string_view value;
        if (element.get(value))
            fail(place, "a text is expected.");
        return std::string(value);
    }

    Profile::Path path(std::string_view pointer, const std::string& place)
    {
        Profile::Path tokens;
        if (!splitPointer(pointer, tokens) || tokens.empty())
            fail(place, "\"" + std::string(pointer) + "\" is not a JSON Pointer.");
        return tokens;
    }

    std::uint32_t pointer(std::string_view pointerText, const std::string& place)
    {
        const auto [found, added] =
            m_numbers.try_emplace(std::string(pointerText), static_cast<std::uint32_t>(m_profile->pointers.size()));
        if (added)
            m_profile->pointers.push_back(path(pointerText, place));
        return found->second;
    }

    std::uint32_t pointer(dom::element element, const std::string& place)
    {
        return pointer(text(element, place), place);
    }

    /// A text or a list of texts.
    std::vector<std::string> texts(dom::element element, const std::string& place)
    {
        std::vector<std::string> list;
        dom::array array;
        if (element.get(array))
            list.push_back(text(element, place));
        else
            for (const dom::element entry : array)
                list.push_back(text(entry, place));
        return list;
    }

    std::vector<std::uint32_t> pointerList(dom::element element, const std::string& place)
    {
        std::vector<std::uint32_t> list;
        for (const std::string& entry : texts(element, place))
            list.push_back(pointer(entry, place));
        return list;
    }

    void read(dom::element root)
    {
        static const Table table = {{"id", &ProfileParser::readId}, {"name", &ProfileParser::readName},
            {"product", &ProfileParser::readProduct}, {"priority", &ProfileParser::readPriority},
            {"detect", &ProfileParser::readDetect}, {"records", &ProfileParser::readRecords},
            {"parse", &ProfileParser::readParse}, {"lists", &ProfileParser::readLists},
            {"explode", &ProfileParser::readExplode}, {"columns", &ProfileParser::readColumns}};
        object(root, {}, table);
        if (m_profile->id.empty())
            fail({}, "\"id\" is missing.");
        if (m_profile->product.empty())
            fail({}, "\"product\" is missing.");
        if (m_profile->all.empty() && m_profile->any.empty() && m_profile->values.empty())
            fail("detect", "\"all\", \"any\" or \"values\" is missing.");
    }

    void readId(dom::element element, const std::string& place) { m_profile->id = text(element, place); }
    void readName(dom::element element, const std::string& place) { m_profile->name = text(element, place); }
    void readProduct(dom::element element, const std::string& place) { m_profile->product = text(element, place); }
    void readPriority(dom::element element, const std::string& place)
    {
        if (element.get(m_profile->priority))
            fail(place, "a number is expected.");
    }

    void readDetect(dom::element element, const std::string& place)
    {
        static const Table table = {{"all", &ProfileParser::readAll}, {"any", &ProfileParser::readAny},
            {"none", &ProfileParser::readNone}, {"values", &ProfileParser::readValues},
            {"priority", &ProfileParser::readPriority}};
        object(element, place, table);
    }

    void readAll(dom::element element, const std::string& place) { m_profile->all = pointerList(element, place); }
    void readAny(dom::element element, const std::string& place) { m_profile->any = pointerList(element, place); }
    void readNone(dom::element element, const std::string& place) { m_profile->none = pointerList(element, place); }
    void readValues(dom::element element, const std::string& place)
    {
        dom::object members;
        if (element.get(members))
            return fail(place, "an object is expected.");
        for (const auto member : members)
            m_profile->values.push_back({pointer(member.key, place), texts(member.value, below(place, member.key))});
    }

    void readRecords(dom::element element, const std::string& place)
    {
        dom::array entries;
        if (element.get(entries))
            return fail(place, "a list of keys is expected.");
        bool nested = false;
        for (const dom::element entry : entries)
            nested = nested || entry.is_array();
        if (!nested)
            m_profile->records.push_back(texts(element, place));
        else
            for (const dom::element entry : entries)
                m_profile->records.push_back(texts(entry, place));
    }

    void readParse(dom::element element, const std::string& place) { m_profile->parse = pointerList(element, place); }
    void readExplode(dom::element element, const std::string& place) { m_profile->explode = pointer(element, place); }

    void readLists(dom::element element, const std::string& place)
    {
        static const Table table = {{"at", &ProfileParser::readListAt}, {"name", &ProfileParser::readListName},
            {"value", &ProfileParser::readListValue}};
        dom::array entries;
        if (element.get(entries))
            return fail(place, "a list is expected.");
        for (const dom::element entry : entries) {
            m_profile->lists.emplace_back();
            object(entry, place, table);
            const Profile::List& list = m_profile->lists.back();
            if (list.name.empty() || list.value.empty())
                fail(place, "\"at\", \"name\" and \"value\" are needed.");
        }
    }

    std::vector<Profile::Path> keys(dom::element element, const std::string& place)
    {
        std::vector<Profile::Path> list;
        for (const std::string& key : texts(element, place))
            list.push_back(key.starts_with('/') ? path(key, place) : Profile::Path{key});
        return list;
    }

    void readListAt(dom::element element, const std::string& place)
    {
        m_profile->lists.back().at = pointer(element, place);
    }
    void readListName(dom::element element, const std::string& place)
    {
        m_profile->lists.back().name = keys(element, place);
    }
    void readListValue(dom::element element, const std::string& place)
    {
        m_profile->lists.back().value = keys(element, place);
    }

    void readColumns(dom::element element, const std::string& place)
    {
        dom::object members;
        if (element.get(members))
            return fail(place, "an object is expected.");
        for (const auto member : members) {
            const auto column = columnByName(member.key);
            if (!column || *column == Column::Source || *column == Column::Details || *column == Column::Raw)
                return fail(place, "unknown key \"" + std::string(member.key) + "\".");
            m_profile->columns[static_cast<std::size_t>(*column)] = rule(member.value, below(place, member.key), 0);
        }
    }

    Rule rule(dom::element element, const std::string& place, int depth)
    {
        Rule result;
        std::string_view pointerText;
        dom::array entries;
        if (depth > 16) {
            fail(place, "rules are nested too deeply.");
        } else if (!element.get(pointerText)) {
            result.kind = Rule::Kind::Pointer;
            result.pointer = pointer(pointerText, place);
        } else if (!element.get(entries)) {
            for (const dom::element entry : entries)
                result.rules.push_back(rule(entry, place, depth + 1));
        } else {
            objectRule(element, place, depth, result);
        }
        return result;
    }

    void objectRule(dom::element element, const std::string& place, int depth, Rule& result)
    {
        dom::object members;
        if (element.get(members))
            return fail(place, "a rule is a pointer, a list or an object.");
        std::map<std::string_view, dom::element> byKey;
        for (const auto member : members)
            byKey.emplace(member.key, member.value);
        struct Form {
            std::string_view key;
            Rule::Kind kind;
            std::initializer_list<std::string_view> keys;
        };
        static const Form forms[] = {{"has", Rule::Kind::Has, {"has", "const"}},
            {"const", Rule::Kind::Const, {"const"}},
            {"at", Rule::Kind::Map, {"at", "values", "else", "prefix", "suffix", "after", "before"}},
            {"template", Rule::Kind::Template, {"template"}}, {"join", Rule::Kind::Join, {"join", "with"}}};
        for (const Form& form : forms) {
            if (!byKey.contains(form.key))
                continue;
            for (const auto& [key, value] : byKey)
                if (std::find(form.keys.begin(), form.keys.end(), key) == form.keys.end())
                    return fail(place, "unknown key \"" + std::string(key) + "\".");
            result.kind = form.kind;
            return fillRule(byKey, place, depth, result);
        }
        fail(place, "a rule has \"at\", \"const\", \"has\", \"template\" or \"join\".");
    }

    void fillRule(
        const std::map<std::string_view, dom::element>& byKey, const std::string& place, int depth, Rule& result)
    {
        for (const auto& [key, value] : byKey) {
            const std::string inner = below(place, key);
            if (key == "has")
                result.pointer = pointer(value, inner);
            else if (key == "const" || key == "with")
                result.text = text(value, inner);
            else if (key == "else")
                result.otherwise = text(value, inner);
            else if (key == "prefix")
                result.prefix = text(value, inner);
            else if (key == "suffix")
                result.suffix = text(value, inner);
            else if (key == "after")
                result.after = text(value, inner);
            else if (key == "before")
                result.before = text(value, inner);
            else if (key == "template")
                result.pieces = pieces(text(value, inner), inner);
            else if (key == "at")
                result.rules.push_back(rule(value, inner, depth + 1));
            else if (key == "join")
                result.rules = rule(value, inner, depth + 1).rules;
            else
                fillValues(value, inner, result);
        }
        if (result.kind == Rule::Kind::Has && result.text.empty())
            fail(place, "\"const\" is missing.");
        if (result.kind == Rule::Kind::Join && result.rules.empty())
            fail(place, "\"join\" needs a list of rules.");
    }

    void fillValues(dom::element element, const std::string& place, Rule& result)
    {
        dom::object members;
        if (element.get(members))
            return fail(place, "an object is expected.");
        for (const auto member : members) {
            if (member.key == "*")
                result.anyValue = text(member.value, place);
            else
                result.values.emplace_back(asciiLower(member.key), text(member.value, below(place, member.key)));
        }
    }

    std::vector<Rule::Piece> pieces(std::string_view pattern, const std::string& place)
    {
        std::vector<Rule::Piece> list;
        while (!pattern.empty()) {
            const std::size_t open = pattern.find("{/");
            const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
            if (close == std::string_view::npos) {
                list.push_back({std::string(pattern), -1});
                break;
            }
            const auto number = pointer(pattern.substr(open + 1, close - open - 1), place);
            list.push_back({std::string(pattern.substr(0, open)), static_cast<std::int32_t>(number)});
            pattern.remove_prefix(close + 1);
        }
        return list;
    }

    std::shared_ptr<Profile> m_profile = std::make_shared<Profile>();
    std::map<std::string, std::uint32_t> m_numbers;
    std::string m_fault;
};

} // namespace

Result<ProfilePtr> parseProfile(std::string_view json) { return ProfileParser().parse(json); }

} // namespace auditorium
