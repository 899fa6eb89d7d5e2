"""Rules in the back office: everybody in the office reads them; a street officer adds rows for the own street."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.rulebook.checking import faults
from incubator.rulebook.models import Rule
from incubator.rulebook.naming import name_of
from incubator.rulebook.rules import may_set, own_area, sets_some
from incubator.rulebook.shapes import Part, shape
from incubator.rulebook.wording import value_in_words
from incubator.workdays import today

MOST_DIGITS = 10


class RuleForm(forms.ModelForm):
    """A new row never changes what was decided before it: it takes effect from its own day on.

    The fields of its value are those of `shape`; `like` is the rule as it was written first.
    """

    user: Any
    like: Rule
    shape: Part
    key = forms.CharField(widget=forms.HiddenInput, disabled=True)

    class Meta:
        model = Rule
        fields = ("key", "area_code", "effective_from", "effective_to", "source")
        widgets = dict.fromkeys(
            ("effective_from", "effective_to"), forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["key"] = self.like.key
        self.fields["area_code"].help_text = _("Empty: everywhere.")

    def clean_area_code(self) -> str:
        code = self.cleaned_data["area_code"].strip()
        if not may_set(self.user, code):
            raise forms.ValidationError(_("You set rules for the area of your own post only."))
        return code

    def clean(self) -> dict[str, Any]:
        """A value that can be meant, so that a slip of the pen does not stop the office; each fault at its field."""
        data = super().clean() or {}
        places: dict[Any, str] = {}
        self.instance.value = value = self.shape.read(data, (), places)
        if places.get(()) not in self.errors:
            for path, words in faults(self.like.key, value, self.like.value):
                if places.get(path) not in self.errors:
                    self.add_error(places.get(path), words)
        return data


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):
    """Rows are added, never changed: an old decision stands under the rule of its day. One that is still to come into
    effect may be taken out again."""

    list_display = ("named", "area_code", "shown", "effective_from", "effective_to", "source")
    search_fields = ("key", "source")

    @admin.display(description=gettext_lazy("rule"), ordering="key")
    def named(self, rule: Rule) -> str:
        return name_of(rule.key)

    @admin.display(description=gettext_lazy("value"))
    def shown(self, rule: Rule) -> str:
        return Truncator(value_in_words(rule.key, rule.value)).chars(80)

    @admin.display(description=gettext_lazy("value"))
    def in_words(self, rule: Rule) -> str:
        return value_in_words(rule.key, rule.value)

    @admin.display(description=gettext_lazy("another value"))
    def anew(self, rule: Rule) -> str:
        address = reverse("admin:rulebook_rule_add", query={"key": rule.key, "like": rule.pk})
        return format_html('<a href="{}">{}</a>', address, _("Set another value from a day on"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Which rule comes first: the fields of the value are the rule's own."""
        if not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)
        first = _first(request)
        if first is None:
            return self._choose(request)
        title = _("Another value: %(rule)s") % {"rule": name_of(first.key)}
        return super().add_view(request, form_url, {**(extra_context or {}), "title": title})

    def _choose(self, request: HttpRequest) -> HttpResponse:
        known = Rule.objects.order_by("key").values_list("key", flat=True).distinct()
        return TemplateResponse(request, "admin/rulebook/choose.html", {
            **self.admin_site.each_context(request), "title": _("Set another value from a day on"),
            "opts": self.opts, "rules": sorted(((key, name_of(key)) for key in known), key=lambda pair: pair[1])})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        place = ("area_code", "effective_from", "effective_to", "source")
        if obj:
            return [(None, {"fields": (*self.get_readonly_fields(request, obj), *place)})]
        return [(_("value"), {"fields": ("key", *_asked(request).lines())}),
                (_("where, from when, and after which source"), {"fields": place})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = ("named", "in_words") if obj else ()
        return (*shown, "anew") if obj and self.has_add_permission(request) else shown

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"area_code": own_area(request.user)}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj:
            return super().get_form(request, obj, change, **kwargs)
        part = _asked(request)
        form = type("RuleForm", (RuleForm,), {
            **part.fields(), "shape": part, "like": _first(request), "user": request.user})
        return super().get_form(request, obj, change, form=form, **kwargs)

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


def _first(request: HttpRequest) -> Rule | None:
    """The rule of the address as it was written first."""
    return Rule.objects.filter(key=request.GET.get("key", "")).order_by("effective_from", "pk").first()


def _asked(request: HttpRequest) -> Part:
    """The fields of the value of that rule, beginning with the row of the address (`like`), else the first one."""
    first, like = _first(request), request.GET.get("like", "")
    assert first is not None  # asked by the page of a rule alone
    row = Rule.objects.filter(key=first.key, pk=like).first() if like.isdecimal() and len(like) < MOST_DIGITS else None
    return shape(first.key, first.value, (row or first).value)
