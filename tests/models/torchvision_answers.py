#!/usr/bin/python3
"""Writes torchvision's classifiers with random weights, an input and their own answers as safetensors, by hand.

  torchvision_answers.py FOLDER ARCHITECTURE… → FOLDER/ARCHITECTURE/{weights,answers}.safetensors

A name that ends in "-pooled" is that VGG with global average pooling and one linear layer.
"""
import json
import os
import struct
import sys

import torch
import torchvision


def write(path, tensors):
    header, raws, at = {}, [], 0
    for name, tensor in tensors.items():
        dtype = {torch.float32: "F32", torch.int64: "I64"}[tensor.dtype]
        raws.append(tensor.detach().contiguous().numpy().tobytes())
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [at, at + len(raws[-1])]}
        at += len(raws[-1])
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for raw in raws:
            file.write(raw)


def make(name):
    model = getattr(torchvision.models, name.replace("-pooled", ""))(num_classes=14)
    if name.endswith("-pooled"):
        model.avgpool, model.classifier = torch.nn.AdaptiveAvgPool2d(1), torch.nn.Linear(512, 14)
    for module in reversed(list(model.modules())):  # running statistics and biases that are not their defaults
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 2)
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.normal_(module.bias, 0, 0.1)
        if isinstance(module, torch.nn.Linear):
            torch.nn.init.normal_(module.bias, 0, 0.1)
        if isinstance(module, torchvision.models.resnet.BasicBlock):  # blocks add up: keep the sum small
            torch.nn.init.uniform_(module.bn2.weight, 0.1, 0.3)
        if isinstance(module, torchvision.models.resnet.Bottleneck):
            torch.nn.init.uniform_(module.bn3.weight, 0.1, 0.3)
    return model


def last_map(model):
    """The module whose output (after a ReLU that DenseNet applies outside) the head pools."""
    return model.layer4 if hasattr(model, "layer4") else model.features


def answers(name, model):
    kept = {}
    last_map(model).register_forward_hook(lambda module, given, out: kept.update(out=out))
    x = torch.randn(2, 3, 64, 64)
    evaluated = model.eval()(x)
    # Grad-CAM before its ReLU, times the cells: sum over channels of (sum of the gradient over the map) · map.
    maps = []
    for c in range(evaluated.shape[1]):
        if name.startswith("vgg"):
            (gradient,) = torch.autograd.grad(evaluated[:, c].sum(), kept["out"], retain_graph=True)
            weight = gradient.sum((2, 3), keepdim=True)
        else:  # a linear head on the mean: its own weights, DenseNet's ReLU applied to the map
            head = model.fc if hasattr(model, "fc") else model.classifier
            weight = head.weight[c].view(1, -1, 1, 1)
        maps.append((weight * kept["out"].relu()).sum(1))
    # Dropout has no parity: the classic heads' gradient is taken in eval mode.
    dropout = any(isinstance(m, torch.nn.Dropout) for m in model.modules())
    trained = model.train(not dropout)(x)
    trained.square().sum().backward()
    first = next(m for m in model.modules() if isinstance(m, torch.nn.Conv2d))
    norms = [m for m in model.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    return {"input": x, "logits": evaluated, "maps": torch.stack(maps, 1), "training_logits": trained,
            "first_gradient": first.weight.grad,
            "running_mean": torch.cat([n.running_mean for n in norms]) if norms else torch.zeros(1)}


torch.set_num_threads(2)
for name in sys.argv[2:]:
    torch.manual_seed(7)
    model, folder = make(name), os.path.join(sys.argv[1], name)
    os.makedirs(folder, exist_ok=True)
    write(folder + "/weights.safetensors", model.state_dict())
    write(folder + "/answers.safetensors", answers(name, model))
