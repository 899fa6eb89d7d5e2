"""Rows in a form: as many as are filled in, blank ones left out, all faults told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from incubator.money import YuanField
from projects.models import Instalment, Target

SPARE_ROWS = 3


class Rows(forms.BaseFormSet):
    """A blank row means nothing, whether it was blank before or was blanked out."""

    def initial_form_count(self) -> int:
        return 0  # so every row may be blank

    def total_form_count(self) -> int:
        if self.is_bound:
            return super().total_form_count()
        return min(len(self.initial or ()) + self.extra, self.max_num)

    def filled(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms if form.has_changed()]

    @classmethod
    def typed(cls, data: Any, prefix: str) -> list[dict[str, Any]]:
        """What was typed so far, unchecked, as initial values of a fresh formset."""
        total = data.get(f"{prefix}-TOTAL_FORMS", "0")
        shown = min(int(total) if total.isdecimal() else 0, cls.max_num)
        names = list(cls.form.base_fields)
        rows = [{name: data.get(f"{prefix}-{number}-{name}", "") for name in names} for number in range(shown)]
        typed: list[dict[str, Any]] = [row for row in rows if any(row.values())]
        wanted = shown + (SPARE_ROWS if data.get("more") == prefix else 0)  # asked for more: more stand there, always
        return typed + [{}] * (wanted - SPARE_ROWS - len(typed))


class LineForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("budget line"), max_length=50)
    amount_fen = YuanField(label=gettext_lazy("budget (yuan)"))


class TargetForm(forms.Form):
    indicator = forms.ChoiceField(
        label=gettext_lazy("indicator"), choices=[("", "—"), *Target.Indicator.choices])
    planned = forms.DecimalField(label=gettext_lazy("planned"), max_digits=10, decimal_places=2, min_value=0.01)


class InstalmentForm(forms.Form):
    amount_fen = YuanField(label=gettext_lazy("amount (yuan)"))
    trigger = forms.ChoiceField(
        label=gettext_lazy("paid when"), choices=[("", "—"), *Instalment.Trigger.choices])
    report_number = forms.IntegerField(
        label=gettext_lazy("report number"), min_value=1, max_value=60, required=False)


def rows_of(form: type[forms.Form]) -> type[Rows]:
    return forms.formset_factory(form, formset=Rows, extra=SPARE_ROWS, max_num=60, absolute_max=60)


LineFormSet = rows_of(LineForm)
TargetFormSet = rows_of(TargetForm)
InstalmentFormSet = rows_of(InstalmentForm)
