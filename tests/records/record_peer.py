"""TFRecord files in plain Python, written and read by their published description alone: the tests' other side.

record_peer.py write FILE COUNT [SIDE]   a set as skooch/ddsm-mammography publishes it: image, label, label_normal
record_peer.py read FILE                 one JSON line a record: each feature's kind and values (bytes as hex)
record_peer.py index FILE                what NVIDIA DALI's tfrecord2idx writes: "offset size" a line
"""
import json
import struct
import sys


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def framed(data):
    length = struct.pack("<Q", len(data))
    return length + struct.pack("<I", masked(length)) + data + struct.pack("<I", masked(data))


def varint(value):
    out = b""
    value &= (1 << 64) - 1
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def field(number, data):
    return varint(number << 3 | 2) + varint(len(data)) + data


def feature(name, kind, packed):
    return field(1, field(1, name.encode()) + field(2, field(kind, field(1, packed))))


def example(number, side):
    image = bytes((number * 7 + x * y) % 256 for y in range(side) for x in range(side))
    label = number % 5
    return field(1, feature("label", 3, varint(label)) + feature("image", 1, image)
                 + feature("label_normal", 3, varint(int(label != 0))))


def records(path):
    with open(path, "rb") as file:
        while head := file.read(12):
            length, sum_ = struct.unpack("<QI", head)
            assert sum_ == masked(head[:8]), "length"
            data = file.read(length)
            assert struct.unpack("<I", file.read(4))[0] == masked(data), "data"
            yield data


def read_varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def fields(data):
    at = 0
    while at < len(data):
        tag, at = read_varint(data, at)
        assert tag & 7 == 2, tag
        length, at = read_varint(data, at)
        yield tag >> 3, data[at:at + length]
        at += length


def values(kind, data):
    lists = [inner for _, inner in fields(data)]
    if kind == 1:
        return [inner.hex() for inner in lists]
    if kind == 2:
        return [value for inner in lists for (value,) in struct.iter_unpack("<f", inner)]
    numbers = []
    for inner in lists:
        at = 0
        while at < len(inner):
            value, at = read_varint(inner, at)
            numbers.append(value - (1 << 64) if value >> 63 else value)
    return numbers


def decoded(data):
    result = {}
    for _, features in fields(data):
        for _, entry in fields(features):
            pair = dict(fields(entry))
            for kind, inner in fields(pair[2]):
                result[pair[1].decode()] = {"kind": kind, "values": values(kind, inner)}
    return result


verb, path = sys.argv[1:3]
if verb == "write":
    with open(path, "wb") as out:
        for number in range(int(sys.argv[3])):
            out.write(framed(example(number, int(sys.argv[4]) if len(sys.argv) > 4 else 299)))
elif verb == "read":
    for data in records(path):
        print(json.dumps(decoded(data)))
else:
    offset = 0
    for data in records(path):
        print(offset, len(data) + 16)
        offset += len(data) + 16
