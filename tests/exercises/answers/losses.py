"""Which loss prefers the worse prediction, and why."""

RIGHT_PAIRS = [("MSE", "squared"), ("MAPE", "divided"), ("cross-entropy", "endless")]


def changed(place, pair):
    """Return the right pairs with another one in one place."""
    return [*RIGHT_PAIRS[:place], pair, *RIGHT_PAIRS[place + 1 :]]


RIGHT = {
    "09.which": [
        list(RIGHT_PAIRS),
        tuple(list(pair) for pair in RIGHT_PAIRS),
        [(" mse", "Squared"), ("divided", "mape "), ("CE", "endless")],
        [("MSE", "squared"), ("MAPE", "divided"), ("binary_cross_entropy", "endless")],
    ]
}
WRONG = {
    "09.which": [
        (changed(0, ("MAE", "squared")), "prefers_the_better"),
        (changed(1, ("MSE", "squared")), "prefers_the_better"),
        (changed(2, ("MSE", "squared")), "prefers_the_better"),
        (changed(2, ("MAE", "extreme")), "prefers_the_better"),
        (changed(0, ("MSE", "endless")), "wrong_reason"),
        (changed(1, ("MAPE", "squared")), "wrong_reason"),
        (changed(2, ("cross-entropy", "extreme")), "wrong_reason"),
        (changed(0, ("MSE", "extreme")), "wrong_reason"),
        (changed(2, ("MAPE", "divided")), "not_for_this"),
        (changed(0, ("cross-entropy", "endless")), "not_for_this"),
        (changed(0, ("L2", "squared")), "unknown_word"),
        (changed(2, ("cross-entropy", "infinite")), "unknown_word"),
        (changed(1, None), "not_filled"),
        (changed(1, "MAPE"), "wrong_kind"),
        (changed(1, ("MAPE",)), "wrong_kind"),
        (["MSE", "MAPE", "cross-entropy"], "wrong_kind"),
        (RIGHT_PAIRS[:2], "wrong_shape"),
        ([*RIGHT_PAIRS, ("MAE", "extreme")], "wrong_shape"),
        (("MSE", "squared"), "wrong_shape"),
        ({"prices": ("MSE", "squared")}, "wrong_shape"),
        ("MSE", "wrong_shape"),
    ]
}
