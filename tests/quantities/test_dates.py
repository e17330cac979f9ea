"""Dates, in ISO form."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities import dates

WRITTEN = [
    ("April 10, 2024", "2024-04-10"),
    ("April 10 2024", "2024-04-10"),
    ("April 10th, 2024", "2024-04-10"),
    ("Apr. 10, 2024", "2024-04-10"),
    ("Sept. 1, 2024", "2024-09-01"),
    ("10 April 2024", "2024-04-10"),
    ("10th of April 2024", "2024-04-10"),
    ("10th day of April, 2024", "2024-04-10"),
    ("10-Apr-2024", "2024-04-10"),
    ("2024-04-10", "2024-04-10"),
    ("2024/4/10", "2024-04-10"),
    ("10/28/2016", "2016-10-28"),
    ("28/10/2016", "2016-10-28"),
    ("04/10/2024", "2024-04-10"),
    ("10.04.2024", "2024-04-10"),
    ("4/10/24", "2024-04-10"),
    ("May 2020", "2020-05"),
    ("MAY 2020", "2020-05"),
    ("1 may 2020", "2020-05-01"),
    ("February 29, 2024", "2024-02-29"),
]
NONE = ["February 30, 2024", "13/13/2024", "4.2.1", "10.4.24", "2024", "May I ask", "99.9.2024", "1/2", "24/7/365", "April", ""]


@pytest.mark.parametrize(("text", "iso"), WRITTEN)
def test_each_way_to_write_a_date(text: str, iso: str) -> None:
    whole = f"effective {text} (the date)"

    [(found, span)] = dates(whole)

    assert found == iso
    assert span.of(whole) == text


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert dates(text) == []


def test_day_first_is_a_choice_where_both_fit() -> None:
    """A British agreement of 4 October is not one of 10 April."""
    assert dates("04/10/2024", day_first=True)[0][0] == "2024-10-04"


def test_words_beside_figures_settle_the_order() -> None:
    """A date read the other way round moves a term by months; the words beside it say which way is meant."""
    assert [iso for iso, _ in dates("version of 02/05/2024 (2 May 2024)")] == ["2024-05-02", "2024-05-02"]
    assert [iso for iso, _ in dates("02/05/2024, replaces 7 June 2023")] == ["2024-02-05", "2023-06-07"]


FORMS = ["%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%dth of %B, %Y"]


@given(day=st.dates(date(1990, 1, 1), date(2089, 12, 31)), form=st.sampled_from(FORMS))
def test_every_day_comes_back(day: date, form: str) -> None:
    text = f"dated {day.strftime(form)} and signed"

    assert [iso for iso, _ in dates(text)] == [day.isoformat()]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for _, span in dates(text))
