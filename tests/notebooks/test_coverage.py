"""Every fact, erratum and picture of the articles that belongs to a notebook is in it, and its number beside ours."""

import re

import pytest

from cnnlite.data import articles
from tests.notebooks import SOURCES

# What belongs where; ranges as in the sources. A notebook that is there must have all of its row.
ROWS = {
    "00": "A0.1–10 A1.1 A2.1 A2.34 E24 P2 P22",
    "01": "A1.2–3 A2.2 A4.1 E12–13",
    "02": "A1.4–6 A1.29 A2.3 A2.6 E23 P3–4",
    "03": "A0.1–8 A0.29 A0.40–47 A1.7 A2.4 A4.11 E7 E25 P1 P21",
    "04": "A1.8–12 A1.20 A2.7–9 A3.1 E14–16 E36 E48 P5–7",
    "05": "A1.21 A1.30 A2.5 A2.10 A2.12 A3.14–16 A3.30 E19 E26–28",
    "06": "A0.8 A1.17 A2.14–17 A3.2–3 A3.31 E23 E30 E35 E51 P8 P16 P19",
    "07": "A1.13–15 A1.18–19 A2.11 A2.20 A2.32–33 A3.4–5 A3.17 A3.29 E17–18 E24 E33 E38 E46–47 E52 P9–11",
    "08": "A0.11–14 A1.14–16 A2.12–13 A2.18–19 A2.21–29 A2.34 E29 E31–32 E38 E53 P12–15 P17",
    "09": "A0.15 A0.66 A3.6–13 A3.26–27 E40",
    "10": "A0.9–14 A0.18–21 A2.31 A3.14–20 A4.1–9 E2 E34 E37 E42 E49 P2 P20 P22",
    "11": "A0.25 A3.21–23",
    "12": "A0.16–24 A0.26–28 E1 E3–6 E11",
    "13": "A1.22–27 A3.24–25 A3.30 E20–22 P18",
    "14": "",
    "15": "A0.40–65 A0.67 E8–10",
    "16": "A3.25 A4.10 E39",
    "17": "A1.28 A3.28 E43 E45 E50 E52",
    "18": "A1.1 P2",
    "21": "",
}
TEXT = {path.stem[:2]: path.read_text(encoding="utf-8") for path in SOURCES}
RANGE = re.compile(r"\b(A\d\.|E|P)(\d+)(?:\s*[–-]\s*\1?(\d+))?")


def ids(text):
    """Return every id that a text names, ranges written out."""
    return {
        f"{family}{number}"
        for family, first, last in RANGE.findall(text)
        for number in range(int(first), int(last or first) + 1)
    }


def compared(text):
    """Return the ids whose number code holds against the article's."""
    return set(re.findall(r'articles\.compare\(\s*f?"([^"]+)"', text))


def given(fact):
    """Whether a fact is what the article starts from, an image or a filter, rather than what it computes."""
    return any(fact.recorded is getattr(articles, name) for name in articles.__all__)


def test_ranges_are_read():
    assert ids("A1.2–3, A0.9-A0.10; E7, P22 and A3.1") == {"A1.2", "A1.3", "A0.9", "A0.10", "E7", "P22", "A3.1"}


def test_every_notebook_has_its_row():
    assert set(TEXT) <= set(ROWS)


@pytest.mark.parametrize("number", TEXT)
def test_all_of_its_row_is_cited(number):
    assert not ids(ROWS[number]) - ids(TEXT[number])


@pytest.mark.parametrize("number", TEXT)
def test_every_number_stands_beside_ours(number):
    """`compare` raises where ours is not what the fact sheet records, and the notebook's outputs show both."""
    wanted = {
        fact.id
        for fact in articles.FACTS.values()
        if ".".join(fact.id.split(".")[:2]) in ids(ROWS[number]) and not given(fact)
    }
    assert not wanted - set().union(*map(compared, TEXT.values()))


def test_no_id_is_made_up():
    known = {".".join(name.split(".")[:2]) for name in articles.FACTS}
    last = {"E": 53, "P": 22}
    for text in TEXT.values():
        assert compared(text) <= set(articles.FACTS)
        for name in ids(text):
            family = name[0]
            assert name in known or (family == "A" and name[1] in "01234") or 1 <= int(name[1:]) <= last[family], name
