<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ColorMap</name>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis (colour-blind)</source>
        <translation>Cividis (farbenblind)</translation>
    </message>
    <message>
        <source>Inferno</source>
        <translation>Inferno</translation>
    </message>
</context>
<context>
    <name>DataSetTitles</name>
    <message>
        <source>%1 in %2</source>
        <comment>data set, folder</comment>
        <translation>%1 in %2</translation>
    </message>
</context>
<context>
    <name>DataWords</name>
    <message numerus="yes">
        <source>%Ln box(es) could not be used: image, label or numbers are wrong.</source>
        <translation>
            <numerusform>%Ln Rahmen war nicht verwendbar: Bild, Label oder Zahlen sind falsch.</numerusform>
            <numerusform>%Ln Rahmen waren nicht verwendbar: Bild, Label oder Zahlen sind falsch.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label row(s) have a wrong number of fields or a wrong value and were left out.</source>
        <translation>
            <numerusform>%Ln Zeile der Labels hat eine falsche Zahl von Feldern oder einen falschen Wert und wurde ausgelassen.</numerusform>
            <numerusform>%Ln Zeilen der Labels haben eine falsche Zahl von Feldern oder einen falschen Wert und wurden ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) beside record files are damaged or of others and were not used.</source>
        <translation>
            <numerusform>%Ln Datei neben Record-Dateien ist beschädigt oder gehört zu anderen und wurde nicht verwendet.</numerusform>
            <numerusform>%Ln Dateien neben Record-Dateien sind beschädigt oder gehören zu anderen und wurden nicht verwendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) are damaged.</source>
        <translation>
            <numerusform>%Ln Record ist beschädigt.</numerusform>
            <numerusform>%Ln Records sind beschädigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) have the name of another and were left out.</source>
        <translation>
            <numerusform>%Ln Bild heißt wie ein anderes und wurde ausgelassen.</numerusform>
            <numerusform>%Ln Bilder heißen wie andere und wurden ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) are named more than once in the labels; the first row counts.</source>
        <translation>
            <numerusform>%Ln Bild ist in den Labels mehrmals genannt; die erste Zeile gilt.</numerusform>
            <numerusform>%Ln Bilder sind in den Labels mehrmals genannt; die erste Zeile gilt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) named in the labels are absent.</source>
        <translation>
            <numerusform>%Ln in den Labels genanntes Bild fehlt.</numerusform>
            <numerusform>%Ln in den Labels genannte Bilder fehlen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln film(s) of the data set are not in the records.</source>
        <translation>
            <numerusform>%Ln Aufnahme des Datensatzes ist nicht in den Records.</numerusform>
            <numerusform>%Ln Aufnahmen des Datensatzes sind nicht in den Records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) do not follow the rule for patients and go by what else is known.</source>
        <translation>
            <numerusform>%Ln Bild folgt der Regel für Patienten nicht und richtet sich nach dem, was sonst bekannt ist.</numerusform>
            <numerusform>%Ln Bilder folgen der Regel für Patienten nicht und richten sich nach dem, was sonst bekannt ist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled image(s) are in no part of the split and were left out.</source>
        <translation>
            <numerusform>%Ln gelabeltes Bild ist in keinem Teil der Aufteilung und wurde ausgelassen.</numerusform>
            <numerusform>%Ln gelabelte Bilder sind in keinem Teil der Aufteilung und wurden ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln name(s) or label row(s) are not UTF-8 and were left out; save the table as UTF-8.</source>
        <translation>
            <numerusform>%Ln Name oder Zeile der Labels ist nicht UTF-8 und wurde ausgelassen; speichern Sie die Tabelle als UTF-8.</numerusform>
            <numerusform>%Ln Namen oder Zeilen der Labels sind nicht UTF-8 und wurden ausgelassen; speichern Sie die Tabelle als UTF-8.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln film(s) name no patient. Each counts as a patient of its own, so films of one person may fall into two parts.</source>
        <translation>
            <numerusform>%Ln Aufnahme nennt keinen Patienten und zählt als eigener Patient.</numerusform>
            <numerusform>%Ln Aufnahmen nennen keinen Patienten. Jede zählt als eigener Patient, also können Aufnahmen einer Person in zwei Teile fallen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s) are known by the name of a folder alone.</source>
        <translation>
            <numerusform>%Ln Patient ist nur durch den Namen eines Ordners bekannt.</numerusform>
            <numerusform>%Ln Patienten sind nur durch Namen von Ordnern bekannt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s) have no Patient ID and go by name and birth date.</source>
        <translation>
            <numerusform>%Ln Patient hat keine Patienten-ID und wird nach Name und Geburtsdatum unterschieden.</numerusform>
            <numerusform>%Ln Patienten haben keine Patienten-ID und werden nach Name und Geburtsdatum unterschieden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln study(ies) have no Patient ID and no name with a birth date. Each counts as a patient of its own, so studies of one person may fall into two parts.</source>
        <translation>
            <numerusform>%Ln Studie hat keine Patienten-ID und keinen Namen mit Geburtsdatum; sie zählt als eigener Patient.</numerusform>
            <numerusform>%Ln Studien haben keine Patienten-ID und keinen Namen mit Geburtsdatum. Jede zählt als eigener Patient, also können Studien einer Person in zwei Teile fallen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) were left out of training: their patient is in another part of the split.</source>
        <translation>
            <numerusform>%Ln Bild wird nicht zum Trainieren verwendet: Sein Patient ist in einem anderen Teil der Aufteilung.</numerusform>
            <numerusform>%Ln Bilder werden nicht zum Trainieren verwendet: Ihre Patienten sind in einem anderen Teil der Aufteilung.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) are listed, but their pixels cannot be shown; they are left out of training.</source>
        <translation>
            <numerusform>%Ln Bild ist aufgeführt, lässt sich aber nicht zeigen; es wird nicht zum Trainieren verwendet.</numerusform>
            <numerusform>%Ln Bilder sind aufgeführt, lassen sich aber nicht zeigen; sie werden nicht zum Trainieren verwendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) of the workspace have the name of the data set&apos;s file; the file counts.</source>
        <translation>
            <numerusform>%Ln Ordner des Arbeitsordners heißt wie die Datei des Datensatzes; die Datei gilt.</numerusform>
            <numerusform>%Ln Ordner des Arbeitsordners heißen wie die Datei des Datensatzes; die Datei gilt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) have no label and are left out of training.</source>
        <translation>
            <numerusform>%Ln Bild hat kein Label und wird nicht zum Trainieren verwendet.</numerusform>
            <numerusform>%Ln Bilder haben kein Label und werden nicht zum Trainieren verwendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) name neither film nor patient. Each counts as a patient of its own.</source>
        <translation>
            <numerusform>%Ln Record nennt weder Aufnahme noch Patient und zählt als eigener Patient.</numerusform>
            <numerusform>%Ln Records nennen weder Aufnahme noch Patient; jeder zählt als eigener Patient.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are of image formats that are not read.</source>
        <translation>
            <numerusform>%Ln Datei hat ein Bildformat, das nicht gelesen wird.</numerusform>
            <numerusform>%Ln Dateien haben Bildformate, die nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be read as images.</source>
        <translation>
            <numerusform>%Ln Datei konnte nicht als Bild gelesen werden.</numerusform>
            <numerusform>%Ln Dateien konnten nicht als Bilder gelesen werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are of another format than their names say; their content counts.</source>
        <translation>
            <numerusform>%Ln Datei hat ein anderes Format, als ihr Name sagt; der Inhalt gilt.</numerusform>
            <numerusform>%Ln Dateien haben ein anderes Format, als ihr Name sagt; der Inhalt gilt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The transfer syntax %1 is not read.</source>
        <translation>Die Transfersyntax %1 wird nicht gelesen.</translation>
    </message>
    <message>
        <source>The file holds no pixel data.</source>
        <translation>Die Datei enthält keine Bilddaten.</translation>
    </message>
    <message>
        <source>Floating-point pixels are not read.</source>
        <translation>Gleitkomma-Pixel werden nicht gelesen.</translation>
    </message>
    <message>
        <source>Pixels of %1 samples are not read.</source>
        <translation>Pixel mit %1 Werten werden nicht gelesen.</translation>
    </message>
    <message>
        <source>Pixels of %1 bits are not read; those of 8 and 16 bits are.</source>
        <translation>Pixel mit %1 Bit werden nicht gelesen, nur solche mit 8 und 16 Bit.</translation>
    </message>
    <message>
        <source>Compressed pixels of 1 bit are not read.</source>
        <translation>Komprimierte 1-Bit-Pixel werden nicht gelesen.</translation>
    </message>
    <message>
        <source>The image is too large: %1 pixels.</source>
        <translation>Das Bild ist zu groß: %1 Pixel.</translation>
    </message>
    <message>
        <source>The header claims %1 pixels, more than the file can hold.</source>
        <translation>Der Kopf nennt %1 Pixel, mehr als die Datei enthalten kann.</translation>
    </message>
    <message>
        <source>The pixel data ends early: %1 bytes.</source>
        <translation>Die Bilddaten enden zu früh: %1 Byte.</translation>
    </message>
    <message>
        <source>Colour stored as &quot;%1&quot; is not read.</source>
        <translation>Farbe im Format „%1“ wird nicht gelesen.</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>Patienten-ID</translation>
    </message>
    <message>
        <source>Patient ID and its issuer</source>
        <translation>Patienten-ID und ausgebende Stelle</translation>
    </message>
    <message>
        <source>name and birth date</source>
        <translation>Name und Geburtsdatum</translation>
    </message>
    <message>
        <source>two films in a row</source>
        <translation>zwei Aufnahmen in Folge</translation>
    </message>
    <message>
        <source>the rule of this data set</source>
        <translation>die Regel dieses Datensatzes</translation>
    </message>
    <message>
        <source>the file&apos;s name</source>
        <translation>Name der Datei</translation>
    </message>
    <message>
        <source>the folder&apos;s name</source>
        <translation>Name des Ordners</translation>
    </message>
    <message>
        <source>the study alone</source>
        <translation>nur die Studie</translation>
    </message>
    <message>
        <source>nothing: each film for itself</source>
        <translation>nichts: jede Aufnahme für sich</translation>
    </message>
    <message>
        <source>Found out from the files</source>
        <translation>Aus den Dateien erkannt</translation>
    </message>
    <message>
        <source>A folder for each class</source>
        <translation>Ein Ordner je Klasse</translation>
    </message>
    <message>
        <source>A table with a column for each class</source>
        <translation>Eine Tabelle mit einer Spalte je Klasse</translation>
    </message>
    <message>
        <source>Images without labels</source>
        <translation>Bilder ohne Labels</translation>
    </message>
    <message>
        <source>DICOM files without labels</source>
        <translation>DICOM-Dateien ohne Labels</translation>
    </message>
    <message>
        <source>NIH ChestX-ray14</source>
        <translation>NIH ChestX-ray14</translation>
    </message>
    <message>
        <source>CheXpert</source>
        <translation>CheXpert</translation>
    </message>
    <message>
        <source>MIAS</source>
        <translation>MIAS</translation>
    </message>
    <message>
        <source>Record files</source>
        <translation>Record-Dateien</translation>
    </message>
    <message>
        <source>female</source>
        <translation>weiblich</translation>
    </message>
    <message>
        <source>male</source>
        <translation>männlich</translation>
    </message>
    <message>
        <source>other</source>
        <comment>sex</comment>
        <translation>divers</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>both sides</source>
        <translation>beidseitig</translation>
    </message>
    <message>
        <source>copy or download it again</source>
        <translation>neu kopieren oder herunterladen</translation>
    </message>
    <message>
        <source>copy or export it again</source>
        <translation>neu kopieren oder exportieren</translation>
    </message>
    <message>
        <source>the file is damaged or hostile</source>
        <translation>die Datei ist beschädigt oder bösartig</translation>
    </message>
    <message>
        <source>convert it to PNG, JPEG, PGM or DICOM</source>
        <translation>in PNG, JPEG, PGM oder DICOM umwandeln</translation>
    </message>
    <message>
        <source>The file does not exist.</source>
        <translation>Die Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>check the path</source>
        <translation>den Pfad prüfen</translation>
    </message>
    <message>
        <source>The system does not let the file be read.</source>
        <translation>Das System lässt die Datei nicht lesen.</translation>
    </message>
    <message>
        <source>check its permissions and the disk</source>
        <translation>Rechte und Datenträger prüfen</translation>
    </message>
    <message>
        <source>This is a folder and no image file.</source>
        <translation>Dies ist ein Ordner und keine Bilddatei.</translation>
    </message>
    <message>
        <source>This is no ordinary file.</source>
        <translation>Dies ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>The file is larger than 4 GiB.</source>
        <translation>Die Datei ist größer als 4 GiB.</translation>
    </message>
    <message>
        <source>The file is no PNG, JPEG, PGM or DICOM image.</source>
        <translation>Die Datei ist kein Bild in PNG, JPEG, PGM oder DICOM.</translation>
    </message>
    <message>
        <source>Images of the format %1 are not read.</source>
        <translation>Bilder im Format %1 werden nicht gelesen.</translation>
    </message>
    <message>
        <source>The image has no pixels (%1).</source>
        <translation>Das Bild hat keine Bildpunkte (%1).</translation>
    </message>
    <message>
        <source>at most 268 million pixels are read</source>
        <translation>höchstens 268 Millionen Pixel werden gelesen</translation>
    </message>
    <message>
        <source>The image has no such frame (%1).</source>
        <translation>Das Bild hat diesen Frame nicht (%1).</translation>
    </message>
    <message>
        <source>frames count from 0</source>
        <translation>Frames zählen ab 0</translation>
    </message>
    <message>
        <source>There is not enough memory to read the image.</source>
        <translation>Der Speicher reicht nicht, um das Bild zu lesen.</translation>
    </message>
    <message>
        <source>close other programs</source>
        <translation>andere Programme schließen</translation>
    </message>
    <message>
        <source>The image cannot be decoded.</source>
        <translation>Das Bild lässt sich nicht dekodieren.</translation>
    </message>
    <message>
        <source>Reading the header took more than %1 s.</source>
        <translation>Das Lesen des Kopfes dauerte länger als %1 s.</translation>
    </message>
    <message>
        <source>check the disk; the file may be damaged</source>
        <translation>den Datenträger prüfen; die Datei ist vielleicht beschädigt</translation>
    </message>
    <message>
        <source>Reading the header ended the process that did it.</source>
        <translation>Das Lesen des Kopfes hat den Prozess beendet, der ihn las.</translation>
    </message>
    <message>
        <source>The PNG file ends early.</source>
        <translation>Die PNG-Datei endet zu früh.</translation>
    </message>
    <message>
        <source>The PNG file is damaged.</source>
        <translation>Die PNG-Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>The JPEG file ends early.</source>
        <translation>Die JPEG-Datei endet zu früh.</translation>
    </message>
    <message>
        <source>The JPEG file is damaged, or of a kind that is not read.</source>
        <translation>Die JPEG-Datei ist beschädigt oder von einer Art, die nicht gelesen wird.</translation>
    </message>
    <message>
        <source>A JPEG in print colours (CMYK) is no film.</source>
        <translation>Ein JPEG in Druckfarben (CMYK) ist keine Aufnahme.</translation>
    </message>
    <message>
        <source>convert it to grey or RGB</source>
        <translation>in Grau oder RGB umwandeln</translation>
    </message>
    <message>
        <source>The PGM file ends early.</source>
        <translation>Die PGM-Datei endet zu früh.</translation>
    </message>
    <message>
        <source>The PGM file&apos;s header is damaged: columns, rows and a largest value of 1…65535 are needed.</source>
        <translation>Der Kopf der PGM-Datei ist beschädigt: Spalten, Zeilen und ein größter Wert von 1…65535 sind nötig.</translation>
    </message>
    <message>
        <source>The PGM file is damaged: pixel %1 is above the largest value.</source>
        <translation>Die PGM-Datei ist beschädigt: Pixel %1 liegt über dem größten Wert.</translation>
    </message>
    <message>
        <source>The DICOM file is damaged.</source>
        <translation>Die DICOM-Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>The DICOM file holds sequences hundreds of levels deep.</source>
        <translation>Die DICOM-Datei enthält Sequenzen, die Hunderte von Ebenen tief liegen.</translation>
    </message>
    <message>
        <source>The deflated data set is larger than %1 MiB.</source>
        <translation>Der Datensatz ist entpackt größer als %1 MiB.</translation>
    </message>
    <message>
        <source>DCMTK&apos;s dictionary of DICOM tags is missing.</source>
        <translation>Das DICOM-Wörterbuch von DCMTK fehlt.</translation>
    </message>
    <message>
        <source>install libdcmtk again, or unset DCMDICTPATH</source>
        <translation>libdcmtk neu installieren oder DCMDICTPATH entfernen</translation>
    </message>
    <message>
        <source>A DICOMDIR is a table of contents and holds no image.</source>
        <translation>Ein DICOMDIR ist ein Inhaltsverzeichnis und enthält kein Bild.</translation>
    </message>
    <message>
        <source>add the folder it lies in</source>
        <translation>den Ordner hinzufügen, in dem er liegt</translation>
    </message>
    <message>
        <source>The DICOM file holds no image: no rows and columns (0028,0010).</source>
        <translation>Die DICOM-Datei enthält kein Bild: keine Zeilen und Spalten (0028,0010).</translation>
    </message>
    <message>
        <source>The DICOM file holds no image (it is: %1).</source>
        <translation>Die DICOM-Datei enthält kein Bild (sie ist: %1).</translation>
    </message>
    <message>
        <source>%1 is stored as unknown (UN), and what is stored so is not all implicit VR.</source>
        <translation>%1 ist als unbekannt (UN) gespeichert, und nicht alles so Gespeicherte hat implizite VR.</translation>
    </message>
    <message>
        <source>The rescale slope is no number: &quot;%1&quot;.</source>
        <translation>Die Rescale Slope ist keine Zahl: „%1“.</translation>
    </message>
    <message>
        <source>The rescale intercept is no number: &quot;%1&quot;.</source>
        <translation>Der Rescale Intercept ist keine Zahl: „%1“.</translation>
    </message>
    <message>
        <source>The colour palette (0028,1201) is missing, segmented or damaged.</source>
        <translation>Die Farbpalette (0028,1201) fehlt, ist segmentiert oder beschädigt.</translation>
    </message>
    <message>
        <source>The modality LUT (0028,3000) is missing, segmented or damaged.</source>
        <translation>Die Modality LUT (0028,3000) fehlt, ist segmentiert oder beschädigt.</translation>
    </message>
    <message>
        <source>The VOI LUT (0028,3010) is missing, segmented or damaged.</source>
        <translation>Die VOI LUT (0028,3010) fehlt, ist segmentiert oder beschädigt.</translation>
    </message>
    <message>
        <source>store it uncompressed or as JPEG, JPEG-LS, JPEG 2000 or RLE</source>
        <translation>unkomprimiert oder als JPEG, JPEG-LS, JPEG 2000 oder RLE speichern</translation>
    </message>
    <message>
        <source>The pixel data cannot be read.</source>
        <translation>Die Bilddaten lassen sich nicht lesen.</translation>
    </message>
    <message>
        <source>The pixel data is not encapsulated as its transfer syntax says.</source>
        <translation>Die Bilddaten sind nicht so gekapselt, wie es ihre Transfersyntax sagt.</translation>
    </message>
    <message>
        <source>The frames of the pixel data cannot be told apart.</source>
        <translation>Die Frames der Bilddaten lassen sich nicht auseinanderhalten.</translation>
    </message>
    <message>
        <source>export it again with an offset table</source>
        <translation>mit einer Offset-Tabelle neu exportieren</translation>
    </message>
    <message>
        <source>The pixel data ends early in fragment %1.</source>
        <translation>Die Bilddaten enden zu früh, in Fragment %1.</translation>
    </message>
    <message>
        <source>The pixel data is empty.</source>
        <translation>Die Bilddaten sind leer.</translation>
    </message>
    <message>
        <source>The frame cannot be decoded (%1).</source>
        <translation>Der Frame lässt sich nicht dekodieren (%1).</translation>
    </message>
    <message>
        <source>The JPEG 2000 frame is damaged.</source>
        <translation>Der JPEG-2000-Frame ist beschädigt.</translation>
    </message>
    <message>
        <source>The JPEG 2000 frame has %1 components, not what the header says.</source>
        <translation>Der JPEG-2000-Frame hat %1 Komponenten, anders als der Kopf sagt.</translation>
    </message>
    <message>
        <source>The JPEG 2000 frame is not as large as the header says (%1).</source>
        <translation>Der JPEG-2000-Frame ist nicht so groß, wie der Kopf sagt (%1).</translation>
    </message>
    <message>
        <source>JPEG 2000 with %1 bits is not read.</source>
        <translation>JPEG 2000 mit %1 Bit wird nicht gelesen.</translation>
    </message>
    <message>
        <source>The JPEG 2000 frame has more bits than the header says.</source>
        <translation>Der JPEG-2000-Frame hat mehr Bit, als der Kopf sagt.</translation>
    </message>
    <message>
        <source>The RLE frame does not begin with a header of %1 segments.</source>
        <translation>Der RLE-Frame beginnt nicht mit einem Kopf für %1 Segmente.</translation>
    </message>
    <message>
        <source>The RLE frame ends early in its segment %1.</source>
        <translation>Der RLE-Frame endet zu früh, in Segment %1.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Diesen Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>check the spelling, or mount the disk that holds it</source>
        <translation>die Schreibweise prüfen oder den Datenträger einhängen</translation>
    </message>
    <message>
        <source>The folder could not be opened.</source>
        <translation>Der Ordner konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>check that it exists and may be read</source>
        <translation>prüfen, ob es ihn gibt und er gelesen werden darf</translation>
    </message>
    <message>
        <source>There is no image in this folder.</source>
        <translation>In diesem Ordner liegt kein Bild.</translation>
    </message>
    <message>
        <source>choose a folder with PNG, JPEG, PGM or DICOM files in it</source>
        <translation>einen Ordner mit PNG-, JPEG-, PGM- oder DICOM-Dateien wählen</translation>
    </message>
    <message>
        <source>No image of the data set can be used; named in the labels, but absent: %1.</source>
        <translation>Kein Bild des Datensatzes ist verwendbar; in den Labels genannt, aber nicht da: %1.</translation>
    </message>
    <message>
        <source>put the images beside the label table</source>
        <translation>die Bilder neben die Labeltabelle legen</translation>
    </message>
    <message>
        <source>No image of the data set can be used; could not be read: %1.</source>
        <translation>Kein Bild des Datensatzes ist verwendbar; nicht lesbar: %1.</translation>
    </message>
    <message>
        <source>check the files</source>
        <translation>die Dateien prüfen</translation>
    </message>
    <message>
        <source>The label table of this layout is absent: %1.</source>
        <translation>Die Labeltabelle dieses Aufbaus fehlt: %1.</translation>
    </message>
    <message>
        <source>put it into this folder, or choose another layout</source>
        <translation>sie in diesen Ordner legen oder einen anderen Aufbau wählen</translation>
    </message>
    <message>
        <source>The label table is empty.</source>
        <translation>Die Labeltabelle ist leer.</translation>
    </message>
    <message>
        <source>it needs a header and one row an image</source>
        <translation>sie braucht eine Kopfzeile und je Bild eine Zeile</translation>
    </message>
    <message>
        <source>The label table could not be read.</source>
        <translation>Die Labeltabelle konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The label table is not UTF-8 text.</source>
        <translation>Die Labeltabelle ist kein Text in UTF-8.</translation>
    </message>
    <message>
        <source>save it as CSV in UTF-8</source>
        <translation>als CSV in UTF-8 speichern</translation>
    </message>
    <message>
        <source>The label table does not have the columns of its layout: %1.</source>
        <translation>Die Labeltabelle hat nicht die Spalten ihres Aufbaus: %1.</translation>
    </message>
    <message>
        <source>use the layout&apos;s own header, or choose another layout</source>
        <translation>die Kopfzeile des Aufbaus verwenden oder einen anderen wählen</translation>
    </message>
    <message>
        <source>There are no record files in this folder.</source>
        <translation>In diesem Ordner liegen keine Record-Dateien.</translation>
    </message>
    <message>
        <source>make them with roentgen-data pack</source>
        <translation>mit roentgen-data pack anlegen</translation>
    </message>
