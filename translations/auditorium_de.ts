<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Chips</name>
    <message>
        <source>(none)</source>
        <translation>(leer)</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <comment>further values</comment>
        <translation>
            <numerusform> und %n weiterer</numerusform>
            <numerusform> und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n second(s)</source>
        <translation>
            <numerusform>letzte Sekunde</numerusform>
            <numerusform>letzte %n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n minute(s)</source>
        <translation>
            <numerusform>letzte Minute</numerusform>
            <numerusform>letzte %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n hour(s)</source>
        <translation>
            <numerusform>letzte Stunde</numerusform>
            <numerusform>letzte %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n day(s)</source>
        <translation>
            <numerusform>letzter Tag</numerusform>
            <numerusform>letzte %n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n week(s)</source>
        <translation>
            <numerusform>letzte Woche</numerusform>
            <numerusform>letzte %n Wochen</numerusform>
        </translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 ab %2</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>%1 up to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>nicht %1</translation>
    </message>
    <message>
        <source>%1 matches %2</source>
        <translation>%1 passt auf %2</translation>
    </message>
    <message>
        <source>%1 before %2</source>
        <translation>%1 vor %2</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>has %1</source>
        <translation>mit %1</translation>
    </message>
    <message>
        <source>without %1</source>
        <translation>ohne %1</translation>
    </message>
    <message>
        <source>text: %1</source>
        <translation>Text: %1</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>actor</source>
        <translation>Akteur</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>IP</source>
        <translation>IP</translation>
    </message>
    <message>
        <source>client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>event ID</source>
        <translation>Ereignis-ID</translation>
    </message>
    <message>
        <source>source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>raw record</source>
        <translation>Rohdatensatz</translation>
    </message>
    <message>
        <source>details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>EventText</name>
    <message>
        <source>%2 was recorded.</source>
        <translation>%2 wurde aufgezeichnet.</translation>
    </message>
    <message>
        <source>%1 performed %2.</source>
        <translation>%1 hat %2 ausgeführt.</translation>
    </message>
    <message>
        <source>%2 was recorded on %3.</source>
        <translation>%2 wurde an %3 aufgezeichnet.</translation>
    </message>
    <message>
        <source>%1 performed %2 on %3.</source>
        <translation>%1 hat %2 an %3 ausgeführt.</translation>
    </message>
    <message>
        <source>%2 was recorded in workspace %4.</source>
        <translation>%2 wurde im Arbeitsbereich %4 aufgezeichnet.</translation>
    </message>
    <message>
        <source>%1 performed %2 in workspace %4.</source>
        <translation>%1 hat %2 im Arbeitsbereich %4 ausgeführt.</translation>
    </message>
    <message>
        <source>%2 was recorded on %3 in workspace %4.</source>
        <translation>%2 wurde an %3 im Arbeitsbereich %4 aufgezeichnet.</translation>
    </message>
    <message>
        <source>%1 performed %2 on %3 in workspace %4.</source>
        <translation>%1 hat %2 an %3 im Arbeitsbereich %4 ausgeführt.</translation>
    </message>
    <message>
        <source>An event without a type</source>
        <translation>Ein Ereignis ohne Typ</translation>
    </message>
    <message>
        <source> It failed.</source>
        <translation> Es schlug fehl.</translation>
    </message>
    <message>
        <source>Not in the catalog</source>
        <translation>Nicht im Katalog</translation>
    </message>
    <message>
        <source>No longer in use</source>
        <translation>Nicht mehr in Gebrauch</translation>
    </message>
    <message>
        <source>Announced, not yet in use</source>
        <translation>Angekündigt, noch nicht in Gebrauch</translation>
    </message>
</context>
<context>
    <name>auditorium::AboutDialog</name>
    <message>
        <source>About Auditorium</source>
        <translation>Über Auditorium</translation>
    </message>
    <message>
        <source>Auditorium %1</source>
        <translation>Auditorium %1</translation>
    </message>
    <message>
        <source>Reads audit logs: who did what, when, from where.

