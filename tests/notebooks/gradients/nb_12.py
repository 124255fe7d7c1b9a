"""Zebra and cat: gradients of the dense layer from both images, of the filter and the feature from each."""


def in_torch(v, torch):
    """Return PyTorch's gradients of w and b (mean of both images), and of feature and filter for each image."""
    f = torch.nn.functional
    images, feature, kernel, w, b, y = (
        torch.tensor(v[name].copy(), dtype=torch.float64) for name in ("images", "feature", "kernel", "w", "b", "y")
    )

    def mean_loss(w, b):
        return f.cross_entropy(f.linear(feature, w, b), y)

    def image_loss(k, i):
        features = f.relu(f.conv2d(images[i][None, None], k[None, None])).reshape(1, 1)
        return f.cross_entropy(f.linear(features, w, b), y[i][None])

    def at_feature(x, i):
        return f.cross_entropy(f.linear(x[i][None], w, b), y[i][None])

    dw, db = torch.func.grad(mean_loss, argnums=(0, 1))(w, b)
    dzebra, dcat = (torch.func.grad(image_loss)(kernel, i) for i in (0, 1))
    dfeature = torch.stack([torch.func.grad(at_feature)(feature, i)[i, 0] for i in (0, 1)])
    return {"dw": dw, "db": db, "dzebra": dzebra, "dcat": dcat, "dfeature": dfeature}
