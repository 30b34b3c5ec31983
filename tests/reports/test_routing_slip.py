"""The routing slip, from a bare one to a full one."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import zxingcpp

from ma_desktop.reports.routing_slip import RoutingSlip, SlipPart, SlipStep, render
from tests.reports.conftest import check_page, head, opened, texts, whole


def slip(**changes: Any) -> RoutingSlip:
    doc = RoutingSlip(
        head=head(), code="A000123", when="Mon Nov 23, 2026, 09:30", visit="Diabetes follow-up · Dr. Ito", reason="sugar is high",
        facts=(("Room", "Room 2"), ("Needs", "interpreter, wheelchair")), alerts=("Allergic to latex",),
        prep=("Glucometer", "Monofilament for the feet"),
        parts=(
            SlipPart("Front desk", (SlipStep("Arrived", True, "09:21"), SlipStep("Copay $25.00"))),
            SlipPart("Orders", (SlipStep("Hemoglobin A1c", True), SlipStep("Flu shot"))),
        ),
    )  # fmt: skip
    return dataclasses.replace(doc, **changes)


def full(**changes: Any) -> RoutingSlip:
    steps = tuple(
        SlipStep(f"Order number {n} with words that go on and on " * 3, n % 2 == 0, "10:14")
        for n in range(60)
    )
    return slip(
        reason="Coughing for two weeks, worse at night, and the left knee hurts on stairs. " * 4,
        prep=tuple(f"Something to have ready, number {n}" for n in range(12)), parts=(SlipPart("Orders", steps),), **changes,
    )  # fmt: skip


def bare(**changes: Any) -> RoutingSlip:
    return slip(reason="", facts=(), alerts=(), prep=(), parts=(), **changes)


@pytest.mark.parametrize("make", [bare, slip, full], ids=["bare", "usual", "full"])
def test_nothing_is_clipped_or_printed_over(make: Any, size: str) -> None:
    check_page(render(make(head=head(size=size))))


def test_a_usual_one_is_one_page_and_says_all(size: str) -> None:
    pdf = render(slip(head=head(size=size)))
    assert len(texts(pdf)) == 1
    for words in (
        "Whitfield, Dana", "Mon Nov 23, 2026, 09:30", "Dr. Ito", "sugar is high", "Room: Room 2", "wheelchair", "Allergic to latex",
        "Glucometer", "Arrived 09:21", "Copay $25.00", "Hemoglobin A1c", "Flu shot",
    ):  # fmt: skip
        assert words in whole(pdf), words


def test_all_steps_of_a_blood_pressure_check_are_on_one_page(size: str) -> None:
    parts = tuple(
        SlipPart(title, tuple(SlipStep(f"Step {n} of {title}", n < 2, "09:55") for n in range(steps)))
        for title, steps in (("Front desk", 4), ("Rooming", 4), ("Orders", 3), ("Provider and checkout", 5))
    )
    pdf = render(slip(head=head(size=size), alerts=(), prep=(), parts=parts))
    check_page(pdf)
    assert len(texts(pdf)) == 1


def test_a_full_one_loses_no_step() -> None:
    said = whole(render(full()))
    assert [n for n in range(60) if f"Order number {n} " not in said] == []
    assert "Orders (continued)" in said


def test_the_bar_code_scans_from_the_print() -> None:
    with opened(render(slip())) as document:
        image = document[0].render(scale=300 / 72).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(image)] == ["A000123"]
