"""What stands on a certificate changes by a matter: neither an edit of the entry nor a ledger makes it untrue."""

import pytest
from django.urls import reverse

from organizations import importing
from organizations.models import Certificate
from tests.organizations.ledgers import TODAY, row, sheet, url
from tests.organizations.matter_acts import filed

pytestmark = pytest.mark.django_db


@pytest.fixture
def certified(community, officer):
    return filed(community, officer)


def edited(client, organization, **typed):
    page = client.get(url("organization-edit", organization.pk))
    form = page.context["form"]
    given = {name: form[name].value() for name in form.fields}
    return client.post(url("organization-edit", organization.pk), {
        name: "" if value is None else value for name, value in (given | typed).items() if value is not False})


@pytest.mark.parametrize("who", ["officer", "community_worker"])
def test_an_edit_leaves_what_the_certificate_says(client, cast, certified, who):
    client.force_login(cast[who])
    refused = edited(
        client, certified, name="另一个服务队", responsible_person="李四", venue="别处", category="culture",
        org_type="service_agency", uscc="52330105MJ9006026X")
    assert refused.status_code == 400
    assert set(refused.context["form"].errors) == {
        "name", "responsible_person", "venue", "category", "org_type", "uscc"}
    assert certified.filing_no in refused.content.decode() and "由该组织申请变更" in refused.content.decode()
    certified.refresh_from_db()
    assert certified.org_type == "filed"
    saved = edited(client, certified, member_count=40, remark="已核对")
    assert saved.status_code == 302
    page = client.get(reverse("organizations:public-certificate", args=[Certificate.objects.get().code]))
    assert page.context["standing"].stands


def test_machines_are_told_the_same(client, certified, officer):
    client.force_login(officer)
    address = f"/api/v1/organizations/{certified.pk}/"
    seen = {"If-Match": f'"{certified.version}"'}
    refused = client.patch(address, {"responsible_person": "李四"}, content_type="application/json", headers=seen)
    assert refused.status_code == 400 and "responsible_person" in refused.json()["detail"]
    assert client.patch(address, {"remark": "已核对"}, content_type="application/json", headers=seen).status_code == 200


def test_a_ledger_that_says_otherwise_is_a_fault_of_its_cells(certified, street):
    told = {"组织名称": certified.name, "组织类型": "备案社区社会组织", "统一社会信用代码": None, "负责人": "李四",
            "所属社区": certified.area.name, "类别": certified.get_category_display(), "章程": "有",
            "成员人数": 30, "活动场所": certified.venue, "联系电话": None, "身份证号": None}
    outcome = importing.compare(sheet([row(**told)]), area=street, today=TODAY)
    assert [(fault.column, fault.kind) for fault in outcome.faults] == [("负责人", "certified")]
    assert certified.filing_no in outcome.faults[0].message
    same = importing.compare(
        sheet([row(**told | {"负责人": certified.responsible_person})]), area=street, today=TODAY)
    assert not same.faults and same.of("updated")[0].differing["member_count"] == 30


def test_once_it_was_taken_back_the_entry_may_be_put_right(client, certified, officer):
    Certificate.objects.withdraw(certified.pk, on=TODAY, why=Certificate.Withdrawal.CANCELLED)
    client.force_login(officer)
    assert edited(client, certified, responsible_person="李四").status_code == 302
