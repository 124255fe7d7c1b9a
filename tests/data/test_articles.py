"""Every stated value of the five articles, computed again, beside the article's; the tables are in `article_*.py`."""

import numpy as np
import pytest

from cnnlite.data import articles as a
from tests.data import article_0, article_0_four, article_1, article_2, article_3, article_4

TABLES = (article_0, article_0_four, article_1, article_2, article_3, article_4)
COMPUTED = {fact: computed for table in TABLES for fact, computed in table.COMPUTED.items()}
# What the articles say, typed from the fact sheet and not from the module under test.
STATED = {fact: stated for table in TABLES for fact, stated in table.STATED.items()}
# The sheet's column "Agree", where it is not a plain yes.
VERDICTS = {fact: verdict for table in TABLES for fact, verdict in table.VERDICTS.items()}


def test_every_fact_is_computed():
    assert list(COMPUTED) == list(a.FACTS)


@pytest.mark.parametrize("fact", a.FACTS)
def test_ours_beside_the_article(fact, capsys):
    a.compare(fact, COMPUTED[fact]())
    printed = capsys.readouterr().out
    assert printed.startswith(f"{fact} {a.FACTS[fact].what}:")
    end = f" → {VERDICTS.get(fact, 'agree')}\n" if fact in STATED else " (the article gives no value)\n"
    assert printed.endswith(end)
    a.compare(fact, COMPUTED[fact](), brief=True)
    brief = f"{fact} {a.FACTS[fact].what}: as recorded (the article gives no value)\n"
    assert capsys.readouterr().out == (printed if fact in STATED else brief)


def test_nothing_else_is_stated():
    assert set(STATED) == {fact.id for fact in a.FACTS.values() if fact.stated is not None}


def test_the_rows_of_a_long_array_stand_below_each_other(capsys):
    a.compare("A1.17", COMPUTED["A1.17"]())
    rows = capsys.readouterr().out.splitlines()[1:]  # the article gives none
    assert len(rows) == 5
    assert [row.count(",") for row in rows] == [7, 7, 7, 7, 6]
    a.compare("A2.3", COMPUTED["A2.3"]())
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("fact", STATED)
def test_the_stated_value_is_the_article_s(fact):
    np.testing.assert_array_equal(a.FACTS[fact].stated, STATED[fact])


@pytest.mark.parametrize("fact", a.FACTS)
def test_a_wrong_value_is_refused(fact):
    places, ours = a.FACTS[fact].places, np.asarray(COMPUTED[fact](), dtype=float)
    off = 1e-6 if places is None else 1.1 * 10.0**-places  # more than rounding can explain
    for entry in np.ndindex(ours.shape):
        for side in (off, -off):
            wrong = ours.copy()
            wrong[entry] += side
            with pytest.raises(ValueError, match=f"compare: value must be what {fact} "):
                a.compare(fact, wrong)


@pytest.mark.parametrize("fact", a.FACTS.values(), ids=lambda fact: fact.id)
def test_form(fact):
    article = fact.id.split(".")[0]
    assert fact.source == f"article {article[1:]}"
    assert set(fact.status.split(",")) <= set("SFDCR")
    assert ("S" in fact.status or "F" in fact.status) or fact.stated is None
    assert not set(fact.what) & set("→\n") or fact.id == "A2.3"
    for value in (fact.stated, fact.recorded):
        assert not isinstance(value, np.ndarray) or not value.flags.writeable


def test_reconstructions_say_so():
    """R is never presented as the article's."""
    for fact in a.FACTS.values():
        if "R" in fact.status and fact.stated is None:
            assert any(word in fact.what.split() for word in ("our", "ours")) or "reconstruct" in fact.what, fact.id
    # Here the formula or the printed number is the article's, and the inputs are ours.
    both = [fact.id for fact in a.FACTS.values() if "R" in fact.status and fact.stated is not None]
    assert both == ["A0.55", "A1.9", "A1.20"]


def test_the_total_that_was_cut():
    """A2.25: 1 does not become 0.99 by cutting it. The other verdicts that are given are for what was taken over."""
    assert [fact.id for fact in a.FACTS.values() if fact.verdict] == ["A2.25", "A4.7", "A4.9"]
    printed = [np.trunc(100 * COMPUTED[fact]()) / 100 for fact in ("A2.22", "A2.23", "A2.24")]
    assert sum(printed) == pytest.approx(a.FACTS["A2.25"].stated, abs=1e-12)
    assert np.round(COMPUTED["A2.25"](), 2) == 1


def test_labels():
    assert a.FOUR_LABELS == ("cat", "cat", "dog", "dog")
    assert a.SCORE_CLASSES == ("cat", "dog", "elephant")


def test_compare_refuses_other_shapes_and_ids():
    with pytest.raises(ValueError, match=r"compare: value must be what A0\.44"):
        a.compare("A0.44", 2)
    with pytest.raises(KeyError, match=r"fact_id must be one of A0\.1, .*, A4\.19\.depth, got 'A9\.9'"):
        a.compare("A9.9", 1)
    with pytest.raises(KeyError, match=r"fact_id must be one of A3\.26, A3\.26\.ratio, A3\.27, got 'A3\.1'"):
        a.compare("A3.1", 1)


@pytest.mark.parametrize(
    ("stated", "digits", "ours", "verdict"),
    [
        (0.62, 2, 0.6262, "truncated"),
        (0.31, 2, 0.3110, "agree to 2 decimals"),
        (0.6, 2, 0.6262, "differs"),
        (4.44, 2, 40 / 9, "agree to 2 decimals"),
        (0.7, None, 0.7 + 1e-16, "agree"),
        (1024, None, 900, "differs"),
    ],
)
def test_agreement(stated, digits, ours, verdict):
    fact = a.Fact("A", "", stated, ours, "S", "", digits)
    assert a._agreement(fact, np.asarray(ours)) == verdict


@pytest.mark.parametrize("name", [n for n in a.__all__ if isinstance(getattr(a, n), np.ndarray)])
def test_constants_cannot_be_changed(name):
    with pytest.raises(ValueError, match="read-only"):
        getattr(a, name)[...] = 1
