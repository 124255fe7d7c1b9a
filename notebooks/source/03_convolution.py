# %% [markdown]
# # Slide a kernel, multiply and add
#
# **What exactly happens at each place when a kernel slides over a picture?**
#
# 40 minutes; the stretch at the end takes 15 more and can wait. You need [01 Images](01_images_are_tensors.ipynb),
# [02 Filters](02_filters.ipynb) and, for the code, Python lists and loops.
#
# The picture and the kernel that go through this notebook stand below the imports. The picture has upright stripes, 0
# and 1 in turn. The kernel takes the left column minus the right one.
#
# <!-- A0.40–A0.42 images and filters -->

# %%
import numpy as np

import cnnlite
from cnnlite.data import articles
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import ConvExplorer, ConvStepper, show_grids
from cnnlite.plots import Grid
from cnnlite.questions import Predict, Question, Recall, conv_example

stripes = articles.FOUR_IMAGES[0]
left_minus_right = articles.FILTER_A
show_grids(Grid("stripes", stripes), Grid("left_minus_right", left_minus_right))

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like; nothing waits for an answer.

# %% tags=["hidden"]
Recall(
    Question(
        "A gray photo has 213 rows and 320 columns. What is its shape in the order NCHW?",
        ("(1, 1, 213, 320)", "(1, 1, 320, 213)", "(213, 320, 1, 1)"),
        "(1, 1, 213, 320)",
        "Image, channel, row, column: how many there are of each.",
        {"(1, 1, 320, 213)": "Rows come before columns: the height stands first."},
    ),
    Question(
        "A kernel's numbers sum to 0. What does it give on a gray wall?",
        ("the gray of the wall", "0", "1"),
        "0",
        "Each pixel there is the same gray: it is multiplied by the sum of the kernel.",
        {"the gray of the wall": "That needs a sum of 1."},
    ),
    Question(
        "What does a stride of 2 do to the size of the feature map?",
        ("doubles it", "nothing", "about halves height and width"),
        "about halves height and width",
        "The kernel skips every other place, along the rows and along the columns.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# The pixels that the kernel lies on are its **window**, framed in red below. The kernel moves by one pixel at a time,
# and all of it must lie on the picture. Commit to an answer, and the stepper opens: press *Forward*, click a cell of the
# output, or use the arrow keys there.
#
# <!-- A1.7 the five steps -->

# %% tags=["hidden"]
stepper = ConvStepper(stripes, left_minus_right, show=("position", "play", "pin"))
Predict(
    "The stripes are 4×4 pixels, the kernel 2×2. How many places are there for the kernel?",
    answer=len(stepper.scene.frames),
    why="Three along each side, so 3×3 in all: the fourth would stick out.",
    reasons={
        16: "Not every pixel can be the corner of a window.",
        4: "Windows may overlap: the kernel moves by one pixel at a time.",
        12: "Along the rows as along the columns: it may not stick out anywhere.",
        3: "That is one row of places; the kernel moves down, too.",
        1: "It does not stay where it begins: it moves by one pixel at a time.",
        25: "The kernel may not stick out of the picture.",
    },
    then=stepper,
    name="03.places",
)

# %% [markdown]
# **One question for your hands:** press *Pin* at the first place, then *Forward*, and both sums stand one below the
# other. What do the pixels in the window look like when the sum is positive, and what when it is negative?
#
# <details><summary>Answer</summary>
#
# A bright column on the left, a dark one on the right; when the sum is negative it is the other way round.
#
# </details>
#
# ## By hand, then in code
#
# **One dimension first.** Five numbers in a row, a kernel of two. The kernel lies on the first two numbers, then on the
# second and third, and so on: five numbers have four places for it.

# %%
signal, pair = [1, 3, 3, 0, 2], [-1, 1]
sums = []
for start in range(len(signal) - len(pair) + 1):
    window = signal[start : start + len(pair)]
    sums.append(window[0] * pair[0] + window[1] * pair[1])
print(sums)

# %% [markdown]
# This kernel takes the right neighbor minus the left: it says how much the signal *rises*.
#
# **Two dimensions, one place.** The zebra and the cat of notebook 00 have as many pixels as the kernel, so there is one
# place only. Multiply cell by cell, then add the nine products. The cat's sum is negative: ReLU, the next step of that
# network, makes it 0.
#
# <!-- A0.1–A0.3 zebra, cat, filter; A0.5, A0.7, A0.8 compared in 00 -->


# %%
def one_place(name, image, kernel):
    """Multiply cell by cell, add, and return a row to show."""
    products = image * kernel
    total = np.array([[products.sum()]])
    arrays = {"kernel": kernel, "products": products, "sum": total}
    grids = [Grid(label, array, scale=(True, 1)) for label, array in arrays.items()]
    return [Grid(name, image), "×", grids[0], "=", grids[1], "→", grids[2]]


edges = articles.ZEBRA_CAT_FILTER
articles.compare("A0.4", articles.ZEBRA * edges)
articles.compare("A0.6", articles.CAT * edges)
show_grids(one_place("zebra", articles.ZEBRA, edges), one_place("cat", articles.CAT, edges))

# %% [markdown]
# **Now you.** Two places of another picture. *Output (0, 1)* is the one in row 0, column 1; a bar | separates the rows
# of a window. Fill in the sums: each number is checked at once, and after two tries you may have it shown. At the first
# place, also say which rule each step follows. If that went well, set *How much is shown* to *nothing*, and do only
# output (1, 0).

# %%
picture = np.array([[3.0, 8, 9], [2, 5, 1], [4, 6, 0]])
conv_example(picture, np.array([[1.0, -2], [3, 0]]), [(0, 1), (1, 0)], level=1)

# %% [markdown]
# **Two dimensions, every place.** Two loops for the place, in row $r$ and column $c$ of the output; two for the cell of
# the kernel, in its row $i$ and column $j$:
#
# $$\text{out}[r, c] = \sum_{i} \sum_{j} \text{image}[r + i,\ c + j] \cdot \text{kernel}[i, j]$$
#
# Read Σ as "add up over every". For row 0, column 1 it says:
#
# ```
# out[0, 1] = image[0, 1] · kernel[0, 0]
#           + image[0, 2] · kernel[0, 1]
#           + image[1, 1] · kernel[1, 0]
#           + image[1, 2] · kernel[1, 1]
# ```
#
# Here is the same in Python. It runs on the stripes with two kernels: the one you know, and the upper row minus the
# lower one. What will the second kernel find in upright stripes? Decide, then look.
#
# <details><summary>Answer</summary>Nothing: all rows are alike, so what the upper row adds, the lower one takes
# away.</details>
#
# <!-- A4.11 -->


# %%
def slide(image, kernel):
    """Slide a kernel over an image, one multiplication at a time."""
    height, width = kernel.shape
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    out = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            for i in range(height):
                for j in range(width):
                    out[r, c] += image[r + i, c + j] * kernel[i, j]
    return out


upper_minus_lower = articles.FILTER_B
map_a, map_b = slide(stripes, left_minus_right), slide(stripes, upper_minus_lower)
image = Grid("stripes", stripes)
first = Grid("left_minus_right", left_minus_right)
second = Grid("upper_minus_lower", upper_minus_lower)
found, nothing = Grid("map_a", map_a), Grid("map_b", map_b, scale=(True, 2))
show_grids([image, "×", first, "→", found], [image, "×", second, "→", nothing])

# %% [markdown]
# **Without loops.** `sliding_window_view` gives all windows at once, as an array with four axes: `windows[r, c]` is the
# window at row r, column c. Below, each stands at its place, and above it its number in the output.
#
# `windows * left_minus_right` multiplies each window by the kernel. The sum goes over axes 2 and 3, the rows and columns
# inside a window (counted from 0, as in notebook 01). One line, and no loop.
#
# `np.allclose` asks whether all numbers are equal, up to rounding; `assert` stops with an error if they are not.
#
# The library's `conv2d` takes many images and many kernels at once: `[None, None]` puts two axes in front. For `x` they
# say which image and which channel (NCHW, as in notebook 01), for `w` which kernel and which channel (notebook 05).
# `[0, 0]` takes the one map out again.
#
# <!-- P1 -->

# %%
windows = np.lib.stride_tricks.sliding_window_view(stripes, (2, 2))
one_line = (windows * left_minus_right).sum(axis=(2, 3))
assert np.allclose(one_line, map_a)
print("windows", windows.shape, "and the one line agrees with the loops")


def place(r, c):
    """Return the window of a place, its output above it."""
    number = f"{one_line[r, c]:.0f}".replace("-", "−")
    return Grid(f"[{r}, {c}] → {number}", windows[r, c])


show_grids(*([place(r, c) for c in range(3)] for r in range(3)))

# %%
x, w = stripes[None, None], left_minus_right[None, None]
library = cnnlite.conv2d(x, w)[0, 0]
assert np.allclose(library, map_a)

# Article 0 calls the stripes image 1 and the two kernels filters A and B. Its feature
# vector is both maps after ReLU, in one row; the scores are computed from it.
active_a, active_b = cnnlite.relu(map_a), cnnlite.relu(map_b)
articles.compare("A0.43", len(library))
articles.compare("A0.44", library)
articles.compare("A0.45", active_a)
articles.compare("A0.46", active_b)
articles.compare("A0.47", [*active_a.flat, *active_b.flat])

# %% [markdown]
# **Four ways to write it.** The arithmetic is that of the first place. `F` is `torch.nn.functional` of PyTorch, which
# you need not install.
#
# | | |
# |---|---|
# | formula | $\text{out}[r, c] = \sum_{i} \sum_{j} \text{image}[r + i,\ c + j] \cdot \text{kernel}[i, j]$ |
# | arithmetic | `0·1 + 1·(−1) + 0·1 + 1·(−1) = −2` |
# | NumPy | `(windows * left_minus_right).sum(axis=(2, 3))` |
# | PyTorch | `F.conv2d(x, w)[0, 0]` |
#
# **A word with two meanings.** What you just did is called **cross-correlation**. In mathematics, **true convolution**
# turns the kernel by 180° first: left and right change places, and top and bottom, too.
#
# $$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \rightarrow \begin{pmatrix} 4 & 3 \\ 2 & 1 \end{pmatrix}$$
#
# Networks skip the turn: they find the kernel's numbers themselves, and with the turn they would find the same numbers,
# turned. Everyone still says "convolution". This series does, too.
#
# Below, that kernel lies on gray pixels drawn at random, a picture without any pattern. Tick *turn*, and untick it again.
# Which outputs change?
#
# <details><summary>Answer</summary>All nine, a little: each number of the kernel meets other pixels.</details><br>
#
# Then zebra and cat come back: decide what the turn does to their sums.
#
# <!-- P21 -->

# %%
gray = np.random.default_rng(3).integers(0, 10, (4, 4)) / 10
ConvStepper(gray, np.array([[1.0, 2], [3, 4]]), position=8, show=("position", "turn"))

# %% tags=["hidden"]
turned = np.flip(edges)
total, total_turned = (articles.ZEBRA * edges).sum(), (articles.ZEBRA * turned).sum()
Predict(
    "The kernel of zebra and cat has 1 on the left, −1 on the right. What does the turn do "
    "to both sums?",
    ("nothing", "both change their sign", "both become 0"),
    answer="both change their sign",
    why=f"{total:.1f} becomes −{-total_turned:.1f}: left and right change places, and this "
    "kernel becomes its own negative, as few kernels do. ReLU would now silence the zebra, "
    "not the cat.",
    then=show_grids(
        one_place("zebra", articles.ZEBRA, turned), one_place("cat", articles.CAT, turned)
    ),
    name="03.turn",
)

# %% [markdown]
# **With your own numbers.** Type into the kernel. Can you make one that darkens the photo to half? Then choose *bright
# square 7×7*, and *identity* again: can you make a kernel whose square stands one pixel further right than with
# identity?
#
# If you like, think before you set *stride* to 2: how many places are left for the 7×7 square? And why does *ReLU*
# change nothing?
#
# <details><summary>Answers</summary>0.5 in the middle and 0 elsewhere darkens. A 1 left of the middle and 0 elsewhere
# moves the square to the right, since each output then shows the left neighbor of its pixel. With stride 2 there are 3×3
# places: the kernel begins in rows and columns 0, 2 and 4. No sum is negative, so ReLU keeps all; type −1 into the middle
# of identity, and it silences the square.</details>

# %%
ConvExplorer("flower", "identity", show=("image", "kernel", "values", "stride", "relu"))

# %% [markdown]
# ## Your turn
#
# Fill four cells of the output, by hand. Lay the kernel on each window, multiply and add. `check` says which cells are
# right and, for wrong ones, what may have happened. For help write `hint("03.cells")`: three hints, one at a time.

# %%
small = np.array([[1.0, 2, 0], [0, 3, 1], [3, 1, 4]])
corner = np.array([[1.0, 0], [-1, 3]])
empty = Grid("output", np.full((2, 2), np.nan))
show_grids(Grid("image", small), "×", Grid("kernel", corner), "→", empty)

# %% tags=["exercise"]
# stub: answer = [[None, None], [None, None]]  # your four numbers, in place of None
answer = [[10, 2], [0, 14]]
# end
check("03.cells", answer)

# %% [markdown]
# *Stretch.* To *vectorise* is to let NumPy work on a whole array at once, in place of a loop. Write `slide` with at most
# two loops: take the whole window as a slice, multiply, and use `.sum()`. The check compares results only, for images and
# kernels of many shapes: count your loops yourself. `hint("03.vectorise")` helps; when you have tried, `solution("03.vectorise")` shows one way, under the
# name `slide`.


# %% tags=["exercise"]
def my_slide(image, kernel):
    """Return the same as slide(image, kernel), with two loops."""
    # stub: return None  # your code, in place of None
    height, width = kernel.shape
    out = np.zeros((image.shape[0] - height + 1, image.shape[1] - width + 1))
    for r, c in np.ndindex(out.shape):
        out[r, c] = (image[r : r + height, c : c + width] * kernel).sum()
    return out
    # end


check("03.vectorise", my_slide)

# %% [markdown]
# ## True or false, and on
#
# <!-- A2.4, E25; A0.29, E7 -->

# %% tags=["hidden"]
articles.compare("A0.29", [total_turned, (articles.CAT * turned).sum()])
multiplied = articles.ZEBRA * edges
Recall(
    Question(
        "“A filter multiplies each pixel of the picture by a value: that is convolution.”",
        ("true", "false"),
        "false",
        f"Article 2 forgets the sum: without it there are {multiplied.size} numbers for "
        "each place, and no feature map.",
    ),
    Question(
        "“What a network computes here is a convolution, in the mathematical sense.”",
        ("true", "false"),
        "false",
        "Article 0 says so, and nearly everyone does, but it is cross-correlation. For the "
        f"zebra it gives {total:.1f}, true convolution −{-total_turned:.1f}.",
    ),
    Question(
        "“A kernel of all 1s gives the same with the turn and without.”",
        ("true", "false"),
        "true",
        "Turned by 180° it is the same kernel: with it you could not tell the two apart.",
    ),
)

# %% [markdown]
# **In PyTorch:** `torch.nn.functional.conv2d(x, w)` is cross-correlation, too, and wants the same shapes as
# `cnnlite.conv2d`.
#
# **In short**
#
# - A kernel lies on a window, multiplies cell by cell, and adds: one number.
# - The same kernel does so at every place; the numbers form the feature map.
# - Four loops say it all; one line of NumPy does the same.
# - Networks do not turn the kernel: cross-correlation.
# - A kernel of 2×2 on 4×4 pixels has 3×3 places.
#
# Sources: article 0 (INGOAMPT, day 54), article 1 (five steps), article 2 (Accedia, part I), article 4.
#
# **Next:** [04 Stride, padding, shapes](04_stride_padding_shapes.ipynb): what to do at the border, and how large the
# output becomes.
