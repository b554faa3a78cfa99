"""Released telegrams of 1973-79 in the National Archives' layout: Message Text, the telegram, Message Attributes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random

from reader.fiction.layout import WIDTH, addressee_lines, body_text, subject_lines, wrap
from reader.fiction.records import Cable, File
from reader.fiction.truth import released_truth
from reader.fiction.wrappings.news import with_text

#: Lines of text on a page of the archiving system.
PAGE = 44

_OFFICES = ("EUR", "ARA", "NEA", "EA", "AF", "EB", "IO", "SCA", "OES", "COME", "AID")
_CLEARED = ("OCT-01", "ISO-00", "CIAE-00", "DODE-00", "INR-10", "NSAE-00", "PA-02", "USIA-15", "SP-02", "SS-15")
_ERRORS = ("ERROR READING TEXT INDEX", "EXPAND ERROR ENCOUNTERED", "")

#: E.O. 11652 as the attribute abbreviates it.
_ORDER_CODES = {"N/A": "N/A", "GDS": "GS", "XGDS-1": "X1", "XGDS-3": "X3"}


def release(cable: Cable, rng: Random) -> list[File]:
    """The telegram in its frame."""
    office = rng.choice(_OFFICES)
    number = document_number(cable)
    lines, page_lines, class_words = _missing(rng) if cable.text_missing else _telegram(cable, office, rng)
    attributes = _attributes(cable, number, office, with_text(lines), rng)
    text = "\n".join(("Message Text", "", *lines, "", "Message Attributes", "", *attributes, ""))
    # the two frame lines; without text the system's word is not counted, with text the end marker is
    furniture = with_text(attributes) + 2 + class_words + (0 if cable.text_missing else 1)
    changes: dict[str, object] = {
        "document_number": number,
        "page_break_lines": page_lines,
        "page_class_lines": class_words,
        "metadata_lines": with_text(attributes),
        "furniture_lines": furniture,
        "office": f"{_direction(cable)} {office}",
        "drafter": _drafter(cable, office) if _direction(cable) == "ORIGIN" else None,
    }
    if cable.text_missing:
        changes |= _TEXT_GONE | {"ambiguous": ["dtg_utc", "from_station", "captions", "furniture_lines"]}
    extension = "tel" if rng.random() < 0.2 else "txt"
    return [File(text.encode(), released_truth(cable, changes), extension)]


#: What a telegram whose text is lost does not say.
_TEXT_GONE: dict[str, object] = {
    "dtg_utc": None,
    "precedence": None,
    "from_station": None,
    "classification_line": None,
    "captions": [],
    "paragraph_numbers": [],
    "paragraph_markings": [],
    "paragraph_words": [],
    "headings": [],
    "has_summary": False,
    "has_comment": False,
    "signature": None,
    "to": [],
    "info": [],
    "excluded": [],
    "agencies_defined": [],
}


def document_number(cable: Cable) -> str:
    """1975LOUREN00956: year, the post cut to six characters, the serial with zeros.

    STATE's numbers have six figures, the others' five.
    """
    slot = cable.slot
    width = 6 if slot.post.reference_place == "STATE" else 5
    return f"{slot.moment.year}{slot.post.short}{slot.serial:0{width}d}"


def _missing(rng: Random) -> tuple[list[str], int, int]:
    return [rng.choice(_ERRORS)], 0, 0


def _telegram(cable: Cable, office: str, rng: Random) -> tuple[list[str], int, int]:
    """The telegram's lines, how many of them are PAGE lines, and how many are classification words of a page."""
    lines = [*_distribution(cable, office, rng), *_header(cable, rng), *_body(cable, rng)]
    pages = [lines[start : start + PAGE] for start in range(0, len(lines), PAGE)]
    if len(pages) > 1 and len(pages[-1]) < 3:
        last = pages.pop()
        pages[-1] += last
    word = " " * 20 + cable.level
    found: list[str] = [cable.level, ""] if cable.level != "UNCLASSIFIED" else []
    words = len(found) // 2
    for number, page in enumerate(pages, start=1):
        found += [_page_line(cable, number), "", *page, "", word, ""]
        words += 1
    return [*found, rng.choice(("NNN", "NNNN", "<< END OF DOCUMENT >>"))], len(pages), words


def _page_line(cable: Cable, number: int) -> str:
    slot = cable.slot
    sent = slot.moment + dt.timedelta(minutes=25)
    return f"PAGE {number:02d}        {slot.post.name[:6]:<6}  {slot.serial:05d}  {sent:%d%H%M}Z"


def _direction(cable: Cable) -> str:
    return "ORIGIN" if cable.slot.post.reference_place == "STATE" else "ACTION"


def _drafter(cable: Cable, office: str) -> str:
    return f"{office}:{cable.signature[:1]}{cable.body.paragraphs[0].text[:1].upper()}EXERCISE"


