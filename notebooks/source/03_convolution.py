# %% [markdown]
# # Slide a kernel, multiply and add
#
# **What exactly happens at each place when a kernel slides over a picture?**
#
# 30 minutes. You need [00 Start here](00_start_here.ipynb) and, for the code, Python lists and loops.

# %%
import numpy as np

import cnnlite
from cnnlite import plots
from cnnlite.data import articles
from cnnlite.explorers import ConvExplorer, ConvStepper
from cnnlite.plots import Grid

# %% [markdown]
# ## Warm up
#
# Three questions from notebook 00; skip them if you like.
#
# 1. A kernel lies on nine pixels. What two things does it do?
#    <details><summary>Answer</summary>It multiplies each pixel by its own number, then adds the products.</details>
# 2. What does a kernel with 1 in the left column and −1 in the right give on a plain gray wall?
#    <details><summary>Answer</summary>0: what the left adds, the right takes away.</details>
# 3. What does a stride of 2 do to the size of the feature map?
#    <details><summary>Answer</summary>It makes it about half as high and half as wide.</details>

# %% [markdown]
# ## Predict and see
#
# The picture below has upright stripes, 0 and 1 in turn. The kernel takes the left column minus the right one. The
# pixels that it lies on are its **window**, framed in red.
#
# **Decide before you run the cell:** how many places are there for a 2×2 kernel on 4×4 pixels? And is the first sum
# positive, negative or 0?
#
# <!-- A0.40, A0.41, A1.7 -->

# %%
stepper = ConvStepper(articles.FOUR_IMAGES[0], articles.FILTER_A, show=("position",))
stepper

# %% [markdown]
# Step through with the arrow keys. **One question for your hands:** the sum changes its sign at every step along a row.
# What do the pixels under the window look like when it is positive?
#
# <details><summary>Answer</summary>
#
# A bright column on the left, a dark one on the right; when the sum is negative it is the other way round. There are
# nine places, three along each side, and the first sum is negative. Each sum stands at the place of its window: that is why the output looks
# like a picture again.
#
# </details>

# %% [markdown]
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
# Multiply cell by cell, then add the nine products:

# %%
products = articles.ZEBRA * articles.ZEBRA_CAT_FILTER
total = products.sum()
articles.compare("A0.4", products)
articles.compare("A0.5", total)
articles.compare("A0.6", articles.CAT * articles.ZEBRA_CAT_FILTER)
articles.compare("A0.7", (articles.CAT * articles.ZEBRA_CAT_FILTER).sum())

zebra, edges = Grid("zebra", articles.ZEBRA), Grid("kernel", articles.ZEBRA_CAT_FILTER)
added = Grid("sum", np.array([[total]]))
plots.number_grids(zebra, "×", edges, "=", Grid("products", products), "→", added)

# %% [markdown]
# **Two dimensions, every place.** Two loops for the place, two for the cell of the kernel:
#
# $$\text{out}[r, c] = \sum_{i} \sum_{j} \text{image}[r + i,\ c + j] \cdot \text{kernel}[i, j]$$
#
# Read Σ as "add up over every". Here is the same sentence in Python. It runs on the striped picture with two kernels of
# the article: A, the left column minus the right one, and B, the upper row minus the lower one. (Rows of equal pixels:
# what will B find?)
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


stripes = articles.FOUR_IMAGES[0]
map_a, map_b = slide(stripes, articles.FILTER_A), slide(stripes, articles.FILTER_B)
articles.compare("A0.43", len(map_a))
articles.compare("A0.44", map_a)
active_a, active_b = cnnlite.relu(map_a), cnnlite.relu(map_b)
articles.compare("A0.45", active_a)
articles.compare("A0.46", active_b)
articles.compare("A0.47", np.concatenate([active_a.ravel(), active_b.ravel()]))

# %% [markdown]
# The first four places, counted from 0: where, which pixels, what comes out.
#
# <!-- P1 -->

# %%
for r, c in [(0, 0), (0, 1), (0, 2), (1, 0)]:
    pixels = stripes[r : r + 2, c : c + 2].astype(int).tolist()
    print(f"place ({r}, {c})   pixels {pixels}   result {map_a[r, c]:.0f}")

# %% [markdown]
# **Without loops.** `sliding_window_view` lists all windows at once, without copying. Multiply them all by the kernel
# and add over the last two axes, and it is one line. `cnnlite.conv2d` does this for many images and many kernels, which
# is why it wants two more axes in front, written as `[None, None]`:

# %%
windows = np.lib.stride_tricks.sliding_window_view(stripes, (2, 2))
one_line = (windows * articles.FILTER_A).sum(axis=(2, 3))
library = cnnlite.conv2d(stripes[None, None], articles.FILTER_A[None, None])[0, 0]
assert np.allclose(one_line, map_a)
assert np.allclose(library, map_a)
places, pixels = windows.shape[:2], windows.shape[2:]
print("loops, one line and cnnlite.conv2d agree:", places, "places,", pixels, "pixels each")

