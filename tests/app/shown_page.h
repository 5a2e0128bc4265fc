// A page as it stands in a small window.
#pragma once

#include "app/page.h"

#include <QtTest>

namespace roentgen::test {

enum class Until { Exposed, Settled };

inline void showPage(app::Page& page, Until until = Until::Settled) {
    page.resize(1216, 720);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    if (until == Until::Settled)
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20000);
}

} // namespace roentgen::test
