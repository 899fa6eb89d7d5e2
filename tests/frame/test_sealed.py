"""Personal numbers: sealed in the table, masked in print, found by hash, left alone by a mask sent back."""

import copy
import json
import re
from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django import forms
from django.conf import settings
from django.contrib.admin.utils import display_for_field
from django.core import serializers
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.template import Context, Template
from rest_framework.serializers import ModelSerializer

from incubator.accounts.models import User
from incubator.sealed import Sealed, SealedFormField, WrongKey, keyed_hashes
from organizations.models import Organization
from tests.factories import make_organization, make_user

pytestmark = pytest.mark.django_db
PHONE, OTHER, IDENTITY = "13800001234", "13900005678", "330105197707020001"
MASK = "138****1234"


def in_table(model, pk: int, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} WHERE id = %s", [pk])
        return cursor.fetchone()[0]


@pytest.fixture
def person():
    return make_user("王芳", phone=PHONE)


def test_the_table_holds_no_number(person):
    token = in_table(User, person.pk, "phone")
    assert PHONE not in token
    assert "0001" not in token.replace(person.phone_tail, "")
    assert in_table(User, person.pk, "phone_hash") == keyed_hashes(PHONE)[0]
    assert in_table(User, person.pk, "phone_tail") == "1234"


def test_equal_numbers_are_sealed_into_unequal_tokens(community):
    first, second = make_organization(community, phone=PHONE), make_organization(community, phone=PHONE)
    assert in_table(Organization, first.pk, "phone") != in_table(Organization, second.pk, "phone")
    assert first.phone_hash == second.phone_hash


def test_it_comes_out_masked_and_opens_only_by_reveal(person):
    phone = User.objects.get(pk=person.pk).phone
    assert (str(phone), repr(phone), f"{phone}", "%s" % phone) == (MASK,) * 4  # noqa: UP031
    assert phone.reveal() == PHONE
    assert Template("{{ p.phone }}|{{ p.phone|default:'—' }}").render(Context({"p": person})) == f"{MASK}|{MASK}"
    assert json.dumps({"phone": str(phone)}) == '{"phone": "' + MASK + '"}'


def test_values_and_only_and_defer_keep_it_masked(person):
    assert str(User.objects.values_list("phone", flat=True).get(pk=person.pk)) == MASK
    assert str(User.objects.defer("phone").get(pk=person.pk).phone) == MASK


def test_it_is_found_by_hash_and_never_by_the_number(person):
    assert User.objects.get(phone_hash__in=keyed_hashes(PHONE)) == person
    assert User.objects.filter(phone="").count() == 0
    with pytest.raises(FieldError):
        User.objects.filter(phone=PHONE).exists()


def test_bulk_create_seals_and_hashes_as_well(community):
    Organization.objects.bulk_create([
        Organization(name=f"队{n}", area=community, responsible_person="张三", phone=PHONE, identity_no=IDENTITY)
        for n in range(3)])
    made = list(Organization.objects.filter(phone_hash=keyed_hashes(PHONE)[0], identity_tail="0001"))
    assert len(made) == 3
    assert {str(o.identity_no) for o in made} == {"330***********0001"}


def test_no_code_writes_a_number_past_its_companions():
    """`update()`, `bulk_update()` and a narrow `update_fields` would leave the hash of the old number behind."""
    past = re.compile(
        r"\.update\([^)]*\b(phone|identity_no)=|bulk_update\([^)]*[\"'](phone|identity_no)[\"']"
        r"|update_fields=\[(?=[^\]]*[\"'](phone|identity_no)[\"'])(?![^\]]*_hash)")
    found = [
        str(path) for folder in ("incubator", "organizations", "projects", "evaluations")
        for path in (settings.BASE_DIR / folder).rglob("*.py") if past.search(path.read_text())]
    assert found == []


def test_saving_the_named_fields_carries_the_companions(person):
    person.phone = OTHER
    person.save(update_fields=["phone", "phone_hash", "phone_tail"])
    assert User.objects.get(phone_hash=keyed_hashes(OTHER)[0]).phone_tail == "5678"


def test_no_number_is_no_hash_and_nobody_shares_one(person):
    assert make_user().phone_hash is None
    assert make_user().phone_hash is None
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(phone=PHONE)