</context>
<context>
    <name>ExperimentStore</name>
    <message>
        <source>Could not move the experiment</source>
        <translation>Das Experiment konnte nicht verschoben werden</translation>
    </message>
    <message>
        <source>check the permissions of the folder</source>
        <translation>prüfen Sie die Berechtigungen des Ordners</translation>
    </message>
    <message>
        <source>A name is needed</source>
        <translation>Ein Name ist nötig</translation>
    </message>
    <message>
        <source>A name has at most %1 letters</source>
        <translation>Ein Name hat höchstens %1 Zeichen</translation>
    </message>
    <message>
        <source>A name has only the letters A to Z, digits, dots, hyphens and underscores</source>
        <translation>Ein Name besteht nur aus den Buchstaben A bis Z, Ziffern, Punkten, Binde- und Unterstrichen</translation>
    </message>
    <message>
        <source>There is already an experiment of this name</source>
        <translation>Ein Experiment dieses Namens gibt es schon</translation>
    </message>
</context>
<context>
    <name>ExperimentWords</name>
    <message>
        <source>%1 to %2</source>
        <comment>range of a value</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 to %2 %3</source>
        <comment>range of a value and its unit</comment>
        <translation>%1 bis %2 %3</translation>
    </message>
    <message>
        <source>on</source>
        <comment>default of a check box</comment>
        <translation>ein</translation>
    </message>
    <message>
        <source>off</source>
        <comment>default of a check box</comment>
        <translation>aus</translation>
    </message>
    <message>
        <source>empty</source>
        <comment>default of a text field</comment>
        <translation>leer</translation>
    </message>
    <message>
        <source>Enter a whole number, %1</source>
        <translation>Geben Sie eine ganze Zahl ein, %1</translation>
    </message>
    <message>
        <source>“%1” does not go: a whole number, %2</source>
        <translation>„%1“ geht nicht: eine ganze Zahl, %2</translation>
    </message>
    <message>
        <source>Enter a number, %1</source>
        <translation>Geben Sie eine Zahl ein, %1</translation>
    </message>
    <message>
        <source>“%1” does not go: a number, %2</source>
        <translation>„%1“ geht nicht: eine Zahl, %2</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>Parallel</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>no data set yet</source>
        <translation>noch kein Datensatz</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>split: %1</source>
        <translation>Aufteilung: %1</translation>
    </message>
    <message>
        <source>normalisation: %1</source>
        <translation>Normalisierung: %1</translation>
    </message>
    <message>
        <source>from scratch</source>
        <translation>von Grund auf</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>ab %1</translation>
    </message>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n Epoche</numerusform>
            <numerusform>%n Epochen</numerusform>
        </translation>
    </message>
    <message>
        <source>batch of %1</source>
        <translation>Stapel von %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>optimizer at a learning rate</comment>
        <translation>%1 mit %2</translation>
    </message>
    <message numerus="yes">
        <source>%n rank(s)</source>
        <translation>
            <numerusform>%n Rang</numerusform>
            <numerusform>%n Ränge</numerusform>
        </translation>
    </message>
    <message>
        <source>cores shared fairly</source>
        <translation>Kerne gerecht geteilt</translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s) per rank</source>
        <translation>
            <numerusform>%n Thread pro Rang</numerusform>
            <numerusform>%n Threads pro Rang</numerusform>
        </translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>What is learnt</source>
        <translation>Was gelernt wird</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Initial weights, order and augmentation follow from it</source>
        <translation>Anfangsgewichte, Reihenfolge und Augmentierung folgen daraus</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>How often it is run, each time with another seed</source>
        <translation>Wie oft gelaufen wird, jedes Mal mit anderem Startwert</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>One of the Studies page, or a folder in a known layout</source>
        <translation>Einer der Seite Studien oder ein Ordner in bekanntem Aufbau</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Findings to learn, with commas between; empty: all that the labels have</source>
        <translation>Zu lernende Befunde, durch Kommas getrennt; leer: alle in den Labels</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>Bildgröße</translation>
    </message>
    <message>
        <source>Width and height that the model sees</source>
        <translation>Breite und Höhe, die das Modell sieht</translation>
    </message>
    <message>
        <source>Stored size</source>
        <translation>Gespeicherte Größe</translation>
    </message>
    <message>
        <source>Films are shrunk to this, then cropped; 0: 8/7 of the image size</source>
        <translation>Hierauf verkleinert, dann beschnitten; 0: 8/7 der Bildgröße</translation>
    </message>
    <message>
        <source>Films that are not square</source>
        <translation>Seitenverhältnis</translation>
    </message>
    <message>
        <source>Stretched to a square, or padded with black</source>
        <translation>Auf ein Quadrat gestreckt oder schwarz aufgefüllt</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Always by patient; auto: official where there are lists, else by fraction</source>
        <translation>Immer nach Patient; auto: amtlich, wo es Listen gibt, sonst nach Anteil</translation>
    </message>
    <message>
        <source>Split file</source>
        <translation>Aufteilungsdatei</translation>
    </message>
    <message>
        <source>CSV with Image Index and Split, for the split file</source>
        <translation>CSV mit Image Index und Split, für die Aufteilungsdatei</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>Validierungsanteil</translation>
    </message>
    <message>
        <source>Share of the patients held out for validation</source>
        <translation>Anteil der Patienten, der zur Validierung zurückgehalten wird</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>Testanteil</translation>
    </message>
    <message>
        <source>Share of the patients held out for the test</source>
        <translation>Anteil der Patienten, der für den Test zurückgehalten wird</translation>
    </message>
    <message>
        <source>Uncertain labels</source>
        <translation>Unsichere Labels</translation>
    </message>
    <message>
        <source>What an uncertain label counts as</source>
        <translation>Wofür ein unsicheres Label zählt</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>How images reach the training step</source>
        <translation>Wie Bilder zum Trainingsschritt kommen</translation>
    </message>
    <message>
        <source>Decoding threads</source>
        <translation>Dekodier-Threads</translation>
    </message>
    <message>
        <source>Of a rank; 0: chosen from the cores</source>
        <translation>Je Rang; 0: nach den Kernen gewählt</translation>
    </message>
    <message>
        <source>Batches ahead</source>
        <translation>Stapel im Voraus</translation>
    </message>
    <message>
        <source>Image cache</source>
        <translation>Bildspeicher</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Left and right, every second time</source>
        <translation>Links und rechts, jedes zweite Mal</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>Drehen</translation>
    </message>
    <message>
        <source>By up to this, either way</source>
        <translation>Um bis zu so viel, in beide Richtungen</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>By up to this share of the width and height</source>
        <translation>Um bis zu diesem Anteil von Breite und Höhe</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skalieren</translation>
    </message>
    <message>
        <source>Larger or smaller by up to this share</source>
        <translation>Um bis zu diesem Anteil größer oder kleiner</translation>
    </message>
    <message>
        <source>Random crop</source>
        <translation>Zufälliger Ausschnitt</translation>
    </message>
    <message>
        <source>Of the image size out of the stored size; else the centre</source>
        <translation>In Bildgröße aus der gespeicherten Größe; sonst die Mitte</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>By torchvision&apos;s name</source>
        <translation>Nach dem Namen in torchvision</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>Normalisierung</translation>
    </message>
    <message>
        <source>Kind of the normalisation layers</source>
        <translation>Art der Normalisierungsschichten</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Beginn mit</translation>
    </message>
    <message>
        <source>imagenet, a run&apos;s name or a safetensors file; empty: from scratch</source>
        <translation>imagenet, der Name eines Laufs oder eine safetensors-Datei; leer: von Grund auf</translation>
    </message>
    <message>
        <source>Freeze the trunk</source>
        <translation>Rumpf einfrieren</translation>
    </message>
    <message>
        <source>Train only the head for so long</source>
        <translation>So lange nur den Kopf trainieren</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Passes over the training images</source>
        <translation>Durchgänge durch die Trainingsbilder</translation>
    </message>
    <message>
        <source>Local batch</source>
        <translation>Lokaler Stapel</translation>
    </message>
    <message>
        <source>Images of one rank in a step</source>
        <translation>Bilder eines Rangs in einem Schritt</translation>
    </message>
    <message>
        <source>Accumulation</source>
        <translation>Akkumulation</translation>
    </message>
    <message>
        <source>Batches added up before the optimizer steps</source>
        <translation>Stapel, die vor einem Schritt des Optimierers addiert werden</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>How the weights are updated</source>
        <translation>Wie die Gewichte angepasst werden</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Before scaling and schedule</source>
        <translation>Vor Skalierung und Zeitplan</translation>
    </message>
    <message>
        <source>Scale with the batch</source>
        <translation>Mit dem Stapel skalieren</translation>
    </message>
    <message>
        <source>By global batch / base batch, or its root</source>
        <translation>Um globaler Stapel / Basisstapel oder dessen Wurzel</translation>
    </message>
    <message>
        <source>Base batch</source>
        <translation>Basisstapel</translation>
    </message>
    <message>
        <source>Global batch that the learning rate is meant for</source>
        <translation>Globaler Stapel, für den die Lernrate gedacht ist</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmphase</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>The learning rate after the warm-up</source>
        <translation>Die Lernrate nach der Aufwärmphase</translation>
    </message>
    <message>
        <source>Plateau factor</source>
        <translation>Plateaufaktor</translation>
    </message>
    <message>
        <source>The learning rate is multiplied by this at a plateau</source>
        <translation>Die Lernrate wird bei einem Plateau damit multipliziert</translation>
    </message>
    <message>
        <source>Plateau patience</source>
        <translation>Plateaugeduld</translation>
    </message>
    <message>
        <source>Epochs without a better validation loss before that</source>
        <translation>Epochen ohne besseren Validierungsverlust bis dahin</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>What is minimised</source>
        <translation>Was minimiert wird</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtszerfall</translation>
    </message>
    <message>
        <source>Pulls the weights towards 0</source>
        <translation>Zieht die Gewichte gegen 0</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>auto: bf16 where the processor has it</source>
        <translation>auto: bf16, wo der Prozessor es hat</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>auto: a GPU where there is one</source>
        <translation>auto: eine GPU, wo es eine gibt</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>Sicherung alle</translation>
    </message>
    <message>
        <source>0: at the end of every epoch</source>
        <translation>0: am Ende jeder Epoche</translation>
    </message>
    <message>
        <source>Ranks</source>
        <translation>Ränge</translation>
    </message>
    <message>
        <source>Processes that train together</source>
        <translation>Prozesse, die zusammen trainieren</translation>
    </message>
    <message>
        <source>Ranks per host</source>
        <translation>Ränge pro Host</translation>
    </message>
    <message>
        <source>0: as many as there are slots</source>
        <translation>0: so viele, wie es Plätze gibt</translation>
    </message>
    <message>
        <source>Threads per rank</source>
        <translation>Threads pro Rang</translation>
    </message>
    <message>
        <source>0: the cores, shared fairly</source>
        <translation>0: die Kerne, gerecht geteilt</translation>
    </message>
    <message>
        <source>Bind ranks to</source>
        <translation>Ränge binden an</translation>
    </message>
    <message>
        <source>What mpirun binds a rank to</source>
        <translation>Woran mpirun einen Rang bindet</translation>
    </message>
    <message>
        <source>Bind threads</source>
        <translation>Threads binden</translation>
    </message>
    <message>
        <source>Close together, or spread over the cores</source>
        <translation>Nahe beieinander oder über die Kerne verteilt</translation>
    </message>
    <message>
        <source>Waiting threads</source>
        <translation>Wartende Threads</translation>
    </message>
    <message>
        <source>Spin (active) or sleep (passive)</source>
        <translation>Kreisen (active) oder schlafen (passive)</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>Paketgröße</translation>
    </message>
    <message>
        <source>Gradients are reduced in pieces of this size</source>
        <translation>Gradienten werden in Stücken dieser Größe reduziert</translation>
    </message>
    <message>
        <source>Gradients on the wire</source>
        <translation>Gradienten auf der Leitung</translation>
    </message>
    <message>
        <source>As they are, or rounded to bf16</source>
        <translation>Wie sie sind oder auf bf16 gerundet</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Läuft auf</translation>
    </message>
    <message>
        <source>local: this machine</source>
        <translation>local: dieser Rechner</translation>
    </message>
    <message>
        <source>Target name</source>
        <translation>Zielname</translation>
    </message>
    <message>
        <source>Name of the target in Settings; not needed for this machine</source>
        <translation>Name des Ziels unter Optionen; für diesen Rechner nicht nötig</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>ranks</source>
        <translation>Ränge</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Choose a data set of the list, or a folder</source>
        <translation>Wählen Sie einen Datensatz aus der Liste oder einen Ordner</translation>
    </message>
    <message>
        <source>Use 0, or at least the image size, %1 px</source>
        <translation>Nehmen Sie 0 oder mindestens die Bildgröße, %1 px</translation>
    </message>
    <message>
        <source>Name the file that holds the split, or choose another split</source>
        <translation>Nennen Sie die Datei mit der Aufteilung, oder wählen Sie eine andere Aufteilung</translation>
    </message>
    <message>
        <source>Nothing is left for training: both shares must add up to less than 1</source>
        <translation>Fürs Training bleibt nichts übrig: beide Anteile müssen zusammen kleiner als 1 sein</translation>
    </message>
    <message>
        <source>Use a value above 0</source>
        <translation>Nehmen Sie einen Wert über 0</translation>
    </message>
    <message>
        <source>from scratch: the workspace has no %1</source>
        <translation>von Grund auf: Der Arbeitsordner hat kein %1</translation>
    </message>
    <message>
        <source>from ImageNet weights, %1</source>
        <translation>mit ImageNet-Gewichten, %1</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>Schneller Blick</translation>
    </message>
    <message>
        <source>Roentgen&apos;s demo</source>
        <translation>Vorführung von Roentgen</translation>
    </message>
    <message>
        <source>DenseNet-121 at 112 px from scratch: minutes on a workstation, on phantoms or a small set</source>
        <translation>DenseNet-121 bei 112 px von Grund auf: Minuten auf einem Arbeitsplatzrechner, mit Phantomen oder einem kleinen Datensatz</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Lighter or darker by up to this share of the grey range</source>
        <translation>Heller oder dunkler bis zu diesem Anteil des Graubereichs</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>More or less by up to this share</source>
        <translation>Mehr oder weniger bis zu diesem Anteil</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>Bends the grey scale: exponent from 1 / (1 + this) to 1 + this</source>
        <translation>Biegt die Grauskala: Exponent von 1 / (1 + Wert) bis 1 + Wert</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Standard deviation up to this share of the grey range</source>
        <translation>Standardabweichung bis zu diesem Anteil des Graubereichs</translation>
    </message>
    <message>
        <source>Equalise locally</source>
        <translation>Lokal ausgleichen</translation>
    </message>
    <message>
        <source>CLAHE: the share of the images whose contrast is evened out tile by tile</source>
        <translation>CLAHE: Anteil der Bilder, deren Kontrast Kachel für Kachel ausgeglichen wird</translation>
    </message>
    <message>
        <source>CLAHE clip limit</source>
        <translation>CLAHE-Begrenzung</translation>
    </message>
    <message>
        <source>Higher: more contrast, and more noise</source>
        <translation>Höher: mehr Kontrast und mehr Rauschen</translation>
    </message>
    <message>
        <source>CLAHE tiles</source>
        <translation>CLAHE-Kacheln</translation>
    </message>
    <message>
        <source>Along each side of the film</source>
        <translation>Entlang jeder Seite der Aufnahme</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>The share of the images that lose a rectangle</source>
        <translation>Anteil der Bilder, die ein Rechteck verlieren</translation>
    </message>
    <message>
        <source>Erased area</source>
        <translation>Gelöschte Fläche</translation>
    </message>
    <message>
        <source>Up to this share of the image, at least 0.02</source>
        <translation>Bis zu diesem Anteil des Bildes, mindestens 0,02</translation>
    </message>
    <message>
        <source>Erased with</source>
        <translation>Gelöscht mit</translation>
    </message>
    <message>
        <source>A random grey for each pixel, or the image&apos;s mean grey</source>
        <translation>Ein zufälliges Grau je Pixel oder das mittlere Grau des Bildes</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>sgd and lars: share of the velocity that stays</source>
        <translation>sgd und lars: Anteil der Geschwindigkeit, der bleibt</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>sgd: Nesterov&apos;s momentum</source>
        <translation>sgd: Momentum nach Nesterov</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>adam, adamw and lamb: share of the mean gradient that stays</source>
        <translation>adam, adamw und lamb: Anteil des mittleren Gradienten, der bleibt</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>adam, adamw and lamb: share of the mean square that stays</source>
        <translation>adam, adamw und lamb: Anteil des mittleren Quadrats, der bleibt</translation>
    </message>
    <message>
        <source>Rho</source>
        <translation>Rho</translation>
    </message>
    <message>
        <source>adadelta and rmsprop: share of the mean square that stays</source>
        <translation>adadelta und rmsprop: Anteil des mittleren Quadrats, der bleibt</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Added to what is divided by; 0: the optimizer&apos;s own</source>
        <translation>Wird zum Nenner addiert; 0: der Wert des Optimierers</translation>
    </message>
    <message>
        <source>Trust coefficient</source>
        <translation>Vertrauenskoeffizient</translation>
    </message>
    <message>
        <source>lars: how far a layer moves, as a share of its norm</source>
        <translation>lars: wie weit eine Schicht sich bewegt, als Anteil ihrer Norm</translation>
    </message>
    <message>
        <source>Share of the trunk</source>
        <translation>Anteil des Rumpfes</translation>
    </message>
    <message>
        <source>The trunk&apos;s learning rate as a share of the head&apos;s</source>
        <translation>Lernrate des Rumpfes als Anteil der des Kopfes</translation>
    </message>
    <message>
        <source>The learning rate rises for so long</source>
        <translation>So lange steigt die Lernrate</translation>
    </message>
    <message>
        <source>Warm-up from</source>
        <translation>Anlauf ab</translation>
    </message>
    <message>
        <source>Share of the learning rate from which it rises</source>
        <translation>Anteil der Lernrate, von dem aus sie steigt</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>step: the learning rate falls every so many epochs</source>
        <translation>step: die Lernrate fällt alle so viele Epochen</translation>
    </message>
    <message>
        <source>Decay from</source>
        <translation>Abfall ab</translation>
    </message>
    <message>
        <source>exponential: the learning rate falls after so many epochs</source>
        <translation>exponential: die Lernrate fällt nach so vielen Epochen</translation>
    </message>
    <message>
        <source>Decay factor</source>
        <translation>Abfallfaktor</translation>
    </message>
    <message>
        <source>step and exponential: the learning rate is multiplied by this</source>
        <translation>step und exponential: die Lernrate wird damit multipliziert</translation>
    </message>
    <message>
        <source>Cosine floor</source>
        <translation>Untergrenze des Kosinus</translation>
    </message>
    <message>
        <source>Share of the learning rate that a cosine falls to</source>
        <translation>Anteil der Lernrate, auf den ein Kosinus fällt</translation>
    </message>
    <message>
        <source>First period</source>
        <translation>Erste Periode</translation>
    </message>
    <message>
        <source>cosine_restarts: epochs until the first restart, after the warm-up</source>
        <translation>cosine_restarts: Epochen bis zum ersten Neustart, nach dem Anlauf</translation>
    </message>
    <message>
        <source>Period grows by</source>
        <translation>Periode wächst um</translation>
    </message>
    <message>
        <source>cosine_restarts: each period is so much longer than the last</source>
        <translation>cosine_restarts: jede Periode ist um so viel länger als die vorige</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>Label-Glättung</translation>
    </message>
    <message>
        <source>Labels are moved towards undecided by this share</source>
        <translation>Labels werden um diesen Anteil zum Unentschiedenen verschoben</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>Klassengewichte</translation>
    </message>
    <message>
        <source>balanced, or Finding=weight with commas between; empty: all alike</source>
        <translation>balanced oder Befund=Gewicht mit Kommas dazwischen; leer: alle gleich</translation>
    </message>
    <message>
        <source>Focal gamma</source>
        <translation>Focal-Gamma</translation>
    </message>
    <message>
        <source>Focal loss: how much less an easy label counts</source>
        <translation>Focal Loss: wie viel weniger ein leichtes Label zählt</translation>
    </message>
    <message>
        <source>Focal alpha</source>
        <translation>Focal-Alpha</translation>
    </message>
    <message>
        <source>Focal loss: weight of a positive label</source>
        <translation>Focal Loss: Gewicht eines positiven Labels</translation>
    </message>
    <message>
        <source>Clip the gradient</source>
        <translation>Gradient begrenzen</translation>
    </message>
    <message>
        <source>A longer gradient is shortened to this norm; 0: never</source>
        <translation>Ein längerer Gradient wird auf diese Norm gekürzt; 0: nie</translation>
    </message>
    <message>
        <source>Average the weights</source>
        <translation>Gewichte mitteln</translation>
    </message>
    <message>
        <source>Decay of the average that is validated and kept; 0: off</source>
        <translation>Abklingen des Mittels, das validiert und behalten wird; 0: aus</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Schnappschüsse</translation>
    </message>
    <message>
        <source>Cycles whose weights predict together; 0: off</source>
        <translation>Zyklen, deren Gewichte gemeinsam vorhersagen; 0: aus</translation>
    </message>
    <message>
        <source>Stop early</source>
        <translation>Früh anhalten</translation>
    </message>
    <message>
        <source>After so many epochs without a better validation; 0: never</source>
        <translation>Nach so vielen Epochen ohne bessere Validierung; 0: nie</translation>
    </message>
    <message>
        <source>When the loss explodes</source>
        <translation>Wenn der Verlust explodiert</translation>
    </message>
    <message>
        <source>Stop, or go back to the last checkpoint and on from there</source>
        <translation>Anhalten, oder zur letzten Sicherung zurück und von dort weiter</translation>
    </message>
    <message>
        <source>Explosion</source>
        <translation>Explosion</translation>
    </message>
    <message>
        <source>A loss or gradient of so many times its mean; 0: only what is no number</source>
        <translation>Vielfaches des Mittels; 0: nur, was keine Zahl ist</translation>
    </message>
    <message>
        <source>CheXNet</source>
        <translation>CheXNet</translation>
    </message>
    <message>
        <source>Strong scaling</source>
        <translation>Starke Skalierung</translation>
    </message>
    <message>
        <source>Optimizers at a large batch</source>
        <translation>Optimierer bei großem Stapel</translation>
    </message>
    <message>
        <source>VGG-16 with Adadelta</source>
        <translation>VGG-16 mit Adadelta</translation>
    </message>
    <message>
        <source>Group and instance normalisation</source>
        <translation>Gruppen- und Instanznormalisierung</translation>
    </message>
    <message>
        <source>LARS at large batches</source>
        <translation>LARS bei großen Stapeln</translation>
    </message>
    <message>
        <source>ResNet</source>
        <translation>ResNet</translation>
    </message>
    <message>
        <source>Snapshot ensembles</source>
        <translation>Ensembles aus Schnappschüssen</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Of group normalisation; must divide the channels of every layer</source>
        <translation>Der Gruppennormalisierung; muss die Kanäle jeder Schicht teilen</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Average pooling and one layer, or VGG&apos;s own three layers</source>
        <translation>Mittelung und eine Schicht, oder die drei eigenen Schichten von VGG</translation>
    </message>
    <message>
        <source>Input channels</source>
        <translation>Eingangskanäle</translation>
    </message>
    <message>
        <source>auto: three with weights that were made with three, else one</source>
        <translation>auto: drei bei Gewichten, die mit dreien entstanden, sonst einer</translation>
    </message>
    <message>
        <source>Record files</source>
        <translation>Record-Dateien</translation>
    </message>
    <message>
        <source>Folder that roentgen-data pack has written; empty: the data set is one</source>
        <translation>Ordner, den roentgen-data pack geschrieben hat; leer: Der Datensatz ist selbst einer</translation>
    </message>
    <message>
        <source>Damaged records</source>
        <translation>Beschädigte Records</translation>
    </message>
    <message>
        <source>End the run, or leave out their films from the start</source>
        <translation>Den Lauf beenden, oder ihre Aufnahmen von Anfang an weglassen</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <comment>ranks and threads, each with its noun</comment>
        <translation>%1 × %2</translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n Thread</numerusform>
            <numerusform>%n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, each bound to its own cores</source>
        <translation>%1, jeder an eigene Kerne gebunden</translation>
    </message>
    <message>
        <source>%1, shared over the NUMA nodes, each bound to its own cores</source>
        <translation>%1, auf die NUMA-Knoten verteilt, jeder an eigene Kerne gebunden</translation>
    </message>
    <message>
        <source>%1, each bound to a socket</source>
        <translation>%1, jeder an einen Sockel gebunden</translation>
    </message>
    <message>
        <source>%1 (the paper&apos;s size)</source>
        <comment>title of a preset</comment>
        <translation>%1 (Größe des Artikels)</translation>
    </message>
    <message>
        <source>%1 (this machine&apos;s size)</source>
        <comment>title of a preset</comment>
        <translation>%1 (Größe dieses Rechners)</translation>
    </message>
    <message>
        <source>Ours, not the source&apos;s: %1</source>
        <comment>names of settings</comment>
        <translation>Von uns, nicht aus der Quelle: %1</translation>
    </message>
    <message>
        <source>Files at the same time</source>
        <translation>Dateien zugleich</translation>
    </message>
    <message>
        <source>Decoding threads read several at once; else one after the other</source>
        <translation>Dekodier-Threads lesen mehrere zugleich, sonst eine nach der anderen</translation>
    </message>
    <message>
        <source>Files ahead</source>
        <translation>Dateien im Voraus</translation>
    </message>
    <message>
        <source>Those of the next batch are read from the disk before they are decoded</source>
        <translation>Die des nächsten Stapels werden von der Platte gelesen, ehe sie dekodiert werden</translation>
    </message>
    <message>
        <source>Fused batching</source>
        <translation>Stapel ohne Kopie</translation>
    </message>
    <message>
        <source>Images are made in their place in the batch; else copied together</source>
        <translation>Bilder entstehen an ihrem Platz im Stapel, sonst werden sie zusammenkopiert</translation>
    </message>
    <message>
        <source>Made ready ahead of the step; 0: from how long it waits; -1: none</source>
        <translation>Vor dem Schritt bereitgestellt; 0: je nachdem, wie lange er wartet; -1: keine</translation>
    </message>
    <message>
        <source>Memory for prepared images, shared by the ranks of a host; 0: a quarter of what is free; -1: none is kept</source>
        <translation>Speicher für vorbereitete Bilder, den sich die Ränge eines Hosts teilen; 0: ein Viertel des freien; -1: keines wird behalten</translation>
    </message>
    <message>
        <source>Running statistics</source>
        <translation>Laufende Statistik</translation>
    </message>
    <message>
        <source>Share of a batch in them, of batch normalisation</source>
        <translation>Anteil eines Stapels daran, bei Stapelnormalisierung</translation>
    </message>
    <message>
        <source>Threads spin for</source>
        <translation>Threads drehen sich</translation>
    </message>
    <message>
        <source>Before they sleep; 0: as said above</source>
        <translation>Bevor sie schlafen; 0: wie oben gesagt</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>Rajpurkar et al. 2017</source>
        <translation>Rajpurkar et al. 2017</translation>
    </message>
    <message>
        <source>DenseNet-121 from ImageNet weights: mean AUC 0.841 over 14 findings, on CheXNet&apos;s own split</source>
        <translation>DenseNet-121 ab ImageNet-Gewichten: mittlere AUC 0,841 über 14 Befunde, auf CheXNets eigener Aufteilung</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Stapelgröße</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: one process, figures 3 and 4</source>
        <translation>Wilson et al., Dell EMC: ein Prozess, Abbildungen 3 und 4</translation>
    </message>
    <message>
        <source>Batches of 8 and 16 are best in all 14 classes; accuracy falls and the validation loss rises with the batch, and so does the throughput; 8 and 256 both come below a validation loss of 0.16 in fewer than 7 epochs</source>
        <translation>Stapel von 8 und 16 sind in allen 14 Klassen am besten; mit dem Stapel sinkt die Genauigkeit und steigt der Validierungsverlust, ebenso der Durchsatz; 8 und 256 kommen beide in weniger als 7 Epochen unter einen Validierungsverlust von 0,16</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: one process, five runs each, figures 5 to 8</source>
        <translation>Wilson et al., Dell EMC: ein Prozess, je fünf Läufe, Abbildungen 5 bis 8</translation>
    </message>
    <message>
        <source>32 threads serve most batches well; a batch of 32 grows slower above 16 threads, which stays unexplained; the AUC does not depend on the threads; few threads vary least, 40 most. Compare images/s and AUC</source>
        <translation>32 Threads sind für die meisten Stapel gut; ein Stapel von 32 wird über 16 Threads langsamer, was ungeklärt bleibt; die AUC hängt nicht von den Threads ab; wenige Threads streuen am wenigsten, 40 am meisten. Zu vergleichen: Bilder/s und AUC</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: 2 processes of 20 threads a host, one process beside, figures 9 to 11</source>
        <translation>Wilson et al., Dell EMC: 2 Prozesse zu 20 Threads je Host, daneben ein einzelner, Abbildungen 9 bis 11</translation>
    </message>
    <message>
        <source>The AUC after 10 epochs falls with the global batch; 128 ranks of 4 images (512) learn nothing, no better than a coin; little happens after epoch 6. Compare AUC and training seconds per epoch</source>
        <translation>Die AUC nach 10 Epochen sinkt mit dem globalen Stapel; 128 Ränge zu 4 Bildern (512) lernen nichts, nicht besser als eine Münze; nach Epoche 6 geschieht wenig. Zu vergleichen: AUC und Trainingssekunden je Epoche</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: Adam, Adadelta and SGD with momentum, figures 12 and 13</source>
        <translation>Wilson et al., Dell EMC: Adam, Adadelta und SGD mit Impuls, Abbildungen 12 und 13</translation>
    </message>
    <message>
        <source>Adadelta is best: a loss of 0.159 at a global batch of 4,096, against Adam&apos;s 0.59 at 512; 0.159 is still too high for 14 labels</source>
        <translation>Adadelta ist am besten: ein Verlust von 0,159 bei einem globalen Stapel von 4.096, gegenüber 0,59 mit Adam bei 512; 0,159 ist für 14 Befunde noch zu hoch</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: VGG-16 without normalisation, global batch 8,192, figures 14 and 15</source>
        <translation>Wilson et al., Dell EMC: VGG-16 ohne Normalisierung, globaler Stapel 8.192, Abbildungen 14 und 15</translation>
    </message>
    <message>
        <source>Better than DenseNet in parallel: beats DenseNet at batch 8 in 4 classes, its worst class (Mass) is less than 6 % off; 6.29 times as fast as DenseNet with Adadelta at 4,096 (64 ranks on 32 nodes), 293 times as fast as DenseNet with Adam at batch 8 in one process</source>
        <translation>Parallel besser als DenseNet: übertrifft DenseNet bei Stapel 8 in 4 Klassen, seine schlechteste Klasse (Mass) liegt weniger als 6 % zurück; 6,29-mal so schnell wie DenseNet mit Adadelta bei 4.096 (64 Ränge auf 32 Knoten), 293-mal so schnell wie DenseNet mit Adam bei Stapel 8 in einem Prozess</translation>
    </message>
    <message>
        <source>GPU pipeline</source>
        <translation>GPU-Pipeline</translation>
    </message>
    <message>
        <source>Vasudev et al., Leveraging Data Pipelining to Efficiently Utilize GPUs: 4 GPUs a node</source>
        <translation>Vasudev et al., Leveraging Data Pipelining to Efficiently Utilize GPUs: 4 GPUs je Knoten</translation>
    </message>
    <message>
        <source>With the right pipeline near-linear over GPUs, from images and from records (figures 1 to 3), the GPUs busy nearly all the time; records gain most at 4 GPUs: ResNet-50 8.39 %, DenseNet-121 13.1 % (figure 4)</source>
        <translation>Mit der richtigen Pipeline fast linear über die GPUs, aus Bildern wie aus Aufzeichnungen (Abbildungen 1 bis 3), die GPUs fast immer ausgelastet; am meisten bringen Aufzeichnungen bei 4 GPUs: ResNet-50 8,39 %, DenseNet-121 13,1 % (Abbildung 4)</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: named as future work</source>
        <translation>Wilson et al., Dell EMC: als künftige Arbeit genannt</translation>
    </message>
    <message>
        <source>Not tried there. What it is to mend: with batch normalisation the AUC falls with the global batch, and 512 images in 128 ranks learn nothing</source>
        <translation>Dort nicht versucht. Was es beheben soll: Mit Stapelnormalisierung sinkt die AUC mit dem globalen Stapel, und 512 Bilder in 128 Rängen lernen nichts</translation>
    </message>
    <message>
        <source>Not tried there. What it is to mend: Adam&apos;s loss of 0.59 at a global batch of 512, and Adadelta&apos;s 0.159 at 4,096</source>
        <translation>Dort nicht versucht. Was es beheben soll: Adams Verlust von 0,59 bei einem globalen Stapel von 512 und Adadeltas 0,159 bei 4.096</translation>
    </message>
    <message>
        <source>Wilson et al., Dell EMC: collapsed ensembles, named as future work</source>
        <translation>Wilson et al., Dell EMC: zusammengefasste Ensembles, als künftige Arbeit genannt</translation>
    </message>
    <message>
        <source>Not tried there: weights kept at every cosine restart, their predictions averaged. What to beat: batches of 8 and 16, their best in all 14 classes</source>
        <translation>Dort nicht versucht: Gewichte bei jedem Neustart des Kosinus, ihre Vorhersagen gemittelt. Was zu schlagen ist: Stapel von 8 und 16, die dort in allen 14 Klassen besten</translation>
    </message>
    <message>
        <source>Not tried there: ResNet of 18 to 101 layers. What is known of it: ResNet-50 gains 8.39 % from records at 4 GPUs (Vasudev et al., figure 4)</source>
        <translation>Dort nicht versucht: ResNet mit 18 bis 101 Schichten. Bekannt ist: ResNet-50 gewinnt mit Aufzeichnungen bei 4 GPUs 8,39 % (Vasudev et al., Abbildung 4)</translation>
    </message>
    <message>
        <source>Paper&apos;s size · %1</source>
        <comment>of a preset; its source</comment>
        <translation>Größe des Artikels · %1</translation>
    </message>
    <message>
        <source>This machine&apos;s size · %1</source>
        <comment>of a preset; its source</comment>
        <translation>Größe dieses Rechners · %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a key, its value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Not used with this choice: %1</source>
        <comment>keys and their values</comment>
        <translation>Bei dieser Wahl nicht verwendet: %1</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Reihe</translation>
    </message>