def _distribution(cable: Cable, office: str, rng: Random) -> list[str]:
    """Distribution and drafting lines, the dash line of the time."""
    slot = cable.slot
    first, second = rng.sample(_CLEARED, 5), rng.sample(_CLEARED, 3)
    lines = [
        f"{int(rng.random() * 90) + 10}",
        f"{_direction(cable)} {office}-{int(rng.random() * 20):02d}",
        "",
        "INFO  " + "  ".join(first),
        "",
        "      " + "  ".join(second) + f"  /{int(rng.random() * 90):03d} {rng.choice('RW')}",
    ]
    if _direction(cable) == "ORIGIN":
        lines += ["", f"DRAFTED BY {_drafter(cable, office)}", f"APPROVED BY {office}:ASPECIMEN"]
    group = int(rng.random() * 130_000)
    if slot.moment < dt.datetime(1976, 12, 1, tzinfo=dt.UTC):
        return [*lines, " " * 23 + f"--------------------- {group:06d}"]
    return [*lines, " " * 18 + f"------------------{slot.moment:%d%H%M}Z {group:06d} /{int(rng.random() * 60):02d}"]


def _header(cable: Cable, rng: Random) -> Iterator[str]:
    slot = cable.slot
    yield f"{cable.precedence} {slot.moment:%d%H%M}Z {slot.moment:%b %y}".upper()
    yield f"FM {cable.station}"
    yield from addressee_lines(cable)
    yield f"{cable.classification_line} {slot.post.name} {slot.serial:0{rng.choice((4, 5))}d}"
    yield ""
    for caption in (*cable.captions, *cable.passing):
        yield caption
        yield ""
    yield cable.order.written
    yield from wrap(cable.tags_written, 60)
    yield from subject_lines(cable)
    for line in cable.references_written:
        yield from wrap(line, 58)
    yield ""


def _body(cable: Cable, rng: Random) -> list[str]:
    lines = [line.upper() for line in body_text(cable, rng).lines]
    return [*lines, cable.signature]


def _attributes(cable: Cable, number: str, office: str, count: int, rng: Random) -> list[str]:
    """The attribute block: long values go on in indented lines."""
    slot = cable.slot
    dated = "%d-%b-%Y 12:00:00 am" if rng.random() < 0.2 else "%d %b %Y"
    day = slot.moment.strftime(dated)
    date = "Sent Date" if slot.moment.year == 1977 else "Draft Date"
    review = f"{rng.randint(1, 28):02d} JUN 2005"
    values = {
        "Automatic Decaptioning": "X",
        "Capture Date": "01 JAN 1994",
        "Channel Indicators": "n/a",
        "Current Classification": "UNCLASSIFIED",
        "Concepts": ", ".join(cable.concepts) or "n/a",
        "Control Number": "n/a",
        "Copy": "SINGLE",
        date: day if dated.endswith("am") else day.upper(),
        "Decaption Date": "01 JAN 1960",
        "Disposition Action": "RELEASED",
        "Disposition Authority": "exercise",
        "Disposition Comment": "FICTIONAL TELEGRAM OF AN EXERCISE",
        "Disposition Date": review,
        "Document Number": number,
        "Document Source": "CORE",
        "Drafter": _drafter(cable, office) if _direction(cable) == "ORIGIN" else "n/a",
        "Enclosure": "n/a",
        "Executive Order": _ORDER_CODES.get(cable.order.written.rpartition(" ")[2], "N/A"),
        "Errors": "N/A",
        "Film Number": f"D{slot.moment:%y}{rng.randint(1, 500):04d}-{rng.randint(1, 9999):04d}",
        "From": slot.post.name,
        "Handling Restrictions": "n/a",
        "Line Count": str(count),
        "Locator": "TEXT ON MICROFILM, ADS TEXT UNRETRIEVABLE" if cable.text_missing else "TEXT ON-LINE",
        "Office": f"{_direction(cable)} {office}",
        "Original Classification": cable.level,
        "Original Handling Restrictions": ", ".join(cable.captions) or "n/a",
        "Page Count": str(1 + count // PAGE),
        "Previous Classification": cable.level,
        "Reference": _reference_attribute(cable),
        "Review Action": "RELEASED, APPROVED",
        "Review Authority": "exercise",
        "Review Comment": "n/a",
        "Review Date": "11 APR 2003",
        "Secure": "OPEN",
        "Status": "NATIVE",
        "Subject": cable.subject,
        "TAGS": ", ".join(cable.tags),
        "To": cable.to[0].station.rpartition(" ")[2] if cable.to[0].station != "SECSTATE WASHDC" else "STATE",
        "Type": "TE",
        "Markings": f"EXERCISE: Declassified/Released US Department of State EO Systematic Review {review}",
    }
    return [line for key, value in values.items() for line in _attribute(key, value)]


def _attribute(key: str, value: str) -> Iterator[str]:
    if len(value) <= WIDTH or key == "Markings":
        yield f"{key}: {value}"
        return
    indent = " " * (len(key) + 2)
    lines = wrap(value, 48)
    yield f"{key}: {lines[0]}"
    yield from (indent + line for line in lines[1:])


def _reference_attribute(cable: Cable) -> str:
    """The archive's own list: 74 STATE 152207, 74 QUITO A-12; n/a where there is none."""
    written = []
    for entry in cable.entries:
        for name in entry.reference_ids:
            year, rest = name[:2], name[2:]
            place = rest.rstrip("0123456789").removesuffix("-A")
            serial = rest[len(place) :].replace("-A", "A-")
            written.append(f"{year} {place} {serial}")
    return ", ".join(written) or "n/a"