# %% [markdown]
# **A picture without stripes.** Gray pixels drawn at random, one window framed; no pattern, and the arithmetic is the
# same.
#
# <!-- P21 -->

# %%
gray = np.random.default_rng(3).integers(0, 10, (5, 5)) / 10
framed = Grid("random gray", gray, window=(1, 2, 3, 3))
output = Grid("output", slide(gray, articles.ZEBRA_CAT_FILTER), window=(1, 2, 1, 1))
plots.number_grids(framed, "×", edges, "→", output)

# %% [markdown]
# **A word with two meanings.** What you just did is called **cross-correlation**. In mathematics, **true convolution**
# turns the kernel by 180° first. Networks skip the turn, since they learn the kernel anyway, and everyone still says
# "convolution". This series does, too.
#
# **Decide before you run:** the kernel has 1 on the left and −1 on the right. What does the turn do to zebra and cat?

# %%
turned = np.flip(articles.ZEBRA_CAT_FILTER)
zebra_turned, cat_turned = (articles.ZEBRA * turned).sum(), (articles.CAT * turned).sum()
articles.compare("A0.29", [zebra_turned, cat_turned])

# %% [markdown]
# Both signs change: with the turn, ReLU would silence the zebra instead of the cat. A kernel that looks the same after
# the turn, such as one of all 1s, would hide the difference.
#
# **With your own numbers.** Type into the kernel. Can you make one that darkens the photo to half? Then choose *bright
# square 7×7*: can you make one that moves the square by one pixel?
#
# <details><summary>Answers</summary>0.5 in the centre and 0 elsewhere darkens. A 1 beside the centre and 0 elsewhere
# moves: on the left it moves the picture to the right, since each output then shows its left neighbor.</details>

# %%
ConvExplorer("flower", "identity", show=("image", "kernel", "values", "stride", "relu"))

# %% [markdown]
# ## Your turn
#
# Fill four cells of the output, by hand. Lay the kernel on each window, multiply and add.

# %%
small = np.array([[1.0, 2, 0], [0, 3, 1], [3, 1, 4]])
corner = np.array([[1.0, 0], [-1, 3]])
empty = Grid("output", np.full((2, 2), np.nan))
plots.number_grids(Grid("image", small), "×", Grid("kernel", corner), "→", empty)

# %%
answer = [[None, None], [None, None]]  # your four numbers, in place of None

given, turned_sums = np.array(answer, dtype=object), slide(small, np.flip(corner))
if given.shape != (2, 2):
    print("Keep the two rows of two: [[…, …], […, …]].")
else:
    for (r, c), number in np.ndenumerate(slide(small, corner)):
        mine, verdict = given[r, c], "not yet; which four pixels does the window hold?"
        if mine is None:
            verdict = "not filled in yet"
        elif isinstance(mine, str):
            verdict = "write the number without quotes"
        elif mine == number:
            verdict = "right"
        elif mine == turned_sums[r, c]:
            verdict = "the sum with the kernel turned by 180°; lay it on as it is"
        print(f"row {r}, column {c}: {verdict}")

# %% [markdown]
# *Stretch.* Write `slide` with two loops only: take the whole window as a slice, multiply, and use `.sum()`.


# %%
def my_slide(image, kernel):
    """Return the same as slide(image, kernel), with two loops."""
    return None  # your code, in place of None


trial = np.random.default_rng(0).standard_normal((5, 7))
for weights in (articles.FILTER_B, articles.ZEBRA_CAT_FILTER):
    mine, wanted = my_slide(trial, weights), slide(trial, weights)
    if mine is None:
        print("Write my_slide, then run this cell again. (Or is the return missing?)")
        break
    elif np.shape(mine) != wanted.shape:
        print(f"Wrong shape: got {np.shape(mine)}, wanted {wanted.shape}.")
    elif np.allclose(mine, wanted):
        print(f"Right for a kernel of shape {weights.shape}.")
    else:
        print("The shape is right, the numbers differ.")

# %% [markdown]
# ## True or false, and on
#
# Judge first, then run.
#
# 1. *"A filter multiplies each pixel of the picture by a value: that is convolution."*
# 2. *"What a convolutional network computes is a convolution, in the mathematical sense."*
#
# <!-- A2.4, E25; E7 -->

# %%
multiplied = articles.ZEBRA * articles.ZEBRA_CAT_FILTER
print("only multiplied:", multiplied.size, "numbers; multiplied and added:", total.size)
print(f"as networks do: {total:.4f}; with the turn: {zebra_turned:.4f}")

# %% [markdown]
# <details><summary>Verdicts</summary>
#
# 1. False as it stands (article 2): without the sum there are nine numbers and no feature map.
# 2. False (article 0, and nearly everyone): it is cross-correlation. For this kernel the two differ by their sign, for
#    others by more.
#
# </details><br>
#
# **In PyTorch:** `torch.nn.functional.conv2d(x, w)` with `x` and `w` of the shapes used above.
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
# **Back to:** [00 Start here](00_start_here.ipynb).
