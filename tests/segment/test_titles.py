"""Titles inside and around a text."""

from __future__ import annotations

import pytest

from extractor.segment.titles import label_alone, marked_title, run_in_title, title_case, without_anchor


@pytest.mark.parametrize(
    ("text", "bold", "title"),
    [
        ("Service Credits. If we miss the level, you get a credit.", 0, "Service Credits"),
        ("Service Credits: If we miss the level, you get a credit.", 0, "Service Credits"),
        ("Service Credits – If we miss the level, you get a credit.", 0, "Service Credits"),
        ("“Service Credits”. If we miss the level, you get a credit.", 0, "Service Credits"),
        ("Notice of claims in writing. Claims are sent by mail to us.", 28, "Notice of claims in writing"),
        ("Service Credits: if we miss the level, you get a credit.", 0, "Service Credits"),
        ("Credits. 12345678901", 0, "Credits"),
        # counter-examples
        ("Credits. 1234567890", 0, None),
        ("Service Credits. if we miss the level, you get a credit.", 0, None),
        ("Notice of claims in writing. Claims are sent by mail to us.", 59, None),
        ("One Two Three Four Five Six Seven Eight Nine Ten. And then there is more.", 0, None),
        ("Acme Inc. will pay the credit to the customer.", 0, None),
        ("U.S. Government users get the same terms.", 0, None),
        ("The service is available. We promise it to everyone.", 0, None),
        ("Uptime: 99.9%", 0, None),
        ("If we miss the level, you get a credit. That is all there is.", 0, None),
        ("service credits. If we miss the level, you get a credit.", 0, None),
        ("See No. 5 for the credits that are due to you.", 0, None),
        ("", 0, None),
    ],
)
def test_titles_that_open_a_paragraph(text: str, bold: int, title: str | None) -> None:
    """The title says what a paragraph is about; a sentence taken for one says nothing."""
    assert run_in_title(text, bold=bold) == title


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Response Time:", "Response Time"),
        ("Claims:", "Claims"),
        ("The following do not count:", None),
        ("Response Time", None),
        ("The Customer shall:", None),
        ("One Two Three Four Five Six:", "One Two Three Four Five Six"),
        ("One Two Three Four Five Six Seven:", None),
        ("", None),
    ],
)
def test_labels_alone_on_their_line(text: str, label: str | None) -> None:
    assert label_alone(text) == label


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## Service Credits", "Service Credits"),
        ("### Service Credits ###", "Service Credits"),
        ("Service Credits =====", "Service Credits"),
        ("==== Service Credits ====", "Service Credits"),
        ("Support -------", "Support"),
        ("#1 provider of uptime", None),
        ("99.9%", None),
        ("a == b", None),
        ("", None),
    ],
)
def test_titles_that_carry_marks(text: str, title: str | None) -> None:
    assert marked_title(text) == title


def test_anchors_are_no_words_of_a_title() -> None:
    assert without_anchor("Credits {#credits}") == "Credits"
    assert without_anchor("Credits {: #service-credits}") == "Credits"
    assert without_anchor("Credits {of the month}") == "Credits {of the month}"


@pytest.mark.parametrize(
    ("title", "capitals"),
    [
        ("Availability of the Service", True),
        ("SERVICE CREDITS", True),
        ("Availability is measured", False),
        ("99.9", False),
        ("of the", False),
        ("24x7 Support", True),
    ],
)
def test_capitals_of_a_title(title: str, capitals: bool) -> None:
    assert title_case(title.split()) is capitals
