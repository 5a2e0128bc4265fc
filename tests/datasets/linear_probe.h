// The weakest reader there is: ridge regression on thumbnails of 16 × 16. What it finds is not worth a network.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

class LinearProbe {
public:
    // features: [N][D], standardised here; fold: [N], 0…folds-1. All of a patient's films are in one fold.
    LinearProbe(std::vector<std::vector<double>> features, std::vector<int> fold, int folds)
        : m_features(std::move(features))
        , m_fold(std::move(fold))
        , m_folds(folds) {
        const size_t dimensions = m_features[0].size();
        for (size_t d = 0; d < dimensions; ++d) {
            double sum = 0, squares = 0;
            for (const auto& row : m_features) {
                sum += row[d];
                squares += row[d] * row[d];
            }
            const double mean = sum / double(m_features.size());
            const double deviation = std::sqrt(std::max(1e-9, squares / double(m_features.size()) - mean * mean));
            for (auto& row : m_features)
                row[d] = (row[d] - mean) / deviation;
        }
    }

    // Area under the ROC curve of the held-out scores.
    double heldOutAuc(const std::vector<bool>& positive, double ridge) const {
        std::vector<double> scores(m_features.size());
        for (int fold = 0; fold < m_folds; ++fold) {
            const std::vector<double> weights = fit(positive, fold, ridge);
            for (size_t i = 0; i < m_features.size(); ++i)
                if (m_fold[i] == fold)
                    scores[i] = dot(weights, m_features[i]);
        }
        double wins = 0, pairs = 0;
        for (size_t i = 0; i < scores.size(); ++i)
            for (size_t j = 0; j < scores.size(); ++j)
                if (positive[i] && !positive[j]) {
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    ++pairs;
                }
        return wins / pairs;
    }

private:
    static double dot(const std::vector<double>& a, const std::vector<double>& b) {
        double sum = 0;
        for (size_t i = 0; i < a.size(); ++i)
            sum += a[i] * b[i];
        return sum;
    }

    // (XᵀX + ridge·I) w = Xᵀ(y - mean) by Cholesky's decomposition.
    std::vector<double> fit(const std::vector<bool>& positive, int heldOut, double ridge) const {
        const size_t n = m_features[0].size();
        double mean = 0, count = 0;
        for (size_t i = 0; i < m_features.size(); ++i)
            if (m_fold[i] != heldOut) {
                mean += positive[i];
                ++count;
            }
        mean /= count;
        std::vector<double> a(n * n), b(n);
        for (size_t i = 0; i < m_features.size(); ++i) {
            if (m_fold[i] == heldOut)
                continue;
            const std::vector<double>& x = m_features[i];
            for (size_t r = 0; r < n; ++r) {
                b[r] += x[r] * ((positive[i] ? 1 : 0) - mean);
                for (size_t c = 0; c <= r; ++c)
                    a[r * n + c] += x[r] * x[c];
            }
        }
        for (size_t r = 0; r < n; ++r)
            a[r * n + r] += ridge;
        for (size_t r = 0; r < n; ++r)
            for (size_t c = 0; c <= r; ++c) {
                double sum = a[r * n + c];
                for (size_t k = 0; k < c; ++k)
                    sum -= a[r * n + k] * a[c * n + k];
                a[r * n + c] = r == c ? std::sqrt(sum) : sum / a[c * n + c];
            }
        for (size_t r = 0; r < n; ++r) {
            for (size_t k = 0; k < r; ++k)
                b[r] -= a[r * n + k] * b[k];
            b[r] /= a[r * n + r];
        }
        for (size_t r = n; r-- > 0;) {
            for (size_t k = r + 1; k < n; ++k)
                b[r] -= a[k * n + r] * b[k];
            b[r] /= a[r * n + r];
        }
        return b;
    }

    std::vector<std::vector<double>> m_features;
    std::vector<int> m_fold;
    int m_folds;
};
