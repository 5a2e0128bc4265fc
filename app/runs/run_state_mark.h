// The mark of a run's state: a colour and a shape, so that neither is the only sign.
#pragma once

#include "engine/protocol/run_state.h"
#include "widgets/theme.h"

class QPainter;
class QRectF;

namespace roentgen::app {

widgets::Role runStateRole(RunState state);
// Filled: disc finished, triangle running, bars stalled, square stopped, cross failed. Outlined: circle prepared,
// triangle starting, diamond lost. area is square, about 10 px.
void paintRunState(QPainter& painter, const QRectF& area, RunState state);

} // namespace roentgen::app
