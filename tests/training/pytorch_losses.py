#!/usr/bin/python3
"""Trains torchvision's DenseNet-121 for a few steps and writes weights, batches and losses as safetensors.

  pytorch_losses.py FOLDER → FOLDER/weights.safetensors, FOLDER/training.safetensors
"""
import os
import sys

import torch
import torchvision

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "models"))
from write_safetensors import write  # noqa: E402

STEPS, BATCH, SIDE, CLASSES = 5, 4, 64, 3
MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def losses(state, pixels, labels, make_optimizer):
    model = torchvision.models.densenet121(num_classes=CLASSES)
    model.load_state_dict(state)
    model.train()
    optimizer = make_optimizer(model.parameters())
    mean, deviation = (torch.tensor(v).view(1, 3, 1, 1) for v in (MEAN, DEVIATION))
    seen = []
    for x, y in zip(pixels, labels):
        logits = model((x.expand(-1, 3, -1, -1) - mean) / deviation)
        known = ~torch.isnan(y)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits[known], y[known])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        seen.append(loss.item())
    return torch.tensor(seen)


torch.manual_seed(23)
torch.set_num_threads(1)
start = torchvision.models.densenet121(num_classes=CLASSES).state_dict()
images = torch.rand(STEPS, BATCH, 1, SIDE, SIDE)
truth = torch.rand(STEPS, BATCH, CLASSES).round()
truth[0, 0, 1] = truth[3, 2, 0] = float("nan")  # unknown labels
write(sys.argv[1] + "/weights.safetensors", start)
write(sys.argv[1] + "/training.safetensors", {
    "pixels": images,
    "labels": truth,
    "sgd": losses(start, images, truth, lambda p: torch.optim.SGD(p, 1e-3, momentum=0.9)),
    "adam": losses(start, images, truth, lambda p: torch.optim.Adam(p, 1e-4)),
    "adamw": losses(start, images, truth, lambda p: torch.optim.AdamW(p, 1e-4, weight_decay=0.01)),
})
