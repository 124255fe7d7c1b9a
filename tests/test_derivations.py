"""Every derivation of the articles as a test that names its id: written out in loops or term by term, then compared.

A1.21–A1.27 and A3.14–A3.25, the gradients A0.25 and A0.28, the matrix of Experiments 1, and the training claims of
A0.26, A0.27 and A0.64, here by hand, without a backward function of the package.
"""

import math

import numpy as np
import pytest

import cnnlite
from cnnlite import numeric_gradient
from cnnlite.data import articles as a

X, K, B, G = a.NINE, a.BACKPROP_KERNEL, a.BACKPROP_BIASES, a.BACKPROP_GRADIENT


def slide(image, kernel, padding=0):
    """Cross-correlate one image with one kernel."""
    return cnnlite.conv2d(image[None, None], kernel[None, None], padding=padding)[0, 0]


def full(gradient, kernel):
    """Pad the gradient by f − 1 and slide the kernel turned by 180° over it."""
    edges = tuple((k - 1, k - 1) for k in kernel.shape)
    return slide(gradient, np.flip(kernel), padding=edges)


def near(ours, expected, atol=1e-9):
    np.testing.assert_allclose(ours, expected, rtol=0, atol=atol)


def slope(loss, at):
    """Central differences, with a step that leaves about nine digits of these numbers."""
    return numeric_gradient(loss, np.array(at, dtype=float), h=1e-4)


# Article 1: the gradients of a convolution


@pytest.fixture
def general(rng):
    """Three inputs, two outputs, 2×2 kernels (A1.21), one bias for each output position, and a gradient."""
    draw = rng.standard_normal
    return {"x": draw((3, 4, 5)), "k": draw((2, 3, 2, 2)), "b": draw((2, 3, 4)), "g": draw((2, 3, 4))}


def layer(x, k, b):
    """Y_i = B_i + Σ_j X_j ⋆ K_ij, by the package, with untied biases."""
    return cnnlite.conv2d(x[None], k)[0] + b


def test_a1_21_two_outputs_and_general_form(general):
    """A1.21: Y_1 = B_1 + X_1⋆K_11 + X_2⋆K_12 + X_3⋆K_13, and Y_2 likewise; in general B_i + Σ_j X_j⋆K_ij."""
    x, k, b = general["x"], general["k"], general["b"]
    y_1 = b[0] + slide(x[0], k[0, 0]) + slide(x[1], k[0, 1]) + slide(x[2], k[0, 2])
    y_2 = b[1] + slide(x[0], k[1, 0]) + slide(x[1], k[1, 1]) + slide(x[2], k[1, 2])
    near(layer(x, k, b), [y_1, y_2])
    near(layer(x, k, b), [b[i] + sum(slide(x[j], k[i, j]) for j in range(3)) for i in range(2)])


def test_a1_21_matrix_form(general):
    """A1.21: Y = B + K·X, a d × n matrix of kernels times a column of maps, "·" meaning ⋆."""
    x, k, b = general["x"], general["k"], general["b"]
    matrix = [[general["k"][i, j] for j in range(3)] for i in range(2)]
    product = [sum((slide(map_, kernel) for kernel, map_ in zip(row, x, strict=True)), 0) for row in matrix]
    near(b + np.array(product), layer(x, k, b))


def test_a1_22_term_by_term():
    """A1.22, equation (A): the four outputs of a 3×3 image and a 2×2 kernel."""
    (k_11, k_12), (k_21, k_22) = K
    (x_11, x_12, x_13), (x_21, x_22, x_23), (x_31, x_32, x_33) = X
    (b_11, b_12), (b_21, b_22) = B
    y_11 = b_11 + k_11 * x_11 + k_12 * x_12 + k_21 * x_21 + k_22 * x_22
    y_12 = b_12 + k_11 * x_12 + k_12 * x_13 + k_21 * x_22 + k_22 * x_23
    y_21 = b_21 + k_11 * x_21 + k_12 * x_22 + k_21 * x_31 + k_22 * x_32
    y_22 = b_22 + k_11 * x_22 + k_12 * x_23 + k_21 * x_32 + k_22 * x_33
    near(slide(X, K) + B, [[y_11, y_12], [y_21, y_22]])


