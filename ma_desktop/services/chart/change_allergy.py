"""Correct or complete an allergy of the list; what it was stays as a version."""

from __future__ import annotations

from collections.abc import Mapping

from ma_desktop.domain import allergens, history
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import AllergyIntolerance
from ma_desktop.services.chart.list_change import on_the_list, propose, standing_as
from ma_desktop.services.desk import Desk


def change_allergy(
    desk: Desk, allergy_id: int, fields: Mapping[str, str], *, encounter_id: int | None = None
) -> None:
    """``fields``: of ``domain.allergens.fields``, as text; those that are not named stay. It waits for the provider again."""
    row: AllergyIntolerance = AllergyIntolerance.get_by_id(allergy_id)
    with desk.work(
        _("Change allergy"),
        needs=Permission.REVIEW_LISTS,
        patient_id=row.patient_id,
        encounter_id=encounter_id,
    ) as work:
        on_the_list(row)
        said = {name: value.strip() for name, value in fields.items()}
        if "substance" in said and not said["substance"]:
            work.refuse(_("Type what the patient is allergic to."))
        for each in allergens.fields():
            if each.kind == "choice" and said.get(each.name, "") not in ("", *each.choices):
                raise ValueError(f"unknown {each.name} {said[each.name]!r}")
        if said.get("onset") and (why := history.when_problem(said["onset"], work.now.date())):
            work.refuse(_("First time: {why}").format(why=why))
        columns: dict[str, object] = {
            name: said[name]
            for name in ("reaction", "severity", "kind", "category", "criticality", "source", "note")
            if name in said
        }
        if "substance" in said:
            columns["display"] = said["substance"]
        if "onset" in said:
            columns["onset_on"] = history.first_day(said["onset"])
        if all(getattr(row, name) == value for name, value in columns.items()):
            return
        work.update(row, **columns, **standing_as(row, propose(desk, work, row.patient_id, encounter_id)))
