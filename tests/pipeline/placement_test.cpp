#include "engine/pipeline/placement.h"

#include "engine/imaging/image_file.h"
#include "engine/imaging/resize_area.h"

#include <QtTest>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <random>

using namespace roentgen;
using namespace roentgen::pipeline;

namespace {

constexpr int stored = 20, size = 12;
constexpr double pi = 3.14159265358979323846;

// Grey values come out as they are.
const GreyTable& plainGreys() {
    static const GreyTable table = [] {
        GreyTable greys;
        std::iota(greys.begin(), greys.end(), 0.f);
        return greys;
    }();
    return table;
}

std::vector<float> place(const std::vector<uint8_t>& image, const Placement& placement) {
    std::vector<float> output(size * size);
    placePixels(image.data(), stored, placement, size, plainGreys(), output.data());
    return output;
}

std::vector<uint8_t> randomImage() {
    std::mt19937 random(9);
    std::vector<uint8_t> image(stored * stored);
    for (uint8_t& pixel : image)
        pixel = uint8_t(random() % 256);
    return image;
}

// Where the centre of output pixel (x, y) lies in the prepared image, from the definition in placement.h: forwards
// p' = scale · R · (p - c) + c + shift about the window's centre c, then mirrored.
std::pair<double, double> sourceOf(const Placement& placement, double x, double y) {
    const double half = (size - 1) / 2.;
    const double u = ((placement.flip ? size - 1 - x : x) - half - placement.shiftX) / placement.scale;
    const double v = (y - half - placement.shiftY) / placement.scale;
    const double c = std::cos(placement.rotateRadians), s = std::sin(placement.rotateRadians);
    return {placement.cropX + half + c * u + s * v, placement.cropY + half - s * u + c * v};
}

// The mean over a square of pixels taken as squares, exactly: overlap by overlap. Beyond the image is 0.
double squareMean(const std::vector<uint8_t>& image, double centerX, double centerY, double side) {
    const auto overlap = [side](double center, int pixel) {
        return std::max(0., std::min(center + side / 2, pixel + 0.5) - std::max(center - side / 2, pixel - 0.5));
    };
    double sum = 0;
    for (int y = 0; y < stored; ++y)
        for (int x = 0; x < stored; ++x)
            sum += overlap(centerX, x) * overlap(centerY, y) * image[size_t(y * stored + x)];
    return sum / (side * side);
}

Placement turned(double degrees, double scale, bool flip = false, int shiftX = 0, int shiftY = 0) {
    Placement placement = centerPlacement(size, stored);
    placement.rotateRadians = degrees * pi / 180;
    placement.scale = scale;
    placement.flip = flip;
    placement.shiftX = shiftX;
    placement.shiftY = shiftY;
    return placement;
}

} // namespace

class PlacementTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void copiesWholePixels_data() {
        QTest::addColumn<int>("cropX");
        QTest::addColumn<int>("cropY");
        QTest::addColumn<bool>("flip");
        QTest::addColumn<int>("shiftX");
        QTest::addColumn<int>("shiftY");
        QTest::newRow("corner") << 0 << 0 << false << 0 << 0;
        QTest::newRow("opposite corner") << 8 << 8 << false << 0 << 0;
        QTest::newRow("inside") << 3 << 5 << false << 0 << 0;
        QTest::newRow("inside, flipped") << 3 << 5 << true << 0 << 0;
        QTest::newRow("shifted right and up") << 3 << 5 << false << 2 << -3;
        QTest::newRow("shifted beyond the left and the top edge") << 3 << 2 << false << 6 << 7;
        QTest::newRow("shifted beyond the right and the bottom edge, flipped") << 7 << 8 << true << -9 << -5;
        QTest::newRow("shifted out") << 0 << 0 << true << 100 << -100;
    }

    void copiesWholePixels() {
        QFETCH(int, cropX);
        QFETCH(int, cropY);
        QFETCH(bool, flip);
        QFETCH(int, shiftX);
        QFETCH(int, shiftY);
        const Placement placement{cropX, cropY, flip, 0, shiftX, shiftY, 1};
        const auto image = randomImage();
        const auto output = place(image, placement);
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
                const int sourceX = cropX + (flip ? size - 1 - x : x) - shiftX, sourceY = cropY + y - shiftY;
                const bool isInside = sourceX >= 0 && sourceY >= 0 && sourceX < stored && sourceY < stored;
                QCOMPARE(output[size_t(y * size + x)],
                         isInside ? float(image[size_t(sourceY * stored + sourceX)]) : 0.f);
            }
        }
    }

    void samplesOnce_data() {
        QTest::addColumn<double>("degrees");
        QTest::addColumn<double>("scale");
        QTest::addColumn<bool>("flip");
        QTest::addColumn<int>("shift");
        QTest::newRow("turned") << 10. << 1. << false << 0;
        QTest::newRow("turned back, flipped") << -10. << 1. << true << 0;
        QTest::newRow("turned by a right angle") << 90. << 1. << false << 0;
        QTest::newRow("enlarged") << 0. << 1.37 << false << 0;
        QTest::newRow("a little smaller") << 0. << 0.93 << false << 0;
        QTest::newRow("half") << 0. << 0.5 << false << 0;
        QTest::newRow("everything") << 33. << 0.7 << true << 3;
        QTest::newRow("everything, enlarged") << -160. << 1.4 << true << -2;
        QTest::newRow("out of the image") << 5. << 0.9 << false << 50;
    }

    // Bilinear is the mean over a square of one pixel.
    void samplesOnce() {
        QFETCH(double, degrees);
        QFETCH(double, scale);
        QFETCH(bool, flip);
        QFETCH(int, shift);
        const Placement placement = turned(degrees, scale, flip, shift, -shift / 2);
        const auto image = randomImage();
        const auto output = place(image, placement);
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x) {
                const auto [sourceX, sourceY] = sourceOf(placement, x, y);
                const double truth = squareMean(image, sourceX, sourceY, std::max(1., 1 / scale));
                QVERIFY2(std::abs(output[size_t(y * size + x)] - truth) < 1e-3, qPrintable(QString::number(truth)));
            }
    }

    // OpenCV turns the other way and rounds places to 1/32 pixel: on greys with a slope of up to 15 a pixel that is
    // up to 0.5.
    void isOpenCvsAffineMap() {
        std::vector<uint8_t> image;
        for (int y = 0; y < stored; ++y)
            for (int x = 0; x < stored; ++x)
                image.push_back(uint8_t(std::lround(120 + 60 * std::sin(x * 0.25) + 50 * std::cos(y * 0.2 + x * 0.1))));
        for (const double degrees : {-25., 4., 170.}) {
            const Placement placement = turned(degrees, 1.2, false, 2, -1);
            const double centre = (stored - 1) / 2.;
            cv::Mat map = cv::getRotationMatrix2D(cv::Point2f(float(centre), float(centre)), -degrees, 1.2), truth;
            map.at<double>(0, 2) += 2 - 4; // the shift, and the window's corner
            map.at<double>(1, 2) += -1 - 4;
            cv::Mat source;
            cv::Mat(stored, stored, CV_8U, image.data()).convertTo(source, CV_32F);
            cv::warpAffine(source, truth, map, cv::Size(size, size), cv::INTER_LINEAR, cv::BORDER_CONSTANT);
            const auto output = place(image, placement);
            for (int y = 0; y < size; ++y)
                for (int x = 0; x < size; ++x)
                    QVERIFY(std::abs(output[size_t(y * size + x)] - truth.at<float>(y, x)) < 0.6);
        }
    }

    // Half the size is what the area shrink of whole films gives.
    void halfSizeIsTheAreaShrink() {
        const auto image = randomImage();
        imaging::GreyImage film;
        film.rows = film.columns = stored;
        film.bytes = image;
        const auto half = imaging::resizeArea(film, stored / 2, stored / 2);
        const auto output = place(image, turned(0, 0.5));
        for (int y = 0; y < stored / 2; ++y)
            for (int x = 0; x < stored / 2; ++x) // 10² in the middle of 12²
                QVERIFY(std::abs(output[size_t((y + 1) * size + x + 1)] - half.bytes[size_t(y * 10 + x)]) <= 0.5f);
        QCOMPARE(output[0], 0.f);
    }

    // Every second pixel white: a sampler that skips pixels would give black and white.
    void fineDetailIsAveragedNotSkipped() {
        std::vector<uint8_t> board(stored * stored);
        for (int i = 0; i < stored * stored; ++i)
            board[size_t(i)] = (i % stored + i / stored) % 2 ? 255 : 0;
        const auto output = place(board, turned(0, 0.5));
        for (int y = 2; y < size - 2; ++y)
            for (int x = 2; x < size - 2; ++x)
                QVERIFY(std::abs(output[size_t(y * size + x)] - 127.5f) < 0.01f);
    }

    void greysAreLookedUpBeforeTheMeanIsTaken() {
        GreyTable greys{};
        greys[10] = -3;
        greys[0] = 7; // beyond the film too
        const std::vector<uint8_t> image(stored * stored, 10);
        std::vector<float> output(size * size);
        for (const double degrees : {0., 3.}) {
            placePixels(image.data(), stored, turned(degrees, 1), size, greys, output.data());
            QVERIFY(std::abs(output[size * size / 2] + 3) < 1e-5f);
            placePixels(image.data(), stored, turned(degrees, 1, false, 60), size, greys, output.data());
            QVERIFY(std::abs(output[size * size / 2] - 7) < 1e-5f);
        }
    }
};

QTEST_GUILESS_MAIN(PlacementTest)
#include "placement_test.moc"