def test_a1_23_kernel_gradient_term_by_term():
    """A1.23: dE/dk_11 = g_11·x_11 + g_12·x_12 + g_21·x_21 + g_22·x_22, the others with X shifted; so X ⋆ G."""
    (g_11, g_12), (g_21, g_22) = G
    (x_11, x_12, x_13), (x_21, x_22, x_23), (x_31, x_32, x_33) = X
    k_11 = g_11 * x_11 + g_12 * x_12 + g_21 * x_21 + g_22 * x_22
    k_12 = g_11 * x_12 + g_12 * x_13 + g_21 * x_22 + g_22 * x_23
    k_21 = g_11 * x_21 + g_12 * x_22 + g_21 * x_31 + g_22 * x_32
    k_22 = g_11 * x_22 + g_12 * x_23 + g_21 * x_32 + g_22 * x_33
    terms = [[k_11, k_12], [k_21, k_22]]
    near(slide(X, G), terms)
    near(cnnlite.conv2d_backward(G[None, None], X[None, None], K[None, None])[1][0, 0], terms)


def test_a1_24_untied_and_tied_bias():
    """A1.24: dE/db_11 = g_11, so G with one bias for each position; ΣG with one for all."""
    untied = slope(lambda b: ((slide(X, K) + b) * G).sum(), B)
    near(untied, G)
    near(untied[0, 0], G[0, 0])
    tied = slope(lambda b: ((slide(X, K) + b) * G).sum(), 1.0)
    near(tied, G.sum())
    db = cnnlite.conv2d_backward(G[None, None], X[None, None], K[None, None], np.ones(1))[2]
    near(db, [G.sum()])


def test_a1_25_input_gradient_term_by_term():
    """A1.25: dE/dx_11 = g_11·k_11, dE/dx_22 = g_11·k_22 + g_12·k_21 + g_21·k_12 + g_22·k_11, and the other seven."""
    (g_11, g_12), (g_21, g_22) = G
    (k_11, k_12), (k_21, k_22) = K
    terms = [
        [g_11 * k_11, g_11 * k_12 + g_12 * k_11, g_12 * k_12],
        [
            g_11 * k_21 + g_21 * k_11,
            g_11 * k_22 + g_12 * k_21 + g_21 * k_12 + g_22 * k_11,
            g_12 * k_22 + g_22 * k_12,
        ],
        [g_21 * k_21, g_21 * k_22 + g_22 * k_21, g_22 * k_22],
    ]
    near(full(G, K), terms)
    near(cnnlite.conv2d_backward(G[None, None], X[None, None], K[None, None])[0][0, 0], terms)
    near(cnnlite.true_conv2d(G[None, None], K[None, None], padding=1)[0, 0], terms)  # full(G, K) by its own name


def test_a1_25_the_missing_turn_is_noticed():
    """A1.25: without the 180° turn the result is another one, and it is not the slope."""
    forgotten = slide(G, K, padding=1)
    near(forgotten, [[4, -1, -3], [10, 17, 8], [4, 8, 3]])
    real = slope(lambda x: (slide(x, K) * G).sum(), X)
    near(full(G, K), real)
    assert np.abs(forgotten - real).max() > 1
    symmetric = np.array([[1.0, 2.0], [2.0, 1.0]])  # the mistake hides behind a kernel that a turn leaves as it is
    near(slide(G, symmetric, padding=1), full(G, symmetric))


