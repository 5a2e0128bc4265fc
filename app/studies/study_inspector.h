// The right side of Studies: the current image with what is known of it, and the problems of its data set.
#pragma once

#include "app/studies/study_table.h"

#include <QImage>
#include <QWidget>

class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace roentgen::app {

class StudyInspector : public QWidget {
    Q_OBJECT
public:
    explicit StudyInspector(QWidget* parent = nullptr);

    void setDataset(const StudyTable* table); // nullptr: none. Kept until the next call
    void setImage(const StudyTable* table, const StudyTable::Row* row);
    void setPicture(const QImage& picture, const QString& failure); // of the image; null and no failure: on its way

Q_SIGNALS:
    void problemsRequested(const roentgen::DataProblem& problem);
    void layoutRequested(); // to be corrected

private:
    void showFacts(const StudyTable& table, const StudyTable::Row& row);
    void showLabels(const StudyTable& table, const StudyTable::Row& row);
    void addFact(const QString& name, const QString& value);

    QLabel* m_picture;
    QLabel* m_name;
    QFormLayout* m_facts;
    QWidget* m_labelSection;
    QVBoxLayout* m_labels;
    QWidget* m_problemSection;
    QVBoxLayout* m_problems;
};

} // namespace roentgen::app
