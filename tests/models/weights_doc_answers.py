#!/usr/bin/python3
"""Saves torchvision's ResNet-18 with random weights as a .pth, runs the code block of docs/weights.md on it.

  weights_doc_answers.py docs/weights.md FOLDER → FOLDER/resnet18.pth, resnet18.safetensors, first.txt (a number)
"""
import re
import sys

import torch
import torchvision

page, folder = sys.argv[1:]
torch.manual_seed(3)
model = torchvision.models.resnet18(num_classes=5)
torch.save(model.state_dict(), folder + "/resnet18.pth")
with open(folder + "/first.txt", "w") as file:
    file.write(repr(float(model.conv1.weight.double().sum())))
block = re.search(r"```python\n(.*?)```", open(page, encoding="utf-8").read(), re.S).group(1)
sys.argv = ["convert", folder + "/resnet18.pth", folder + "/resnet18.safetensors"]
exec(block)
