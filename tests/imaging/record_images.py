#!/usr/bin/env python3
"""Writes recorded_images.h: small files made by PIL, with the grey values that PIL reads from them.

    /usr/bin/python3 tests/imaging/record_images.py > tests/imaging/recorded_images.h      (PIL 9.4.0, Debian 12)
"""
import io
import struct
import zlib

from PIL import Image

W, H = 9, 7
grey = Image.new("L", (W, H))
grey.putdata([(x * 31 + y * 53 + x * y * 7) % 256 for y in range(H) for x in range(W)])
colour = Image.new("RGB", (W, H))
colour.putdata([((x * 29) % 256, (y * 37) % 256, (x * y * 11 + 40) % 256) for y in range(H) for x in range(W)])
alpha = Image.new("L", (W, H))
alpha.putdata([(x * 28) % 256 for y in range(H) for x in range(W)])
deep = Image.new("I;16", (W, H))
for y in range(H):
    for x in range(W):
        deep.putpixel((x, y), (x * 7001 + y * 911) % 65536)
smooth = Image.new("RGB", (32, 24))
smooth.putdata([(x * 8, y * 10, 128 + (x - y) * 2) for y in range(24) for x in range(32)])


def encoded(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def grey_alpha():
    return Image.merge("LA", (grey, alpha))


def rgba():
    return Image.merge("RGBA", (*colour.split(), alpha))


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width, height, depth, kind, rows, interlace=0):
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlace)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def luma16(r, g, b):
    return (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16


files = []


def record(name, data, values=None, columns=W, rows=H):
    if values is None:
        image = Image.open(io.BytesIO(data))
        if image.format == "JPEG":
            image.draft("L", image.size)
        columns, rows = image.size
        values = list((image if image.mode.startswith("I") else image.convert("L")).getdata())
    files.append((name, data, columns, rows, values))


record("grey8", encoded(grey, "PNG"))
record("grey16", encoded(deep, "PNG"))
record("greyAlpha", encoded(grey_alpha(), "PNG"))
record("rgb", encoded(colour, "PNG"))
record("rgba", encoded(rgba(), "PNG"))
record("palette", encoded(colour.quantize(16), "PNG"))
record("bilevel", encoded(grey.point(lambda v: 255 * (v > 127)).convert("1"), "PNG"))
adam7 = []
for x0, y0, dx, dy in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)):
    for y in range(y0, H, dy):
        row = [grey.getpixel((x, y)) for x in range(x0, W, dx)]
        if row:
            adam7.append(bytes([0]) + bytes(row))
record("interlaced", png(W, H, 8, 0, b"".join(adam7), 1))
rgb16 = [[((x * 6001) % 65536, (y * 7919) % 65536, (x * y * 811) % 65536) for x in range(W)] for y in range(H)]
record("rgb16", png(W, H, 16, 2, b"".join(b"\0" + b"".join(struct.pack(">HHH", *p) for p in row) for row in rgb16)),
       [luma16(*p) for row in rgb16 for p in row])


def filtered(kinds):
    """The rows of grey, each with its own filter (PNG specification 9.2)."""
    out = b""
    previous = bytes(W)
    for y, kind in enumerate(kinds):
        row = bytes(grey.getpixel((x, y)) for x in range(W))
        line = []
        for x in range(W):
            a = row[x - 1] if x else 0
            b = previous[x]
            c = previous[x - 1] if x else 0
            p = a + b - c
            paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            line.append((row[x] - (0, a, b, (a + b) // 2, paeth)[kind]) % 256)
        out += bytes([kind]) + bytes(line)
        previous = row
    return png(W, H, 8, 0, out)


record("everyFilter", filtered([0, 1, 2, 3, 4, 0, 1]))
record("filterPairs", filtered([3, 3, 4, 4, 4, 3, 4]))
record("jpegGrey", encoded(grey.resize((40, 24), Image.BICUBIC), "JPEG", quality=90))
record("jpegColour", encoded(smooth, "JPEG", quality=90))
record("jpegProgressive", encoded(smooth, "JPEG", quality=90, progressive=True))
bomb = png(60000, 60000, 8, 0, b"\0" * 900)

print("""// Small image files and the grey values that PIL 9.4.0 reads from them. Made by record_images.py; not edited.
#pragma once

#include <cstdint>
#include <vector>

struct RecordedImage {
    const char* name;
    std::vector<uint8_t> file;
    int columns, rows;
    std::vector<int> values;
};
""")


def rows_of(numbers):
    text = [str(n) for n in numbers]
    return ",\n     ".join(", ".join(text[i:i + 24]) for i in range(0, len(text), 24))


print("// clang-format off")
print("inline const std::vector<RecordedImage>& recordedImages() {")
print("    static const std::vector<RecordedImage> images = {")
for name, data, columns, rows, values in files:
    print(f'    {{"{name}",\n     {{{rows_of(data)}}},\n     {columns}, {rows},\n     {{{rows_of(values)}}}}},')
print("    };\n    return images;\n}\n")
print("// 60,000 × 60,000 pixels, says the header.")
print(f"inline const std::vector<uint8_t> bombPng = {{{rows_of(bomb)}}};")
