// opencv_film_read IMAGE…: the peer of film_read: OpenCV's imread and its INTER_AREA to 256 × 256, in processor time of
// one core. Prints JSON. No program of ours links OpenCV's imgcodecs (it brings GDCM and GDAL with it).
#include "tests/benchmarks/processor_seconds.h"

#include <cstdio>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

int main(int argc, char** argv) {
    cv::setNumThreads(1);
    int images = 0;
    const double begin = processorSeconds();
    for (int i = 1; i < argc; ++i) {
        const cv::Mat film = cv::imread(argv[i], cv::IMREAD_GRAYSCALE);
        if (film.empty())
            continue;
        cv::Mat small;
        cv::resize(film, small, {256, 256}, 0, 0, cv::INTER_AREA);
        ++images;
    }
    const double seconds = processorSeconds() - begin;
    std::printf("{\"images\": %d, \"images_per_second_and_core\": %.3f}\n", images, images ? images / seconds : 0.0);
    return images ? 0 : 3;
}
