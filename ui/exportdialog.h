// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"
#include "ui/models/positionranges.h"

#include <QDialog>
#include <QThreadPool>

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace auditorium {

/// What there is to export, and what was chosen last time.
struct ExportOffer {
    std::shared_ptr<const View> view;
    PositionRanges selection;
    std::vector<ColumnRef> shownColumns; ///< in the order of the table
    UtcOffset zone;
    QString zoneLabel;
    QString folder, format; ///< "csv", "ndjson", "json"
    QString filter; ///< as text, for the manifest
    bool neutralise = true;
    bool manifest = false;
};

/// Asks what to export and in which form, and shows how far it is. It may be closed meanwhile: the export goes on.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(Session& session, ExportOffer offer, QWidget* parent = nullptr);

    quint64 job() const { return m_job; } ///< 0 before the start
    QLineEdit* pathField() const { return m_path; }
    QPushButton* exportButton() const { return m_export; }
    QString stateText() const;
    QString chosenFormat() const;
    bool neutralises() const;
    bool writesManifest() const;

Q_SIGNALS:
    /// An export runs; `total` is how many events it writes.
    void started(quint64 job, quint64 total, const QString& path);

protected:
    void reject() override;

private:
    QWidget* makeForm();
    QWidget* makeFoot();
    void formatChanged();
    void columnsChanged();
    void browse();
    void checkPath();
    void start();
    void progress(quint64 job, quint64 done, quint64 total);
    void finished(quint64 job, quint64 written, quint64 total, const QString& error);
    void say(const QString& text, bool wrong);
    void setRunning(bool running);
    std::vector<ColumnRef> chosenColumns() const;
    quint64 chosenCount() const;

    Session& m_session;
    ExportOffer m_offer;
    QRadioButton* m_all = nullptr;
    QRadioButton* m_selected = nullptr;
    QComboBox* m_format = nullptr;
    QComboBox* m_columns = nullptr;
    QListWidget* m_columnList = nullptr;
    QComboBox* m_zone = nullptr;
    QCheckBox* m_neutralise = nullptr;
    QCheckBox* m_manifest = nullptr;
    QLineEdit* m_path = nullptr;
    QPushButton* m_browse = nullptr;
    QWidget* m_form = nullptr;
    QLabel* m_state = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton* m_show = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_close = nullptr;
    QThreadPool m_pool;
    QString m_replaceable; ///< a path that may be replaced: chosen in the file dialog, or confirmed
    quint64 m_job = 0;
    bool m_running = false;
};

} // namespace auditorium
