# %% [markdown]
# # Read a kernel's mind
#
# **What will a kernel do to a picture, before you run it?**
#
# 40 minutes. You need [00 Start here](00_start_here.ipynb) and [01 Images](01_images_are_tensors.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite import filters, plots
from cnnlite.data import articles, photos, textures
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import ConvExplorer, GaborExplorer, show_grids
from cnnlite.plots import Grid
from cnnlite.questions import Predict, Question, Recall

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like; nothing waits for an answer.

# %% tags=["hidden"]
Recall(
    Question(
        "A kernel lies on nine pixels. What does it make of them?",
        ("nine products", "their sum", "the sum of nine products"),
        "the sum of nine products",
        "Each pixel times the number that lies on it; then the products are added.",
        {
            "nine products": "They are added up: one number for each place.",
            "their sum": "Each pixel is multiplied first.",
        },
    ),
    Question(
        "What does ReLU make of −2.5?",
        ("2.5", "0", "−2.5"),
        "0",
        "It keeps what is positive, and a negative number becomes 0.",
    ),
    Question(
        "In the shape (1, 1, 106, 160), in the order NCHW, what is the 160?",
        ("the rows", "the columns", "the channels"),
        "the columns",
        "W is the width: how many pixels a row has. H, the height, stands before it.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# The number in the middle of a kernel belongs to the pixel itself, the others to its neighbors. This one has 4 in the
# middle and −1 above, below, left and right of it: four times the pixel, minus its four neighbors.

# %% tags=["hidden"]
plus = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]])
lab = ConvExplorer("temple", plus, show=("image", "kernel", "values", "relu"))
Predict(
    "What does it make of a smooth, bright sky?",
    ("it stays as bright", "about 0 everywhere", "it becomes four times as bright"),
    answer="about 0 everywhere",
    reasons={
        "it stays as bright": "Four times the pixel, and the neighbors take away how much?",
        "it becomes four times as bright": "The neighbors are bright, too, and count −1.",
    },
    why="In a smooth sky all pixels are alike: four of them are added, four taken away.",
    then=lab,
    name="02.sky",
)

# %% [markdown]
# **One question for your hands:** change **one** number of the kernel so that the sky keeps its brightness. What else
# happens to the picture? (Where numbers can be negative, white means 0. Tick *ReLU* to see the result in gray.)
#
# <details><summary>Answer</summary>
#
# 5 in the middle: the numbers sum to 1 now. The picture is back, and its edges are stronger than before. The menu knows
# this kernel: it is called *sharpen*. With *your own 5×5* there are more neighbors to weigh.
#
# </details>
#
# ## By hand, then in code
#
# **Four kernels to read.** Answer before you go on; the next picture shows what they do.
#
# - **a** has 1/9 everywhere: nine equal numbers;
# - **b** has 2 in the middle, 0 elsewhere;
# - **c** has −1 in the middle row's left place and 1 in its right one, 0 elsewhere;
# - **d** has −1 in the middle, 0 elsewhere.

# %% tags=["hidden"]
ways = ("brightens", "blurs", "shows upright edges", "only negative numbers")
Recall(
    Question(
        "What does kernel a do?", ways, "blurs", "Each pixel becomes the mean of nine."
    ),
    Question(
        "And b?", ways, "brightens", "Each pixel counts twice, its neighbors not at all."
    ),
    Question(
        "And c?",
        ways,
        "shows upright edges",
        "It takes the right neighbor minus the left one: only their difference counts.",
    ),
    Question(
        "And d, on a photo?",
        ways,
        "only negative numbers",
        "A photo has no negative pixels, so no answer is above 0: ReLU leaves nothing.",
    ),
)

# %% [markdown]
# **Two things to read.** *The sum:* in a flat area all pixels are alike, so the answer is their brightness times the sum
# of the kernel. Sum 1 keeps it, sum 2 doubles it, sum 0 makes it 0. *The signs:* numbers of one sign add pixels up, and
# blur; both signs compare the pixels under + with those under −. A negative answer says that those under − weigh more.
#
# Check it on an edge between a gray of 0.2 and one of 0.8:


# %%
def slid(picture, kernel):
    """Return what one kernel makes of one picture."""
    return cnnlite.conv2d(picture[None, None], kernel[None, None])[0, 0]


gray = np.array([[0.2, 0.2, 0.2, 0.8, 0.8, 0.8]] * 3)
middle = filters.identity()
left_right = np.array([[0.0, 0, 0], [-1, 0, 1], [0, 0, 0]])
kernels = {"a": filters.box(), "b": 2 * middle, "c": left_right, "d": -middle}
for name, kernel in kernels.items():
    print(f"{name}: sum {kernel.sum():.0f}, flat gray 0.2 → {slid(gray, kernel)[0, 0]:.4f}")
