// The precompiled header of the engine's torch targets: torch/nn.h costs many seconds a file.
#pragma once

#include <ATen/Parallel.h>
#include <map>
#include <memory>
#include <string>
#include <torch/nn/functional.h>
#include <torch/nn/init.h>
#include <torch/nn/module.h>
#include <torch/types.h>
#include <torch/utils.h>
#include <vector>
