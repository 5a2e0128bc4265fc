// Loops over the rows (pixels of all images) of a channels-last tensor, shared among threads the same way every time:
// the same number of threads gives the same bits.
#pragma once

#include "engine/models/torch_headers.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace roentgen::models {

inline int64_t rowsOf(const torch::Tensor& x) {
    return x.size(0) * x.size(2) * x.size(3);
}

inline int64_t partsFor(int64_t rows) {
    return std::max<int64_t>(1, std::min<int64_t>(at::get_num_threads(), rows / 64));
}

// Calls work(first row, rows, part); one part a thread.
template <typename Work>
void overRows(int64_t rows, int64_t parts, Work work) {
    at::parallel_for(0, parts, 1, [&](int64_t begin, int64_t end) {
        for (int64_t part = begin; part < end; ++part)
            work(rows * part / parts, rows * (part + 1) / parts - rows * part / parts, part);
    });
}

using RowSums = std::pair<std::vector<double>, std::vector<double>>; // each [C]

// Two [C] sums over all rows: add(first row, rows, double* sum, double* other) of each part, added in the parts' order.
template <typename Add>
RowSums sumOverRows(int64_t rows, int64_t channels, Add add) {
    const int64_t parts = partsFor(rows);
    std::vector<double> sums(size_t(parts * channels * 2), 0.0);
    overRows(rows, parts, [&](int64_t first, int64_t count, int64_t part) {
        double* own = sums.data() + part * channels * 2;
        add(first, count, own, own + channels);
    });
    RowSums total;
    total.first.assign(size_t(channels), 0.0);
    total.second.assign(size_t(channels), 0.0);
    for (int64_t part = 0; part < parts; ++part)
        for (int64_t c = 0; c < channels; ++c) {
            total.first[size_t(c)] += sums[size_t(part * channels * 2 + c)];
            total.second[size_t(c)] += sums[size_t(part * channels * 2 + channels + c)];
        }
    return total;
}

// Runs work with the tensor's element type: uint16_t stands for bf16.
template <typename Work>
void withType(const torch::Tensor& x, Work work) {
    if (x.scalar_type() == torch::kFloat)
        work(float());
    else
        work(uint16_t());
}
template <typename T>
T* dataOf(const torch::Tensor& x) {
    return static_cast<T*>(x.data_ptr());
}

} // namespace roentgen::models
