"""Sentences kept for readers of any language: none is lost."""

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from incubator.errors import refusal_of


def test_a_lazy_plural_is_kept_as_it_reads_now():
    with pytest.raises(ValidationError) as refused:
        MaxLengthValidator(3)("一二三四五")
    assert refused.value.messages == [refusal_of(refused.value).words]
    assert "3" in refused.value.messages[0] and "5" in refused.value.messages[0]
