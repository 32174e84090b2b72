// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "command/desk.h"
#include "command/print.h"
#include "command/subcommands.h"

#include "connect/connecttest.h"
#include "connect/sqlsource.h"
#include "event/text.h"
#include "session/session.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace auditorium {

namespace {

constexpr std::size_t shownText = 2000;

struct Work {
    const Arguments& arguments;
    std::shared_ptr<const ConnectionDesk> desk;
    std::string name; ///< second word
};

Error usage(std::string message)
{
    return {"usage", std::move(message)};
}

struct Driver {
    const char* name;
    const char* qt;
};
constexpr std::array drivers = {Driver{"postgresql", "QPSQL"}, Driver{"sqlite", "QSQLITE"}};

Result<std::string> fileText(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file)
        return Error{"connection.file", path + " cannot be read."};
    return text.str();
}

std::string absolutePath(const std::string& path)
{
    std::error_code failed;
    const std::filesystem::path absolute = std::filesystem::absolute(path, failed);
    return path.empty() || failed ? path : absolute.lexically_normal().string();
}

Status readDatabase(const Arguments& arguments, Connection& connection)
{
    const std::string driver = arguments.option("driver");
    for (const Driver& known : drivers)
        if (driver == known.name)
            connection.sql.driver = known.qt;
    if (connection.sql.driver.empty())
        return usage("--driver takes postgresql or sqlite");
    connection.sql.host = arguments.option("host");
    connection.sql.database = arguments.option("database");
    connection.sql.user = arguments.option("user");
    connection.sql.sslMode = arguments.option("ssl-mode");
    connection.sql.shape = arguments.option("shape");
    if (connection.sql.database.empty())
        return usage("a database needs --database");
    if (connection.sql.driver == "QSQLITE")
        connection.sql.database = absolutePath(connection.sql.database);
    constexpr std::array<std::string_view, 7> modes = {"", "disable", "allow", "prefer", "require", "verify-ca", "verify-full"};
    if (std::find(modes.begin(), modes.end(), connection.sql.sslMode) == modes.end())
        return usage("--ssl-mode takes one of verify-full, verify-ca, require, prefer, allow, disable");
    if (const std::string port = arguments.option("port"); !port.empty()) {
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), connection.sql.port);
        if (error != std::errc{} || end != port.data() + port.size() || connection.sql.port < 1 || connection.sql.port > 65535)
            return usage("--port takes a number from 1 to 65535");
    }
    connection.sql.table = arguments.option("table");
    if (const auto dot = connection.sql.table.find('.'); dot != std::string::npos) {
        connection.sql.schema = connection.sql.table.substr(0, dot);
        connection.sql.table.erase(0, dot + 1);
    }
    if (const std::string mapping = arguments.option("mapping"); !mapping.empty()) {
        const Result<std::string> text = fileText(mapping);
        if (!text)
            return text.error();
        connection.sql.mapping = *text;
    }
    return success();
}

Status readService(const Work& work, Connection& connection)
{
    connection.profile = work.arguments.option("profile");
    const ServiceProfilePtr known = work.desk->services().find(connection.profile);
    if (!known)
        return usage("there is no service profile \"" + connection.profile + "\"; see: auditorium connection profiles");
    if (known->exportOnly)
        return Error{"connection.export", known->notice};
    for (const auto& [option, value] : work.arguments.given) {
        if (option != "set")
            continue;
        const auto equals = value.find('=');
        const std::string name = value.substr(0, equals);
        const bool isVariable = std::any_of(known->variables.begin(), known->variables.end(), [&](const ServiceVariable& v) { return v.name == name; });
        if (equals == std::string::npos || !isVariable)
            return usage("--set takes NAME=VALUE, with a variable of the profile; see: auditorium connection profiles");
        connection.variables[name] = value.substr(equals + 1);
    }
    for (const ServiceVariable& variable : known->variables)
        if (variable.required && variable.otherwise.empty() && !connection.variables.contains(variable.name))
            return usage("--set " + variable.name + "=... is needed: " + variable.label);
    connection.baseUrl = work.arguments.option("base-url");
    connection.auth = work.arguments.option("auth");
    const auto profile = work.desk->profileOf(connection);
    if (!profile)
        return profile.error();
    if (!authOf(connection, **profile))
        return usage("the profile knows no way to sign in \"" + connection.auth + "\"");
    return success();
}

