"""Agencies named in text: defined there, known by acronym or name, and the capitals that name none."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.telegram import agency_meanings, authority
from reader.telegram.agencies import mentions

LOUD = "THE {} CAME YESTERDAY AND MANY PEOPLE SPOKE TO THE DELEGATION ABOUT IT."


def found(text, country="CA"):
    result = mentions([text], country_code=country)
    return [(text[m.start : m.end], m.name) for m in result]


def names(text, country="CA"):
    return [name for _, name in found(text, country)]


@pytest.mark.parametrize(
    ("text", "written", "name"),
    [
        ("The Rumito Rail Watch (RRW) was founded", ["Rumito Rail Watch (RRW)"], "Rumito Rail Watch"),
        (
            "The Harbour Safety Agency (HSA) met us. HSA officers",
            ["Harbour Safety Agency (HSA)", "HSA"],
            "Harbour Safety Agency",
        ),
        (
            "the Bureau of Coastal Affairs (BCA); BCA",
            ["Bureau of Coastal Affairs (BCA)", "BCA"],
            "Bureau of Coastal Affairs",
        ),
        ("Department of Boats (DOB) and DOB", ["Department of Boats (DOB)", "DOB"], "Department of Boats"),
        ("HSA (Harbour Safety Agency) said HSA", ["HSA (Harbour Safety Agency)", "HSA"], "Harbour Safety Agency"),
        ('the Harbour Safety Agency (the "HSA")', ['Harbour Safety Agency (the "HSA")'], "Harbour Safety Agency"),
        ("Policia del Puerto (PP) y PP", ["Policia del Puerto (PP)", "PP"], "Policia del Puerto"),
        ("THE HARBOUR SAFETY AGENCY (HSA). HSA", ["HARBOUR SAFETY AGENCY (HSA)", "HSA"], "HARBOUR SAFETY AGENCY"),
        ("HSA. The Harbour Safety Agency (HSA)", ["HSA", "Harbour Safety Agency (HSA)"], "Harbour Safety Agency"),
    ],
)
def test_the_text_defines(text, written, name):
    assert found(text) == [(place, name) for place in written]


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("DAS Pickett met the minister.", "PE", []),
        ("The DAS of WHA left.", "PE", ["WHA"]),
        ("DAS Pickett met the minister.", "CO", []),
        ("WHA DAS Pickett, WHA/DAS Pickett and EUR DAS agreed.", "CO", ["WHA", "WHA"]),
        ("Acting DAS Pickett came. The DAS for Canada and DAS L. Pickett stayed.", "CO", []),
        ("The DAS has files. DAS Director Specimen denied it; DAS agents too.", "CO", ["DAS"] * 3),
        ("The Deputy Assistant Secretary (DAS) met DAS officers.", "CO", []),
    ],
)
def test_a_title_is_no_agency(text, country, expected):
    found = mentions([text], country_code=country)
    assert [m.acronym for m in found if m.acronym != "EUR"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The National Statistics Institute (INEI) met. INEI was late.", ["National Statistics Institute"] * 2),
        ("met the Director of the National Port Enterprise (ENP)", ["National Port Enterprise"]),
        ("officials of the Ministry of Foreign Affairs (MRE)", ["Ministry of Foreign Affairs"]),
        ("Ministry of the Harbours (MDP) officials", ["Ministry of the Harbours"]),
        ("Rumitia's National Election Board (JNE)", ["National Election Board"]),
        ("the Harbour Office, the Mine Workers Federation (FTM) and others", ["Mine Workers Federation"]),
        ("the Lampmakers' Confederation of Rumitia (EMCOR)", ["Lampmakers' Confederation of Rumitia"]),
        ("National Statistics Institute (INEI) staff", ["National Statistics Institute"]),
        ("INEI (National Statistics Institute) and INEI", ["National Statistics Institute"] * 2),
        ("The Shining Lamp (SL) was absent", []),
        ("President Roe (APRA) came, with a visit (OK) and a figure (US$ 5)", []),
        ("the National Police Chief (PNJ)", []),
        ("the Police Commissioner (CP)", []),
        ("the Ministry of Lamps Undersecretary Roe (MUR)", []),
        ("Ministry of Lamps Jane Roe (PLN)", []),
        ("Lately National Statistics Institute (INEI) staff", []),
        ("THE NATIONAL STATISTICS INSTITUTE (INEI)", []),
        ("the Lamp Union (CGTP)", []),
        ("the National Port Enterprise (ENP, formed in 1990)", []),
    ],
)
def test_acronyms_of_another_language(text, expected):
    assert names(text, country=None) == expected


def test_only_the_defining_place_is_a_definition():
    defined = [m.defined for m in mentions(["The Harbour Safety Agency (HSA).", "HSA"], country_code=None)]
    assert defined == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "a memorandum of understanding (MOU) and the MOU",
        "internally displaced persons (IDPs), IDP",
        "the Member of Parliament (MP) and MP",
        "a Security Council Resolution (SCR); SCR",
        "the Gross Domestic Product (GDP)",
        "the meeting (TBD)",
    ],
)
def test_other_definitions_are_no_agencies(text):
    assert found(text) == []


def test_another_definition_takes_the_acronym_from_the_authority():
    assert found("a Rapid Cargo Movement Plan (RCMP). The RCMP") == []
    assert names("the Regional Coastal Marine Police (RCMP); RCMP") == ["Regional Coastal Marine Police"] * 2


def test_the_authoritys_own_definition_keeps_its_name_and_country():
    (first, second) = mentions(["Federal Security Service (FSB), FSB"], country_code="GE")
    assert (first.name, first.country_code, first.defined) == ("Federal Security Service", "RU", True)
    assert (second.name, second.defined) == ("Federal Security Service", False)


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("RCMP", "CA", "Royal Canadian Mounted Police"),
        ("the RCMP's", "US", "Royal Canadian Mounted Police"),
        ("GOB", "BR", "Government of Brazil"),
        ("GOB", "BO", "Government of Bolivia"),
        ("GOB", "CA", None),
        ("GOB", None, None),
        ("GOI", "IR", "Government of Iran"),
        ("GOJ", "JM", "Government of Jamaica"),
        ("PT", "BR", "Workers' Party"),
        ("SBU", "UA", "Security Service of Ukraine"),
        ("UN", None, "United Nations"),
        ("the U.N. said", None, "United Nations"),
        ("EU-led", None, "European Union"),
        ("FBI/DEA", None, "Federal Bureau of Investigation"),
        ("S/CT", None, "Office of the Coordinator for Counterterrorism"),
        ("G-8", None, "Group of Eight"),
        ("ZANU-PF", None, "Zimbabwe African National Union - Patriotic Front"),
    ],
)
def test_acronyms_of_the_authority(text, country, name):
    assert names(text, country)[0] == name


@pytest.mark.parametrize(
    "text", ["PT", "SBU", "PP", "AI", "EPA", "ETA", "MSG", "CAN", "GOQ", "Gob", "who", "rcmp", "RCMPX", "FUND"]
)
def test_acronyms_that_say_nothing_here(text):
    assert found(f"about {text} then", "PL") == []


@pytest.mark.parametrize("word", ["WHO", "ICE", "AID", "ECHO", "DART", "PACE", "SEC"])
def test_english_words_in_capitals_are_none(word):
    assert found(LOUD.format(word)) == []


def test_in_a_sentence_they_are():
    assert names("The WHO and ICE said") == ["World Health Organization", "Immigration and Customs Enforcement"]


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("the Royal Canadian Mounted Police", "US", ["Royal Canadian Mounted Police"]),
        ("the Ministry of Interior", "TH", ["Ministry of the Interior"]),
        ("the Thai Ministry of Foreign Affairs", "TH", ["Ministry of Foreign Affairs"]),
        ("THE MINISTRY OF FOREIGN AFFAIRS", "TH", ["Ministry of Foreign Affairs"]),
        ("the U.S. Coast Guard", "CA", ["Coast Guard"]),
        ("the Coast Guard", "CA", []),
        ("the Brazilian Air Force", "BR", []),
        ("the Department of Justice", "IE", []),
        ("the International Labor Organization", "IE", ["International Labour Organization"]),
        ("the Fund and the Commission and the Alliance", "IE", []),
        ("the World Bank", "IE", ["International Bank for Reconstruction and Development"]),
        ("ministry of foreign affairs", "TH", []),
        ("World Banking", "TH", []),
    ],
)
def test_names_in_words(text, country, expected):
    assert names(text, country) == expected


def test_mentions_are_in_order_and_do_not_overlap():
    text = "The ASEAN Regional Forum, UN, U.S. Customs and Border Protection (CBP) and CBP."
    result = mentions(["", text], country_code="CA")
    assert [m.paragraph for m in result] == [1] * len(result)
    assert all(one.end <= two.start for one, two in itertools.pairwise(result))
    assert [m.acronym for m in result] == ["ARF", "UN", "CBP", "CBP"]


def test_every_rule_is_about_something_that_is_looked_for():
    for row in authority.agency_rules():
        if row.rule == "country" and agency_meanings.is_acronym(row.written):
            assert agency_meanings.of_acronym(row.written, None) is None, row


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.sampled_from("ABCPRMUN abc(),.-/'&\0é¶ofthe "), max_size=150), max_size=4))
def test_any_text_keeps_its_places(paragraphs):
    last = (0, 0)
    for mention in mentions(paragraphs, country_code="CA"):
        assert last <= (mention.paragraph, mention.start) < (mention.paragraph, mention.end)
        assert mention.end <= len(paragraphs[mention.paragraph])
        last = (mention.paragraph, mention.end)


@settings(deadline=None)
@given(st.lists(st.text(), max_size=3))
def test_no_text_raises(paragraphs):
    mentions(paragraphs, country_code=None)


@pytest.mark.parametrize(
    "unit", ["(A", "of ", "A (AA) ", "Ministry of ", "U.N.", "(AAAA) of ", "((((", "UN", "United Nations "]
)
def test_long_texts_are_read_to_their_end(unit):
    mentions([unit * 20_000], country_code="CA")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Harbour Safety Agency's (HSA) boats", "Harbour Safety Agency"),
        ("Harbour Safety Agency (HSA) and Harbour Safety Agencies (HSA)", "Harbour Safety Agency"),
    ],
)
def test_one_acronym_has_one_name(text, name):
    assert set(names(text)) == {name}


def test_an_american_and_an_international_body_of_one_acronym_stay_open():
    assert names("the NRC said", "AT") == [None]
    assert names("the NRC said", "US") == ["Nuclear Regulatory Commission"]