</context>
<context>
    <name>FilmAnnotations</name>
    <message>
        <source>Research use only</source>
        <translation>Nur für die Forschung</translation>
    </message>
    <message>
        <source>C %1  W %2</source>
        <comment>window centre and width</comment>
        <translation>M %1  B %2</translation>
    </message>
    <message>
        <source>x %1  y %2  value %3</source>
        <translation>x %1  y %2  Wert %3</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>invertiert</translation>
    </message>
    <message>
        <source>Zoom %1 %</source>
        <translation>Zoom %1 %</translation>
    </message>
    <message>
        <source>frame %1 of %2</source>
        <translation>Einzelbild %1 von %2</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>%1 mm (%2)</source>
        <comment>pixel spacing and where it comes from</comment>
        <translation>%1 mm (%2)</translation>
    </message>
    <message>
        <source>unknown source</source>
        <translation>unbekannte Quelle</translation>
    </message>
</context>
<context>
    <name>FilmFile</name>
    <message>
        <source>Open the image again.</source>
        <translation>Öffnen Sie das Bild noch einmal.</translation>
    </message>
    <message>
        <source>The worker&apos;s answer about this image makes no sense</source>
        <translation>Die Antwort des Dienstes zu diesem Bild ergibt keinen Sinn</translation>
    </message>
    <message>
        <source>The decoded image is not there</source>
        <translation>Das dekodierte Bild ist nicht da</translation>
    </message>
    <message>
        <source>The decoded image has another size than announced</source>
        <translation>Das dekodierte Bild hat eine andere Größe als angekündigt</translation>
    </message>
    <message>
        <source>The decoded image ended too early</source>
        <translation>Das dekodierte Bild endet zu früh</translation>
    </message>
    <message>
        <source>There is not enough memory for this image</source>
        <translation>Der Speicher reicht für dieses Bild nicht</translation>
    </message>
</context>
<context>
    <name>LaunchObstacle</name>
    <message>
        <source>A preset is a starting point. Make an experiment from it to launch it.</source>
        <translation>Eine Vorlage ist ein Ausgangspunkt. Machen Sie daraus ein Experiment, um es zu starten.</translation>
    </message>
    <message>
        <source>Choose a data set first.</source>
        <translation>Wählen Sie zuerst einen Datensatz.</translation>
    </message>
    <message>
        <source>No image is left for training. Change the split or the data set.</source>
        <translation>Für das Training bleibt kein Bild übrig. Ändern Sie die Aufteilung oder den Datensatz.</translation>
    </message>
    <message>
        <source>Settings tests the target and can trust a new machine&apos;s key.</source>
        <translation>Unter Optionen lässt sich das Ziel prüfen und dem Schlüssel eines neuen Rechners vertrauen.</translation>
    </message>
