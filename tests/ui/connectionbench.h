// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/windowbench.h"
#include "ui/connectioneditor.h"
#include "ui/connectionsdialog.h"
#include "ui/kindchooser.h"

#include <QComboBox>
#include <QDirIterator>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace auditorium {

/// The window with connections of its own.
struct ConnectionBench : WindowBench {
    std::shared_ptr<ConnectionDesk> desk =
        std::make_shared<ConnectionDesk>(LibraryFolders{folder.filePath(QStringLiteral("data")).toStdString(),
                                             folder.filePath(QStringLiteral("config")).toStdString()},
            session.knowledge());
    Connections connections{desk};

    /// `ownProfile`: a service profile of the user's own; there before the window looks, for profiles are read once.
    explicit ConnectionBench(const QByteArray& ownProfile = {})
    {
        if (!ownProfile.isEmpty()) {
            QDir().mkpath(folder.filePath(QStringLiteral("config/services")));
            write(QStringLiteral("config/services/played.json"), ownProfile);
        }
        session.setDesk(desk);
        window->setConnections(&connections);
    }
    ~ConnectionBench() { window.reset(); } // before the connections

    ConnectionsDialog* open()
    {
        window->actions()->connections->trigger();
        return window->connectionsDialog();
    }
    ConnectionsDialog* dialog() const { return window->connectionsDialog(); }
    ConnectionEditor* editor() const { return dialog()->editor(); }
    template <class T>
    T* find(const char* name) const
    {
        T* found = editor() ? editor()->findChild<T*>(QLatin1String(name)) : nullptr; // one that is left is about to go
        return found ? found : dialog()->findChild<T*>(QLatin1String(name));
    }

    /// New, search, Enter.
    void choose(const QString& kind)
    {
        QTRY_VERIFY_WITH_TIMEOUT(dialog()->chooser()->list()->count() > 0, patience);
        QTest::mouseClick(dialog()->newButton(), Qt::LeftButton);
        QTest::keyClicks(dialog()->chooser()->searchField(), kind);
        QTest::keyClick(dialog()->chooser()->searchField(), Qt::Key_Return);
    }
    void type(const char* field, const QString& text)
    {
        auto* edit = find<QLineEdit>(field);
        QVERIFY2(edit && edit->isVisible(), field);
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QCOMPARE(edit->text(), text);
    }
    void keepInMemory()
    {
        auto* place = find<QComboBox>("secretPlace");
        place->setCurrentIndex(place->findData(static_cast<int>(SecretPlace::Memory)));
    }
    /// Everything under the folder, and the settings.
    QByteArray written() const
    {
        QByteArray all;
        QDirIterator files(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }
};

} // namespace auditorium
