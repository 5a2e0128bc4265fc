#include "app/settings/target_dialog.h"

#include "app/settings/target_field.h"
#include "app/settings/target_words.h"
#include "widgets/scroll_column.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace roentgen::app {

using widgets::textLabel;

TargetDialog::TargetDialog(const TargetStore& store, const Target& target, QWidget* parent)
    : QDialog(parent)
    , m_store(store)
    , m_isNew(target.name.empty())
    , m_name(new QLineEdit(this))
    , m_wrong(textLabel({}, "bad", this)) {
    setWindowTitle(m_isNew ? tr("New target") : tr("Edit target"));
    resize(600, 620);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    auto* area = new QWidget(this);
    setupFields(widgets::addScrollColumn(area));
    layout->addWidget(area, 1);
    m_wrong->hide();
    layout->addWidget(m_wrong);
    auto* buttons = new QDialogButtonBox(this);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &TargetDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);

    m_name->setText(QString::fromStdString(target.name));
    m_name->setEnabled(m_isNew);
    for (TargetField* field : m_fields) {
        field->setValue(field->key().get(target));
    }
    check();
}

void TargetDialog::setupFields(QWidget* content) {
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 12, 0);
    column->setSpacing(8);
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setFixedWidth(340);
    auto* row = new QWidget(content);
    m_nameCaption = addFieldRow(row, tr("Name"), m_name);
    column->addWidget(row);
    connect(m_name, &QLineEdit::textChanged, this, &TargetDialog::check);
    m_slurmHeading = textLabel(tr("SLURM"), "section", content);
    for (const TargetKey& key : targetKeys()) {
        if (key.section == "slurm" && column->indexOf(m_slurmHeading) < 0) {
            column->addWidget(m_slurmHeading);
        }
        auto* field = new TargetField(key, content);
        connect(field, &TargetField::edited, this, &TargetDialog::check);
        column->addWidget(field);
        m_fields.push_back(field);
    }
    column->addStretch(1);
}

TargetField* TargetDialog::field(const std::string& path) const {
    for (TargetField* field : m_fields) {
        if (field->key().path() == path) {
            return field;
        }
    }
    return nullptr;
}

// Slurm chooses the machines itself; this machine is not logged in to.
bool TargetDialog::isUsed(const TargetKey& key) const {
    const std::string kind = std::get<std::string>(field("kind")->value());
    if (key.path() == "hosts") {
        return kind != "slurm";
    }
    if (key.path() == "host" || key.path() == "port" || key.path() == "ssh_options") {
        return kind != "local";
    }
    return key.section != "slurm" || kind == "slurm";
}

// What a kind does not use stays at its default.
Target TargetDialog::target() const {
    Target target;
    target.name = m_name->text().trimmed().toStdString();
    for (const TargetField* field : m_fields) {
        if (isUsed(field->key())) {
            field->key().set(target, field->value());
        }
    }
    return target;
}

QString TargetDialog::nameFault() const {
    const QString name = m_name->text().trimmed();
    if (name.isEmpty()) {
        return tr("Enter a name");
    }
    if (!checkTargetName(name.toStdString())) {
        return tr("Use letters, digits and ._- only, at most 80, and no . or - first");
    }
    if (m_isNew && name == QLatin1String("local")) {
        return tr("“local” always means this machine: choose another name");
    }
    return m_isNew && m_store.names().contains(name) ? tr("There is a target of this name") : QString();
}

void TargetDialog::check() {
    const QString wrongName = nameFault();
    // An empty form accuses nobody; Save waits all the same.
    showCaption(m_nameCaption, m_name, tr("Experiments name it so: letters, digits and ._-"),
                m_name->text().isEmpty() ? QString() : wrongName);
    const Status together = checkTarget(target());
    bool good = wrongName.isEmpty() && together;
    for (TargetField* field : m_fields) {
        const bool used = isUsed(field->key());
        field->setVisible(used);
        const bool named = wrongName.isEmpty() && !together && together.error().where == field->key().path();
        field->setOutsideError(!named                          ? QString()
                               : field->key().path() == "host" ? tr("Enter the machine that ssh goes to")
                                                               : QString::fromStdString(together.error().message));
        good = good && (!used || field->error().isEmpty());
    }
    m_slurmHeading->setVisible(isUsed(field("slurm.nodes")->key()));
    m_save->setEnabled(good);
}

void TargetDialog::save() {
    const Target saved = target();
    if (const Status status = m_store.save(saved); !status) {
        m_wrong->setText(QString::fromStdString(status.error().toLine()));
        m_wrong->show();
        return;
    }
    m_savedName = QString::fromStdString(saved.name);
    accept();
}

} // namespace roentgen::app
