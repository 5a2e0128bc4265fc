#include "app/studies/problem_dialog.h"

#include "app/background_work.h"
#include "app/path_question.h"
#include "app/studies/data_words.h"
#include "app/studies/study_query.h"
#include "engine/protocol/csv_field.h"
#include "engine/protocol/text_file.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace roentgen::app {

ProblemModel::ProblemModel(const DataProblem& problem, const QString& folder, QObject* parent)
    : QAbstractTableModel(parent)
    , m_folder(folder) {
    const bool isRefusal = problem.code == "refused_pixels";
    for (const DataProblem::Example& example : problem.examples) {
        QString place = QString::fromStdString(example.place);
        const bool isBelow = place.startsWith(m_folder + QLatin1Char('/'));
        if (isBelow) {
            place.remove(0, m_folder.size() + 1);
        }
        m_rows.append(
            {place, isRefusal ? refusalText(QString::fromStdString(example.why)) : reasonText(example), isBelow});
    }
}

bool ProblemModel::hasReasons() const {
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return !row.reason.isEmpty(); });
}

QString ProblemModel::fullPlace(int row) const {
    const Row& one = m_rows[row];
    const QString below = m_folder + QLatin1Char('/') + one.place;
    const bool isPath = !one.place.isEmpty() && QDir::isRelativePath(one.place) && !m_folder.isEmpty();
    // An image's name in a table, a row, or an engine's sentence is no file.
    return one.isBelow || (isPath && QFileInfo::exists(below)) ? below : one.place;
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

std::vector<int> ProblemModel::orderOf(const QList<Row>& rows, int column, Qt::SortOrder order) {
    std::vector<std::string> keys;
    keys.reserve(size_t(rows.size()));
    for (const Row& row : rows) {
        keys.push_back((column == ReasonColumn ? row.reason : row.place).toStdString());
    }
    std::vector<int> places(keys.size());
    std::iota(places.begin(), places.end(), 0);
    std::stable_sort(places.begin(), places.end(), [&](int a, int b) {
        return order == Qt::AscendingOrder ? naturalLess(keys[size_t(a)], keys[size_t(b)])
                                           : naturalLess(keys[size_t(b)], keys[size_t(a)]);
    });
    return places;
}

void ProblemModel::takeOrder(const std::vector<int>& order) {
    beginResetModel();
    QList<Row> sorted;
    sorted.reserve(m_rows.size());
    for (const int place : order) {
        sorted.append(std::move(m_rows[place]));
    }
    m_rows = std::move(sorted);
    endResetModel();
}

void ProblemModel::sort(int column, Qt::SortOrder order) {
    const int turn = ++m_turn;
    if (m_rows.size() <= MostSortedAtOnce) {
        takeOrder(orderOf(m_rows, column, order));
        return;
    }
    workInBackground(
        this, [rows = m_rows, column, order] { return orderOf(rows, column, order); },
        [this, turn](const std::vector<int>& places) {
            if (turn == m_turn) {
                takeOrder(places);
            }
        });
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
    const bool withReasons = m_model->hasReasons();
    std::string text = withReasons ? "File,Reason\n" : "File\n";
    for (int row = 0; row < m_model->rowCount(); ++row) {
        text += csvField(m_model->fullPlace(row).toStdString());
        if (withReasons) {
            text += ',' + csvField(m_model->index(row, ProblemModel::ReasonColumn).data().toString().toStdString());
        }
        text += '\n';
    }
    return writeFileAtomically(csvFile.toStdString(), text);
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
