"""What an officer types about a contract: its number, its instalments, the days of signing, paying, paying back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from incubator.money import YuanField
from projects.forms.projects import DayInput
from projects.forms.rows import InstalmentFormSet
from projects.models import Contract, Instalment, MoneyReturn
from projects.rules.purchasing import faults_of_instalments


class ContractForm(forms.ModelForm):
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Contract
        fields = ("number",)


class ContractSheet:
    """The contract and its instalments, judged together."""

    def __init__(self, data: Any, contract: Contract, *, usual: list[Instalment]) -> None:
        self.contract = contract
        looking = data is not None and "save" not in data
        if data is not None and not looking:
            self.form = ContractForm(data, instance=contract)
            self.rows = InstalmentFormSet(data, prefix="instalments")
        elif looking:
            self.form = ContractForm(initial=dict(data.items()), instance=contract)
            self.rows = InstalmentFormSet(
                prefix="instalments", initial=InstalmentFormSet.typed(data, "instalments"))
        else:
            self.form = ContractForm(
                initial={"token": contract.token, "version": contract.version}, instance=contract)
            present = contract.instalments.all() if contract.pk else usual
            self.rows = InstalmentFormSet(prefix="instalments", initial=[
                {"amount_fen": i.amount_fen, "trigger": i.trigger, "report_number": i.report_number} for i in present])

    @property
    def formsets(self) -> list[Any]:
        return [self.rows]

    def is_valid(self) -> bool:
        if not self.form.is_bound or not all([self.form.is_valid(), self.rows.is_valid()]):
            return False
        faults = faults_of_instalments(self.contract.project, self.instalments())
        for fault in faults:
            self.rows.non_form_errors().append(fault)
        return not faults

    def instalments(self) -> list[Instalment]:
        return [Instalment(**row) for row in self.rows.filled()]


class SignForm(forms.Form):
    signed_on = forms.DateField(label=gettext_lazy("signed on"), widget=DayInput())
    version = forms.IntegerField(widget=forms.HiddenInput)


class PayForm(forms.Form):
    paid_on = forms.DateField(label=gettext_lazy("paid on"), widget=DayInput())
    payment_no = forms.CharField(
        label=gettext_lazy("payment voucher number"), required=False,
        max_length=Instalment._meta.get_field("payment_no").max_length,
        help_text=gettext_lazy("The number of the bank transfer or of the treasury's voucher, if it is known."))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(forms.ModelForm):
    amount_fen = YuanField(label=gettext_lazy("amount (yuan)"))
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = MoneyReturn
        fields = ("amount_fen", "returned_on", "receipt_no")
        widgets = {"returned_on": DayInput()}
        help_texts = {"receipt_no": gettext_lazy("The number of the receipt given, or of the bank's credit advice.")}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if token := self.cleaned_data.get("token"):
            self.instance.token = token
        return data
