"""Every table and column of the scenario folder: the one place that reading and docs go by."""

from mizalla.read.column import Column, Table
from mizalla.read.kinds import (
    ABOVE_ZERO,
    CLOCK,
    DAY,
    FROM_ZERO,
    HOURS,
    ID,
    LATITUDE,
    LONGITUDE,
    REFERENCE,
    SHARE,
    TEXT,
    WHOLE,
    YES_OR_NO,
)


def _lat(required: bool = True, name: str = "lat", hxl: str = "#geo+lat") -> Column:
    return Column(name, LATITUDE, "Latitude, degrees north (WGS 84).", required, hxl=(hxl,))


def _lon(required: bool = True, name: str = "lon", hxl: str = "#geo+lon") -> Column:
    return Column(name, LONGITUDE, "Longitude, degrees east (WGS 84).", required, hxl=(hxl,))


def _name(of: str) -> Column:
    return Column("name", TEXT, "Name in Latin script.", hxl=(f"{of}+name", f"{of}+name+i_en"))


def _name_ar(of: str) -> Column:
    hxl = (f"{of}+name+i_ar", f"{of}+name+ar", f"{of}+name+alt+i_ar")
    return Column("name_ar", TEXT, "Name in Arabic.", False, "", hxl=hxl)


ORGANISATIONS = Table(
    "organisations",
    "A member of the alliance.",
    (
        Column("id", ID, "Short unique id.", hxl=("#org+id", "#org+code")),
        _name("#org"),
        _name_ar("#org"),
    ),
    key=("id",),
)
PARCELS = Table(
    "parcels",
    "A kind of food parcel.",
    (
        Column("id", ID, "Short unique id.", hxl=("#item+id", "#item+code")),
        _name("#item"),
        _name_ar("#item"),
        Column("weight_kg", ABOVE_ZERO, "Gross weight of one, kg.", hxl=("#item+weight",)),
        Column("volume_m3", ABOVE_ZERO, "Volume of one as stacked, m3.", hxl=("#item+volume",)),
        Column("kcal", FROM_ZERO, "Food energy of one, kcal.", False, 0.0, hxl=("#item+kcal",)),
        Column(
            "households",
            ABOVE_ZERO,
            "Households that one serves.",
            False,
            1.0,
            hxl=("#item+hh", "#item+households"),
        ),
    ),
    measures=True,
    key=("id",),
)
WAREHOUSES = Table(
    "warehouses",
    "A store of one member.",
    (
        Column("id", ID, "Short unique id.", hxl=("#loc+id", "#loc+code")),
        Column(
            "organisation",
            REFERENCE,
            "Member that owns it and what lies in it.",
            refers="organisations",
            hxl=("#org", "#org+id", "#org+code"),
        ),
        _name("#loc"),
        _name_ar("#loc"),
        _lat(),
        _lon(),
        Column("governorate", ID, "P-code of its governorate.", False, "", hxl=("#adm1+code",)),
        Column("district", ID, "P-code of its district.", False, "", hxl=("#adm2+code",)),
        Column(
            "loading_parcels_per_day",
            FROM_ZERO,
            "Parcels that can leave it in a day. Empty: no limit.",
            False,
            hxl=("#capacity+loading",),
        ),
        Column(
            "storage_m3",
            FROM_ZERO,
            "Volume that may lie in it at the end of a day, m3. Empty: no limit.",
            False,
            hxl=("#capacity+storage",),
        ),
    ),
    key=("id",),
)
STOCK = Table(
    "stock",
    "A quantity of one parcel at one warehouse.",
    (
        Column(
            "warehouse",
            REFERENCE,
            "Warehouse where it lies or arrives.",
            refers="warehouses",
            hxl=("#loc+id", "#loc+code"),
        ),
        Column(
            "parcel", REFERENCE, "Kind of parcel.", refers="parcels", hxl=("#item+id", "#item+code")
        ),
        Column("quantity", WHOLE, "Whole parcels.", hxl=("#item+qty", "#item+quantity")),
        Column("lot", ID, "Batch.", False, hxl=("#item+lot", "#item+batch")),
        Column(
            "available_on",
            DAY,
            "First day on which it can leave. Empty: from the first day.",
            False,
            hxl=("#date+available", "#date+start"),
        ),
        Column(
            "best_before",
            DAY,
            "Last day on which it may be handed over. Empty: it outlasts the campaign.",
            False,
            hxl=("#date+expiry", "#date+best_before", "#date+end"),
        ),
        Column(
            "earmark",
            REFERENCE,
            "P-code of a governorate, district or village, or id of a member: only there, or only "
            "by that member's transport, may it be handed out. Empty: anywhere.",
            False,
            hxl=("#item+earmark",),
        ),
        Column(
            "unit_cost",
            FROM_ZERO,
            "Price of one, campaign currency, paid only for what is used. Empty: already owned.",
            False,
            hxl=("#value+unit", "#item+price"),
        ),
    ),
)
VILLAGES = Table(
    "villages",
    "A village with families in need.",
    (
        Column("pcode", ID, "P-code (OCHA style), such as EG250307.", hxl=("#adm3+code",)),
        _name("#adm3"),
        _name_ar("#adm3"),
        Column("governorate", ID, "P-code of its governorate, EG25.", hxl=("#adm1+code",)),
        Column("district", ID, "P-code of its district, EG2503.", hxl=("#adm2+code",)),
        _lat(),
        _lon(),
        Column(
            "households",
            WHOLE,
            "Households that live there.",
            hxl=("#population+hh", "#inneed+hh", "#affected+hh", "#population+households"),
        ),
        Column(
            "poverty_rate",
            SHARE,
            "Share of households that are poor. Empty: not known.",
            False,
            hxl=("#indicator+poverty", "#indicator+poverty_rate"),
        ),
        Column(
            "already_served",
            WHOLE,
            "Households already served in this campaign by others.",
            False,
            0,
            hxl=("#reached+hh", "#reached"),
        ),
    ),
    key=("pcode",),
)
NEEDS = Table(
    "needs",
    "What a village needs of a parcel.",
    (
        Column(
            "village", REFERENCE, "P-code of the village.", refers="villages", hxl=("#adm3+code",)
        ),
        Column(
            "parcel", REFERENCE, "Kind of parcel.", refers="parcels", hxl=("#item+id", "#item+code")
        ),
        Column("quantity", WHOLE, "Whole parcels.", hxl=("#inneed+qty", "#inneed", "#item+qty")),
        Column(
            "due",
            DAY,
            "Day by which they should be there. Empty: the last day.",
            False,
            hxl=("#date+due", "#date+end"),
        ),
        Column(
            "priority",
            ABOVE_ZERO,
            "Weight in the coverage goal: twice the priority is owed twice the share of its need.",
            False,
            1.0,
            hxl=("#severity", "#priority"),
        ),
    ),
    required=False,
    without="A need-scoring plugin derives the needs from villages.csv.",
    key=("village", "parcel", "due"),
)
POINTS = Table(
    "points",
    "A place where parcels are handed over.",
    (
        Column("id", ID, "Short unique id.", hxl=("#loc+id", "#loc+code")),
        Column(
            "village", REFERENCE, "Village that it serves.", refers="villages", hxl=("#adm3+code",)
        ),
        _name("#loc"),
        _lat(),
        _lon(),
        Column(
            "parcels_per_day",
            FROM_ZERO,
            "Parcels that can be handed over in a day. Empty: no limit.",
            False,
            hxl=("#capacity+parcels", "#capacity"),
        ),
        Column(
            "open_days",
            TEXT,
            "Weekdays (English or Arabic, whole or three letters) and ISO dates on which it is "
            "open, parted by `;`, commas or blanks. Empty: every day.",
            False,
            hxl=("#date+open",),
        ),
        Column("opens", CLOCK, "Time of day it opens.", False, hxl=("#date+opens",)),
        Column("closes", CLOCK, "Time of day it closes.", False, hxl=("#date+closes",)),
        Column(
            "largest_vehicle",
            REFERENCE,
            "Largest vehicle, by payload, that can get there. Empty: any.",
            False,
            refers="vehicles",
            hxl=("#capacity+vehicle",),
        ),
    ),
    required=False,
    without="Each village is its own point.",
    key=("id",),
)
VEHICLES = Table(
    "vehicles",
    "A type of truck.",
    (
        Column("id", ID, "Short unique id.", hxl=("#vehicle+id", "#vehicle+code")),
        Column("payload_kg", ABOVE_ZERO, "Most it carries, kg.", hxl=("#capacity+weight",)),
        Column("volume_m3", ABOVE_ZERO, "Most it carries, m3.", hxl=("#capacity+volume",)),
        Column("speed_kmh", ABOVE_ZERO, "Speed on a free road, km/h.", hxl=("#vehicle+speed",)),
        Column(
            "cost_per_km",
            FROM_ZERO,
            "Cost of one km, loaded or empty, campaign currency.",
            hxl=("#value+km",),
        ),
        Column(
            "cost_per_day",
            FROM_ZERO,
            "Cost of one truck for one full day, campaign currency.",
            hxl=("#value+day",),
        ),
    ),
    required=False,
    without="Only with lanes.csv: all transport is contracted.",
    may_be_empty=True,
    key=("id",),
)
FLEETS = Table(
    "fleets",
    "Trucks of one type of one member at one base.",
    (
        Column("id", ID, "Short unique id.", hxl=("#fleet+id", "#fleet+code")),
        Column(
            "organisation",
            REFERENCE,
            "Member whose trucks they are.",
            refers="organisations",
            hxl=("#org", "#org+id", "#org+code"),
        ),
        Column(
            "warehouse",
            REFERENCE,
            "Their base: where they load and return to.",
            refers="warehouses",
            hxl=("#loc+id", "#loc+code"),
        ),
        Column(
            "vehicle",
            REFERENCE,
            "Type of truck.",
            refers="vehicles",
            hxl=("#vehicle+id", "#vehicle+code"),
        ),
        Column("count", WHOLE, "Trucks.", hxl=("#fleet+count", "#vehicle+count")),
        Column(
            "hours_per_day",
            HOURS,
            "Hours that each works in a day.",
            False,
            8.0,
            hxl=("#fleet+hours",),
        ),
        Column(
            "from",
            DAY,
            "First day they work. Empty: from the first day.",
            False,
            hxl=("#date+start",),
            attribute="from_day",
        ),
        Column(
            "until",
            DAY,
            "Last day they work. Empty: to the last day.",
            False,
            hxl=("#date+end",),
        ),
    ),
    required=False,
    without="Only with lanes.csv: all transport is contracted.",
    may_be_empty=True,
    key=("id",),
)
ROADS = Table(
    "roads",
    "A piece of road, between two positions or two rows of road_nodes.csv.",
    (
        _lat(False, "from_lat", "#geo+lat+from"),
        _lon(False, "from_lon", "#geo+lon+from"),
        _lat(False, "to_lat", "#geo+lat+to"),
        _lon(False, "to_lon", "#geo+lon+to"),
        Column(
            "from",
            REFERENCE,
            "Node at one end, instead of from_lat and from_lon.",
            False,
            refers="road_nodes",
            aliases=("from_node",),
        ),
        Column(
            "to",
            REFERENCE,
            "Node at the other end, instead of to_lat and to_lon.",
            False,
            refers="road_nodes",
            aliases=("to_node",),
        ),
        Column("km", FROM_ZERO, "Length, km.", hxl=("#meta+km",)),
        Column(
            "minutes",
            FROM_ZERO,
            "Least time that it takes any truck, minutes. Empty: at the campaign's road speed.",
            False,
        ),
        Column("road_class", TEXT, "Class, such as trunk or primary.", False, ""),
        Column("closed_from", DAY, "First day it is closed.", False),
        Column("closed_until", DAY, "Last day it is closed.", False),
        Column(
            "one_way",
            YES_OR_NO,
            "Whether it only leads from its first end to its other.",
            False,
            False,
            aliases=("oneway",),
        ),
    ),
    required=False,
    without="Distance is great-circle × circuity.",
    may_be_empty=True,
)
ROAD_NODES = Table(
    "road_nodes",
    "An end of roads that name nodes.",
    (
        Column("id", ID, "Unique id.", hxl=("#loc+id", "#loc+code")),
        _lat(),
        _lon(),
        Column("name", TEXT, "Name.", False, ""),
    ),
    required=False,
    without="roads.csv holds positions.",
    may_be_empty=True,
    key=("id",),
)
LANES = Table(
    "lanes",
    "Contracted transport; where it names an origin, only its lanes leave it.",
    (
        Column(
            "from", REFERENCE, "Warehouse that it leaves.", refers="warehouses", attribute="origin"
        ),
        Column(
            "to",
            REFERENCE,
            "Point, warehouse, or village: all its points.",
            attribute="destination",
        ),
        Column("km", FROM_ZERO, "One-way length, km. Empty: as the travel model says.", False),
        Column("minutes", FROM_ZERO, "One-way time, minutes. Empty: likewise.", False),
        Column("cost_per_parcel", FROM_ZERO, "Price of one parcel, campaign currency.", False, 0.0),
        Column("cost_per_kg", FROM_ZERO, "Price of one kg; both prices add up.", False, 0.0),
        Column(
            "parcel",
            REFERENCE,
            "Parcel that it is for. Empty: every parcel without a row of its own.",
            False,
            refers="parcels",
        ),
        Column(
            "lead_days",
            WHOLE,
            "Transfers: days from leaving to being ready to leave again.",
            False,
            0,
        ),
    ),
    required=False,
    without="All transport is by fleets.",
    may_be_empty=True,
    key=("from", "to", "parcel"),
)

TABLES: tuple[Table, ...] = (
    ORGANISATIONS,
    PARCELS,
    WAREHOUSES,
    STOCK,
    VILLAGES,
    NEEDS,
    POINTS,
    VEHICLES,
    FLEETS,
    ROADS,
    ROAD_NODES,
    LANES,
)
"""All tables, in the order in which faults are told."""
