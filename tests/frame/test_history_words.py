"""A history speaks in the words of its own table: whatever stands in another one under the same name."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import translation

from incubator.home.templatetags.house import action_label
from incubator.tracking import Tracked
from incubator.workflow import TABLES
from organizations.models import AnnualDuty, AnnualDutyChange, Matter, MatterChange, OrganizationChange
from organizations.workflow.matters import LIVES

for app in ("organizations", "projects", "evaluations"):
    import_module(f"{app}.workflow")  # the tables come with it


def things():
    return [model for model in apps.get_models() if issubclass(model, Tracked) and not model._meta.proxy]


def test_every_thing_that_moves_has_its_table():
    without = {model.__name__ for model in things()} - {model.__name__ for model in TABLES}
    assert without == set()


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_no_two_tables_of_one_thing_name_a_step_differently(model):
    for table in TABLES[model]:
        for other in TABLES[model]:
            if table.kind == other.kind:
                shared = table.actions.keys() & other.actions.keys()
                assert {name for name in shared if table.actions[name].label != other.actions[name].label} == set()


@pytest.mark.parametrize("kind", Matter.Kind.values)
def test_a_matter_is_told_in_the_words_of_its_kind(kind):
    matter = Matter(kind=kind)
    for name, action in LIVES[kind].actions.items():
        assert action_label(MatterChange(matter=matter, action=name)) == action.label
    with translation.override("zh-hans"):
        assert (str(action_label(MatterChange(matter=matter, action="approve"))) == "准予备案") == (kind == "filing")


def test_the_register_is_told_in_the_words_of_all_its_tables():
    with translation.override("zh-hans"):
        told = {name: str(action_label(OrganizationChange(action=name))) for name in ("suspend", "leave", "create")}
        assert str(action_label(AnnualDutyChange(duty=AnnualDuty(), action="leave"))) != told["leave"]
    assert told["suspend"] == "暂停" and "leave" not in told.values()


def test_a_step_nobody_names_any_more_stands_as_it_is():
    assert action_label(OrganizationChange(action="forgotten")) == "forgotten"