@pytest.mark.parametrize("name", ["k", "b", "x"])
def test_a1_23_to_a1_25_general_form_entry_by_entry(general, name):
    """A1.23–A1.25: dE/dK_ij = X_j⋆G_i, dE/dB_i = G_i, dE/dX_j = Σ_i full(G_i, K_ij), each entry against the slope."""
    x, k, g = general["x"], general["k"], general["g"]
    closed = {
        "k": [[slide(x[j], g[i]) for j in range(3)] for i in range(2)],
        "b": g,
        "x": [sum(full(g[i], k[i, j]) for i in range(2)) for j in range(3)],
    }[name]

    def loss(moved):
        given = {**general, name: moved}
        return (layer(given["x"], given["k"], given["b"]) * g).sum()

    near(closed, slope(loss, general[name]), 1e-7)
    dx, dk, db = cnnlite.conv2d_backward(g[None], x[None], k, np.zeros(2))
    near({"k": dk, "b": db, "x": dx[0]}[name], g.sum(axis=(1, 2)) if name == "b" else closed)  # b is tied there


def test_a1_26_updates():
    """A1.26: K ← K − η·dE/dK and B ← B − η·dE/dB make the error smaller; X is handed dE/dX and stays."""
    rate, before = a.BACKPROP_RATE, X.copy()
    dx, dk, _ = cnnlite.conv2d_backward(G[None, None], X[None, None], K[None, None])
    new_k, new_b = K - rate * dk[0, 0], B - rate * G
    near(new_k, [[-0.5, -0.9], [1.2, 1.0]])
    near(new_b, [[0.9, 1.1], [0.8, 0.7]])
    # E = Σ Y·G is linear in each: the first step lowers it by exactly the squared length of the gradient.
    lowered = (slide(X, new_k) * G).sum() - (slide(X, K) * G).sum()
    near(lowered, -rate * (dk**2).sum())
    near((new_b * G).sum() - (B * G).sum(), -rate * (G**2).sum())
    np.testing.assert_array_equal(X, before)
    assert dx.shape == (1, 1, *X.shape)


def test_a1_27_numbers():
    """A1.27: our numbers for A1.22–A1.26, each gradient by central differences."""

    def error(x, k, b):
        return ((slide(x, k) + b) * G).sum()

    near(slide(X, K) + B, [[34, 50], [44, 60]])
    near(slope(lambda k: error(X, k, B), K), [[15, 29], [18, 30]], 1e-7)
    near(slope(lambda b: error(X, K, b), B), [[1, -1], [2, 3]], 1e-7)
    near(slope(lambda x: error(x, K, B), X), [[1, 1, -2], [5, 8, 2], [6, 17, 12]], 1e-7)


# Experiments 1: convolution is one matrix


def test_experiment_1_matrix_of_a1_22():
    """Experiments 1: a 4×9 matrix of four numbers; M·x = Y − B, and Mᵀ·g is A1.27's dE/dX."""
    m = cnnlite.conv_matrix(K[None, None], (1, 3, 3))
    rows = ["1 2 0 3 4 0 0 0 0", "0 1 2 0 3 4 0 0 0", "0 0 0 1 2 0 3 4 0", "0 0 0 0 1 2 0 3 4"]
    np.testing.assert_array_equal(m.toarray(), [[int(v) for v in row.split()] for row in rows])
    near(m @ X.ravel(), (slide(X, K)).ravel())
    near((m @ X.ravel()).reshape(2, 2) + B, [[34, 50], [44, 60]])
    near((m.T @ G.ravel()).reshape(3, 3), [[1, 1, -2], [5, 8, 2], [6, 17, 12]])
    near(cnnlite.conv_transpose2d(G[None, None], K[None, None])[0, 0], (m.T @ G.ravel()).reshape(3, 3))


@pytest.mark.parametrize("kernel", [a.FILTER_A, a.FILTER_B, np.array([[1.0, 2.0], [3.0, 4.0]])])
def test_experiment_1_matrix_of_a0_44(kernel):
    """Experiments 1: for 4×4 images a 9×16 matrix, 36 non-zeros, 4 numbers; a dense layer would need 144."""
    m = cnnlite.conv_matrix(kernel[None, None], (1, 4, 4))
    assert m.shape == (9, 16)
    assert m.shape[0] * m.shape[1] == 144
    assert m.nnz == np.count_nonzero(m.toarray()) == 36
    # Which of the four weights stands where: the matrix of a kernel of four different numbers.
    names = cnnlite.conv_matrix(np.array([[[[1.0, 2.0], [3.0, 4.0]]]]), (1, 4, 4)).toarray()
    assert np.unique(names[names > 0]).tolist() == [1, 2, 3, 4]
    for number, weight in enumerate(kernel.ravel(), 1):
        assert (names == number).sum() == 9  # shared by all nine positions
        assert (m.toarray()[names == number] == weight).all()
    for image in a.FOUR_IMAGES:
        near((m @ image.ravel()).reshape(3, 3), slide(image, kernel))