</context>
<context>
    <name>LayoutDialog</name>
    <message>
        <source>As the layout knows them</source>
        <translation>Wie der Aufbau sie kennt</translation>
    </message>
    <message>
        <source>File name up to its last _</source>
        <translation>Dateiname bis zum letzten _</translation>
    </message>
    <message>
        <source>File name up to its first _</source>
        <translation>Dateiname bis zum ersten _</translation>
    </message>
    <message>
        <source>File name up to its first -</source>
        <translation>Dateiname bis zum ersten -</translation>
    </message>
    <message>
        <source>First number in the file name</source>
        <translation>Erste Zahl im Dateinamen</translation>
    </message>
    <message>
        <source>The folder that a film lies in</source>
        <translation>Der Ordner, in dem die Aufnahme liegt</translation>
    </message>
    <message>
        <source>The outermost folder</source>
        <translation>Der äußerste Ordner</translation>
    </message>
    <message>
        <source>Each film for itself</source>
        <translation>Jede Aufnahme für sich</translation>
    </message>
</context>
<context>
    <name>MetricWords</name>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>mean AUC</source>
        <translation>mittlere AUC</translation>
    </message>
    <message>
        <source>share called positive</source>
        <translation>Anteil positiver Antworten</translation>
    </message>
    <message>
        <source>mean</source>
        <comment>of a metric over all classes</comment>
        <translation>Mittel</translation>
    </message>
</context>
<context>
    <name>PredictionsCsv</name>
    <message>
        <source>This is no table of predictions</source>
        <translation>Das ist keine Tabelle mit Vorhersagen</translation>
    </message>
    <message>
        <source>It needs the column Image Index and one column for each finding.</source>
        <translation>Sie braucht die Spalte Image Index und eine Spalte für jeden Befund.</translation>
    </message>
</context>
<context>
    <name>PredictorClient</name>
    <message>
        <source>The model&apos;s answer about this image makes no sense</source>
        <translation>Die Antwort des Modells zu diesem Bild ergibt keinen Sinn</translation>
    </message>
</context>
<context>
    <name>PreparedFilm</name>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Full range</source>
        <translation>Voller Bereich</translation>
    </message>
    <message>
        <source>More contrast</source>
        <translation>Mehr Kontrast</translation>
    </message>
    <message>
        <source>Low values</source>
        <translation>Niedrige Werte</translation>
    </message>
    <message>
        <source>High values</source>
        <translation>Hohe Werte</translation>
    </message>
</context>
<context>
    <name>QAbstractSpinBox</name>
    <message>
        <source>&amp;Select All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Step up</source>
        <translation>&amp;Erhöhen</translation>
    </message>
    <message>
        <source>Step &amp;down</source>
        <translation>&amp;Verringern</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;herstellen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Einf&amp;ügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
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
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nein</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Auf</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ab</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;herstellen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Einf&amp;ügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>ReviewSources</name>
    <message>
        <source>%1 · %2</source>
        <comment>run&apos;s name and time</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>The data set is not there any more</source>
        <translation>Der Datensatz ist nicht mehr da</translation>
    </message>
    <message>
        <source>Choose other images.</source>
        <translation>Wählen Sie andere Bilder.</translation>
    </message>
    <message>
        <source>d MMM HH:mm</source>
        <comment>format of a date, as QLocale has it</comment>
        <translation>d. MMM HH:mm</translation>
    </message>
    <message>
        <source>Validation and test of the run</source>
        <translation>Validierung und Test des Laufs</translation>
    </message>
</context>
<context>
    <name>RunChartMaker</name>
    <message>
        <source>Waiting for the first step</source>
        <translation>Wartet auf den ersten Schritt</translation>
    </message>
    <message>
        <source>Waiting for the run to start</source>
        <translation>Wartet auf den Beginn des Laufs</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>time since the start</source>
        <translation>Zeit seit dem Beginn</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>validation part</source>
        <translation>Validierungsteil</translation>
    </message>
    <message>
        <source>Waiting for the first validation, at the end of the epoch</source>
        <translation>Wartet auf die erste Validierung am Ende der Epoche</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>Bilder/s</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Stages of a step</source>
        <translation>Teile eines Schritts</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>The run ended before there was a value</source>
        <translation>Der Lauf endete, bevor es einen Wert gab</translation>
    </message>
    <message>
        <source>No run is chosen</source>
        <translation>Kein Lauf ist ausgewählt</translation>
    </message>
    <message>
        <source>None of these runs has a value yet</source>
        <translation>Noch keiner dieser Läufe hat einen Wert</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>Time of a step</source>
        <translation>Dauer eines Schritts</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a run&apos;s name, and what is drawn of it</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, validation part</source>
        <comment>a metric</comment>
        <translation>%1, Validierungsteil</translation>
    </message>
</context>
<context>
    <name>RunMetricMaker</name>
    <message>
        <source>read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>Dekodieren</translation>
    </message>
    <message>
        <source>augment</source>
        <translation>Augmentieren</translation>
    </message>
    <message>
        <source>wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>compute</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>reduce</source>
        <translation>Reduzieren</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>Rang %1</translation>
    </message>
    <message>
        <source>all ranks</source>
        <translation>alle Ränge</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>%1, mean of ranks</source>
        <translation>%1, Mittel der Ränge</translation>
    </message>
    <message>
        <source>%1, slowest rank</source>
        <translation>%1, langsamster Rang</translation>
    </message>
    <message>
        <source>%1, rank %2</source>
        <translation>%1, Rang %2</translation>
    </message>
    <message>
        <source>step, mean of ranks</source>
        <translation>Schritt, Mittel der Ränge</translation>
    </message>
</context>
<context>
    <name>RunRemoval</name>
    <message>
        <source>There is no run %1 in this workspace</source>
        <translation>Einen Lauf %1 gibt es in diesem Arbeitsordner nicht</translation>
    </message>
    <message>
        <source>%1 is still going on. Stop it first</source>
        <translation>%1 läuft noch. Halten Sie ihn zuerst an</translation>
    </message>
    <message>
        <source>Could not move %1 to the trash: %2</source>
        <translation>%1 konnte nicht in den Papierkorb verschoben werden: %2</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>Prepared</source>
        <comment>state of a run</comment>
        <translation>Vorbereitet</translation>
    </message>
    <message>
        <source>Starting</source>
        <comment>state of a run</comment>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Running</source>
        <comment>state of a run</comment>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Stalled</source>
        <comment>state of a run: alive, but silent</comment>
        <translation>Stockt</translation>
    </message>
    <message>
        <source>Stopped</source>
        <comment>state of a run</comment>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Finished</source>
        <comment>state of a run</comment>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>state of a run</comment>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Lost</source>
        <comment>state of a run: its process is gone and said nothing</comment>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <comment>hours and minutes</comment>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>epoch %1/%2</source>
        <translation>Epoche %1/%2</translation>
    </message>
    <message>
        <source>step %1/%2</source>
        <translation>Schritt %1/%2</translation>
    </message>
    <message>
        <source>%1 images/s</source>
        <translation>%1 Bilder/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>time that remains</comment>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>took %1</source>
        <comment>time of a run that has ended</comment>
        <translation>dauerte %1</translation>
    </message>
    <message>
        <source>Queued</source>
        <comment>state of a run: waits in the queue of a cluster</comment>
        <translation>In der Warteschlange</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <comment>state of a run on another machine that cannot be asked</comment>
        <translation>Nicht erreichbar</translation>
    </message>
    <message>
        <source>Stopping</source>
        <comment>state of a run: was asked to stop, still lives</comment>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>day and month as QLocale writes them</comment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>best %1 %2</source>
        <comment>a metric, its value</comment>
        <translation>Best-%1 %2</translation>
    </message>
</context>
<context>
    <name>ScalingCharts</name>
    <message>
        <source>Predicted speed</source>
        <translation>Vorausgesagte Geschwindigkeit</translation>
    </message>
    <message>
        <source>hosts</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>Bilder/s</translation>
    </message>
    <message>
        <source>Waiting for a measurement</source>
        <translation>Wartet auf eine Messung</translation>
    </message>
    <message>
        <source>ideal</source>
        <translation>ideal</translation>
    </message>
    <message>
        <source>weak</source>
        <comment>scaling: the local batch stays</comment>
        <translation>schwach</translation>
    </message>
    <message>
        <source>strong</source>
        <comment>scaling: the global batch stays</comment>
        <translation>stark</translation>
    </message>
    <message>
        <source>Predicted efficiency</source>
        <translation>Vorausgesagte Effizienz</translation>
    </message>
    <message>
        <source>% of ideal</source>
        <translation>% des Ideals</translation>
    </message>
</context>
<context>
    <name>StudyTable</name>
    <message>
        <source>No finding</source>
        <translation>Kein Befund</translation>
    </message>
</context>
<context>
    <name>SweepWords</name>
    <message>
        <source>%1, or from..to, how many, log</source>
        <comment>list of values: an example and its other form</comment>
        <translation>%1 oder von..bis, wie viele, log</translation>
    </message>
    <message>
        <source>one list; another list</source>
        <translation>eine Liste; eine andere Liste</translation>
    </message>
    <message>
        <source>one text, another text</source>
        <translation>ein Text, ein anderer Text</translation>
    </message>
    <message>
        <source>Write a range as 1..8, 4 or 0.001..0.1, 5, log: from..to, how many, scale</source>
        <translation>Einen Bereich als 1..8, 4 oder 0.001..0.1, 5, log schreiben: von..bis, wie viele, Skala</translation>
    </message>
    <message>
        <source>The range must rise, stay in %1, and begin above 0 on a log scale</source>
        <translation>Der Bereich muss steigen, in %1 bleiben und auf einer log-Skala über 0 beginnen</translation>
    </message>
    <message>
        <source>List values, for example %1</source>
        <translation>Werte auflisten, zum Beispiel %1</translation>
    </message>
    <message>
        <source>one run</source>
        <translation>ein Lauf</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>12 runs: 4 combinations, 3 repeats of each</comment>
        <translation>%1: %2, %3</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n combination(s)</source>
        <translation>
            <numerusform>%n Kombination</numerusform>
            <numerusform>%n Kombinationen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repeat(s) of each</source>
        <translation>
            <numerusform>je %n Wiederholung</numerusform>
            <numerusform>je %n Wiederholungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TargetStore</name>
    <message>
        <source>Could not move %1 to %2: check the permissions of both folders</source>
        <translation>%1 ließ sich nicht nach %2 verschieben: Rechte beider Ordner prüfen</translation>
    </message>
</context>
<context>
    <name>TargetWords</name>
    <message>
        <source>%1 (%2)</source>
        <comment>what a field is, its range</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>local: here; ssh: another machine; slurm: a queue, here or behind ssh</source>
        <translation>local: hier; ssh: ein anderer Rechner; slurm: eine Warteschlange, hier oder über ssh</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>The machine that ssh goes to, as ada@gpu-box</source>
        <translation>Rechner, zu dem ssh geht, etwa ada@gpu-box</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>0: as ssh&apos;s own configuration says</source>
        <translation>0: wie in der Konfiguration von ssh</translation>
    </message>
    <message>
        <source>ssh options</source>
        <translation>ssh-Optionen</translation>
    </message>
    <message>
        <source>One a line, as ProxyJump=gate.example.org</source>
        <translation>Eine je Zeile, etwa ProxyJump=gate.example.org</translation>
    </message>
    <message>
        <source>Work folder</source>
        <translation>Arbeitsordner</translation>
    </message>
    <message>
        <source>The workspace there; a relative one is below the home folder</source>
        <translation>Der Arbeitsordner dort; ein relativer liegt unter dem Home-Ordner</translation>
    </message>
    <message>
        <source>Folder of the programs</source>
        <translation>Ordner der Programme</translation>
    </message>
    <message>
        <source>Empty: where Install puts them</source>
        <translation>Leer: wohin Installieren sie legt</translation>
    </message>
    <message>
        <source>Prelude</source>
        <translation>Vorspann</translation>
    </message>
    <message>
        <source>Shell lines run before every command there, as module load openmpi</source>
        <translation>Shell-Zeilen vor jedem Befehl dort, etwa module load openmpi</translation>
    </message>
    <message>
        <source>Machines for mpirun</source>
        <translation>Rechner für mpirun</translation>
    </message>
    <message>
        <source>One a line, as node1 slots=2; empty: the host alone</source>
        <translation>Einer je Zeile, etwa node1 slots=2; leer: nur der Rechner</translation>
    </message>
    <message>
        <source>mpirun options</source>
        <translation>mpirun-Optionen</translation>
    </message>
    <message>
        <source>One argument a line</source>
        <translation>Ein Argument je Zeile</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>Empty: the cluster&apos;s default</source>
        <translation>Leer: Vorgabe des Clusters</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Empty: your default</source>
        <translation>Leer: Ihre Vorgabe</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Machines that one run asks for</source>
        <translation>Rechner, die ein Lauf anfordert</translation>
    </message>
    <message>
        <source>Ranks a node</source>
        <translation>Ränge je Knoten</translation>
    </message>
    <message>
        <source>0: the ranks shared over the nodes</source>
        <translation>0: die Ränge auf die Knoten verteilt</translation>
    </message>
    <message>
        <source>Cores a rank</source>
        <translation>Kerne je Rang</translation>
    </message>
    <message>
        <source>0: as many as the experiment&apos;s threads of a rank</source>
        <translation>0: so viele wie Threads je Rang im Experiment</translation>
    </message>
    <message>
        <source>GPUs a node</source>
        <translation>GPUs je Knoten</translation>
    </message>
    <message>
        <source>0: none is asked for</source>
        <translation>0: keine wird angefordert</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Zeitgrenze</translation>
    </message>
    <message>
        <source>As 90, 12:00:00 or 1-00; empty: the partition&apos;s</source>
        <translation>Etwa 90, 12:00:00 oder 1-00; leer: die der Partition</translation>
    </message>
    <message>
        <source>Checkpoint before it, s</source>
        <translation>Sicherung davor, s</translation>
    </message>
    <message>
        <source>So long before the limit the run keeps itself and queues again</source>
        <translation>So lange vor der Grenze sichert sich der Lauf und reiht sich neu ein</translation>
    </message>
    <message>
        <source>sbatch options</source>
        <translation>sbatch-Optionen</translation>
    </message>
    <message>
        <source>One a line, as --constraint=a100</source>
        <translation>Eine je Zeile, etwa --constraint=a100</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>Kerne</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>MPI</source>
        <translation>MPI</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Slurm</source>
        <translation>Slurm</translation>
    </message>
    <message>
        <source>ssh</source>
        <translation>ssh</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>range</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>Enter a whole number, %1</source>
        <translation>Eine ganze Zahl eingeben, %1</translation>
    </message>
    <message>
        <source>local</source>
        <translation>lokal</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliotheken</translation>
    </message>
</context>
<context>
    <name>VerdictsCsv</name>
    <message>
        <source>The verdicts could not be written</source>
        <translation>Die Urteile konnten nicht geschrieben werden</translation>
    </message>
</context>
<context>
    <name>ViewOverlays</name>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>≤ 0</source>
        <translation>≤ 0</translation>
    </message>
    <message>
        <source>scaled to this map&apos;s maximum</source>
        <translation>auf das Maximum dieser Karte skaliert</translation>
    </message>
    <message>
        <source>no evidence for this finding</source>
        <translation>kein Anzeichen für diesen Befund</translation>
    </message>
    <message>
        <source>%1 cm</source>
        <translation>%1 cm</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>evidence, log odds</source>
        <translation>Anzeichen, logarithmierte Chance</translation>
    </message>
</context>
<context>
    <name>roentgen::app::AugmentationPreview</name>
    <message>
        <source>Films as training sees them</source>
        <translation>Aufnahmen, wie das Training sie sieht</translation>
    </message>
    <message>
        <source>What training sees</source>
        <translation>Was das Training sieht</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>Wie sie sind</translation>
    </message>
    <message>
        <source>Show the same films without augmentation, as validation sees them</source>
        <translation>Dieselben Aufnahmen ohne Augmentierung zeigen, wie die Validierung sie sieht</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>Neu ziehen</translation>
    </message>
    <message>
        <source>Choose a data set to see what training will see.</source>
        <translation>Datensatz wählen, um zu sehen, was das Training sehen wird.</translation>
    </message>
    <message>
        <source>Reading films…</source>
        <translation>Aufnahmen werden gelesen …</translation>
    </message>
    <message>
        <source>The worker&apos;s answer about these films makes no sense.</source>
        <translation>Die Antwort des Hilfsprogramms zu diesen Aufnahmen ergibt keinen Sinn.</translation>
    </message>
    <message>
        <source>The training part has no films.</source>
        <translation>Der Trainingsteil hat keine Aufnahmen.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::CaseFilm</name>
    <message>
        <source>Patient %1</source>
        <translation>Patient %1</translation>
    </message>
</context>
<context>
    <name>roentgen::app::CaseListPanel</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Search image or patient</source>
        <translation>Bild oder Patient suchen</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>All findings</source>
        <translation>Alle Befunde</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Nicht gelesen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>All splits</source>
        <translation>Alle Teile</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Images read</source>
        <translation>Gelesene Bilder</translation>
    </message>
    <message>
        <source>Work-list</source>
        <translation>Arbeitsliste</translation>
    </message>
    <message>
        <source>Choose a weights file …</source>
        <translation>Gewichtsdatei wählen …</translation>
    </message>
    <message>
        <source>Add a data set in Studies</source>
        <translation>Fügen Sie unter Studien einen Datensatz hinzu</translation>
    </message>
    <message>
        <source>%1 of %2 read</source>
        <translation>%1 von %2 gelesen</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 gezeigt</translation>
    </message>
    <message>
        <source>No images</source>
        <translation>Keine Bilder</translation>
    </message>
    <message>
        <source>All verdicts</source>
        <translation>Alle Urteile</translation>
    </message>
    <message>
        <source>Shown before an image is read</source>
        <translation>Vor dem Lesen sichtbar</translation>
    </message>
    <message>
        <source>Labels and answers</source>
        <translation>Labels und Antworten</translation>
    </message>
    <message>
        <source>Answers alone</source>
        <translation>Nur Antworten</translation>
    </message>
    <message>
        <source>Neither: blind reading</source>
        <translation>Keins: verblindetes Lesen</translation>
    </message>
    <message>
        <source>Labels are what the data set says of an image, answers what the model says. What is hidden shows as soon as the image is read.</source>
        <translation>Labels sind, was der Datensatz über ein Bild sagt, Antworten, was das Modell sagt. Verdecktes erscheint, sobald das Bild gelesen ist.</translation>
    </message>
    <message>
        <source>Images with the finding in their labels, or with a probability at or above the threshold; the most probable first. Labels that are hidden do not count.</source>
        <translation>Bilder mit dem Befund in ihren Labels oder mit einer Wahrscheinlichkeit ab dem Schwellenwert; die wahrscheinlichsten zuerst. Verdeckte Labels zählen nicht.</translation>
    </message>
    <message>
        <source>An image is read when every finding at or above the threshold has a verdict, or when you say so (D). In blind reading every finding has to have one.</source>
        <translation>Ein Bild ist gelesen, wenn jeder Befund ab dem Schwellenwert ein Urteil hat oder wenn Sie es sagen (D). Beim verblindeten Lesen muss jeder Befund eines haben.</translation>
    </message>
    <message>
        <source>Export verdicts as CSV … (Ctrl+E)</source>
        <translation>Urteile als CSV ausgeben … (Strg+E)</translation>
    </message>
    <message>
        <source>Export verdicts as CSV</source>
        <translation>Urteile als CSV ausgeben</translation>
    </message>
</context>
<context>
    <name>roentgen::app::CaseModel</name>
    <message>
        <source>no labels</source>
        <translation>keine Labels</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>Kein Befund</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>image, labels, read or not</comment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>nicht gelesen</translation>
    </message>
    <message>
        <source>labels hidden</source>
        <translation>Labels verdeckt</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ChartControls</name>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What the charts run along</source>
        <translation>Woran die Diagramme entlanglaufen</translation>
    </message>
    <message>
        <source>log</source>
        <comment>logarithmic scale of the charts&apos; x axis</comment>
        <translation>log</translation>
    </message>
    <message>
        <source>Logarithmic x axis of the charts (Shift+L)</source>
        <translation>Logarithmische x-Achse der Diagramme (Umschalt+L)</translation>
    </message>
    <message>
        <source>Logarithmic x axis</source>
        <translation>Logarithmische x-Achse</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Smoothing of the charts</source>
        <translation>Glättung der Diagramme</translation>
    </message>
    <message>
        <source>How much the lines are smoothed; the measured values stay faint behind them</source>
        <translation>Wie stark die Linien geglättet werden; die Messwerte bleiben blass dahinter</translation>
    </message>
    <message>
        <source>off</source>
        <comment>smoothing</comment>
        <translation>aus</translation>
    </message>
