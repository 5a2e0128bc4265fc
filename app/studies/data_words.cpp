#include "app/studies/data_words.h"

#include "app/refusal_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace roentgen::app {

namespace {

struct Sentence {
    const char *code, *text;
};

// Plural sentences of the problems' codes; as in engine/datasets/problem_list.cpp.
constexpr Sentence problemSentences[] = {
    {"bad_box", QT_TRANSLATE_N_NOOP("DataWords", "%Ln box(es) could not be used: image, label or numbers are wrong.")},
    {"bad_row", QT_TRANSLATE_N_NOOP(
                    "DataWords", "%Ln label row(s) have a wrong number of fields or a wrong value and were left out.")},
    {"damaged_index",
     QT_TRANSLATE_N_NOOP("DataWords", "%Ln file(s) beside record files are damaged or of others and were not used.")},
    {"damaged_record", QT_TRANSLATE_N_NOOP("DataWords", "%Ln record(s) are damaged.")},
    {"duplicate_name", QT_TRANSLATE_N_NOOP("DataWords", "%Ln image(s) have the name of another and were left out.")},
    {"duplicate_row",
     QT_TRANSLATE_N_NOOP("DataWords", "%Ln image(s) are named more than once in the labels; the first row counts.")},
    {"missing_image", QT_TRANSLATE_N_NOOP("DataWords", "%Ln image(s) named in the labels are absent.")},
    {"missing_record", QT_TRANSLATE_N_NOOP("DataWords", "%Ln film(s) of the data set are not in the records.")},
    {"no_patient_match",
     QT_TRANSLATE_N_NOOP("DataWords",
                         "%Ln image(s) do not follow the rule for patients and go by what else is known.")},
    {"not_in_split",
     QT_TRANSLATE_N_NOOP("DataWords", "%Ln labelled image(s) are in no part of the split and were left out.")},
    {"not_utf8",
     QT_TRANSLATE_N_NOOP("DataWords",
                         "%Ln name(s) or label row(s) are not UTF-8 and were left out; save the table as UTF-8.")},
    {"patient_by_film",
     QT_TRANSLATE_N_NOOP("DataWords", "%Ln film(s) name no patient. Each counts as a patient of its own, so films of "
                                      "one person may fall into two parts.")},
    {"patient_by_folder", QT_TRANSLATE_N_NOOP("DataWords", "%Ln patient(s) are known by the name of a folder alone.")},
    {"patient_by_name",
     QT_TRANSLATE_N_NOOP("DataWords", "%Ln patient(s) have no Patient ID and go by name and birth date.")},
    {"patient_by_study",
     QT_TRANSLATE_N_NOOP("DataWords", "%Ln study(ies) have no Patient ID and no name with a birth date. Each counts as "
                                      "a patient of its own, so studies of one person may fall into two parts.")},
    {"patient_in_two_parts",
     QT_TRANSLATE_N_NOOP("DataWords", "%Ln image(s) were left out of training: their patient is in another part of the "
                                      "split.")},
    {"refused_pixels", QT_TRANSLATE_N_NOOP("DataWords", "%Ln image(s) are listed, but their pixels cannot be shown; "
                                                        "they are left out of training.")},
    {"shadowed_folder",
     QT_TRANSLATE_N_NOOP("DataWords",
                         "%Ln folder(s) of the workspace have the name of the data set's file; the file counts.")},
    {"unlabelled_image", QT_TRANSLATE_N_NOOP("DataWords", "%Ln image(s) have no label and are left out of training.")},
    {"unnamed_record", QT_TRANSLATE_N_NOOP("DataWords", "%Ln record(s) name neither film nor patient. Each counts as a "
                                                        "patient of its own.")},
    {"unread_format", QT_TRANSLATE_N_NOOP("DataWords", "%Ln file(s) are of image formats that are not read.")},
    {"unreadable_image", QT_TRANSLATE_N_NOOP("DataWords", "%Ln file(s) could not be read as images.")},
    {"wrong_extension",
     QT_TRANSLATE_N_NOOP("DataWords", "%Ln file(s) are of another format than their names say; their content counts.")},
};

constexpr Sentence rules[] = {
    {"patient_id", QT_TRANSLATE_NOOP("DataWords", "Patient ID")},
    {"issuer_and_patient_id", QT_TRANSLATE_NOOP("DataWords", "Patient ID and its issuer")},
    {"name_and_birth_date", QT_TRANSLATE_NOOP("DataWords", "name and birth date")},
    {"film_pair", QT_TRANSLATE_NOOP("DataWords", "two films in a row")},
    {"pattern", QT_TRANSLATE_NOOP("DataWords", "the rule of this data set")},
    {"file_name", QT_TRANSLATE_NOOP("DataWords", "the file's name")},
    {"folder", QT_TRANSLATE_NOOP("DataWords", "the folder's name")},
    {"study_uid", QT_TRANSLATE_NOOP("DataWords", "the study alone")},
    {"film", QT_TRANSLATE_NOOP("DataWords", "nothing: each film for itself")},
};

constexpr Sentence layoutNames[] = {
    {"auto", QT_TRANSLATE_NOOP("DataWords", "Found out from the files")},
    {"class_folders", QT_TRANSLATE_NOOP("DataWords", "A folder for each class")},
    {"wide_table", QT_TRANSLATE_NOOP("DataWords", "A table with a column for each class")},
    {"plain", QT_TRANSLATE_NOOP("DataWords", "Images without labels")},
    {"dicom", QT_TRANSLATE_NOOP("DataWords", "DICOM files without labels")},
    {"nih", QT_TRANSLATE_NOOP("DataWords", "NIH ChestX-ray14")},
    {"chexpert", QT_TRANSLATE_NOOP("DataWords", "CheXpert")},
    {"mias", QT_TRANSLATE_NOOP("DataWords", "MIAS")},
    {"records", QT_TRANSLATE_NOOP("DataWords", "Record files")},
};

template <size_t count>
const char* textOf(const Sentence (&sentences)[count], const std::string& code) {
    for (const Sentence& sentence : sentences) {
        if (code == sentence.code) {
            return sentence.text;
        }
    }
    return nullptr;
}

QString translated(const char* text) {
    return QCoreApplication::translate("DataWords", text);
}

} // namespace