Status readSecretPlace(const Arguments& arguments, Connection& connection)
{
    const std::string place = arguments.option("secrets");
    if (place == "environment" || (place.empty() && !arguments.tokenEnv.empty())) {
        connection.secretPlace = SecretPlace::Environment;
        connection.secretFrom = arguments.tokenEnv;
        return connection.secretFrom.empty() ? Status(usage("--secrets environment needs --token-env VAR")) : success();
    }
    if (place == "file")
        connection.secretPlace = SecretPlace::File;
    else if (!place.empty() && place != "keychain")
        return usage("--secrets takes one of keychain, file, environment");
    return success();
}

/// Moves the secrets that were given for this run to where the connection keeps them.
Status keepSecrets(const Work& work, const Connection& connection)
{
    if (connection.secretPlace == SecretPlace::Environment || (work.arguments.tokenEnv.empty() && work.arguments.tokenFile.empty()))
        return success();
    const auto given = givenSecret(work.arguments.tokenEnv, work.arguments.tokenFile);
    if (!given)
        return given.error();
    std::vector<std::pair<std::string, std::string>> keys = {{"password", {}}};
    if (!connection.isSql()) {
        const auto profile = work.desk->profileOf(connection);
        keys = neededSecrets(*authOf(connection, **profile));
    }
    ConnectionDesk kept = *work.desk;
    kept.setGivenSecrets(nullptr);
    const auto place = kept.secretsOf(connection);
    if (!place)
        return place.error();
    for (const auto& [key, label] : keys) {
        const auto secret = (*given)->read(connection.id, key);
        if (!secret)
            return secret.error();
        if (*secret)
            if (Status status = (*place)->write(connection.id, key, **secret); !status)
                return status;
    }
    return success();
}

/// What of a new connection can be wrong without asking anybody.
Status checkTrust(const Connection& connection)
{
    const std::string& pin = connection.tls.pinnedSha256;
    if (!pin.empty() && (pin.size() != 64 || pin.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos))
        return usage("--pin takes the 64 hexadecimal digits of a SHA-256");
    if (!connection.tls.caFile.empty()) {
        const Result<std::string> text = fileText(connection.tls.caFile);
        if (!text)
            return text.error();
        if (text->find("-----BEGIN CERTIFICATE-----") == std::string::npos)
            return Error{"connection.file", connection.tls.caFile + " holds no certificate (PEM)."};
    }
    return success();
}

/// The shape of the table, or what its columns seem to be: seen in the window, and to be changed there. What cannot be asked now is recognised later.
void recogniseTable(const Work& work, Connection& connection)
{
    if (connection.sql.table.empty() || !connection.sql.shape.empty() || !connection.sql.mapping.empty())
        return;
    const Result<Secret> password = work.desk->databasePassword(connection);
    const auto tables = password ? listTables(connection, *password, {}) : Result<std::vector<SqlTable>>(password.error());
    if (!tables)
        return;
    for (const SqlTable& table : *tables) {
        if (table.name != connection.sql.table || (!connection.sql.schema.empty() && table.schema != connection.sql.schema))
            continue;
        connection.sql.shape = table.shape;
        connection.sql.mapping = table.shape.empty() ? table.mapping : std::string();
        return;
    }
}

Status add(const Work& work)
{
    const bool database = !work.arguments.option("driver").empty();
    if (database == !work.arguments.option("profile").empty())
        return usage("add needs either --profile ID (a service) or --driver D (a database)");
    Connection connection;
    connection.name = work.name;
    connection.tls = {absolutePath(work.arguments.option("ca-file")), work.arguments.option("pin")};
    for (const Status& status : {checkTrust(connection), readSecretPlace(work.arguments, connection), database ? readDatabase(work.arguments, connection) : readService(work, connection)})
        if (!status)
            return status;
    if (database)
        recogniseTable(work, connection);
    const Result<Connection> added = work.desk->library().add(connection);
    if (!added)
        return added.error();
    if (const Status kept = keepSecrets(work, *added); !kept) {
        static_cast<void>(work.desk->library().remove(*added));
        return kept;
    }
    return printOut("added " + added->name + "; see: auditorium connection test " + added->name + "\n");
}

