"""Made-up names of villages and members, after the patterns of real ones."""

from collections.abc import Iterator

from mizalla.generate.draw import Draw
from mizalla_models.organisation import Organisation

Name = tuple[str, str]

UPPER: tuple[Name, ...] = (
    ("Nagʿ", "نجع"),
    ("ʿIzbat", "عزبة"),
    ("Nazlat", "نزلة"),
    ("Bani", "بني"),
    ("Kawm", "كوم"),
    ("Awlad", "أولاد"),
    ("ʿArab", "عرب"),
    ("Munshaʾat", "منشأة"),
    ("Jazirat", "جزيرة"),
    ("Dayr", "دير"),
)
LOWER: tuple[Name, ...] = (
    ("Kafr", "كفر"),
    ("ʿIzbat", "عزبة"),
    ("Mit", "ميت"),
    ("Shubra", "شبرا"),
    ("Mahallat", "محلة"),
    ("Kawm", "كوم"),
    ("Minyat", "منية"),
    ("Munshaʾat", "منشأة"),
    ("Abu", "أبو"),
)
PERSONS: tuple[Name, ...] = (
    ("Salim", "سالم"),
    ("Hammad", "حماد"),
    ("Yusuf", "يوسف"),
    ("Mansur", "منصور"),
    ("ʿAli", "علي"),
    ("Hasan", "حسن"),
    ("Ibrahim", "إبراهيم"),
    ("Ghanim", "غانم"),
    ("Hilal", "هلال"),
    ("Rashid", "راشد"),
    ("Shahin", "شاهين"),
    ("Jabir", "جابر"),
    ("ʿUmran", "عمران"),
    ("Khalifa", "خليفة"),
    ("Bakr", "بكر"),
    ("Darwish", "درويش"),
    ("Zayd", "زيد"),
    ("Tamim", "تميم"),
    ("Sabir", "صابر"),
    ("Nasir", "ناصر"),
    ("Fadl", "فضل"),
    ("Murad", "مراد"),
    ("ʿAwad", "عوض"),
    ("Qasim", "قاسم"),
    ("ʿIsa", "عيسى"),
    ("Musa", "موسى"),
    ("Harun", "هارون"),
    ("Sulayman", "سليمان"),
    ("Dawud", "داود"),
    ("Mahmud", "محمود"),
    ("Sharif", "شريف"),
    ("Rizq", "رزق"),
    ("Shahata", "شحاتة"),
    ("Badawi", "بدوي"),
    ("Mubarak", "مبارك"),
    ("Saʿid", "سعيد"),
    ("Jadd", "جاد"),
    ("Wahba", "وهبة"),
)
QUARTERS: tuple[Name, ...] = (
    ("", ""),
    ("al-Bahri", "البحري"),
    ("al-Qibli", "القبلي"),
    ("al-Sharqi", "الشرقي"),
    ("al-Gharbi", "الغربي"),
    ("al-Jadid", "الجديد"),
)
FIRST: tuple[Name, ...] = (
    ("Sanabil", "سنابل"),
    ("Zilal", "ظلال"),
    ("Ghayth", "غيث"),
    ("Shiraʿ", "شراع"),
    ("Qandil", "قنديل"),
    ("Saqiya", "ساقية"),
    ("Nada", "ندى"),
    ("Jusur", "جسور"),
)
SECOND: tuple[Name, ...] = (
    ("al-Safsaf", "الصفصاف"),
    ("al-Bardi", "البردي"),
    ("al-Nawras", "النورس"),
    ("al-Hudhud", "الهدهد"),
    ("al-Karawan", "الكروان"),
    ("al-Yasmin", "الياسمين"),
    ("al-Jummayz", "الجميز"),
    ("al-Qamari", "القماري"),
    ("al-Kattan", "الكتان"),
)
BODIES: tuple[Name, ...] = (("Society", "جمعية"), ("Foundation", "مؤسسة"))


def village_names(draw: Draw, upper: bool) -> Iterator[Name]:
    """Names without end, in Latin and Arabic script, none twice.

    Parameters
    ----------
    upper
        After the patterns of the Nile valley; else of the delta.
    """
    seen: set[Name] = set()
    count = 0
    while True:
        first, person = draw.pick(UPPER if upper else LOWER), draw.pick(PERSONS)
        quarter = QUARTERS[0] if draw.chance(0.7) else draw.pick(QUARTERS)
        name, name_ar = (
            " ".join(part for part in parts if part)
            for parts in zip(first, person, quarter, strict=True)
        )
        count += 1
        if count > 1500:
            # The patterns are used up: number them, as land reform's new villages are.
            name, name_ar = f"{name} {count - 1500}", f"{name_ar} {count - 1500}"
        if (name, name_ar) not in seen:
            seen.add((name, name_ar))
            yield name, name_ar


def members(draw: Draw, count: int) -> tuple[Organisation, ...]:
    """Members of the alliance, none of them a real charity; the first is the largest."""
    pairs = [(first, second) for second in SECOND for first in FIRST]
    chosen = []
    for _ in range(count):
        first, second = pairs.pop(draw.whole(0, len(pairs) - 1))
        body = draw.pick(BODIES)
        plain = f"{first[0]}-{second[0].removeprefix('al-')}".replace("ʿ", "").lower()
        chosen.append(
            Organisation(
                id=plain,
                name=f"{first[0]} {second[0]} {body[0]}",
                name_ar=f"{body[1]} {first[1]} {second[1]}",
            )
        )
    return tuple(chosen)
