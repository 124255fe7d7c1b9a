"""The stretch exercise of notebook 16."""

FOUND = ["wrong labels", "dead start", "sorted images", "rate too large", "rate too small", "never cleared"]
A, B, C, D, E, F = FOUND


def swapped(i, j):
    """Return the right names with two of them in each other's places."""
    names = list(FOUND)
    names[i], names[j] = names[j], names[i]
    return names


RIGHT = {
    "16.sick": [
        FOUND,
        tuple(FOUND),
        dict(zip("ABCDEF", FOUND, strict=True)),
        ["Wrong labels", " dead  start", C, D, E, F],
    ]
}
WRONG = {
    "16.sick": [
        ("wrong labels", "wrong_kind"),
        (FOUND[:5], "wrong_kind"),
        (("dead start",), "wrong_kind"),
        ([A, B, C, D, E, "overfitting"], "unknown_word"),
        ([A, B, None, D, E, F], "unknown_word"),
        ([A, B, C, D, E, A], "twice"),
        ([A, B, C, "wrong  labels", E, F], "twice"),
        (swapped(0, 4), "not_rate_too_small"),
        (swapped(0, 5), "not_never_cleared"),
        (swapped(0, 1), "not_dead_start"),
        (swapped(1, 3), "not_rate_too_large"),
        (swapped(1, 2), "not_sorted_images"),
        (swapped(2, 5), "not_never_cleared"),
        (swapped(4, 5), "not_never_cleared"),
        ([A, C, D, B, E, F], "not_sorted_images"),
        (["equal weights", B, C, D, E, F], "not_equal_weights"),
        ([A, "equal weights", C, B, E, F], "not_equal_weights"),
        ([A, B, "equal weights", D, E, F], "not_equal_weights"),
        ([A, B, C, D, "equal weights", A.upper()], "twice"),
        ([A, B, C, D, "equal weights", E], "not_equal_weights"),
        ([A, B, C, D, E, "equal weights"], "not_equal_weights"),
        ([A, "rate too small", C, D, "wrong labels", F], "twice"),
        (["never cleared", "wrong labels", C, D, E, "equal weights"], "not_never_cleared"),
        (["rate too large", "wrong labels", C, B, E, F], "not_rate_too_large"),
        ([A, "equal weights", "dead start", D, E, F], "not_equal_weights"),
        ([A, B, C, E, D, F], "not_rate_too_small"),
        ([A, B, C, D, E, "sorted"], "unknown_word"),
    ]
}
