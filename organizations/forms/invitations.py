"""What a person may type to let somebody in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership


class InvitationForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput)
    right = forms.ChoiceField(
        label=_("right"), choices=Membership.Right, initial=Membership.Right.EDITOR,
        help_text=_("Administrators let people in; editors fill in and hand in; readers look."))
