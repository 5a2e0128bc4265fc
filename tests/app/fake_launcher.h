// A roentgen-run that writes down what it is asked and answers as it is told: for a machine and answers that cannot be
// had here. It takes the place of the real one for the pages that are made afterwards.
#pragma once

#include "engine/protocol/text_file.h"
#include "tests/app/page_context.h"

#include <QFile>
#include <QtTest>

namespace roentgen::test {

class FakeLauncher {
public:
    // cases: of a shell's `case "$*" in`, the arguments joined by blanks.
    FakeLauncher(PageContext& workspace, const std::string& cases)
        : m_asked(workspace.folder.filePath(QStringLiteral("asked"))) {
        const QString program = workspace.folder.filePath(QStringLiteral("roentgen-run"));
        const std::string script =
            "#!/bin/sh\necho \"$*\" >>\"" + m_asked.toStdString() + "\"\ncase \"$*\" in\n" + cases + "esac\n";
        if (!writeFileAtomically(program.toStdString(), script) ||
            !QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner))
            qFatal("could not write the launcher");
        workspace.context.binFolder = workspace.folder.path();
    }

    // What was to be started, without what only asks.
    QStringList started() const {
        QFile file(m_asked);
        QStringList lines;
        if (file.open(QIODevice::ReadOnly))
            for (const QByteArray& line : file.readAll().split('\n'))
                if ((line.startsWith("start ") || line.startsWith("sweep ")) && !line.contains("--dry-run"))
                    lines << QString::fromUtf8(line);
        return lines;
    }

private:
    QString m_asked;
};

} // namespace roentgen::test
