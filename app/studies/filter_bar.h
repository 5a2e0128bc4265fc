// In the header of Studies: the text filter, a chip for every chosen value, and how many images are left.
#pragma once

#include "app/studies/study_query.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace roentgen::app {

class FilterBar : public QWidget {
    Q_OBJECT
public:
    explicit FilterBar(QWidget* parent = nullptr);

    void setQuery(const StudyQuery& query);
    void setCounts(int shown, int all); // all < 0: nothing to count
    void focusText();

Q_SIGNALS:
    void queryChanged(const roentgen::app::StudyQuery& query);
    void keepRequested(const QString& suggestedName); // keep this filter under a name

private:
    QString words() const; // of what is chosen
    void showChips();
    void addChip(const QString& text, const QString& tip, Facet facet, const QStringList& remaining);

    StudyQuery m_query;
    QLineEdit* m_text;
    QHBoxLayout* m_chips;
    QToolButton* m_keep;
    QLabel* m_count;
    QTimer m_typing; // a pause, then the query
};

} // namespace roentgen::app