show_grids(
    Grid("picture", gray),
    "→",
    *(Grid(name, slid(gray, kernel)) for name, kernel in kernels.items()),
)

# %% [markdown]
# **One place by hand.** Sobel x, the kernel of notebook 00, has the rows −1 0 1, then −2 0 2, then −1 0 1. It lies on
# two dark columns of pixels, 0, and to the right of them a bright one, 255.

# %% tags=["hidden"]
edge, sobel_x, sobel_y = articles.STEP_EDGE, filters.sobel_x(), filters.sobel_y()
under = edge[:3, 1:4]
answers = slid(edge, sobel_x)
Predict(
    "Which number does it give in this place?",
    answer=answers[0, 1],
    reasons={
        255: "Only one pixel? Three bright ones lie under the right column.",
        765: "The middle row counts twice.",
        -1020: "The bright pixels lie under the positive numbers.",
    },
    why="255 under 1, under 2 and under 1; everything else is multiplied by 0 or is 0.",
    then=show_grids(
        Grid("step edge", edge, window=(0, 1, 3, 3)),
        "×",
        Grid("Sobel x", sobel_x),
        "→",
        Grid("answers", answers, window=(0, 1, 1, 1)),
    ),
    name="02.step",
)

# %% [markdown]
# The articles name these kernels, but their matrices and pictures are lost: below are the **usual forms**. The step edge
# is our reconstruction. Sobel x finds it, and Sobel y, the same kernel on its side, gives 0: there is no change
# downwards.
#
# <!-- A1.4–A1.6, status C; A2.3, status C, R -->

# %%
articles.compare("A1.4", [sobel_x, sobel_y])
articles.compare("A1.5", filters.gaussian())
articles.compare("A1.6", filters.sharpen())
articles.compare("A2.3", [slid(edge, sobel_x), slid(edge, sobel_y)])

# %% [markdown]
# **One place, four ways to write it.** With the pixels $p_1 … p_9$ under the kernel and its numbers $k_1 … k_9$, row by
# row. `F` is `torch.nn.functional` of PyTorch, which you need not install: a test of this series runs that line.
#
# | | |
# |---|---|
# | formula | $\text{answer} = k_1 p_1 + k_2 p_2 + … + k_9 p_9$ |
# | arithmetic | `1·255 + 2·255 + 1·255 = 1020` |
# | NumPy | `(under * sobel_x).sum()` |
# | PyTorch | `F.conv2d(under[None, None], sobel_x[None, None])[0, 0, 0, 0]` |
#
# **The pair.** Sobel x says how much brighter it becomes to the right, $G_x$, and Sobel y how much brighter downwards,
# $G_y$. Together they are an arrow: its length is the **magnitude** of the edge, and its **orientation** points to the
# brighter side. Angles run from 0° (right) to 90° (down).
#
# | | |
# |---|---|
# | formula | $\text{magnitude} = \sqrt{G_x^2 + G_y^2}$ |
# | arithmetic | `√(3² + 4²) = 5` |
# | NumPy | `np.hypot(gx, gy)` |
# | PyTorch | `torch.hypot(gx, gy)` |
#
# | | |
# |---|---|
# | formula | $\text{orientation} = \text{atan2}(G_y, G_x)$, here in degrees |
# | arithmetic | `(0 + 90)/2 = 45` |
# | NumPy | `np.degrees(np.arctan2(gy, gx))` |
# | PyTorch | `torch.rad2deg(torch.atan2(gy, gx))` |
#
# (The arithmetic of the orientation is for $G_x = G_y$: halfway between right and down.)

# %% tags=["hidden"]
temple = photos.photo("temple", width=128)
gx, gy = slid(temple, sobel_x), slid(temple, sobel_y)
magnitude = np.hypot(gx, gy)
orientation = np.degrees(np.arctan2(gy, gx))
strong = abs(gx) > 1
maps = plots.feature_maps({"Gx": gx, "Gy": gy, "magnitude": magnitude})
arrows = plots.direction(gx, gy, "orientation")
Predict(
    "A dark temple before a bright sky: what does Sobel x give along its left outline?",
    ("positive numbers", "negative numbers", "about 0"),
    answer="negative numbers",
    reasons={
        "positive numbers": "From left to right it becomes darker there, not brighter.",
        "about 0": "The outline is an upright edge, and a strong one.",
    },
    why="From the sky to the wall it becomes darker. Of all strong answers (beyond ±1) "
    f"{(gx[strong] < 0).mean():.0%} are negative: with ReLU they would be lost, and "
    "another kernel, the negative of this one, would have to find them.",
    then=plots.Picture((maps, arrows), f"{maps.text}\n{arrows.text}"),
    name="02.outline",
)

