"""The campaign as Mizalla takes it: a scenario in memory."""

import hashlib
from datetime import date, timedelta

import numpy as np

from benchmarks.allocate.instance import Instance
from mizalla_models.campaign import Campaign
from mizalla_models.organisation import Organisation
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point, Village, Warehouse
from mizalla_models.rule import Need
from mizalla_models.scenario import Scenario
from mizalla_models.stock import StockLot
from mizalla_models.vehicle import Fleet, Vehicle

START = date(2027, 1, 25)
MEMBERS = 34


def as_scenario(instance: Instance) -> Scenario:
    """Write the arrays down as records, in the order of their ids."""
    days = [START + timedelta(days=day) for day in range(instance.open.shape[1])]
    homes = {int(v): p for p, v in reversed(list(enumerate(instance.village)))}
    kinds = [f"kind-{kind}" for kind in range(len(instance.weight))]
    opened = [
        tuple(days[day] for day in np.flatnonzero(row)) for row in instance.open
    ]  # one object per calendar
    return Scenario(
        campaign=Campaign.model_validate(
            {
                "name": "Benchmark",
                "starts": days[0],
                "ends": days[-1],
                "goals": ["coverage", "cost"],
                "closed_weekdays": ["friday"],
                "reach": 10,
                "road": {
                    "circuity": float(instance.circuity[0]),
                    "speed": float(instance.speed[1]),
                },
            }
        ),
        organisations=tuple(
            Organisation(id=f"m{place:02d}", name=f"Member {place}") for place in range(MEMBERS)
        ),
        parcels=tuple(
            Parcel(id=kind, name=kind, weight_kg=float(weight), volume_m3=float(volume))
            for kind, weight, volume in zip(kinds, instance.weight, instance.volume, strict=True)
        ),
        warehouses=tuple(
            Warehouse(
                id=_warehouse(place),
                organisation=_member(place),
                name=_warehouse(place),
                governorate="EG00",
                district="EG0001",
                lat=float(lat),
                lon=float(lon),
                loading_parcels_per_day=float(instance.loading[place]),
            )
            for place, (lat, lon) in enumerate(instance.warehouses)
        ),
        stock=tuple(
            sorted(
                (
                    StockLot(
                        id=f"{_warehouse(place)}/{kinds[kind]}/{day:02d}",
                        warehouse=_warehouse(place),
                        parcel=kinds[kind],
                        quantity=quantity,
                        lot=f"{kinds[kind]}-{day:02d}",
                        available_on=days[day] if day else None,
                    )
                    for place, kind, day, quantity in instance.stock.tolist()
                ),
                key=lambda lot: lot.id,
            )
        ),
        villages=tuple(
            Village(
                pcode=_village(place),
                name=_village(place),
                governorate="EG00",
                district="EG0001",
                lat=float(instance.points[homes[place], 0]),
                lon=float(instance.points[homes[place], 1]),
                households=int(parcels.max()),
            )
            for place, parcels in enumerate(instance.needed)
        ),
        needs=tuple(
            Need(
                name=f"{_village(place)}/{kinds[kind]}",
                reason="Benchmark.",
                village=_village(place),
                parcel=kinds[kind],
                quantity=int(quantity),
                priority=float(instance.priority[place]),
            )
            for place, row in enumerate(instance.needed)
            for kind, quantity in enumerate(row)
        ),
        points=tuple(
            Point(
                id=f"P{place:06d}",
                village=_village(int(instance.village[place])),
                name=f"P{place:06d}",
                lat=float(lat),
                lon=float(lon),
                parcels_per_day=float(most) if np.isfinite(most) else None,
                open_days=opened[instance.calendar[place]],
            )
            for place, ((lat, lon), most) in enumerate(
                zip(instance.points, instance.hands, strict=True)
            )
        ),
        vehicles=(
            Vehicle(
                id="truck",
                payload_kg=float(instance.payload[0]),
                volume_m3=float(instance.payload[1]),
                speed_kmh=float(instance.speed[0]),
                cost_per_km=float(instance.price[0]),
                cost_per_day=float(instance.price[1]),
            ),
        ),
        fleets=tuple(
            Fleet(
                id=f"F{place:04d}",
                organisation=_member(place),
                warehouse=_warehouse(place),
                vehicle="truck",
                count=int(count),
                hours_per_day=float(hours),
            )
            for place, (count, hours) in enumerate(
                zip(instance.trucks, instance.hours, strict=True)
            )
        ),
        roads=(),
        lanes=(),
        capacity=(),
        folder=".",
        inputs_hash=hashlib.sha256(instance.points.tobytes()).hexdigest(),
    )


def _warehouse(place: int) -> str:
    return f"W{place:04d}"


def _village(place: int) -> str:
    return f"EG00{place:06d}"


def _member(place: int) -> str:
    return f"m{place % MEMBERS:02d}"
