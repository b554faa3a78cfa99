"""Telegrams become rows: every column, every name, nothing doubled, nothing lost."""

import datetime as dt

import pytest

from reader.ingest import write
from reader.models import Addressee, Agency, Cable, Marking, Paragraph, Release, Source, Station, Tag
from reader.telegram import Hints, records
from tests.factories import make_telegram, receive, store

pytestmark = pytest.mark.django_db

SBU = records.Marking("(SBU)", "UNCLASSIFIED", ("SBU",))
SECRET = records.Marking("(S//NF)", "SECRET", ("NOFORN",))


def paragraph(number: int | None, text: str, marking: records.Marking | None = None) -> records.Paragraph:
    return records.Paragraph(number, marking, None, text, (1, 2), page_breaks=(records.PageBreak(4, 9),))


def full() -> records.Telegram:
    """A telegram with everything that a telegram can have."""
    return make_telegram(
        transmission_id="VZCZCXRO3243",
        precedence="ROUTINE",
        originator=records.Originator("RUEHON", "AMCONSUL TORONTO", 165),
        to=(records.Addressee("RUEHC", "SECSTATE WASHDC", "PRIORITY", "0042"),),
        info=(
            records.Addressee("RUEHOT", "AMEMBASSY OTTAWA"),
            records.Addressee(None, "FICTIONAL FISHERIES OFFICE", excluded=("AMCONSUL QUEBEC",)),
            records.Addressee("RUEHOT", None),
        ),
        classification=records.Classification("SECRET", ("NOFORN",), "S E C R E T TORONTO 000165"),
        captions=("SIPDIS", "SIPDIS"),
        executive_order=records.ExecutiveOrder("12958", "DECL: 05/28/2018", "2018-05-28"),
        tags=("PGOVSMIG", "CA", "XQZZ"),
        subject="LAKE LEVELS",
        subject_marking=SBU,
        references=(
            records.Reference("A", "Toronto 24", "cable", "08TORONTO24", line=9),
            records.Reference("B", "MOORE E-MAIL", "email"),
        ),
        classified_by="Consul Specimen",
        reasons=("1.4(b)",),
        summary="The lake is calm.",
        paragraphs=(
            paragraph(1, "The RCMP and the Lake Office (LO) met.", SBU),
            paragraph(1, "Secret words here.", SECRET),
            paragraph(None, "No number."),
        ),
        signatures=("SPECIMEN",),
        text_references=(
            records.TextReference(1, 0, 6, "Ref A", ("08TORONTO24",), "A"),
            records.TextReference(2, 0, 2, "Ref B", (), "B"),
        ),
        mentions=(
            records.AgencyMention(0, 4, 8, "RCMP", "Royal Canadian Mounted Police", "CA"),
            records.AgencyMention(0, 17, 28, "LO", "Lake Office", None, True),
            records.AgencyMention(1, 0, 3, "GOB", None),
        ),
        regions=(records.Region("paragraph", (1, 9)),),
        hints=Hints(subject="Cable: lakes", captured="2011-09-02T10:00:00Z"),
        lines={"date": (4, 4)},
        warnings=(records.ReadingWarning("no-tags", "No TAGS.", 5),),
    )


def test_a_new_cable_is_stored_with_all_its_parts() -> None:
    written = store(full())
    cable = Cable.objects.get()
    assert written.new == [cable.pk]
    assert (cable.reference_id, cable.number, cable.year, cable.serial) == ("08TORONTO165", "08TORONTO165", 2008, 165)
    assert (cable.date_source, cable.date_has_time, cable.day) == ("dtg", True, dt.date(2008, 5, 28))
    assert (cable.level, cable.level_source, cable.caveats) == ("SECRET", "cable", ["NOFORN"])
    assert (cable.station.slug, cable.precedence) == ("toronto", "ROUTINE")
    assert (cable.headline, cable.subject_marking.as_written) == ("Cable: lakes", "(SBU)")
    assert cable.declassify_on == dt.date(2018, 5, 28)
    assert (cable.paragraph_count, cable.marked_count, cable.word_count) == (3, 2, 13)
    assert cable.highest_portion_level == "SECRET"
    assert cable.regions == [{"kind": "paragraph", "lines": [1, 9]}]
    assert cable.field_lines == {"date": [4, 4]}
    assert cable.warnings == [{"code": "no-tags", "message": "No TAGS.", "line": 5}]
    assert cable.source.captured == dt.datetime(2011, 9, 2, 10, tzinfo=dt.UTC)