Copyright 2026 the Auditorium contributors. Apache License 2.0.

Built with Qt %1 (LGPL 3), simdjson (Apache 2.0 or MIT), RE2 (BSD), libarchive (BSD), Zstandard (BSD), ISA-L (BSD) and OpenSSL (Apache 2.0).

Files are read where they are and never changed. Nothing is sent anywhere.</source>
        <translation>Liest Audit-Protokolle: wer was wann von wo getan hat.

Copyright 2026 die Mitwirkenden an Auditorium. Apache-Lizenz 2.0.

Erstellt mit Qt %1 (LGPL 3), simdjson (Apache 2.0 oder MIT), RE2 (BSD), libarchive (BSD), Zstandard (BSD), ISA-L (BSD) und OpenSSL (Apache 2.0).

Dateien werden gelesen, wo sie liegen, und nie verändert. Nichts wird irgendwohin gesendet.</translation>
    </message>
</context>
<context>
    <name>auditorium::ChangeList</name>
    <message>
        <source>%1: from %2 to %3</source>
        <translation>%1: von %2 auf %3</translation>
    </message>
    <message>
        <source>Before and after: %1</source>
        <translation>Vorher und nachher: %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::ChipBar</name>
    <message>
        <source>No filters</source>
        <translation>Keine Filter</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message numerus="yes">
        <source>%n filter(s) hide %1 of %2</source>
        <translation>
            <numerusform>%n Filter blendet %1 von %2 aus</numerusform>
            <numerusform>%n Filter blenden %1 von %2 aus</numerusform>
        </translation>
    </message>
    <message>
        <source>Show in the filter line</source>
        <translation>In der Filterzeile zeigen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>+%n weiterer</numerusform>
            <numerusform>+%n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::ChipButton</name>
    <message>
        <source>Click: show it in the filter line. ×, Delete: remove it.</source>
        <translation>Klick: in der Filterzeile zeigen. ×, Entf: entfernen.</translation>
    </message>
    <message>
        <source>Filter. Delete removes it.</source>
        <translation>Filter. Entf entfernt ihn.</translation>
    </message>
</context>
<context>
    <name>auditorium::CompletionPopup</name>
    <message>
        <source>Suggestions for the filter</source>
        <translation>Vorschläge für den Filter</translation>
    </message>
</context>
<context>
    <name>auditorium::DetailView</name>
    <message>
        <source>Event in full</source>
        <translation>Ereignis vollständig</translation>
    </message>
    <message>
        <source>Choose an event to see all of it here.</source>
        <translation>Ein Ereignis wählen, um hier alles darüber zu sehen.</translation>
    </message>
</context>
<context>
    <name>auditorium::DropHint</name>
    <message numerus="yes">
        <source>Drop to open %n file(s) or folder(s)</source>
        <translation>
            <numerusform>Loslassen, um die Datei oder den Ordner zu öffnen</numerusform>
            <numerusform>Loslassen, um %n Dateien oder Ordner zu öffnen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::EmptyPage</name>
    <message>
        <source>No events match</source>
        <translation>Keine Ereignisse passen</translation>
    </message>
    <message>
        <source>These files hold no events. The status line below tells what could not be read.</source>
        <translation>Diese Dateien enthalten keine Ereignisse. Die Statuszeile unten sagt, was nicht gelesen werden konnte.</translation>
    </message>
    <message>
        <source>Remove a filter to see more:</source>
        <translation>Einen Filter entfernen, um mehr zu sehen:</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>Entfernen: %1</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Alle entfernen</translation>
    </message>
