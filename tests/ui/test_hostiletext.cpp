// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "tablebench.h"
#include "ui/detailview.h"
#include "ui/eventdetailparts.h"
#include "ui/models/celltext.h"
#include "ui/models/fieldmodel.h"
#include "ui/theme.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>

using namespace auditorium;

namespace {

/// Strings that break software; with the shared collection where it is at hand.
std::vector<std::string> hostileTexts()
{
    std::vector<std::string> texts = {"<b>bold</b>", "<img src='file:///etc/passwd'>",
        "<a href='http://203.0.113.9'>click</a>", "&lt;b&gt;", "<?xml version='1.0'?><qt>x</qt>", "<table><tr><td>x",
        "\xE2\x80\xAE"
        "txt.exe",
        "a\xE2\x81\xA6"
        "b\xE2\x81\xA9",
        "\xEF\xBB\xBF", "line\nbreak\r\nand\ttab", std::string("nul\0inside", 10), "\x1B[31mred\x1B[0m",
        "\xC2\x85\xC2\x9B", "\xFF\xFE broken", std::string(100000, 'x'), "%s%n%1%2%3", "&Ctrl&&",
        "\xE2\x80\x8B\xE2\x80\x8B", "ﷺﷺﷺ", "🏳️‍🌈👩‍👩‍👧‍👦", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗", "\xF3\xA0\x81\x81tag"};
    const QByteArray shared = qEnvironmentVariableIsSet("AUDITORIUM_SHARED")
        ? qgetenv("AUDITORIUM_SHARED")
        : QByteArray(AUDITORIUM_SOURCE_DIR "/../shared");
    QFile file(QString::fromUtf8(shared) + QStringLiteral("/data/bad/blns/blns.json"));
    if (file.open(QIODevice::ReadOnly)) {
        const QJsonArray all = QJsonDocument::fromJson(file.readAll()).array();
        for (const QJsonValue& value : all)
            texts.push_back(value.toString().toStdString());
    }
    return texts;
}

bool isDrawable(const QString& text)
{
    for (const QChar c : text)
        if (c.unicode() < 0x20 || c.unicode() == 0x7F || (c.unicode() >= 0x80 && c.unicode() < 0xA0)
            || (c.unicode() >= 0x202A && c.unicode() <= 0x202E) || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069)
            || c.unicode() == 0x200B || c.unicode() == 0xFEFF)
            return false;
    return true;
}

std::shared_ptr<FakeView> hostileView(const std::vector<std::string>& texts)
{
    class Hostile : public FakeView {
    public:
        explicit Hostile(std::vector<std::string> texts)
            : FakeView(texts.size())
            , m_texts(std::move(texts))
        {
            setFill([this](RowView& row) {
                for (std::size_t i = 1; i < columnCount; ++i)
                    row.text[i] = m_texts[row.row];
            });
        }
        Result<Event> event(Row row) const override
        {
            Result<Event> event = FakeView::event(row);
            const std::string& text = m_texts[row];
            event->details = {{text, text, ValueKind::String}, {"old_" + text, text, ValueKind::String},
                {"new_" + text, "x" + text, ValueKind::String}};
            event->raw = text;
            return event;
        }

    private:
        std::vector<std::string> m_texts;
    };
    return std::make_shared<Hostile>(texts);
}

} // namespace

/// What attackers write stays text: never markup, never a control character, never a stall.
class TestHostileText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyScheme(*qApp, Scheme::Light); }

    void cellsAndToolTipsArePlain()
    {
        const std::vector<std::string> texts = hostileTexts();
        TableBench t;
        t.show(hostileView(texts));
        for (quint64 p = 0; p < texts.size(); ++p) {
            t.view.scrollTo(p, true);
            QTRY_VERIFY(t.model.loadedRow(p));
            const RowView row = *t.model.loadedRow(p);
            for (int column = 0; column < t.model.columnCount(); ++column) {
                const QString text = t.model.cellText(row, column);
                QVERIFY2(isDrawable(text), qPrintable(text));
                QVERIFY2(text.size() <= 700, qPrintable(text));
                QVERIFY2(!Qt::mightBeRichText(t.model.toolTip(row, column)), qPrintable(t.model.toolTip(row, column)));
            }
        }
        t.view.grab();
    }

    void expandedEventsArePlain()
    {
        const std::vector<std::string> texts = hostileTexts();
        TableBench t;
        t.show(hostileView(texts));
        for (quint64 p = 0; p < texts.size(); p += 3) {
            t.view.collapseAll();
            t.view.scrollTo(p, true);
            QTRY_VERIFY(t.model.loadedRow(p));
            t.view.setExpanded(p, true);
            QTRY_VERIFY(t.view.detailAt(p) && t.view.detailAt(p)->hasEvent());
            EventDetail* detail = t.view.detailAt(p);
            QVERIFY(!detail->findChildren<QLabel*>().isEmpty());
            for (const auto* label : detail->findChildren<QLabel*>()) {
                QCOMPARE(label->textFormat(), Qt::PlainText);
                QVERIFY2(!Qt::mightBeRichText(label->toolTip()), qPrintable(label->toolTip()));
            }
            const auto* fields = detail->findChild<FieldList*>()->fields();
            for (int row = 0; row < fields->rowCount(); ++row)
                for (int column = 0; column < 2; ++column) {
                    QVERIFY(isDrawable(fields->index(row, column).data().toString()));
                    QVERIFY(!Qt::mightBeRichText(fields->index(row, column).data(Qt::ToolTipRole).toString()));
                }
            QVERIFY(detail->height() < 2000);
            detail->grab();
        }
    }

    void thePaneIsPlain()
    {
        const std::vector<std::string> texts = hostileTexts();
        const auto view = hostileView(texts);
        DetailView pane(fakeKnowledge());
        quint64 job = 0;
        pane.setEventRequest([&](const std::shared_ptr<const View>&, Row) { return ++job; });
        pane.resize(320, 600);
        pane.show();
        for (Row row = 0; row < texts.size(); row += 5) {
            pane.showRow(view, view->rowView(row));
            EventAnswer answer;
            answer.job = job;
            answer.event = std::make_shared<Event>(*view->event(row));
            pane.setEvent(answer);
            for (const auto* label : pane.findChildren<QLabel*>())
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        pane.grab();
    }

    /// A megabyte in one line must not be laid out: that takes minutes. Counted in characters, not in seconds.
    void hugeRecordsAreShownInPart()
    {
        RawRecord raw;
        raw.resize(600, 200);
        std::string text = "{\"x\":\"" + std::string(3'000'000, 'y') + "\"}";
        raw.setRecord(text);
        QVERIFY(raw.toPlainText().size() < 200'000);
        for (const QString& line : raw.toPlainText().split(QLatin1Char('\n')))
            QVERIFY(line.size() <= static_cast<qsizetype>(RawRecord::lineLimit));
        QVERIFY(raw.toPlainText().contains(QStringLiteral("Copy takes all of it")));
        QVERIFY(raw.whole().size() >= 3'000'000);
        raw.grab();
    }
};

QTEST_MAIN(TestHostileText)
#include "test_hostiletext.moc"
