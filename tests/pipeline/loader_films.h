// Made-up films for the loader's tests, and all batches of an epoch at once.
#pragma once

#include "engine/pipeline/batch_loader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtGlobal>
#include <cmath>
#include <cstring>

namespace roentgen::tests {

class LoaderFilms {
public:
    static constexpr int count = 23, classes = 3;

    LoaderFilms() {
        for (int i = 0; i < count; ++i) {
            datasets::Sample sample;
            sample.path = writePgm(i);
            sample.targets = {float(i % 2), float(i % 3 == 0), i % 5 == 0 ? std::nanf("") : 1.f};
            m_samples.push_back(sample);
        }
    }
    const std::vector<datasets::Sample>& samples() const { return m_samples; }
    QString filePath(const QString& name) const { return m_folder.filePath(name); }

    // 14 of 16 px, batches of 4, one thread.
    static pipeline::LoaderOptions smallOptions(bool training) {
        pipeline::LoaderOptions options;
        options.imageSize = 14;
        options.storedSize = 16;
        options.training = training;
        options.seed = 11;
        options.augment.flip = true;
        options.augment.rotateDegrees = 5;
        options.augment.scaleFraction = 0.1;
        options.localBatch = 4;
        options.decodeThreads = 1;
        return options;
    }

    static bool sameBatch(const pipeline::Batch& a, const pipeline::Batch& b) {
        const auto sameBits = [](const std::vector<float>& x, const std::vector<float>& y) { // NaN equals itself
            return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size() * sizeof(float)) == 0;
        };
        return a.step == b.step && a.samples == b.samples && sameBits(a.pixels, b.pixels) &&
               sameBits(a.labels, b.labels);
    }

    static std::vector<pipeline::Batch> allBatches(pipeline::BatchLoader& loader, int64_t epoch, int64_t fromStep = 0) {
        std::vector<pipeline::Batch> batches;
        loader.start(epoch, fromStep);
        for (;;) {
            auto batch = loader.next();
            if (!batch)
                qFatal("%s", batch.error().toLine().c_str());
            if (!*batch)
                return batches;
            batches.push_back(std::move(**batch));
        }
    }

    std::vector<pipeline::Batch> batchesOf(const pipeline::LoaderOptions& options, int64_t epoch,
                                           int64_t fromStep = 0) const {
        pipeline::BatchLoader loader(m_samples, options);
        return allBatches(loader, epoch, fromStep);
    }

private:
    std::string writePgm(int number) const {
        QByteArray bytes = "P5\n24 32\n255\n";
        for (int i = 0; i < 24 * 32; ++i)
            bytes.append(char((i * 7 + number * 31 + i * i % 13) % 251));
        QFile file(m_folder.filePath(QStringLiteral("%1.pgm").arg(number)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test's film");
        return file.fileName().toStdString();
    }

    QTemporaryDir m_folder;
    std::vector<datasets::Sample> m_samples;
};

} // namespace roentgen::tests
