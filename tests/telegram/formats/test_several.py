"""Several telegrams in one text, and what only looks like it."""

from tests.telegram.formats.samples import CABLE, all_of, one

OTHER = CABLE.replace("#0123", "#0124").replace("151530Z", "161530Z").replace("000123", "000124")


def starts(text):
    return [document.first_line for document in all_of(text)]


def test_two_transmissions():
    text = CABLE + "\n" + OTHER
    first, second = all_of(text)
    assert second.first_line == len(CABLE.splitlines()) + 2
    assert second.lines[0] == "VZCZCXRO1234"
    assert (first.raw + second.raw).decode() == text


def test_bytes_are_cut_at_every_line_end_and_encoding():
    text = CABLE + OTHER
    for data in (text.replace("\n", "\r\n").encode(), text.replace("\n", "\r").encode(), text.encode("utf-16")):
        documents = all_of(data)
        assert len(documents) == 2
        assert documents[1].raw in data
        assert data.endswith(documents[1].raw)


def test_an_end_of_message_and_a_telegram_without_transmission_id():
    other = OTHER.split("\n", 1)[1]
    assert len(starts(CABLE + "NNNN\n\n" + other)) == 2
    assert len(starts(CABLE + other)) == 1


def test_telegrams_of_the_seventies():
    bare = "R 192358Z JAN 77\nFM AMEMBASSY EXAMPLE\nTO SECSTATE WASHDC 3164\n\n1. BEES.\nSPECIMEN\nNNNN\n\n"
    assert starts(bare + bare.replace("192358Z", "202358Z")) == [1, 9]


def test_a_doubled_header_is_one_telegram():
    header = CABLE[: CABLE.index("1. (SBU)")]
    assert len(all_of(header + CABLE)) == 1


def test_sections_of_one_telegram_stay_together():
    second = CABLE.replace("#0123/01", "#0123/02").replace("SECTION 01", "SECTION 02")
    assert len(all_of(CABLE + "NNNN\n" + second)) == 1


def test_a_quoted_telegram_is_none_of_its_own():
    quoted = CABLE.replace("2. (U)", "QUOTE\nR 010101Z FEB 08\nFM AMCONSUL SAMPLE\nTO AMEMBASSY EXAMPLE\n\n2. (U)")
    assert len(all_of(quoted)) == 1


def test_nothing_is_lost_before_the_first():
    text = "A note on top.\n\n" + CABLE + OTHER
    documents = all_of(text)
    assert documents[0].lines[0] == "A note on top."
    assert len(documents) == 2


def test_one_stays_one():
    assert one(CABLE).raw == CABLE.encode()
