"""A field of a cable set right by a person, and given back: reading, counts and the work of the index follow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from reader.ingest import bulk, resolve, tally
from reader.ingest.correction_values import CorrectionRefused, of_stored, typed
from reader.ingest.corrections import place_of
from reader.ingest.directory import Directory
from reader.ingest.identity import next_id
from reader.ingest.readings import Readings, choice_of
from reader.ingest.received import number_of
from reader.ingest.unindexed import stale
from reader.models import Cable, Correction, Paragraph, Reference, Report, WithdrawnCable, counting

#: Fields of a paragraph: they need its anchor.
OF_PARAGRAPHS = ("paragraph_number", "paragraph_marking")


def correct(
    cable: Cable, field: str, text: str, *, why: str, who: Any, anchor: str = "", report: Report | None = None
) -> Correction:
    """Set a field right; raises CorrectionRefused, with a sentence, and changes nothing when that cannot be."""
    value = typed(field, text)
    if not why.strip():
        raise CorrectionRefused("Say why: readers see it beside the field.")
    paragraph = _paragraph(cable, anchor) if field in OF_PARAGRAPHS else None
    with _following(cable):
        correction = Correction(cable=cable, field=field, value_given=value, why=why.strip(), who=who, report=report)
        _begin_at(correction, paragraph)
        earlier = _standing(cable, correction)
        _check(correction, earlier)
        if earlier:
            correction.value_read = earlier.value_read
            _end(earlier, who)
        correction.save()
        _read_again(cable, field, value)
        correction.refresh_from_db()
        if correction.value_given == correction.value_read:
            raise CorrectionRefused(f"That is what was read: {correction.read_words}. {_instead(earlier)}")
        if report:
            Report.objects.filter(pk=report.pk).update(state="mended")
    return correction


def withdraw(correction: Correction, who: Any) -> None:
    """Give a field back what was read; raises CorrectionRefused, with a sentence, when that cannot be."""
    cable, field = correction.cable, correction.field
    if correction.withdrawn:
        raise CorrectionRefused("This correction does not count any more: it was withdrawn or replaced.")
    if field == Correction.NUMBER and Cable.objects.filter(reference_id=correction.value_read).exists():
        raise CorrectionRefused(
            f"{correction.value_read} is another cable by now, so this one cannot have that id back. Give it a "
            "third one instead, or set the other cable’s right first."
        )
    with _following(cable):
        _end(correction, who)
        _read_again(cable, field, correction.value_read)


@contextmanager
def _following(cable: Cable) -> Iterator[None]:
    """Change a cable's reading inside of this: all of it or nothing; what is counted and indexed follows."""
    number = cable.number
    try:
        with counting.refresh([cable.pk]):
            yield
            stale([cable.pk])
            if cable.number != number:
                _recount(cable, number)
    except DatabaseError as error:
        raise CorrectionRefused(f"The database refused ({error}). Nothing was changed; try it again.") from error


def _paragraph(cable: Cable, anchor: str) -> Paragraph:
    found = cable.paragraphs.filter(anchor=anchor).select_related("marking").first()
    if found is None:
        named = f"“{anchor[:12]}”" if anchor else "that"
        raise CorrectionRefused(f"{cable.reference_id} has no paragraph {named}. Choose one of those that it has.")
    return found


def _begin_at(correction: Correction, paragraph: Paragraph | None) -> None:
    """What the correction begins with: the place of the paragraph, the id before the first change."""
    if paragraph:
        correction.anchor = paragraph.anchor
        correction.place = place_of(paragraph, correction.cable)
    correction.value_read = of_stored(correction.field, correction.cable, paragraph)


def _standing(cable: Cable, correction: Correction) -> Correction | None:
    """The correction that this one replaces."""
    return cable.corrections.filter(withdrawn=None, field=correction.field, anchor=correction.anchor).first()


def _check(correction: Correction, earlier: Correction | None) -> None:
    """Something must change, and an id must be free."""
    value = correction.value_given
    if value == correction.value_read:
        raise CorrectionRefused(f"It says so already: {correction.given_words}. Nothing was changed.")
    if earlier and value == earlier.value_read:
        raise CorrectionRefused(f"That is what was read: {correction.given_words}. {_instead(earlier)}")
    if correction.field == Correction.NUMBER:
        _check_free(str(value))


def _check_free(reference_id: str) -> None:
    number = number_of(reference_id)
    held = Cable.objects.filter(number=number).order_by("pk").values_list("reference_id", flat=True)
    gone = WithdrawnCable.objects.filter(number=number).order_by("pk").values_list("reference_id", flat=True)
    given = [*held, *gone]
    if reference_id in held:
        raise CorrectionRefused(
            f"{reference_id} is held already, and is another cable. Where two cables carry one number, give this one "
            f"{next_id(number, given)}."
        )
    if reference_id in gone:
        raise CorrectionRefused(
            f"{reference_id} was the id of a cable that was taken out, and is not given again. Give this one "
            f"{next_id(number, given)}."
        )
    if reference_id != number and number not in given:
        raise CorrectionRefused(f"No cable {number} is held: give the id without “{reference_id[len(number) :]}”.")


def _instead(earlier: Correction | None) -> str:
    return "Withdraw the correction that stands there instead." if earlier else "Nothing was changed."


def _end(correction: Correction, who: Any) -> None:
    correction.withdrawn, correction.withdrawn_by = timezone.now(), who
    correction.save(update_fields=["withdrawn", "withdrawn_by"])


def _read_again(cable: Cable, field: str, value: Any) -> None:
    """Give the cable the reading of its texts, with the corrections that stand now."""
    choice = choice_of(cable.pk)
    if choice is None:
        raise CorrectionRefused("The reader takes none of this cable’s texts any more, so that nothing was changed.")
    directory = Directory()
    if field == Correction.NUMBER:
        _rename(cable, value, directory)
    if field == "date":
        # They named it by its moment; what still fits is found again.
        Reference.objects.filter(target=cable, kind="dtg", reference_id="").update(target=None)
    Readings(directory).put(cable, choice)


def _rename(cable: Cable, reference_id: str, directory: Directory) -> None:
    """Another id: references to the old one wait again or lead to another cable of its number.

    Those to the new one are found with the reading.
    """
    Reference.objects.filter(target=cable, reference_id=cable.reference_id).update(target=None)
    before = cable.number
    cable.reference_id, cable.number = reference_id, number_of(reference_id)
    Cable.objects.filter(pk=cable.pk).update(reference_id=cable.reference_id, number=cable.number)
    if found := resolve.released({before}, (), directory.stations):
        counting.withdraw(Reference.objects.filter(pk__in=[key for _, key in found]).values_list("cable", flat=True))
        bulk.point(Reference, "target_id", found)


def _recount(cable: Cable, number: str) -> None:
    """The series of the old and of the new number, and who cites them."""
    citing = Reference.objects.filter(reference_id__in={number, cable.number} - {""}).order_by()
    tally.recount_around([cable.pk, *citing.values_list("cable", flat=True).distinct()])
    if number:
        tally.recount_series({number.rstrip("0123456789")})
