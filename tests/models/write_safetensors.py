"""Tensors into a safetensors file, by hand."""
import json
import struct

import torch


def write(path, tensors):
    header, raws, at = {}, [], 0
    for name, tensor in tensors.items():
        dtype = {torch.float32: "F32", torch.int64: "I64"}[tensor.dtype]
        raws.append(tensor.detach().contiguous().numpy().tobytes())
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [at, at + len(raws[-1])]}
        at += len(raws[-1])
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(raws))
