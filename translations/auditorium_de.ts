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
    <name>Connections</name>
    <message>
        <source>A database file</source>
        <translation>Eine Datenbankdatei</translation>
    </message>
    <message>
        <source>A table or view of a database server</source>
        <translation>Eine Tabelle oder Sicht eines Datenbankservers</translation>
    </message>
    <message>
        <source>Only exports can be read</source>
        <translation>Nur Exporte können gelesen werden</translation>
    </message>
    <message>
        <source>Its driver is not installed: the package %1</source>
        <translation>Der Treiber ist nicht installiert: das Paket %1</translation>
    </message>
    <message>
        <source>%1 (unknown here)</source>
        <comment>a service that this program has no profile of</comment>
        <translation>%1 (hier unbekannt)</translation>
    </message>
    <message>
        <source>Waiting: %1</source>
        <translation>Wartet: %1</translation>
    </message>
    <message>
        <source>passed</source>
        <comment>a step of a connection test</comment>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>warning</source>
        <comment>a step of a connection test</comment>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>failed</source>
        <comment>a step of a connection test</comment>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>skipped</source>
        <comment>a step of a connection test</comment>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Test of the connection %1</source>
        <translation>Test der Verbindung %1</translation>
    </message>
    <message>
        <source>Give the connection a name.</source>
        <translation>Geben Sie der Verbindung einen Namen.</translation>
    </message>
    <message>
        <source>A name has up to 64 letters (a to z), digits, dots, dashes and underscores, and begins with a letter, a digit or an underscore.</source>
        <translation>Ein Name hat bis zu 64 Buchstaben (a bis z), Ziffern, Punkte, Striche und Unterstriche und beginnt mit einem Buchstaben, einer Ziffer oder einem Unterstrich.</translation>
    </message>
    <message>
        <source>Another connection has this name.</source>
        <translation>Eine andere Verbindung hat diesen Namen.</translation>
    </message>
    <message>
        <source>The address must be a whole one that begins with https://.</source>
        <translation>Die Adresse muss vollständig sein und mit https:// beginnen.</translation>
    </message>
    <message>
        <source>A certificate&apos;s SHA-256 fingerprint has 64 hexadecimal digits.</source>
        <translation>Der SHA-256-Fingerabdruck eines Zertifikats hat 64 hexadezimale Ziffern.</translation>
    </message>
    <message>
        <source>Live</source>
        <comment>a connection that is followed</comment>
        <translation>Live</translation>
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
    <name>TableMapping</name>
    <message>
        <source>The table has no column “%1”.</source>
        <translation>Die Tabelle hat keine Spalte „%1“.</translation>
    </message>
    <message>
        <source>Choose at least one column of the table.</source>
        <translation>Wählen Sie mindestens eine Spalte der Tabelle.</translation>
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
    <name>auditorium::ConnectionEditor</name>
    <message>
        <source>The system&apos;s keychain</source>
        <translation>Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>Nowhere: only until the program ends</source>
        <translation>Nirgends: nur bis zum Programmende</translation>
    </message>
    <message>
        <source>An encrypted file, with a passphrase</source>
        <translation>Verschlüsselte Datei mit Passphrase</translation>
    </message>
    <message>
        <source>This program knows no service of that name. It may come from a later version, or from a profile that is gone.</source>
        <translation>Dieses Programm kennt keinen Dienst dieses Namens. Er kann aus einer späteren Version stammen oder aus einem Profil, das es nicht mehr gibt.</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>of a connection</comment>
        <translation>Name</translation>
    </message>
    <message>
        <source>The environment variable %1</source>
        <translation>Umgebungsvariable %1</translation>
    </message>
    <message>
        <source>Keep secrets in</source>
        <translation>Geheimnisse in</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Choose a certificate authority (PEM)</source>
        <translation>Zertifizierungsstelle wählen (PEM)</translation>
    </message>
    <message>
        <source>Own authority</source>
        <translation>Eigene Stelle</translation>
    </message>
    <message>
        <source>A PEM file that this connection trusts beside the system&apos;s authorities.</source>
        <translation>Eine PEM-Datei, der diese Verbindung neben den Stellen des Systems vertraut.</translation>
    </message>
    <message>
        <source>Pinned certificate</source>
        <translation>Festes Zertifikat</translation>
    </message>
    <message>
        <source>The SHA-256 fingerprint of the only certificate that is accepted. A connection test shows it.</source>
        <translation>Der SHA-256-Fingerabdruck des einzigen Zertifikats, das angenommen wird. Ein Verbindungstest zeigt ihn.</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Save and sign in…</source>
        <translation>Sichern und anmelden …</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Save and open</source>
        <translation>Sichern und öffnen</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gesichert: %1</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gesichert.</translation>
    </message>
    <message>
        <source>Cancel test</source>
        <translation>Test abbrechen</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>a connection</comment>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden …</translation>
    </message>
