// Prints the processor seconds that the second of two OpenMP threads spends in a gap of 100 ms between two regions.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <omp.h>
#include <thread>

namespace {

double threadSeconds() {
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

} // namespace

int main() {
    constexpr int gaps = 10;
    double first = 0, last = 0; // the second thread's clock
    for (int region = 0; region <= gaps; ++region) {
        if (region > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
#pragma omp parallel num_threads(2)
        if (omp_get_thread_num() == 1)
            (region == 0 ? first : last) = threadSeconds();
    }
    std::printf("%.6f\n", (last - first) / gaps);
    return last > first ? 0 : 1;
}