</context>
<context>
    <name>auditorium::EventDetail</name>
    <message>
        <source>Event in full</source>
        <translation>Ereignis vollständig</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event ID</source>
        <translation>Ereignis-ID</translation>
    </message>
    <message>
        <source>IP address</source>
        <translation>IP-Adresse</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Filter by this actor</source>
        <translation>Nach diesem Akteur filtern</translation>
    </message>
    <message>
        <source>Exclude this event type</source>
        <translation>Diesen Ereignistyp ausschließen</translation>
    </message>
    <message>
        <source>Around this event</source>
        <translation>Um dieses Ereignis herum</translation>
    </message>
    <message>
        <source>All events from 5 minutes before to 5 minutes after</source>
        <translation>Alle Ereignisse von 5 Minuten davor bis 5 Minuten danach</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>All fields</source>
        <translation>Alle Felder</translation>
    </message>
    <message>
        <source>Raw record</source>
        <translation>Rohdatensatz</translation>
    </message>
    <message>
        <source>Search fields</source>
        <translation>Felder durchsuchen</translation>
    </message>
    <message>
        <source>Indented</source>
        <translation>Eingerückt</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the raw record</source>
        <translation>Den Rohdatensatz kopieren</translation>
    </message>
    <message>
        <source>Reading the record …</source>
        <translation>Der Datensatz wird gelesen …</translation>
    </message>
    <message>
        <source>All fields  %1</source>
        <translation>Alle Felder  %1</translation>
    </message>
    <message>
        <source>This record cannot be read: %1</source>
        <translation>Dieser Datensatz kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privat</translation>
    </message>
</context>
<context>
    <name>auditorium::EventTableModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Akteur</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>IP</source>
        <translation>IP</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Event ID</source>
        <translation>Ereignis-ID</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>The record gives no time</source>
        <translation>Der Datensatz nennt keine Zeit</translation>
    </message>
</context>
<context>
    <name>auditorium::EventTableView</name>
    <message>
        <source>%1, row %2 of %3</source>
        <translation>%1, Zeile %2 von %3</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>wird geladen</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>row %1 of %2</source>
        <translation>Zeile %1 von %2</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
    <message>
        <source>no reason is known</source>
        <translation>kein Grund bekannt</translation>
    </message>
    <message>
        <source>Filter for %1</source>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>Filter out %1</source>
        <translation>Ohne %1</translation>
    </message>
    <message>
        <source>Filter by column</source>
        <translation>Nach Spalte filtern</translation>
    </message>
    <message>
        <source>Around this event</source>
        <translation>Um dieses Ereignis herum</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Copy %1 rows</source>
        <translation>%1 Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Zeile kopieren</translation>
    </message>
    <message>
        <source>Copy row as JSON</source>
        <translation>Zeile als JSON kopieren</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>Zuklappen</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>Aufklappen</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Alle zuklappen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Scroll through the events</source>
        <translation>Durch die Ereignisse blättern</translation>
    </message>
