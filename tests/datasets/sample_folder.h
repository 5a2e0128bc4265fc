// A temporary folder that a test fills with small images and label tables.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/imaging/image_file.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>

class SampleFolder {
public:
    std::string path() const { return m_folder.path().toStdString(); }
    std::string path(const std::string& name) const { return path() + '/' + name; }
    // Makes the folders above it too.
    void write(const std::string& name, const QByteArray& bytes) const {
        const QString full = QString::fromStdString(path(name));
        QDir().mkpath(QFileInfo(full).path());
        QFile file(full);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(full));
    }
    // A plain grey PGM of that size, whatever the name says; readers tell by content.
    void image(const std::string& name, int rows = 4, int columns = 4) const {
        write(name, QStringLiteral("P5\n%1 %2\n255\n").arg(columns).arg(rows).toLatin1() +
                        QByteArray(rows * columns, '\x40'));
    }
    void png(const std::string& name, int rows = 4, int columns = 4) const {
        QDir().mkpath(QFileInfo(QString::fromStdString(path(name))).path());
        roentgen::imaging::GreyImage grey;
        grey.rows = rows;
        grey.columns = columns;
        grey.bytes.assign(grey.pixelCount(), 100);
        if (!roentgen::imaging::writePng(path(name), grey))
            qFatal("cannot write a PNG");
    }

private:
    QTemporaryDir m_folder;
};

inline const QByteArray nihHeader =
    "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"
    "OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]\n";

inline QByteArray nihRow(const QByteArray& image, const QByteArray& findings, const QByteArray& patient) {
    return image + ',' + findings + ",0," + patient + ",58,M,PA,2682,2749,0.143,0.143\n";
}

inline const roentgen::DataProblem* problemOf(const std::vector<roentgen::DataProblem>& problems,
                                              const std::string& code) {
    for (const roentgen::DataProblem& problem : problems)
        if (problem.code == code)
            return &problem;
    return nullptr;
}

inline roentgen::Experiment experimentOn(const std::string& dataset) {
    roentgen::Experiment experiment;
    experiment.data.dataset = dataset;
    return experiment;
}
