"""Rules in the back office: everybody in the office reads them; a street officer adds rows for the own street."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.rulebook.alternatives import COMPLETED
from incubator.rulebook.models import Rule, last_set, rule
from incubator.rulebook.naming import NAMES, name_of
from incubator.rulebook.rules import home, may_set, own_area, sets_some
from incubator.rulebook.shapes import Asked
from incubator.rulebook.wording import value_in_words
from incubator.workdays import today

PLACE = ("area_code", "effective_from", "effective_to", "source")
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class RuleForm(forms.ModelForm):
    """A new row never changes what was decided before it: it takes effect from its own day on, at the earliest today.

    The fields of its value are those of `asked`.
    """

    user: Any
    asked: Asked
    key = forms.CharField(widget=forms.HiddenInput, disabled=True)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # the row with whose value the fields began

    class Meta:
        model = Rule
        fields = ("key", *PLACE)
        widgets = {"effective_from": DAY, "effective_to": DAY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(key=self.asked.key, seen=self.asked.began_with)
        self.fields["area_code"].help_text = _("Empty: everywhere.") if may_set(self.user, "") else _(
            "The code of your own post's area, or of a place in it.")

    def clean_area_code(self) -> str:
        code = self.cleaned_data["area_code"].strip()
        if not may_set(self.user, code):
            raise forms.ValidationError(_("You set rules for the area of your own post only."))
        return code

    def clean(self) -> dict[str, Any]:
        """A value that can be meant, so that a slip of the pen does not stop the office; each fault at its field."""
        data = super().clean() or {}
        self.instance.value, places = self.asked.read(data)
        for name, words in [*self.asked.faults(self.instance.value, places), *self._faults_of_days(data)]:
            if name not in self.errors:  # what is no number at all has been told
                self.add_error(name, words)
        if data.get("seen") != self.asked.began_with:
            self._tell_of_the_other_value()
        return data

    def _tell_of_the_other_value(self) -> None:
        """Somebody was quicker; whoever has read that and saves once more means to."""
        self.add_error(None, _(
            "Meanwhile another value was set for this place: %(value)s. Save once more if yours is to follow it.") % {
                "value": value_in_words(self.asked.key, self.asked.now)})
        typed: Any = self.data
        self.data = typed.copy()
        self.data["seen"] = self.asked.began_with  # type: ignore[index]

    def _faults_of_days(self, data: dict[str, Any]) -> list[tuple[str | None, str]]:
        start, end = data.get("effective_from"), data.get("effective_to")
        found: list[tuple[str | None, str]] = []
        if start and start < today():
            found.append(("effective_from", _(
                "This day is over: what was decided until now stands under the rule of its day.")))
        elif start and Rule.objects.filter(
                key=self.asked.key, area_code=data.get("area_code", "-"), effective_from=start).exists():
            found.append(("effective_from", _("This place has a value of this rule from that day on already.")))
        if start and end and end <= start:
            found.append(("effective_to", _("A rule ends after it starts.")))
        return found


class StandingFilter(admin.SimpleListFilter):
    title = gettext_lazy("here and now")
    parameter_name = "here"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("counts", _("in force")), ("coming", _("to come"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "counts":
            return queryset.filter(pk=F("counts"))
        return queryset.filter(effective_from__gt=today()) if self.value() == "coming" else queryset


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):
    """Rows are added, never changed: an old decision stands under the rule of its day. One that is still to come into
    effect may be taken out again."""

    list_display = ("named", "shown", "here", "where", "effective_from", "effective_to", "source")
    list_filter = (StandingFilter,)
    search_fields = ("key", "source")
    search_help_text = gettext_lazy("Name or source of the rule")

    @admin.display(description=gettext_lazy("rule"))
    def named(self, rule: Rule) -> str:
        return name_of(rule.key)

    @admin.display(description=gettext_lazy("value"))
    def shown(self, rule: Rule) -> str:
        return Truncator(value_in_words(rule.key, rule.value)).chars(80)

    @admin.display(description=gettext_lazy("value"))
    def in_words(self, rule: Rule) -> str:
        return value_in_words(rule.key, rule.value)

    @admin.display(description=gettext_lazy("here and now"))
    def here(self, rule: Any) -> str:
        """How it stands where the reader has the post; `counts` is what `get_queryset` found in force there."""
        if not rule.near:
            return _("elsewhere")
        if rule.effective_from > today():
            return _("to come")
        if rule.effective_to and rule.effective_to <= today():
            return _("over")
        return _("in force") if rule.pk == rule.counts else _("another counts here")

    @admin.display(description=gettext_lazy("where"))
    def where(self, rule: Rule) -> str:
        return rule.area_code or _("everywhere")

    @admin.display(description=gettext_lazy("another value"))
    def anew(self, rule: Rule) -> str:
        return _link("admin:rulebook_rule_add", rule, _("Set another value from a day on"))

    @admin.display(description=gettext_lazy("all its values"))
    def others(self, rule: Rule) -> str:
        return _link("admin:rulebook_rule_changelist", rule, _("Here and elsewhere, before and to come"))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """In the order of the names; with what is in force where the reader has the post."""
        near = Rule.objects.near(home(request.user))
        found = Rule.objects.annotate(
            place=Case(*(When(key=key, then=place) for place, key in enumerate(NAMES)), default=Value(len(NAMES))),
            near=Exists(near.filter(pk=OuterRef("pk"))),
            counts=Subquery(near.in_force(today()).filter(key=OuterRef("key")).nearest_first().values("pk")[:1]))
        return found.order_by(*self.get_ordering(request))

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        return lookup == "key" or super().lookup_allowed(lookup, value, request)

    def get_ordering(self, request: HttpRequest) -> Any:
        return ("place", "key", "area_code", "effective_from")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """By the name in the reader's language, too."""
        found, twice = super().get_search_results(request, queryset, search_term)
        named = [key for key, name in NAMES.items() if search_term and search_term.lower() in str(name).lower()]
        return (found | queryset.filter(key__in=named) if named else found), twice

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Which rule comes first: the fields of the value are the rule's own."""
        if not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)
        asked = _asked(request)
        if asked is None:
            return self._choose(request)
        request.asked = asked  # type: ignore[attr-defined]
        title = _("Another value: %(rule)s") % {"rule": name_of(asked.key)}
        return super().add_view(request, form_url, {**(extra_context or {}), "title": title})

    def _choose(self, request: HttpRequest) -> HttpResponse:
        return TemplateResponse(request, "admin/rulebook/choose.html", {
            **self.admin_site.each_context(request), "title": _("Set another value from a day on"), "opts": self.opts,
            "rules": NAMES.items()})

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Back to the rules; Django leads those away who may change none."""
        super().response_delete(request, obj_display, obj_id)
        return HttpResponseRedirect(reverse("admin:rulebook_rule_changelist"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj:
            return [(None, {"fields": (*self.get_readonly_fields(request, obj), *PLACE[1:])})]
        return [(_("value"), {"fields": ("key", "seen", *request.asked.part.lines())}),  # type: ignore[attr-defined]
                (_("where, from when, and on what authority"), {"fields": PLACE})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = ("named", "in_words", "here", "others", "where") if obj else ()
        return (*shown, "anew") if obj and self.has_add_permission(request) else shown

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """From tomorrow on: until then a slip can be taken out again."""
        return {"area_code": own_area(request.user), "effective_from": today() + timedelta(days=1)}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj:
            return super().get_form(request, obj, change, **kwargs)
        asked: Asked = request.asked  # type: ignore[attr-defined]
        form = type("RuleForm", (RuleForm,), {**asked.part.fields(), "asked": asked, "user": request.user})
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


def _link(page: str, rule: Rule, words: str) -> str:
    return format_html('<a href="{}">{}</a>', reverse(page, query={"key": rule.key}), words)


def _asked(request: HttpRequest) -> Asked | None:
    """The fields of the rule of the address: in the shape of its countrywide value, filled with what was decided last
    for the own area."""
    key, area = request.GET.get("key", ""), own_area(request.user)
    first = Rule.objects.filter(key=key, area_code="").order_by("effective_from", "pk").first()
    if first is None:
        return None
    row = last_set(key, area=area, on=today()) or first
    now = row.value if type(row.value) is type(first.value) else first.value
    if key in COMPLETED:
        now = rule(key, area="", on=today()) | now
    return Asked(key, first.value, now, began_with=str(row.pk), sent=frozenset(request.POST))