</context>
<context>
    <name>roentgen::app::EngineCall</name>
    <message>
        <source>Could not start %1: check that Roentgen is installed completely</source>
        <translation>%1 konnte nicht gestartet werden: prüfen Sie, ob Roentgen vollständig installiert ist</translation>
    </message>
    <message numerus="yes">
        <source>%1 did not answer within %n second(s)</source>
        <translation>
            <numerusform>%1 hat nicht innerhalb von einer Sekunde geantwortet</numerusform>
            <numerusform>%1 hat nicht innerhalb von %n Sekunden geantwortet</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ended without a word (exit code %2)</source>
        <translation>%1 endete ohne ein Wort (Exit-Code %2)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::EngineService</name>
    <message>
        <source>The worker gave no reason.</source>
        <translation>Der Dienst hat keinen Grund genannt.</translation>
    </message>
    <message>
        <source>Could not start %1</source>
        <translation>%1 konnte nicht gestartet werden</translation>
    </message>
    <message>
        <source>build it, or put it beside the program roentgen</source>
        <translation>bauen Sie es, oder legen Sie es neben das Programm roentgen</translation>
    </message>
    <message>
        <source>%1 stopped unexpectedly</source>
        <translation>%1 endete unerwartet</translation>
    </message>
    <message>
        <source>it starts again with the next request</source>
        <translation>mit der nächsten Anfrage startet er wieder</translation>
    </message>
    <message>
        <source>The worker&apos;s answer makes no sense</source>
        <translation>Die Antwort des Arbeitsprozesses ergibt keinen Sinn</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentActions</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>Klonen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentCentre</name>
    <message>
        <source>Set-up</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>Skalierung</translation>
    </message>
    <message>
        <source>What is trained, and how</source>
        <translation>Was trainiert wird und wie</translation>
    </message>
    <message>
        <source>What more hosts would bring</source>
        <translation>Was mehr Rechner brächten</translation>
    </message>
    <message>
        <source>Parts of the experiment</source>
        <translation>Teile des Experiments</translation>
    </message>
    <message>
        <source>Search the keys</source>
        <translation>Schlüssel suchen</translation>
    </message>
    <message>
        <source>Search the keys of the experiment</source>
        <translation>Schlüssel des Experiments suchen</translation>
    </message>
    <message>
        <source>Every word must occur in a key&apos;s name, help or choices. Enter goes to the first key (Ctrl+F)</source>
        <translation>Jedes Wort muss in Name, Hilfe oder Auswahl eines Schlüssels vorkommen. Enter geht zum ersten (Strg+F)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentForm</name>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Choose the data set&apos;s folder</source>
        <translation>Wählen Sie den Ordner des Datensatzes</translation>
    </message>
    <message>
        <source>Folder of the data set</source>
        <translation>Ordner des Datensatzes</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a field, and what is wrong there</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Reihe</translation>
    </message>
    <message>
        <source>Choose the folder of record files</source>
        <translation>Wählen Sie den Ordner der Record-Dateien</translation>
    </message>
    <message>
        <source>Folder of record files</source>
        <translation>Ordner der Record-Dateien</translation>
    </message>
    <message>
        <source>Choose one; Settings makes them</source>
        <translation>Eines wählen; angelegt werden sie unter Optionen</translation>
    </message>
    <message>
        <source>There is no target %1; Settings makes them</source>
        <translation>Es gibt kein Ziel %1; angelegt werden sie unter Optionen</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentHeading</name>
    <message>
        <source>New experiment from this preset</source>
        <translation>Neues Experiment aus dieser Vorlage</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentLaunch</name>
    <message>
        <source>Launch %1</source>
        <translation>%1 starten</translation>
    </message>
    <message>
        <source>Launch nevertheless</source>
        <translation>Trotzdem starten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>an experiment, and why it could not be launched</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>Sweep %1 started: %n run(s)</source>
        <translation>
            <numerusform>Reihe %1 gestartet: %n Lauf</numerusform>
            <numerusform>Reihe %1 gestartet: %n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 started</source>
        <translation>%1 gestartet</translation>
    </message>
    <message>
        <source>Asking for the script…</source>
        <translation>Das Skript wird erfragt …</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentListModel</name>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>%1 · %2 px · epochs: %3</source>
        <comment>architecture, image size, number of epochs</comment>
        <translation>%1 · %2 px · Epochen: %3</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Experimente</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>There is already an experiment of this name</source>
        <translation>Ein Experiment dieses Namens gibt es schon</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentListPanel</name>
    <message>
        <source>Experiments and presets</source>
        <translation>Experimente und Vorlagen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Bring the deleted experiment back (Ctrl+Z)</source>
        <translation>Das gelöschte Experiment zurückholen (Strg+Z)</translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>%1 gelöscht</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentNameEditor</name>
    <message>
        <source>Name of the experiment</source>
        <translation>Name des Experiments</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ExperimentsPage</name>
    <message numerus="yes">
        <source>This machine has %n core(s) for training.</source>
        <translation>
            <numerusform>Dieser Rechner hat %n Kern für das Training.</numerusform>
            <numerusform>Dieser Rechner hat %n Kerne für das Training.</numerusform>
        </translation>
    </message>
    <message>
        <source>Correct the file in an editor, or delete it.</source>
        <translation>Berichtigen Sie die Datei in einem Editor, oder löschen Sie sie.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FacetList</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Kept filters</source>
        <translation>Behaltene Filter</translation>
    </message>
    <message>
        <source>Forget this filter</source>
        <translation>Diesen Filter vergessen</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilmCaption</name>
    <message>
        <source>Patient %1</source>
        <translation>Patient %1</translation>
    </message>
    <message>
        <source>aged %1</source>
        <translation>Alter %1</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>Kein Befund</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilmLoader</name>
    <message>
        <source>There is no worker that could read images.</source>
        <translation>Es gibt keinen Dienst, der Bilder lesen könnte.</translation>
    </message>
    <message>
        <source>Reading was cancelled.</source>
        <translation>Das Lesen wurde abgebrochen.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilmPane</name>
    <message>
        <source>Reading %1 …</source>
        <translation>Liest %1 …</translation>
    </message>
    <message>
        <source>Could not show %1.
%2</source>
        <translation>%1 konnte nicht gezeigt werden.
%2</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilmWarningBox</name>
    <message>
        <source>Unlike the images that this model was trained on: do not rely on its answer.</source>
        <translation>Anders als die Bilder, mit denen dieses Modell trainiert wurde: Verlassen Sie sich nicht auf seine Antwort.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilmWarningWords</name>
    <message>
        <source>Modality %1; trained on %2</source>
        <translation>Modalität %1; trainiert mit %2</translation>
    </message>
    <message>
        <source>Body part %1; trained on %2</source>
        <translation>Körperteil %1; trainiert mit %2</translation>
    </message>
    <message>
        <source>View %1; trained on %2</source>
        <translation>Projektion %1; trainiert mit %2</translation>
    </message>
    <message>
        <source>%1 pixels; trained on a short side of %2 or more</source>
        <translation>%1 Pixel; trainiert mit einer kurzen Seite ab %2</translation>
    </message>
    <message>
        <source>Width over height %1; trained on %2</source>
        <translation>Breite zu Höhe %1; trainiert mit %2</translation>
    </message>
    <message>
        <source>Mean grey %1; trained on %2</source>
        <translation>Mittleres Grau %1; trainiert mit %2</translation>
    </message>
    <message>
        <source>Contrast %1; trained on %2</source>
        <comment>standard deviation of the greys</comment>
        <translation>Kontrast %1; trainiert mit %2</translation>
    </message>
    <message>
        <source>%1 of it is black; trained on %2</source>
        <translation>%1 davon sind schwarz; trainiert mit %2</translation>
    </message>
    <message>
        <source>Variety of greys %1 bits; trained on %2</source>
        <translation>Vielfalt der Grautöne %1 Bit; trainiert mit %2</translation>
    </message>
    <message>
        <source>Bright and dark lie elsewhere: agreement %1; trained on %2 or more</source>
        <translation>Hell und Dunkel liegen anders: Übereinstimmung %1; trainiert mit %2 oder mehr</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <comment>that a model was trained on</comment>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bildern</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>a range of numbers</comment>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln Bild</numerusform>
            <numerusform>%Ln Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>images shown of all images</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1: %2. Click to take the filter away</source>
        <translation>%1: %2. Ein Klick nimmt den Filter weg</translation>
    </message>
    <message>
        <source>Keep this filter under a name (Ctrl+S)</source>
        <translation>Diesen Filter unter einem Namen behalten (Strg+S)</translation>
    </message>
    <message>
        <source>Keep this filter</source>
        <translation>Diesen Filter behalten</translation>
    </message>
    <message>
        <source>Words of any column …</source>
        <translation>Wörter aus allen Spalten …</translation>
    </message>
    <message>
        <source>Every word must occur in the row: patient, study, image, label, sex, view, side, date, split … Put &quot;several words&quot; that belong together in quotes (Ctrl+F)</source>
        <translation>Jedes Wort muss in der Zeile vorkommen: Patient, Studie, Bild, Label, Geschlecht, Projektion, Seite, Datum, Aufteilung … &quot;Mehrere Wörter&quot;, die zusammengehören, in Anführungszeichen (Strg+F)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FindingModel</name>
    <message>
        <source>in the labels</source>
        <translation>in den Labels</translation>
    </message>
    <message>
        <source>not in the labels</source>
        <translation>nicht in den Labels</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>kein Label</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>nicht gelesen</translation>
    </message>
    <message>
        <source>no probability</source>
        <translation>keine Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>%1: %2, %3, %4</source>
        <comment>finding, its probability, label, verdict</comment>
        <translation>%1: %2, %3, %4</translation>
    </message>
    <message>
        <source>probability hidden</source>
        <translation>Wahrscheinlichkeit verdeckt</translation>
    </message>
    <message>
        <source>label hidden</source>
        <translation>Label verdeckt</translation>
    </message>
    <message>
        <source>The image is unlike those that the model was trained on.</source>
        <translation>Das Bild gleicht denen nicht, mit denen das Modell trainiert wurde.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FindingPanel</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwellenwert</translation>
    </message>
    <message>
        <source>From this probability on a finding counts as found</source>
        <translation>Ab dieser Wahrscheinlichkeit gilt ein Befund als gefunden</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Comment on this finding</source>
        <translation>Kommentar zu diesem Befund</translation>
    </message>
    <message>
        <source>Comment (C); Esc goes back to the image</source>
        <translation>Kommentar (C); Esc führt zum Bild zurück</translation>
    </message>
    <message>
        <source>Research use only. Not for diagnosis.</source>
        <translation>Nur für die Forschung. Nicht zur Diagnose.</translation>
    </message>
    <message>
        <source>No finding chosen</source>
        <translation>Kein Befund gewählt</translation>
    </message>
    <message>
        <source>What was said of this finding so far</source>
        <translation>Was bisher zu diesem Befund gesagt wurde</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>The image is read, whatever is open (D)</source>
        <translation>Das Bild ist gelesen, was immer offen ist (D)</translation>
    </message>
    <message>
        <source>Said to be read</source>
        <translation>Für gelesen erklärt</translation>
    </message>
    <message>
        <source>Read: no finding is open</source>
        <translation>Gelesen: kein Befund ist offen</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) open</source>
        <comment>at or above the threshold, without a verdict</comment>
        <translation>
            <numerusform>%n Befund offen</numerusform>
            <numerusform>%n Befunde offen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is open: say when it is read</source>
        <translation>Nichts ist offen: Sagen Sie, wenn es gelesen ist</translation>
    </message>
    <message>
        <source>Not read: say when it is</source>
        <translation>Nicht gelesen: Sagen Sie, wenn es so weit ist</translation>
    </message>
    <message>
        <source>the film shows it</source>
        <translation>das Bild zeigt es</translation>
    </message>
    <message>
        <source>it does not</source>
        <translation>zeigt es nicht</translation>
    </message>
    <message>
        <source>cannot be told</source>
        <translation>nicht zu sagen</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <comment>verdict, what it says, its key</comment>
        <translation>%1: %2 (%3)</translation>
    </message>
    <message>
        <source>label hidden</source>
        <translation>Label verdeckt</translation>
    </message>
    <message>
        <source>Not shown before you have read it: say when you have</source>
        <translation>Verdeckt, bis Sie das Bild gelesen haben: Sagen Sie, wenn es so weit ist</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ForecastPanel</name>
    <message>
        <source>What will happen</source>
        <translation>Was geschehen wird</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Global batch</source>
        <translation>Globaler Stapel</translation>
    </message>
    <message>
        <source>Steps per epoch</source>
        <translation>Schritte pro Epoche</translation>
    </message>
    <message>
        <source>Steps in all</source>
        <translation>Schritte insgesamt</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Shown as soon as the experiment can be launched</source>
        <translation>Erscheint, sobald das Experiment gestartet werden kann</translation>
    </message>
    <message>
        <source>Experiment file</source>
        <translation>Experimentdatei</translation>
    </message>
    <message>
        <source>Copy the experiment file</source>
        <translation>Experimentdatei kopieren</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Start training (Ctrl+Return)</source>
        <translation>Training starten (Strg+Eingabe)</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, patients: %2</source>
        <comment>number of images with its noun, number of patients</comment>
        <translation>%1, Patienten: %2</translation>
    </message>
    <message>
        <source>%1 (local batch %2, accumulated %3 times, ranks: %4)</source>
        <translation>%1 (lokaler Stapel %2, %3-mal akkumuliert, Ränge: %4)</translation>
    </message>
    <message>
        <source>%1 (local batch %2, ranks: %3)</source>
        <translation>%1 (lokaler Stapel %2, Ränge: %3)</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Festplatte</translation>
    </message>
    <message>
        <source>Launch sweep</source>
        <translation>Reihe starten</translation>
    </message>
    <message>
        <source>Train all runs, one after the other, in the background (Ctrl+Return)</source>
        <translation>Alle Läufe nacheinander im Hintergrund trainieren (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>Platzierung</translation>
    </message>
    <message>
        <source>Job script…</source>
        <translation>Jobskript …</translation>
    </message>
    <message>
        <source>See the script that Slurm is given, and change it before it is launched (Ctrl+J)</source>
        <translation>Das Skript ansehen, das Slurm bekommt, und vor dem Start ändern (Strg+J)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::Forecaster</name>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n Kern</numerusform>
            <numerusform>%n Kerne</numerusform>
        </translation>
    </message>
    <message>
        <source>no data set chosen yet</source>
        <translation>noch kein Datensatz gewählt</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>wird gezählt …</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>from ImageNet weights where the workspace has them</source>
        <translation>mit ImageNet-Gewichten, wo der Arbeitsordner sie hat</translation>
    </message>
    <message>
        <source>from scratch</source>
        <translation>von Grund auf</translation>
    </message>
    <message>
        <source>unknown until the first run</source>
        <translation>bis zum ersten Lauf unbekannt</translation>
    </message>
    <message>
        <source>Known once a run of this model, size, batch and ranks was made on this machine</source>
        <translation>Bekannt, sobald ein Lauf mit diesem Modell, dieser Größe, diesem Stapel und diesen Rängen auf diesem Rechner gemacht wurde</translation>
    </message>
    <message>
        <source>%1 images/s, measured in %2</source>
        <translation>%1 Bilder/s, gemessen in %2</translation>
    </message>
    <message>
        <source>about %1, at %2 images/s as in %3</source>
        <translation>etwa %1, bei %2 Bildern/s wie in %3</translation>
    </message>
    <message>
        <source>not measured for this model</source>
        <translation>für dieses Modell nicht gemessen</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>A rank takes about %1; films that are kept between epochs take %2</source>
        <translation>Ein Rang braucht etwa %1; Aufnahmen, die zwischen Epochen behalten werden, brauchen %2</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>about %1, at the speed measured in %2</source>
        <translation>etwa %1, bei der in %2 gemessenen Geschwindigkeit</translation>
    </message>
    <message>
        <source>very roughly %1, from this machine&apos;s cores; no such run was measured yet</source>
        <translation>sehr grob %1, aus den Kernen dieses Rechners; ein solcher Lauf wurde noch nicht gemessen</translation>
    </message>
    <message>
        <source>A factor of two either way. Measured speed takes its place after the first runs.</source>
        <translation>Auf den Faktor zwei genau. Nach den ersten Läufen gilt gemessene Geschwindigkeit.</translation>
    </message>
    <message>
        <source>roughly %1: measured for %2 of %3 runs, the others from this machine&apos;s cores</source>
        <translation>ungefähr %1: für %2 von %3 Läufen gemessen, die anderen aus den Kernen dieses Rechners</translation>
    </message>
    <message>
        <source>about %1, as earlier runs took</source>
        <translation>etwa %1, wie frühere Läufe brauchten</translation>
    </message>
    <message>
        <source>about %1, from the size of the models</source>
        <translation>etwa %1, aus der Größe der Modelle</translation>
    </message>
    <message numerus="yes">
        <source>%n NUMA node(s)</source>
        <translation>
            <numerusform>%n NUMA-Knoten</numerusform>
            <numerusform>%n NUMA-Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>known where it runs</source>
        <translation>dort bekannt, wo trainiert wird</translation>
    </message>
    <message>
        <source>%1: more than the cores. They share them and get slower.</source>
        <comment>ranks × threads</comment>
        <translation>%1: mehr als die Kerne. Sie teilen sie sich und werden langsamer.</translation>
    </message>
    <message>
        <source>about %1, more than the %2 that there are</source>
        <translation>etwa %1, mehr als die vorhandenen %2</translation>
    </message>
    <message>
        <source>This needs about %1 of memory; the machine where it runs has %2, and would end it. Lower the ranks, the batch or the image size.</source>
        <translation>Das braucht etwa %1 Speicher; der Rechner, auf dem es läuft, hat %2 und würde es beenden. Ränge, Stapel oder Bildgröße senken.</translation>
    </message>
    <message>
        <source>This needs about %1 of memory; this machine has %2, and would end it. Lower the ranks, the batch or the image size.</source>
        <translation>Das braucht etwa %1 Speicher; dieser Rechner hat %2 und würde es beenden. Ränge, Stapel oder Bildgröße senken.</translation>
    </message>
    <message>
        <source>This needs about %1 of memory; this machine has %2, and would end it. Lower the batch or the image size.</source>
        <translation>Das braucht etwa %1 Speicher; dieser Rechner hat %2 und würde es beenden. Stapel oder Bildgröße senken.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::FormSectionBox</name>
    <message>
        <source>Open or close this section</source>
        <translation>Diesen Abschnitt auf- oder zuklappen</translation>
    </message>
    <message>
        <source>needs a correction</source>
        <comment>of a section of the form</comment>
        <translation>braucht eine Korrektur</translation>
    </message>
    <message>
        <source>Keys that the chosen optimizer, loss, schedule or architecture does not use</source>
        <translation>Schlüssel, die der gewählte Optimierer, Verlust, Zeitplan oder die Architektur nicht verwendet</translation>
    </message>
    <message numerus="yes">
        <source>Hide %n unused key(s)</source>
        <translation>
            <numerusform>%n unbenutzten Schlüssel ausblenden</numerusform>
            <numerusform>%n unbenutzte Schlüssel ausblenden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unused key(s)</source>
        <translation>
            <numerusform>%n unbenutzter Schlüssel</numerusform>
            <numerusform>%n unbenutzte Schlüssel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::FormSheet</name>
    <message>
        <source>No key has these words.</source>
        <translation>Kein Schlüssel hat diese Wörter.</translation>
    </message>
    <message>
        <source>Input pipeline</source>
        <translation>Eingabe-Pipeline</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Augmentierung</translation>
    </message>
</context>
<context>
    <name>roentgen::app::HeatmapStrip</name>
    <message>
        <source>Previous image (←)</source>
        <translation>Voriges Bild (←)</translation>
    </message>
    <message>
        <source>Next image (→)</source>
        <translation>Nächstes Bild (→)</translation>
    </message>
    <message>
        <source>Below the threshold</source>
        <translation>Unter dem Schwellenwert</translation>
    </message>
    <message>
        <source>The heatmap of a finding below the threshold is shown on request (H).</source>
        <translation>Die Heatmap eines Befunds unter dem Schwellenwert wird auf Verlangen gezeigt (H).</translation>
    </message>
    <message>
        <source>Heatmap (H)</source>
        <translation>Heatmap (H)</translation>
    </message>
    <message>
        <source>Heatmap opacity</source>
        <translation>Deckkraft der Heatmap</translation>
    </message>
    <message>
        <source>Heatmap opacity ([ and ])</source>
        <translation>Deckkraft der Heatmap ([ und ])</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>Farbskala</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>roentgen::app::JobBar</name>
    <message>
        <source>%1 s left</source>
        <translation>noch %1 s</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>noch %1 min</translation>
    </message>
    <message>
        <source>%1 h left</source>
        <translation>noch %1 h</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>For research use only</source>
        <translation>Nur für die Forschung</translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <translation>
            <numerusform>%1 (und %n weiterer)</numerusform>
            <numerusform>%1 (und %n weitere)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::LayoutDialog</name>
    <message>
        <source>How this data set is read</source>
        <translation>Wie dieser Datensatz gelesen wird</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>Table of labels</source>
        <translation>Tabelle der Labels</translation>
    </message>
    <message>
        <source>A rule of your own</source>
        <translation>Eigene Regel</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Rule for patients</source>
        <translation>Regel für Patienten</translation>
    </message>
    <message>
        <source>(…) in the film&apos;s path is the patient</source>
        <translation>(…) im Pfad der Aufnahme ist der Patient</translation>
    </message>
    <message>
        <source>A regular expression: what its first group (…) finds in a film&apos;s path below the folder is the patient</source>
        <translation>Ein regulärer Ausdruck: Was seine erste Gruppe (…) im Pfad einer Aufnahme unterhalb des Ordners findet, ist der Patient</translation>
    </message>
    <message>
        <source>The layout&apos;s own, where it has one</source>
        <translation>Die des Aufbaus, falls er eine hat</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Found out: %1</source>
        <translation>Erkannt: %1</translation>
    </message>
</context>
<context>
    <name>roentgen::app::LayoutPreview</name>
    <message>
        <source>A class</source>
        <translation>Eine Klasse</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>Kein Befund</translation>
    </message>
    <message>
        <source>A source: its folders count</source>
        <translation>Eine Quelle: Ihre Ordner zählen</translation>
    </message>
    <message>
        <source>No films: masks and the like</source>
        <translation>Keine Aufnahmen: Masken und dergleichen</translation>
    </message>
    <message>
        <source>WHAT ITS FOLDERS HOLD</source>
        <translation>WAS SEINE ORDNER ENTHALTEN</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Known by</source>
        <translation>Bekannt durch</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>What its folders hold</source>
        <translation>Was seine Ordner enthalten</translation>
    </message>
    <message>
        <source>Some of its rows</source>
        <translation>Einige seiner Zeilen</translation>
    </message>
    <message>
        <source>SOME OF ITS ROWS</source>
        <translation>EINIGE SEINER ZEILEN</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Liest …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln Bild</numerusform>
            <numerusform>%Ln Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln class(es)</source>
        <translation>
            <numerusform>%Ln Klasse</numerusform>
            <numerusform>%Ln Klassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln Patient</numerusform>
            <numerusform>%Ln Patienten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) name their patient inside</source>
        <translation>
            <numerusform>%Ln Datei nennt ihren Patienten in sich</numerusform>
            <numerusform>%Ln Dateien nennen ihren Patienten in sich</numerusform>
        </translation>
    </message>
    <message>
        <source>not offered any more: %1</source>
        <comment>classes</comment>
        <translation>nicht mehr angeboten: %1</translation>
    </message>
    <message>
        <source>What %1 holds</source>
        <translation>Was %1 enthält</translation>
    </message>