# Article 3: forward


def windows_sum(image, kernel):
    """Σ_u Σ_v Σ_c K_uvc·I_(m+u, n+v, c), with channels last as article 3 writes them."""
    (rows, columns, channels), (kh, kw, _) = image.shape, kernel.shape
    out = np.zeros((rows - kh + 1, columns - kw + 1))
    for m in range(out.shape[0]):
        for n in range(out.shape[1]):
            for u in range(kh):
                for v in range(kw):
                    for c in range(channels):
                        out[m, n] += kernel[u, v, c] * image[m + u, n + v, c]
    return out


def test_a3_14_color_convolution(rng):
    """A3.14: (I⊗K)_mn = Σ_u Σ_v Σ_c K_uvc·I_(m+u, n+v, c)."""
    image, kernel = rng.standard_normal((5, 6, 3)), rng.standard_normal((3, 2, 3))
    ours = cnnlite.conv2d(image.transpose(2, 0, 1)[None], kernel.transpose(2, 0, 1)[None])[0, 0]
    near(ours, windows_sum(image, kernel))


def test_a3_14_sign_of_the_index(rng):
    """A3.14: with m−u in place of m+u the kernel is turned; the other articles have m+u."""
    image, kernel = rng.standard_normal((4, 5)), rng.standard_normal((2, 3))
    minus = np.zeros((3, 3))
    for m in range(3):
        for n in range(3):
            for u in range(2):
                for v in range(3):
                    minus[m, n] += kernel[u, v] * image[m + 1 - u, n + 2 - v]
    near(cnnlite.true_conv2d(image[None, None], kernel[None, None])[0, 0], minus)
    assert np.abs(slide(image, kernel) - minus).max() > 0.1


def test_a3_15_grayscale_convolution(rng):
    """A3.15: the same without c."""
    image, kernel = rng.standard_normal((5, 4)), rng.standard_normal((2, 3))
    near(slide(image, kernel), windows_sum(image[..., None], kernel[..., None]))


def network(rng):
    """Return a small network of article 3: gray image, p × q kernels, 2×2 pooling, a dense layer, a sigmoid."""
    draw = rng.standard_normal
    return {
        "image": draw((5, 5)),
        "k": draw((2, 3, 2, 2)),  # p, q, u, v
        "b": draw((2, 3)),
        "w1": draw((4, 24)),
        "b1": draw(4),
        "w2": draw((1, 4)),
        "b2": draw(1),
    }


def forward(net):
    """Run it with the package; return every step by its name."""
    steps = {"C": cnnlite.conv2d(net["image"][None, None], net["k"].reshape(6, 1, 2, 2), net["b"].ravel())}
    steps["A"] = cnnlite.relu(steps["C"])
    steps["P"] = cnnlite.max_pool2d(steps["A"], 2)
    steps["a"] = cnnlite.flatten(steps["P"])
    steps["z1"] = cnnlite.linear(steps["a"], net["w1"], net["b1"])
    steps["a1"] = cnnlite.relu(steps["z1"])
    steps["z2"] = cnnlite.linear(steps["a1"], net["w2"], net["b2"])
    steps["y"] = cnnlite.sigmoid(steps["z2"])
    return steps


def test_a3_16_feature_maps(rng):
    """A3.16: C^pq_mn = Σ_u Σ_v I_(m+u, n+v)·k^pq_uv + b^pq, then ReLU."""
    net = network(rng)
    steps = forward(net)
    for p in range(2):
        for q in range(3):
            by_hand = windows_sum(net["image"][..., None], net["k"][p, q][..., None]) + net["b"][p, q]
            near(steps["C"].reshape(2, 3, 4, 4)[p, q], by_hand)
            near(steps["A"].reshape(2, 3, 4, 4)[p, q], [[max(0.0, v) for v in row] for row in by_hand])