def test_a_mask_is_never_kept_as_a_number(person):
    person.phone = MASK
    with pytest.raises(ValueError, match="mask"):
        person.save()


class PhoneForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("full_name", "phone")


def test_form_shows_the_mask_and_a_mask_sent_back_changes_nothing(person):
    person = User.objects.get(pk=person.pk)
    shown = PhoneForm(instance=person).as_p()
    assert MASK in shown
    assert PHONE not in shown
    form = PhoneForm({"full_name": "王芳芳", "phone": MASK}, instance=person)
    assert form.changed_data == ["full_name"]
    form.save()
    person = User.objects.get(pk=person.pk)
    assert (person.full_name, person.phone.reveal()) == ("王芳芳", PHONE)
    assert person.phone_hash == keyed_hashes(PHONE)[0]


def test_form_takes_a_new_number_and_can_empty_it(person):
    for typed, kept in ((OTHER, OTHER), ("", "")):
        person = User.objects.get(pk=person.pk)
        form = PhoneForm({"full_name": "王芳", "phone": typed}, instance=person)
        assert form.changed_data == ["phone"]
        form.save()
        person = User.objects.get(pk=person.pk)
        assert person.phone.reveal() == kept
    assert person.phone_hash is None


@pytest.mark.parametrize("typed", ["139****1234", "138****5678", "1380000", "23800001234"])
def test_another_mask_or_a_wrong_number_is_refused(person, typed):
    form = PhoneForm({"full_name": "王芳", "phone": typed}, instance=User.objects.get(pk=person.pk))
    assert not form.is_valid()
    assert list(form.errors) == ["phone"]


def test_the_form_field_is_short_even_in_the_admin():
    field = User._meta.get_field("phone").formfield(widget=forms.Textarea)
    assert isinstance(field, SealedFormField)
    assert isinstance(field.widget, forms.TextInput)


def test_the_api_shows_the_mask(community):
    class Numbers(ModelSerializer):
        class Meta:
            model = Organization
            fields = ("phone", "identity_no")

    shown = Numbers(make_organization(community, phone=PHONE, identity_no=IDENTITY)).data
    assert shown == {"phone": MASK, "identity_no": "330***********0001"}


def test_the_admin_list_shows_the_mask(person):
    assert str(display_for_field(person.phone, User._meta.get_field("phone"), "—")) == MASK


def test_a_dump_is_sealed_and_loads_again(person):
    out = StringIO()
    call_command("dumpdata", "accounts.user", stdout=out)
    assert PHONE not in out.getvalue()
    User.objects.filter(pk=person.pk).delete()
    for one in serializers.deserialize("json", out.getvalue()):
        one.save()
    again = User.objects.get(pk=person.pk)
    assert again.phone.reveal() == PHONE
    assert again.phone_hash == keyed_hashes(PHONE)[0]


def test_a_token_typed_by_a_person_is_no_way_in(person):
    form = PhoneForm({"full_name": "x", "phone": "sealed:" + Fernet(Fernet.generate_key()).encrypt(b"1").decode()[:30]},
                     instance=User.objects.get(pk=person.pk))
    assert not form.is_valid()


def test_a_wrong_key_is_said_clearly(person, settings):
    settings.FIELD_KEYS = ["another key that is long enough to be taken as one"]
    with pytest.raises(WrongKey, match="FIELD_KEY"):
        User.objects.get(pk=person.pk).phone.reveal()


def test_an_old_key_behind_the_new_one_still_opens_and_finds(person, settings):
    settings.FIELD_KEYS = ["a new key that is long enough to be taken as one", *settings.FIELD_KEYS]
    assert User.objects.get(phone_hash__in=keyed_hashes(PHONE)).phone.reveal() == PHONE
    renewed = User.objects.get(pk=person.pk)
    renewed.save()
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert User.objects.get(phone_hash=keyed_hashes(PHONE)[0]).phone.reveal() == PHONE


def test_it_can_be_copied_compared_and_counted_on():
    one = Sealed("phone", plain=PHONE)
    assert copy.copy(one) == one == PHONE
    assert one != OTHER
    assert len({one, Sealed("phone", plain=PHONE)}) == 1
    assert not Sealed("phone", plain="")
    assert len(one) == 11
