// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/style.h"
#include "ui/theme.h"

#include <QApplication>
#include <QStyleFactory>

#ifdef AUDITORIUM_HAVE_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFile>
#endif

#include <algorithm>
#include <array>
#include <memory>

namespace auditorium {

/// Remembers what the desktop looked like before we set anything, and follows its preference. A child of the
/// application.
class SchemeKeeper : public QObject {
    Q_OBJECT
public:
    explicit SchemeKeeper(QApplication& application)
        : QObject(&application)
    {
        const QPalette now = QApplication::palette();
        const std::unique_ptr<QStyle> fusion(QStyleFactory::create(QStringLiteral("Fusion")));
        const QPalette plain = fusion ? fusion->standardPalette() : QPalette();
        m_ownPalette =
            std::ranges::any_of(std::array{QPalette::Window, QPalette::Base, QPalette::Text, QPalette::Highlight},
                [&](QPalette::ColorRole role) { return now.color(role) != plain.color(role); });
        m_dark = now.color(QPalette::Window).lightnessF() < now.color(QPalette::WindowText).lightnessF();
    }

    void apply(Scheme scheme)
    {
        m_scheme = scheme;
        if (scheme == Scheme::System)
            listen();
        show();
    }

private Q_SLOTS:
#ifdef AUDITORIUM_HAVE_DBUS
    void settingChanged(const QString& space, const QString& key, const QDBusVariant& value)
    {
        if (space == QLatin1String("org.freedesktop.appearance") && key == QLatin1String("color-scheme"))
            preferenceArrived(value.variant());
    }
#endif

private:
    void show()
    {
        if (m_scheme == Scheme::System && m_ownPalette)
            QApplication::setPalette(QPalette()); // the desktop's, and whatever it becomes
        else
            QApplication::setPalette(paletteOf(m_scheme == Scheme::Dark || (m_scheme == Scheme::System && m_dark)));
    }

    void preferenceArrived(const QVariant& value)
    {
        const uint preference = value.toUInt(); // 1 dark, 2 light, 0 none
        if (preference != 1 && preference != 2)
            return;
        m_dark = preference == 1;
        if (m_scheme == Scheme::System)
            show();
    }

    void listen()
    {
#ifdef AUDITORIUM_HAVE_DBUS
        // Without a bus of the session libdbus would try to start one.
        const QString socket = qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus");
        if (m_listening || (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") && !QFile::exists(socket)))
            return;
        m_listening = true;
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            return;
        const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
        const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
        const QString settings = QStringLiteral("org.freedesktop.portal.Settings");
        bus.connect(service, path, settings, QStringLiteral("SettingChanged"), this,
            SLOT(settingChanged(QString, QString, QDBusVariant)));
        QDBusMessage read = QDBusMessage::createMethodCall(service, path, settings, QStringLiteral("Read"));
        read << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme");
        auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
            call->deleteLater();
            const QDBusPendingReply<QDBusVariant> reply = *call;
            if (reply.isError())
                return;
            QVariant value = reply.value().variant();
            if (value.canConvert<QDBusVariant>())
                value = value.value<QDBusVariant>().variant(); // the old Read wraps twice
            preferenceArrived(value);
        });
#endif
    }

    Scheme m_scheme = Scheme::System;
    bool m_ownPalette = false, m_dark = false, m_listening = false;
};

void applyScheme(QApplication& application, Scheme scheme)
{
    auto* keeper = application.findChild<SchemeKeeper*>(QString(), Qt::FindDirectChildrenOnly);
    if (!keeper) {
        keeper = new SchemeKeeper(application);
        QApplication::setStyle(new AuditoriumStyle);
    }
    keeper->apply(scheme);
}

} // namespace auditorium

#include "scheme.moc"
