#include "app/review/case_list_panel.h"

#include "app/film_labels.h"
#include "app/review/review_delegates.h"

#include "widgets/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

QLabel* caption(const QString& text) {
    auto* label = new QLabel(text);
    label->setProperty("role", QStringLiteral("section"));
    return label;
}

} // namespace

CaseListPanel::CaseListPanel(CaseModel* cases, QWidget* parent)
    : QWidget(parent)
    , m_cases(cases)
    , m_filtered(new CaseFilterModel(cases, this)) {
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 8);
    layout->setSpacing(6);
    setupModel();
    layout->addSpacing(8);
    setupFilters();
    setupProgress();
    setupList();
}

void CaseListPanel::setupModel() {
    layout()->addWidget(caption(tr("Model")));
    m_model = addCombo(tr("Model"));
    m_trainedOn = new QLabel;
    m_trainedOn->setObjectName(QStringLiteral("trainedOn"));
    m_trainedOn->setProperty("role", QStringLiteral("caption"));
    m_trainedOn->setTextFormat(Qt::PlainText);
    m_trainedOn->setWordWrap(true);
    m_trainedOn->hide();
    layout()->addWidget(m_trainedOn);
    layout()->addWidget(caption(tr("Images")));
    m_images = addCombo(tr("Images"));
    layout()->addWidget(caption(tr("Shown before an image is read")));
    m_blinding = addCombo(tr("Shown before an image is read"));
    m_blinding->addItem(tr("Labels and answers"), int(Blinding::None));
    m_blinding->addItem(tr("Answers alone"), int(Blinding::Labels));
    m_blinding->addItem(tr("Neither: blind reading"), int(Blinding::Answers));
    m_blinding->setToolTip(tr("Labels are what the data set says of an image, answers what the model says. What is "
                              "hidden shows as soon as the image is read."));
    connect(m_blinding, &QComboBox::activated, this,
            [this](int index) { Q_EMIT blindingChosen(Blinding(m_blinding->itemData(index).toInt())); });
    connect(m_model, &QComboBox::activated, this, [this](int index) {
        const QString id = m_model->itemData(index).toString();
        if (id.isEmpty()) {
            Q_EMIT weightsFileRequested();
        } else {
            Q_EMIT modelChosen(id);
        }
    });
    connect(m_images, &QComboBox::activated, this,
            [this](int index) { Q_EMIT imagesChosen(m_images->itemData(index).toString()); });
}

QComboBox* CaseListPanel::addCombo(const QString& name) {
    auto* combo = new QComboBox;
    combo->setAccessibleName(name);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(8);
    layout()->addWidget(combo);
    return combo;
}

void CaseListPanel::setupFilters() {
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Search image or patient"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Search image or patient"));
    layout()->addWidget(m_search);
    m_finding = addCombo(tr("Finding"));
    m_finding->addItem(tr("All findings"), QString());
    m_finding->setToolTip(
        tr("Images with the finding in their labels, or with a probability at or above the threshold; "
           "the most probable first. Labels that are hidden do not count."));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_read = addCombo(tr("Verdict"));
    using Read = CaseFilter::Read;
    for (const auto& [text, read] :
         {std::pair(tr("All verdicts"), Read::All), std::pair(tr("Not read"), Read::NotRead),
          std::pair(tr("Read"), Read::Read), std::pair(tr("Accepted"), Read::Accepted),
          std::pair(tr("Rejected"), Read::Rejected), std::pair(tr("Uncertain"), Read::Uncertain)}) {
        m_read->addItem(text, int(read));
    }
    m_split = addCombo(tr("Split"));
    m_split->addItem(tr("All splits"), QString());
    m_split->addItem(tr("Validation"), QStringLiteral("validation"));
    m_split->addItem(tr("Test"), QStringLiteral("test"));
    m_split->addItem(tr("Training"), QStringLiteral("train"));
    row->addWidget(m_read, 1);
    row->addWidget(m_split, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_search, &QLineEdit::textChanged, this, &CaseListPanel::applyFilter);
    for (QComboBox* combo : {m_finding, m_read, m_split}) {
        connect(combo, &QComboBox::activated, this, &CaseListPanel::applyFilter);
    }
}

void CaseListPanel::setupProgress() {
    m_progressText = new QLabel;
    m_progressText->setProperty("role", QStringLiteral("caption"));
    m_progressText->setToolTip(tr("An image is read when every finding at or above the threshold has a verdict, or "
                                  "when you say so (D). In blind reading every finding has to have one."));
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Images read"));
    m_export = new QToolButton;
    m_export->setObjectName(QStringLiteral("exportVerdicts"));
    m_export->setIcon(widgets::icon(QStringLiteral("export")));
    m_export->setIconSize({20, 20});
    m_export->setToolTip(tr("Export verdicts as CSV … (Ctrl+E)"));
    m_export->setAccessibleName(tr("Export verdicts as CSV"));
    m_export->setFocusPolicy(Qt::TabFocus);
    connect(m_export, &QToolButton::clicked, this, &CaseListPanel::exportRequested);
    auto* row = new QHBoxLayout;
    auto* texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(m_progressText);
    texts->addWidget(m_progress);
    row->addLayout(texts, 1);
    row->addWidget(m_export);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_cases, &CaseModel::readCountChanged, this, &CaseListPanel::showProgress);
}

