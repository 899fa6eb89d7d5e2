"""Names are compared folded: what was kept before is folded by its migration, and what folds long is kept whole."""

from importlib import import_module

import pytest
from django.apps import apps

from organizations.models import Organization
from tests.factories import make_organization

pytestmark = pytest.mark.django_db


def test_heads_kept_before_are_folded_by_the_migration(community):
    folded = {"王 小明": "王小明", "张三": "张三", "Ａnna·Ｌi": "annali"}
    for head in folded:
        make_organization(community, responsible_person=head)
    Organization.objects.update(normalized_head="")
    import_module("organizations.migrations.0010_folded_heads").fold(apps, None)
    assert dict(Organization.objects.values_list("responsible_person", "normalized_head")) == folded