</context>
<context>
    <name>auditorium::ExportDialog</name>
    <message>
        <source>CSV (spreadsheets)</source>
        <translation>CSV (Tabellenkalkulation)</translation>
    </message>
    <message>
        <source>NDJSON (one object a line)</source>
        <translation>NDJSON (ein Objekt je Zeile)</translation>
    </message>
    <message>
        <source>JSON (one array)</source>
        <translation>JSON (ein Array)</translation>
    </message>
    <message>
        <source>Export events</source>
        <translation>Ereignisse exportieren</translation>
    </message>
    <message numerus="yes">
        <source>All %1 shown</source>
        <translation>
            <numerusform>Das eine gezeigte</numerusform>
            <numerusform>Alle %1 gezeigten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %1 selected</source>
        <translation>
            <numerusform>Das eine ausgewählte</numerusform>
            <numerusform>Die %1 ausgewählten</numerusform>
        </translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>As in the table</source>
        <translation>Wie in der Tabelle</translation>
    </message>
    <message>
        <source>All columns, with details and the raw record</source>
        <translation>Alle Spalten, mit Details und Rohdatensatz</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Columns to export</source>
        <translation>Zu exportierende Spalten</translation>
    </message>
    <message>
        <source>Times in</source>
        <translation>Zeiten in</translation>
    </message>
    <message>
        <source>Keep spreadsheets from running cells as formulas</source>
        <translation>Verhindern, dass Zellen als Formeln ausgeführt werden</translation>
    </message>
    <message>
        <source>A cell that begins with =, +, -, @, a tab or a line break gets a &apos; in front. Programs that read the file see that &apos; as well.</source>
        <translation>Eine Zelle, die mit =, +, -, @, einem Tabulator oder Zeilenumbruch beginnt, bekommt ein &apos; vorangestellt. Programme, die die Datei lesen, sehen dieses &apos; ebenfalls.</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>Name a file to write to.</source>
        <translation>Eine Datei nennen, in die geschrieben wird.</translation>
    </message>
    <message>
        <source>Choose at least one column.</source>
        <translation>Mindestens eine Spalte wählen.</translation>
    </message>
    <message>
        <source>This is a folder. Name a file in it.</source>
        <translation>Das ist ein Ordner. Eine Datei darin nennen.</translation>
    </message>
    <message>
        <source>The folder does not exist.</source>
        <translation>Den Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>The file exists. Replace it?</source>
        <translation>Die Datei gibt es schon. Ersetzen?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>Export läuft …</translation>
    </message>
    <message>
        <source>Exporting %1 of %2</source>
        <translation>%1 von %2 exportiert</translation>
    </message>
    <message>
        <source>Exported %1 of %2 events</source>
        <translation>%1 von %2 Ereignissen exportiert</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>Abgebrochen. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>Nicht exportiert: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>auditorium::FacetModel</name>
    <message>
        <source>%1, only these</source>
        <translation>%1, nur diese</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(leer)</translation>
    </message>
    <message numerus="yes">
        <source>excluded, hides %Ln event(s)</source>
        <translation>
            <numerusform>ausgeschlossen, verbirgt %Ln Ereignis</numerusform>
            <numerusform>ausgeschlossen, verbirgt %Ln Ereignisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln Ereignis</numerusform>
            <numerusform>%Ln Ereignisse</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::FacetPanel</name>
    <message>
        <source>No values</source>
        <translation>Keine Werte</translation>
    </message>
</context>
<context>
    <name>auditorium::FacetView</name>
    <message>
        <source>Only this</source>
        <translation>Nur dies</translation>
    </message>
    <message>
        <source>Do not require</source>
        <translation>Nicht mehr verlangen</translation>
    </message>
    <message>
        <source>Add to these</source>
        <translation>Hinzunehmen</translation>
    </message>
    <message>
        <source>Do not exclude</source>
        <translation>Nicht mehr ausschließen</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Ausschließen</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
</context>
<context>
    <name>auditorium::FieldList</name>
    <message>
        <source>All fields of the event</source>
        <translation>Alle Felder des Ereignisses</translation>
    </message>
    <message>
        <source>Filter for this value</source>
        <translation>Nur dieser Wert</translation>
    </message>
    <message>
        <source>Filter out this value</source>
        <translation>Ohne diesen Wert</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Copy field name</source>
        <translation>Feldnamen kopieren</translation>
    </message>
</context>
<context>
    <name>auditorium::FieldModel</name>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>auditorium::FilterLine</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter: any text, or actor:maria  outcome:failure  time:-24h..  -category:SCIM</source>
        <translation>Filter: beliebiger Text, oder actor:maria  outcome:failure  time:-24h..  -category:SCIM</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>Alle Filter entfernen</translation>
    </message>
</context>
<context>
    <name>auditorium::FilterPanel</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear %1</source>
        <translation>%1 leeren</translation>
    </message>
</context>
<context>
    <name>auditorium::FilterState</name>
    <message>
        <source>typed filter</source>
        <translation>getippter Filter</translation>
    </message>
</context>
<context>
    <name>auditorium::HistogramView</name>
    <message>
        <source>Events over time</source>
        <translation>Ereignisse im Zeitverlauf</translation>
    </message>
    <message>
        <source>No events with a time</source>
        <translation>Keine Ereignisse mit Zeit</translation>
    </message>
    <message>
        <source>%1 of %2 events between %3 and %4. Most in one bar: %5 from %6. Arrow keys choose a bar, Shift extends, Return filters, Escape clears.</source>
        <translation>%1 von %2 Ereignissen zwischen %3 und %4. Die meisten in einem Balken: %5 ab %6. Pfeiltasten wählen einen Balken, Umschalt erweitert, Eingabe filtert, Escape hebt auf.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 Ereignisse</translation>
    </message>
    <message>
        <source>%1 of %2 events</source>
        <translation>%1 von %2 Ereignissen</translation>
    </message>
    <message>
        <source>other</source>
        <translation>andere</translation>
    </message>