void CaseListPanel::setupList() {
    m_view = new QListView;
    m_view->setModel(m_filtered);
    m_view->setItemDelegate(new CaseDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setAccessibleName(tr("Work-list"));
    for (QLabel** label : {&m_notice, &m_elsewhere}) {
        *label = new QLabel;
        (*label)->setProperty("role", QStringLiteral("caption"));
        (*label)->setTextFormat(Qt::PlainText);
        (*label)->setWordWrap(true);
        (*label)->setTextInteractionFlags(Qt::TextSelectableByMouse);
        (*label)->hide();
    }
    m_elsewhere->setObjectName(QStringLiteral("readElsewhere"));
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addWidget(m_view, 1);
    column->addWidget(m_notice);
    column->addWidget(m_elsewhere);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (current.isValid()) {
            Q_EMIT caseChosen(current.data(CaseModel::PathRole).toString());
        }
    });
    showProgress();
}

void CaseListPanel::setModels(const QList<ReviewModel>& models, const QString& currentId) {
    const QSignalBlocker blocker(m_model);
    m_model->clear();
    for (const ReviewModel& model : models) {
        m_model->addItem(model.name, model.id);
        m_model->setItemData(m_model->count() - 1, model.weights, Qt::ToolTipRole);
    }
    m_model->insertSeparator(m_model->count());
    m_model->addItem(tr("Choose a weights file …"), QString());
    m_model->setCurrentIndex(m_model->findData(currentId));
    m_model->setToolTip(m_model->currentText());
}

void CaseListPanel::setImages(const QList<ReviewImages>& images, const QString& currentId) {
    const QSignalBlocker blocker(m_images);
    m_images->clear();
    for (const ReviewImages& set : images) {
        m_images->addItem(set.name, set.id);
    }
    m_images->setCurrentIndex(images.isEmpty() ? -1 : std::max(0, m_images->findData(currentId)));
    m_images->setEnabled(!images.isEmpty());
    m_images->setPlaceholderText(tr("Add a data set in Studies"));
}

void CaseListPanel::setFindings(const QStringList& findings) {
    const QString chosen = m_finding->currentData().toString();
    m_finding->clear();
    m_finding->addItem(tr("All findings"), QString());
    for (const QString& finding : findings) {
        m_finding->addItem(findingTitle(finding), finding);
    }
    m_finding->setCurrentIndex(std::max(0, m_finding->findData(chosen)));
    applyFilter();
}

void CaseListPanel::setNotice(const QString& text) {
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
}

void CaseListPanel::setReadElsewhere(const QString& text) {
    m_elsewhere->setText(text);
    m_elsewhere->setVisible(!text.isEmpty());
}

void CaseListPanel::setTrainedOn(const QString& text, const QString& tip) {
    m_trainedOn->setText(text);
    m_trainedOn->setToolTip(tip);
    m_trainedOn->setVisible(!text.isEmpty());
}

void CaseListPanel::setBlinding(Blinding blinding) {
    m_blinding->setCurrentIndex(m_blinding->findData(int(blinding)));
    const bool told = blinding == Blinding::Answers; // the list by a finding would tell what is hidden
    m_finding->setEnabled(!told);
    if (told) {
        m_finding->setCurrentIndex(0);
    }
    applyFilter(); // what is read, and which labels count, is another thing now
}

void CaseListPanel::setThreshold(double threshold) {
    m_threshold = threshold;
    if (!m_finding->currentData().toString().isEmpty()) {
        applyFilter();
    }
}

void CaseListPanel::applyFilter() {
    const QString path = currentPath();
    CaseFilter filter;
    filter.words = m_search->text();
    filter.finding = m_finding->currentData().toString();
    filter.threshold = m_threshold;
    filter.split = m_split->currentData().toString();
    filter.read = CaseFilter::Read(m_read->currentData().toInt());
    m_filtered->setFilter(filter);
    choose(path);
    showProgress();
    Q_EMIT filterChanged();
}

void CaseListPanel::showProgress() {
    const int all = m_cases->rowCount(), read = m_cases->readCount(), shown = m_filtered->rowCount();
    const QLocale locale;
    QString text = tr("%1 of %2 read").arg(locale.toString(read), locale.toString(all));
    if (shown != all) {
        text += QStringLiteral(" · ") + tr("%1 shown").arg(locale.toString(shown));
    }
    m_progressText->setText(all == 0 ? tr("No images") : text);
    m_progress->setRange(0, std::max(1, all));
    m_progress->setValue(read);
}

QString CaseListPanel::currentPath() const {
    return m_view->currentIndex().data(CaseModel::PathRole).toString();
}

void CaseListPanel::choose(const QString& path) {
    const int row = m_cases->rowOf(path);
    QModelIndex index = row < 0 ? QModelIndex() : m_filtered->mapFromSource(m_cases->index(row));
    if (!index.isValid()) {
        index = m_filtered->index(0, 0);
    }
    if (index.isValid()) {
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
    }
}

QString CaseListPanel::pathAtDistance(int distance) const {
    const int row = m_view->currentIndex().row() + distance;
    return m_view->currentIndex().isValid() && row >= 0 && row < m_filtered->rowCount()
               ? m_filtered->index(row, 0).data(CaseModel::PathRole).toString()
               : QString();
}

bool CaseListPanel::step(int distance) {
    const QString path = pathAtDistance(distance);
    if (path.isEmpty()) {
        return false;
    }
    m_view->setCurrentIndex(m_filtered->index(m_view->currentIndex().row() + distance, 0));
    return true;
}

void CaseListPanel::focusSearch() {
    m_search->setFocus();
    m_search->selectAll();
}

} // namespace roentgen::app
