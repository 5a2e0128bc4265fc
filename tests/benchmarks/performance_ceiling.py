#!/usr/bin/python3
"""performance_ceiling.py PRECISION THREADS: what LibTorch reaches on a large convolution; and the arithmetic of the models.

Prints {"forward", "training"} in GFLOP/s of a 3x3 convolution, 256 to 256 channels, 28², batch 16. A process of its own: it
imports torch, as does training_gflop.
"""
import json
import sys
import time

SIZE, BATCH = 224, 16


def ceiling(precision, threads):
    """GFLOP/s: forward, and forward with both gradients."""
    import torch
    torch.set_num_threads(threads)
    convolution = torch.nn.Conv2d(256, 256, 3, padding=1, bias=False).to(memory_format=torch.channels_last)
    x = torch.randn(BATCH, 256, 28, 28).to(memory_format=torch.channels_last).requires_grad_()
    flop = 2 * BATCH * 28 * 28 * 256 * 256 * 9

    def timed(work):
        seconds = []
        for _ in range(12):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
        return min(seconds[2:])

    def forward():
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"):
            return convolution(x)

    def step():
        y = forward()
        y.backward(torch.ones_like(y))

    with torch.no_grad():
        first = timed(forward)
    return {"forward": flop / first / 1e9, "training": 3 * flop / timed(step) / 1e9}


def training_gflop(architecture, channels=3, pooled_transitions=False):
    """Of one image: convolutions and linear layers of torchvision's model, forward and both gradients (the first layer needs
    but one). pooled_transitions: as ours computes DenseNet, whose transitions pool before their convolution, so that it has a
    quarter of the pixels."""
    import torch
    import torchvision
    model, counts = getattr(torchvision.models, architecture)(num_classes=14).eval(), []

    def count(layer, _, out, name):
        counts.append(2 * out.numel() * layer.weight[0].numel() / (4 if pooled_transitions and "transition" in name else 1))

    for name, layer in model.named_modules():
        if isinstance(layer, (torch.nn.Conv2d, torch.nn.Linear)):
            layer.register_forward_hook(lambda layer, x, out, name=name: count(layer, x, out, name))
    with torch.no_grad():
        model(torch.zeros(1, 3, SIZE, SIZE))
    counts[0] *= channels / 3
    return (3 * sum(counts) - counts[0]) / 1e9


if __name__ == "__main__":
    print(json.dumps(ceiling(sys.argv[1], int(sys.argv[2]))))