</context>
<context>
    <name>roentgen::app::Library</name>
    <message>
        <source>Could not write to the library</source>
        <translation>In die Bibliothek konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>The library %1 cannot be read (%2). It was left as it is: put back a copy, or move it away to begin a new one.</source>
        <translation>Die Bibliothek %1 ist nicht lesbar (%2). Sie wurde gelassen, wie sie ist: spielen Sie eine Kopie zurück, oder verschieben Sie sie, um eine neue zu beginnen.</translation>
    </message>
    <message>
        <source>The library %1 was made by a newer Roentgen (schema %2, this one knows %3). It was left as it is: open this workspace with that version.</source>
        <translation>Die Bibliothek %1 stammt von einem neueren Roentgen (Schema %2, dieses kennt %3). Sie wurde gelassen, wie sie ist: öffnen Sie diesen Arbeitsordner mit jener Version.</translation>
    </message>
    <message>
        <source>The library %1 cannot be made: %2</source>
        <translation>Die Bibliothek %1 konnte nicht angelegt werden: %2</translation>
    </message>
    <message>
        <source>The library %1 cannot be opened: its disk is full. Make room on it, then open the workspace again.</source>
        <translation>Die Bibliothek %1 lässt sich nicht öffnen: ihre Platte ist voll. Dort Platz schaffen, dann den Arbeitsordner wieder öffnen.</translation>
    </message>
    <message>
        <source>it could not be flushed to the disk</source>
        <translation>sie konnte nicht auf die Platte geschrieben werden</translation>
    </message>
    <message>
        <source>it could not be renamed</source>
        <translation>sie konnte nicht umbenannt werden</translation>
    </message>
    <message>
        <source>The library %1 cannot be opened: %2</source>
        <translation>Die Bibliothek %1 lässt sich nicht öffnen: %2</translation>
    </message>
    <message>
        <source>The library %1 is of an older Roentgen, and could not be copied before it is changed: %2. It was left as it is: make room on its disk, then open it again.</source>
        <translation>Die Bibliothek %1 stammt von einem älteren Roentgen und ließ sich vor der Umstellung nicht sichern: %2. Sie wurde gelassen, wie sie ist: auf ihrer Platte Platz schaffen, dann wieder öffnen.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::MachineProbe</name>
    <message>
        <source>none found</source>
        <translation>keine gefunden</translation>
    </message>
    <message>
        <source>not installed: training runs in one process</source>
        <translation>nicht installiert: das Training läuft in einem Prozess</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n core(s)</source>
        <translation>
            <numerusform>%1, %n Kern</numerusform>
            <numerusform>%1, %n Kerne</numerusform>
        </translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Befehlssätze</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>yes: training uses it by default</source>
        <translation>ja: das Training nutzt es von sich aus</translation>
    </message>
    <message>
        <source>no: training uses fp32</source>
        <translation>nein: das Training nutzt fp32</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>%1, %2 free</source>
        <translation>%1, davon %2 frei</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Festplatte</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>MPI</source>
        <translation>MPI</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
</context>
<context>
    <name>roentgen::app::Navigator</name>
    <message>
        <source>Studies</source>
        <comment>under an icon: at most ten letters</comment>
        <translation>Studien</translation>
    </message>
    <message>
        <source>Experiments</source>
        <comment>under an icon: at most ten letters</comment>
        <translation>Experimente</translation>
    </message>
    <message>
        <source>Runs</source>
        <comment>under an icon: at most ten letters</comment>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Review</source>
        <comment>under an icon: at most ten letters</comment>
        <translation>Befundung</translation>
    </message>
    <message>
        <source>Settings</source>
        <comment>under an icon: at most ten letters</comment>
        <translation>Optionen</translation>
    </message>
</context>
<context>
    <name>roentgen::app::NoModelNote</name>
    <message>
        <source>No model to review yet</source>
        <translation>Noch kein Modell zu befunden</translation>
    </message>
    <message>
        <source>Review shows what a trained model says of an image and where it sees it, beside the labels. Train a model first, or choose a weights file.</source>
        <translation>Die Befundung zeigt, was ein trainiertes Modell zu einem Bild sagt und wo es das sieht, neben den Labels. Trainieren Sie zuerst ein Modell, oder wählen Sie eine Gewichtsdatei.</translation>
    </message>
    <message>
        <source>Set up an experiment</source>
        <translation>Ein Experiment einrichten</translation>
    </message>
    <message>
        <source>Choose a weights file …</source>
        <translation>Gewichtsdatei wählen …</translation>
    </message>
</context>
<context>
    <name>roentgen::app::NothingFound</name>
    <message>
        <source>No image matches</source>
        <translation>Kein Bild passt</translation>
    </message>
    <message>
        <source>Every word must occur in the row of an image: in its patient, study, file, labels, sex, view, side, date, modality, split or problem.</source>
        <translation>Jedes Wort muss in der Zeile eines Bildes vorkommen: in Patient, Studie, Datei, Labels, Geschlecht, Projektion, Seite, Datum, Modalität, Aufteilung oder Problem.</translation>
    </message>
    <message>
        <source>A word may occur in the patient, study, file, labels, sex, view, side, date, modality, split or problem of an image.</source>
        <translation>Ein Wort kann in Patient, Studie, Datei, Labels, Geschlecht, Projektion, Seite, Datum, Modalität, Aufteilung oder Problem eines Bildes vorkommen.</translation>
    </message>
    <message numerus="yes">
        <source>Without the filter %1: %Ln image(s)</source>
        <translation>
            <numerusform>Ohne den Filter %1: %Ln Bild</numerusform>
            <numerusform>Ohne den Filter %1: %Ln Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without &quot;%1&quot;: %Ln image(s)</source>
        <translation>
            <numerusform>Ohne „%1“: %Ln Bild</numerusform>
            <numerusform>Ohne „%1“: %Ln Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all images</source>
        <translation>Alle Bilder zeigen</translation>
    </message>
</context>
<context>
    <name>roentgen::app::PaneRow</name>
    <message>
        <source>There is no further image.</source>
        <translation>Es gibt kein weiteres Bild.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::PathDialog</name>
    <message>
        <source>Hidden entries</source>
        <translation>Verborgene Einträge</translation>
    </message>
    <message>
        <source>This is no folder.</source>
        <translation>Das ist kein Ordner.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Diesen Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>Nothing can be written into this folder.</source>
        <translation>In diesen Ordner kann nichts geschrieben werden.</translation>
    </message>
    <message>
        <source>There is a file of this name.</source>
        <translation>Eine Datei dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>The folder above (%1)</source>
        <translation>Der Ordner darüber (%1)</translation>
    </message>
    <message>
        <source>The folder above</source>
        <translation>Der Ordner darüber</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Any path; ~ is your home folder (Ctrl+L)</source>
        <translation>Ein beliebiger Pfad; ~ ist Ihr persönlicher Ordner (Strg+L)</translation>
    </message>
    <message>
        <source>Also list entries whose names begin with a dot (Ctrl+H)</source>
        <translation>Auch Einträge zeigen, deren Namen mit einem Punkt beginnen (Strg+H)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Take what the field says (Ctrl+Return)</source>
        <translation>Nehmen, was im Feld steht (Strg+Eingabe)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::PathEntries</name>
    <message>
        <source>Entries of the folder</source>
        <translation>Einträge des Ordners</translation>
    </message>
</context>
<context>
    <name>roentgen::app::PathModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
</context>
<context>
    <name>roentgen::app::PathPlaces</name>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Persönlicher Ordner</translation>
    </message>
    <message>
        <source>Last folder</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
