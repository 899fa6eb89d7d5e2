"""Letters: written exactly once, sent at least once under one Message-ID, never lost, faults shown to a person."""

import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone, translation

from incubator.leases import MAX_ATTEMPTS
from incubator.notices import tasks
from incubator.notices.models import Letter
from incubator.notices.wording import WORDS, words
from incubator.notices.writing import write
from tests.factories import make_user
from tests.notices.mailserver import Flaky

pytestmark = pytest.mark.django_db
PARAMS = {"by": "张三", "area": "拱宸桥街道"}


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "tests.notices.mailserver.Flaky"
    yield Flaky
    Flaky.faults, Flaky.closed = {}, None


def tell(*people, key="role:1", url="/inbox/"):
    write(people, key=key, template="role-given", params=PARAMS, url=url)


def mails():
    return Letter.objects.filter(channel="mail")


def everything():
    return list(Letter.objects.order_by("pk").values())


def with_mail(n=1):
    return make_user(email=f"p{n}@office.example")


def test_a_letter_is_written_once_however_often_it_is_told(resident):
    person = with_mail()
    for _n in range(3):
        tell(person, person, resident)
    assert sorted(Letter.objects.values_list("recipient", "channel")) == sorted([
        (person.pk, "inbox"), (person.pk, "mail"), (resident.pk, "inbox")])


def test_an_inbox_row_is_delivered_by_being_written(resident):
    tell(resident)
    assert Letter.objects.get().done_at
    assert Letter.objects.inbox_of(resident).filter(read_at=None).count() == 1


def test_nobody_who_was_put_out_is_written_to():
    tell(make_user(is_active=False, email="a@b.example"))
    assert not Letter.objects.exists()


def test_nothing_is_written_when_the_change_is_not(resident):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(resident)
        raise RuntimeError
    assert not Letter.objects.exists()


def test_no_mail_leaves_while_writing():
    tell(with_mail())
    assert mail.outbox == []


@pytest.mark.parametrize(("template", "params"), [("no-such-name", PARAMS), ("role-given", {"by": "张三"})])
def test_a_wrong_name_or_a_missing_parameter_fails_at_once(template, params, resident):
    with pytest.raises(KeyError):
        write([resident], key="k", template=template, params=params)


def test_a_letter_is_sent_with_its_words_its_page_and_its_own_id(settings):
    settings.SITE_URL = "https://office.example"
    tell(with_mail(), url="/projects/7/")
    tasks.send_letters()
    sent, row = mail.outbox[0], mails().get()
    assert sent.to == ["p1@office.example"]
    assert "拱宸桥街道" in sent.subject
    assert "https://office.example/projects/7/" in sent.body
    assert sent.extra_headers["Message-ID"] == f"<{row.message_id}@office.example>"
    assert row.done_at


def test_a_demonstration_office_says_so(settings):
    settings.DEMO_OFFICE = True
    tell(with_mail())
    tasks.send_letters()
    assert "演示数据" in mail.outbox[0].subject