std::string whereOf(const Connection& connection)
{
    if (!connection.isSql())
        return connection.baseUrl;
    const SqlSettings& sql = connection.sql;
    return sql.driver + " " + (sql.host.empty() ? std::string() : sql.host + "/") + sql.database + " " + (sql.schema.empty() ? std::string() : sql.schema + ".") + sql.table;
}

Status list(const Work& work)
{
    const auto all = work.desk->library().connections();
    if (!all)
        return all.error();
    if (work.arguments.format == "json") {
        QJsonArray array;
        for (const Connection& one : *all)
            array.append(QJsonDocument::fromJson(QByteArray::fromStdString(connectionJson(one))).object());
        return printOut(QJsonDocument(array).toJson().toStdString());
    }
    SmallTable table{{"name", "kind", "where"}, {false, false, false}, {}};
    for (const Connection& one : *all)
        table.rows.push_back({one.name, one.isSql() ? "database" : one.profile, displayText(whereOf(one), shownText)});
    return printOut(formatTable(table, work.arguments.format));
}

Status profiles(const Work& work)
{
    for (const Error& error : work.desk->services().errors)
        std::fprintf(stderr, "auditorium: %s\n", displayText(error.message, shownText).c_str());
    SmallTable table{{"profile", "name", "variables", "sign_in"}, {false, false, false, false}, {}};
    for (const ServiceProfilePtr& profile : work.desk->services().profiles) {
        std::string variables, ways;
        for (const ServiceVariable& variable : profile->variables)
            variables += (variables.empty() ? "" : " ") + variable.name + (variable.otherwise.empty() ? "" : "=" + variable.otherwise);
        for (const AuthSpec& auth : profile->auth)
            ways += (ways.empty() ? "" : " ") + auth.id;
        table.rows.push_back({profile->id, profile->name, variables, profile->exportOnly ? "(export only)" : ways});
    }
    return printOut(formatTable(table, work.arguments.format));
}

/// What asking a service takes.
struct Service {
    ServiceProfilePtr profile;
    std::shared_ptr<SecretStore> secrets;
};

Result<Service> serviceOf(const Work& work, const Connection& connection)
{
    auto profile = work.desk->profileOf(connection);
    if (!profile)
        return profile.error();
    auto secrets = work.desk->secretsOf(connection);
    if (!secrets)
        return secrets.error();
    return Service{std::move(*profile), std::move(*secrets)};
}

const char* outcomeName(TestStep::Outcome outcome)
{
    constexpr std::array names = {"passed", "warning", "failed", "skipped"};
    return names[static_cast<std::size_t>(outcome)];
}

Status test(const Work& work)
{
    const Result<Connection> connection = work.desk->library().connection(work.name);
    if (!connection)
        return connection.error();
    const bool json = work.arguments.format == "json";
    const auto told = [&](const TestStep& step) {
        if (json)
            return;
        char ms[32];
        std::snprintf(ms, sizeof ms, "%8.1f ms", step.ms);
        static_cast<void>(printOut(std::string(outcomeName(step.outcome)) + std::string(9 - std::string_view(outcomeName(step.outcome)).size(), ' ') + ms + "  "
            + displayText(step.title, shownText) + (step.detail.empty() ? "" : ": " + displayText(step.detail, shownText)) + "\n"));
    };
    std::vector<TestStep> steps;
    if (connection->isSql()) {
        const Result<Secret> password = work.desk->databasePassword(*connection);
        if (!password)
            return password.error();
        steps = testDatabase(*connection, *password, {}, told);
    } else {
        const auto service = serviceOf(work, *connection);
        if (!service)
            return service.error();
        steps = testService(*connection, *service->profile, service->secrets, {}, told);
    }
    if (json) {
        QJsonArray array;
        for (const TestStep& step : steps)
            array.append(QJsonObject{{QStringLiteral("step"), QString::fromStdString(step.id)}, {QStringLiteral("outcome"), QLatin1String(outcomeName(step.outcome))},
                {QStringLiteral("detail"), QString::fromStdString(step.detail)}, {QStringLiteral("ms"), step.ms}});
        static_cast<void>(printOut(QJsonDocument(array).toJson().toStdString()));
    }
    const bool failed = steps.empty() || std::any_of(steps.begin(), steps.end(), [](const TestStep& s) { return s.outcome == TestStep::Outcome::Failed; });
    return failed ? Status(Error{"connection.test", "the connection does not work"}) : success();
}

