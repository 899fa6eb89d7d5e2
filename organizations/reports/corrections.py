"""What the office sends back and what comes back corrected: the same for a filing and for every other matter."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from organizations.filing import QUESTIONS, STEPS
from organizations.matters.asking import Question, label_of
from organizations.matters.kinds import kind_of
from organizations.models import Material, Matter


@dataclass(frozen=True)
class Correction:
    """One answer or paper that says something else than at the hand-in before."""

    name: str
    label: str
    before: str
    now: str
    before_href: str = ""  # where the paper of the hand-in before is


@dataclass(frozen=True)
class Remarkable:
    """One answer or paper on which the office may say something; `value` as it was handed in, where it is shown."""

    name: str
    label: str
    value: str = ""


def corrections(matter: Matter) -> list[Correction]:
    """What changed between the last two hand-ins; none at the first one."""
    before, now, questions = matter.previous_facts, matter.facts, questions_of(matter)
    if not before:
        return []
    asked = {question.name: question for question in questions}
    found = []
    for name in [*asked, *Material.Kind.values]:
        marks = (name, f"{name}_hash", f"{name.removesuffix('_no')}_hash")
        if any(before.get(mark) != now.get(mark) for mark in marks):
            was, is_now = (
                asked[name].shown(facts.get(name)) if name in asked else str(facts.get(name) or "")
                for facts in (before, now))
            href = "" if name in asked or not was else earlier_paper(matter, name)
            found.append(Correction(name, label_of(questions, name), was, is_now, href))
    return found


def remarkable(matter: Matter) -> list[Remarkable]:
    """What the office may send back with words; a filing's answers stand beside, and all its papers, given or not."""
    questions, facts = questions_of(matter), matter.facts
    if matter.kind != Matter.Kind.FILING:
        names = [question.name for question in questions if question.sort != "tick"]
        names += [paper for paper in Material.Kind.values if paper in facts]
        return [Remarkable(name, label_of(questions, name)) for name in names]
    values = {question.name: question.shown(facts.get(question.name)) for question in questions}
    values |= {paper: str(facts.get(paper) or "") for paper in STEPS["materials"]}
    return [Remarkable(name, label_of(questions, name), value or _("Not filled in")) for name, value in values.items()]


def questions_of(matter: Matter) -> tuple[Question, ...]:
    """A filing is asked page by page; its questions are after the same facts."""
    return QUESTIONS if matter.kind == Matter.Kind.FILING else kind_of(matter).questions


def earlier_paper(matter: Matter, name: str) -> str:
    filed = matter.kind == Matter.Kind.FILING
    return reverse("organizations:filing-material-earlier", args=[matter.pk, name]) if filed else ""
