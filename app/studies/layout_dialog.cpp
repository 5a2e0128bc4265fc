#include "app/studies/layout_dialog.h"

#include "app/path_question.h"
#include "app/studies/data_words.h"
#include "app/studies/layout_preview.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDir>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

constexpr const char* layouts[] = {"auto", "class_folders", "wide_table", "plain",  "dicom",
                                   "nih",  "chexpert",      "mias",       "records"};

struct PatientRule {
    const char *text, *pattern;
};

// The first group in a film's path below the folder.
constexpr PatientRule patientRules[] = {
    {QT_TRANSLATE_NOOP("LayoutDialog", "As the layout knows them"), ""},
    {QT_TRANSLATE_NOOP("LayoutDialog", "File name up to its last _"), "([^/]+)_[^/]*$"},
    {QT_TRANSLATE_NOOP("LayoutDialog", "File name up to its first _"), "([^/_]+)_[^/]*$"},
    {QT_TRANSLATE_NOOP("LayoutDialog", "File name up to its first -"), "([^/-]+)-[^/]*$"},
    {QT_TRANSLATE_NOOP("LayoutDialog", "First number in the file name"), "(\\d+)[^/]*$"},
    {QT_TRANSLATE_NOOP("LayoutDialog", "The folder that a film lies in"), "([^/]+)/[^/]+$"},
    {QT_TRANSLATE_NOOP("LayoutDialog", "The outermost folder"), "^([^/]+)/"},
    {QT_TRANSLATE_NOOP("LayoutDialog", "Each film for itself"), "([^/]+)$"},
};

} // namespace

LayoutDialog::LayoutDialog(EngineService* dataService, const DatasetFile& file, QWidget* parent)
    : QDialog(parent)
    , m_service(dataService)
    , m_file(file)
    , m_kept(file.classes)
    , m_name(new QLineEdit(this))
    , m_layout(new QComboBox(this))
    , m_labels(new QLineEdit(this))
    , m_patients(new QComboBox(this))
    , m_pattern(new QLineEdit(this))
    , m_preview(nullptr)
    , m_save(nullptr) {
    setWindowTitle(tr("How this data set is read"));
    resize(900, 640);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    setupFields();
    setupPreview();
    auto* buttons = new QDialogButtonBox(this);
    m_save = new QPushButton(tr("Save"), this);
    m_save->setProperty("primary", true); // before the box styles it
    m_save->setEnabled(false);
    buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    m_typing.setSingleShot(true);
    m_typing.setInterval(250);
    connect(&m_typing, &QTimer::timeout, this, &LayoutDialog::askForPreview);
    askForPreview();
}

void LayoutDialog::setupPreview() {
    m_preview = new LayoutPreview(m_service, this);
    static_cast<QVBoxLayout*>(layout())->addWidget(m_preview, 1);
    connect(m_preview, &LayoutPreview::answered, this, [this] {
        if (m_layout->currentIndex() == 0) { // else nothing was found out
            m_layout->setItemText(0, tr("Found out: %1").arg(layoutText(m_preview->foundLayout())));
        }
        m_kept = m_preview->offeredClasses();
        m_save->setEnabled(!m_typing.isActive());
    });
    connect(m_preview, &LayoutPreview::roleChosen, this, &LayoutDialog::chooseRole);
}

bool LayoutDialog::isSettled() const {
    return m_preview->isSettled() && !m_typing.isActive();
}

void LayoutDialog::edited() {
    m_save->setEnabled(false); // nothing is saved that was not looked at
    m_typing.start();
}

void LayoutDialog::askForPreview() {
    DatasetFile asked = file();
    asked.classes = m_file.classes; // read in another way, those may be there again that were not
    m_preview->ask(asked);
}