Status tables(const Work& work)
{
    const Result<Connection> connection = work.desk->library().connection(work.name);
    if (!connection)
        return connection.error();
    const Result<Secret> password = work.desk->databasePassword(*connection);
    if (!password)
        return password.error();
    const auto found = listTables(*connection, *password, {});
    if (!found)
        return found.error();
    SmallTable table{{"table", "shape", "columns"}, {false, false, false}, {}};
    for (const SqlTable& one : *found) {
        std::string columns;
        for (const SqlColumn& column : one.columns)
            columns += (columns.empty() ? "" : " ") + column.name;
        table.rows.push_back({(one.schema.empty() ? "" : one.schema + ".") + one.name, one.shape, columns});
    }
    return printOut(formatTable(table, work.arguments.format));
}

Status signInto(const Work& work)
{
    const Result<Connection> connection = work.desk->library().connection(work.name);
    if (!connection)
        return connection.error();
    const auto service = serviceOf(work, *connection);
    if (!service)
        return service.error();
    HttpClient http(connection->tls);
    const Status status = signIn(*connection, *service->profile, service->secrets, http, [](const SignInPrompt& prompt) {
        std::fprintf(stderr, "Open %s\n", displayText(prompt.url, shownText).c_str());
        if (!prompt.code.empty())
            std::fprintf(stderr, "and enter the code %s\n", displayText(prompt.code, shownText).c_str());
    }, {});
    return status ? printOut("signed in\n") : status;
}

Status remove(const Work& work)
{
    const Result<Connection> connection = work.desk->library().connection(work.name);
    if (!connection)
        return connection.error();
    if (Status status = work.desk->remove(*connection); !status)
        return status;
    return printOut("removed " + connection->name + " with its local copy and its secrets\n");
}

struct Verb {
    const char* name;
    bool named; ///< a connection's name follows
    Status (*run)(const Work&);
};
constexpr std::array verbs = {Verb{"add", true, add}, Verb{"list", false, list}, Verb{"test", true, test}, Verb{"tables", true, tables},
    Verb{"sign-in", true, signInto}, Verb{"remove", true, remove}, Verb{"profiles", false, profiles}};

} // namespace

int runConnection(const Arguments& arguments)
{
    const auto knowledge = builtInKnowledge();
    if (!knowledge)
        return failWith(knowledge.error());
    const std::string word = arguments.words.empty() ? std::string() : arguments.words.front();
    const auto verb = std::find_if(verbs.begin(), verbs.end(), [&](const Verb& v) { return word == v.name; });
    if (verb == verbs.end() || arguments.words.size() != (verb->named ? 2u : 1u)) {
        failWith(usage("connection takes add NAME, list, test NAME, tables NAME, sign-in NAME, remove NAME or profiles; see: auditorium connection --help"));
        return exitUsage;
    }
    const auto desk = makeDesk(arguments, *knowledge);
    if (!desk)
        return failWith(desk.error());
    const Status status = verb->run({arguments, *desk, verb->named ? arguments.words[1] : std::string()});
    if (status)
        return exitDone;
    failWith(status.error());
    return status.error().code == "usage" || status.error().code == "connection.name" ? exitUsage : exitFailed;
}

} // namespace auditorium