</context>
<context>
    <name>auditorium::ConnectionFields</name>
    <message>
        <source>Saved; leave empty to keep it</source>
        <translation>Gesichert; leer lassen, um es zu behalten</translation>
    </message>
</context>
<context>
    <name>auditorium::ConnectionsDialog</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Saved connections</source>
        <translation>Gesicherte Verbindungen</translation>
    </message>
    <message>
        <source>New…</source>
        <comment>connection</comment>
        <translation>Neu …</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>New connection…</source>
        <translation>Neue Verbindung …</translation>
    </message>
    <message>
        <source>Read audit logs where they are</source>
        <translation>Audit-Logs lesen, wo sie sind</translation>
    </message>
    <message>
        <source>Open an export…</source>
        <translation>Export öffnen …</translation>
    </message>
    <message>
        <source>A connection reads events from a service&apos;s audit log or from a table of a database. Services are copied to this computer as they grow; databases are asked. Nothing is ever changed there.</source>
        <translation>Eine Verbindung liest Ereignisse aus dem Audit-Log eines Dienstes oder aus einer Tabelle einer Datenbank. Dienste werden fortlaufend auf diesen Rechner kopiert, Datenbanken befragt. Dort wird nie etwas verändert.</translation>
    </message>
    <message>
        <source>Choose a connection on the left to change, test or open it.</source>
        <translation>Wählen Sie links eine Verbindung, um sie zu ändern, zu testen oder zu öffnen.</translation>
    </message>
    <message>
        <source>Its secrets are removed with it. Nothing is changed at the other end.</source>
        <translation>Ihre Geheimnisse werden mit entfernt. Auf der Gegenseite ändert sich nichts.</translation>
    </message>
    <message numerus="yes">
        <source>Its local copy of %1 events and its secrets are removed with it. Nothing is changed at the other end.</source>
        <translation>
            <numerusform>Ihre lokale Kopie von %1 Ereignis und ihre Geheimnisse werden mit entfernt. Auf der Gegenseite ändert sich nichts.</numerusform>
            <numerusform>Ihre lokale Kopie von %1 Ereignissen und ihre Geheimnisse werden mit entfernt. Auf der Gegenseite ändert sich nichts.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove connection</source>
        <translation>Verbindung entfernen</translation>
    </message>
    <message>
        <source>Remove “%1”?</source>
        <translation>„%1“ entfernen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>What you typed is not saved.</source>
        <translation>Ihre Eingaben sind nicht gesichert.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
</context>
<context>
    <name>auditorium::DatabaseFields</name>
    <message>
        <source>Verified, except on this computer</source>
        <translation>Geprüft, außer auf diesem Rechner</translation>
    </message>
    <message>
        <source>Verified: authority and name</source>
        <translation>Geprüft: Stelle und Name</translation>
    </message>
    <message>
        <source>Verified: authority only</source>
        <translation>Geprüft: nur die Stelle</translation>
    </message>
    <message>
        <source>Encrypted, not verified</source>
        <translation>Verschlüsselt, nicht geprüft</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Choose a database file</source>
        <translation>Datenbankdatei wählen</translation>
    </message>
    <message>
        <source>Database file</source>
        <translation>Datenbankdatei</translation>
    </message>
    <message>
        <source>It is only read.</source>
        <translation>Sie wird nur gelesen.</translation>
    </message>
    <message>
        <source>usual</source>
        <comment>port of a database server</comment>
        <translation>üblich</translation>
    </message>
    <message>
        <source>Host</source>
        <comment>of a database server</comment>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>User</source>
        <comment>of a database server</comment>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>A role that may only read is enough, and best.</source>
        <translation>Eine Rolle, die nur lesen darf, genügt und ist am besten.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Choose the database file.</source>
        <translation>Wählen Sie die Datenbankdatei.</translation>
    </message>
    <message>
        <source>Fill in “%1”.</source>
        <translation>Füllen Sie „%1“ aus.</translation>
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
    <message>
        <source>Also write down what was exported, from where and how complete</source>
        <translation>Auch festhalten, was exportiert wurde, woher und wie vollständig</translation>
    </message>
    <message>
        <source>A small file beside it, FILE.manifest.json: sources, filter, counts, gaps, and the SHA-256 of the export.</source>
        <translation>Eine kleine Datei daneben, FILE.manifest.json: Quellen, Filter, Anzahlen, Lücken und die SHA-256 des Exports.</translation>
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
    <name>auditorium::FileField</name>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
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
    <message>
        <source>Incomplete: %1</source>
        <translation>Unvollständig: %1</translation>
    </message>
