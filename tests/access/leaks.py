"""What nobody may see: the other street's words, the names of strangers, and personal numbers written whole."""

from collections.abc import Callable, Iterator

from tests.access.walking import Row
from tests.access.world import FAR, OWN

# Who belongs to a side; everybody else must not meet its words. The district reads both.
OF_OWN = ("district officer", "street officer", "community worker", "administrator", "reader")
OF_FAR = ("district officer", "other street's officer", "other organization's member")
NUMBERS = [number for marks in (OWN, FAR) for number in (marks.identity, marks.phone, marks.mobile)]
# Where a personal number stands whole, with the reason.
WHOLE = {
    "accounts:reveal": "the one page for it: with a right, a reason and a record",
    "organizations:import-annotated": "the officer's own file comes back to the officer who sent it",
}
# Where a name is told to whoever asks, with the reason.
NAMES_OPEN = {
    "evaluations:public": "published results", "evaluations:public-day": "published results",
    "organizations:public-certificate": "a certificate is shown to whoever checks it",
    **dict.fromkeys([f"organizations:public-qualified{page}" for page in (
        "", "-file", "-round", "-entry", "-object", "-objection")], "the catalogue is published"),
    "organizations:invitation": "the link itself is the right to see where it leads",
    "evaluations:day-panel": "peers and people for a panel come from the whole district",
    "review-day-people": "peers and people for a panel come from the whole district",
    "evaluations:day-unseat": "as above",
}
JUDGED = "evaluator"  # knows the names of whom they judge
SHEETS = {"evaluations:sheet", "evaluations:sheet-save"}  # ... and here the facts they judge from


def looker(row: Row) -> Callable[[str, str, str], Iterator[str]]:
    """For the walk: what of a row's answers should not be there."""
    def look(person: str, which: str, text: str) -> Iterator[str]:
        if row.name not in WHOLE:
            yield from (f"tells {number} whole" for number in NUMBERS if number in text)
        yield from leaked(person, text, names=row.name not in NAMES_OPEN, facts=row.name in SHEETS)

    return look


def leaked(person: str, text: str, *, names: bool = True, facts: bool = False) -> Iterator[str]:
    """The marks of a side this person has no part in. Names may be open; the words behind them never are.

    What an office wrote for itself is that office's alone: its organizations, community and district read none of it.
    """
    for marks, office in ((OWN, "street officer"), (FAR, "other street's officer")):
        if person != office and marks.internal in text:
            yield f"shows {marks.internal}"
    for marks, insiders in ((OWN, OF_OWN), (FAR, OF_FAR)):
        if person in insiders:
            continue
        judges = person == JUDGED and marks is OWN
        if marks.secret in text and not (judges and facts):
            yield f"shows {marks.secret}"
        elif names and not judges and marks.name in text:
            yield f"shows {marks.name}"
