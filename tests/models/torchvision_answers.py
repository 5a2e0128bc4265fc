#!/usr/bin/python3
"""Writes torchvision's DenseNet with random weights, an input and its own logits as safetensors, by hand.

  torchvision_answers.py ARCHITECTURE FOLDER → FOLDER/weights.safetensors, FOLDER/answers.safetensors
"""
import json
import struct
import sys

import torch
import torchvision


def write(path, tensors):
    header, data, at = {}, b"", 0
    for name, tensor in tensors.items():
        dtype = {torch.float32: "F32", torch.int64: "I64"}[tensor.dtype]
        raw = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [at, at + len(raw)]}
        data, at = data + raw, at + len(raw)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


torch.manual_seed(7)
torch.set_num_threads(1)
model = getattr(torchvision.models, sys.argv[1])(num_classes=14)
for module in model.modules():  # running statistics and biases that are not their defaults
    if isinstance(module, torch.nn.BatchNorm2d):
        module.running_mean.normal_(0, 0.1)
        module.running_var.uniform_(0.5, 2)
        torch.nn.init.uniform_(module.weight, 0.5, 1.5)
        torch.nn.init.normal_(module.bias, 0, 0.1)
torch.nn.init.normal_(model.classifier.bias, 0, 0.1)
write(sys.argv[2] + "/weights.safetensors", model.state_dict())
x = torch.randn(2, 3, 64, 64)
with torch.no_grad():
    evaluated = model.eval()(x)
model.train()
trained = model(x)
trained.square().sum().backward()
write(sys.argv[2] + "/answers.safetensors", {
    "input": x, "logits": evaluated, "training_logits": trained,
    "first_gradient": model.features.conv0.weight.grad, "running_mean": model.features.norm5.running_mean})
