#include "app/experiments/sweep_axis_row.h"

#include "app/experiments/experiment_words.h"
#include "app/experiments/sweep_words.h"
#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/sweep_text.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyleOptionComboBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

constexpr int ShortNameRole = Qt::UserRole + 1;

// Open, each key with its path; closed, its name alone, for which there is room.
class KeyBox : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void initStyleOption(QStyleOptionComboBox* option) const override {
        QComboBox::initStyleOption(option);
        option->currentText = currentData(ShortNameRole).toString();
    }
};

} // namespace

SweepAxisRow::SweepAxisRow(const SweepAxis& axis, QWidget* parent)
    : QWidget(parent)
    , m_axis(axis) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 0, 0, 0);
    layout->setSpacing(2);
    setupEditors();
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_key, 4);
    row->addWidget(m_values, 5);
    row->addWidget(m_together);
    row->addWidget(m_remove);
    layout->addLayout(row);
    m_error = new QLabel(this);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->setProperty("role", QStringLiteral("bad"));
    m_error->hide();
    layout->addWidget(m_error);
}

void SweepAxisRow::setupEditors() {
    m_key = new KeyBox(this);
    m_key->setAccessibleName(tr("Key that is varied"));
    m_key->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_key->setMinimumContentsLength(16);
    for (const ExperimentKey& key : experimentKeys())
        if (key.path() != "experiment.name" && key.path() != "experiment.repeats") {
            m_key->addItem(SweepWords::keyName(key), QString::fromStdString(key.path()));
            m_key->setItemData(m_key->count() - 1, ExperimentWords::label(key), ShortNameRole);
        }
    m_key->view()->setMinimumWidth(m_key->view()->sizeHintForColumn(0) + 32);
    m_key->setCurrentIndex(m_key->findData(QString::fromStdString(m_axis.key)));
    m_values = new QLineEdit(QString::fromStdString(formatSweepAxis(m_axis)), this);
    m_values->setAccessibleName(tr("Values of the key"));
    m_values->setPlaceholderText(SweepWords::example(*findExperimentKey(m_axis.key)));
    m_together = new QToolButton(this);
    m_together->setProperty("chip", true);
    m_together->setCheckable(true);
    m_together->setChecked(m_axis.withPrevious);
    m_together->setText(tr("together", "an axis that changes with the one above"));
    m_together->setToolTip(tr("Takes its n-th value together with the n-th value of the key above, "
                              "instead of every combination of the two"));
    m_remove = new QToolButton(this);
    m_remove->setIcon(widgets::icon(QStringLiteral("remove")));
    m_remove->setIconSize({16, 16});
    m_remove->setToolTip(tr("Vary this key no more"));
    m_remove->setAccessibleName(m_remove->toolTip());
    connect(m_key, &QComboBox::activated, this, &SweepAxisRow::takeKey);
    connect(m_values, &QLineEdit::textEdited, this, &SweepAxisRow::takeValues);
    connect(m_values, &QLineEdit::editingFinished, this, &SweepAxisRow::finished);
    connect(m_together, &QToolButton::clicked, this, [this](bool together) {
        m_axis.withPrevious = together;
        Q_EMIT edited();
        Q_EMIT finished();
    });
    connect(m_remove, &QToolButton::clicked, this, &SweepAxisRow::removeRequested);
}

std::vector<QWidget*> SweepAxisRow::controls() const {
    return {m_key, m_values, m_together, m_remove};
}

// Values of another key are none of this one: it begins with its default.
void SweepAxisRow::takeKey() {
    const std::string path = m_key->currentData().toString().toStdString();
    if (path == m_axis.key)
        return;
    const ExperimentKey& key = *findExperimentKey(path);
    m_axis.key = path;
    m_axis.range.reset();
    m_axis.values = {key.defaultValue()};
    m_values->setText(QString::fromStdString(formatSweepAxis(m_axis)));
    m_values->setPlaceholderText(SweepWords::example(key));
    takeValues();
    Q_EMIT finished();
    m_values->setFocus();
    m_values->selectAll();
}

void SweepAxisRow::takeValues() {
    const ExperimentKey& key = *findExperimentKey(m_axis.key);
    showError(SweepWords::whatIsWrong(key, m_values->text()));
    if (Result<SweepAxis> axis = parseSweepAxis(m_axis.key, m_values->text().toStdString())) {
        axis->withPrevious = m_axis.withPrevious;
        m_axis = axis.take();
    }
    Q_EMIT edited();
}

void SweepAxisRow::showError(const QString& error) {
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
    m_values->setAccessibleDescription(error);
}

QString SweepAxisRow::error() const {
    return m_error->text();
}

void SweepAxisRow::setFirst(bool first) {
    m_together->setEnabled(!first);
    if (first && m_axis.withPrevious) {
        m_axis.withPrevious = false;
        m_together->setChecked(false);
    }
}

void SweepAxisRow::setReadOnly(bool readOnly) {
    m_key->setEnabled(!readOnly);
    m_values->setReadOnly(readOnly);
    m_together->setDisabled(readOnly);
    m_remove->setVisible(!readOnly);
}

} // namespace roentgen::app
