# %% [markdown]
# # Slide a kernel, multiply and add
#
# **What exactly happens at each place when a kernel slides over a picture?**
#
# 35 minutes. You need [01 Images](01_images_are_tensors.ipynb), [02 Filters](02_filters.ipynb) and, for the code,
# Python lists and loops.

# %%
import numpy as np

import cnnlite
from cnnlite.data import articles
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import ConvExplorer, ConvStepper, show, show_grids
from cnnlite.plots import Grid
from cnnlite.questions import Predict, Question, Recall, conv_example

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
# The picture has upright stripes, 0 and 1 in turn. The kernel takes the left column minus the right one. The pixels
# that it lies on are its **window**, framed in red. Commit to an answer, and the stepper opens: press *Forward*, click
# a cell of the output, or use the arrow keys there.
#
# <!-- A0.40–A0.42 images and filters; A1.7 the five steps -->

# %% tags=["hidden"]
stripes, left_minus_right = articles.FOUR_IMAGES[0], articles.FILTER_A
stepper = ConvStepper(stripes, left_minus_right, show=("position", "play", "pin"))
Predict(
    "The picture is 4×4 pixels, the kernel 2×2. How many places are there for the kernel?",
    answer=len(stepper.scene.frames),
    why="Three along each side, so 3×3 in all: the fourth would stick out.",
    reasons={
        16: "Not every pixel can be the corner of a window.",
        4: "Windows may overlap: the kernel moves by one pixel at a time.",
    },
    then=stepper,
    name="03.places",
)

# %% [markdown]
# **One question for your hands:** what do the pixels in the window look like when the sum is positive, and what when
# it is negative? *Pin* keeps the chosen place in view while you look at another.
#
# <details><summary>Answer</summary>
#
# A bright column on the left, a dark one on the right; when the sum is negative it is the other way round. Each sum
# stands at the place of its window: that is why the output looks like a picture again.
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
# **Two dimensions, one place.** The zebra of notebook 00 has as many pixels as the kernel, so there is one place only.
# Multiply cell by cell, then add the nine products. ReLU, the next step of that network, keeps the positive sum and
# makes the negative one 0:
#
# <!-- A0.1–A0.3 zebra, cat, filter -->

# %%
products = articles.ZEBRA * articles.ZEBRA_CAT_FILTER
total = products.sum()
articles.compare("A0.4", products)
articles.compare("A0.5", total)
articles.compare("A0.6", articles.CAT * articles.ZEBRA_CAT_FILTER)
cat_total = (articles.CAT * articles.ZEBRA_CAT_FILTER).sum()
articles.compare("A0.7", cat_total)
articles.compare("A0.8", cnnlite.relu(np.array([total, cat_total])))

zebra, edges = Grid("zebra", articles.ZEBRA), Grid("kernel", articles.ZEBRA_CAT_FILTER)
added = Grid("sum", np.array([[total]]))
show_grids(zebra, "×", edges, "=", Grid("products", products), "→", added)

# %% [markdown]
# **Your share grows.** Here are two places of the striped picture. Choose how much is shown. Each number that you fill
# in is checked at once; after two tries you may have it shown.

# %%
conv_example(articles.FOUR_IMAGES[0], articles.FILTER_A, [(0, 1), (1, 2)], level=1)

# %% [markdown]
# **Two dimensions, every place.** Two loops for the place, two for the cell of the kernel:
#
# $$\text{out}[r, c] = \sum_{i} \sum_{j} \text{image}[r + i,\ c + j] \cdot \text{kernel}[i, j]$$
#
# Read Σ as "add up over every". Here is the same sentence in Python. It runs on the striped picture with two kernels of
# the article: A, the left column minus the right one, and B, the upper row minus the lower one. In this picture all rows
# are alike, so B finds nothing. The last lines list the first four places, counted from 0.
#
# <!-- A4.11, P1 -->


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


map_a, map_b = slide(stripes, articles.FILTER_A), slide(stripes, articles.FILTER_B)
articles.compare("A0.43", len(map_a))
articles.compare("A0.44", map_a)
active_a, active_b = cnnlite.relu(map_a), cnnlite.relu(map_b)
articles.compare("A0.45", active_a)
articles.compare("A0.46", active_b)
articles.compare("A0.47", np.concatenate([active_a.ravel(), active_b.ravel()]))

for r, c in [(0, 0), (0, 1), (0, 2), (1, 0)]:
    pixels = stripes[r : r + 2, c : c + 2].astype(int).tolist()
    print(f"place ({r}, {c})   pixels {pixels}   result {map_a[r, c]:.0f}")

