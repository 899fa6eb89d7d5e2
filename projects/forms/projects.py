"""What an officer types about a project: facts, budget lines and targets on one sheet."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.forms.models import construct_instance
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.models import Area, User
from incubator.money import YuanField
from organizations.models import Organization, rights_of
from projects.forms.rows import LineFormSet, TargetFormSet
from projects.models import BudgetLine, Project, Target
from projects.rules.people import buying_areas, why_apart
from projects.rules.purchasing import faults_of_plan, faults_of_project


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def tell(form: forms.ModelForm, faults: Callable[[], dict[str, list[str]]]) -> None:
    """Put the domain's words beside the fields, before the constraints of the table say the same of the whole form."""
    construct_instance(form, form.instance, form._meta.fields, form._meta.exclude)
    for field, words in faults().items():
        if field not in form.errors:
            for word in words:
                form.add_error(field, word)


class ProjectForm(forms.ModelForm):
    amount_fen = YuanField(label=gettext_lazy("amount (yuan)"))
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Project
        fields = ("area", "name", "field", "need", "method", "contractor", "host", "amount_fen", "starts_on",
                  "ends_on", "negative_list_note")
        widgets = {
            "need": forms.Textarea(attrs={"rows": 4}), "starts_on": DayInput(), "ends_on": DayInput(),
            "negative_list_note": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "need": gettext_lazy("Who needs what, where, and why now."),
            "starts_on": gettext_lazy("A project runs one year at most as a rule, never more than three."),
            "negative_list_note": gettext_lazy(
                "Not on the negative list because …: a duty of government, no goods or works, no financing, no hiring "
                "or labour dispatch. Asked for before approval."),
        }
        labels = {"negative_list_note": gettext_lazy("negative list check (needed before the approval)")}

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.today = user, today
        known = Organization.objects.visible_to(user).select_related("area")
        self.fields["contractor"].queryset = known
        self.fields["host"].queryset = known
        self.fields["contractor"].error_messages["required"] = _("Choose the contractor.")
        if self.instance.pk:
            del self.fields["area"]  # the number names the street
        else:
            levels = [Area.Level.STREET, Area.Level.COMMUNITY, Area.Level.DISTRICT]
            self.fields["area"].queryset = Area.objects.filter(buying_areas(user), level__in=levels)
            self.fields["area"].error_messages["invalid_choice"] = _("You do not buy services for this area.")
            self.fields["area"].empty_label = None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        tell(self, self.faults)
        return data

    def faults(self) -> dict[str, list[str]]:
        faults = faults_of_project(self.instance, today=self.today)
        if words := why_apart(self.user, self.instance):
            cause = "contractor" if self.instance.contractor_id in rights_of(self.user) else "host"
            faults.setdefault(cause, []).append(words)
        return faults


class ProjectSheet:
    """The form, the budget lines and the targets, judged together so that every fault is told at once."""

    def __init__(self, data: Any, project: Project, *, user: User, today: date) -> None:
        self.project, self.data = project, data
        self.looking = data is not None and "save" not in data  # searching, or asking for more rows: judge nothing yet
        asked: dict[str, Any] = {"user": user, "today": today, "instance": project}
        if data is not None and not self.looking:
            self.form = ProjectForm(data, **asked)
            self.lines = LineFormSet(data, prefix="lines")
            self.targets = TargetFormSet(data, prefix="targets")
        elif self.looking:
            self.form = ProjectForm(initial=dict(data.items()), **asked)
            self.lines = LineFormSet(prefix="lines", initial=LineFormSet.typed(data, "lines"))
            self.targets = TargetFormSet(prefix="targets", initial=TargetFormSet.typed(data, "targets"))
        else:
            self.form = ProjectForm(initial={"token": project.token, "version": project.version}, **asked)
            self.lines = LineFormSet(prefix="lines", initial=self._rows(project, "budget_lines", "name", "amount_fen"))
            self.targets = TargetFormSet(prefix="targets", initial=self._rows(
                project, "targets", "indicator", "planned"))

    @staticmethod
    def _rows(project: Project, related: str, *fields: str) -> list[dict[str, Any]]:
        return list(getattr(project, related).values(*fields)) if project.pk else []

    @property
    def formsets(self) -> list[Any]:
        return [self.lines, self.targets]

    def is_valid(self) -> bool:
        if not self.form.is_bound:
            return False
        fine, typed = self.form.is_valid(), {"budget_lines": self.lines, "targets": self.targets}
        readable = all([self.lines.is_valid(), self.targets.is_valid()])
        faults = faults_of_plan(**self.plan(), amount_fen=self.form.cleaned_data.get("amount_fen"))
        for name, words in faults.items():
            typed[name].non_form_errors().extend(words)
        return fine and readable and not faults

    def plan(self) -> dict[str, list[Any]]:
        """Budget lines and targets, as far as they can be read."""
        return {
            "lines": [BudgetLine(**row) for row in self.lines.filled()] if self.lines.is_valid() else [],
            "targets": [Target(**row) for row in self.targets.filled()] if self.targets.is_valid() else [],
        }

    def value(self, name: str) -> str:
        """What stands in a field now, as text."""
        value = self.form[name].value() if name in self.form.fields else None
        return "" if value is None else str(value)

    @property
    def search(self) -> str:
        return str(self.data.get("q", "")) if self.data is not None else ""

    @property
    def qualified_only(self) -> bool:
        return self.data is not None and "qualified_only" in self.data

    @property
    def host_search(self) -> str:
        return str(self.data.get("host_q", "")) if self.data is not None else ""
