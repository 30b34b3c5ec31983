"""What one visit still misses."""

from __future__ import annotations

from ma_desktop.domain import needs
from ma_desktop.domain.needs import Need
from ma_desktop.domain.stages import Stage
from ma_desktop.domain.visit_facts import VisitFacts
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import the_visit
from ma_desktop.services.visit.visit_facts import visit_facts


def visit_needs(desk: Desk, encounter_id: int) -> tuple[Need, ...]:
    """Of its present stage and late ones of earlier stages; danger first."""
    visit = the_visit(encounter_id)
    return needs.needs(Stage(visit.stage), visit_facts(desk, visit))


def missing_before_ready(desk: Desk, encounter_id: int) -> tuple[str, ...]:
    """Sentences; the money and the address do not keep a patient from the provider."""
    return tuple(need.sentence for need in ready_needs(visit_facts(desk, the_visit(encounter_id))))


def ready_needs(facts: VisitFacts) -> tuple[Need, ...]:
    """What stands between the room and the provider."""
    front_desk = {"copay", "coverage", "contact"}
    return tuple(need for need in needs.missing(facts, Stage.READY) if need.key not in front_desk)


def missing_before_leaving(desk: Desk, encounter_id: int) -> tuple[str, ...]:
    visit = the_visit(encounter_id)
    return tuple(need.sentence for need in needs.missing(visit_facts(desk, visit), Stage.BILLED))
