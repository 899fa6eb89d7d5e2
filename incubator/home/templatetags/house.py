"""Filters and tags of our pages: controls with their classes, error summaries, statuses, money, history."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from incubator import money
from incubator.values import in_words
from incubator.workflow import TABLES, Action, Workflow
from organizations.models import Matter, MatterChange, Membership, status_words
from organizations.reports.outcomes import outcome_mark, outcome_of

register = template.Library()

register.filter("yuan", money.yuan)

# How a status looks; its words always stand beside the colour.
TONES = {
    "draft": "quiet", "assigned": "quiet", "planned": "quiet", "ended": "quiet", "withdrawn": "quiet",
    "closed": "quiet", "retired": "quiet", "waiting": "quiet", "struck": "quiet", "left": "quiet",
    "exempt": "quiet", "standing": "quiet", "removed": "quiet",  # the kind of a credit record has the colour
    "declined": "quiet", "dismissed": "quiet",
    "nominated": "busy", "applied": "busy", "verified": "busy", "publicised": "busy", "received": "busy",
    "listed": "good", "upheld": "bad",
    "submitted": "busy", "open": "busy", "scoring": "busy", "locked": "busy", "running": "busy", "previewed": "busy",
    "examining": "busy", "reviewed": "busy", "handed_in": "busy",
    "returned": "warn", "due": "warn", "owed": "warn", "suspended": "warn", "recused": "warn", "payable": "warn",
    "active": "good", "approved": "good", "accepted": "good", "signed": "good", "confirmed": "good",
    "published": "good", "done": "good", "ready": "good", "paid": "good", "recorded": "good",
    "serving": "good", "living": "good", "decided": "good", "in_use": "good", "replaced": "quiet",
    "refused": "bad", "stopped": "bad", "cancelled": "bad", "revoked": "bad", "terminated": "bad",
}


@register.simple_tag
def demo_office() -> bool:
    """For the error pages, which are drawn without the context of a request."""
    return settings.DEMO_OFFICE


@register.filter
def tone(status: str) -> str:
    """The colour family of a status code: quiet, busy, warn, good or bad."""
    return TONES.get(str(status), "quiet")


@register.filter
def add_class(field: BoundField, names: str) -> str:
    """The field's control with these CSS classes added to its own."""
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{own} {names}".strip()})


@register.filter
def kind(field: BoundField) -> str:
    """How field.html lays the control out: options, check, or plain."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "options"
    return "check" if isinstance(widget, forms.CheckboxInput) else "plain"


@register.filter
def control(field: BoundField) -> str:
    """The control with the Bootstrap class of its widget type, marked when it is wrong."""
    widget = field.field.widget
    if str(widget.attrs.get("placeholder", "")) == str(field.label):
        del widget.attrs["placeholder"]  # the label says it, and stays when one types
    if isinstance(widget, forms.CheckboxInput):
        names = "form-check-input"
    elif isinstance(widget, forms.Select):
        names = "form-select"
    else:
        names = "form-control"
    return add_class(field, f"{names} is-invalid" if field.errors else names)


@register.filter
def options(field: BoundField) -> list:
    """The radio buttons or check boxes of the field, one by one, with their class."""
    field.field.widget.attrs.setdefault("class", "form-check-input")
    return field.subwidgets


@register.simple_tag
def faults(*things: Any) -> list[tuple[str, str, str]]:
    """(id of the field, its label, what is wrong) of every error in the given forms and formsets."""
    found: list[tuple[str, str, str]] = []
    for thing in things:
        if isinstance(thing, BaseFormSet):
            if thing.is_bound:
                found += [("", "", str(message)) for message in thing.non_form_errors()]
                for number, form in enumerate(thing.forms, start=1):
                    place = _("Line %(number)d: ") % {"number": number}
                    found += [(where, place + label, message) for where, label, message in faults(form)]
        elif isinstance(thing, BaseForm) and thing.is_bound:
            for name, messages in thing.errors.items():
                field = thing[name] if name in thing.fields else None
                label, where = (field.label, _target(field)) if field else ("", "")
                found += [(where, str(label), str(message)) for message in messages]
        elif isinstance(thing, list | tuple):
            found += faults(*thing)
    return found


def _target(field: BoundField) -> str:
    """The id a link to the field leads to: of a group of options, the first."""
    if field.is_hidden:
        return ""
    return f"{field.auto_id}_0" if kind(field) == "options" else field.id_for_label


@register.simple_tag(takes_context=True)
def error_prefix(context: template.Context) -> str:
    """«Error: » before the title of a page whose form was refused."""
    things = [context.get(name) for name in ("form", "formset", "formsets", "forms")]
    return _("Error: ") if faults(*things) else ""


@register.filter
def action_label(change: Any) -> Any:
    """What the action of a change row is called on its button."""
    if label := getattr(change, "label", ""):
        return label
    if change.action == "create":
        return gettext_lazy("Created")
    if not hasattr(change, "_meta"):
        return change.action
    labels = (table.actions[change.action].label for table in _tables(change) if change.action in table.actions)
    return next(labels, change.action)


@register.filter
def usual_for(usual: Any, action: Action) -> list[str]:
    """The office's usual words for the step, where the page offers any."""
    return usual.get(action.name, []) if usual else []