</context>
<context>
    <name>auditorium::KindChooser</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Search, e.g. Okta or PostgreSQL</source>
        <translation>Suchen, z. B. Okta oder PostgreSQL</translation>
    </message>
    <message>
        <source>Search services and databases</source>
        <translation>Dienste und Datenbanken suchen</translation>
    </message>
    <message>
        <source>Services and databases</source>
        <translation>Dienste und Datenbanken</translation>
    </message>
    <message>
        <source>Connect to a service or a database</source>
        <translation>Mit einem Dienst oder einer Datenbank verbinden</translation>
    </message>
</context>
<context>
    <name>auditorium::LiveBinding</name>
    <message>
        <source>complete up to %1</source>
        <translation>vollständig bis %1</translation>
    </message>
    <message>
        <source>not complete yet</source>
        <translation>noch nicht vollständig</translation>
    </message>
    <message numerus="yes">
        <source>%1 events fetched</source>
        <translation>
            <numerusform>%1 Ereignis geholt</numerusform>
            <numerusform>%1 Ereignisse geholt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 announced</source>
        <translation>%1 von %2 angekündigten</translation>
    </message>
    <message numerus="yes">
        <source>the service may be %1 minutes late</source>
        <translation>
            <numerusform>der Dienst kann %1 Minute im Verzug sein</numerusform>
            <numerusform>der Dienst kann %1 Minuten im Verzug sein</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n Lücke</numerusform>
            <numerusform>%n Lücken</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a connection and how it stands</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>Paused, %1 events waiting</source>
        <translation>
            <numerusform>Angehalten, %1 Ereignis wartet</numerusform>
            <numerusform>Angehalten, %1 Ereignisse warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Live, interrupted: %1</source>
        <translation>Live, unterbrochen: %1</translation>
    </message>
    <message>
        <source>Not live: %1</source>
        <translation>Nicht live: %1</translation>
    </message>
    <message>
        <source>Live, %1</source>
        <translation>Live, %1</translation>
    </message>
    <message>
        <source>Not live, %1</source>
        <translation>Nicht live, %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a connection and what is missing of it</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: was not asked for earlier events</source>
        <translation>%1: nach früheren Ereignissen wurde nicht gefragt</translation>
    </message>
    <message>
        <source>%1: later events were not fetched yet</source>
        <translation>%1: spätere Ereignisse wurden noch nicht geholt</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop following %1</source>
        <translation>%1 nicht mehr verfolgen</translation>
    </message>
    <message>
        <source>Follow %1 again</source>
        <translation>%1 wieder verfolgen</translation>
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
    <message>
        <source>%1: %2</source>
        <comment>a connection and what went wrong</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>An export is still being written.</source>
        <translation>Ein Export wird noch geschrieben.</translation>
    </message>
    <message>
        <source>Closing now cancels it; nothing of it will be kept.</source>
        <translation>Wird jetzt geschlossen, bricht er ab; nichts davon bleibt erhalten.</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Cancel Export and Close</source>
        <translation>Export abbrechen und schließen</translation>
    </message>
</context>
<context>
    <name>auditorium::NewEvents</name>
    <message numerus="yes">
        <source>%1 new events</source>
        <translation>
            <numerusform>%1 neues Ereignis</numerusform>
            <numerusform>%1 neue Ereignisse</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to the newest events</source>
        <translation>Zu den neuesten Ereignissen</translation>
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
    <name>auditorium::PassphraseDialog</name>
    <message>
        <source>File of secrets</source>
        <translation>Datei der Geheimnisse</translation>
    </message>
    <message>
        <source>Choose the passphrase of the encrypted file in which secrets will be kept. It cannot be recovered.</source>
        <translation>Wählen Sie die Passphrase der verschlüsselten Datei, in der Geheimnisse aufbewahrt werden. Sie lässt sich nicht wiederherstellen.</translation>
    </message>
    <message>
        <source>Secrets are kept in an encrypted file. Its passphrase opens it until the program ends.</source>
        <translation>Geheimnisse liegen in einer verschlüsselten Datei. Ihre Passphrase öffnet sie bis zum Programmende.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Make the file</source>
        <translation>Datei anlegen</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>Geben Sie die Passphrase ein.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Die beiden stimmen nicht überein.</translation>
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
    <name>auditorium::SecretField</name>
    <message>
        <source>Show</source>
        <comment>a secret</comment>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>Eingabe zeigen</translation>
    </message>