</context>
<context>
    <name>auditorium::MainWindow</name>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Open files beside what is open (%1)</source>
        <translation>Dateien zu den geöffneten hinzunehmen (%1)</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>CSV exportieren …</translation>
    </message>
    <message>
        <source>Write exactly the events that are shown (%1)</source>
        <translation>Genau die gezeigten Ereignisse schreiben (%1)</translation>
    </message>
    <message>
        <source>%1 of indexes removed</source>
        <translation>%1 an Indizes entfernt</translation>
    </message>
    <message>
        <source>There are no indexes</source>
        <translation>Es gibt keine Indizes</translation>
    </message>
    <message>
        <source>%1 is open already</source>
        <translation>%1 ist schon geöffnet</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Loading cancelled: what was read stays</source>
        <translation>Laden abgebrochen: Gelesenes bleibt</translation>
    </message>
    <message>
        <source>Exported %1 of %2 events to %3</source>
        <translation>%1 von %2 Ereignissen nach %3 exportiert</translation>
    </message>
    <message>
        <source>Export cancelled, nothing was written</source>
        <translation>Export abgebrochen, nichts wurde geschrieben</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>Nicht exportiert: %1</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>auditorium::PanelColumn</name>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Akteur</translation>
    </message>
    <message>
        <source>IP address</source>
        <translation>IP-Adresse</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Filter panels</source>
        <translation>Filterleiste</translation>
    </message>
    <message>
        <source>Product and category</source>
        <translation>Produkt und Kategorie</translation>
    </message>
    <message numerus="yes">
        <source>Search %Ln event(s)…</source>
        <translation>
            <numerusform>%Ln Ereignis durchsuchen …</numerusform>
            <numerusform>%Ln Ereignisse durchsuchen …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Search %Ln actor(s)…</source>
        <translation>
            <numerusform>%Ln Akteur durchsuchen …</numerusform>
            <numerusform>%Ln Akteure durchsuchen …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Search %Ln address(es)…</source>
        <translation>
            <numerusform>%Ln Adresse durchsuchen …</numerusform>
            <numerusform>%Ln Adressen durchsuchen …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Search %Ln client(s)…</source>
        <translation>
            <numerusform>%Ln Client durchsuchen …</numerusform>
            <numerusform>%Ln Clients durchsuchen …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Search %Ln workspace(s)…</source>
        <translation>
            <numerusform>%Ln Arbeitsbereich durchsuchen …</numerusform>
            <numerusform>%Ln Arbeitsbereiche durchsuchen …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Search %Ln outcome(s)…</source>
        <translation>
            <numerusform>%Ln Ergebnis durchsuchen …</numerusform>
            <numerusform>%Ln Ergebnisse durchsuchen …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::ProductSource</name>
    <message>
        <source>only %1</source>
        <translation>nur %1</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>nicht %1</translation>
    </message>
    <message>
        <source>no longer %1</source>
        <translation>nicht mehr %1</translation>
    </message>
    <message>
        <source>clear panel</source>
        <translation>Auswahl leeren</translation>
    </message>
</context>
<context>
    <name>auditorium::RawRecord</name>
    <message>
        <source>Raw record</source>
        <translation>Rohdatensatz</translation>
    </message>
    <message>
        <source>
… the first %1 of %2 bytes; Copy takes all of it.</source>
        <translation>
… die ersten %1 von %2 Bytes; Kopieren nimmt alles.</translation>
    </message>
