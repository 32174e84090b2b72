// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/clientsummary.h"

#include <QStringList>
#include <QStringView>

#include <algorithm>
#include <array>
#include <utility>

namespace auditorium {
namespace {

/// The version that follows `token`, cut to `parts` numbers ("131", "8.5"); empty where the token is not there.
QString versionAfter(QStringView text, QLatin1String token, int parts)
{
    qsizetype at = text.indexOf(token);
    if (at < 0)
        return {};
    at += token.size();
    if (at < text.size() && text.at(at) == QLatin1Char('v'))
        ++at;
    const qsizetype begin = at;
    for (; at < text.size(); ++at) {
        const QChar c = text.at(at);
        if (c == QLatin1Char('.') || c == QLatin1Char('_')) {
            if (--parts == 0)
                break;
        } else if (c < QLatin1Char('0') || c > QLatin1Char('9')) {
            break;
        }
    }
    QString version = text.mid(begin, at - begin).toString();
    version.replace(QLatin1Char('_'), QLatin1Char('.'));
    while (version.endsWith(QLatin1Char('.')))
        version.chop(1);
    return version;
}

QString named(QLatin1String name, const QString& version)
{
    return version.isEmpty() ? QString(name) : name + QLatin1Char(' ') + version;
}

QString platformOf(QStringView agent)
{
    if (agent.contains(QLatin1String("Windows Phone")))
        return QStringLiteral("Windows Phone");
    if (agent.contains(QLatin1String("Windows")))
        return QStringLiteral("Windows");
    if (agent.contains(QLatin1String("iPhone")))
        return named(QLatin1String("iOS"), versionAfter(agent, QLatin1String("iPhone OS "), 1));
    if (agent.contains(QLatin1String("iPad")))
        return named(QLatin1String("iPadOS"), versionAfter(agent, QLatin1String("CPU OS "), 1));
    if (agent.contains(QLatin1String("Android")))
        return named(QLatin1String("Android"), versionAfter(agent, QLatin1String("Android "), 1));
    if (agent.contains(QLatin1String("Macintosh")) || agent.contains(QLatin1String("Mac OS X"))
        || agent.contains(QLatin1String("Darwin/")))
        return QStringLiteral("macOS");
    if (agent.contains(QLatin1String("CrOS")))
        return QStringLiteral("ChromeOS");
    if (agent.contains(QLatin1String("Linux"), Qt::CaseInsensitive) || agent.contains(QLatin1String("X11")))
        return QStringLiteral("Linux");
    return {};
}

/// In this order: the first that is named is the browser, since each names its forerunners too.
constexpr std::array<std::pair<const char*, const char*>, 13> browsers = {{{"Edg/", "Edge"}, {"EdgA/", "Edge"},
    {"EdgiOS/", "Edge"}, {"Edge/", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"},
    {"Vivaldi/", "Vivaldi"}, {"FxiOS/", "Firefox"}, {"Firefox/", "Firefox"}, {"CriOS/", "Chrome"},
    {"HeadlessChrome/", "Headless Chrome"}, {"Chrome/", "Chrome"}, {"MSIE ", "Internet Explorer"}}};

QString browserOf(QStringView agent)
{
    for (const auto& [token, name] : browsers)
        if (agent.contains(QLatin1String(token)))
            return named(QLatin1String(name), versionAfter(agent, QLatin1String(token), 1));
    if (agent.contains(QLatin1String("Trident/7")))
        return QStringLiteral("Internet Explorer 11");
    if (agent.contains(QLatin1String("Safari/")))
        return named(QLatin1String("Safari"), versionAfter(agent, QLatin1String("Version/"), 1));
    return {};
}

bool isProductName(QStringView name)
{
    bool letter = false;
    for (const QChar c : name) {
        letter = letter || c.isLetter();
        if (!c.isLetterOrNumber() && !QStringView(u"-_.+").contains(c))
            return false;
    }
    return letter;
}

/// "name/1.2.3" as "name 1.2"; empty where it is no such token.
QString productToken(QStringView token)
{
    const qsizetype slash = token.indexOf(QLatin1Char('/'));
    if (slash <= 0 || slash + 1 >= token.size() || !isProductName(token.left(slash)))
        return {};
    QString version = versionAfter(token, QLatin1String("/"), 2);
    return version.isEmpty() ? QString() : token.left(slash).toString() + QLatin1Char(' ') + version;
}

/// A program built on a browser names itself beside it: "Slack/4.36 Chrome/120 Electron/28".
QString embeddedProgram(QStringView agent)
{
    if (!agent.contains(QLatin1String("Electron/")))
        return {};
    static constexpr std::array engine = {
        "Mozilla/", "AppleWebKit/", "Chrome/", "Electron/", "Safari/", "Version/", "Gecko/"};
    for (const QStringView token : agent.split(QLatin1Char(' ')))
        if (std::ranges::none_of(engine, [&](const char* name) { return token.startsWith(QLatin1String(name)); }))
            if (QString name = productToken(token); !name.isEmpty())
                return name;
    return {};
}

QString joined(const QString& program, const QString& platform)
{
    return platform.isEmpty() ? program : program + QStringLiteral(", ") + platform;
}

} // namespace

QString clientSummary(const QString& client)
{
    const QStringView agent = QStringView(client).trimmed();
    if (agent.startsWith(QLatin1String("Mozilla/"))) {
        QString program = embeddedProgram(agent);
        if (program.isEmpty())
            program = browserOf(agent);
        return program.isEmpty() ? client : joined(program, platformOf(agent));
    }
    const qsizetype space = agent.indexOf(QLatin1Char(' '));
    const QString program = productToken(space < 0 ? agent : agent.left(space));
    return program.isEmpty() ? client : joined(program, space < 0 ? QString() : platformOf(agent.mid(space)));
}

} // namespace auditorium
