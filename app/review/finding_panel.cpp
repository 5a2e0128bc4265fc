#include "app/review/finding_panel.h"

#include "app/film_labels.h"
#include "app/review/film_warning_box.h"
#include "app/review/review_delegates.h"

#include "widgets/theme.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyle>
#include <QTextCursor>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

constexpr std::array<Verdict, 3> AllVerdicts = {Verdict::Accept, Verdict::Reject, Verdict::Uncertain};
constexpr int HistoryLines = 3; // the tool tip has all

QLabel* wrappedCaption() {
    auto* label = new QLabel;
    label->setProperty("role", QStringLiteral("caption"));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

FindingPanel::FindingPanel(FindingModel* findings, QWidget* parent)
    : QWidget(parent)
    , m_findings(findings) {
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 8);
    layout->setSpacing(8);
    m_warning = new FilmWarningBox;
    layout->addWidget(m_warning);
    setupList();
    setupReading();
    m_pause.setSingleShot(true);
    m_pause.setInterval(800);
    connect(&m_pause, &QTimer::timeout, this, &FindingPanel::saveComment);
    showReading();
}

void FindingPanel::setWarnings(const QList<FilmWarning>& warnings) {
    m_warning->setWarnings(warnings);
}

void FindingPanel::setupReadState() {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_readText = wrappedCaption();
    m_readText->setObjectName(QStringLiteral("readState"));
    row->addWidget(m_readText, 1);
    m_read = new QPushButton(tr("Read"));
    m_read->setObjectName(QStringLiteral("saidToBeRead"));
    m_read->setCheckable(true);
    m_read->setProperty("verdict", true);
    m_read->setMinimumWidth(96);
    m_read->setToolTip(tr("The image is read, whatever is open (D)"));
    row->addWidget(m_read);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_read, &QPushButton::clicked, this, [this] {
        saveComment();
        Q_EMIT saidToBeRead();
    });
}

void FindingPanel::setReadState(const ReadState& state) {
    m_read->setEnabled(state.any);
    m_read->setChecked(state.said && !state.hidden);
    QString text;
    if (state.any) {
        text = state.hidden && state.read ? tr("Not shown before you have read it: say when you have")
               : state.said               ? tr("Said to be read")
               : state.read               ? tr("Read: no finding is open")
               : state.open > 0  ? tr("%n finding(s) open", "at or above the threshold, without a verdict", state.open)
               : state.open == 0 ? tr("Nothing is open: say when it is read")
                                 : tr("Not read: say when it is");
    }
    m_readText->setText(text);
}

void FindingPanel::setupList() {
    auto* head = new QHBoxLayout;
    auto* title = new QLabel(tr("Findings"));
    title->setProperty("role", QStringLiteral("section"));
    head->addWidget(title, 1);
    auto* label = new QLabel(tr("Threshold"));
    label->setProperty("role", QStringLiteral("caption"));
    head->addWidget(label);
    m_threshold = new QDoubleSpinBox;
    m_threshold->setRange(0.01, 0.99);
    m_threshold->setSingleStep(0.05);
    m_threshold->setDecimals(2);
    m_threshold->setValue(m_findings->threshold());
    m_threshold->setAccessibleName(tr("Threshold"));
    m_threshold->setToolTip(tr("From this probability on a finding counts as found"));
    m_threshold->setFixedWidth(84);
    label->setBuddy(m_threshold);
    head->addWidget(m_threshold);
    m_notice = new QLabel;
    m_notice->setWordWrap(true);
    m_notice->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_notice->hide();
    m_view = new QListView;
    m_view->setModel(m_findings);
    m_view->setItemDelegate(new FindingDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setAccessibleName(tr("Findings"));
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addLayout(head);
    column->addWidget(m_view, 1);
    column->addWidget(m_notice); // below: the rows stay where they are
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        m_findings->setThreshold(value);
        Q_EMIT thresholdChanged(value);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        saveComment();
        showReading();
        Q_EMIT findingChosen(currentFinding());
    });
    connect(m_findings, &QAbstractItemModel::dataChanged, this, &FindingPanel::showReading);
    connect(m_findings, &QAbstractItemModel::modelAboutToBeReset, this, &FindingPanel::saveComment);
    connect(m_findings, &QAbstractItemModel::modelReset, this, &FindingPanel::showReading);
}

