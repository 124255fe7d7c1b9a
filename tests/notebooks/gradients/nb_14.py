"""Notebook 14's gradients, by PyTorch."""


def in_torch(v, torch):
    """Return what autograd gives for x³, max pooling with and without a tie, softmax, and two convolutions."""
    functional, grad = torch.nn.functional, torch.func.grad
    given = {
        name: torch.tensor(v[name].copy())
        for name in ("x", "tied", "far", "up_pool", "logits", "up", "g", "pictures", "w", "dout")
    }

    def convolved(image, kernel):
        return (functional.conv2d(image, kernel, padding=1) * given["g"]).sum()

    def of_kernel(name):
        kernel = torch.tensor(v["kinds"][name].copy())[None, None]
        return grad(convolved)(torch.zeros_like(given["g"]), kernel)

    return {
        "dx_cube": grad(lambda x: x**3)(given["x"]),
        "dx_tied": grad(lambda x: functional.max_pool2d(x, 2).sum())(given["tied"]),
        "dx_pool": grad(lambda x: (functional.max_pool2d(x, 2, 1) * given["up_pool"]).sum())(given["far"]),
        "dx_softmax": grad(lambda z: (torch.softmax(z, 0) * given["up"]).sum())(given["logits"]),
        "dx_gaussian": of_kernel("Gaussian"),
        "dx_sobel": of_kernel("Sobel x"),
        "dw": grad(lambda w: (functional.conv2d(given["pictures"], w) * given["dout"]).sum())(given["w"]),
    }
