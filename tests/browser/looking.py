"""What every page of the story must stand: WCAG 2.1 AA, no sideways scroll, Chinese words, nothing in the console."""

import io
import re
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from PIL import Image
from playwright.sync_api import ConsoleMessage, Page

from tests.browser.pictures import PICTURES

AXE = Path(AXE_FILE_PATH).read_text()
# Without its copy of the style sheets: it only serves a rule about turned screens, and stumbles over an `@import`.
WCAG = """() => axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"],
        preload: false})
    .then(found => found.violations.map(one => one.id + ": " + one.nodes.map(node => node.target + " " +
        node.failureSummary).slice(0, 3).join(" | ")))"""
SIDEWAYS = """() => document.documentElement.scrollWidth <= 360 ? [] : [document.documentElement.scrollWidth + " px",
    ...[...document.querySelectorAll("body *")]
    .filter(part => part.getBoundingClientRect().right > 361 && !part.closest(".table-responsive"))
    .slice(0, 3).map(part => part.outerHTML.slice(0, 120))]"""

WIDTHS = {1280: 800, 390: 844}
LARGEST = 250_000  # bytes of one picture

# What stands in Latin letters on a Chinese page for good reasons. Codes and file names are told apart by their shape.
LATIN = {"ENGLISH", "EXCEL", "WORD", "PDF", "DOCX", "XLSX", "CSV", "QR", "ID", "JPG", "PNG", "MB"}
SHAPED = re.compile(
    r"https?://\S+|\S+@\S+"  # addresses
    r"|[^\s：«“（·]+\.(?:pdf|docx|xlsx|csv|jpg|png)\b"  # file names
    r"|\b(?:[A-Z0-9]{4}-){3,}[A-Z0-9]{4}\b"  # codes of receipts, which may hold no digit
    r"|\b[A-Z0-9][A-Z0-9-]*\d[A-Z0-9-]*\b",  # numbers of papers, projects, contracts, credit codes
    re.IGNORECASE)
WORD = re.compile(r"[A-Za-z]{2,}")


class Looker:
    """Looks at pages; pictures go into a folder."""

    def __init__(self, folder: Path, *, chosen: bool) -> None:
        """`chosen`: only the pictures of the table are taken; otherwise every look leaves one at each width."""
        self.folder, self.chosen = folder, chosen
        folder.mkdir(parents=True, exist_ok=True)

    def check(self, page: Page, *, picture: str = "") -> list[str]:
        """What is wrong with the page as it stands, at each width; the page keeps its own width."""
        wrong = [f"not Chinese: {word}" for word in foreign(page.locator("body").inner_text())]
        kept = page.viewport_size
        page.evaluate(AXE)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            wrong += [f"{width} px: {fault}" for fault in page.evaluate(WCAG)]
            if picture and (not self.chosen or width in PICTURES.get(picture, [()])[0]):
                self.take(page, f"{picture}-{width}.png")
        page.set_viewport_size({"width": 360, "height": 800})
        wrong += [f"sideways scroll at 360 px: {part}" for part in page.evaluate(SIDEWAYS)]
        page.set_viewport_size(kept)
        return wrong

    def take(self, page: Page, name: str) -> None:
        """A picture of the window, in few colours so that it stays small."""
        picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
        path = self.folder / name
        picture.quantize(colors=192, dither=Image.Dither.NONE).save(path, optimize=True)
        assert path.stat().st_size < LARGEST, f"{name} is {path.stat().st_size} bytes"


def labelled(page: Page, label: str) -> Any:
    """The field of just this label, whether it is marked as needed or not."""
    return page.get_by_label(re.compile(rf"^{re.escape(label)}(\s*（[^（）]*必填）)?$"))


def foreign(text: str) -> list[str]:
    """The words that are not Chinese, codes and file names left aside."""
    return sorted({word for word in WORD.findall(SHAPED.sub(" ", text)) if word.upper() not in LATIN})


def complaint(message: ConsoleMessage) -> str:
    """What the browser says against the page; an answered refusal (a form sent back) is none."""
    if message.type != "error" and "Content Security Policy" not in message.text:
        return ""
    if message.text.startswith("Failed to load resource") and "/static/" not in message.location.get("url", ""):
        return ""
    return f"{message.text} ({message.location.get('url', '')})"