@register.filter
def sure(action: Action) -> str:
    """The words of the button that asks once more; an action that says «confirm» itself does not say it twice."""
    label = str(action.label)
    words = _("Confirm: %(action)s") % {"action": label}
    first = words.removesuffix(label).rstrip("：: ")
    return label if first and label.startswith(first) else words


@register.filter
def status_label(change: Any, which: str) -> Any:
    """The `old` or `new` status of a change row, in words."""
    code = getattr(change, which)
    if not hasattr(change, "_meta"):
        return code
    choices = dict(_thing_of(change._meta.model)._meta.get_field("status").flatchoices)
    return {**choices, **_own_statuses(change)}.get(code, code)


def _own_statuses(change: Any) -> Mapping[str, Any]:
    """The words of the thing's kind, told by whoever lists the rows, else asked of the thing itself."""
    if hasattr(change, "statuses"):
        return change.statuses
    return status_words(change.matter.kind) if isinstance(change, MatterChange) else {}


@register.filter
def differences(change: Any) -> list[tuple[Any, str, str]]:
    """(field, before, after) of a change row, all in words."""
    rows = []
    for name, (before, after) in (change.fields or {}).items():
        if name == "outcome":
            if before:  # one that is given for the first time has a line of its own
                was, now = (getattr(outcome_mark(code), "label", "") for code in (before, after))
                rows.append((pgettext("annual report", "outcome"), was, now))
            continue
        label: Any = name
        if hasattr(change, "_meta"):
            field = _field_of(change._meta.model, name)
            label = field.verbose_name
            if not field.is_relation:  # of a link the row holds the name
                before, after = (in_words(field, field.to_python(value) if value else "") for value in (before, after))
        rows.append((label, before, after))
    return rows


@register.filter
def outcome_words(change: Any) -> str:
    """What came of it, where the step gave an outcome: it says more than the status that went with it."""
    code = outcome_of(change)
    mark = outcome_mark(code)
    if mark and code not in Matter.CountyAnswer.values:  # whose words say themselves that they are an answer
        return pgettext("matter", "Outcome: %(outcome)s") % {"outcome": mark.label}
    return mark.label if mark else ""


@register.filter
def note_words(change: Any) -> Any:
    """The note of a change row; where it is a code (the right that an invitation gives), its word."""
    rights = dict(Membership.Right.choices) if change.action in ("invite", "join", "withdraw_invitation") else {}
    return rights.get(change.note, change.note)


def _tables(change: Any) -> list[Workflow]:
    """The tables that have the words of this history; where each kind has its own, that of the thing's kind."""
    link = _link_of(change._meta.model)
    tables = _tables_of(link.related_model)
    return [table for table in tables if not table.kind or table.kind == getattr(change, link.name).kind]


@cache
def _tables_of(model: Any) -> list[Workflow]:
    room = f"{model._meta.app_config.name}.workflow"
    if find_spec(room):  # a person's changes have no table
        import_module(room)
    return TABLES.get(model, [])


@cache
def _link_of(change_model: Any) -> Any:
    """The field that leads from these rows to the thing they tell of."""
    for field in change_model._meta.concrete_fields:
        if field.is_relation and field.name != "by":
            return field
    raise LookupError(change_model)


def _thing_of(change_model: Any) -> Any:
    return _link_of(change_model).related_model


def _field_of(change_model: Any, name: str) -> Any:
    """The field whose values a row tells: the thing's own, or of a part that came or went with the change."""
    for model in (_thing_of(change_model), *getattr(change_model, "parts", ())):
        with suppress(FieldDoesNotExist):
            return model._meta.get_field(name)
    raise LookupError(name)
