"""Names are compared folded: what was kept before is folded by its migration, and what folds long is kept whole."""

import random
import sys
from importlib import import_module

import pytest
from django.apps import apps

from organizations.models import Organization, normalized
from projects.models import Project
from tests.factories import make_organization, make_project

pytestmark = pytest.mark.django_db


def test_heads_kept_before_are_folded_by_the_migration(community):
    folded = {"王 小明": "王小明", "张三": "张三", "Ａnna·Ｌi": "annali"}
    for head in folded:
        make_organization(community, responsible_person=head)
    Organization.objects.update(normalized_head="")
    import_module("organizations.migrations.0010_folded_heads").fold(apps, None)
    assert dict(Organization.objects.values_list("responsible_person", "normalized_head")) == folded


def test_projects_kept_before_are_folded_by_the_migration(organization):
    for name in ("银龄项目", "“银龄” ＡＢ项目"):
        make_project(organization, name=name)
    Project.objects.update(normalized_name="")
    import_module("projects.migrations.0003_folded_names").fold(apps, None)
    assert sorted(Project.objects.values_list("normalized_name", flat=True)) == ["银龄ab项目", "银龄项目"]


def test_no_character_folds_longer_than_the_columns_take():
    longest = max(len(normalized(chr(code))) for code in range(sys.maxunicode + 1))
    for name, folded in (("name", "normalized_name"), ("responsible_person", "normalized_head")):
        typed, kept = (Organization._meta.get_field(one).max_length for one in (name, folded))
        assert typed * longest <= kept
    assert Project._meta.get_field("name").max_length * longest <= Project._meta.get_field("normalized_name").max_length


@pytest.mark.parametrize("words", ["㍿", "ﷺ", "㌖", "ﷺﷺﷺﷺ㌖㍖㍊㍇", "".join(map(chr, range(0x3300, 0x3358)))],
                         ids=["company", "longest", "apartment", "mixed", "squares"])
def test_the_longest_names_stand_on_record_and_are_found(community, words):
    """Also where the index of a database takes no more than so many bytes."""
    chance = random.Random(5)
    name = "".join(chance.choices(words, k=100))
    made = make_organization(community, name=name, responsible_person=name[:50])
    assert Organization.objects.filter(normalized_name=normalized(name)).get() == made
    assert made.normalized_head == normalized(name[:50])