def test_a3_17_and_a3_18_pooling_and_vector(rng):
    """A3.17: P^pq_mn = max of C^pq over window (m, n). A3.18: all pooled maps joined, maps × height × width long."""
    steps = forward(network(rng))
    a_maps, pooled = steps["A"][0], []
    for one in a_maps:
        for m in range(2):
            for n in range(2):
                pooled.append(max(one[2 * m + i, 2 * n + j] for i in range(2) for j in range(2)))
    near(steps["P"].ravel(), pooled)
    assert steps["a"].shape == (1, 6 * 2 * 2)  # and not p·q = 6, as E37 says
    near(steps["a"][0], pooled)


def test_a3_19_and_a3_20_dense_layers(rng):
    """A3.19: z^l_j = Σ_i w^l_ij·a^(l−1)_i + b^l_j, a^l_j = σ(z^l_j). A3.20: ŷ = sigmoid of the last one's."""
    net = network(rng)
    steps = forward(net)
    z1 = [sum(net["w1"][j, i] * steps["a"][0, i] for i in range(24)) + net["b1"][j] for j in range(4)]
    near(steps["z1"][0], z1)
    near(steps["z1"][0], net["w1"] @ steps["a"][0] + net["b1"])  # the matrix form
    a1 = [max(0.0, z) for z in z1]
    z2 = sum(net["w2"][0, j] * a1[j] for j in range(4)) + net["b2"][0]
    near(steps["y"].item(), 1 / (1 + math.exp(-z2)))


# Article 3: backward


def loss_of(net, y):
    """Binary cross-entropy of the network's output (A3.13)."""
    return cnnlite.binary_cross_entropy(forward(net)["y"], np.array([[y]]), "sum")


def backward(net, y):
    """Every gradient by the equations A3.21–A3.24, written with NumPy alone."""
    steps, found = forward(net), {}
    delta = steps["y"] - y  # A3.21: the sigmoid's slope has gone
    found["z2"] = delta
    found["w2"], found["b2"] = delta.T @ steps["a1"], delta[0]  # A3.22
    delta = (delta @ net["w2"]) * (steps["z1"] > 0)
    found["w1"], found["b1"] = delta.T @ steps["a"], delta[0]
    pooled = (delta @ net["w1"]).reshape(steps["P"].shape)
    unpooled = np.zeros_like(steps["A"])  # A3.23: all of it to the winner
    for o, m, n in np.ndindex(6, 2, 2):
        window = steps["A"][0, o, 2 * m : 2 * m + 2, 2 * n : 2 * n + 2]
        i, j = np.unravel_index(window.argmax(), (2, 2))
        unpooled[0, o, 2 * m + i, 2 * n + j] = pooled[0, o, m, n]
    found["A"] = unpooled
    conv = (unpooled * (steps["C"] > 0))[0]  # A3.24
    found["k"] = np.zeros((6, 2, 2))
    for o, u, v, m, n in np.ndindex(6, 2, 2, 4, 4):
        found["k"][o, u, v] += conv[o, m, n] * net["image"][m + u, n + v]
    found["k"] = found["k"].reshape(2, 3, 2, 2)
    found["b"] = conv.sum(axis=(1, 2)).reshape(2, 3)
    found["image"] = sum(full(conv[o], net["k"].reshape(6, 2, 2)[o]) for o in range(6))
    return found


@pytest.mark.parametrize("y", [0.0, 1.0])
def test_a3_21_sigmoid_with_cross_entropy_cancels_the_slope(y):
    """A3.21: δ^(L+1) = ŷ − y; the product with σ' that the chain rule asks for is exactly undone."""
    z = np.array([-4.0, -2.0, 0.0, 2.0])
    target, out = np.full(4, y), cnnlite.sigmoid(z)
    back = cnnlite.binary_cross_entropy_backward(1.0, out, target, "sum")
    near(cnnlite.sigmoid_backward(back, z), out - y)
    near(slope(lambda v: cnnlite.binary_cross_entropy(cnnlite.sigmoid(v), target, "sum"), z), out - y, 1e-7)
    assert np.abs(back - (out - y)).max() > 0.1  # without σ' it would be another number