void FindingPanel::setupReading() {
    auto* column = static_cast<QVBoxLayout*>(layout());
    m_chosen = new QLabel;
    m_chosen->setTextFormat(Qt::PlainText);
    m_chosen->setFont(widgets::font(widgets::Type::Body, QFont::DemiBold));
    m_truth = new QLabel;
    m_truth->setProperty("role", QStringLiteral("caption"));
    auto* names = new QHBoxLayout;
    names->addWidget(m_chosen, 1);
    names->addWidget(m_truth);
    column->addLayout(names);

    setupVerdicts();

    m_comment = new QPlainTextEdit;
    m_comment->setPlaceholderText(tr("Comment on this finding"));
    m_comment->setAccessibleName(tr("Comment on this finding"));
    m_comment->setToolTip(tr("Comment (C); Esc goes back to the image"));
    m_comment->setTabChangesFocus(true);
    m_comment->setFixedHeight(72);
    m_comment->installEventFilter(this);
    column->addWidget(m_comment);
    connect(m_comment, &QPlainTextEdit::textChanged, this, [this] {
        m_typed = true;
        m_pause.start();
    });
    m_history = new QLabel;
    m_history->setObjectName(QStringLiteral("history"));
    m_history->setProperty("role", QStringLiteral("caption"));
    m_history->setTextFormat(Qt::PlainText);
    m_history->setWordWrap(true);
    m_history->setAccessibleName(tr("What was said of this finding so far"));
    m_history->hide();
    column->addWidget(m_history);
    setupReadState();
    auto* research = new QLabel(tr("Research use only. Not for diagnosis."));
    research->setProperty("role", QStringLiteral("caption"));
    research->setObjectName(QStringLiteral("researchUseOnly"));
    research->setWordWrap(true);
    column->addWidget(research);
}

// Each button with what it says below it.
void FindingPanel::setupVerdicts() {
    const struct {
        QString text, meaning, icon, key;
        widgets::Role role;
    } entries[] = {
        {tr("Accept"), tr("the film shows it"), QStringLiteral("accept"), QStringLiteral("A"), widgets::Role::Good},
        {tr("Reject"), tr("it does not"), QStringLiteral("reject"), QStringLiteral("R"), widgets::Role::Bad},
        {tr("Uncertain"), tr("cannot be told"), QStringLiteral("uncertain"), QStringLiteral("U"),
         widgets::Role::Warning}};
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(2);
    for (size_t i = 0; i < m_verdicts.size(); ++i) {
        auto* button =
            new QPushButton(widgets::icon(entries[i].icon, entries[i].role, entries[i].role), entries[i].text);
        button->setCheckable(true);
        button->setProperty("verdict", true);
        button->setToolTip(tr("%1: %2 (%3)", "verdict, what it says, its key")
                               .arg(entries[i].text, entries[i].meaning, entries[i].key));
        button->setAccessibleDescription(entries[i].meaning);
        connect(button, &QPushButton::clicked, this, [this, i] {
            saveComment();
            Q_EMIT verdictGiven(currentFinding(), AllVerdicts[i]);
            showReading();
        });
        m_verdicts[i] = button;
        QLabel* meaning = wrappedCaption();
        meaning->setText(entries[i].meaning);
        meaning->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        grid->addWidget(button, 0, int(i));
        grid->addWidget(meaning, 1, int(i));
        grid->setColumnStretch(int(i), 1);
    }
    static_cast<QVBoxLayout*>(layout())->addLayout(grid);
}

QString FindingPanel::currentFinding() const {
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? m_findings->at(current.row()).name : QString();
}

