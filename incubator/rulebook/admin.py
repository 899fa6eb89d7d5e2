"""Rules in the back office: everybody in the office reads them; a street officer adds rows for the own street."""

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from incubator.rulebook.checking import faults
from incubator.rulebook.models import Rule
from incubator.rulebook.naming import name_of
from incubator.rulebook.rules import may_set, own_area, sets_some
from incubator.rulebook.wording import value_in_words
from incubator.workdays import today

MOST_DIGITS = 10


class ValueField(forms.JSONField):
    """Empty when new; Chinese stays readable."""

    def prepare_value(self, value: Any) -> Any:
        return "" if value is None else super().prepare_value(value)


class RuleForm(forms.ModelForm):
    """A new row never changes what was decided before it: it takes effect from its own day on."""

    user: Any = None
    key = forms.ChoiceField(label=_("rule"))

    class Meta:
        model = Rule
        fields = ("key", "area_code", "value", "effective_from", "effective_to", "source")
        field_classes = {"value": ValueField}
        widgets = {"value": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys: Any = self.fields.get("key")
        if keys and "area_code" in self.fields:  # not on the page that only shows a rule
            known = Rule.objects.order_by("key").values_list("key", flat=True).distinct()
            keys.choices = sorted(((key, name_of(key)) for key in known), key=lambda pair: pair[1])
            self.fields["area_code"].help_text = _("Empty: everywhere.")
            self.fields["value"].help_text = _(
                "Written as the rule has been so far: a number, a list in square brackets, or names with values in "
                "braces.")

    def clean_area_code(self) -> str:
        code = self.cleaned_data["area_code"].strip()
        if not may_set(self.user, code):
            raise forms.ValidationError(_("You set rules for the area of your own post only."))
        return code

    def clean(self) -> dict[str, Any]:
        """A value that can be meant, so that a slip of the pen does not stop the office."""
        data = super().clean() or {}
        known = Rule.objects.filter(key=data.get("key", "")).order_by("effective_from", "pk").first()
        if known and data.get("value") is not None:
            for words in faults(known.key, data["value"], known.value):
                self.add_error("value", words)
        return data


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):
    """Rows are added, never changed: an old decision stands under the rule of its day. One that is still to come into
    effect may be taken out again."""

    list_display = ("named", "area_code", "shown", "effective_from", "effective_to", "source")
    search_fields = ("key", "source")
    form = RuleForm

    @admin.display(description=_("rule"), ordering="key")
    def named(self, rule: Rule) -> str:
        return name_of(rule.key)

    @admin.display(description=_("value"))
    def shown(self, rule: Rule) -> str:
        return Truncator(value_in_words(rule.key, rule.value)).chars(80)

    @admin.display(description=_("value in words"))
    def in_words(self, rule: Rule) -> str:
        return value_in_words(rule.key, rule.value)

    @admin.display(description=_("value as it is written"))
    def whole(self, rule: Rule) -> str:
        return json.dumps(rule.value, ensure_ascii=False, indent=1)

    @admin.display(description=_("another value"))
    def anew(self, rule: Rule) -> str:
        address = reverse("admin:rulebook_rule_add", query={"key": rule.key, "like": rule.pk})
        return format_html('<a href="{}">{}</a>', address, _("Set another value from a day on"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        place = ("area_code", "effective_from", "effective_to", "source")
        shown = self.get_readonly_fields(request, obj)
        return (*shown, *place) if obj else ("key", place[0], "value", *place[1:])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = ("named", "in_words", "whole") if obj else ()
        return (*shown, "anew") if obj and self.has_add_permission(request) else shown

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """For the own area; with the value of the rule from which the person comes, to be altered."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        like = given.pop("like", "")
        rule = Rule.objects.filter(pk=like).first() if like.isdecimal() and len(like) < MOST_DIGITS else None
        return {"area_code": own_area(request.user),
                **({"value": rule.value} if rule else {}), **given}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type("RuleForm", (form,), {"user": request.user})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser or getattr(request.user, "is_officer", False)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return sets_some(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(obj and obj.effective_from > today() and may_set(request.user, obj.area_code))