QString problemText(const DataProblem& problem) {
    const char* text = textOf(problemSentences, problem.code);
    return text == nullptr ? QString::fromStdString(problem.message)
                           : QCoreApplication::translate("DataWords", text, nullptr, int(problem.count));
}

QString refusalText(const QString& refusal) {
    const QString words = refusalWords(refusal);
    return words.isEmpty() ? refusal : words;
}

QString reasonText(const DataProblem::Example& example) {
    const QString words = refusalWords(QString::fromStdString(example.kind));
    return words.isEmpty() ? QString::fromStdString(example.why) : words;
}

QString sexText(const QString& sex) {
    return sex == QLatin1String("F")   ? QCoreApplication::translate("DataWords", "female")
           : sex == QLatin1String("M") ? QCoreApplication::translate("DataWords", "male")
           : sex == QLatin1String("O") ? QCoreApplication::translate("DataWords", "other", "sex")
                                       : sex;
}

QString lateralityText(const QString& side) {
    return side == QLatin1String("L")   ? QCoreApplication::translate("DataWords", "left")
           : side == QLatin1String("R") ? QCoreApplication::translate("DataWords", "right")
           : side == QLatin1String("B") ? QCoreApplication::translate("DataWords", "both sides")
                                        : side;
}

QString layoutText(const QString& layout) {
    const char* text = textOf(layoutNames, layout.toStdString());
    return text == nullptr ? layout : translated(text);
}

QString patientRuleText(const QString& rule) {
    const char* text = textOf(rules, rule.toStdString());
    return text == nullptr ? rule : translated(text);
}

QString personName(const QString& dicomName) {
    QStringList names; // of the component groups: alphabetic, ideographic, phonetic (PS3.5, 6.2.1)
    const QStringList groups = dicomName.split(QLatin1Char('='));
    for (const QString& group : groups) {
        QStringList parts;
        const QStringList components = group.split(QLatin1Char('^'), Qt::SkipEmptyParts);
        for (const QString& component : components) {
            if (!component.trimmed().isEmpty()) {
                parts << component.trimmed();
            }
        }
        const QString family = parts.isEmpty() ? QString() : parts.takeFirst();
        const QString name = parts.isEmpty() ? family : family + QStringLiteral(", ") + parts.join(QLatin1Char(' '));
        if (!name.isEmpty()) {
            names << name;
        }
    }
    const QString first = names.isEmpty() ? QString() : names.takeFirst();
    return names.isEmpty() ? first : QStringLiteral("%1 (%2)").arg(first, names.join(QStringLiteral(", ")));
}

} // namespace roentgen::app
