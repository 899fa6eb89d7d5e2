"""A mail server for the tests that can refuse, fall silent and recover."""

from django.core.mail.backends.locmem import EmailBackend


class Flaky(EmailBackend):
    """A mail server with moods: `faults` maps an address to what it answers."""

    faults: dict[str, Exception] = {}
    closed: Exception | None = None

    def open(self):
        if self.closed:
            raise self.closed

    def send_messages(self, messages):
        for message in messages:
            if fault := self.faults.get(message.to[0]):
                raise fault
        return super().send_messages(messages)
