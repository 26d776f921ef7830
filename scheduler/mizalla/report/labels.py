"""Words that the page's script writes."""

from mizalla.language import Language


def labels(language: Language) -> dict[str, str]:
    """Translate the words of the script; ``{name}`` in them is filled in by it."""
    say = language.say
    return {
        "all_days": say("Whole campaign"),
        "area": say("Area"),
        "bound": say("Limit"),
        "by": say("Member"),
        "code": say("P-code"),
        "coverage": say("Coverage"),
        "covered_until": say("Coverage at the end of the day"),
        "contract": say("contracted transport"),
        "day": say("Day"),
        "deliveries": say("Deliveries"),
        "district": say("District"),
        "dark": say("Dark"),
        "empty": say("Nothing matches."),
        "from": say("From"),
        "gets": say("Gets"),
        "governorate": say("Governorate"),
        "hours": say("{used} of {bound} truck hours"),
        "km": say("{km} km"),
        "leaves": say("{parcels} parcels leave"),
        "light": say("Light"),
        "limit": say("{ratio} of {rule}"),
        "missing": say("Missing"),
        "needs": say("Needs"),
        "next": say("Next"),
        "none": say("Nothing is delivered."),
        "of": say("{from}–{to} of {total}"),
        "parcel": say("Parcel"),
        "parcels": say("Parcels"),
        "pause": say("Pause"),
        "play": say("Play"),
        "previous": say("Previous"),
        "stock_out": say("{parcels} parcels leave in all"),
        "table": say("Table: {name}"),
        "village": say("Village"),
        "villages": say("Villages"),
        "warehouse": say("Warehouse"),
        "works": say("works on {days} days, from {from} to {to}"),
        "worst": say("Worst-off"),
        "moved": say("{parcels} parcels on {lanes} lanes"),
    }