# %% [markdown]
# **Without loops.** `sliding_window_view` lists all windows at once, without copying: an array with four axes. The
# first two say which place (row and column in the output), the last two which pixel of its window. Multiply them all by
# the kernel and add over the last two axes, numbers 2 and 3 from 0, and it is one line. `cnnlite.conv2d` does this for
# many images and many kernels, so it wants two more axes in front (NCHW, as in notebook 01), written as
# `[None, None]`. `assert` stops with an error if something is not true. In the viewer below, windows of one row of
# places stand behind each other.

# %%
windows = np.lib.stride_tricks.sliding_window_view(stripes, (2, 2))
one_line = (windows * left_minus_right).sum(axis=(2, 3))
x, w = stripes[None, None], left_minus_right[None, None]
library = cnnlite.conv2d(x, w)[0, 0]
assert np.allclose(one_line, map_a)
assert np.allclose(library, map_a)
print("loops, one line and cnnlite.conv2d agree")
show(windows, "place_row place_column row column", label="windows")

# %% [markdown]
# **Four ways to write it.** The arithmetic is that of the first place. `F` is `torch.nn.functional` of PyTorch, which
# you need not install: a test of this series runs that line and compares.
#
# | | |
# |---|---|
# | formula | $\text{out}[r, c] = \sum_{i} \sum_{j} \text{image}[r + i,\ c + j] \cdot \text{kernel}[i, j]$ |
# | arithmetic | `0·1 + 1·(−1) + 0·1 + 1·(−1) = −2` |
# | NumPy | `(windows * left_minus_right).sum(axis=(2, 3))` |
# | PyTorch | `F.conv2d(x, w)[0, 0]` |
#
# **A word with two meanings.** What you just did is called **cross-correlation**. In mathematics, **true convolution**
# turns the kernel by 180° first. Networks skip the turn, since they learn the kernel anyway, and everyone still says
# "convolution". This series does, too.
#
# Zebra and cat again, with the kernel turned:

# %% tags=["hidden"]
turned = np.flip(articles.ZEBRA_CAT_FILTER)
zebra_turned, cat_turned = (articles.ZEBRA * turned).sum(), (articles.CAT * turned).sum()
Predict(
    "The kernel has 1 on the left, −1 on the right. What does the turn do to both sums?",
    ("nothing", "both change their sign", "both become 0"),
    answer="both change their sign",
    why=f"{total:.1f} becomes −{-zebra_turned:.1f}: left and right change places. ReLU "
    "would now silence the zebra, not the cat.",
    then=show_grids(
        *(zebra, "×", Grid("turned", turned), "→", Grid("sum", np.array([[zebra_turned]]))),
        *(Grid("cat", articles.CAT), "×", Grid("turned", turned)),
        *("→", Grid("sum", np.array([[cat_turned]]))),
    ),
    name="03.turn",
)

# %% [markdown]
# **A picture without stripes.** Gray pixels drawn at random, no pattern, and the arithmetic is the same. Step through
# it, then tick *turn*: which outputs keep their sign?
#
# <details><summary>Answer</summary>None: turned, this kernel is its own negative. A kernel whose columns all differ
# would give other numbers altogether.</details>
#
# <!-- A0.29; P21 -->

# %%
articles.compare("A0.29", [zebra_turned, cat_turned])
gray = np.random.default_rng(3).integers(0, 10, (5, 5)) / 10
ConvStepper(gray, articles.ZEBRA_CAT_FILTER, position=4, show=("position", "turn"))

# %% [markdown]
# **With your own numbers.** Type into the kernel. Can you make one that darkens the photo to half? Then choose *bright
# square 7×7* and look at what *identity* gives: can you make a kernel whose square stands one pixel further right?
#
# <details><summary>Answers</summary>0.5 in the center and 0 elsewhere darkens. A 1 left of the center and 0 elsewhere
# moves the square to the right, since each output then shows the left neighbor of its pixel.</details>

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
# *Stretch.* Write `slide` with two loops only: take the whole window as a slice, multiply, and use `.sum()`. The check
# tries it on images and kernels of many shapes. When you have tried, `solution("03.vectorise")` shows one way.


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
# <!-- A2.4, E25; E7 -->

# %% tags=["hidden"]
multiplied = articles.ZEBRA * articles.ZEBRA_CAT_FILTER
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
        f"zebra one gives {total:.4f}, the other {zebra_turned:.4f}.",
    ),
    Question(
        "“A kernel of all 1s gives the same with the turn and without.”",
        ("true", "false"),
        "true",
        "Turned by 180° it is the same kernel: with it you could not tell the two apart.",
    ),
)

# %% [markdown]
# **In PyTorch:** `torch.nn.functional.conv2d(x, w)` is cross-correlation, too, and wants the same shapes.
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
# **Next:** [04 Stride, padding, shapes](04_stride_padding_shapes.ipynb).
