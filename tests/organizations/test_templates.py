"""Templates of papers: the house's, a filled example, and a street's own in its place."""

import io
import uuid

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from incubator.rulebook.wording import word
from organizations import templating
from organizations.exports.templates import file_name, paper
from organizations.exports.wording import PAPERS
from organizations.models import Material, PaperTemplate
from tests.factories import make_area, make_officer, make_organization
from tests.organizations import filing_acts
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import draft

pytestmark = pytest.mark.django_db


def words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_every_paper_has_one():
    assert set(PAPERS) == set(Material.Kind.values)


@pytest.mark.parametrize("kind", Material.Kind.values)
def test_a_template_has_blanks_and_an_example_none(kind):
    empty, filled = words(paper(kind)), words(paper(kind, filled=True))
    assert "＿＿＿" in empty and "＿" not in filled
    assert not {"【", "】", "{", "}"} & set(empty + filled)
    assert "示例" in filled and "张三" not in empty
    assert file_name(kind).endswith("（模板）.docx") and file_name(kind, filled=True).endswith("（示例）.docx")


def test_the_charter_has_the_nine_items():
    text = words(paper("charter"))
    for item in ("名称", "宗旨", "成员", "民主管理", "负责人", "资产", "修改", "终止", "附则"):
        assert item in text


@pytest.mark.parametrize("kind", ["roster", "staff_list", "finance_report"])
def test_lists_have_rows_to_write_in_and_columns_for_their_words(kind):
    grid = docx.Document(io.BytesIO(paper(kind))).tables[-1]
    assert all(row.height and row.height.cm >= 0.8 for row in grid.rows[1:])
    filled = docx.Document(io.BytesIO(paper(kind, filled=True))).tables[-1]
    for column in filled.columns:
        for cell in column.cells:  # 10.5 point, half of it a half-width character
            assert cell.width == column.width
            assert column.width.pt >= sum(10.5 if c > "ÿ" else 5.25 for c in cell.text), cell.text


def upload(name="本街道章程范本.docx", body=None):
    return SimpleUploadedFile(name, paper("charter", filled=True) if body is None else body)


def put(client, officer, street, seen=0, **more):
    client.force_login(officer)
    return client.post(url("template-own", street.code, "charter"), {
        "token": uuid.uuid4(), "seen": seen, "file": upload()} | more)


def fetched(client, street):
    answer = client.get(url("template", "charter"), {"street": street.code})
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_streets_own_is_given_out_there_alone(client, officer, street, other_street, resident):
    assert put(client, officer, street).url == url("templates")
    client.force_login(resident)
    assert "示例" in words(fetched(client, street))
    assert "示例" not in words(fetched(client, other_street))
    assert "示例" in words(client.get(url("template-example", "roster")).content)


def test_a_new_one_takes_its_place_and_the_old_one_stays_to_be_read(client, officer, street):
    put(client, officer, street)
    first = PaperTemplate.objects.get()
    put(client, officer, street, seen=first.pk, file=upload("第二版.docx"))
    first.refresh_from_db()
    assert (first.status, templating.current(street, "charter").document.name) == ("replaced", "第二版.docx")
    page = client.get(url("template-own", street.code, "charter")).content.decode()
    assert url("template-version", first.pk) in page
    answer = client.get(url("template-version", first.pk))
    assert "示例" in words(b"".join(answer.streaming_content))


def test_whoever_saw_an_older_one_is_told(client, officer, street):
    put(client, officer, street)
    assert put(client, officer, street, seen=0).status_code == 409
    assert PaperTemplate.objects.count() == 1


def test_the_same_form_sent_twice_is_one_template(client, officer, street):
    token = uuid.uuid4()
    assert [put(client, officer, street, token=token).status_code for _n in range(2)] == [302, 302]
    assert PaperTemplate.objects.count() == 1


def test_the_houses_is_given_out_again(client, officer, street):
    put(client, officer, street)
    own = PaperTemplate.objects.get()
    assert client.post(url("template-withdraw", own.pk), {"version": 7}).status_code == 409
    assert client.post(url("template-withdraw", own.pk), {"version": 0}).status_code == 302
    assert templating.current(street, "charter") is None
    assert [change.action for change in own.changes.all()] == ["create", "replace"]
    put(client, officer, street)
    assert PaperTemplate.objects.in_use().count() == 1


def test_only_documents_are_templates(client, officer, street):
    answer = put(client, officer, street, file=upload("图.docx", b"GIF89a"))
    assert (answer.status_code, set(answer.context["form"].errors)) == (400, {"file"})


@pytest.mark.parametrize(("who", "status"), [
    ("district_officer", 403), ("community_worker", 404), ("other_officer", 404), ("member", 404), ("resident", 404)])
def test_only_the_street_office_keeps_them(client, cast, street, community, who, status):
    assert put(client, cast[who], street).status_code == status
    assert not PaperTemplate.objects.exists()


def test_the_list_says_what_is_given_out(client, officer, street):
    put(client, officer, street)
    page = client.get(url("templates"))
    assert next((row.label, row.own) for row in page.context["streets"][0].rows) == ("章程", "本街道章程范本.docx")


def test_each_upload_field_leads_to_its_template_example_and_limit(client, street, community, member, organization):
    filing = filing_acts.submitted(community, by=member)
    filing_acts.acts.withdraw(filing, by=member, seen=filing.version)
    filing_acts.acts.reopen(filing, by=member, seen=filing.version)
    client.force_login(member)
    pages = {
        client.get(url("filing-materials", filing.pk)).content.decode(): ("charter", "venue_proof", "roster"),
        client.get(url("matter-edit", draft("cancellation", organization).pk)).content.decode(): (
            "resolution", "liquidation")}
    for page, kinds in pages.items():
        for kind in kinds:
            assert f'href="{url("template", kind)}?street={street.code}"' in page
            assert f'href="{url("template-example", kind)}"' in page
        assert "MB" in page


def test_an_office_of_two_streets_sees_both(client, district, street, other_street):
    officer = make_officer("district_officer", district)
    make_organization(make_area("330105006001", "别处社区", other_street))
    client.force_login(officer)
    assert len(client.get(url("templates")).context["streets"]) == 2


def test_a_community_worker_reads_what_the_street_gives_out(client, community_worker, street):
    client.force_login(community_worker)
    (rows,) = client.get(url("templates")).context["streets"]
    assert (rows.street, {row.keep_href for row in rows.rows}) == (street.name, {""})


def test_a_paper_has_one_name_in_the_rules_and_on_the_pages():
    with translation.override("zh-hans"):
        assert {word(kind.value) for kind in Material.Kind} == {str(kind.label) for kind in Material.Kind}
