"""What a press in the Visit tab does: the next stage, one stage back, the action of a need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from ma_desktop.domain import stages
from ma_desktop.domain.come_back import come_back_on, follow_up_kind
from ma_desktop.domain.needs import Need
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _, on_paper
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.booking_choices import BookingChoices, booking_choices
from ma_desktop.services.visit.acknowledge_alert import acknowledge_alert
from ma_desktop.services.visit.close_visit import close_visit
from ma_desktop.services.visit.confirm_contact import confirm_contact
from ma_desktop.services.visit.confirm_identity import confirm_identity
from ma_desktop.services.visit.mark_ready import mark_ready
from ma_desktop.services.visit.override_consent import override_consent
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.see_card import see_card
from ma_desktop.services.visit.send_to_checkout import send_to_checkout
from ma_desktop.services.visit.side_panel import SidePanel
from ma_desktop.services.visit.start_with_provider import start_with_provider
from ma_desktop.services.visit.step_back import step_back
from ma_desktop.services.visit.tell_verbally import tell_verbally
from ma_desktop.services.visit.verify_coverage import verify_coverage
from ma_desktop.services.visit.visit_view import VisitView
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.printing import preview_visit_page
from ma_desktop.views.screening_steps import ScreeningSteps


class Steps:
    """``panel``: runs verbs and speaks (``bench``, ``do``, ``notice``, ``desk``, ``focus``, ``widget``); ``tab``: the fields, and
    ``visit``, the picture they were painted from.
    """

    def __init__(self, panel: Any, tab: Any) -> None:
        self.panel, self.tab = panel, tab
        for form, code in (
            ("review_allergies", "allergies"),
            ("review_medicines", "medications"),
            ("medicine_entry", "medications"),
        ):
            panel.bench.reopen(form, lambda _p, _e, code=code: self.review(code))
        panel.bench.reopen("allergy_entry", lambda _p, _e: self._allergy_again())

    @property
    def visit(self) -> VisitView | SidePanel:
        assert self.tab.visit is not None
        found: VisitView | SidePanel = self.tab.visit
        return found

    # -- stages -------------------------------------------------------------------------------------------

    def next(self) -> None:
        """The one next step of this stage; what is still missing is asked about once, with a reason."""
        if self.tab.visit is None:
            return
        run: Callable[[], object] | None = {
            Stage.ARRIVED: self.choose_room, Stage.ROOMED: self.ready, Stage.VITALS: self.ready,
            Stage.READY: lambda: self.panel.do(start_with_provider, self.visit.encounter_id),
            Stage.PROVIDER: self.checkout,
            Stage.CHECKOUT: self.close,
        }.get(self.visit.stage)  # fmt: skip
        if run is not None:
            run()

    def checkout(self) -> None:
        """What the provider said must not stay behind half-typed."""
        if self.tab.plan_card.unsaved:
            self.panel.notice(_("The plan is typed but not saved. Alt+L saves it; then go on."), "warn")
            return
        self.panel.do(send_to_checkout, self.visit.encounter_id)

    def ready(self) -> None:
        self._with_reason(mark_ready, _("Ready although something is missing?"))

    def close(self) -> None:
        self._with_reason(close_visit, _("Close although something is missing?"))

    def _with_reason(self, verb: object, title: str) -> None:
        visit = self.visit.encounter_id

        def failed(error: Exception) -> None:
            sentence = getattr(error, "sentence", "")
            if _("Still missing:").split(":")[0] not in sentence:
                self.panel.bench.fail(error, self.panel)
                return
            AskReason(
                self.panel.bench, title, sentence,
                lambda reason: self.panel.do(verb, visit, missing_because=reason),
                choices=(_("patient declined"), _("provider said go on"), _("will be done later today")),
                parent=self._window(),
            ).open()  # fmt: skip

        self.panel.bench.do(verb, visit, panel=self.panel, failed=failed)  # type: ignore[arg-type]

    def choose_room(self) -> None:
        self.panel.bench.read(booking_choices, then=self._room_menu)

    def _room_menu(self, choices: BookingChoices) -> None:
        menu = QMenu(self.tab.next_button)
        for room in choices.rooms:
            action = menu.addAction(room.name + ("" if room.state == "clean" else f" ({room.state})"))
            action.setEnabled(room.state != "occupied")
            action.triggered.connect(
                lambda _on=False, room=room.id: self.panel.do(room_patient, self.visit.encounter_id, room)
            )
        menu.popup(self.tab.next_button.mapToGlobal(self.tab.next_button.rect().bottomLeft()))
        for action in menu.actions():
            if action.isEnabled():
                menu.setActiveAction(action)
                break

    def back(self) -> None:
        visit = self.visit
        earlier = next((s for s in stages.ORDER[::-1] if s in stages.BACKWARD[visit.stage]), None)
        if earlier is None:
            self.panel.notice(_("There is no earlier stage."), "info")
            return
        AskReason(
            self.panel.bench, _("Back to “{stage}”?").format(stage=stages.label(earlier)), "",
            lambda reason: self.panel.do(step_back, visit.encounter_id, earlier, reason),
            choices=(_("wrong button"), _("patient stepped out"), _("measure again")), parent=self._window(),
        ).open()  # fmt: skip

    # -- needs --------------------------------------------------------------------------------------------

    def do_need(self, need: Need) -> None:
        """The action of a need: in a field of this screen, at once, or where the program has it."""
        direct = self.fields(need).get(need.action) or self._at_once(need).get(need.action)
        if direct is not None:
            direct()
        elif not self.panel.bench.commands.run(
            f"{need.action}.{need.argument}" if need.argument else need.action
        ):
            self.panel.bench.raise_panel("billing")

    def fields(self, need: Need) -> dict[str, Callable[[], object]]:
        """The needs that are typed or ticked on this screen."""
        return {
            "record_reason": self.tab.reason_card.edit,
            "record_plan": self.tab.follow_up.setFocus
            if need.argument == "follow_up"
            else self.tab.plan.setFocus,
            "finish_order": self.tab.orders.next,
        }

    def _at_once(self, need: Need) -> dict[str, Callable[[], object]]:
        visit = self.visit
        return {
            "confirm_identity": lambda: self.panel.do(
                confirm_identity, visit.encounter_id, _("name and birth date")
            ),
            "verify_coverage": lambda: self.panel.do(
                verify_coverage, visit.encounter_id, on_paper("card seen")
            ),
            "confirm_contact": lambda: self.panel.do(confirm_contact, visit.patient_id),
            "see_card": lambda: self.panel.do(see_card, visit.encounter_id),
            "record_companion": self.companion,
            "record_consent": self.forms,
            "review_list": lambda: self.review(need.argument),
            "record_vitals": lambda: self.panel.bench.commands.run("vitals"),
            "book_appointment": self.follow_up,
            "acknowledge_alert": self.answer_alert,
            "record_screening": lambda: self.screenings().start(need.argument),
        }

    def companion(self) -> None:
        from ma_desktop.views.dialogs.companion import WhoCame

        visit = self.visit
        WhoCame(
            self.panel.bench, visit.patient_id, visit.encounter_id, parent=self._window(),
            override=lambda reason: self.sign(
                _("Seen without a consenting adult: {reason}").format(reason=reason),
                lambda desk: self.panel.bench.do_as(
                    desk, override_consent, visit.encounter_id, reason, panel=self.panel
                ),
            ),
        ).open()  # fmt: skip

    def screenings(self) -> ScreeningSteps:
        return ScreeningSteps(self.panel.bench, self.panel.focus, self._window())

    def forms(self) -> None:
        from ma_desktop.views.dialogs.sign_forms import SignForms

        SignForms(self.panel.bench, self.visit.patient_id, parent=self._window()).open()

    def slip(self) -> None:
        """The slip that goes along with the patient."""
        visit = self.visit
        preview_visit_page(self.panel.bench, "routing-slip", visit.encounter_id, visit.patient_id, self.panel)

    def follow_up(self) -> None:
        """The next visit, looked for from the day that the provider said; Enter books it."""
        from ma_desktop.views.dialogs.find_slot import FindSlot, Wanted

        visit = self.visit
        day = come_back_on(visit.follow_up, self.panel.desk.now().date())
        wanted = Wanted(
            visit.patient_id, follow_up_kind(visit.title.split(" · ")[0]), visit.practitioner_id, earliest=f"{day:%m/%d/%Y}" if day else "today",
            reason=_("Follow-up"),
        )  # fmt: skip
        FindSlot(self.panel.bench, wanted, title=_("Next visit: {when}").format(when=visit.follow_up) if day else "",
                 parent=self._window()).open()  # fmt: skip

    def review(self, code: str) -> None:
        """Going through a list means being able to correct it: the list opens, its one button is the answer."""
        from ma_desktop.views.dialogs.review_allergies import ReviewAllergies
        from ma_desktop.views.dialogs.review_medicines import ReviewMedicines

        focus = self.panel.focus
        if focus.patient_id is None:
            self.panel.bench.say(_("Choose a patient first."), "info")
            return
        if code == "history":
            self.panel.bench.commands.run("chart_tab_history")
            return
        kind = ReviewAllergies if code == "allergies" else ReviewMedicines
        kind(self.panel.bench, focus, parent=self._window()).open()

    def _allergy_again(self) -> None:
        """The half-typed form of one allergy comes back over the list it belongs to."""
        from ma_desktop.views.dialogs.review_allergies import ReviewAllergies

        self.review("allergies")
        listed = self._window().findChildren(ReviewAllergies)
        if listed:
            listed[-1].all_fields(None)

    def confirm_lists(self) -> None:
        """The provider looks at each entry and signs in over the MA's window."""
        from ma_desktop.views.dialogs.confirm_entries import ConfirmEntries

        ConfirmEntries(self.panel.bench, self.panel.focus, self.sign, parent=self._window()).open()

    def tell(self) -> None:
        """Told in person and read back: noted as exactly that."""
        alert = next(iter(self.visit.alerts), None)
        if alert is not None and alert.call:
            self._open_call(alert.task_id)
        elif alert is not None:
            AskReason(
                self.panel.bench, _("Told verbally"), alert.sentence,
                lambda words: self.panel.do(tell_verbally, alert.task_id, words),
                choices=(_("comes now"), _("repeat in 5 minutes"), _("go on")), yes=_("Told, read back"),
                parent=self._window(),
            ).open()  # fmt: skip

    def answer_alert(self) -> None:
        """The provider's own answer closes the alert."""
        alert = next(iter(self.visit.alerts), None)
        if alert is None:
            return
        if alert.call:
            self._open_call(alert.task_id)
            return

        def signed(desk: Desk) -> None:
            self.panel.bench.do_as(
                desk, acknowledge_alert, alert.task_id, _("heard in the room"), panel=self.panel
            )

        self.sign(alert.sentence, signed)

    def _open_call(self, task_id: int) -> None:
        from ma_desktop.views.dialogs.provider_needed import ProviderNeeded

        ProviderNeeded(self.panel.bench, task_id, parent=self._window()).open()

    def sign(self, what: str, signed: Callable[[Desk], object]) -> None:
        """The provider signs in over the MA's window; the MA's field returns as it was."""
        from ma_desktop.views.dialogs.sign_in_place import SignInPlace

        ports = getattr(self._window(), "ports", None)
        if ports is None or ports.log_in is None:
            self.panel.notice(_("Signing in place is not set up in this window."), "info")
            return
        SignInPlace(self.panel.bench, what, ports.log_in, signed, parent=self._window()).open()

    def _window(self) -> QWidget:
        window: QWidget = self.panel.widget().window()
        return window
