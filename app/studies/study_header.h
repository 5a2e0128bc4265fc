// Right of the title of Studies: the filters, how the images are seen, and what can be done with them. GUI thread.
#pragma once

#include <QWidget>

class QPushButton;
class QToolButton;

namespace roentgen::app {

class FilterBar;

class StudyHeader : public QWidget {
    Q_OBJECT
public:
    explicit StudyHeader(QWidget* parent = nullptr);
    ~StudyHeader() override; // whether the inspector is wanted is kept

    FilterBar* filters() const { return m_filters; }
    bool wantsInspector() const;
    void setSourceShown(bool shown); // without a data set there is nothing to do here
    void setGallery(bool gallery);
    void setBesideEnabled(bool enabled);

Q_SIGNALS:
    void galleryChosen(bool gallery); // or the table
    void inspectorToggled(bool wanted);
    void besideRequested();
    void trainRequested();

private:
    QToolButton* makeTool(const QString& iconName, const QString& text, const QKeySequence& keys);

    FilterBar* m_filters;
    QToolButton *m_table, *m_gallery, *m_inspector, *m_beside;
    QPushButton* m_train;
};

} // namespace roentgen::app