</context>
<context>
    <name>auditorium::ReportDialog</name>
    <message>
        <source>Cancelled: the rest was not read</source>
        <translation>Abgebrochen: der Rest wurde nicht gelesen</translation>
    </message>
    <message>
        <source>line %1, byte %2</source>
        <translation>Zeile %1, Byte %2</translation>
    </message>
    <message>
        <source>byte %1</source>
        <translation>Byte %1</translation>
    </message>
    <message>
        <source>What was read</source>
        <translation>Was gelesen wurde</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>Zuordnung</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Without time</source>
        <translation>Ohne Zeit</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>%1: %2, mapping %3, %4 events, %5 rejected, %6 without time</source>
        <translation>%1: %2, Zuordnung %3, %4 Ereignisse, %5 abgelehnt, %6 ohne Zeit</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s), %1 events, %2 records rejected.</source>
        <translation>
            <numerusform>%n Quelle, %1 Ereignisse, %2 Datensätze abgelehnt.</numerusform>
            <numerusform>%n Quellen, %1 Ereignisse, %2 Datensätze abgelehnt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>In the table</source>
        <translation>In der Tabelle</translation>
    </message>
    <message>
        <source>Open or close an event</source>
        <translation>Ein Ereignis auf- oder zuklappen</translation>
    </message>
    <message>
        <source>Right, Left, Enter</source>
        <translation>Rechts, Links, Eingabe</translation>
    </message>
    <message>
        <source>Next or previous event</source>
        <translation>Nächstes oder voriges Ereignis</translation>
    </message>
    <message>
        <source>Down, Up</source>
        <translation>Ab, Auf</translation>
    </message>
    <message>
        <source>First or last event</source>
        <translation>Erstes oder letztes Ereignis</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Pos1, Ende</translation>
    </message>
    <message>
        <source>Select several</source>
        <translation>Mehrere auswählen</translation>
    </message>
    <message>
        <source>Shift+Down, Shift+Up</source>
        <translation>Umschalt+Ab, Umschalt+Auf</translation>
    </message>
    <message>
        <source>Context menu</source>
        <translation>Kontextmenü</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>In a filter panel</source>
        <translation>In einer Filterleiste</translation>
    </message>
    <message>
        <source>Only this value, or no longer</source>
        <translation>Nur dieser Wert, oder nicht mehr</translation>
    </message>
    <message>
        <source>Space, Enter</source>
        <translation>Leertaste, Eingabe</translation>
    </message>
    <message>
        <source>Not this value, or no longer</source>
        <translation>Ohne diesen Wert, oder nicht mehr</translation>
    </message>
    <message>
        <source>Delete, −, Alt+click</source>
        <translation>Entf, −, Alt+Klick</translation>
    </message>
    <message>
        <source>Open or close the panel</source>
        <translation>Leiste auf- oder zuklappen</translation>
    </message>
    <message>
        <source>Right, Left on its title</source>
        <translation>Rechts, Links auf ihrem Titel</translation>
    </message>
    <message>
        <source>In the filter line</source>
        <translation>In der Filterzeile</translation>
    </message>
    <message>
        <source>Apply and remember</source>
        <translation>Anwenden und merken</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Take a suggestion</source>
        <translation>Vorschlag übernehmen</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Suggest</source>
        <translation>Vorschlagen</translation>
    </message>
    <message>
        <source>Ctrl+Space</source>
        <translation>Strg+Leertaste</translation>
    </message>
    <message>
        <source>Earlier filters</source>
        <translation>Frühere Filter</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Auf, Ab</translation>
    </message>
    <message>
        <source>Back to the filter in force</source>
        <translation>Zurück zum geltenden Filter</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Escape</translation>
    </message>
</context>
<context>
    <name>auditorium::SourceOpener</name>
    <message>
        <source>Open audit logs</source>
        <translation>Audit-Protokolle öffnen</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Exports (*.json *.ndjson *.jsonl *.csv *.tsv *.log *.gz *.zst *.bz2 *.xz *.zip *.tar)</source>
        <translation>Exporte (*.json *.ndjson *.jsonl *.csv *.tsv *.log *.gz *.zst *.bz2 *.xz *.zip *.tar)</translation>
    </message>
    <message>
        <source>Open a folder of audit logs</source>
        <translation>Einen Ordner mit Audit-Protokollen öffnen</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>Not remembered</source>
        <translation>Wird nicht gemerkt</translation>
    </message>
    <message>
        <source>Clear List</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Remember Files and Filters</source>
        <translation>Dateien und Filter merken</translation>
    </message>
