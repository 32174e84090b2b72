<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Chips</name>
    <message numerus="yes">
        <source> and %n more</source>
        <comment>further values</comment>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n second(s)</source>
        <translation>
            <numerusform>last second</numerusform>
            <numerusform>last %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n minute(s)</source>
        <translation>
            <numerusform>last minute</numerusform>
            <numerusform>last %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n hour(s)</source>
        <translation>
            <numerusform>last hour</numerusform>
            <numerusform>last %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n day(s)</source>
        <translation>
            <numerusform>last day</numerusform>
            <numerusform>last %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n week(s)</source>
        <translation>
            <numerusform>last week</numerusform>
            <numerusform>last %n weeks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::ChangeList</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::ChipBar</name>
    <message numerus="yes">
        <source>%n filter(s) hide %1 of %2</source>
        <translation>
            <numerusform>%n filter hides %1 of %2</numerusform>
            <numerusform>%n filters hide %1 of %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>+%n more</numerusform>
            <numerusform>+%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::ConnectionsDialog</name>
    <message numerus="yes">
        <source>Its local copy of %1 events and its secrets are removed with it. Nothing is changed at the other end.</source>
        <translation>
            <numerusform>Its local copy of %1 event and its secrets are removed with it. Nothing is changed at the other end.</numerusform>
            <numerusform>Its local copy of %1 events and its secrets are removed with it. Nothing is changed at the other end.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::DropHint</name>
    <message numerus="yes">
        <source>Drop to open %n file(s) or folder(s)</source>
        <translation>
            <numerusform>Drop to open it</numerusform>
            <numerusform>Drop to open %n files or folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::ExportDialog</name>
    <message numerus="yes">
        <source>All %1 shown</source>
        <translation>
            <numerusform>The %1 shown</numerusform>
            <numerusform>All %1 shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %1 selected</source>
        <translation>
            <numerusform>The selected one</numerusform>
            <numerusform>The %1 selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::FacetModel</name>
    <message numerus="yes">
        <source>excluded, hides %Ln event(s)</source>
        <translation>
            <numerusform>excluded, hides %Ln event</numerusform>
            <numerusform>excluded, hides %Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::LiveBinding</name>
    <message numerus="yes">
        <source>%1 events fetched</source>
        <translation>
            <numerusform>%1 event fetched</numerusform>
            <numerusform>%1 events fetched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the service may be %1 minutes late</source>
        <translation>
            <numerusform>the service may be %1 minute late</numerusform>
            <numerusform>the service may be %1 minutes late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n gap</numerusform>
            <numerusform>%n gaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused, %1 events waiting</source>
        <translation>
            <numerusform>Paused, %1 event waiting</numerusform>
            <numerusform>Paused, %1 events waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::MainWindow</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::NewEvents</name>
    <message numerus="yes">
        <source>%1 new events</source>
        <translation>
            <numerusform>%1 new event</numerusform>
            <numerusform>%1 new events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::PanelColumn</name>
    <message numerus="yes">
        <source>Search %Ln event(s)…</source>
        <translation>
            <numerusform>Search %Ln event…</numerusform>
            <numerusform>Search %Ln events…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Search %Ln actor(s)…</source>
        <translation>
            <numerusform>Search %Ln actor…</numerusform>
            <numerusform>Search %Ln actors…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Search %Ln address(es)…</source>
        <translation>
            <numerusform>Search %Ln address…</numerusform>
            <numerusform>Search %Ln addresses…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Search %Ln client(s)…</source>
        <translation>
            <numerusform>Search %Ln client…</numerusform>
            <numerusform>Search %Ln clients…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Search %Ln workspace(s)…</source>
        <translation>
            <numerusform>Search %Ln workspace…</numerusform>
            <numerusform>Search %Ln workspaces…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Search %Ln outcome(s)…</source>
        <translation>
            <numerusform>Search %Ln outcome…</numerusform>
            <numerusform>Search %Ln outcomes…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::ReportDialog</name>
    <message numerus="yes">
        <source>%n source(s), %1 events, %2 records rejected.</source>
        <translation>
            <numerusform>%n source, %1 events, %2 records rejected.</numerusform>
            <numerusform>%n sources, %1 events, %2 records rejected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::StatusLine</name>
    <message numerus="yes">
        <source>of %1 events</source>
        <translation>
            <numerusform>of %1 event</numerusform>
            <numerusform>of %1 events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 records rejected</source>
        <translation>
            <numerusform>%1 record rejected</numerusform>
            <numerusform>%1 records rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) could not be read</source>
        <translation>
            <numerusform>%n source could not be read</numerusform>
            <numerusform>%n sources could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::TableFields</name>
    <message numerus="yes">
        <source>%n table(s) or view(s); those that look like audit logs are first.</source>
        <translation>
            <numerusform>%n table or view.</numerusform>
            <numerusform>%n tables or views; those that look like audit logs are first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auditorium::ValuePanel</name>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
</context>
</TS>