</context>
<context>
    <name>roentgen::app::PredictorClient</name>
    <message>
        <source>There is no worker that could run models.</source>
        <translation>Es gibt keinen Dienst, der Modelle ausführen könnte.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ProblemDialog</name>
    <message>
        <source>Problem in the data set</source>
        <translation>Problem im Datensatz</translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln are listed.</source>
        <translation>
            <numerusform>Der erste ist aufgeführt.</numerusform>
            <numerusform>Die ersten %Ln sind aufgeführt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the chosen rows, or all (Ctrl+C)</source>
        <translation>Die gewählten Zeilen kopieren, oder alle (Strg+C)</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Write the list as a CSV file</source>
        <translation>Die Liste als CSV-Datei schreiben</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>Liste exportieren</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>CSV-Dateien</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ProblemModel</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was daran falsch ist</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ReadingStore</name>
    <message>
        <source>%1: %2</source>
        <comment>finding, verdict</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>There is no library to keep readings in.</source>
        <translation>Es gibt keine Bibliothek, die Urteile aufnehmen könnte.</translation>
    </message>
    <message>
        <source>%1 has been read in another window since. It stays as it is.</source>
        <comment>finding</comment>
        <translation>%1 wurde inzwischen in einem anderen Fenster gelesen und bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>The image</source>
        <translation>Das Bild</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ReadingWords</name>
    <message>
        <source>somebody</source>
        <comment>a reader without a name</comment>
        <translation>jemand</translation>
    </message>
    <message>
        <source>comment removed</source>
        <translation>Kommentar entfernt</translation>
    </message>
    <message>
        <source>comment “%1”</source>
        <translation>Kommentar „%1“</translation>
    </message>
    <message>
        <source>verdict taken back</source>
        <translation>Urteil zurückgenommen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>verdict, comment</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1  %2: %3</source>
        <comment>time, reader, what was said</comment>
        <translation>%1  %2: %3</translation>
    </message>
    <message>
        <source>%1 in another window: %2, %3, %4</source>
        <comment>reader; film; finding; what was said</comment>
        <translation>%1 in einem anderen Fenster: %2, %3, %4</translation>
    </message>
    <message numerus="yes">
        <source>%1 in another window: %n film(s), the last is %2</source>
        <comment>reader; number; film</comment>
        <translation>
            <numerusform>%1 in einem anderen Fenster: %n Aufnahme, die letzte ist %2</numerusform>
            <numerusform>%1 in einem anderen Fenster: %n Aufnahmen, die letzte ist %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in another window: %2 is read</source>
        <comment>reader; film</comment>
        <translation>%1 in einem anderen Fenster: %2 ist gelesen</translation>
    </message>
    <message>
        <source>%1 in another window: %2 is not read any more</source>
        <comment>reader; film</comment>
        <translation>%1 in einem anderen Fenster: %2 ist nicht mehr gelesen</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ReviewLoader</name>
    <message>
        <source>There is no worker that could read images.</source>
        <translation>Es gibt keinen Dienst, der Bilder lesen könnte.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ReviewPage</name>
    <message>
        <source>The run %1 has no weights yet.</source>
        <translation>Der Lauf %1 hat noch keine Gewichte.</translation>
    </message>
    <message>
        <source>Choose a weights file</source>
        <translation>Gewichtsdatei wählen</translation>
    </message>
    <message>
        <source>There are no images to review. Add a data set in Studies.</source>
        <translation>Es gibt keine Bilder zu befunden. Fügen Sie unter Studien einen Datensatz hinzu.</translation>
    </message>
    <message>
        <source>Reading the list of images …</source>
        <translation>Liest die Liste der Bilder …</translation>
    </message>
    <message>
        <source>finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>previous, next image</source>
        <translation>voriges, nächstes Bild</translation>
    </message>
    <message>
        <source>accept, reject, uncertain</source>
        <translation>annehmen, ablehnen, unsicher</translation>
    </message>
    <message>
        <source>comment; Esc goes back</source>
        <translation>Kommentar; Esc führt zurück</translation>
    </message>
    <message>
        <source>heatmap on or off</source>
        <translation>Heatmap ein oder aus</translation>
    </message>
    <message>
        <source>heatmap opacity</source>
        <translation>Deckkraft der Heatmap</translation>
    </message>
    <message>
        <source>Ctrl+Z  Ctrl+Y</source>
        <translation>Strg+Z  Strg+Y</translation>
    </message>
    <message>
        <source>undo, redo a verdict</source>
        <translation>ein Urteil zurücknehmen, wiederholen</translation>
    </message>
    <message>
        <source>image alone, or with the panels</source>
        <translation>nur das Bild, oder mit den Leisten</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>image read, or not</source>
        <translation>Bild gelesen oder nicht</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Strg+E</translation>
    </message>
    <message>
        <source>export verdicts</source>
        <translation>Urteile ausgeben</translation>
    </message>
    <message>
        <source>There are no images whose verdicts could be exported.</source>
        <translation>Es gibt keine Bilder, deren Urteile ausgegeben werden könnten.</translation>
    </message>
    <message>
        <source>verdicts</source>
        <comment>name of a file</comment>
        <translation>urteile</translation>
    </message>
    <message>
        <source>Export verdicts</source>
        <translation>Urteile ausgeben</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>CSV-Dateien</translation>
    </message>
    <message>
        <source>Verdicts written to %1</source>
        <translation>Urteile nach %1 geschrieben</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ReviewWords</name>
    <message>
        <source>The model could not be loaded. %1</source>
        <translation>Das Modell konnte nicht geladen werden. %1</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>Lädt das Modell …</translation>
    </message>
    <message>
        <source>No answer for this image. %1</source>
        <translation>Keine Antwort zu diesem Bild. %1</translation>
    </message>
    <message>
        <source>Asking the model …</source>
        <translation>Fragt das Modell …</translation>
    </message>
    <message>
        <source>Trained on %1</source>
        <comment>number and kind of images</comment>
        <translation>Trainiert mit %1</translation>
    </message>
    <message>
        <source>An image that is unlike these gets a warning.</source>
        <translation>Ein Bild, das diesen nicht gleicht, bekommt eine Warnung.</translation>
    </message>
    <message>
        <source>What it was trained on is not known</source>
        <translation>Womit es trainiert wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>The weights do not say it, so images that are unlike those of the training cannot be told.</source>
        <translation>Die Gewichte sagen es nicht; Bilder, die denen des Trainings nicht gleichen, sind so nicht zu erkennen.</translation>
    </message>
    <message>
        <source>Images of the run that the data set no longer has: %1.</source>
        <translation>Bilder des Laufs, die der Datensatz nicht mehr hat: %1.</translation>
    </message>
    <message>
        <source>Damaged rows of predictions.csv, left out: %1.</source>
        <translation>Beschädigte Zeilen der predictions.csv, ausgelassen: %1.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunActions</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Write a checkpoint, then stop</source>
        <translation>Erst eine Sicherung schreiben, dann anhalten</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>Sofort anhalten</translation>
    </message>
    <message>
        <source>Stop at once; what came after the last checkpoint is lost</source>
        <translation>Auf der Stelle anhalten; was nach der letzten Sicherung kam, ist verloren</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint; without one, from the beginning</source>
        <translation>Ab der letzten Sicherung weitermachen, ohne eine von vorn</translation>
    </message>
    <message>
        <source>Open in Review</source>
        <translation>In der Befundung öffnen</translation>
    </message>
    <message>
        <source>See what the best weights of this run say about films</source>
        <translation>Sehen, was die besten Gewichte dieses Laufs zu Aufnahmen sagen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More actions for the selected runs</source>
        <translation>Weitere Aktionen für die ausgewählten Läufe</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) stop at once</source>
        <translation>
            <numerusform>%n Lauf hält sofort an</numerusform>
            <numerusform>%n Läufe halten sofort an</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>an action, and on how many runs</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n command(s)</source>
        <translation>
            <numerusform>%n Befehl kopieren</numerusform>
            <numerusform>%n Befehle kopieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export metrics of %n run(s) as CSV…</source>
        <translation>
            <numerusform>Messwerte von %n Lauf als CSV exportieren…</numerusform>
            <numerusform>Messwerte von %n Läufen als CSV exportieren…</numerusform>
        </translation>
    </message>
    <message>
        <source>Export metrics as CSV…</source>
        <translation>Messwerte als CSV ausgeben …</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s)…</source>
        <translation>
            <numerusform>%n Lauf löschen…</numerusform>
            <numerusform>%n Läufe löschen…</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete run…</source>
        <translation>Lauf löschen …</translation>
    </message>
    <message numerus="yes">
        <source>%n of the runs could not be asked: %1</source>
        <translation>
            <numerusform>%n der Läufe war nicht zu erreichen: %1</numerusform>
            <numerusform>%n der Läufe waren nicht zu erreichen: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The run leaves the queue</source>
        <translation>Der Lauf verlässt die Warteschlange</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) write a checkpoint and stop</source>
        <translation>
            <numerusform>%n Lauf schreibt eine Sicherung und hält an</numerusform>
            <numerusform>%n Läufe schreiben eine Sicherung und halten an</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) go on</source>
        <translation>
            <numerusform>%n Lauf geht weiter</numerusform>
            <numerusform>%n Läufe gehen weiter</numerusform>
        </translation>
    </message>
    <message>
        <source>The run goes on from its last checkpoint</source>
        <translation>Der Lauf macht ab seiner letzten Sicherung weiter</translation>
    </message>
    <message>
        <source>The run begins again: it had not come to a checkpoint</source>
        <translation>Der Lauf beginnt von vorn: er war noch zu keiner Sicherung gekommen</translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) copied</source>
        <translation>
            <numerusform>%n Befehl kopiert</numerusform>
            <numerusform>%n Befehle kopiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Export metrics</source>
        <translation>Messwerte ausgeben</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>CSV-Dateien</translation>
    </message>
    <message numerus="yes">
        <source>Metrics of %n run(s) written to %1</source>
        <translation>
            <numerusform>Messwerte von %n Lauf nach %1 geschrieben</numerusform>
            <numerusform>Messwerte von %n Läufen nach %1 geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete %1? Its folder moves to the trash and can be brought back from there with a file manager.</source>
        <translation>%1 löschen? Sein Ordner kommt in den Papierkorb und kann von dort mit einer Dateiverwaltung zurückgeholt werden.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s)? Their folders move to the trash and can be brought back from there with a file manager.</source>
        <translation>
            <numerusform>%n Lauf löschen? Sein Ordner kommt in den Papierkorb und lässt sich von dort mit einer Dateiverwaltung zurückholen.</numerusform>
            <numerusform>%n Läufe löschen? Ihre Ordner kommen in den Papierkorb und lassen sich von dort mit einer Dateiverwaltung zurückholen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the selected run(s) still go on, and stay.</source>
        <translation>
            <numerusform>%n der ausgewählten Läufe geht noch weiter und bleibt.</numerusform>
            <numerusform>%n der ausgewählten Läufe gehen noch weiter und bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete runs</source>
        <translation>Läufe löschen</translation>
    </message>
    <message numerus="yes">
        <source>%n of the selected run(s) have not been read yet, and stay.</source>
        <translation>
            <numerusform>%n der ausgewählten Läufe ist noch nicht gelesen und bleibt.</numerusform>
            <numerusform>%n der ausgewählten Läufe sind noch nicht gelesen und bleiben.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunCentre</name>
    <message>
        <source>Reading runs: %1 of %2</source>
        <translation>Läufe werden gelesen: %1 von %2</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) selected</source>
        <translation>
            <numerusform>%n Lauf ausgewählt</numerusform>
            <numerusform>%n Läufe ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first %n are drawn</source>
        <translation>
            <numerusform>der erste ist gezeichnet</numerusform>
            <numerusform>die ersten %n sind gezeichnet</numerusform>
        </translation>
    </message>
    <message>
        <source>best %1 %2 (%3)</source>
        <comment>a metric, its value, the run</comment>
        <translation>Best-%1 %2 (%3)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunComparison</name>
    <message>
        <source>What the selected runs differ in</source>
        <translation>Worin sich die ausgewählten Läufe unterscheiden</translation>
    </message>
    <message>
        <source>Ctrl+C copies the table</source>
        <translation>Strg+C kopiert die Tabelle</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>Bilder/s</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>Trainingsbilder</translation>
    </message>
    <message>
        <source>Engine</source>
        <comment>version of the program that trained</comment>
        <translation>Programm</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>Their experiments are the same in every key.</source>
        <translation>Ihre Experimente sind in allen Schlüsseln gleich.</translation>
    </message>
    <message>
        <source>What is the same in all of them is left out.</source>
        <translation>Was bei allen gleich ist, ist weggelassen.</translation>
    </message>
    <message>
        <source>How they went</source>
        <translation>Wie sie verliefen</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>Best %1</source>
        <comment>a metric</comment>
        <translation>Bestwert %1</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunInspector</name>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Parameters of the run</source>
        <translation>Parameter des Laufs</translation>
    </message>
    <message>
        <source>Values in bold differ from the defaults. Ctrl+C copies a row</source>
        <translation>Fette Werte weichen vom Standard ab. Strg+C kopiert eine Zeile</translation>
    </message>
    <message>
        <source>End of the run&apos;s log</source>
        <translation>Ende des Laufprotokolls</translation>
    </message>
    <message>
        <source>The run has written nothing to its log yet</source>
        <translation>Der Lauf hat noch nichts in sein Protokoll geschrieben</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>device and precision: cpu, bf16</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Ranks</source>
        <translation>Ränge</translation>
    </message>
    <message>
        <source>Threads per rank</source>
        <translation>Threads pro Rang</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>%1 training, %2 validation</source>
        <translation>%1 Training, %2 Validierung</translation>
    </message>
    <message>
        <source>Started from</source>
        <translation>Begonnen mit</translation>
    </message>
    <message>
        <source>scratch</source>
        <comment>random initial weights</comment>
        <translation>von Grund auf</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>number of warnings, text of the newest</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Damaged events</source>
        <translation>Beschädigte Ereignisse</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Job</source>
        <comment>of Slurm</comment>
        <translation>Job</translation>
    </message>
    <message>
        <source>Gradients summed by</source>
        <translation>Gradienten summiert über</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunLauncher</name>
    <message>
        <source>Could not write %1: %2</source>
        <translation>%1 konnte nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>This needs about %1 GB of memory; the machine where it runs has %2 GB, and would end it. Lower the ranks, the batch or the image size.</source>
        <translation>Das braucht etwa %1 GB Speicher; der Rechner, auf dem es läuft, hat %2 GB und würde es beenden. Ränge, Stapel oder Bildgröße senken.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunListModel</name>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Beste</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Images per second, all ranks together</source>
        <translation>Bilder pro Sekunde, alle Ränge zusammen</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>Bilder/s</translation>
    </message>
    <message>
        <source>Time of training, without pauses</source>
        <translation>Trainingszeit ohne Pausen</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Time left, from the pace so far</source>
        <translation>Restzeit nach dem bisherigen Tempo</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>gestartet %1</translation>
    </message>
    <message>
        <source>After every epoch: %1</source>
        <comment>a metric</comment>
        <translation>Nach jeder Epoche: %1</translation>
    </message>
    <message>
        <source>Best on the validation part: %1</source>
        <comment>a metric</comment>
        <translation>Bestwert auf dem Validierungsteil: %1</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunListPanel</name>
    <message>
        <source>Filter by name or state</source>
        <translation>Nach Name oder Zustand filtern</translation>
    </message>
    <message>
        <source>Filter runs (Ctrl+F)</source>
        <translation>Läufe filtern (Strg+F)</translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation>Läufe filtern</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>As many as fit</source>
        <translation>So viele wie passen</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunNotice</name>
    <message>
        <source>the machines that it needs are busy</source>
        <translation>die Rechner, die er braucht, sind belegt</translation>
    </message>
    <message>
        <source>others come first</source>
        <translation>andere sind vorher an der Reihe</translation>
    </message>
    <message>
        <source>its time has not come yet</source>
        <translation>seine Zeit ist noch nicht gekommen</translation>
    </message>
    <message>
        <source>you hold it; scontrol release lets it go</source>
        <translation>Sie halten ihn zurück; scontrol release gibt ihn frei</translation>
    </message>
    <message>
        <source>the cluster&apos;s administrator holds it</source>
        <translation>die Verwaltung des Clusters hält ihn zurück</translation>
    </message>
    <message>
        <source>it waits for another job</source>
        <translation>er wartet auf einen anderen Job</translation>
    </message>
    <message>
        <source>the machines that it needs are down or kept for something else</source>
        <translation>die Rechner, die er braucht, sind außer Betrieb oder anderweitig vorgesehen</translation>
    </message>
    <message>
        <source>its partition is switched off</source>
        <translation>seine Partition ist abgeschaltet</translation>
    </message>
    <message>
        <source>its time limit is longer than the partition allows</source>
        <translation>seine Zeitgrenze ist länger, als die Partition erlaubt</translation>
    </message>
    <message>
        <source>it asks for more nodes than the partition has</source>
        <translation>er verlangt mehr Knoten, als die Partition hat</translation>
    </message>
    <message>
        <source>The run is alive but has been silent for more than half a minute. Its log may say why.</source>
        <translation>Der Lauf lebt, ist aber seit über einer halben Minute still. Sein Protokoll sagt vielleicht, warum.</translation>
    </message>
    <message>
        <source>The run&apos;s machine cannot be asked now, which does not touch the run. Last heard of at %1. %2</source>
        <comment>a time; why, in the words of the program that tried</comment>
        <translation>Der Rechner des Laufs ist gerade nicht zu erreichen; den Lauf selbst berührt das nicht. Zuletzt gehört: %1. %2</translation>
    </message>
    <message>
        <source>The run&apos;s folder is there, but it was never started.</source>
        <translation>Der Ordner des Laufs ist da, aber er wurde nie gestartet.</translation>
    </message>
    <message>
        <source>The run waits in the queue of its cluster.</source>
        <translation>Der Lauf wartet in der Warteschlange seines Clusters.</translation>
    </message>
    <message>
        <source>The run waits in the queue of its cluster (job %1, %2).</source>
        <comment>number, state as Slurm names it</comment>
        <translation>Der Lauf wartet in der Warteschlange seines Clusters (Job %1, %2).</translation>
    </message>
    <message>
        <source>Reason: %1.</source>
        <translation>Grund: %1.</translation>
    </message>
    <message>
        <source>Expected to start at %1.</source>
        <comment>a time</comment>
        <translation>Voraussichtlicher Beginn: %1.</translation>
    </message>
    <message>
        <source>Slurm does not say yet when it will start.</source>
        <translation>Slurm sagt noch nicht, wann er beginnt.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a reason in words, and as Slurm names it</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The run waits in the queue of its cluster (job %1).</source>
        <translation>Der Lauf wartet in der Warteschlange seines Clusters (Job %1).</translation>
    </message>
    <message>
        <source>The run was asked to stop. Stop now ends it within ten seconds, whatever it does.</source>
        <translation>Der Lauf wurde gebeten anzuhalten. „Sofort anhalten“ beendet ihn innerhalb von zehn Sekunden, was er auch tut.</translation>
    </message>
    <message>
        <source>The system ended the run for lack of memory. Start it with fewer ranks, a smaller batch or a smaller image size.</source>
        <translation>Das System hat den Lauf aus Speichermangel beendet. Mit weniger Rängen, kleinerem Stapel oder kleinerem Bild starten.</translation>
    </message>
    <message>
        <source>The run&apos;s process is gone and left no message (killed, or the machine went down).</source>
        <translation>Der Prozess des Laufs ist fort und hat nichts hinterlassen (beendet, oder der Rechner fiel aus).</translation>
    </message>
    <message>
        <source>Resume goes on from its last checkpoint.</source>
        <translation>Fortsetzen macht ab seiner letzten Sicherung weiter.</translation>
    </message>
    <message>
        <source>It had not come to a checkpoint: Resume begins again.</source>
        <translation>Er war noch zu keiner Sicherung gekommen: Fortsetzen beginnt von vorn.</translation>
    </message>
    <message>
        <source>The run ended early: validation had not become better for as many epochs as the experiment waits (“Stop early”).</source>
        <translation>Der Lauf endete früh: Die Validierung war so viele Epochen lang nicht besser geworden, wie das Experiment wartet („Früh anhalten“).</translation>
    </message>
    <message>
        <source>Lower the learning rate, add warm-up epochs or clip the gradients in the experiment and launch it again. With “When the loss explodes” at rollback a run goes on from its last checkpoint by itself.</source>
        <translation>Lernrate senken, Aufwärmepochen ergänzen oder Gradienten im Experiment begrenzen und neu starten. Steht „Wenn der Verlust explodiert“ auf rollback, macht ein Lauf von selbst ab der letzten Sicherung weiter.</translation>
    </message>
    <message>
        <source>The run was stopped on request and wrote a checkpoint.</source>
        <translation>Der Lauf wurde auf Wunsch angehalten und hat eine Sicherung geschrieben.</translation>
    </message>
    <message>
        <source>The run was stopped at once on request.</source>
        <translation>Der Lauf wurde auf Wunsch sofort angehalten.</translation>
    </message>
    <message>
        <source>The run was ended on request, without a word of its own.</source>
        <translation>Der Lauf wurde auf Wunsch beendet, ohne selbst etwas zu melden.</translation>
    </message>
    <message>
        <source>The run was cancelled before it began. Resume begins it.</source>
        <translation>Der Lauf wurde abgebrochen, bevor er begann. Fortsetzen beginnt ihn.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunRemover</name>
    <message>
        <source>Moving runs to the trash</source>
        <translation>Läufe werden in den Papierkorb verschoben</translation>
    </message>
    <message>
        <source>%1 moved to the trash</source>
        <translation>%1 in den Papierkorb verschoben</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) moved to the trash</source>
        <translation>
            <numerusform>%n Lauf in den Papierkorb verschoben</numerusform>
            <numerusform>%n Läufe in den Papierkorb verschoben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::RunsPage</name>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Läufe</translation>
    </message>
    <message>
        <source>A run is one training of an experiment. Launch one, and follow its curves here.</source>
        <translation>Ein Lauf ist ein Training eines Experiments. Starten Sie einen, und verfolgen Sie hier seine Kurven.</translation>
    </message>
    <message>
        <source>Set up an experiment</source>
        <translation>Ein Experiment einrichten</translation>
    </message>
    <message>
        <source>The sweep stops; its runs write a checkpoint</source>
        <translation>Die Reihe hält an; ihre Läufe schreiben eine Sicherung</translation>
    </message>
    <message>
        <source>The sweep goes on</source>
        <translation>Die Reihe geht weiter</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) have not begun yet</source>
        <translation>
            <numerusform>%n Lauf hat noch nicht begonnen</numerusform>
            <numerusform>%n Läufe haben noch nicht begonnen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::app::ScalingFields</name>
    <message>
        <source>Hosts</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Numbers of hosts, 1 to %1, like 1, 2, 4, 8</source>
        <translation>Anzahlen von Rechnern, 1 bis %1, wie 1, 2, 4, 8</translation>
    </message>
    <message>
        <source>Link bandwidth</source>
        <translation>Bandbreite</translation>
    </message>
    <message>
        <source>Gbit/s</source>
        <translation>Gbit/s</translation>
    </message>
    <message>
        <source>Of the network between hosts, each way, %1 to %2 Gbit/s</source>
        <translation>Des Netzes zwischen den Rechnern, je Richtung, %1 bis %2 Gbit/s</translation>
    </message>
    <message>
        <source>Link latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>µs</source>
        <comment>microseconds</comment>
        <translation>µs</translation>
    </message>
    <message>
        <source>Of one message between hosts, 0 to %1 µs</source>
        <translation>Einer Nachricht zwischen Rechnern, 0 bis %1 µs</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ScalingPanel</name>
    <message>
        <source>Progress of the measurement</source>
        <translation>Fortschritt der Messung</translation>
    </message>
    <message>
        <source>Weak: every rank keeps its batch. Strong: all hosts share the batch of one. The model assumes equal hosts and a network for them alone; a real cluster reaches less.</source>
        <translation>Schwach: jeder Rang behält seinen Stapel. Stark: alle Rechner teilen sich den Stapel eines einzigen. Das Modell nimmt gleiche Rechner und ein Netz für sie allein an; ein wirklicher Cluster erreicht weniger.</translation>
    </message>
    <message>
        <source>Measured %1 on %2: %3 images/s with a local batch of %4, ranks: %5, threads of each: %6.</source>
        <translation>Gemessen %1 auf %2: %3 Bilder/s bei einem lokalen Stapel von %4, Ränge: %5, Threads je Rang: %6.</translation>
    </message>
    <message>
        <source>Measuring on this machine, %1 of %2</source>
        <translation>Messung auf diesem Rechner, %1 von %2</translation>
    </message>
    <message>
        <source>Measuring on this machine</source>
        <translation>Messung auf diesem Rechner</translation>
    </message>
    <message>
        <source>%1 is being measured.</source>
        <translation>%1 wird gerade gemessen.</translation>
    </message>
    <message>
        <source>Make an experiment from this preset to plan it.</source>
        <translation>Machen Sie aus dieser Vorlage ein Experiment, um es zu planen.</translation>
    </message>
    <message>
        <source>Measure this experiment&apos;s step on this machine first. It takes a minute or more and needs no images.</source>
        <translation>Messen Sie zuerst den Trainingsschritt dieses Experiments auf diesem Rechner. Das dauert eine Minute oder länger und braucht keine Bilder.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Neu messen</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>End the measurement</source>
        <translation>Die Messung beenden</translation>
    </message>
    <message>
        <source>Time the training step on this machine, on synthetic images</source>
        <translation>Die Zeit des Trainingsschritts auf diesem Rechner messen, mit künstlichen Bildern</translation>
    </message>
    <message>
        <source>Out of date. Changed since: %1.</source>
        <translation>Veraltet. Seither geändert: %1.</translation>
    </message>
    <message>
        <source>The machine was busy with other work then. Measure again when it is quiet.</source>
        <translation>Der Rechner war dabei mit anderem beschäftigt. Messen Sie neu, wenn er ruhig ist.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ScalingPlanner</name>
    <message>
        <source>Measuring %1</source>
        <translation>%1 wird gemessen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ScriptDialog</name>
    <message>
        <source>Job script of %1</source>
        <comment>the id of a run</comment>
        <translation>Jobskript von %1</translation>
    </message>
    <message>
        <source>Slurm is given this script as it stands here. Changes count for this run alone; what every run shall have belongs into the target&apos;s prelude and sbatch options, in Settings.</source>
        <translation>Slurm bekommt dieses Skript so, wie es hier steht. Änderungen gelten nur für diesen Lauf; was jeder Lauf haben soll, gehört in Vorspann und sbatch-Optionen des Ziels, unter Optionen.</translation>
    </message>
    <message>
        <source>Job script</source>
        <translation>Jobskript</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Submit this script (Ctrl+Return)</source>
        <translation>Dieses Skript einreichen (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Back to the script as it was generated</source>
        <translation>Zurück zum Skript, wie es erzeugt wurde</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>roentgen::app::Session</name>
    <message>
        <source>%1 stopped unexpectedly. It starts again when it is needed.</source>
        <translation>%1 endete unerwartet. Der Dienst startet wieder, wenn er gebraucht wird.</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsordner</translation>
    </message>
    <message>
        <source>There is no folder %1. Make a workspace there?</source>
        <translation>Den Ordner %1 gibt es nicht. Dort einen Arbeitsordner anlegen?</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SettingsPage</name>
    <message>
        <source>APPEARANCE</source>
        <translation>DARSTELLUNG</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>WORKSPACE</source>
        <translation>ARBEITSORDNER</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>Anderen wählen …</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Choose a workspace folder</source>
        <translation>Arbeitsordner wählen</translation>
    </message>
    <message>
        <source>Roentgen opens %1 at its next start.</source>
        <translation>Roentgen öffnet %1 beim nächsten Start.</translation>
    </message>
    <message>
        <source>TRAINING</source>
        <translation>TRAINING</translation>
    </message>
    <message>
        <source>Shared fairly among the ranks</source>
        <translation>Gerecht auf die Ränge verteilt</translation>
    </message>
    <message>
        <source>0 to %1; what a new experiment begins with</source>
        <translation>0 bis %1; womit ein neues Experiment beginnt</translation>
    </message>
    <message>
        <source>Threads of each rank</source>
        <translation>Threads jedes Rangs</translation>
    </message>
    <message>
        <source>THIS MACHINE</source>
        <translation>DIESER RECHNER</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>ABOUT</source>
        <translation>ÜBER</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>For research use only. Not a medical device: no finding shown here may guide the care of a patient.</source>
        <translation>Nur für die Forschung. Kein Medizinprodukt: kein hier gezeigter Befund darf die Behandlung eines Patienten leiten.</translation>
    </message>
    <message>
        <source>TARGETS</source>
        <translation>ZIELE</translation>
    </message>
    <message>
        <source>REVIEW</source>
        <translation>BEFUNDUNG</translation>
    </message>
    <message>
        <source>Whose name verdicts and comments are kept under from now on; empty: the login name</source>
        <translation>Unter wessen Namen Urteile und Kommentare von jetzt an stehen; leer: der Anmeldename</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>Befunder</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SourceActions</name>
    <message>
        <source>Add a folder with images</source>
        <translation>Einen Ordner mit Bildern hinzufügen</translation>
    </message>
    <message>
        <source>Remove data set</source>
        <translation>Datensatz entfernen</translation>
    </message>
    <message>
        <source>Remove %1 from this workspace? The images stay where they are.</source>
        <translation>%1 aus diesem Arbeitsordner entfernen? Die Bilder bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Rename the data set</source>
        <translation>Datensatz umbenennen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SourceNotice</name>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Add folder… (%1)</source>
        <translation>Ordner hinzufügen … (%1)</translation>
    </message>
    <message>
        <source>Make phantoms</source>
        <translation>Phantome erzeugen</translation>
    </message>
    <message>
        <source>Synthetic chest films with planted findings, to try everything without patient data</source>
        <translation>Künstliche Thoraxaufnahmen mit eingesetzten Befunden, um alles ohne Patientendaten zu probieren</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SourcePanel</name>
    <message>
        <source>DATA SETS</source>
        <translation>DATENSÄTZE</translation>
    </message>
    <message>
        <source>Add folder… (%1)</source>
        <translation>Ordner hinzufügen … (%1)</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Make phantoms: synthetic chest films with planted findings</source>
        <translation>Phantome erzeugen: künstliche Thoraxaufnahmen mit eingesetzten Befunden</translation>
    </message>
    <message>
        <source>Make phantoms</source>
        <translation>Phantome erzeugen</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>FILTERS</source>
        <translation>FILTER</translation>
    </message>
    <message>
        <source>Index again</source>
        <translation>Neu indizieren</translation>
    </message>
    <message>
        <source>Remove from this workspace…</source>
        <translation>Aus diesem Arbeitsordner entfernen …</translation>
    </message>
    <message>
        <source>Rename…	F2</source>
        <translation>Umbenennen …	F2</translation>
    </message>
    <message>
        <source>Layout…</source>
        <translation>Aufbau …</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudiesPage</name>
    <message>
        <source>The phantoms could not be made</source>
        <translation>Die Phantome konnten nicht erzeugt werden</translation>
    </message>
    <message>
        <source>This data set could not be read</source>
        <translation>Dieser Datensatz konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Films to train on and to read</source>
        <translation>Aufnahmen zum Trainieren und Befunden</translation>
    </message>
    <message>
        <source>Add a folder with chest films or mammograms: the layout of NIH ChestX-ray14, a folder for each class, DICOM files, or plain PNG, JPEG and PGM images. They stay where they are.</source>
        <translation>Fügen Sie einen Ordner mit Thoraxaufnahmen oder Mammogrammen hinzu: im Aufbau von NIH ChestX-ray14, mit einem Ordner je Klasse, DICOM-Dateien oder einfache PNG-, JPEG- und PGM-Bilder. Sie bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>Liest %1 …</translation>
    </message>
    <message>
        <source>No images in this data set</source>
        <translation>Keine Bilder in diesem Datensatz</translation>
    </message>
    <message>
        <source>Nothing in %1 can be read as an image.</source>
        <translation>Nichts in %1 lässt sich als Bild lesen.</translation>
    </message>
    <message>
        <source>This folder could not be added</source>
        <translation>Dieser Ordner konnte nicht hinzugefügt werden</translation>
    </message>
    <message>
        <source>Keep this filter</source>
        <translation>Diesen Filter behalten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyBrowser</name>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyCentre</name>
    <message>
        <source>Open	Enter</source>
        <translation>Öffnen	Eingabe</translation>
    </message>
    <message>
        <source>Open beside each other	Ctrl+B</source>
        <translation>Nebeneinander öffnen	Strg+B</translation>
    </message>
    <message>
        <source>Copy rows	Ctrl+C</source>
        <translation>Zeilen kopieren	Strg+C</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyColumnLayout</name>
    <message>
        <source>Widths by content</source>
        <translation>Breiten nach Inhalt</translation>
    </message>
    <message>
        <source>%1 (no room)</source>
        <comment>a column&apos;s title</comment>
        <translation>%1 (kein Platz)</translation>
    </message>
    <message>
        <source>Scroll sideways to all columns</source>
        <translation>Seitwärts zu allen Spalten rollen</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyHeader</name>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Open the two chosen images beside each other</source>
        <translation>Die zwei gewählten Bilder nebeneinander öffnen</translation>
    </message>
    <message>
        <source>Train on this data set</source>
        <translation>Hiermit trainieren</translation>
    </message>
    <message>
        <source>Set up an experiment on this data set (Ctrl+E)</source>
        <translation>Ein Experiment mit diesem Datensatz einrichten (Strg+E)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyInspector</name>
    <message>
        <source>LABELS</source>
        <translation>LABELS</translation>
    </message>
    <message>
        <source>IN THIS DATA SET</source>
        <translation>IN DIESEM DATENSATZ</translation>
    </message>
    <message>
        <source>Show list</source>
        <translation>Liste zeigen</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message numerus="yes">
        <source>%n years</source>
        <translation>
            <numerusform>%n Jahr</numerusform>
            <numerusform>%n Jahre</numerusform>
        </translation>
    </message>
    <message>
        <source>Age, sex</source>
        <translation>Alter, Geschlecht</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Studie</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalität</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Projektion</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Einzelbilder</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>Kein Befund</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n box(es)</source>
        <translation>
            <numerusform>%1 · %n Rahmen</numerusform>
            <numerusform>%1 · %n Rahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Read as: %1</source>
        <translation>Gelesen als: %1</translation>
    </message>
    <message>
        <source>Change how it is read…</source>
        <translation>Anders lesen …</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Known by</source>
        <comment>of a patient: by what it is known that a film is his</comment>
        <translation>Bekannt durch</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudyModel</name>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>Kein Befund</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Studie</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalität</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Projektion</translation>
    </message>
    <message>
        <source>Side</source>
        <comment>laterality: left or right</comment>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Age / sex</source>
        <translation>Alter / Sex</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Split</source>
        <comment>training, validation or test part</comment>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Size (px)</source>
        <translation>Größe (px)</translation>
    </message>
    <message>
        <source>study …%1</source>
        <comment>end of its UID</comment>
        <translation>Studie …%1</translation>
    </message>
    <message>
        <source>Known by: %1</source>
        <translation>Bekannt durch: %1</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>View</source>
        <comment>of the patient: PA, AP, CC …</comment>
        <translation>Projektion</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>roentgen::app::StudySources</name>
    <message>
        <source>There is no such folder</source>
        <translation>Diesen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>choose a folder with images</source>
        <translation>wählen Sie einen Ordner mit Bildern</translation>
    </message>
    <message>
        <source>Could not remove the data set&apos;s file</source>
        <translation>Die Datei des Datensatzes konnte nicht entfernt werden</translation>
    </message>
    <message>
        <source>check its permissions</source>
        <translation>prüfen Sie ihre Berechtigungen</translation>
    </message>
    <message>
        <source>Indexing %1</source>
        <translation>Indiziert %1</translation>
    </message>
    <message>
        <source>Indexing was cancelled.</source>
        <translation>Das Indizieren wurde abgebrochen.</translation>
    </message>
    <message numerus="yes">
        <source>Making %n phantom films</source>
        <translation>
            <numerusform>Erzeugt %n Phantomaufnahme</numerusform>
            <numerusform>Erzeugt %n Phantomaufnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>No phantoms were made: cancelled.</source>
        <translation>Keine Phantome erzeugt: abgebrochen.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SweepAxisRow</name>
    <message>
        <source>Key that is varied</source>
        <translation>Schlüssel, der variiert wird</translation>
    </message>
    <message>
        <source>Values of the key</source>
        <translation>Werte des Schlüssels</translation>
    </message>
    <message>
        <source>together</source>
        <comment>an axis that changes with the one above</comment>
        <translation>zusammen</translation>
    </message>
    <message>
        <source>Takes its n-th value together with the n-th value of the key above, instead of every combination of the two</source>
        <translation>Nimmt seinen n-ten Wert zusammen mit dem n-ten des Schlüssels darüber an, statt jeder Kombination der beiden</translation>
    </message>
    <message>
        <source>Vary this key no more</source>
        <translation>Diesen Schlüssel nicht mehr variieren</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SweepEditor</name>
    <message>
        <source>Vary a key</source>
        <translation>Schlüssel variieren</translation>
    </message>
    <message>
        <source>Add a key that takes several values</source>
        <translation>Einen Schlüssel hinzufügen, der mehrere Werte annimmt</translation>
    </message>
    <message>
        <source>Draw at random</source>
        <translation>Zufällig ziehen</translation>
    </message>
    <message>
        <source>Some combinations, drawn at random, instead of all</source>
        <translation>Einige zufällig gezogene Kombinationen statt aller</translation>
    </message>
    <message>
        <source>Combinations</source>
        <translation>Kombinationen</translation>
    </message>
    <message>
        <source>How many combinations are drawn</source>
        <translation>Wie viele Kombinationen gezogen werden</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Seed of the draw</source>
        <translation>Startwert der Ziehung</translation>
    </message>
    <message>
        <source>Nothing is varied: one run. Vary keys, or set repeats, to train several runs in a row.</source>
        <translation>Nichts wird variiert: ein Lauf. Schlüssel variieren oder Wiederholungen setzen, um mehrere Läufe nacheinander zu trainieren.</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SweepStrip</name>
    <message>
        <source>running</source>
        <comment>state of a sweep</comment>
        <translation>läuft</translation>
    </message>
    <message>
        <source>finished</source>
        <comment>state of a sweep</comment>
        <translation>fertig</translation>
    </message>
    <message>
        <source>interrupted</source>
        <comment>state of a sweep</comment>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>Sweep whose runs are shown</source>
        <translation>Reihe, deren Läufe gezeigt werden</translation>
    </message>
    <message>
        <source>Progress of the sweep</source>
        <translation>Fortschritt der Reihe</translation>
    </message>
    <message>
        <source>Compare the combinations in a table</source>
        <translation>Kombinationen in einer Tabelle vergleichen</translation>
    </message>
    <message>
        <source>Go on with the sweep</source>
        <translation>Reihe fortsetzen</translation>
    </message>
    <message>
        <source>Stop the sweep; its runs write a checkpoint</source>
        <translation>Reihe anhalten; ihre Läufe schreiben eine Sicherung</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>Sweep %1</source>
        <translation>Reihe %1</translation>
    </message>
    <message>
        <source>%1 of %2 runs done, %3</source>
        <comment>numbers, and the state of the sweep</comment>
        <translation>%1 von %2 Läufen fertig, %3</translation>
    </message>
    <message>
        <source>%1 of %2 runs done, %3 failed, %4</source>
        <comment>numbers, and the state of the sweep</comment>
        <translation>%1 von %2 Läufen fertig, %3 gescheitert, %4</translation>
    </message>
</context>
<context>
    <name>roentgen::app::SweepTable</name>
    <message>
        <source>Sweep %1</source>
        <translation>Reihe %1</translation>
    </message>
    <message>
        <source>Combinations of the sweep</source>
        <translation>Kombinationen der Reihe</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>Bilder/s</translation>
    </message>
    <message>
        <source>Training, s per epoch</source>
        <translation>Training, s je Epoche</translation>
    </message>
    <message>
        <source>Double-click opens a combination&apos;s runs. Ctrl+C copies the selected rows, or all</source>
        <translation>Ein Doppelklick zeigt die Läufe einer Kombination. Strg+C kopiert die ausgewählten Zeilen, oder alle</translation>
    </message>
    <message>
        <source>Show runs</source>
        <translation>Läufe zeigen</translation>
    </message>
    <message>
        <source>Select the runs of these combinations on the Runs page</source>
        <translation>Die Läufe dieser Kombinationen auf der Seite Läufe auswählen</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Als CSV exportieren…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>CSV-Dateien</translation>
    </message>
    <message>
        <source>Table written to %1</source>
        <translation>Tabelle nach %1 geschrieben</translation>
    </message>
    <message>
        <source>Best %1</source>
        <comment>a metric</comment>
        <translation>Bestwert %1</translation>
    </message>
</context>
<context>
    <name>roentgen::app::TargetDialog</name>
    <message>
        <source>New target</source>
        <translation>Neues Ziel</translation>
    </message>
    <message>
        <source>Edit target</source>
        <translation>Ziel bearbeiten</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>SLURM</source>
        <translation>SLURM</translation>
    </message>
    <message>
        <source>Enter a name</source>
        <translation>Einen Namen eingeben</translation>
    </message>
    <message>
        <source>Use letters, digits and ._- only, at most 80, and no . or - first</source>
        <translation>Nur Buchstaben, Ziffern und ._-, höchstens 80, vorn kein . oder -</translation>
    </message>
    <message>
        <source>“local” always means this machine: choose another name</source>
        <translation>„local“ heißt immer dieser Rechner: einen anderen Namen wählen</translation>
    </message>
    <message>
        <source>There is a target of this name</source>
        <translation>Ein Ziel dieses Namens gibt es schon</translation>
    </message>
    <message>
        <source>Experiments name it so: letters, digits and ._-</source>
        <translation>So nennen es Experimente: Buchstaben, Ziffern und ._-</translation>
    </message>
    <message>
        <source>Enter the machine that ssh goes to</source>
        <translation>Den Rechner eingeben, zu dem ssh geht</translation>
    </message>
</context>
<context>
    <name>roentgen::app::TargetList</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Last test</source>
        <translation>Letzter Test</translation>
    </message>
    <message>
        <source>✕ cannot be read</source>
        <translation>✕ nicht lesbar</translation>
    </message>
    <message>
        <source>not tested</source>
        <translation>nicht getestet</translation>
    </message>
    <message>
        <source>✓ ready</source>
        <translation>✓ bereit</translation>
    </message>
    <message>
        <source>✕ not ready</source>
        <translation>✕ nicht bereit</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
</context>
<context>
    <name>roentgen::app::TargetReport</name>
    <message>
        <source>there</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>%1 shows a key that this machine has not seen before:</source>
        <translation>%1 zeigt einen Schlüssel, den dieser Rechner noch nicht kennt:</translation>
    </message>
    <message>
        <source>I have compared it with what its administrator says</source>
        <translation>Ich habe ihn mit der Angabe der Verwaltung verglichen</translation>
    </message>
    <message>
        <source>Trust this key</source>
        <translation>Diesem Schlüssel vertrauen</translation>
    </message>
    <message>
        <source>Its key is not known yet</source>
        <translation>Sein Schlüssel ist noch nicht bekannt</translation>
    </message>
    <message>
        <source>This Roentgen&apos;s programs are missing there: Install puts them on another machine</source>
        <translation>Dort fehlen die Programme dieses Roentgen: Installieren legt sie auf einen anderen Rechner</translation>
    </message>
</context>
<context>
    <name>roentgen::app::TargetsPanel</name>
    <message>
        <source>Other machines and Slurm queues where training can run. New describes the first one.</source>
        <translation>Andere Rechner und Slurm-Warteschlangen, auf denen trainiert werden kann. „Neu“ beschreibt das erste.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>Neu …</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten …</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Logs in and says what is there and what is missing</source>
        <translation>Meldet sich an und sagt, was da ist und was fehlt</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Puts Roentgen&apos;s programs there</source>
        <translation>Legt Roentgens Programme dorthin</translation>
    </message>
    <message>
        <source>%1, tested %2</source>
        <comment>a target, a time</comment>
        <translation>%1, getestet %2</translation>
    </message>
    <message>
        <source>Remove target</source>
        <translation>Ziel entfernen</translation>
    </message>
    <message>
        <source>Remove %1? Its file moves to the workspace&apos;s trash folder. Runs that went there go on.</source>
        <translation>%1 entfernen? Die Datei kommt in den Papierkorb des Arbeitsordners. Läufe dort gehen weiter.</translation>
    </message>
    <message>
        <source>Installing on %1…</source>
        <translation>Installiere auf %1…</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Frage %1…</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ThumbnailStore</name>
    <message>
        <source>The thumbnail could not be read</source>
        <translation>Das Vorschaubild konnte nicht gelesen werden</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ValueField</name>
    <message>
        <source>Differs from the default</source>
        <translation>Weicht vom Standard ab</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>Standard: %1</translation>
    </message>
    <message>
        <source>%1, default %2</source>
        <comment>range of a field, then its default</comment>
        <translation>%1, Standard %2</translation>
    </message>
    <message>
        <source>Back to the default, %1 (Ctrl+R)</source>
        <translation>Zurück zum Standard, %1 (Strg+R)</translation>
    </message>
</context>
<context>
    <name>roentgen::app::Viewer</name>
    <message>
        <source>previous, next image</source>
        <translation>voriges, nächstes Bild</translation>
    </message>
    <message>
        <source>next image beside</source>
        <translation>nächstes Bild daneben</translation>
    </message>
    <message>
        <source>chest walls back to back</source>
        <translation>Brustwände Rücken an Rücken</translation>
    </message>
    <message>
        <source>tools on or off</source>
        <translation>Werkzeuge ein oder aus</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>close</source>
        <translation>schließen</translation>
    </message>
    <message>
        <source>Roentgen</source>
        <translation>Roentgen</translation>
    </message>
    <message>
        <source>play the frames of a stack</source>
        <translation>die Bilder eines Stapels abspielen</translation>
    </message>
</context>
<context>
    <name>roentgen::app::ViewerTools</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Invertieren</translation>
    </message>
    <message>
        <source>Whole image</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>One image pixel on one screen pixel</source>
        <translation>Ein Bildpunkt auf einem Bildschirmpunkt</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Nach links drehen</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Nach rechts drehen</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Next image beside</source>
        <translation>Nächstes Bild daneben</translation>
    </message>
    <message>
        <source>Chest walls back to back</source>
        <translation>Brustwände Rücken an Rücken</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>More tools</source>
        <translation>Weitere Werkzeuge</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>tool and its key</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Window preset</source>
        <translation>Fenstervorlage</translation>
    </message>
    <message>
        <source>Window preset (1 … 9)</source>
        <translation>Fenstervorlage (1 … 9)</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>number and name of a window preset</comment>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>roentgen::widgets::ChartLegend</name>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>Click a name to hide or show its line</source>
        <translation>Ein Klick auf einen Namen blendet seine Linie aus oder ein</translation>
    </message>
</context>
<context>
    <name>roentgen::widgets::ChartReadout</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roentgen::widgets::ImageView</name>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>Linke Maustaste ziehen</translation>
    </message>
    <message>
        <source>window and level</source>
        <translation>Fenster und Mitte</translation>
    </message>
    <message>
        <source>Middle drag, Shift + left drag</source>
        <translation>Mittlere Maustaste oder Umschalt + linke ziehen</translation>
    </message>
    <message>
        <source>move</source>
        <translation>verschieben</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Rechte Maustaste ziehen</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>zoomen</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>zoom; in a stack: scroll, with Ctrl zoom</source>
        <translation>zoomen; im Stapel: blättern, mit Strg zoomen</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>whole image or 1:1</source>
        <translation>ganzes Bild oder 1:1</translation>
    </message>
    <message>
        <source>window presets</source>
        <translation>Fenstervorlagen</translation>
    </message>
    <message>
        <source>invert</source>
        <translation>invertieren</translation>
    </message>
    <message>
        <source>turn right, left</source>
        <translation>nach rechts, links drehen</translation>
    </message>
    <message>
        <source>mirror left–right, up–down</source>
        <translation>spiegeln links–rechts, oben–unten</translation>
    </message>
    <message>
        <source>zoom in, out</source>
        <translation>vergrößern, verkleinern</translation>
    </message>
    <message>
        <source>boxes on or off</source>
        <translation>Rahmen ein oder aus</translation>
    </message>
    <message>
        <source>text on or off</source>
        <translation>Text ein oder aus</translation>
    </message>
    <message>
        <source>smooth or whole pixels</source>
        <translation>geglättet oder ganze Bildpunkte</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>zurücksetzen</translation>
    </message>
    <message>
        <source>full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>this list</source>
        <translation>diese Liste</translation>
    </message>
</context>
<context>
    <name>roentgen::widgets::LineChart</name>
    <message>
        <source>log</source>
        <comment>logarithmic scale of a chart&apos;s axis</comment>
        <translation>log</translation>
    </message>
    <message>
        <source>Show all charts (Return)</source>
        <translation>Alle Diagramme zeigen (Eingabe)</translation>
    </message>
    <message>
        <source>Show this chart alone (Return, or double-click in it)</source>
        <translation>Nur dieses Diagramm zeigen (Eingabe oder Doppelklick darin)</translation>
    </message>
    <message>
        <source>Show all charts</source>
        <translation>Alle Diagramme zeigen</translation>
    </message>
    <message>
        <source>Show this chart alone</source>
        <translation>Nur dieses Diagramm zeigen</translation>
    </message>
    <message>
        <source>Show everything again (Home)</source>
        <translation>Wieder alles zeigen (Pos1)</translation>
    </message>
    <message>
        <source>Reset the zoom</source>
        <translation>Zoom zurücksetzen</translation>
    </message>
    <message>
        <source>Logarithmic y axis (L)</source>
        <translation>Logarithmische y-Achse (L)</translation>
    </message>
    <message>
        <source>Logarithmic y axis</source>
        <translation>Logarithmische y-Achse</translation>
    </message>
</context>
</TS>
