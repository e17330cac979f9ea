"""Policy files: what they say, and every fault with its line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractor.errors import BadPolicy, MissingFile
from extractor.policy import DEFAULT, default_policy, load, parse
from extractor.policy.kinds import KINDS
from extractor.policy.load import COMMON, TOP
from extractor.policy.values import READERS
from extractor.record import Agreement, Duration

HEAD = "version: 1\nrules:\n"

FAULTS = [
    ("", "p.yaml:1: the policy is empty"),
    ("just words", "p.yaml:1: the policy must be made of “setting: value” lines"),
    ("rules:\n- rule: no_blanks", "p.yaml:1: version: is missing"),
    ("version: 2\nrules: [{rule: no_blanks}]", "p.yaml:1: version: 2 is not known"),
    ("version: 1", "p.yaml:1: rules: is missing"),
    ("version: 1\nrules: []", "p.yaml:2: rules: there is none"),
    ("version: 1\nrules: uptime", "p.yaml:2: rules: must be a list"),
    ("version: 1\nname: x\nrule:\n- rule: uptime", "p.yaml:3: rule: is no setting of a policy; did you mean 'rules'?"),
    (HEAD + "- uptime", "p.yaml:3: a rule must be made of “setting: value” lines"),
    (HEAD + "- at_least: 3", "p.yaml:3: rule: is missing; it names the kind of rule"),
    (HEAD + "- rule: uptme\n  at_least: 99", "p.yaml:3: rule: 'uptme' is no kind of rule; did you mean 'uptime'?"),
    (HEAD + "- rule: [uptime]", "p.yaml:3: rule: 'a list' is no kind of rule"),
    (HEAD + "- rule: uptime", "p.yaml:3: at_least: is missing in a rule 'uptime' (percent)"),
    (
        HEAD + "- rule: uptime\n  at_lest: 99.9\n  at_least: 99",
        "p.yaml:4: at_lest: is no setting of a rule 'uptime'; did you mean 'at_least'?",
    ),
    (HEAD + "- rule: uptime\n  at_least: 99\n  at_least: 98", "p.yaml:5: at_least: stands here a second time (first on line 4)"),
    (HEAD + "- rule: uptime\n  at_least: high", "p.yaml:4: at_least: 'high' is no percentage"),
    (HEAD + "- rule: uptime\n  at_least: 100.1", "p.yaml:4: at_least: '100.1' is no percentage from 0 to 100"),
    (HEAD + "- rule: uptime\n  at_least: -1", "p.yaml:4: at_least: '-1' is no percentage"),
    (HEAD + "- rule: uptime\n  at_least: .nan", "p.yaml:4: at_least: '.nan' is no percentage"),
    (HEAD + "- rule: uptime\n  at_least:", "p.yaml:4: at_least: has no value"),
    (HEAD + "- rule: uptime\n  at_least: [99]", "p.yaml:4: at_least: must be one value"),
    (HEAD + "- rule: claim_window\n  at_least: 30", "p.yaml:4: at_least: '30' is no duration"),
    (HEAD + "- rule: claim_window\n  at_least: 30 days or so", "p.yaml:4: at_least: '30 days or so' is no duration"),
    (HEAD + "- rule: response\n  severity: 0\n  at_most: PT1H", "p.yaml:4: severity: '0' is no whole number above 0"),
    (HEAD + "- rule: right\n  trigger: sla_failures", "p.yaml:4: trigger: 'sla_failures' is none of these"),
    (HEAD + "- rule: no_exclusion\n  categories:\n  - third_party\n  - weather", "p.yaml:6: categories: 'weather' is none of these"),
    (HEAD + "- rule: forbidden_words\n  any: []", "p.yaml:4: any: the list is empty"),
    (HEAD + "- rule: no_blanks\n  level: fatal", "p.yaml:4: level: 'fatal' is none of these: error, warning, note"),
    (HEAD + "- rule: no_blanks\n  weight: -1", "p.yaml:4: weight: '-1' is no number of 0 or more"),
    (HEAD + "- rule: no_blanks\n- rule: no_blanks", "p.yaml:4: id: 'no_blanks' is taken by the rule on line 3"),
    (HEAD + "- rule: performance\n  metric: latency\n  unit: ms", "p.yaml:3: a rule 'performance' needs one of: at_most, at_least"),
    (HEAD + "- rule: uptime\n  targets: perhaps\n  at_least: 99", "p.yaml:4: targets: 'perhaps' is neither yes nor no"),
    (
        "version: 1\ndefault_class: gold\nrules:\n- {rule: no_blanks, classes: silver}",
        "p.yaml:2: default_class: no rule is for the class 'gold'",
    ),
    (HEAD + "- rule: uptime\n\tat_least: 99", "p.yaml:4: found character '\\t'"),
    (HEAD + "- rule: {", "p.yaml:3: "),
    ("version: 1\nrules: *nothing", "p.yaml:2: found undefined alias"),
]


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_a_fault_is_told_with_its_line(text: str, said: str) -> None:
    """A rule that is read wrongly passes agreements that should fail."""
    with pytest.raises(BadPolicy) as caught:
        parse(text, "p.yaml")

    assert any(line.startswith(said) for line in caught.value.message.split("\n")), caught.value.message


def test_all_faults_are_told_at_once_in_order() -> None:
    with pytest.raises(BadPolicy) as caught:
        parse(HEAD + "- rule: uptime\n  at_least: x\n- rule: cap\n  color: red\n- rule: nothing", "p.yaml")

    assert [line.split(":")[1] for line in caught.value.message.split("\n")] == ["4", "5", "6", "7"]


VALUES = [
    ("{rule: uptime, at_least: 99.990}", "at_least", Decimal("99.990")),
    ("{rule: uptime, at_least: 99.9%}", "at_least", Decimal("99.9")),
    ("{rule: cap, at_least: 150}", "at_least", Decimal(150)),
    ("{rule: uptime, at_least: 99, targets: yes}", "targets", True),
    ("{rule: uptime, at_least: 99, services: API}", "services", ("API",)),
    ("{rule: uptime, at_least: 99, services: [API, 24]}", "services", ("API", "24")),
    ("{rule: claim_window, at_least: 30 days}", "at_least", Duration(duration="P30D")),
    ("{rule: claim_window, at_least: 10 business days}", "at_least", Duration(duration="P10D", business=True)),
    ("{rule: claim_window, at_least: P2M}", "at_least", Duration(duration="P2M")),
    ("{rule: response, at_most: 1.5 hours}", "at_most", Duration(duration="PT1.5H")),
    ("{rule: right, trigger: convenience, failures_at_most: 3}", "failures_at_most", 3),
]


@pytest.mark.parametrize(("rule", "name", "value"), VALUES)
def test_a_value_is_what_is_written(rule: str, name: str, value: object) -> None:
    """YAML makes a float of 99.990 and 90 of 1:30."""
    [read] = parse(f"version: 1\nrules:\n- {rule}").rules

    assert read.settings[name] == value
    assert read.id == read.kind.name


def test_nothing_of_a_policy_is_executed() -> None:
    with pytest.raises(BadPolicy):
        parse("version: 1\nrules: !!python/object/apply:os.system ['echo owned']")


def test_the_default_policy_is_sound_and_explains_itself() -> None:
    policy = default_policy()

    assert policy.classes == ("standard", "critical")
    assert len({rule.id for rule in policy.rules}) == len(policy.rules) >= 12
    assert all(rule.line for rule in policy.rules)
    assert DEFAULT.read_text(encoding="utf-8").startswith("# The policy")


def test_every_setting_has_a_reader_and_a_name_of_its_own() -> None:
    """A setting named like one of every rule would be lost."""
    common = {field.name for field in COMMON}
    for kind in KINDS:
        assert {field.type for field in kind.fields} <= set(READERS)
        assert not common & {field.name for field in kind.fields}
        assert kind.meaning
    assert {field.type for field in (*TOP, *COMMON)} <= {*READERS, "rules"}
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_terms_that_may_be_required_are_members_of_the_record() -> None:
    [kind] = [kind for kind in KINDS if kind.name == "stated"]

    assert set(kind.fields[0].choices) <= set(Agreement.model_fields)


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbfversion: 1\nrules: [{rule: no_blanks}]\n")

    with pytest.raises(MissingFile):
        load(tmp_path / "none.yaml")
    with pytest.raises(BadPolicy, match="UTF-8"):
        load(tmp_path / "p.yaml")
    assert load(tmp_path / "bom.yaml").name == "bom"
