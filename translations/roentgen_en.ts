<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DataWords</name>
    <message numerus="yes">
        <source>%Ln box(es) could not be used: image, label or numbers are wrong.</source>
        <translation>
            <numerusform>%Ln box could not be used: its image, label or numbers are wrong.</numerusform>
            <numerusform>%Ln boxes could not be used: image, label or numbers are wrong.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label row(s) have a wrong number of fields or a wrong value and were left out.</source>
        <translation>
            <numerusform>%Ln label row has a wrong number of fields or a wrong value and was left out.</numerusform>
            <numerusform>%Ln label rows have a wrong number of fields or a wrong value and were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) beside record files are damaged or of others and were not used.</source>
        <translation>
            <numerusform>%Ln file beside record files is damaged or of others and was not used.</numerusform>
            <numerusform>%Ln files beside record files are damaged or of others and were not used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) are damaged.</source>
        <translation>
            <numerusform>%Ln record is damaged.</numerusform>
            <numerusform>%Ln records are damaged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) have the name of another and were left out.</source>
        <translation>
            <numerusform>%Ln image has the name of another and was left out.</numerusform>
            <numerusform>%Ln images have the names of others and were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) are named more than once in the labels; the first row counts.</source>
        <translation>
            <numerusform>%Ln image is named more than once in the labels; the first row counts.</numerusform>
            <numerusform>%Ln images are named more than once in the labels; the first row counts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) named in the labels are absent.</source>
        <translation>
            <numerusform>%Ln image named in the labels is absent.</numerusform>
            <numerusform>%Ln images named in the labels are absent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln film(s) of the data set are not in the records.</source>
        <translation>
            <numerusform>%Ln film of the data set is not in the records.</numerusform>
            <numerusform>%Ln films of the data set are not in the records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) do not follow the rule for patients and go by what else is known.</source>
        <translation>
            <numerusform>%Ln image does not follow the rule for patients and goes by what else is known.</numerusform>
            <numerusform>%Ln images do not follow the rule for patients and go by what else is known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled image(s) are in no part of the split and were left out.</source>
        <translation>
            <numerusform>%Ln labelled image is in no part of the split and was left out.</numerusform>
            <numerusform>%Ln labelled images are in no part of the split and were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln name(s) or label row(s) are not UTF-8 and were left out; save the table as UTF-8.</source>
        <translation>
            <numerusform>%Ln name or label row is not UTF-8 and was left out; save the table as UTF-8.</numerusform>
            <numerusform>%Ln names or label rows are not UTF-8 and were left out; save the table as UTF-8.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln film(s) name no patient. Each counts as a patient of its own, so films of one person may fall into two parts.</source>
        <translation>
            <numerusform>%Ln film names no patient and counts as a patient of its own.</numerusform>
            <numerusform>%Ln films name no patient. Each counts as a patient of its own, so films of one person may fall into two parts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s) are known by the name of a folder alone.</source>
        <translation>
            <numerusform>%Ln patient is known by the name of a folder alone.</numerusform>
            <numerusform>%Ln patients are known by the names of folders alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s) have no Patient ID and go by name and birth date.</source>
        <translation>
            <numerusform>%Ln patient has no Patient ID and goes by name and birth date.</numerusform>
            <numerusform>%Ln patients have no Patient ID and go by name and birth date.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln study(ies) have no Patient ID and no name with a birth date. Each counts as a patient of its own, so studies of one person may fall into two parts.</source>
        <translation>
            <numerusform>%Ln study has no Patient ID and no name with a birth date; it counts as a patient of its own.</numerusform>
            <numerusform>%Ln studies have no Patient ID and no name with a birth date. Each counts as a patient of its own, so studies of one person may fall into two parts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) were left out of training: their patient is in another part of the split.</source>
        <translation>
            <numerusform>%Ln image was left out of training: its patient is in another part of the split.</numerusform>
            <numerusform>%Ln images were left out of training: their patients are in another part of the split.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) are listed, but their pixels cannot be shown; they are left out of training.</source>
        <translation>
            <numerusform>%Ln image is listed, but its pixels cannot be shown; it is left out of training.</numerusform>
            <numerusform>%Ln images are listed, but their pixels cannot be shown; they are left out of training.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) of the workspace have the name of the data set&apos;s file; the file counts.</source>
        <translation>
            <numerusform>%Ln folder of the workspace has the name of the data set&apos;s file; the file counts.</numerusform>
            <numerusform>%Ln folders of the workspace have the name of the data set&apos;s file; the file counts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) have no label and are left out of training.</source>
        <translation>
            <numerusform>%Ln image has no label and is left out of training.</numerusform>
            <numerusform>%Ln images have no label and are left out of training.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) name neither film nor patient. Each counts as a patient of its own.</source>
        <translation>
            <numerusform>%Ln record names neither film nor patient and counts as a patient of its own.</numerusform>
            <numerusform>%Ln records name neither film nor patient. Each counts as a patient of its own.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are of image formats that are not read.</source>
        <translation>
            <numerusform>%Ln file is of an image format that is not read.</numerusform>
            <numerusform>%Ln files are of image formats that are not read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be read as images.</source>
        <translation>
            <numerusform>%Ln file could not be read as an image.</numerusform>
            <numerusform>%Ln files could not be read as images.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are of another format than their names say; their content counts.</source>
        <translation>
            <numerusform>%Ln file is of another format than its name says; its content counts.</numerusform>
            <numerusform>%Ln files are of another format than their names say; their content counts.</numerusform>
        </translation>
    </message>
