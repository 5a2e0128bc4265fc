#!/usr/bin/python3
"""onnx_export.py FILE: torchvision's DenseNet-121 of 14 classes, evaluating, 224², any batch, as ONNX (opset 14)."""
import sys

import torch
import torchvision

model = torchvision.models.densenet121(num_classes=14).eval()
torch.onnx.export(model, torch.zeros(1, 3, 224, 224), sys.argv[1], input_names=["x"], output_names=["y"],
                  dynamic_axes={"x": {0: "n"}, "y": {0: "n"}}, opset_version=14)
