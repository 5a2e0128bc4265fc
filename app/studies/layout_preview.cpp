#include "app/studies/layout_preview.h"

#include "app/engine_service.h"
#include "app/studies/data_words.h"
#include "app/studies/study_model.h"
#include "widgets/scroll_column.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QStyle>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr int previewRows = 60, longestFolderList = 170;

constexpr const char* roles[] = {"class", "no_finding", "source", "left_out"};

QString roleText(const QString& role) {
    return role == QLatin1String("class")        ? LayoutPreview::tr("A class")
           : role == QLatin1String("no_finding") ? LayoutPreview::tr("No finding")
           : role == QLatin1String("source")     ? LayoutPreview::tr("A source: its folders count")
                                                 : LayoutPreview::tr("No films: masks and the like");
}

QTableWidget* makeTable(const QStringList& titles, QWidget* parent) {
    auto* table = new QTableWidget(0, int(titles.size()), parent);
    table->setHorizontalHeaderLabels(titles);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(30);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

} // namespace

LayoutPreview::LayoutPreview(EngineService* dataService, QWidget* parent)
    : QWidget(parent)
    , m_service(dataService)
    , m_foldersTitle(widgets::textLabel(tr("WHAT ITS FOLDERS HOLD"), "section", this))
    , m_folders(makeTable({tr("Folder"), tr("Images"), tr("Holds")}, this))
    , m_rows(makeTable({tr("Image"), tr("Patient"), tr("Known by"), tr("Labels"), tr("Split")}, this))
    , m_summary(widgets::textLabel({}, "secondary", this)) {
    m_folders->setObjectName(QStringLiteral("folders"));
    m_folders->setAccessibleName(tr("What its folders hold"));
    m_folders->setSelectionMode(QAbstractItemView::NoSelection);
    m_folders->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_folders->horizontalHeader()->resizeSection(1, 90);
    m_folders->horizontalHeader()->resizeSection(2, 300);
    m_rows->setObjectName(QStringLiteral("rows"));
    m_rows->setAccessibleName(tr("Some of its rows"));
    m_rows->setTextElideMode(Qt::ElideMiddle);
    constexpr int widths[] = {270, 150, 150, 140};
    for (int column = 0; column < int(std::size(widths)); ++column) {
        m_rows->horizontalHeader()->resizeSection(column, widths[column]);
    }
    m_rows->horizontalHeader()->setStretchLastSection(true);
    m_summary->setObjectName(QStringLiteral("summary"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_foldersTitle);
    layout->addWidget(m_folders);
    layout->addWidget(widgets::textLabel(tr("SOME OF ITS ROWS"), "section", this));
    layout->addWidget(m_rows, 1);
    layout->addWidget(m_summary);
}

void LayoutPreview::ask(const DatasetFile& file) {
    if (m_request != 0) {
        m_service->cancel(m_request);
    }
    m_file = file;
    DatasetFile asked = file;
    asked.classes.clear(); // the answer has all, and says which of those that are offered are still there
    say(tr("Reading …"), "secondary");
    const auto id = std::make_shared<quint64>(0);
    const auto isLatest = [this, id] { return *id == m_request; };
    *id = m_service->request(
        PreviewRequest{formatDatasetFile(asked), previewRows}, this,
        [this, isLatest](const PreviewAnswer& answer) {
            if (isLatest()) {
                m_request = 0;
                take(answer);
            }
        },
        [this, isLatest](const ServiceError& error) {
            if (isLatest()) {
                m_request = 0;
                showFault(error.toText());
            }
        });
    m_request = *id;
}

void LayoutPreview::say(const QString& text, const char* role) {
    m_summary->setText(text);
    m_summary->setProperty("role", QLatin1String(role));
    m_summary->style()->unpolish(m_summary); // the style sheet goes by the role
    m_summary->style()->polish(m_summary);
}

void LayoutPreview::showFault(const QString& text) {
    say(text, "warning");
    m_rows->setRowCount(0);
}

void LayoutPreview::take(const PreviewAnswer& preview) {
    m_found = QString::fromStdString(preview.facts.layout);
    showFolders(preview);
    showRows(preview);
    sumUp(preview);
    Q_EMIT answered();
}

void LayoutPreview::showRows(const PreviewAnswer& preview) {
    m_rows->setRowCount(int(preview.rows.size()));
    for (int i = 0; i < int(preview.rows.size()); ++i) {
        const PreviewRow& row = preview.rows[size_t(i)];
        QStringList labels;
        for (const std::string& label : row.labels) {
            labels << findingText(QString::fromStdString(label));
        }
        if (labels.isEmpty() && row.labelled) {
            labels << findingText(noFinding());
        }
        const QString cells[] = {QString::fromStdString(row.image), QString::fromStdString(row.patient),
                                 patientRuleText(QString::fromStdString(row.patientRule)),
                                 labels.join(QStringLiteral(", ")), splitText(QString::fromStdString(row.split))};
        for (int column = 0; column < int(std::size(cells)); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setToolTip(cells[column]);
            m_rows->setItem(i, column, item);
        }
    }
}

void LayoutPreview::sumUp(const PreviewAnswer& preview) {
    const std::vector<std::string>& found = preview.facts.classes;
    QStringList gone;
    m_offered.clear();
    for (const std::string& name : m_file.classes) {
        if (std::find(found.begin(), found.end(), name) != found.end()) {
            m_offered.push_back(name);
        } else {
            gone << findingText(QString::fromStdString(name));
        }
    }
    const int classes = int(m_offered.empty() ? found.size() : m_offered.size());
    const int images = int(preview.facts.images);
    int patients = 0;
    for (const auto& [rule, count] : preview.patientRules) {
        patients += int(count);
    }
    QStringList facts = {tr("%Ln image(s)", nullptr, images), tr("%Ln class(es)", nullptr, classes)};
    if (patients > 0 || preview.patientsUnread == 0) {
        facts << tr("%Ln patient(s)", nullptr, patients);
    }
    if (preview.patientsUnread > 0) {
        facts << tr("%Ln file(s) name their patient inside", nullptr, int(preview.patientsUnread));
    }
    if (!gone.isEmpty()) {
        facts << tr("not offered any more: %1", "classes").arg(gone.join(QStringLiteral(", ")));
    }
    say(facts.join(QStringLiteral(" · ")), "secondary");
}

// The same folders stay as they stand, with the focus and the list that may be open.
void LayoutPreview::showFolders(const PreviewAnswer& preview) {
    const auto& folders = preview.folders;
    const bool any = (m_found == QLatin1String("class_folders") && !folders.empty()) || !m_file.folders.empty();
    m_folders->setVisible(any);
    m_foldersTitle->setVisible(any);
    QStringList shown, wanted;
    QString focused;
    for (int row = 0; row < m_folders->rowCount(); ++row) {
        shown << m_folders->item(row, 0)->text();
        focused = m_folders->cellWidget(row, 2)->hasFocus() ? shown.last() : focused;
    }
    for (const PreviewFolder& one : folders) {
        wanted << QString::fromStdString(one.folder);
    }
    if (shown != wanted) {
        m_folders->setRowCount(0);
        for (const QString& folder : std::as_const(wanted)) {
            addFolder(folder);
        }
    }
    for (int row = 0; row < int(folders.size()); ++row) {
        auto* role = static_cast<QComboBox*>(m_folders->cellWidget(row, 2));
        m_folders->item(row, 1)->setText(QLocale().toString(qint64(folders[size_t(row)].images)));
        role->setCurrentIndex(std::max(0, role->findData(QString::fromStdString(folders[size_t(row)].role))));
        if (shown != wanted && wanted[row] == focused) {
            role->setFocus();
        }
    }
    m_folders->setFixedHeight(std::min(longestFolderList, (m_folders->rowCount() + 1) * 32 + 6));
}

void LayoutPreview::addFolder(const QString& folder) {
    const int row = m_folders->rowCount();
    m_folders->insertRow(row);
    m_folders->setItem(row, 0, new QTableWidgetItem(folder));
    auto* count = new QTableWidgetItem;
    count->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_folders->setItem(row, 1, count);
    auto* role = new QComboBox(m_folders);
    for (const char* each : roles) {
        role->addItem(roleText(QLatin1String(each)), QString::fromLatin1(each));
    }
    role->setAccessibleName(tr("What %1 holds").arg(folder));
    m_folders->setCellWidget(row, 2, role);
    connect(role, QOverload<int>::of(&QComboBox::activated), this,
            [this, folder, role] { Q_EMIT roleChosen(folder, role->currentData().toString()); });
}

} // namespace roentgen::app