</context>
<context>
    <name>auditorium::StartPage</name>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Try the samples</source>
        <translation>Beispiele ansehen</translation>
    </message>
    <message>
        <source>Who did what, when, from where</source>
        <translation>Wer hat was wann von wo getan</translation>
    </message>
    <message>
        <source>Open the audit logs you have exported: JSON, NDJSON or CSV, compressed or not, one file or a folder of them. Several become one timeline. Nothing leaves this computer.</source>
        <translation>Exportierte Audit-Protokolle öffnen: JSON, NDJSON oder CSV, komprimiert oder nicht, eine Datei oder ein ganzer Ordner. Mehrere werden eine Zeitachse. Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Invented events of five products, to look around</source>
        <translation>Erfundene Ereignisse von fünf Produkten, zum Umsehen</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>Or drop files and folders anywhere on this window.</source>
        <translation>Oder Dateien und Ordner irgendwo in dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Opened before</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>auditorium::StatusLine</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The time zone in which times are shown and read</source>
        <translation>Die Zeitzone, in der Zeiten gezeigt und gelesen werden</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message numerus="yes">
        <source>of %1 events</source>
        <translation>
            <numerusform>von %1 Ereignis</numerusform>
            <numerusform>von %1 Ereignissen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message numerus="yes">
        <source>%1 records rejected</source>
        <translation>
            <numerusform>%1 Datensatz abgelehnt</numerusform>
            <numerusform>%1 Datensätze abgelehnt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) could not be read</source>
        <translation>
            <numerusform>%n Quelle konnte nicht gelesen werden</numerusform>
            <numerusform>%n Quellen konnten nicht gelesen werden</numerusform>
        </translation>
    </message>
    <message>
        <source>What was read and what was not</source>
        <translation>Was gelesen wurde und was nicht</translation>
    </message>
    <message>
        <source>Last done</source>
        <translation>Zuletzt getan</translation>
    </message>
    <message>
        <source>Time zone: %1</source>
        <translation>Zeitzone: %1</translation>
    </message>
    <message>
        <source>Exporting %1 of %2</source>
        <translation>%1 von %2 exportiert</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>%1 wird geladen</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>Export abbrechen</translation>
    </message>
    <message>
        <source>Cancel loading</source>
        <translation>Laden abbrechen</translation>
    </message>
</context>
<context>
    <name>auditorium::TimeField</name>
    <message>
        <source>Choose a day</source>
        <translation>Einen Tag wählen</translation>
    </message>
    <message>
        <source>This is not a time. Examples: 2026-09-01, 2026-09-01 14:30, yesterday, -24h</source>
        <translation>Das ist keine Zeit. Beispiele: 2026-09-01, 2026-09-01 14:30, yesterday, -24h</translation>
    </message>
</context>
<context>
    <name>auditorium::TimePanel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 Std</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 Std</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 T</translation>
    </message>
    <message>
        <source>30 d</source>
        <translation>30 T</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>All times</source>
        <translation>Alle Zeiten</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>time range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>%1 up to the newest event (%2): nothing here is that recent</source>
        <translation>%1 bis zum neuesten Ereignis (%2): so Neues gibt es hier nicht</translation>
    </message>
</context>
<context>
    <name>auditorium::ValueFacet</name>
    <message>
        <source>only %1</source>
        <translation>nur %1</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>nicht %1</translation>
    </message>
    <message>
        <source>no longer %1</source>
        <translation>nicht mehr %1</translation>
    </message>
    <message>
        <source>clear panel</source>
        <translation>Auswahl leeren</translation>
    </message>
