// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/window.h"

#include "session/connections.h"
#include "session/session.h"
#include "ui/mainwindow.h"
#include "ui/settings.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDir>
#include <QIcon>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

namespace auditorium {

namespace {

/// Options that QApplication itself takes, and whether a value follows.
struct ToolkitOption {
    const char* name;
    bool value;
};
constexpr std::array toolkitOptions = {ToolkitOption{"platform", true}, ToolkitOption{"style", true},
    ToolkitOption{"display", true}, ToolkitOption{"geometry", true}, ToolkitOption{"qwindowgeometry", true},
    ToolkitOption{"name", true}, ToolkitOption{"title", true}, ToolkitOption{"session", true},
    ToolkitOption{"reverse", false}};

/// What the command line asks the window to do.
struct WindowArguments {
    QStringList paths;
    bool platformChosen = false;
    bool index = true;
    QString unknownOption;
};

WindowArguments readArguments(const QStringList& arguments)
{
    WindowArguments out;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString& argument = arguments[i];
        if (argument == QLatin1String("--")) {
            out.paths += arguments.mid(i + 1);
            break;
        }
        if (!argument.startsWith(QLatin1Char('-')) || argument == QLatin1String("-")) {
            out.paths << argument;
            continue;
        }
        if (argument == QLatin1String("--no-index")) {
            out.index = false;
            continue;
        }
        const QString name = argument.mid(argument.startsWith(QLatin1String("--")) ? 2 : 1);
        const auto known = std::find_if(toolkitOptions.begin(), toolkitOptions.end(),
            [&](const ToolkitOption& option) { return name.section(QLatin1Char('='), 0, 0) == QLatin1String(option.name); });
        if (known == toolkitOptions.end()) {
            out.unknownOption = argument;
            break;
        }
        out.platformChosen = out.platformChosen || qstrcmp(known->name, "platform") == 0;
        if (known->value && !name.contains(QLatin1Char('=')))
            ++i;
    }
    return out;
}

bool haveDisplay()
{
    constexpr std::array names = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"};
    return std::any_of(names.begin(), names.end(), [](const char* name) { return !qEnvironmentVariableIsEmpty(name); });
}

QString samplesFolder()
{
    const QString installed = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("../share/auditorium/samples"));
    for (const QString& folder : {installed, QStringLiteral(AUDITORIUM_SAMPLES)})
        if (!QDir(folder).isEmpty())
            return QDir::cleanPath(folder);
    return {};
}

/// English first, for its plurals and for whatever another language lacks; the last one installed is asked first.
void installTranslations(QApplication& application)
{
    const QString folder = QStringLiteral(":/i18n");
    const auto install = [&](auto&&... where) {
        auto* translator = new QTranslator(&application);
        if (translator->load(where...))
            application.installTranslator(translator);
    };
    install(QStringLiteral("auditorium_en"), folder);
    install(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QLocale(), QStringLiteral("auditorium"), QStringLiteral("_"), folder);
}

} // namespace

int runWindow(int argc, char** argv, const QStringList& arguments)
{
    const WindowArguments wanted = readArguments(arguments);
    if (!wanted.unknownOption.isEmpty()) {
        std::fprintf(stderr, "auditorium: unknown option %s; see \"auditorium --help\"\n", qPrintable(wanted.unknownOption));
        return 2;
    }
    if (!wanted.platformChosen && !haveDisplay()) {
        std::fputs("auditorium: there is no display to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set); "
                   "the command line needs none, see \"auditorium --help\"\n", stderr);
        return 1;
    }
    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Auditorium"));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.auditorium.Auditorium"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/auditorium.svg")));
    installTranslations(application);

    Result<std::shared_ptr<const Knowledge>> knowledge = builtInKnowledge();
    if (!knowledge) {
        std::fprintf(stderr, "auditorium: %s\n", knowledge.error().message.c_str());
        return 1;
    }
    const auto desk = std::make_shared<ConnectionDesk>(defaultLibraryFolders(), *knowledge);
    Session session(std::move(*knowledge));
    session.setDesk(desk);
    Connections connections(desk); // outlives the window
    IndexOptions index;
    if (wanted.index)
        index.folder = defaultIndexFolder().toStdString();
    session.setIndex(index);
    MainWindow window(session, SettingsFile(SettingsFile::defaultPath()), samplesFolder());
    window.setConnections(&connections);
    window.show();
    if (!wanted.paths.isEmpty())
        window.openPaths(wanted.paths);
    return QApplication::exec();
}

} // namespace auditorium