def test_paragraphs_have_anchors_that_no_two_share() -> None:
    store(full())
    rows = Paragraph.objects.order_by("position").values_list("position", "number", "anchor", "marking__as_written")
    assert list(rows) == [(1, 1, "p1", "(SBU)"), (2, 1, "p1-2", "(S//NF)"), (3, None, "at3", None)]
    assert Paragraph.objects.first().page_breaks == [[4, 9]]


def test_addressees_are_found_by_name_and_unknown_ones_kept() -> None:
    store(full())
    rows = Addressee.objects.order_by("kind", "position").values_list(
        "kind", "station__slug", "station__known", "serial"
    )
    assert list(rows) == [
        ("info", "ottawa", True, ""),
        ("info", "fictional-fisheries-office", False, ""),
        ("info", "ottawa", True, ""),
        ("to", "state", True, "0042"),
    ]
    assert Addressee.objects.get(as_written="FICTIONAL FISHERIES OFFICE").excluded == ["AMCONSUL QUEBEC"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("CIA WASHINGTON DC", "CIA WASHDC"),
        ("DEPARTMENT OF TREASURY WASHDC", "DEPT OF TREASURY WASHINGTON DC"),
        ("Amconsul Toronto", "AMCONSUL TORONTO"),
        ("SECSTATE WASHDC//EUR/XX//", "SECSTATE WASHDC"),
        ("FICTIONAL OFFICE//ABC", "FICTIONAL OFFICE"),
    ],
)
def test_spellings_of_one_station(written: str, name: str) -> None:
    store(make_telegram(to=(records.Addressee(None, written),)))
    addressee = Addressee.objects.get()
    assert (addressee.station.name, addressee.as_written) == (name, written)


def test_fused_tags_lead_to_their_pieces_and_unknown_ones_are_kept() -> None:
    store(full())
    rows = Cable.objects.get().cabletag_set.values_list("position", "tag__code", "as_written", "tag__known")
    assert list(rows) == [
        (0, "PGOV", "PGOVSMIG", True),
        (1, "SMIG", "PGOVSMIG", True),
        (2, "CA", "CA", True),
        (3, "XQZZ", "XQZZ", False),
    ]


def test_a_doubled_caption_is_one() -> None:
    store(full())
    assert [caption.name for caption in Cable.objects.get().captions.all()] == ["SIPDIS"]


def test_mentions_point_to_the_authoritys_agency_to_a_new_one_or_to_none() -> None:
    store(full())
    mentions = Cable.objects.get().mentions.order_by("paragraph__position", "start")
    found = [(mention.acronym, mention.agency and mention.agency.slug, mention.defined) for mention in mentions]
    assert found == [("RCMP", "rcmp", False), ("LO", "lo", True), ("GOB", None, False)]
    assert not Agency.objects.get(name="Lake Office").known


def test_references_in_lists_and_in_text_are_both_kept() -> None:
    store(full())
    cable = Cable.objects.get()
    listed = list(cable.references.listed().values_list("label", "text", "kind", "reference_id", "line"))
    assert listed == [("A", "Toronto 24", "cable", "08TORONTO24", 9), ("B", "MOORE E-MAIL", "email", "", None)]
    in_text = cable.references.exclude(paragraph=None).values_list("text", "kind", "reference_id", "paragraph__anchor")
    assert list(in_text) == [("Ref A", "cable", "08TORONTO24", "p1-2"), ("Ref B", "email", "", "at3")]


def test_the_same_bytes_again_are_unchanged() -> None:
    first = receive(full(), b"same")
    store(first)
    written = store(first, first)
    assert (written.new, written.updated, written.unchanged) == ([], [], 2)
    assert Source.objects.count() == 1


def test_the_same_bytes_twice_in_one_batch_are_one_source() -> None:
    written = store(receive(full(), b"same"), receive(full(), b"same"))
    assert (len(written.new), written.unchanged, Source.objects.count()) == (1, 1, 1)