# %% [markdown]
# The magnitude finds every outline; the orientation says which side is the brighter one. In the last picture the color
# is the orientation, as the wheel shows, and its brightness the magnitude; arrows stand at strong edges.
#
# <!-- P3 -->
#
# **Noise.** A camera in the dark adds noise: a different random number to each pixel. The spread of such numbers around
# their mean is called their **standard deviation**, `np.std`. A kernel of nine 1/9 takes the mean of nine pixels. The
# photo stays about the same; what happens to the noise?

# %% tags=["hidden"]
noise = 0.15 * np.random.default_rng(0).standard_normal(temple.shape)
noisy = (temple + noise)[8:66, 16:103]
box, gaussian, sharpen = filters.box(), filters.gaussian(5), filters.sharpen()
Predict(
    f"The noise has a standard deviation of {noise.std():.2f}. And after the kernel?",
    answer=slid(noise, box).std(),
    within=0.005,
    reasons={
        0.15: "High and low numbers cancel each other, in part.",
        0.02: "They cancel in part only: one ninth would be too good.",
    },
    why="A third: the mean of nine random numbers spreads √9 = 3 times less.",
    then=plots.feature_maps(
        {
            "with noise": np.clip(noisy, 0, 1),
            "blurred": np.clip(slid(noisy, gaussian), 0, 1),
            "sharpened": np.clip(slid(noisy, sharpen), 0, 1),
        }
    ),
    name="02.noise",
)

# %% [markdown]
# The blurred picture above was made by a **Gaussian** kernel, whose numbers fall off from the middle. It blurs more
# gently than equal numbers do. Sharpening is the opposite: it makes noise stronger. By how much, the kernel tells:
#
# | | |
# |---|---|
# | formula | $\text{noise after} = \text{noise before} \cdot \sqrt{k_1^2 + k_2^2 + …}$ |
# | arithmetic | `√(9·(1/9)²) = 1/3` |
# | NumPy | `np.sqrt((box**2).sum())` |
# | PyTorch | `torch.sqrt((box**2).sum())` |
#
# The curves below are one row of the photo without noise: blur takes the fast changes (*high frequencies*) away,
# sharpening exaggerates them, beyond black and white. In the smooth sky all three agree. (Each kernel makes the picture
# a little smaller; cuts such as `2:-2` make the sizes equal.)
#
# <!-- P4, A1.29 -->

# %%
for name, kernel in {"box": box, "Gaussian": gaussian, "sharpen": sharpen}.items():
    factor, measured = np.sqrt((kernel**2).sum()), slid(noise, kernel).std() / noise.std()
    print(
        f"{name}: sum {kernel.sum():.0f}, noise times {factor:.4f}, measured {measured:.4f}"
    )
after = {
    "photo": temple[2:-2, 2:-2],
    "Gaussian": slid(temple, gaussian),
    "sharpen": slid(temple[1:-1, 1:-1], sharpen),
}
rows = {name: picture[30, 40:80] for name, picture in after.items()}
plots.profile(rows, start=40, label="a row of the temple")

# %% [markdown]
# **A kernel for stripes.** A **Gabor** kernel is a wave under a Gaussian bell. Four numbers make it: the angle, the
# **wavelength** from crest to crest, the width of the bell, and the phase, which shifts the wave under the bell:
#
# $$e^{-(u^2 + \gamma^2 v^2) / (2 \sigma^2)} \cdot \cos(2 \pi u / \lambda + \psi)$$
#
# with $u$ pixels along the wave and $v$ across it from the middle, width $\sigma$, wavelength $\lambda$, phase $\psi$,
# and $\gamma = 1$, a round bell.
#
# <!-- A2.6, status C -->

# %% tags=["hidden"]
Predict(
    "Upright stripes, and a Gabor kernel made for flat ones of the same width. Its answer?",
    ("as strong, but turned", "strong and negative", "nearly 0"),
    answer="nearly 0",
    reasons={
        "as strong, but turned": "Along its own wave it sees no change at all.",
        "strong and negative": "Bright and dark lie evenly under its + and its −.",
    },
    why="Along a stripe nothing changes, so + and − cancel. What little is left comes from "
    "the kernel's sum, which is not quite 0.",
    then=GaborExplorer("stripes", angle=90, wavelength=8, width=4.0),
    name="02.gabor",
)

