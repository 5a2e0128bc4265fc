<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ExperimentWords</name>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n epoch</numerusform>
            <numerusform>%n epochs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rank(s)</source>
        <translation>
            <numerusform>%n rank</numerusform>
            <numerusform>%n ranks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s) per rank</source>
        <translation>
            <numerusform>%n thread per rank</numerusform>
            <numerusform>%n threads per rank</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message numerus="yes">
        <source>The first %n are listed.</source>
        <translation>
            <numerusform>The first one is listed.</numerusform>
            <numerusform>The first %n are listed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SweepWords</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n combination(s)</source>
        <translation>
            <numerusform>%n combination</numerusform>
            <numerusform>%n combinations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repeat(s) of each</source>
        <translation>
            <numerusform>%n repeat of each</numerusform>
            <numerusform>%n repeats of each</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentsPage</name>
    <message numerus="yes">
        <source>This machine has %n core(s) for training.</source>
        <translation>
            <numerusform>This machine has %n core for training.</numerusform>
            <numerusform>This machine has %n cores for training.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sweep %1 started: %n run(s)</source>
        <translation>
            <numerusform>Sweep %1 started: %n run</numerusform>
            <numerusform>Sweep %1 started: %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilterBar</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::ForecastPanel</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::Forecaster</name>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n core</numerusform>
            <numerusform>%n cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n NUMA node(s)</source>
        <translation>
            <numerusform>%n NUMA node</numerusform>
            <numerusform>%n NUMA nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::JobBar</name>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <translation>
            <numerusform>%1 (and %n more)</numerusform>
            <numerusform>%1 (and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::MachineProbe</name>
    <message numerus="yes">
        <source>%1, %n core(s)</source>
        <translation>
            <numerusform>%1, %n core</numerusform>
            <numerusform>%1, %n cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::ReadingWords</name>
    <message numerus="yes">
        <source>%1 in another window: %n film(s), the last is %2</source>
        <comment>reader; number; film</comment>
        <translation>
            <numerusform>%1 in another window: %n film, the last is %2</numerusform>
            <numerusform>%1 in another window: %n films, the last is %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyInspector</name>
    <message numerus="yes">
        <source>%n years</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n box(es)</source>
        <translation>
            <numerusform>%1 · %n box</numerusform>
            <numerusform>%1 · %n boxes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudySources</name>
    <message numerus="yes">
        <source>Making %n phantom films</source>
        <translation>
            <numerusform>Making %n phantom film</numerusform>
            <numerusform>Making %n phantom films</numerusform>
        </translation>
    </message>
</context>
</TS>