def test_the_source_keeps_the_bytes_as_received() -> None:
    store(receive(make_telegram(), b"\xb6 as received\r\n"))
    assert Source.objects.get().raw == b"\xb6 as received\r\n"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(
            {"hints": Hints(classification="UNCLASSIFIED//FOR OFFICIAL USE ONLY")}, ("UNCLASSIFIED", "hint"), id="page"
        ),
        pytest.param(
            {
                "hints": Hints(classification="SECRET"),
                "classification": records.Classification("CONFIDENTIAL", (), "CONFIDENTIAL"),
            },
            ("CONFIDENTIAL", "cable"),
            id="the cable wins over the page",
        ),
        pytest.param(
            {
                "classification": records.Classification("CONFIDENTIAL", (), "CONFIDENTIAL"),
                "release": records.Release("1975X00001", "SECRET", "UNCLASSIFIED"),
            },
            ("SECRET", "release"),
            id="a release's original classification wins",
        ),
        pytest.param(
            {
                "classification": records.Classification("CONFIDENTIAL", (), "CONFIDENTIAL"),
                "release": records.Release("1975X00001", None, "UNCLASSIFIED"),
            },
            ("CONFIDENTIAL", "cable"),
            id="a garbled one leaves it to the cable",
        ),
        pytest.param({}, (None, ""), id="nothing is invented"),
    ],
)
def test_the_level(fields: dict, expected: tuple) -> None:
    store(make_telegram(**fields))
    cable = Cable.objects.get()
    assert (cable.level, cable.level_source) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"date": None, "hints": Hints(date="2008-05-28")}, ("hint", False, 2008), id="a day"),
        pytest.param({"date": None, "hints": Hints(date="2008-05-28T19:32:00Z")}, ("hint", True, 2008), id="a time"),
        pytest.param({"date": None, "hints": Hints(date="no date")}, ("", False, 2008), id="year of the id alone"),
    ],
)
def test_a_date_that_only_the_page_states(fields: dict, expected: tuple) -> None:
    store(make_telegram(**fields))
    cable = Cable.objects.get()
    assert (cable.date_source, cable.date_has_time, cable.year) == expected
    assert (cable.day is None) == (expected[0] == "")


@pytest.mark.parametrize(
    ("originator", "reference_id", "slug"),
    [
        pytest.param(records.Originator("RUEHON", None, 165), "08TORONTO165", "toronto", id="no FM"),
        pytest.param(None, "08QUITO12", "quito", id="only the id"),
        pytest.param(records.Originator(None, "AMEMBASSY KIEV"), "06KIEV12", "kyiv", id="an older name"),
        pytest.param(
            records.Originator(None, "USS FICTIONAL"), "75USSFICTIONAL3", "uss-fictional", id="an unknown one"
        ),
    ],
)
def test_the_sending_post(originator: records.Originator | None, reference_id: str, slug: str) -> None:
    store(make_telegram(reference_id=reference_id, originator=originator))
    assert Cable.objects.get().station.slug == slug


def test_a_release_is_stored_with_its_concepts_and_every_attribute() -> None:
    release = records.Release(
        document_number="1975LOUREN00956",
        original_classification="CONFIDENTIAL",
        current_classification="UNCLASSIFIED",
        handling=("EXDIS",),
        text_missing=True,
        concepts=("FISHERIES", "VISITS", "FISHERIES"),
        office="ACTION EUR",
        attributes={"Locator": "TEXT ON MICROFILM"},
    )
    store(make_telegram(reference_id="75LOURENCOMARQUES956", paragraphs=(), release=release))
    stored = Release.objects.get()
    assert [concept.name for concept in stored.concepts.all()] == ["FISHERIES", "VISITS"]
    assert (stored.handling, stored.attributes) == (["EXDIS"], {"Locator": "TEXT ON MICROFILM"})
    assert stored.cable.text_missing


def test_long_values_fit_their_columns_and_stay_whole_in_the_source() -> None:
    long = "X" * 5000
    store(
        receive(
            make_telegram(
                tags=(long,),
                captions=(long,),
                classified_by=long,
                originator=records.Originator(long, long),
                to=(records.Addressee(long, long, long, long),),
                references=(records.Reference(long, long, "dtg", None, long),),
                mentions=(records.AgencyMention(0, 0, 3, long, long),),
                paragraphs=(paragraph(1, long, records.Marking(long, None)),),
            ),
            long.encode(),
        )
    )
    for model in (Cable, Station, Tag, Marking, Agency, Addressee):
        for row in model.objects.filter(pk__gt=0):
            row.clean_fields(exclude=[f.name for f in model._meta.fields if f.get_internal_type() == "ForeignKey"])
    assert Source.objects.get().raw == long.encode()


def test_nothing_is_half_stored_when_the_database_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    real = write.bulk.insert

    def refuse(model: type, rows: list) -> None:
        if model is Addressee:
            raise OSError("disk full")
        real(model, rows)

    monkeypatch.setattr(write.bulk, "insert", refuse)
    with pytest.raises(OSError, match="disk full"):
        store(full())
    assert not Cable.objects.exists()
    assert not Source.objects.exists()
    assert not Station.objects.filter(name="FICTIONAL FISHERIES OFFICE").exists()
