// Said in place of the images where a filter leaves none: what to take away, and what that would show.
#pragma once

#include "app/studies/study_query.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace roentgen::app {

class NothingFound : public QWidget {
    Q_OBJECT
public:
    explicit NothingFound(QWidget* parent = nullptr);

    void explain(const StudyQuery& query, const std::vector<Relaxation>& relaxations);

Q_SIGNALS:
    void queryChosen(const roentgen::app::StudyQuery& query);

private:
    void offer(const QString& text, const StudyQuery& query);

    QLabel* m_text;
    QVBoxLayout* m_offers;
};

} // namespace roentgen::app
