"""Charts as plain SVG: presentation attributes only, so a strict page (no inline style) and typst both draw them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.html import escape

COLOURS = ("#1F5FA8", "#B4530A", "#2E7D4F", "#7A3E9D", "#5F6B76")
FONTS = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
WIDTH, LEFT, TOP, LINE = 800, 190, 46, 22


@dataclass(frozen=True)
class _Box:
    x: float
    y: float
    width: float
    height: float


Series = Mapping[str, Sequence[float | None]]


def bar(
    title: str, labels: Sequence[str], series: Series, *, horizontal: bool = True, titled: bool = True,
    width: int = WIDTH,
) -> bytes:
    """A bar chart: one group of bars a label, one colour a series; long labels read best horizontally.

    Where nothing is known (None) there is no bar. `titled` is left out where the title stands over the picture already;
    a smaller `width` of standing bars gives larger words once the picture is as wide as its place.
    """
    top = _step([value for values in series.values() for value in values if value is not None])
    drawn = _lying(labels, series, top) if horizontal else _standing(labels, series, top, width)
    above = 0 if titled else TOP - 16  # where the title would be
    height = drawn[0] - above
    return "".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {above} {width} {height:g}" '
        f'width="{width}" height="{height:g}" role="img" font-family="{FONTS}" font-size="13">'
        f"<title>{escape(title)}</title>",
        _text(width / 2, 22, title, anchor="middle", size=15) if titled else "",
        *drawn[1], *_legend(list(series), drawn[0] - 12, x=LEFT if horizontal else 40), "</svg>",
    ]).encode()


def _lying(labels: Sequence[str], series: Series, top: float) -> tuple[float, list[str]]:
    parts, group, room = [], LINE * max(len(series), 1) + 10, WIDTH - LEFT - 70
    for place, label in enumerate(labels):
        y = TOP + place * group
        parts.append(_text(LEFT - 8, y + (group - 10) / 2 + 5, _short(label), anchor="end"))
        for number, value in _known(series, place):
            box = _Box(LEFT, y + number * LINE, room * max(value, 0) / top, LINE - 5)
            parts += [_rect(box, number), _text(box.x + box.width + 6, box.y + 13, _number(value))]
    end = TOP + len(labels) * group
    parts.append(f'<line x1="{LEFT}" y1="{TOP - 4}" x2="{LEFT}" y2="{end}" stroke="#5F6B76"/>')
    return end + 40, parts


def _standing(labels: Sequence[str], series: Series, top: float, width: int) -> tuple[float, list[str]]:
    parts: list[str] = []
    floor_y, room, group = 300, 230, (width - 60) / max(len(labels), 1)
    wide = min(48, (group - 12) / max(len(series), 1))
    for place, label in enumerate(labels):
        middle = 40 + (place + 0.5) * group
        parts.append(_text(middle, floor_y + 20, _short(label, max(2, int(group / 14))), anchor="middle"))
        for number, value in _known(series, place):
            tall = room * max(value, 0) / top
            box = _Box(middle + (number - len(series) / 2) * wide, floor_y - tall, wide - 3, tall)
            label_at = box.x + box.width / 2
            parts += [_rect(box, number), _text(label_at, box.y - 5, _number(value), anchor="middle", size=12)]
    parts.append(f'<line x1="40" y1="{floor_y}" x2="{width - 20}" y2="{floor_y}" stroke="#5F6B76"/>')
    return floor_y + 60, parts


def _known(series: Series, place: int) -> list[tuple[int, float]]:
    """(number of the series, its value at that label), of those that have one."""
    return [(number, value) for number, values in enumerate(series.values())
            if (value := values[place]) is not None]


def _legend(names: list[str], y: float, *, x: float) -> list[str]:
    if len(names) < 2:
        return []
    parts = []
    for number, name in enumerate(names):
        parts += [_rect(_Box(x, y - 11, 12, 12), number), _text(x + 18, y, name)]
        x += 40 + 14 * len(name)
    return parts


def _step(values: Sequence[float]) -> float:
    """The end of the scale: the highest value, rounded up to one leading digit."""
    highest = max([*values, 0])
    if highest <= 0:
        return 1
    unit = 10.0 ** floor(log10(highest))
    return ceil(highest / unit) * unit


def _rect(box: _Box, number: int) -> str:
    colour = COLOURS[number % len(COLOURS)]
    return f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" fill="{colour}"/>'


def _text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 13) -> str:
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="#1B2733">'
            f"{escape(words)}</text>")


def _short(label: str, length: int = 13) -> str:
    return label if len(label) <= length else label[: length - 1] + "…"


def _number(value: float) -> str:
    return f"{value:,.2f}".removesuffix(".00")
