"""What a change leaves alone is not called empty: the pages say that it stays, and what the register says of it."""

import pytest
from django.urls import reverse

from organizations.matters import acts
from tests.organizations.matter_acts import complete, draft, submitted, take, writer_of

pytestmark = pytest.mark.django_db


def rows(client, person, page, matter):
    client.force_login(person)
    found = client.get(reverse(f"organizations:{page}", args=[matter.pk]))
    assert found.status_code == 200
    return {row.name: row for row in found.context["answers"]}


def test_where_nothing_differs_yet_no_entry_is_blamed_for_it(filed_organization, client):
    matter = draft("change", filed_organization)
    found = rows(client, writer_of(filed_organization), "matter-check", matter)
    assert found["reason"].value == ""  # that is missing indeed
    assert not {"name", "venue", "phone", "purpose"} & found.keys()
    page = client.get(reverse("organizations:matter-check", args=[matter.pk]))
    assert len(page.context["others"]) == 1 and page.context["others"][0] in page.content.decode()


def test_what_the_office_says_of_an_entry_left_alone_stands_beside_its_value(filed_organization, officer, client):
    filed_organization.purpose = ""
    filed_organization.save()
    matter = submitted("change", filed_organization)
    take("return", matter, by=officer, note="请核对",
         remarks={"phone": "电话打不通", "category": "分类有误", "purpose": "请补宗旨", "venue": "门牌不全"})
    found = rows(client, writer_of(filed_organization), "matter-check", matter)
    assert found["phone"].value == f"不变（现登记：{filed_organization.phone}）"
    assert found["phone"].value.count("*") == 4 and found["phone"].reveal_href == ""
    assert found["category"].value == f"不变（现登记：{filed_organization.get_category_display()}）"
    assert found["purpose"].value == "不变（现无登记内容）"
    assert (found["venue"].value, found["venue"].before) == ("丽水路88号二楼", filed_organization.venue)
    # What was handed in says nothing of today: the organization may lie with another office by now.
    found = rows(client, officer, "matter", matter)
    assert {found[name].value for name in ("phone", "category", "purpose")} == {"不变"}


def test_the_number_of_a_new_head_is_missing_and_not_the_former_ones(filed_organization, client):
    matter = complete("change", filed_organization, responsible_person="李四")
    found = rows(client, writer_of(filed_organization), "matter-check", matter)
    assert found["identity_no"].value == "" and found["identity_no"].faults


def test_what_is_typed_as_the_register_has_it_is_left_out(filed_organization, client):
    matter = complete("change", filed_organization)
    acts.fill(matter, {"category": filed_organization.category}, papers={}, by=writer_of(filed_organization),
              seen=matter.version)
    assert "category" not in rows(client, writer_of(filed_organization), "matter-check", matter)