void LayoutDialog::setupFields() {
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setText(QString::fromStdString(m_file.name));
    form->addRow(tr("Name"), m_name);
    m_layout->setObjectName(QStringLiteral("layout"));
    for (const char* layout : layouts) {
        m_layout->addItem(layoutText(QLatin1String(layout)), QString::fromLatin1(layout));
    }
    m_layout->setCurrentIndex(std::max(0, m_layout->findData(QString::fromStdString(m_file.layout))));
    form->addRow(tr("Layout"), m_layout);
    form->addRow(tr("Table of labels"), makeTableField());
    auto* patients = new QWidget(this);
    auto* line = new QHBoxLayout(patients);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    for (const PatientRule& rule : patientRules) {
        m_patients->addItem(QCoreApplication::translate("LayoutDialog", rule.text), QString::fromLatin1(rule.pattern));
    }
    m_patients->addItem(tr("A rule of your own"));
    m_patients->setObjectName(QStringLiteral("patients"));
    m_patients->setAccessibleName(tr("Patients"));
    m_pattern->setObjectName(QStringLiteral("pattern"));
    m_pattern->setAccessibleName(tr("Rule for patients"));
    m_pattern->setPlaceholderText(tr("(…) in the film's path is the patient"));
    m_pattern->setToolTip(
        tr("A regular expression: what its first group (…) finds in a film's path below the folder is "
           "the patient"));
    m_pattern->setText(QString::fromStdString(m_file.patient));
    line->addWidget(m_patients);
    line->addWidget(m_pattern, 1);
    form->addRow(tr("Patients"), patients);
    const int known = m_patients->findData(m_pattern->text());
    m_patients->setCurrentIndex(known < 0 ? m_patients->count() - 1 : known);
    connect(m_layout, QOverload<int>::of(&QComboBox::currentIndexChanged), this, &LayoutDialog::edited);
    connect(m_labels, &QLineEdit::textChanged, this, &LayoutDialog::edited);
    connect(m_patients, QOverload<int>::of(&QComboBox::activated), this, &LayoutDialog::choosePatients);
    connect(m_pattern, &QLineEdit::textChanged, this, [this](const QString& pattern) {
        const int rule = m_patients->findData(pattern);
        m_patients->setCurrentIndex(rule < 0 ? m_patients->count() - 1 : rule);
        edited();
    });
    static_cast<QVBoxLayout*>(layout())->addLayout(form);
}

QWidget* LayoutDialog::makeTableField() {
    auto* field = new QWidget(this);
    auto* line = new QHBoxLayout(field);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_labels->setObjectName(QStringLiteral("labels"));
    m_labels->setAccessibleName(tr("Table of labels"));
    m_labels->setText(QString::fromStdString(m_file.labels));
    m_labels->setPlaceholderText(tr("The layout's own, where it has one"));
    m_labels->setClearButtonEnabled(true);
    auto* choose = new QPushButton(tr("Choose…"), field);
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &LayoutDialog::chooseTable);
    line->addWidget(m_labels, 1);
    line->addWidget(choose);
    return field;
}

DatasetFile LayoutDialog::file() const {
    DatasetFile file = m_file;
    file.name = m_name->text().trimmed().toStdString();
    file.layout = m_layout->currentData().toString().toStdString();
    file.labels = m_labels->text().trimmed().toStdString();
    file.patient = m_pattern->text().trimmed().toStdString();
    file.classes = m_kept;
    return file;
}

void LayoutDialog::chooseTable() {
    const QString folder = QString::fromStdString(m_file.folder);
    const PathQuestion question = {PathQuestion::Wanted::File,
                                   tr("Table of labels"),
                                   folder,
                                   tr("Tables"),
                                   {QStringLiteral(".csv"), QStringLiteral(".txt")}};
    askForPath(question, this, [this, folder](const QString& table) {
        const QString below = QDir(folder).relativeFilePath(table);
        m_labels->setText(below.startsWith(QStringLiteral("..")) ? table : below);
    });
}

void LayoutDialog::choosePatients(int rule) {
    if (m_patients->itemData(rule).isValid()) {
        m_pattern->setText(m_patients->itemData(rule).toString());
    } else {
        m_pattern->setFocus();
    }
}

void LayoutDialog::chooseRole(const QString& folder, const QString& role) {
    m_file.folders[folder.toStdString()] = role.toStdString();
    const QString found = m_preview->foundLayout();
    if (m_layout->currentIndex() == 0 && found == QLatin1String("class_folders")) {
        m_layout->setCurrentIndex(m_layout->findData(found)); // no guess any more
    }
    edited();
}

} // namespace roentgen::app
