"""Made-up identifiers in the spellings that people use, from a fixed seed."""

import random
from collections.abc import Callable

from lif_desktop.framework.personal import Kind, is_nhs_number

NAMES = ("Orla Fennimore", "Zoë Brânză-O’Dell", "Mary Jane Ketteridge", "Tamsin Quaife", "D'Arcy Pelham", "Kestutis")
"""A made-up list of watched names."""

_MONTHS = ("January", "March", "May", "July", "September", "December")


_GAPS = (" ", "-", ".", "\u00a0", "\u2013", "  ", " - ", "\n", "/", "\u200b", "\u2009")


def nhs_figures(chance: random.Random) -> str:
    """Ten figures with the right check digit."""
    while True:
        nine = "".join(chance.choice("0123456789") for _ in range(9))
        for last in "0123456789":
            if is_nhs_number(nine + last):
                return nine + last


def nhs(chance: random.Random) -> str:
    """An NHS number: together, in threes and four, each figure in a box, in other figures and widths."""
    ten = nhs_figures(chance)
    parts = (ten[:3], ten[3:6], ten[6:])
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return chance.choice(
        [
            ten,
            *(
                gap.join(parts)
                for gap in (" ", "-", ".", "\u00a0", "\u2013", "  ", " - ", "\n", "/", "\u200b", "\u2009")
            ),
            " ".join(ten),
            ten.translate(wide),
            f"{ten[:5]}\n{ten[5:]}",
            ten[:4] + "\u200b" + ten[4:],
        ]
    )


def postcode(chance: random.Random) -> str:
    """A postcode of any of the six shapes, close, apart, in small letters."""
    area1, area2 = chance.choice("BEGLMNSW"), chance.choice(["SK", "OL", "WA", "M", "BL", "CH"])
    figure = chance.choice("123456789")
    outward = chance.choice(
        [
            f"{area1}{figure}",
            f"{area1}{figure}{chance.choice('0123456789')}",
            f"{area2}{figure}",
            f"SK{figure}{chance.choice('0123456789')}",
            f"W{figure}A",
            "EC1A",
        ]
    )
    inward = chance.choice("0123456789") + "".join(chance.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    written = chance.choice(["", " ", "  ", "\u00a0", "-", "\n"]).join((outward, inward))
    ordinal = inward.lower().endswith(("st", "nd", "rd", "th"))
    return written.lower() if chance.random() < 0.2 and not ordinal else written


def telephone(chance: random.Random) -> str:
    """A telephone number of a house, a mobile or a service, within the country or as from abroad."""
    last = "".join(chance.choice("0123456789") for _ in range(6))
    areas = {"0161": f"4{last}", "01204": last, "020": f"79{last}", "07700": last, "0800": f"1{last}"}
    area, number = chance.choice(list(areas.items()))
    halves = (number[:3], number[3:])
    return chance.choice(
        [
            f"{area} {number}",
            f"{area}{number}",
            f"{area} {' '.join(halves)}",
            f"({area}) {' '.join(halves)}",
            f"+44 {area[1:]} {' '.join(halves)}",
            f"+44{area[1:]}{number}",
            f"+44 (0){area[1:]} {number}",
            f"+44(0) {area[1:]} {' '.join(halves)}",
            f"0044 {area[1:]} {number}",
            f"{area}-{'-'.join(halves)}",
            f"{area}.{'.'.join(halves)}",
            f"{area}\u00a0{number}",
            f"{area}\n{number}",
            f"44{area[1:]}{number}",
        ]
    )


def birth(chance: random.Random) -> str:
    """A date of birth with the word that says so."""
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1935, 2026)
    name = chance.choice(_MONTHS)
    date = chance.choice(
        [
            f"{day}/{month}/{year}",
            f"{day:02}.{month:02}.{year}",
            f"{day:02}-{month:02}-{year % 100:02}",
            f"{day} {name} {year}",
            f"{day}th of {name} {year}",
            f"{day} {name[:3]} {year}",
            f"{name} {day}, {year}",
            f"{year}-{month:02}-{day:02}",
        ]
    )
    words = ("DOB ", "DOB: ", "d.o.b. ", "D.O.B.: ", "born on ", "Born ", "date of birth ", "Date of birth: ", "dob-")
    return chance.choice([*(f"{one}{date}" for one in words), f"{date} (DOB)"])


def email(chance: random.Random) -> str:
    """An e-mail address."""
    name = chance.choice(["orla", "a.lee", "j.o'neill", "team+2", "x_y", "first.last-name"])
    domain = chance.choice(["example.com", "made-up.gov.uk", "nhs.example", "sub.school.sch.uk", "police.uk"])
    sign = chance.choice(["@", "@", "@", "\uff20", " (at) ", "[at]"])
    written = f"{name}{sign}{domain}"
    return written.upper() if chance.random() < 0.2 else written


def insurance(chance: random.Random) -> str:
    """A National Insurance number."""
    six = "".join(chance.choice("0123456789") for _ in range(6))
    pairs = (chance.choice(["AB", "JK", "SC", "PW"]), six[:2], six[2:4], six[4:], chance.choice("ABCD"))
    written = chance.choice(["", " ", "-"]).join(pairs)
    return written.lower() if chance.random() < 0.2 else written


def watched(chance: random.Random) -> str:
    """A watched name in one of the ways that people write it."""
    return chance.choice(WRITTEN)


WRITTEN = (
    "Orla Fennimore", "orla fennimore", "ORLA FENNIMORE", "Orla  Fennimore", "Orla\nFennimore", "O. Fennimore",
    "O Fennimore", "Fennimore, Orla", "FENNIMORE Orla", "Mrs Fennimore", "the Fennimore family",
    "Orla Fennimore's", "Orla Fennimore\u2019s", "Orla\u00a0Fennimore", "Orla\u200b Fennimore", "Fennimore O.",
    "orla_fennimore", "Zoe Branza-O'Dell", "Zo\u00eb Br\u00e2nz\u0103 O\u2019Dell", "ZOE BRANZA ODELL",
    "Zoe\u0308 Bra\u0302nza\u0306-O\u2018Dell", "Z. Br\u00e2nz\u0103\u2013O\u2019Dell", "Mary Jane Ketteridge",
    "Mary Ketteridge", "M.J. Ketteridge", "M J Ketteridge", "Mary J. Ketteridge", "Ketteridge, Mary Jane",
    "Miss Ketteridge", "Tamsin Quaife", "T Quaife", "Tamsin Quaifes", "D\u2019Arcy Pelham", "Darcy Pelham",
    "d'arcy pelham", "D Arcy Pelham", "Dr Pelham", "Kestutis", "KESTUTIS", "K\u0119stutis", "Kestutis's",
)  # fmt: skip
"""The watched names as people write them."""


PLANTS: dict[Kind, Callable[[random.Random], str]] = {
    "nhs": nhs,
    "postcode": postcode,
    "birth": birth,
    "email": email,
    "telephone": telephone,
    "watched": watched,
    "insurance": insurance,
}


def planted(many: int, seed: int = 2026) -> list[tuple[Kind, str]]:
    """So many identifiers of every kind in turn, the same each time."""
    chance = random.Random(seed)
    kinds = list(PLANTS)
    return [(kind, PLANTS[kind](chance)) for kind in (kinds[at % len(kinds)] for at in range(many))]