@pytest.mark.parametrize("name", ["w2", "b2", "w1", "b1", "k", "b", "image"])
def test_a3_21_to_a3_24_whole_network_against_slopes(rng, name):
    """A3.22: dense layers; A3.23: pooling; A3.24: convolution; through all of them, entry by entry."""
    net = network(rng)
    by_hand = backward(net, 1.0)[name]
    assert np.abs(by_hand).max() > 1e-3  # a dead network would pass anything
    near(by_hand, numeric_gradient(lambda moved: loss_of({**net, name: moved}, 1.0), net[name]), 1e-8)


def test_a3_22_dense_layer_of_the_package(rng):
    """A3.22: dW = δ·aᵀ, db = δ, and Wᵀδ for the layer before; the activation's slope comes from its own backward."""
    net = network(rng)
    steps, found = forward(net), backward(net, 1.0)
    da, dw, db = cnnlite.linear_backward(found["z2"], steps["a1"], net["w2"], net["b2"])
    near(dw, found["w2"])
    near(db, found["b2"])
    delta = cnnlite.relu_backward(da, steps["z1"])
    near(cnnlite.linear_backward(delta, steps["a"], net["w1"], net["b1"])[1], found["w1"])


def test_a3_23_pooling_sends_the_error_to_the_single_winner(rng):
    """A3.23: no parameters; one entry of each window gets all of its error, the first one where several are equal."""
    net = network(rng)
    steps, found = forward(net), backward(net, 1.0)
    delta = cnnlite.linear_backward(found["z2"], steps["a1"], net["w2"], net["b2"])[0]
    delta = cnnlite.linear_backward(cnnlite.relu_backward(delta, steps["z1"]), steps["a"], net["w1"], net["b1"])[0]
    back = cnnlite.max_pool2d_backward(cnnlite.flatten_backward(delta, steps["P"]), steps["A"], 2)
    near(back, found["A"])
    x, dout = a.POOLING_GRID[None, None], np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    routed = cnnlite.max_pool2d_backward(dout, x, 2)[0, 0]
    np.testing.assert_array_equal(routed, [[0, 0, 0, 0], [0, 1, 0, 2], [3, 0, 0, 0], [0, 0, 0, 4]])
    near(routed, slope(lambda v: (cnnlite.max_pool2d(v, 2) * dout).sum(), x)[0, 0], 1e-7)
    ties = cnnlite.max_pool2d_backward(np.ones((1, 1, 1, 1)), np.ones((1, 1, 2, 2)), 2)[0, 0]
    np.testing.assert_array_equal(ties, [[1, 0], [0, 0]])


def test_a3_24_convolution_of_the_package(rng):
    """A3.24: δ_conv = unpooled δ ⊙ ReLU'(C); dk as in A1.23, db = Σδ, the input's error as in A1.25."""
    net = network(rng)
    steps, found = forward(net), backward(net, 1.0)
    delta = cnnlite.relu_backward(found["A"], steps["C"])
    k, b = net["k"].reshape(6, 1, 2, 2), net["b"].ravel()
    dx, dk, db = cnnlite.conv2d_backward(delta, net["image"][None, None], k, b)
    near(dk.reshape(2, 3, 2, 2), found["k"])
    near(db.reshape(2, 3), found["b"])
    near(dx[0, 0], found["image"])


