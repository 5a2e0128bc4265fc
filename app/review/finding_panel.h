// The right side of Review: the findings of the image, and what the reader says of the chosen one.
#pragma once

#include "app/review/film_warning.h"
#include "app/review/finding_model.h"

#include <QTimer>
#include <QWidget>

#include <array>

class QDoubleSpinBox;
class QLabel;
class QListView;
class QPlainTextEdit;
class QPushButton;

namespace roentgen::app {

class FilmWarningBox;

class FindingPanel : public QWidget {
    Q_OBJECT
public:
    explicit FindingPanel(FindingModel* findings, QWidget* parent = nullptr);

    QString currentFinding() const; // "": none
    void choose(const QString& finding);
    bool step(int distance);
    // The first finding is chosen and nothing is said of it yet: the reader has not come to work.
    bool isAtStart() const;
    void setNotice(const QString& text, bool bad);        // under the list; "": nothing
    void setWarnings(const QList<FilmWarning>& warnings); // above it: why the image is none that the model knows
    struct ReadState {
        bool any = false;    // an image
        bool read = false;   // by anybody
        bool said = false;   // to be read, by anybody
        bool hidden = false; // something is, until it is read by who looks
        int open = 0;        // findings without a verdict; -1: not to be told
    };
    void setReadState(const ReadState& state);
    void showThreshold();                      // the model's
    void showReading();                        // of the chosen finding, from the model
    void setHistory(const QStringList& lines); // of the chosen finding, the newest first
    void saveComment();                        // what was typed so far
    void keepTyped() { m_typed = true; }       // it could not be saved: it stays, and is tried again
    void focusComment();
    QListView* view() const { return m_view; }

Q_SIGNALS:
    void findingChosen(const QString& finding);
    void verdictGiven(const QString& finding, roentgen::app::Verdict verdict);
    void commentGiven(const QString& finding, const QString& comment);
    void thresholdChanged(double threshold);
    void saidToBeRead(); // or taken back
    void left();         // Esc in the comment

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupList();
    void setupVerdicts();
    void setupReading();
    void setupReadState();
    void showComment(const QString& comment);

    FindingModel* m_findings;
    QListView* m_view;
    QDoubleSpinBox* m_threshold;
    FilmWarningBox* m_warning;
    QLabel *m_notice, *m_chosen, *m_truth, *m_history, *m_readText;
    QPushButton* m_read;
    std::array<QPushButton*, 3> m_verdicts; // accept, reject, uncertain
    QPlainTextEdit* m_comment;
    QString m_commentOf; // the finding that the typed text belongs to
    bool m_typed = false;
    QTimer m_pause;
};

} // namespace roentgen::app
