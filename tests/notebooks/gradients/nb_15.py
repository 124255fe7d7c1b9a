"""Notebook 15: the four tiny pictures, by PyTorch's autograd."""


def in_torch(v, torch):
    """Return the gradients of the notebook by name, from its pictures and its start."""
    x, kernels, w, b = (torch.tensor(v[name]) for name in ("x", "kernels", "w", "b"))
    y = torch.tensor(v["y"])

    def layers(k, w, b, turn):
        """Return the maps, the features and the logits of some pictures, each remembering its slope."""
        maps = torch.nn.functional.conv2d(x[turn], k)
        features = torch.flatten(torch.relu(maps), 1)
        return maps, features, torch.nn.functional.linear(features, w, b)

    def slopes(k, turn):
        """Return the slopes of the mean loss at the maps, features, logits, kernels, weights and biases."""
        leaves = [array.clone().requires_grad_() for array in (k, w, b)]
        between = layers(*leaves, turn)
        loss = torch.nn.functional.cross_entropy(between[2], y[turn])
        return torch.autograd.grad(loss, (*between, *leaves))

    dmaps, df, dz, _, dw, db = slopes(kernels, [0])
    _, _, dz_3, _, dw_3, db_3 = slopes(kernels, [2])
    return {
        "dmaps": dmaps, "df": df, "dz": dz, "dw": dw, "db": db, "dz_3": dz_3, "dw_3": dw_3, "db_3": db_3,
        "dk": slopes(torch.tensor(v["off_kink"]), [0, 1, 2, 3])[3],
        "dk_each": torch.stack([slopes(kernels, [n])[3] for n in range(4)]),
    }  # fmt: skip
