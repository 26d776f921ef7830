"""Words of loading lists and waybills."""

from mizalla.language import Language


def words(language: Language) -> dict[str, str]:
    """Translate the words that every page has."""
    say = language.say
    return {
        "waybill": say("Waybill"),
        "transfer": say("Transfer note"),
        "loading": say("Loading list"),
        "number": say("Number"),
        "day": say("Day"),
        "from": say("From"),
        "to": say("To"),
        "member": say("Member"),
        "vehicle": say("Vehicle"),
        "fleet": say("Fleet"),
        "driver": say("Driver"),
        "plate": say("Number plate"),
        "phone": say("Telephone"),
        "truck": say("Truck"),
        "times": say("Leaves and is back"),
        "left_at": say("Left at"),
        "stop": say("Stop"),
        "place": say("Village and distribution point"),
        "arrive": say("Arrives"),
        "parcel": say("Parcel"),
        "lot": say("Batch"),
        "quantity": say("Parcels"),
        "received": say("Received"),
        "signature": say("Receiver's name and signature"),
        "total": say("Total"),
        "weight": say("Weight"),
        "loaded_by": say("Storekeeper"),
        "driven_by": say("Driver"),
        "received_by": say("Head of the field team"),
        "name": say("Name"),
        "signed": say("Signature"),
        "time": say("Time"),
        "remarks": say("Damaged, missing or returned parcels, and remarks"),
        "stops": say("Stops"),
        "loaded": say("Loaded"),
        "fetch": say("To fetch from the shelves"),
        "carriers": say("To load"),
        "best_before": say("Best before"),
        "ready": say("Ready to leave again"),
        "contract": say("contracted transport"),
    }
