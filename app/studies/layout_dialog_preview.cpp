// The preview of a data set that is read as the dialog says.
#include "app/studies/layout_dialog.h"

#include "app/engine_service.h"
#include "app/studies/data_words.h"
#include "app/studies/study_model.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStyle>
#include <QTableWidget>

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr int previewRows = 60, longestFolderList = 170;

constexpr const char* roles[] = {"class", "no_finding", "source", "left_out"};

QString roleText(const QString& role) {
    return role == QLatin1String("class")        ? LayoutDialog::tr("A class")
           : role == QLatin1String("no_finding") ? LayoutDialog::tr("No finding")
           : role == QLatin1String("source")     ? LayoutDialog::tr("A source: its folders count")
                                                 : LayoutDialog::tr("No films: masks and the like");
}

} // namespace

void LayoutDialog::edited() {
    m_save->setEnabled(false); // nothing is saved that was not looked at
    m_typing.start();
}

void LayoutDialog::askForPreview() {
    if (m_request != 0) {
        m_service->cancel(m_request);
    }
    DatasetFile asked = file();
    asked.classes.clear(); // the answer has all, and says which of those that are offered are still there
    say(tr("Reading …"), "secondary");
    const auto id = std::make_shared<quint64>(0);
    const auto isLatest = [this, id] { return *id == m_request; };
    *id = m_service->request(
        PreviewRequest{formatDatasetFile(asked), previewRows}, this,
        [this, isLatest](const PreviewAnswer& answer) {
            if (isLatest()) {
                m_request = 0;
                showPreview(answer);
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

void LayoutDialog::say(const QString& text, const char* role) {
    m_summary->setText(text);
    m_summary->setProperty("role", QLatin1String(role));
    m_summary->style()->unpolish(m_summary); // the style sheet goes by the role
    m_summary->style()->polish(m_summary);
}

void LayoutDialog::showFault(const QString& text) {
    say(text, "warning");
    m_rows->setRowCount(0);
    m_save->setEnabled(false);
}

void LayoutDialog::showPreview(const PreviewAnswer& answer) {
    m_found = QString::fromStdString(answer.facts.layout);
    if (m_layout->currentIndex() == 0) { // else nothing was found out
        m_layout->setItemText(0, tr("Found out: %1").arg(layoutText(m_found)));
    }
    showFolders(answer.folders);
    showRows(answer.rows);
    sumUp(answer);
    m_save->setEnabled(true);
}

void LayoutDialog::showRows(const std::vector<PreviewRow>& rows) {
    m_rows->setRowCount(int(rows.size()));
    for (int i = 0; i < int(rows.size()); ++i) {
        const PreviewRow& row = rows[size_t(i)];
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

// Classes that this way of reading does not have are not offered any more: it would be refused for them.
void LayoutDialog::sumUp(const PreviewAnswer& answer) {
    const std::vector<std::string>& classes = answer.facts.classes;
    QStringList gone;
    m_kept.clear();
    for (const std::string& name : m_file.classes) {
        if (std::find(classes.begin(), classes.end(), name) != classes.end()) {
            m_kept.push_back(name);
        } else {
            gone << findingText(QString::fromStdString(name));
        }
    }
    int patients = 0;
    for (const auto& [rule, count] : answer.patientRules) {
        patients += int(count);
    }
    const int offered = int(m_kept.empty() ? classes.size() : m_kept.size());
    const int unread = int(answer.patientsUnread);
    QStringList facts = {tr("%Ln image(s)", nullptr, int(answer.facts.images)), tr("%Ln class(es)", nullptr, offered)};
    if (patients > 0 || unread == 0) {
        facts << tr("%Ln patient(s)", nullptr, patients);
    }
    if (unread > 0) {
        facts << tr("%Ln file(s) name their patient inside", nullptr, unread);
    }
    if (!gone.isEmpty()) {
        facts << tr("not offered any more: %1", "classes").arg(gone.join(QStringLiteral(", ")));
    }
    say(facts.join(QStringLiteral(" · ")), "secondary");
}

// The same folders stay as they stand, with the focus and the list that may be open.
void LayoutDialog::showFolders(const std::vector<PreviewFolder>& folders) {
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

void LayoutDialog::addFolder(const QString& folder) {
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
            [this, folder, role] { chooseRole(folder, role->currentData().toString()); });
}

void LayoutDialog::chooseRole(const QString& folder, const QString& role) {
    m_file.folders[folder.toStdString()] = role.toStdString();
    if (m_layout->currentIndex() == 0 && m_found == QLatin1String("class_folders")) {
        m_layout->setCurrentIndex(m_layout->findData(m_found)); // no guess any more
    }
    edited();
}

} // namespace roentgen::app
