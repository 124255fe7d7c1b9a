"""Picture files in memory, honest and hostile."""

import io
import struct
import zlib

import numpy as np
from PIL import Image

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")


def file(image, kind="PNG", **options):
    """Return an image, or an array of uint8 or uint16, as the bytes of a file."""
    content = io.BytesIO()
    (Image.fromarray(image) if isinstance(image, np.ndarray) else image).save(content, kind, **options)
    return content.getvalue()


def chunk(name, data):
    """Return a chunk of a PNG with its checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, data=b"", before=b""):
    """Return a gray PNG that claims a size, whatever its data hold."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + before + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def jpeg(width, height, progressive=False):
    """Return a small JPEG whose header claims another size."""
    content = bytearray(file(Image.new("L", (16, 16), 128), "JPEG", progressive=progressive))
    frame = content.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def gif(width, height):
    """Return a small GIF that claims another size, of the screen and of its one picture."""
    content = bytearray(file(Image.new("P", (16, 16)), "GIF"))
    content[6:10] = struct.pack("<HH", width, height)
    place = content.index(b",", 13)
    content[place + 5 : place + 9] = struct.pack("<HH", width, height)
    return bytes(content)


def bmp(width, height):
    """Return a small BMP that claims another size."""
    content = bytearray(file(Image.new("L", (16, 16)), "BMP"))
    content[18:26] = struct.pack("<II", width, height)
    return bytes(content)


def webp(width, height):
    """Return the header of an extended WebP that claims a size, and nothing after it."""
    head = (
        struct.pack("<4sIB3x", b"VP8X", 10, 0x10) + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    )
    return b"RIFF" + struct.pack("<I", len(head) + 4) + b"WEBP" + head
