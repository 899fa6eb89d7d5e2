"""Sending the mail that is due: claimed with a lease, marked after the act, each letter on its own."""

import logging
import smtplib
import time
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone, translation

from incubator.leases import MAX_ATTEMPTS
from incubator.notices.models import Letter
from incubator.notices.wording import words

log = logging.getLogger(__name__)
BATCH = 200
PAUSES = (2, 15, 60, 240)  # minutes before the next try
# Wrong for good: the address, the words or the template, not the weather.
FOR_GOOD = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
LONGEST_RUN = 180  # seconds; the next nudge takes up the rest


class Unreachable(Exception):
    """The mail server cannot be reached at all; no letter is to blame."""


@shared_task(name="incubator.notices.tasks.send_letters")
def send_letters() -> None:
    """Send up to a batch of letters that are due.

    A kill between sending and marking sends that one letter again, under the same Message-ID.
    """
    mail = Letter.objects.filter(channel=Letter.Channel.MAIL)
    due = list(mail.due(timezone.now()).order_by("pk").values_list("pk", flat=True)[:BATCH])
    if not due:
        return
    connection, end = get_connection(), time.monotonic() + LONGEST_RUN
    try:
        for pk in due:
            if time.monotonic() < end and mail.claim(pk, now=timezone.now()):
                _send(pk, connection)
    except Unreachable as error:
        log.warning("mail server unreachable: %s", error)
    finally:
        connection.close()


def _send(pk: int, connection) -> None:
    letter = Letter.objects.select_related("recipient").get(pk=pk)
    try:
        connection.open()
    except OSError as error:  # smtplib's errors are OSErrors too: refused, timed out, wrong password
        Letter.objects.hand_back(pk)
        raise Unreachable(error) from error
    try:
        message(letter, connection).send()
    except smtplib.SMTPSenderRefused as error:  # our own address is set up wrong: true of every letter
        Letter.objects.hand_back(pk)
        raise Unreachable(error) from error
    except Exception as error:
        log.warning("letter %s not sent: %s", pk, type(error).__name__)
        _note_failure(letter, error)
        if isinstance(error, OSError):
            connection.close()  # a broken connection must not take the next letter with it
    else:
        Letter.objects.mark_done(pk, now=timezone.now())


def _note_failure(letter: Letter, error: Exception) -> None:
    """A lasting fault gives up at once and waits for a person; a passing one is tried again later."""
    lasting = isinstance(error, ValueError | KeyError | TypeError | LookupError) or (
        isinstance(error, FOR_GOOD) and _codes(error) >= 500)
    tried = min(letter.attempts, MAX_ATTEMPTS)
    now = timezone.now()
    Letter.objects.mark_failed(
        letter.pk, error=f"{type(error).__name__}: {error}",
        retry_at=now if lasting else now + timedelta(minutes=PAUSES[tried - 1]))
    if lasting:
        Letter.objects.filter(pk=letter.pk).update(attempts=MAX_ATTEMPTS)


def _codes(error: Exception) -> int:
    """The mildest reply code among the refusals: below 500 somebody may still be reached later."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min((code for code, _words in error.recipients.values()), default=500)
    return getattr(error, "smtp_code", 500)


def message(letter: Letter, connection=None) -> EmailMessage:
    """The mail of a letter, in the office's language; the same letter always has the same Message-ID."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = words(letter.template, letter.params)
        parts = [body]
        if letter.url:
            parts.append(urljoin(settings.SITE_URL, letter.url))
        if settings.DEMO_OFFICE:
            subject = translation.gettext("[Demonstration data] %(subject)s") % {"subject": subject}
    return EmailMessage(
        " ".join(subject.split()), "\n\n".join(parts), to=[letter.recipient.email], connection=connection,
        headers={"Message-ID": f"<{letter.message_id}@{host}>"})
