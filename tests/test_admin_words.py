"""The back office speaks Chinese: no list has a column that nobody gave a name."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.utils import translation

SHORT = {"ID"}  # what stands in Latin letters in Chinese too


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model._meta.label)
def test_every_column_of_a_list_has_a_chinese_name(model):
    of = admin.site._registry[model]
    with translation.override("zh-hans"):
        headers = [str(label_for_field(name, model, of)) for name in of.list_display if name != "action_checkbox"]
    assert [words for words in headers if re.fullmatch(r"[\x00-\x7f]+", words) and words not in SHORT] == []
