"""Charts of fairness, drawn as SVG with their words beside them."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from mizalla.figures import Digest, lorenz, profile
from mizalla.language import Language

WIDTH, HEIGHT = 460, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 24, 14, 46
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def lorenz_chart(digest: Digest, language: Language) -> Markup:
    """Draw the Lorenz curve against the line of equal shares."""
    if not digest.plan.coverage:
        return Markup("")
    curve = lorenz(digest.plan.coverage)
    points = list(zip(curve.villages, curve.coverage, strict=True))
    gini = language.number(digest.figures.coverage_gini, 3)
    words = language.say(
        "Lorenz curve: the nearer it lies to the diagonal, the more evenly parcels are shared. "
        "Gini coefficient {gini}.",
        gini=gini,
    )
    area = [*points, (1.0, 1.0), (0.0, 0.0)]
    inner = [
        _path(area, "fill-soft", closed=True),
        _path([(0, 0), (1, 1)], "line-even"),
        _path(points, "line-main"),
    ]
    return _chart(
        words,
        inner,
        language,
        across=language.say("Villages, worst-off first"),
        up=language.say("Share of all coverage"),
    )


def profile_chart(digest: Digest, language: Language) -> Markup:
    """Draw coverage from the worst-off to the best, under the proven best of each."""
    if not digest.plan.coverage:
        return Markup("")
    rows = profile(digest.plan.coverage)
    last = max(len(rows) - 1, 1)
    reached = [(place / last, ratio) for place, (ratio, _) in enumerate(rows)]
    bound = [(place / last, best) for place, (_, best) in enumerate(rows)]
    words = language.say(
        "Coverage of every village, worst-off first: from {least} to {most}. The dashed line is "
        "the proven most of each.",
        least=language.share(rows[0][0]),
        most=language.share(rows[-1][0]),
    )
    inner = [
        _path([(0, 0), *reached, (1, 0)], "fill-soft", closed=True),
        _path(bound, "line-bound"),
        _path(reached, "line-main"),
    ]
    return _chart(
        words,
        inner,
        language,
        across=language.say("Villages, worst-off first"),
        up=language.say("Coverage"),
    )


def _chart(
    words: str, inner: Iterable[Markup], language: Language, *, across: str, up: str
) -> Markup:
    grid = []
    for tick in TICKS:
        x, y = _place(tick, tick)
        label = escape(language.share(tick))
        grid.append(
            Markup(  # noqa: S704 - numbers and escaped labels only
                f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
                f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{label}</text>'
                f'<text x="{x}" y="{HEIGHT - BOTTOM + 17}" text-anchor="middle">{label}</text>'
            )
        )
    title = escape(words)
    middle = (LEFT + WIDTH - RIGHT) / 2
    upright = (TOP + HEIGHT - BOTTOM) / 2
    return Markup(  # noqa: S704 - numbers and escaped words only
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">'
        f"{Markup().join(grid)}{Markup().join(inner)}"
        f'<text class="axis" x="{middle}" y="{HEIGHT - 6}" text-anchor="middle">{escape(across)}'
        f'</text><text class="axis" transform="translate(11 {upright}) rotate(-90)" '
        f'text-anchor="middle">{escape(up)}</text></svg>'
        f'<p class="note">{title}</p>'
    )


def _path(points: Sequence[tuple[float, float]], name: str, *, closed: bool = False) -> Markup:
    places = [_place(x, y) for x, y in points]
    steps = " ".join(f"{'L' if place else 'M'}{x:g} {y:g}" for place, (x, y) in enumerate(places))
    return Markup(f'<path class="{name}" d="{steps}{" Z" if closed else ""}"/>')  # noqa: S704


def _place(x: float, y: float) -> tuple[float, float]:
    across = LEFT + x * (WIDTH - LEFT - RIGHT)
    return round(across, 1), round(TOP + (1 - y) * (HEIGHT - TOP - BOTTOM), 1)