</context>
<context>
    <name>auditorium::ValuePanel</name>
    <message>
        <source>Search in %1</source>
        <translation>In %1 suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>first %1 of %2</source>
        <translation>die ersten %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln gefunden</numerusform>
            <numerusform>%Ln gefunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::ViewBinding</name>
    <message>
        <source>time range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>nicht %1</translation>
    </message>
    <message>
        <source>only %1</source>
        <translation>nur %1</translation>
    </message>
    <message>
        <source>around this event</source>
        <translation>um dieses Ereignis</translation>
    </message>
    <message>
        <source>clear filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>remove a filter</source>
        <translation>einen Filter entfernen</translation>
    </message>
</context>
<context>
    <name>auditorium::WindowActions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>&amp;Ordner öffnen …</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Try the &amp;Samples</source>
        <translation>&amp;Beispiele ansehen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>&amp;Close All</source>
        <translation>Alles &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Filter &amp;Panels</source>
        <translation>Filter&amp;leiste</translation>
    </message>
    <message>
        <source>&amp;Histogram</source>
        <translation>&amp;Histogramm</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>&amp;Reset Columns</source>
        <translation>Spalten zurüc&amp;ksetzen</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Aussehen</translation>
    </message>
    <message>
        <source>Like the &amp;System</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Time Zone</source>
        <translation>&amp;Zeitzone</translation>
    </message>
    <message>
        <source>&amp;Full Screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>F&amp;ilter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>&amp;Edit Filter</source>
        <translation>Filter &amp;bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Clear Filter</source>
        <translation>Filter &amp;aufheben</translation>
    </message>
    <message>
        <source>&amp;Event</source>
        <translation>&amp;Ereignis</translation>
    </message>
    <message>
        <source>&amp;Expand or Collapse</source>
        <translation>&amp;Auf- oder zuklappen</translation>
    </message>
    <message>
        <source>Collapse &amp;All</source>
        <translation>Alle &amp;zuklappen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Select All</source>
        <translation>Alles aus&amp;wählen</translation>
    </message>
    <message>
        <source>Only This &amp;IP Address</source>
        <translation>Nur diese &amp;IP-Adresse</translation>
    </message>
    <message>
        <source>&amp;Not This Event Type</source>
        <translation>Ohn&amp;e diesen Ereignistyp</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Auditorium</source>
        <translation>&amp;Über Auditorium</translation>
    </message>
    <message>
        <source>&amp;Detail Pane</source>
        <translation>&amp;Detailbereich</translation>
    </message>
    <message>
        <source>Keep an &amp;Index of Opened Files for Faster Re-opening</source>
        <translation>&amp;Index geöffneter Dateien für schnelleres Wiederöffnen behalten</translation>
    </message>
    <message>
        <source>Clear I&amp;ndexes</source>
        <translation>Indizes &amp;löschen</translation>
    </message>
    <message>
        <source>What Was Rea&amp;d…</source>
        <translation>Was &amp;gelesen wurde …</translation>
    </message>
    <message>
        <source>Co&amp;mpact Rows</source>
        <translation>Ko&amp;mpakte Zeilen</translation>
    </message>
    <message>
        <source>Only This Event &amp;Type</source>
        <translation>Nur dieser Ereignis&amp;typ</translation>
    </message>
    <message>
        <source>Only This Act&amp;or</source>
        <translation>Nur dieser Akte&amp;ur</translation>
    </message>
    <message>
        <source>A&amp;round This Event</source>
        <translation>Um &amp;dieses Ereignis herum</translation>
    </message>
</context>
<context>
    <name>auditorium::ZoneDialog</name>
    <message>
        <source>This computer (%1)</source>
        <translation>Dieser Rechner (%1)</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>Eine andere wählen …</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Search, e.g. Berlin or New York</source>
        <translation>Suchen, z. B. Berlin oder New York</translation>
    </message>
    <message>
        <source>Search time zones</source>
        <translation>Zeitzonen durchsuchen</translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation>Zeitzonen</translation>
    </message>
</context>
</TS>
