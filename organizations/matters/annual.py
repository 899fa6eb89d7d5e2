"""The annual report (年度报告/年检): what it asks, what the platform has counted itself; the rectification.

Content after the yearly inspection: compliance with the law, the registered facts, activity by charter, people and
organs, finance (《社会团体登记管理条例》第二十八条, 《民办非企业单位年度检查办法》第六条).
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.models import User
from incubator.rulebook.models import rule
from organizations.annual import moving
from organizations.matters.asking import Question, answer
from organizations.matters.counting import more_party_members, too_many_party_members
from organizations.models import AnnualDuty, Matter
from organizations.rules.annual import rectify_by
from organizations.rules.known import known_of_year

KEPT = (("kept", gettext_lazy("Kept")), ("short", gettext_lazy("Fell short")))
CHARTER = ("law_kept", "facts_kept", "charter_kept", "organs_kept", "finance_kept")
QUESTIONS = (
    Question("member_count", gettext_lazy("members"), "count"),
    Question("party_member_count", gettext_lazy("party members"), "count"),
    Question("holder_count", gettext_lazy("office-holders"), "count", gettext_lazy(
        "Responsible person, council, supervisors, head of finance, at the end of the year.")),
    Question("staff_count", gettext_lazy("full-time staff"), "count"),
    Question("activity_count", gettext_lazy("activities (sessions)"), "count"),
    Question("person_times", gettext_lazy("person-times of service"), "count"),
    Question("income_fen", gettext_lazy("income of the year (yuan)"), "yuan"),
    Question("project_income_fen", gettext_lazy("of it for projects of the street (yuan)"), "yuan"),
    Question("expenditure_fen", gettext_lazy("expenditure of the year (yuan)"), "yuan"),
    Question("project_spending_fen", gettext_lazy("of it on projects of the street (yuan)"), "yuan"),
    Question("change_count", gettext_lazy("changes of registered facts"), "count"),
    Question("changes", gettext_lazy("what changed"), "long", required=False),
    Question("law_kept", gettext_lazy("laws and policies"), "choice", choices=KEPT),
    Question("facts_kept", gettext_lazy("registered facts and their changes"), "choice", choices=KEPT),
    Question("charter_kept", gettext_lazy("activity by the charter"), "choice", choices=KEPT),
    Question("organs_kept", gettext_lazy("people and organs"), "choice", choices=KEPT),
    Question("finance_kept", gettext_lazy("finance and assets"), "choice", choices=KEPT),
    Question("problems", gettext_lazy("where it fell short, and problems"), "long", gettext_lazy(
        "Needed where something fell short."), required=False),
    Question("achievements", gettext_lazy("main work of the year"), "long"),
    Question("plan", gettext_lazy("plan for the next year"), "long"),
    Question("difference_note", gettext_lazy("why figures differ from the platform's"), "long", gettext_lazy(
        "Needed where you changed a figure that the platform counted."), required=False),
)
RECTIFICATION_QUESTIONS = (
    Question("wrong", gettext_lazy("what was wrong"), "long"),
    Question("done", gettext_lazy("what was done about it"), "long"),
    Question("done_on", gettext_lazy("rectified since"), "date", not_yet=gettext_lazy(
        "This day has not come yet.")),
)
OUTCOMES = tuple(AnnualDuty.Outcome.choices)
REASONED = frozenset(AnnualDuty.RECTIFIED_OUTCOMES)


def known(matter: Matter) -> dict[str, int]:
    """Question -> what the platform has counted for the year of the report."""
    return known_of_year(matter.organization, matter.year)


def differing(matter: Matter) -> list[str]:
    """The questions answered with another figure than the platform's."""
    return [name for name, count in known(matter).items() if answer(matter, name) not in (None, "", count)]


def papers(matter: Matter, *, on: date) -> list[str]:
    return list(rule("annual-report-papers", area=matter.organization.area.code, on=on))


def faults(matter: Matter, *, on: date) -> dict[str, list[str]]:
    """What stands against handing it in beside unanswered questions."""
    found: dict[str, list[str]] = {}
    if matter.year not in moving.years_owed(matter.organization):
        found["standing"] = [moving.not_asked_for()]
    if not answer(matter, "difference_note") and differing(matter):
        found["difference_note"] = [_("Figures differ from what the platform counted: say why in a few words.")]
    if not answer(matter, "problems") and any(answer(matter, name) == "short" for name in CHARTER):
        found["problems"] = [_("Something fell short: say what.")]
    if more_party_members(answer(matter, "member_count"), answer(matter, "party_member_count")):
        found["party_member_count"] = [too_many_party_members()]
    for part, whole in (("project_income_fen", "income_fen"), ("project_spending_fen", "expenditure_fen")):
        if (answer(matter, part) or 0) > (answer(matter, whole) if answer(matter, whole) is not None else 10**15):
            labels = {question.name: question.label for question in QUESTIONS}
            found[part] = [_("«%(part)s» is not more than «%(whole)s».") % {
                "part": labels[part], "whole": labels[whole]}]
    return found


def moved(name: str, matter: Matter, *, by: User, now: datetime) -> None:
    """The duty goes with the report."""
    on = timezone.localdate(now)
    if name == "submit":
        moving.hand_in(matter, by=by, on=on)
    elif name == "return":
        moving.give_back(matter, by=by, on=on)
    elif name == "withdraw":
        moving.take_back(matter, by=by)
    elif name == "refuse":
        moving.let_go(matter, by=by)


def foretold(matter: Matter, *, on: date) -> list[str]:
    """By when a poor outcome of today is to be made good."""
    outcomes = "、".join(str(AnnualDuty.Outcome(code).label) for code in AnnualDuty.RECTIFIED_OUTCOMES)
    return [_("%(outcomes)s: to be rectified and reported by %(day)s.") % {
        "outcomes": outcomes, "day": rectify_by(on, area=matter.organization.area.code)}]


def grant(matter: Matter, *, by: User, note: str, now: datetime) -> None:
    moving.decide(matter, by=by, note=note, on=timezone.localdate(now))


def rectification_papers(matter: Matter, *, on: date) -> list[str]:
    return list(rule("annual-rectification-papers", area=matter.organization.area.code, on=on))


def rectification_faults(matter: Matter, *, on: date) -> dict[str, list[str]]:
    owed = matter.year in moving.years_to_rectify(matter.organization)
    return {} if owed else {"standing": [moving.not_asked_for()]}


def rectification_moved(name: str, matter: Matter, *, by: User, now: datetime) -> None:
    if name == "submit":
        moving.hand_in_rectification(matter, by=by, on=timezone.localdate(now))
    elif name == "return":
        moving.give_back_rectification(matter, by=by, on=timezone.localdate(now))
    elif name in ("withdraw", "refuse"):
        moving.take_back_rectification(matter, by=by)


def rectification_granted(matter: Matter, *, by: User, note: str, now: datetime) -> None:
    moving.rectified(matter, by=by, on=timezone.localdate(now))
