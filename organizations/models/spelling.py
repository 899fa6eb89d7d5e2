"""How a Chinese name is typed by people who search: whole syllables and initials, stored beside it."""

import unicodedata

PLACE_NAMES = {  # where the dictionary's reading is not the place's
    "长宁": [["cháng"], ["níng"]],
    "长兴": [["cháng"], ["xīng"]],
    "长河": [["cháng"], ["hé"]],
    "乐清": [["yuè"], ["qīng"]],
    "台州": [["tāi"], ["zhōu"]],
    "丽水": [["lí"], ["shuǐ"]],
    "乐漫土": [["lè"], ["màn"], ["tǔ"]],
    "石碶": [["shí"], ["qì"]],
    "新碶": [["xīn"], ["qì"]],
    "六和": [["liù"], ["hé"]],
    "大兜路": [["dà"], ["dōu"], ["lù"]],
    "和睦": [["hé"], ["mù"]],
}
LENGTH = 400
_loaded: list[bool] = []


def spelled(name: str) -> str:
    """`桥西社区` -> `qiaoxishequ qxsq`."""
    import pypinyin  # a dictionary of 0.1 s at import

    if not _loaded:
        pypinyin.load_phrases_dict(PLACE_NAMES)
        _loaded.append(True)
    text = "".join(c for c in unicodedata.normalize("NFKC", name) if c.isalnum())
    syllables = pypinyin.lazy_pinyin(text)
    full = "".join(syllables).casefold()
    initials = "".join(s if len(s) > 1 and not s.isalpha() else s[:1] for s in syllables).casefold()
    return f"{full} {initials}"[:LENGTH]
