#include "app/studies/problem_dialog.h"

#include "app/path_question.h"
#include "app/studies/data_words.h"
#include "app/studies/study_query.h"
#include "engine/protocol/text_file.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace roentgen::app {

namespace {

QString csvField(QString text) {
    if (text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"')) || text.contains(QLatin1Char('\n'))) {
        text = QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
    }
    return text;
}

} // namespace

ProblemModel::ProblemModel(const DataProblem& problem, const QString& folder, QObject* parent)
    : QAbstractTableModel(parent)
    , m_folder(folder) {
    const bool isRefusal = problem.code == "refused_pixels";
    for (const std::string& example : problem.examples) {
        const size_t tab = std::min(example.rfind('\t'), example.size());
        const QString reason = QString::fromStdString(example.substr(std::min(tab + 1, example.size())));
        QString place = QString::fromStdString(example.substr(0, tab));
        if (place.startsWith(m_folder + QLatin1Char('/'))) {
            place.remove(0, m_folder.size() + 1);
        }
        m_rows.append({place, isRefusal ? refusalText(reason) : reason});
    }
}

bool ProblemModel::hasReasons() const {
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return !row.reason.isEmpty(); });
}

QString ProblemModel::fullPlace(int row) const {
    const QString& place = m_rows[row].place;
    return m_folder.isEmpty() ? place : QDir(m_folder).filePath(place);
}

int ProblemModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ProblemModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ProblemModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) {
        return {};
    }
    const Row& row = m_rows[index.row()];
    return index.column() == ReasonColumn ? row.reason
           : role == Qt::ToolTipRole      ? QDir::toNativeSeparators(fullPlace(index.row()))
                                          : row.place;
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::TextAlignmentRole)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    }
    return section == PlaceColumn ? tr("File") : tr("What is wrong");
}

void ProblemModel::sort(int column, Qt::SortOrder order) {
    const auto key = [column](const Row& row) {
        return (column == ReasonColumn ? row.reason : row.place).toStdString();
    };
    std::vector<std::pair<std::string, Row>> keyed;
    keyed.reserve(size_t(m_rows.size()));
    for (const Row& row : std::as_const(m_rows)) {
        keyed.emplace_back(key(row), row);
    }
    std::stable_sort(keyed.begin(), keyed.end(), [order](const auto& a, const auto& b) {
        return order == Qt::AscendingOrder ? naturalLess(a.first, b.first) : naturalLess(b.first, a.first);
    });
    beginResetModel();
    for (size_t i = 0; i < keyed.size(); ++i) {
        m_rows[int(i)] = std::move(keyed[i].second);
    }
    endResetModel();
}

ProblemDialog::ProblemDialog(const DataProblem& problem, const QString& folder, QWidget* parent)
    : QDialog(parent)
    , m_model(new ProblemModel(problem, folder, this))
    , m_table(new QTableView(this)) {
    setWindowTitle(tr("Problem in the data set"));
    resize(860, 480);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    auto* message = new QLabel(problemText(problem), this);
    message->setTextFormat(Qt::PlainText);
    message->setWordWrap(true);
    layout->addWidget(message);
    setupTable();
    layout->addWidget(m_table, 1);
    if (problem.count > int64_t(problem.examples.size())) {
        auto* more = new QLabel(tr("The first %Ln are listed.", nullptr, int(problem.examples.size())), this);
        more->setProperty("role", QStringLiteral("secondary"));
        layout->addWidget(more);
    }
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole); // a standard one has the style's clip art
    auto* copyButton = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copyButton->setToolTip(tr("Copy the chosen rows, or all (Ctrl+C)"));
    auto* exportButton = buttons->addButton(tr("Export…"), QDialogButtonBox::ActionRole);
    exportButton->setToolTip(tr("Write the list as a CSV file"));
    connect(copyButton, &QPushButton::clicked, this, &ProblemDialog::copy);
    connect(exportButton, &QPushButton::clicked, this, &ProblemDialog::chooseExport);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

void ProblemDialog::setupTable() {
    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("problems"));
    m_table->setAccessibleName(tr("Files"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(30);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->resizeSection(ProblemModel::PlaceColumn, 380);
    m_table->setColumnHidden(ProblemModel::ReasonColumn, !m_model->hasReasons());
    m_table->horizontalHeader()->setSortIndicator(ProblemModel::PlaceColumn, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    auto* keys = new QShortcut(QKeySequence::Copy, m_table);
    keys->setContext(Qt::WidgetShortcut);
    connect(keys, &QShortcut::activated, this, &ProblemDialog::copy);
}

void ProblemDialog::copy() const {
    const auto chosen = m_table->selectionModel()->selectedRows();
    const auto line = [this](int row) {
        const QString place = m_model->index(row, ProblemModel::PlaceColumn).data().toString();
        const QString reason = m_model->index(row, ProblemModel::ReasonColumn).data().toString();
        return reason.isEmpty() ? place + QLatin1Char('\n') : place + QLatin1Char('\t') + reason + QLatin1Char('\n');
    };
    QString text;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (chosen.isEmpty() || m_table->selectionModel()->isRowSelected(row)) {
            text += line(row);
        }
    }
    QGuiApplication::clipboard()->setText(text);
}

Status ProblemDialog::exportTo(const QString& csvFile) const {
    QString text = m_model->hasReasons() ? QStringLiteral("File,Reason\n") : QStringLiteral("File\n");
    for (int row = 0; row < m_model->rowCount(); ++row) {
        text += csvField(m_model->fullPlace(row));
        if (m_model->hasReasons()) {
            text += QLatin1Char(',') + csvField(m_model->index(row, ProblemModel::ReasonColumn).data().toString());
        }
        text += QLatin1Char('\n');
    }
    return writeFileAtomically(csvFile.toStdString(), text.toStdString());
}

void ProblemDialog::chooseExport() {
    const PathQuestion question = {PathQuestion::Wanted::NewFile,
                                   tr("Export the list"),
                                   QDir::home().filePath(QStringLiteral("problems.csv")),
                                   tr("CSV files"),
                                   {QStringLiteral(".csv")}};
    askForPath(question, this, [this](const QString& file) {
        if (const Status written = exportTo(file); !written) {
            QMessageBox::warning(this, tr("Export the list"), QString::fromStdString(written.error().toLine()));
        }
    });
}

} // namespace roentgen::app