void FindingPanel::choose(const QString& finding) {
    const int row = std::max(0, m_findings->rowOf(finding));
    if (row < m_findings->rowCount()) {
        m_view->setCurrentIndex(m_findings->index(row));
        m_view->scrollTo(m_findings->index(row));
    }
}

bool FindingPanel::isAtStart() const {
    if (m_view->currentIndex().row() != 0 || m_comment->hasFocus() || m_typed) {
        return false;
    }
    const FindingRow& row = m_findings->at(0);
    return row.verdict == Verdict::None && row.comment.isEmpty();
}

bool FindingPanel::step(int distance) {
    const int row = m_view->currentIndex().row() + distance;
    if (!m_view->currentIndex().isValid() || row < 0 || row >= m_findings->rowCount()) {
        return false;
    }
    m_view->setCurrentIndex(m_findings->index(row));
    return true;
}

void FindingPanel::setNotice(const QString& text, bool bad) {
    m_notice->setText(text);
    m_notice->setProperty("role", bad ? QStringLiteral("bad") : QStringLiteral("secondary"));
    m_notice->style()->unpolish(m_notice);
    m_notice->style()->polish(m_notice);
    m_notice->setVisible(!text.isEmpty());
}

void FindingPanel::showThreshold() {
    const QSignalBlocker blocker(m_threshold);
    m_threshold->setValue(m_findings->threshold());
}

void FindingPanel::showReading() {
    const QModelIndex current = m_view->currentIndex();
    const bool any = current.isValid();
    const FindingRow row = any ? m_findings->at(current.row()) : FindingRow();
    m_chosen->setText(any ? findingTitle(row.name) : tr("No finding chosen"));
    m_truth->setText(!any ? QString() : m_findings->display().labels ? truthText(row.truth) : tr("label hidden"));
    for (size_t i = 0; i < m_verdicts.size(); ++i) {
        m_verdicts[i]->setEnabled(any);
        m_verdicts[i]->setChecked(any && row.verdict == AllVerdicts[i]);
    }
    // A field that is disabled hands the focus on, and what is typed next would be verdicts.
    m_comment->setEnabled(any || m_comment->hasFocus());
    m_comment->setReadOnly(!any);
    if (m_commentOf != row.name || !m_typed) {
        showComment(row.comment);
        m_commentOf = row.name;
        m_typed = false;
    }
}

// Blanks around what is being typed are saved without them, and stay where they are. What another wrote leaves the
// cursor in its place.
void FindingPanel::showComment(const QString& comment) {
    if (m_comment->toPlainText().trimmed() == comment && m_comment->hasFocus()) {
        return;
    }
    if (m_comment->toPlainText() != comment) {
        const QSignalBlocker blocker(m_comment);
        const int position = m_comment->textCursor().position();
        m_comment->setPlainText(comment);
        QTextCursor cursor = m_comment->textCursor();
        cursor.setPosition(int(std::min<qsizetype>(position, comment.size())));
        m_comment->setTextCursor(cursor);
    }
}

void FindingPanel::setHistory(const QStringList& lines) {
    m_history->setText(lines.mid(0, HistoryLines).join(QLatin1Char('\n')));
    // Rich text, so that long comments wrap.
    m_history->setToolTip(
        QStringLiteral("<p>%1</p>")
            .arg(lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"))));
    m_history->setVisible(!lines.isEmpty());
}

void FindingPanel::saveComment() {
    m_pause.stop();
    if (m_typed && !m_commentOf.isEmpty()) {
        m_typed = false;
        Q_EMIT commentGiven(m_commentOf, m_comment->toPlainText().trimmed());
    }
}

void FindingPanel::focusComment() {
    m_comment->setFocus();
}

bool FindingPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_comment) {
        if (event->type() == QEvent::FocusOut) {
            saveComment();
        } else if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            saveComment();
            Q_EMIT left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace roentgen::app