def test_sending_twice_leaves_the_same_as_sending_once():
    tell(with_mail(1), with_mail(2))
    tasks.send_letters()
    once = everything()
    tasks.send_letters()
    assert everything() == once
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_sending_at_once_from_many_workers_sends_each_letter_once():
    tell(*[with_mail(n) for n in range(12)])
    start = threading.Barrier(4)

    def worker():
        start.wait()
        tasks.send_letters()
        connection.close()

    workers = [threading.Thread(target=worker) for _n in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert len(ids) == len(set(ids)) == 12
    assert not mails().filter(done_at=None).exists()
    assert set(mails().values_list("attempts", flat=True)) == {1}


def test_a_kill_after_sending_repeats_that_letter_once_under_the_same_id(monkeypatch):
    tell(with_mail())
    with monkeypatch.context() as killed:
        killed.setattr(type(Letter.objects.all()), "mark_done", lambda *a, **k: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            tasks.send_letters()
    tasks.send_letters()
    assert len(mail.outbox) == 1  # still leased
    mails().update(lease_until=timezone.now() - timedelta(seconds=1))
    tasks.send_letters()
    tasks.send_letters()
    assert [m.extra_headers["Message-ID"] for m in mail.outbox] == [f"<{mails().get().message_id}@127.0.0.1>"] * 2


def test_one_bad_address_does_not_stop_the_others(server):
    tell(with_mail(1), with_mail(2), with_mail(3))
    server.faults = {"p2@office.example": smtplib.SMTPRecipientsRefused({"p2@office.example": (550, b"unknown")})}
    tasks.send_letters()
    assert {m.to[0] for m in mail.outbox} == {"p1@office.example", "p3@office.example"}
    bad = mails().given_up(timezone.now() + timedelta(seconds=1)).get()
    assert bad.recipient.email == "p2@office.example"
    assert "SMTPRecipientsRefused" in bad.last_error


@pytest.mark.parametrize("fault", [
    smtplib.SMTPRecipientsRefused({"p1@office.example": (451, b"later")}), smtplib.SMTPDataError(452, b"full"),
    smtplib.SMTPServerDisconnected("gone"), TimeoutError("slow"), OSError("net"),
], ids=lambda fault: type(fault).__name__)
def test_a_passing_fault_is_tried_again_later(fault, server):
    tell(with_mail())
    server.faults = {"p1@office.example": fault}
    tasks.send_letters()
    row = mails().get()
    assert (row.attempts, row.done_at) == (1, None)
    assert row.lease_until > timezone.now() + timedelta(minutes=1)
    server.faults = {}
    mails().update(lease_until=timezone.now() - timedelta(seconds=1))
    tasks.send_letters()
    assert mails().get().done_at
    assert len(mail.outbox) == 1


def test_a_fault_that_never_passes_is_given_up_and_shown(server):
    tell(with_mail())
    server.faults = {"p1@office.example": TimeoutError()}
    for _n in range(MAX_ATTEMPTS + 2):
        tasks.send_letters()
        mails().update(lease_until=timezone.now() - timedelta(seconds=1))
    row = mails().given_up(timezone.now()).get()
    assert row.attempts == MAX_ATTEMPTS
    server.faults = {}
    assert mails().try_again() == 1
    tasks.send_letters()
    assert mails().get().done_at


@pytest.mark.parametrize("fault", [ConnectionRefusedError(), smtplib.SMTPAuthenticationError(535, b"no")])
def test_a_silent_mail_server_costs_no_letter_an_attempt(fault, server):
    tell(with_mail(1), with_mail(2))
    server.closed = fault
    for _n in range(MAX_ATTEMPTS * 2):
        tasks.send_letters()
    assert set(mails().values_list("attempts", "lease_until", "done_at")) == {(0, None, None)}
    server.closed = None
    tasks.send_letters()
    assert len(mail.outbox) == 2


def test_our_own_wrong_address_costs_no_letter_an_attempt(server):
    tell(with_mail())
    server.faults = {"p1@office.example": smtplib.SMTPSenderRefused(550, b"who", "us")}
    for _n in range(6):
        tasks.send_letters()
    assert mails().get().attempts == 0


def test_a_line_break_in_a_name_cannot_add_a_header():
    write([with_mail()], key="k", template="role-given", params={"by": "x", "area": "街\r\nBcc: evil@x.example"})
    tasks.send_letters()
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].bcc == []


def test_every_letter_has_words_in_chinese_and_the_same_parameters_in_both_languages():
    class Any(dict):
        def __missing__(self, key):
            seen.add(key)
            return 1

    for name in WORDS:
        found = []
        for language in ("en", "zh-hans"):
            seen: set[str] = set()
            with translation.override(language):
                subject, body = words(name, Any())
            found.append(seen)
            if language == "zh-hans":
                assert any("\u4e00" <= c <= "\u9fff" for c in subject), name
                assert any("\u4e00" <= c <= "\u9fff" for c in body), name
        assert found[0] == found[1], name
