// QCustomPlot's header uses Qt's keywords and casts: what includes this includes it first. For chart_plot.cpp and
// plotted_lines.cpp, which hide QCustomPlot from everything else.
#pragma once

#undef QT_NO_KEYWORDS
#undef QT_NO_CAST_FROM_ASCII
#undef QT_NO_CAST_TO_ASCII

#include <qcustomplot.h>