</context>
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
    <name>roentgen::app::EngineCall</name>
    <message numerus="yes">
        <source>%1 did not answer within %n second(s)</source>
        <translation>
            <numerusform>%1 did not answer within one second</numerusform>
            <numerusform>%1 did not answer within %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentLaunch</name>
    <message numerus="yes">
        <source>Sweep %1 started: %n run(s)</source>
        <translation>
            <numerusform>Sweep %1 started: %n run</numerusform>
            <numerusform>Sweep %1 started: %n runs</numerusform>
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
</context>
<context>
    <name>roentgen::app::FilmWarningWords</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <comment>that a model was trained on</comment>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
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
    <name>roentgen::app::FindingPanel</name>
    <message numerus="yes">
        <source>%n finding(s) open</source>
        <comment>at or above the threshold, without a verdict</comment>
        <translation>
            <numerusform>%n finding open</numerusform>
            <numerusform>%n findings open</numerusform>
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
    <name>roentgen::app::FormSectionBox</name>
    <message numerus="yes">
        <source>Hide %n unused key(s)</source>
        <translation>
            <numerusform>Hide %n unused key</numerusform>
            <numerusform>Hide %n unused keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unused key(s)</source>
        <translation>
            <numerusform>%n unused key</numerusform>
            <numerusform>%n unused keys</numerusform>
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
    <name>roentgen::app::LayoutPreview</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln class(es)</source>
        <translation>
            <numerusform>%Ln class</numerusform>
            <numerusform>%Ln classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln patient</numerusform>
            <numerusform>%Ln patients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) name their patient inside</source>
        <translation>
            <numerusform>%Ln file names its patient inside</numerusform>
            <numerusform>%Ln files name their patient inside</numerusform>
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
    <name>roentgen::app::NothingFound</name>
    <message numerus="yes">
        <source>Without the filter %1: %Ln image(s)</source>
        <translation>
            <numerusform>Without the filter %1: %Ln image</numerusform>
            <numerusform>Without the filter %1: %Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without &quot;%1&quot;: %Ln image(s)</source>
        <translation>
            <numerusform>Without &quot;%1&quot;: %Ln image</numerusform>
            <numerusform>Without &quot;%1&quot;: %Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::ProblemDialog</name>
    <message numerus="yes">
        <source>The first %Ln are listed.</source>
        <translation>
            <numerusform>The first is listed.</numerusform>
            <numerusform>The first %Ln are listed.</numerusform>
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
    <name>roentgen::app::RunActions</name>
    <message numerus="yes">
        <source>%n run(s) stop at once</source>
        <translation>
            <numerusform>%n run stops at once</numerusform>
            <numerusform>%n runs stop at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n command(s)</source>
        <translation>
            <numerusform>Copy %n command</numerusform>
            <numerusform>Copy %n commands</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export metrics of %n run(s) as CSV…</source>
        <translation>
            <numerusform>Export metrics of %n run as CSV…</numerusform>
            <numerusform>Export metrics of %n runs as CSV…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s)…</source>
        <translation>
            <numerusform>Delete %n run…</numerusform>
            <numerusform>Delete %n runs…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the runs could not be asked: %1</source>
        <translation>
            <numerusform>%n of the runs could not be asked: %1</numerusform>
            <numerusform>%n of the runs could not be asked: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) write a checkpoint and stop</source>
        <translation>
            <numerusform>%n run writes a checkpoint and stops</numerusform>
            <numerusform>%n runs write a checkpoint and stop</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) go on</source>
        <translation>
            <numerusform>%n run goes on</numerusform>
            <numerusform>%n runs go on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) copied</source>
        <translation>
            <numerusform>%n command copied</numerusform>
            <numerusform>%n commands copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Metrics of %n run(s) written to %1</source>
        <translation>
            <numerusform>Metrics of %n run written to %1</numerusform>
            <numerusform>Metrics of %n runs written to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s)? Their folders move to the trash and can be brought back from there with a file manager.</source>
        <translation>
            <numerusform>Delete %n run? Its folder moves to the trash and can be brought back from there with a file manager.</numerusform>
            <numerusform>Delete %n runs? Their folders move to the trash and can be brought back from there with a file manager.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the selected run(s) still go on, and stay.</source>
        <translation>
            <numerusform>%n of the selected runs still goes on, and stays.</numerusform>
            <numerusform>%n of the selected runs still go on, and stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the selected run(s) have not been read yet, and stay.</source>
        <translation>
            <numerusform>%n of the selected runs has not been read yet, and stays.</numerusform>
            <numerusform>%n of the selected runs have not been read yet, and stay.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunCentre</name>
    <message numerus="yes">
        <source>%n run(s) selected</source>
        <translation>
            <numerusform>%n run selected</numerusform>
            <numerusform>%n runs selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first %n are drawn</source>
        <translation>
            <numerusform>the first one is drawn</numerusform>
            <numerusform>the first %n are drawn</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunComparison</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunRemover</name>
    <message numerus="yes">
        <source>%n run(s) moved to the trash</source>
        <translation>
            <numerusform>%n run moved to the trash</numerusform>
            <numerusform>%n runs moved to the trash</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunsPage</name>
    <message numerus="yes">
        <source>%n run(s) have not begun yet</source>
        <translation>
            <numerusform>%n run has not begun yet</numerusform>
            <numerusform>%n runs have not begun yet</numerusform>
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
<context>
    <name>roentgen::widgets::ChartReadout</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
</TS>
