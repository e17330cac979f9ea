"""Promised levels as OpenSLO: what is said is exact and sound, what cannot be said is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractor import record
from extractor.openslo import export
from extractor.openslo.objects import label
from extractor.record import Credit, Exclusion, Performance, Uptime
from extractor.reports.openslo import render

Build = Callable[..., record.Agreement]

DNS_LABEL = re.compile(r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?")


def slos(agreement: record.Agreement) -> list[dict[str, Any]]:
    return [each for each in yaml.safe_load_all(render(export(agreement))) if each["kind"] == "SLO"]


TARGETS = [(99.9, "0.999"), (99.95, "0.9995"), (99.999999, "0.99999999"), (99.0, "0.99"), (97.5, "0.975"), (50.0, "0.5")]


@pytest.mark.parametrize(("percent", "target"), TARGETS)
def test_a_target_is_exact(percent: float, target: str, agreement: Build) -> None:
    """0.9994999999 alerts on another minute than 0.9995."""
    exported = export(agreement(uptime=[Uptime(percent=percent, period="month")]))

    assert exported.objects[1]["spec"]["objectives"][0]["target"] == Decimal(target)
    assert f"target: {target}\n" in render(exported)


WINDOWS = [("day", "1d"), ("week", "1w"), ("month", "1M"), ("quarter", "1Q"), ("year", "1Y")]


@pytest.mark.parametrize(("period", "duration"), WINDOWS)
def test_a_calendar_window_per_period(period: str, duration: str, agreement: Build) -> None:
    [slo] = slos(agreement(uptime=[Uptime(percent=99.9, period=period)]))

    [window] = slo["spec"]["timeWindow"]
    assert window == {"duration": duration, "isRolling": False, "calendar": {"startTime": "2001-01-01 00:00:00", "timeZone": "UTC"}}


@pytest.mark.parametrize(("period", "said"), [(None, "is not stated"), ("contract", "over the whole contract")])
def test_a_window_that_is_not_stated_is_not_made_up(period: str | None, said: str, agreement: Build) -> None:
    exported = export(agreement(uptime=[Uptime(percent=99.9, period=period)]))

    assert "timeWindow" not in exported.objects[1]["spec"]
    assert any(said in line for line in exported.unsaid)


def test_what_an_slo_needs_is_there(acme: record.Agreement) -> None:
    service, slo = yaml.safe_load_all(render(export(acme)))

    assert service["apiVersion"] == slo["apiVersion"] == "openslo/v1"
    assert (service["kind"], slo["kind"]) == ("Service", "SLO")
    assert slo["spec"]["service"] == service["metadata"]["name"]
    assert slo["spec"]["budgetingMethod"] == "Occurrences"
    assert DNS_LABEL.fullmatch(slo["spec"]["indicatorRef"])
    assert slo["spec"]["description"] == "Acme guarantees that the Service is available at least 99.9% of the time in each calendar month."
    assert slo["metadata"]["annotations"]["sla-extractor.example/clause"] == "1.1"
    assert len(slo["metadata"]["annotations"]["sla-extractor.example/sha256"]) == 64


SHARES = [
    (Performance(metric="packet_delivery", comparator=">=", value=99.9, unit="percent"), "0.999"),
    (Performance(metric="packet_loss", comparator="<=", value=0.1, unit="percent"), "0.999"),
    (Performance(metric="error_rate", comparator="<", value=1, unit="percent"), "0.99"),
    (Performance(metric="durability", comparator=">=", value=99.999999999, unit="percent"), "0.99999999999"),
    (Performance(metric="packet_loss", comparator=">=", value=0.1, unit="percent"), None),
    (Performance(metric="packet_loss", value=0.1, unit="percent"), None),
    (Performance(metric="latency", comparator="<=", value=50, unit="ms"), None),
    (Performance(metric="throughput", comparator=">=", value=95, unit="percent"), None),
]


@pytest.mark.parametrize(("aim", "target"), SHARES)
def test_other_targets_that_are_shares(aim: Performance, target: str | None, agreement: Build) -> None:
    """A latency without the share of requests that must keep it is no objective."""
    exported = export(agreement(performance=[aim]))

    if target:
        assert exported.objects[1]["spec"]["objectives"][0]["target"] == Decimal(target)
    else:
        assert exported.objects == ()
        assert any("does not say" in line for line in exported.unsaid)


def test_a_hundred_percent_cannot_be_said(agreement: Build) -> None:
    exported = export(agreement(uptime=[Uptime(percent=100, period="month", service="Power")]))

    assert exported.objects == ()
    assert any(line.startswith("100% uptime (Power): an OpenSLO target is below 100%") for line in exported.unsaid)


def test_what_is_left_out_is_counted(agreement: Build) -> None:
    amount = record.Amount(amount=10, unit="percent")
    lines = export(
        agreement(credits=[Credit(credit=amount), Credit(credit=amount)], exclusions=[Exclusion(category="other", text="")])
    ).unsaid

    assert "2 service credit rules not expressed: what a missed level pays" in lines
    assert any(line.startswith("1 exclusion not expressed") for line in lines)


def test_a_target_is_no_promise(agreement: Build) -> None:
    [slo] = slos(agreement(uptime=[Uptime(percent=99.9, binding="target")]))

    assert slo["spec"]["description"].startswith("Target, not a promise")
    assert slo["metadata"]["annotations"]["sla-extractor.example/binding"] == "target"


def test_levels_of_one_name_are_told_apart(agreement: Build) -> None:
    """Two objects of one name overwrite each other."""
    named = [Uptime(percent=p, service="s" * 80) for p in (99.9, 99.5, 99.0)]
    names = [slo["metadata"]["name"] for slo in slos(agreement(uptime=named, title="t" * 90))]

    assert len(set(names)) == 3
    assert all(DNS_LABEL.fullmatch(name) for name in names)


@given(st.lists(st.text(max_size=80), max_size=3))
def test_every_label_is_a_dns_label(parts: list[str]) -> None:
    assert DNS_LABEL.fullmatch(label(*parts))


@given(st.text(max_size=80))
def test_words_of_a_document_are_words(words: str) -> None:
    """A clause with "---" or "!!python" must not become a document or an object."""
    source = record.Source(name=words, sha256="", media_type="", bytes=0, words=0)
    agreement = record.Agreement(document=source, title=words, uptime=[Uptime(percent=99, service=words)])

    loaded = list(yaml.safe_load_all(render(export(agreement))))
    assert [each["kind"] for each in loaded] == ["Service", "SLO"]