def test_a3_25_update(rng):
    """A3.25: W ← W − α·dW, b ← b − α·db lowers the loss at every iteration; a large α does not (E39)."""
    net = network(rng)
    losses = [loss_of(net, 1.0)]
    for _ in range(20):
        found = backward(net, 1.0)
        net = {**net, **{name: net[name] - 0.01 * found[name] for name in ("w2", "b2", "w1", "b1", "k", "b")}}
        losses.append(loss_of(net, 1.0))
    assert (np.diff(losses) < 0).all()
    # The loss of one sigmoid at z = 0 for two images of opposite classes: a step of α = 20 leaps over the minimum.
    x, y = np.array([[1.0], [2.0]]), np.array([[1.0], [0.0]])
    w, b = np.zeros((1, 1)), np.zeros(1)

    def loss(w):
        return cnnlite.binary_cross_entropy(cnnlite.sigmoid(cnnlite.linear(x, w, b)), y)

    dw = numeric_gradient(loss, w)
    assert loss(w - 0.1 * dw) < loss(w) < loss(w - 20 * dw)


# Article 0: real gradients and real training


def softmax_by_hand(z):
    powers = [math.exp(v) for v in z]
    return [p / sum(powers) for p in powers]


def zebra_cat_loss(w, b, image, label, kernel=a.ZEBRA_CAT_FILTER):
    """Loss of one image through the whole network."""
    x = cnnlite.relu(cnnlite.conv2d(image[None, None], kernel[None, None]))
    return cnnlite.cross_entropy(cnnlite.linear(x.reshape(1, 1), w, b), np.array([label]))


@pytest.mark.parametrize(("image", "label"), [(a.ZEBRA, 0), (a.CAT, 1)])
@pytest.mark.parametrize("start", [True, False])
def test_a0_25_real_gradients(image, label, start):
    """A0.25: dL/dz_c = p_c − y_c, times x for w_c; for the filter [pre-activation > 0]·dL/dx·patch; two identities."""
    w = a.ZEBRA_CAT_START_WEIGHTS if start else a.ZEBRA_CAT_WEIGHTS
    b = a.ZEBRA_CAT_START_BIASES if start else a.ZEBRA_CAT_BIASES
    before = (image * a.ZEBRA_CAT_FILTER).sum()
    x = max(0.0, before)
    p = softmax_by_hand(w[:, 0] * x + b)
    dz = np.array(p) - np.eye(2)[label]
    filter_gradient = (before > 0) * (dz * w[:, 0]).sum() * image
    near(dz[:, None] * x, numeric_gradient(lambda v: zebra_cat_loss(v, b, image, label), np.array(w)), 1e-8)
    near(dz, numeric_gradient(lambda v: zebra_cat_loss(w, v, image, label), np.array(b)), 1e-8)
    kernel = np.array(a.ZEBRA_CAT_FILTER)
    near(filter_gradient, numeric_gradient(lambda v: zebra_cat_loss(w, b, image, label, v), kernel), 1e-8)
    near(dz[0], -dz[1])  # equal and opposite
    # The assumed gradients of A0.24 obey neither identity.
    assumed_w, assumed_b = a.ZEBRA_CAT_ASSUMED_WEIGHTS[:, 0], a.ZEBRA_CAT_ASSUMED_BIASES
    assert assumed_b[0] != -assumed_b[1]
    assert (assumed_w != 0.7 * assumed_b).all()


def test_a0_28_the_cat_moves_nothing_but_biases():
    """A0.28: its feature is 0 and its ReLU off, so its logits are the biases whatever the weights and the filter are."""
    for w in (a.ZEBRA_CAT_WEIGHTS, np.array([[100.0], [-3.0]])):
        x = cnnlite.relu(slide(a.CAT, a.ZEBRA_CAT_FILTER))
        near(cnnlite.linear(x, w, a.ZEBRA_CAT_BIASES)[0], a.ZEBRA_CAT_BIASES)  # A0.13: z_c = b_c
    w, b, kernel = np.array(a.ZEBRA_CAT_WEIGHTS), a.ZEBRA_CAT_BIASES, np.array(a.ZEBRA_CAT_FILTER)
    assert (numeric_gradient(lambda v: zebra_cat_loss(v, b, a.CAT, 1), w) == 0).all()
    assert (numeric_gradient(lambda v: zebra_cat_loss(w, b, a.CAT, 1, v), kernel) == 0).all()


