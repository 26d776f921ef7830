"""An answer as a person reads it on a terminal."""

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mizalla.explain.explanation import Explanation, Lang, Sentence
from mizalla.explain.say import number, parcels, points, say, share
from mizalla.show import Sheet

if TYPE_CHECKING:
    from mizalla.explain.promise import Checked

HEADS = {
    "en": ("Promised and actual", "promised", "actual"),
    "ar": ("الموعود والفعلي", "الموعود", "الفعلي"),
}
ROWS = {
    "level": ("level of who it holds down", "مستوى من تقيّدهم"),
    "parcels": ("parcels of the village", "كراتين القرية"),
    "worst": ("worst-off village", "القرية الأقل حظًا"),
    "served": ("parcels served", "الكراتين الموزعة"),
    "cost": ("cost", "التكلفة"),
}


def explanation_view(
    answer: Explanation,
    lang: Lang,
    checked: "tuple[Checked, Sentence] | None" = None,
) -> RenderableType:
    """Show an answer, and what became of a promise beside it."""
    lines: list[RenderableType] = []
    for sentence in answer.sentences:
        text = Text(say(sentence, lang), "quiet" if sentence.level else "")
        lines.append(
            Padding(Text("• ") + text, (0, 0, 0, 2 * sentence.level)) if sentence.level else text
        )
    if checked is not None:
        lines += ["", Text(say(checked[1], lang), "head"), _table(checked[0], lang)]
    return Group(*lines)


def _table(checked: "Checked", lang: Lang) -> RenderableType:
    which = 1 if lang == "ar" else 0
    title, promised, actual = HEADS[lang]
    rows = Sheet(title, ("", promised, actual), numbers=(promised, actual))
    none = "–"
    rise = none if checked.promised is None else points(checked.promised).of(lang)
    rows.add(ROWS["level"][which], rise, points(checked.actual).of(lang))
    for need in checked.village.get("needs", ()):
        said = none if need["promised"] is None else parcels(need["promised"]).of(lang)
        got = f"{parcels(need['actual']).of(lang)} ({need['before']} → {need['after']})"
        rows.add(ROWS["parcels"][which], said, got)
    for key, write in (("worst", share), ("served", number), ("cost", number)):
        change = f"{write(checked.before[key])} → {write(checked.after[key])}"
        rows.add(ROWS[key][which], "", change)
    return rows