</context>
<context>
    <name>auditorium::ServiceFields</name>
    <message>
        <source>Sign in with</source>
        <translation>Anmelden mit</translation>
    </message>
    <message>
        <source>Address</source>
        <comment>of a service</comment>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Only where the service is reached at another address than usual.</source>
        <translation>Nur wenn der Dienst unter einer anderen Adresse als üblich erreichbar ist.</translation>
    </message>
    <message>
        <source>Fill in “%1”.</source>
        <translation>Füllen Sie „%1“ aus.</translation>
    </message>
    <message>
        <source>Reading needs: %1</source>
        <comment>a permission, scope or role</comment>
        <translation>Zum Lesen nötig: %1</translation>
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
    <name>auditorium::SignInPanel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Open the page again</source>
        <translation>Seite noch einmal öffnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Code to type in the browser</source>
        <translation>Code zum Eintippen im Browser</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Cancel signing in</source>
        <translation>Anmeldung abbrechen</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>Angemeldet.</translation>
    </message>
    <message>
        <source>Asking the service…</source>
        <translation>Der Dienst wird gefragt …</translation>
    </message>
    <message>
        <source>The service names a page that is not opened: %1</source>
        <translation>Der Dienst nennt eine Seite, die nicht geöffnet wird: %1</translation>
    </message>
    <message>
        <source>Sign in on the page that opens in the browser.</source>
        <translation>Melden Sie sich auf der Seite an, die sich im Browser öffnet.</translation>
    </message>
    <message>
        <source>Type this code on the page that opens in the browser.</source>
        <translation>Tippen Sie diesen Code auf der Seite ein, die sich im Browser öffnet.</translation>
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
    <message>
        <source>Connect to a service or database…</source>
        <translation>Mit Dienst oder Datenbank verbinden …</translation>
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
    <message>
        <source>Live sources</source>
        <translation>Live-Quellen</translation>
    </message>
</context>
<context>
    <name>auditorium::TableFields</name>
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
        <source>Outcome</source>
        <translation>Ergebnis</translation>
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
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Event ID</source>
        <translation>Ereignis-ID</translation>
    </message>
    <message>
        <source>Map the columns myself</source>
        <translation>Spalten selbst zuordnen</translation>
    </message>
    <message>
        <source>Table or view</source>
        <translation>Tabelle oder Sicht</translation>
    </message>
    <message>
        <source>First rows as events</source>
        <translation>Erste Zeilen als Ereignisse</translation>
    </message>
    <message>
        <source>Our columns</source>
        <translation>Unsere Spalten</translation>
    </message>
    <message>
        <source>Table or view with the events</source>
        <translation>Tabelle oder Sicht mit den Ereignissen</translation>
    </message>
    <message>
        <source>List the tables to choose one.</source>
        <translation>Listen Sie die Tabellen auf, um eine zu wählen.</translation>
    </message>
    <message>
        <source>For each of our columns one of the table&apos;s. “/column/key” reads inside a column of the type JSON.</source>
        <translation>Zu jeder unserer Spalten eine der Tabelle. „/column/key“ liest in einer Spalte vom Typ JSON.</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>a column that is not mapped</comment>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Asking the database…</source>
        <translation>Die Datenbank wird gefragt …</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>List tables</source>
        <translation>Tabellen auflisten</translation>
    </message>
    <message>
        <source>Show the first rows</source>
        <translation>Erste Zeilen zeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>There is no table or view that this user may read.</source>
        <translation>Es gibt keine Tabelle oder Sicht, die dieser Benutzer lesen darf.</translation>
    </message>
    <message numerus="yes">
        <source>%n table(s) or view(s); those that look like audit logs are first.</source>
        <translation>
            <numerusform>%n Tabelle oder Sicht.</numerusform>
            <numerusform>%n Tabellen oder Sichten; was wie ein Audit-Log aussieht, steht vorn.</numerusform>
        </translation>
    </message>
    <message>
        <source>Recognised by its columns: %1.</source>
        <comment>a kind of audit table</comment>
        <translation>An den Spalten erkannt: %1.</translation>
    </message>
    <message>
        <source>Choose the table with the events.</source>
        <translation>Wählen Sie die Tabelle mit den Ereignissen.</translation>
    </message>
    <message>
        <source>The table is empty.</source>
        <translation>Die Tabelle ist leer.</translation>
    </message>
</context>
<context>
    <name>auditorium::TestSteps</name>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Connection test</source>
        <translation>Verbindungstest</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Test läuft …</translation>
    </message>
    <message>
        <source>The connection does not work yet.</source>
        <translation>Die Verbindung funktioniert noch nicht.</translation>
    </message>
    <message>
        <source>The connection works.</source>
        <translation>Die Verbindung funktioniert.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
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
    <message>
        <source>Connec&amp;tions…</source>
        <translation>&amp;Verbindungen …</translation>
    </message>
    <message>
        <source>R&amp;efresh</source>
        <translation>Akt&amp;ualisieren</translation>
    </message>
    <message>
        <source>Pause Li&amp;ve Events</source>
        <translation>&amp;Neue Ereignisse anhalten</translation>
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
