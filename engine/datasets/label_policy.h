// Labels that are uncertain: what training takes them for (Irvin et al., CheXpert, AAAI 2019, section 3.1).
#pragma once

#include "engine/protocol/study_index.h"

#include <string>
#include <vector>

namespace roentgen::datasets {

// data.label_policy. Ignored: NaN, which the loss leaves out of its sum and of its mean.
enum class UncertainAs { Ignored, Zero, One };
UncertainAs uncertainAs(const std::string& policy); // "u_ignore" "u_zeros" "u_ones"

// [classes] 1 or 0; NaN: uncertain, or nothing is said. What metrics go by, whatever the policy.
std::vector<float> labelsOf(const StudyImage& image, const std::vector<std::string>& classes);
// [classes] what the loss goes by. exclusive: where one class is certainly present, nothing said of another means 0.
std::vector<float> targetsOf(const StudyImage& image, const std::vector<std::string>& classes, UncertainAs uncertain,
                             bool exclusive);

} // namespace roentgen::datasets
