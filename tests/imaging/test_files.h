// Files that the imaging tests write and read again.
#pragma once

#include "engine/imaging/image_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <string>
#include <vector>

inline std::string writeBytes(const QTemporaryDir& folder, const char* name, const std::vector<uint8_t>& bytes) {
    const QString path = folder.filePath(QString::fromUtf8(name));
    QFile file(path);
    file.remove(); // writing over a file makes ext4 wait for the disk
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(reinterpret_cast<const char*>(bytes.data()), qint64(bytes.size())) != qint64(bytes.size()))
        qFatal("cannot write the test's file");
    return path.toStdString();
}

inline std::vector<uint8_t> bytesOf(const std::string& text) {
    return {text.begin(), text.end()};
}

// The stored values, whatever their type.
inline std::vector<int> valuesOf(const roentgen::imaging::GreyImage& image) {
    using roentgen::imaging::PixelType;
    std::vector<int> values(image.pixelCount());
    for (size_t i = 0; i < values.size(); ++i)
        values[i] = image.type == PixelType::UInt8    ? image.bytes[i]
                    : image.type == PixelType::UInt16 ? image.pixels<uint16_t>()[i]
                                                      : image.pixels<int16_t>()[i];
    return values;
}

inline roentgen::imaging::GreyImage grey8(int rows, int columns, const std::vector<int>& values) {
    roentgen::imaging::GreyImage image;
    image.rows = rows;
    image.columns = columns;
    image.bytes.assign(values.begin(), values.end());
    return image;
}

// Says the error where there should be none.
template <typename Result>
QByteArray why(const Result& result) {
    return result ? QByteArray("no error") : QByteArray::fromStdString(result.error().toLine());
}
