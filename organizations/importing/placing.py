"""Which community of the street a cell names."""

from collections import defaultdict
from dataclasses import dataclass, field

from incubator.accounts.models import STREET, Area
from organizations.importing.faults import Fault
from organizations.importing.folding import bare, folded, is_blank
from organizations.importing.reading import Cell

STREET_ITSELF = ("街道", "本级", "街道本级")
SHOWN = 12  # names told in a fault


@dataclass
class Places:
    """The areas a ledger of `top` may name: itself, and the streets and communities below it. One query."""

    top: Area
    by_word: dict[str, list[Area]] = field(default_factory=lambda: defaultdict(list))
    by_code: dict[str, Area] = field(default_factory=dict)
    streets: dict[str, str] = field(default_factory=dict)  # their names by code; above a community, its own one

    def __post_init__(self) -> None:
        above = Area.objects.filter(code=self.top.code[:STREET])
        for area in (Area.objects.under(self.top.code) | above).exclude(level=Area.Level.GRID):
            if area.level == Area.Level.STREET:
                self.streets[area.code] = area.name
            if not area.code.startswith(self.top.code):
                continue  # may be named before the community, but no row of its ledger lies in the street itself
            self.by_code[area.code] = area
            name = folded(area.name)
            for word in {name, name.removesuffix("社区"), name.removesuffix("村")}:
                self.by_word[word].append(area)
        for word in STREET_ITSELF:
            if self.top.level == Area.Level.STREET:
                self.by_word[word].append(self.top)

    def named(self, cell: Cell) -> Area:
        """`桥西社区`, `桥西`, `拱宸桥街道桥西社区` or the code. Raises Fault."""
        if is_blank(cell):
            raise Fault("missing")
        if area := self.by_code.get(folded(cell)):
            return area
        word = bare(cell)
        found = self.by_word.get(word) or self._below_a_street(word)
        if not found:
            names = [a.name for a in self.by_code.values() if a.level == Area.Level.COMMUNITY]
            more = "…" if len(names) > SHOWN else ""
            raise Fault("unknown_area", area=self.top.name, choices="、".join(names[:SHOWN]) + more)
        if len(found) > 1:
            raise Fault("ambiguous_area", area=self.top.name)
        return found[0]

    def _below_a_street(self, word: str) -> list[Area]:
        """With the street before it, which must be its own, and the committee behind it."""
        street, sign, rest = word.rpartition("街道")
        found = self.by_word.get(rest.removesuffix("居委会").removesuffix("居民委员会") or word, [])
        return [area for area in found if not sign or (
            (its := self.streets.get(area.code[:STREET])) and (street + sign).endswith(folded(its)))]
