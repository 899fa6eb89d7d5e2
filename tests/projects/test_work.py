"""Activities: who records what when, frozen periods, photos that survive, one effect of ten sendings."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from PIL import Image

from incubator.documents.models import Document
from incubator.workflow import Incomplete, Stale, WrongStatus
from projects import recording
from projects.forms.work import kept_documents, kept_token
from projects.models import Activity, ActivityPhoto, ProgressReport, Project
from projects.workflow import activity_workflow, spending_workflow
from tests.factories import make_activity, make_member, make_organization, make_project, make_spending
from tests.projects.conftest import TODAY
from tests.racing import race_posts

pytestmark = pytest.mark.django_db
PEOPLE = (
    "officer", "district_officer", "other_officer", "community_worker", "member", "reader", "stranger", "resident")
FACTS = {
    "date": "2026-06-01", "place": "桥西之家", "content": "上门探访独居老人", "sessions": "2", "person_times": "30",
    "beneficiaries": "20", "hours": "2.25", "volunteers": "5",
}


def picture(name="现场.jpg", colour="red") -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(target, "JPEG")
    return SimpleUploadedFile(name, target.getvalue(), "image/jpeg")


def accept_report(project, start, end, number=1):
    return ProgressReport.objects.create(
        project=project, number=number, period_start=start, period_end=end, due_on=end + timedelta(days=7),
        figures_at="2026-06-01T00:00:00Z", results="完成", status="accepted")


def activity_of(project, **fields):
    defaults = {"date": date(2026, 6, 1), "place": "桥西之家", "content": "探访", "person_times": 3, "beneficiaries": 2,
                "hours": Decimal("1.5")}
    return Activity(project=project, **defaults | fields)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("status", ["recorded", "struck"])
@pytest.mark.parametrize(("workflow", "make"), [(activity_workflow, make_activity), (spending_workflow, make_spending)])
def test_the_table_of_a_record(cast, project, workflow, make, status, person):
    thing = make(project, status=status)
    expected = {"edit", "strike"} if (status, person) == ("recorded", "member") else set()
    assert {action.name for action in workflow.available(thing, cast[person])} == expected


@pytest.mark.parametrize("person", [p for p in PEOPLE if p != "member"])
def test_only_the_contractors_writers_record(cast, project, person):
    with pytest.raises(PermissionDenied):
        recording.record_activity(activity_of(project), photos=[], by=cast[person], today=TODAY)


def test_the_hosts_people_read_only(community, organization, member):
    project = make_project(make_organization(community), host=organization)
    assert project in Project.objects.visible_to(member)
    with pytest.raises(PermissionDenied):
        recording.record_activity(activity_of(project), photos=[], by=member, today=TODAY)


def test_somebody_who_left_records_nothing(project, member):
    member.memberships.update(ended_at="2026-01-01T00:00:00Z")
    with pytest.raises(PermissionDenied):
        recording.record_activity(activity_of(project), photos=[], by=member, today=TODAY)


@pytest.mark.parametrize("status", ["approved", "closed", "terminated"])
def test_work_is_recorded_on_running_projects_only(organization, member, status):
    project = make_project(organization, status=status)
    with pytest.raises(WrongStatus):
        recording.record_activity(activity_of(project), photos=[], by=member, today=TODAY)


@pytest.mark.parametrize(("fields", "wrong"), [
    ({"date": date(2026, 6, 16)}, {"date"}),  # tomorrow
    ({"date": date(2025, 12, 31)}, {"date"}),  # before the project
    ({"hours": Decimal("1.1")}, {"hours"}),
    ({"date": date(2027, 1, 1), "hours": Decimal("0.3")}, {"date", "hours"}),
])
def test_faults_of_an_activity_come_all_at_once(project, member, fields, wrong):
    with pytest.raises(ValidationError) as refusal:
        recording.record_activity(activity_of(project, **fields), photos=[], by=member, today=TODAY)
    assert set(refusal.value.message_dict) == wrong
    assert not Activity.objects.exists()


@pytest.mark.parametrize("day", [date(2026, 1, 1), TODAY])
def test_first_and_last_possible_day(project, member, day):
    assert recording.record_activity(activity_of(project, date=day), photos=[], by=member, today=TODAY).pk


@pytest.mark.parametrize("fields", [
    {"person_times": 1}, {"sessions": 0}, {"hours": Decimal("-1")}, {"hours": Decimal("1.1")},
])
def test_the_database_refuses(project, fields):
    with pytest.raises(IntegrityError):
        make_activity(project, **fields)


def test_what_an_accepted_report_told_stays(project, member):
    told, open_one = make_activity(project, date=date(2026, 5, 3)), make_activity(project, date=date(2026, 6, 3))
    accept_report(project, date(2026, 5, 1), date(2026, 5, 31), number=5)
    with pytest.raises(ValidationError):
        recording.record_activity(activity_of(project, date=date(2026, 5, 31)), photos=[], by=member, today=TODAY)
    told.place = "别处"
    with pytest.raises(ValidationError):
        recording.edit_activity(told, photos=[], by=member, seen=0, today=TODAY)
    told.date = date(2026, 6, 2)  # moving it out is changing it too
    with pytest.raises(ValidationError):
        recording.edit_activity(told, photos=[], by=member, seen=0, today=TODAY)
    with pytest.raises(ValidationError):
        recording.strike(told, by=member, seen=0, note="重复登记")
    open_one.date = date(2026, 5, 30)  # and so is moving one in
    with pytest.raises(ValidationError):
        recording.edit_activity(open_one, photos=[], by=member, seen=0, today=TODAY)
    assert set(Activity.objects.values_list("date", "version")) == {(date(2026, 5, 3), 0), (date(2026, 6, 3), 0)}


def test_editing_tells_the_difference_and_refuses_an_old_tab(project, member):
    thing = make_activity(project)
    thing.person_times = 40
    recording.edit_activity(thing, photos=[], by=member, seen=0, today=TODAY)
    assert thing.changes.get().fields == {"person_times": ["30", "40"]}
    with pytest.raises(Stale):
        recording.edit_activity(Activity.objects.get(), photos=[], by=member, seen=0, today=TODAY)


def test_striking_out_needs_a_reason_and_counts_no_more(project, member):
    thing = make_activity(project)
    with pytest.raises(Incomplete):
        recording.strike(thing, by=member, seen=0, note="")
    recording.strike(thing, by=member, seen=0, note="重复登记")
    assert not Activity.objects.standing().exists() and Activity.objects.get().changes.get().note == "重复登记"


@pytest.fixture
def page(client, today, member):
    client.force_login(member)
    return client


def test_an_activity_typed_on_a_phone(page, project):
    form = page.get(f"/projects/{project.pk}/activities/new/")
    assert form.status_code == 200
    response = page.post(f"/projects/{project.pk}/activities/new/", FACTS | {"photos": [picture(), picture("二.jpg")]})
    thing = Activity.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/projects/activities/{thing.pk}/")
    assert (thing.hours, thing.photos.count()) == (Decimal("2.25"), 2)
    assert page.get(response["Location"]).status_code == 200


def test_every_fault_at_once_and_nothing_typed_or_uploaded_is_lost(page, project):
    url = f"/projects/{project.pk}/activities/new/"
    wrong = FACTS | {"date": "2026-07-01", "person_times": "3", "hours": "1.1", "place": ""}
    response = page.post(url, wrong | {"photos": [picture(), SimpleUploadedFile("假.jpg", b"MZ\x90\x00" * 40)]})
    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (400, {"date", "person_times", "hours", "place", "photos"})
    assert "上门探访独居老人" in response.content.decode()
    kept = [token for token, _name in form.fields["kept"].choices]
    assert len(kept) == 1 and not Activity.objects.exists()
    response = page.post(url, FACTS | {"kept": kept})
    assert response.status_code == 302 and Activity.objects.get().photos.get().document.name == "现场.jpg"


def test_a_tenth_photo_is_one_too_many(page, project):
    response = page.post(f"/projects/{project.pk}/activities/new/", FACTS | {
        "photos": [picture(f"{n}.jpg") for n in range(10)]})
    assert response.status_code == 400 and set(response.context["form"].errors) == {"photos"}


def test_kept_names_cannot_be_forged_or_taken_over(member, officer, project):
    document = Document.objects.create(kind="photo", file="photo/x", name="x.jpg", size=1, sha256="0" * 64)
    token = kept_token(document, member)
    assert kept_documents([token], member) == [document]
    assert kept_documents([token], officer) == []
    assert kept_documents([token + "x", "", "1"], member) == []


def test_a_photo_of_another_activity_is_not_taken(page, project, member):
    document = Document.objects.create(kind="photo", file="photo/x", name="x.jpg", size=1, sha256="0" * 64)
    ActivityPhoto.objects.create(activity=make_activity(project), document=document)
    response = page.post(f"/projects/{project.pk}/activities/new/", FACTS | {"kept": [kept_token(document, member)]})
    assert response.status_code == 302 and Activity.objects.order_by("pk").last().photos.count() == 0


def test_editing_keeps_ticked_photos_and_drops_the_others(page, project, member):
    page.post(f"/projects/{project.pk}/activities/new/", FACTS | {"photos": [picture("甲.jpg"), picture("乙.jpg")]})
    thing = Activity.objects.get()
    form = page.get(f"/projects/activities/{thing.pk}/edit/").context["form"]
    tokens = {name: token for token, name in form.fields["kept"].choices}
    data = FACTS | {"version": 0, "kept": [tokens["乙.jpg"]], "photos": [picture("丙.jpg")], "place": "新地点"}
    assert page.post(f"/projects/activities/{thing.pk}/edit/", data).status_code == 302
    thing.refresh_from_db()
    assert thing.place == "新地点"
    assert sorted(thing.photos.values_list("document__name", flat=True)) == sorted(["乙.jpg", "丙.jpg"])
    assert page.post(f"/projects/activities/{thing.pk}/edit/", data | {"photos": []}).status_code == 409


@pytest.mark.parametrize(("person", "code"), [
    ("officer", 200), ("district_officer", 200), ("other_officer", 404), ("member", 200), ("reader", 200),
    ("stranger", 404), ("resident", 404), (None, 302),
])
def test_photos_go_only_to_those_who_see_the_project(client, cast, project, person, code):
    document = Document(kind="photo", name="x.jpg", content_type="image/jpeg", size=1, sha256="0" * 64)
    document.file.save("x", picture())
    photo = ActivityPhoto.objects.create(activity=make_activity(project), document=document)
    if person:
        client.force_login(cast[person])
    response = client.get(f"/projects/activities/{photo.activity_id}/photos/{photo.pk}/")
    assert response.status_code == code
    assert code != 200 or b"".join(response.streaming_content)


def test_the_same_form_sent_twice_gives_one_activity(page, project):
    token = page.get(f"/projects/{project.pk}/activities/new/").context["form"]["token"].value()
    places = {page.post(f"/projects/{project.pk}/activities/new/", FACTS | {"token": token})["Location"]
              for _ in range(3)}
    assert len(places) == 1 and Activity.objects.get().changes.count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_sendings_at_once_record_once(organization):
    project, person = make_project(organization, starts_on=date(2026, 1, 1)), make_member(organization)
    data = FACTS | {"token": str(Activity().token), "date": "2026-01-02"}
    codes = race_posts(person, f"/projects/{project.pk}/activities/new/", data)
    assert set(codes) == {302}
    assert Activity.objects.get().changes.count() == 1


def test_a_slip_of_the_hand_is_no_activity(member, project, client, today):
    over = {"sessions": 201, "person_times": 100_001, "beneficiaries": 100_001, "hours": Decimal("10000.25"),
            "volunteers": 10_001}
    with pytest.raises(ValidationError) as refused:
        recording.record_activity(activity_of(project, **over), photos=[], by=member, today=TODAY)
    assert set(refused.value.error_dict) == set(over)
    client.force_login(member)
    page = client.post(f"/projects/{project.pk}/activities/new/", FACTS | {name: str(n) for name, n in over.items()})
    assert page.status_code == 400
    assert page.context["form"].errors == {
        name: [f"单次登记最多 {most}，请核对数字。"] for name, most in {
            "sessions": "200", "person_times": "100,000", "beneficiaries": "100,000", "hours": "10,000",
            "volunteers": "10,000"}.items()}
    huge = client.post(f"/projects/{project.pk}/activities/new/", FACTS | {"person_times": "9" * 30})
    assert huge.context["form"].errors == {"person_times": ["单次登记最多 100,000，请核对数字。"]}
    assert not Activity.objects.exists()
    most = {"sessions": 200, "person_times": 100_000, "beneficiaries": 100_000, "hours": 10_000, "volunteers": 10_000}
    recording.record_activity(activity_of(project, **most), photos=[], by=member, today=TODAY)
