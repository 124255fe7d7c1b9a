"""`image_folder`: the learner's own pictures, one folder for each class, as arrays to train with."""

import os
import warnings
from pathlib import Path

import numpy as np
from PIL import Image

from cnnlite import _checks
from cnnlite.data.pictures import check_length, read_picture

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")  # what `read_picture` reads
MOST_FILES = 10_000
MOST_BYTES = 2 * 10**9  # of all pictures; it takes minutes to read so much
NAMED = 5  # files that one message lists
LARGEST_SIDE = 64  # rows and columns of an image
LONGEST_NAME = 60  # characters of a file's name that a message repeats


def image_folder(path: str | Path, size: int = 32, gray: bool = True) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return the pictures in a folder that has one subfolder for each class.

    Each picture is turned upright, put on white where it is transparent, cut to the largest square in its middle, so
    that nothing is distorted, and shrunk to the size (a smaller one is enlarged, each pixel repeated).

    Only the files right inside the subfolders count. What begins with a dot is ignored. What is no picture by its
    ending, lies elsewhere, or is a link out of the folder is skipped, and a warning names it. A picture that cannot be
    read is an error, which names it and says why: no picture is lost unseen.

    Parameters
    ----------
    path : str or Path
        The folder. It holds at most 10,000 pictures (PNG, JPEG, GIF, BMP or WebP) of at most 2 GB in all; for each of
        them the limits of `cnnlite.data.pictures.read_picture` hold.
    size : int
        Rows and columns of an image, 8 to 64.
    gray : bool
        One brightness for each pixel, or red, green and blue.

    Returns
    -------
    images : ndarray (N, 1, size, size) or (N, 3, size, size)
        float64 between 0 (black) and 1 (full brightness), class by class and sorted by name: shuffle before you split.
    labels : ndarray (N,)
        The place of each image's class in names.
    names : list of str
        The classes: the names of the subfolders, sorted.

    Raises
    ------
    TypeError
        The path is neither str nor Path, the size no whole number, or gray no bool.
    ValueError
        There is no such folder, it has fewer than two subfolders or one without pictures, a limit is passed, or
        pictures cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in ("sky", "grass"):
    ...         (Path(folder) / name).mkdir()
    ...         Image.new("RGB", (64, 48), "blue" if name == "sky" else "green").save(Path(folder) / name / "1.png")
    ...     images, labels, names = image_folder(folder)
    >>> images.shape, labels.tolist(), names
    ((2, 1, 32, 32), [0, 1], ['grass', 'sky'])
    """
    if not isinstance(path, (str, Path)):
        raise TypeError(f"image_folder: path must be the name of a folder, got {path!r}.")
    size = _checks.whole("image_folder", "size", size, 8, LARGEST_SIDE)
    if not isinstance(gray, (bool, np.bool_)):
        raise TypeError(f"image_folder: gray must be True or False, got {gray!r}.")
    classes, skipped = _classes(Path(os.path.expanduser(path)))
    if skipped:
        warnings.warn(f"image_folder: skipped {_listed(skipped)}.", stacklevel=2)
    files = [file for found in classes.values() for file in found]
    _refuse_too_much(files)
    images, broken = [], []
    for file in files:
        try:
            images.append(_square(_read(file, bool(gray)), size))
        except (ValueError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error).removeprefix("read_picture: ")
            broken.append(f"{_name(file)} ({reason})")
    if broken:
        them = "it" if len(broken) == 1 else "them"
        raise ValueError(f"image_folder: every picture must be readable, got {_listed(broken)}. Take {them} out.")
    labels = np.repeat(np.arange(len(classes)), [len(found) for found in classes.values()])
    return np.stack(images), labels, list(classes)


def _classes(root: Path) -> tuple[dict[str, list[Path]], list[str]]:
    """Return the pictures of each subfolder, and what was skipped with the reason."""
    if not root.is_dir():
        raise ValueError(f"image_folder: path must be a folder, got {str(root)!r}. Check where it lies.")
    folders, skipped = _sorted_out(root, root, "folder")
    if len(folders) < 2:
        raise ValueError(
            f"image_folder: path must have one subfolder for each of two or more classes, got {len(folders)} in "
            f"{str(root)!r}. Put the pictures of each class in a folder of its own."
        )
    classes = {}
    for folder in folders:
        classes[folder.name], more = _sorted_out(folder, root, "picture")
        skipped += more
        if not classes[folder.name]:
            raise ValueError(
                f"image_folder: every subfolder must hold pictures ({', '.join(ENDINGS)}), got none in "
                f"{_name(folder)}. Fill it or take it out."
            )
    return classes, skipped


def _sorted_out(folder: Path, root: Path, wanted: str) -> tuple[list[Path], list[str]]:
    """Return the subfolders, or the pictures, of a folder, and what else is there with the reason."""
    good, skipped = [], []
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        raise ValueError(f"image_folder: {_name(folder)} must be readable, got {error.strerror!r}.") from error
    for entry in entries:
        if not _inside(entry, root):
            skipped.append(f"{_name(entry)} (a link that leads out of the folder, or nowhere)")
        elif wanted == "folder" and not entry.is_dir():
            skipped.append(f"{_name(entry)} (in no class's folder)")
        elif wanted == "picture" and not entry.is_file():
            skipped.append(f"{_name(entry)} (no file)")
        elif wanted == "picture" and entry.suffix.lower() not in ENDINGS:
            skipped.append(f"{_name(entry)} (no {', '.join(ENDINGS)})")
        else:
            good.append(entry)
    return good, skipped


def _inside(entry: Path, root: Path) -> bool:
    """Whether an entry, with every link followed, lies in the folder."""
    try:
        return entry.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # links that lead nowhere, or in a circle
        return False


def _refuse_too_much(files: list[Path]) -> None:
    """Refuse too many pictures, or too large ones in all, before one of them is read."""
    if len(files) > MOST_FILES:
        raise ValueError(f"image_folder: path must hold at most {MOST_FILES:,} pictures, got {len(files):,}.")
    total = sum(file.stat().st_size for file in files)
    if total > MOST_BYTES:
        raise ValueError(
            f"image_folder: the pictures must have at most {MOST_BYTES / 1e9:g} GB in all, got {total / 1e9:.1f} GB. "
            "Save smaller versions."
        )


def _read(file: Path, gray: bool) -> np.ndarray:
    """Return a picture, (H, W, channels); its length is looked at before it is read."""
    check_length(file.stat().st_size)
    picture = read_picture(file.read_bytes(), gray=gray)
    return picture.reshape(*picture.shape[:2], -1)


def _square(picture: np.ndarray, size: int) -> np.ndarray:
    """Cut the largest square out of the middle, and shrink it to (channels, size, size)."""
    height, width = picture.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    cut = np.moveaxis(picture[top : top + side, left : left + side], 2, 0)
    planes = [Image.fromarray(plane.astype(np.float32)).resize((size, size), Image.Resampling.BOX) for plane in cut]
    return np.clip([np.asarray(plane, dtype=float) for plane in planes], 0, 1)


def _name(entry: Path) -> str:
    """Return the folder and the name of a file for a message."""
    return repr(f"{entry.parent.name}/{entry.name}"[:LONGEST_NAME])


def _listed(names: list[str]) -> str:
    """Return the first few in one line, and how many more there are."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return "; ".join(names[:NAMED]) + more
