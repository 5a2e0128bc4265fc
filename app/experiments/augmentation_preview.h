// Below the form while the augmentation's fields are in view: six films of the data set as training will see them, made
// by the worker a moment after an edit; for comparison the same films as they are. Asks only while it can be seen. GUI
// thread.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/messages/augment_messages.h"
#include "widgets/tile_grid.h"

#include <QTimer>

class QCheckBox;
class QLabel;
class QToolButton;

namespace roentgen::app {

class EngineService;

class AugmentationPreview : public QWidget {
    Q_OBJECT
public:
    AugmentationPreview(EngineService* service, const QString& workspace, QWidget* parent = nullptr);

    void setExperiment(const Experiment& experiment);
    bool isSettled() const { return !m_timer.isActive() && m_waiting == 0; }
    QString message() const; // "": films are shown
    const widgets::TileGrid* grid() const { return m_grid; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void setupControls();
    void ask();
    void take(const AugmentAnswer& answer, const std::string& question);
    void showTiles();
    void say(const QString& text);

    EngineService* m_service;
    QString m_workspace;
    Experiment m_experiment; // what the preview depends on, no more
    int64_t m_epoch = 1;
    std::string m_asked; // the question whose answer is shown or on its way
    std::string m_data;  // what its films are
    quint64 m_request = 0;
    int m_waiting = 0; // answers to come, pixels to read
    QTimer m_timer;

    QLabel* m_message;
    QToolButton* m_again;
    QCheckBox* m_asTheyAre;
    widgets::TileGrid* m_grid;
    std::vector<widgets::Tile> m_plain, m_augmented;
};

} // namespace roentgen::app