def train_two(d_w, d_b, rate):
    """Yield p(true class) of zebra and cat at each pass; plain numbers, since only differences of parameters matter.

    Each class's gradient is the other's negative, so the difference moves by twice as much.
    """
    while True:
        zebra = 1 / (1 + math.exp(-(0.7 * d_w + d_b)))
        cat = 1 - 1 / (1 + math.exp(-d_b))
        yield min(zebra, cat)
        d_w += 2 * rate * 0.7 * (1 - zebra)
        d_b += 2 * rate * ((1 - zebra) - (1 - cat))


def first_above(seen, *levels):
    """Count the passes before both are above each level; none falls back below it within 200 more."""
    counts = [0] * len(levels)
    for n, value in enumerate(seen):
        for i, level in enumerate(levels):
            if value <= level:
                counts[i] = n + 1
        if n > max(counts) + 200:
            return counts
    raise AssertionError("never reached")


@pytest.mark.parametrize(("reduction", "expected"), [("mean", [7, 476]), ("sum", [4, 238])])
def test_a0_26_training_on_from_pass_3(reduction, expected):
    """A0.26: η = 0.1 from the printed percentages: right after 7 passes, > 0.9 after 476; 4 and 238 if summed."""
    d_b = math.log(0.55 / 0.45)
    d_w = (math.log(0.78 / 0.22) - d_b) / 0.7
    assert first_above(train_two(d_w, d_b, 0.1 / 2 if reduction == "mean" else 0.1), 0.5, 0.9) == expected


@pytest.mark.parametrize(("rate", "expected"), [(0.1, [5, 480]), (1.0, [2, 49])])
def test_a0_27_training_of_the_reconstruction(rate, expected):
    """A0.27: mean loss from the A0.24 start: right at pass 5, > 0.9 at pass 480; at η = 1 passes 2 and 49."""
    counts = first_above(train_two(0.8 + 0.6, 0.2 - 0.1, rate / 2), 0.5, 0.9)
    assert [1 + n for n in counts] == expected  # the start is pass 1


def four_features():
    """A and B responses above 0 of each image, by loops."""
    found = []
    for image in a.FOUR_IMAGES:
        row = []
        for kernel in (a.FILTER_A, a.FILTER_B):
            for m in range(3):
                for n in range(3):
                    total = sum(kernel[u, v] * image[m + u, n + v] for u in range(2) for v in range(2))
                    row.append(max(0.0, total))
        found.append(row)
    return found


def train_four(features, order):
    """Yield p(true class) of the four images before each epoch of per-image steps, by p − y and nothing else."""
    w, b = [[0.1] * 18, [-0.1] * 18], [0.1, 0.0]

    def predict(f):
        return softmax_by_hand([sum(wi * fi for wi, fi in zip(w[c], f, strict=True)) + b[c] for c in range(2)])

    labels = [0, 0, 1, 1]
    while True:
        yield [predict(f)[label] for f, label in zip(features, labels, strict=True)]
        for i in order:
            p = predict(features[i])
            for c in range(2):
                error = p[c] - (c == labels[i])
                w[c] = [wi - 0.1 * error * fi for wi, fi in zip(w[c], features[i], strict=True)]
                b[c] -= 0.1 * error


def test_a0_64_training_of_four_images():
    """A0.64: per-image steps in order 1–4, η = 0.1: all right after 2 epochs, all above 0.9 after 50."""
    seen = (min(p) for p in train_four(four_features(), range(4)))
    assert first_above(seen, 0.5, 0.9) == [2, 50]


def test_a0_64_one_step_makes_both_dogs_worse():
    """A0.64: the step on image 1 alone: p(dog) 0.475 → 0.464 and 0.289 → 0.263."""
    training = train_four(four_features(), [0])
    before, after = next(training), next(training)
    near(before, [0.786, 0.924, 0.475, 0.289], 5e-4)
    near(after[2:], [0.464, 0.263], 5e-4)
    near(after[0], 0.8649, 5e-5)
    assert after[0] > before[0]
    assert all(one < other for one, other in zip(after[2:], before[2:], strict=True))