# %% [markdown]
# **One question for your hands:** choose the image *fur*, wavelength 5 and width 2. At which angle is the strongest
# answer largest, and what does that say about the hairs?
#
# <details><summary>Answer</summary>
#
# Anywhere from 5° to 30°: most hairs lean a little to the right, like a steep /. Past 90° the answer is about half as
# strong. Try the longest wavelength, too: plain white gives nearly 1 then, since the kernel's sum is far from 0, and the
# answer shows what is bright, not what is striped. A phase of 90° cures it.
#
# </details>
#
# A **bank** of such kernels, one for each angle and wavelength, describes a texture; trained networks often grow kernels
# like these in their first layer. All answers have the same range of colors:

# %%
hair, bank = textures.fur()[60:106, 90:136], {}
for wavelength, width in ((4, 1.6), (6, 2.4)):
    for angle in range(0, 180, 30):
        gabor = filters.gabor(15, wavelength, np.radians(angle), width, gamma=1.0)
        bank[f"{angle}°, {wavelength} pixels"] = gabor / abs(gabor).sum()
plots.filter_bank(bank, {name: slid(hair, kernel) for name, kernel in bank.items()})

# %% [markdown]
# ## Your turn
#
# Design a kernel that **fires on / and is silent on \\**. It has 2 to 5 rows and columns. It is tried on two hundred
# hidden pictures, with noise, some brighter than others: on each, its strongest answer after ReLU counts, and one
# threshold must tell nineteen of twenty pictures apart. Read your kernel first: which signs where, and which sum?
#
# Try it out here, then run the check. `hint("02.slash")` helps.

# %%
trial = ConvExplorer("slashes", np.zeros((3, 3)), show=("values", "relu"))
trial

# %% tags=["exercise"]
# stub: kernel = None  # rows of numbers, or trial.values.value
kernel = [[-1, -1, 2], [-1, 2, -1], [2, -1, -1]]
# end
check("02.slash", kernel)

# %% [markdown]
# ## True or false, and on
#
# <!-- E23 -->

# %% tags=["hidden"]
place = np.unravel_index(abs(gy).argmax(), gy.shape)
back = slid(slid(temple, filters.gaussian()), sharpen)
negative = np.hypot(slid(1 - temple, sobel_x), slid(1 - temple, sobel_y))
Recall(
    Question(
        "“A Sobel filter gives the magnitude and the orientation of an edge.”",
        ("true", "false"),
        "false",
        "Article 1 says so, but it takes both. At the temple's strongest flat edge Sobel x "
        f"gives {gx[place]:.2f}; with Sobel y the magnitude is {magnitude[place]:.2f}.",
    ),
    Question(
        "“A kernel whose numbers sum to 0 gives 0 everywhere.”",
        ("true", "false"),
        "false",
        f"Only in flat areas. Sobel x sums to 0 and gave {answers.max():.0f} at the edge.",
    ),
    Question(
        "“Blur a photo, then sharpen it: you have the photo back.”",
        ("true", "false"),
        "false",
        "What the blur has taken away is gone. The pixels are off by "
        f"{abs(back - temple[2:-2, 2:-2]).mean():.4f} on average.",
    ),
    Question(
        "“In the photo's negative, bright for dark, every edge has the same magnitude.”",
        ("true", "false"),
        "true",
        "Both answers change their signs, and squares forget them. Largest difference: "
        f"{abs(negative - magnitude).max():.4f}.",
    ),
)

# %% [markdown]
# **In PyTorch** the kernels of this page are given by hand, too: `torch.tensor(filters.sobel_x())[None, None]` is a `w`
# for `torch.nn.functional.conv2d(x, w)`. In a network `w` is learned.
#
# **In short**
#
# - The sum of a kernel is what flat areas are multiplied by.
# - Numbers of one sign blur; both signs compare, and a negative answer is an answer, too.
# - Sobel x and Sobel y together give an edge's magnitude and orientation.
# - Blur weakens noise, sharpening strengthens it: by the root of the sum of the squares.
# - A Gabor kernel answers to stripes of its own angle and wavelength.
#
# Sources: article 1 (Sobel, blur and sharpening filters), article 2 (Accedia, part I: Sobel, Gaussian, Gabor). Photo:
# danielbuechele, Creative Commons attribution, from scikit-learn. Stripes, fur and slashes are generated.
#
# **Next:** [03 Convolution](03_convolution.ipynb), every product of a sliding kernel.
