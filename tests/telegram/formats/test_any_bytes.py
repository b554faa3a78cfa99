"""Whatever the bytes, documents or refusals come of them; nothing raises and no line is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.telegram.formats import FORMATS, documents
from reader.telegram.records import Document, Refusal
from tests.shared import CORPUS, needs_corpus
from tests.telegram.formats import test_csv, test_html, test_mirrors, test_news, test_released
from tests.telegram.formats.samples import CABLE

SAMPLES = (
    CABLE, CABLE + "NNNN\n\n" + CABLE.replace("0123", "0124"),
    f"{test_news.HEADLINE}\n\n{CABLE}\n{test_news.PITCH}\n{test_news.TAIL}",
    test_html.NEWS, test_html.MIRROR, test_html.message("caf=E9 <pre>", "quoted-printable"),
    test_mirrors.METADATA + CABLE, test_mirrors.NAVIGATION + test_mirrors.TABLE + CABLE,
    test_mirrors.TestPipeTable.ACROSS + CABLE, test_mirrors.TestPipeTable.DOWN + CABLE,
    test_released.telegram(), test_csv.row(1) + test_csv.row(2),
    CABLE.replace("\n", "\r\n").replace("1. (", "¶1. ("),
)  # fmt: skip


def check(data, **known):
    """Everything that comes of the bytes is sound."""
    found = list(documents(data, path="p", **known))
    assert found
    for item in found:
        assert isinstance(item, Document | Refusal)
        if isinstance(item, Document):
            check_document(item)
        else:
            assert item.code
            assert item.reason.endswith(".") or item.reason.endswith(")")
    return found


def check_document(document):
    assert not any("\n" in line or "\r" in line or "\x00" in line for line in document.lines)
    before = 0
    for first, last in document.furniture:
        assert before < first <= last <= len(document.lines)
        before = last
    "".join(document.lines).encode("utf-8")


@given(st.binary(max_size=400))
def test_any_bytes(data):
    check(data)


@given(st.text(max_size=400))
def test_any_text(text):
    check(text.encode("utf-8", "replace"))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=3)), max_size=8), st.data()
)
def test_samples_with_bytes_changed(sample, changes, data):
    changed = bytearray(sample.encode())
    for place, new in changes:
        place %= len(changed)
        changed[place : place + data.draw(st.integers(0, 3))] = new
        changed = changed or bytearray(b"x")
    check(bytes(changed))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(SAMPLES),
    st.randoms(use_true_random=False),
    st.sampled_from(["drop", "double", "swap", "join", "cut"]),
)
def test_samples_with_lines_moved(sample, random, what):
    lines = sample.split("\n")
    for _ in range(random.randint(1, 5)):
        place = random.randrange(len(lines))
        other = random.randrange(len(lines))
        if what == "drop" and len(lines) > 1:
            del lines[place]
        elif what == "double":
            lines.insert(place, lines[other])
        elif what == "swap":
            lines[place], lines[other] = lines[other], lines[place]
        elif what == "join" and place:
            lines[place - 1 : place + 1] = [lines[place - 1] + lines[place]]
        elif what == "cut":
            lines[place] = lines[place][: len(lines[place]) // 2]
    check("\n".join(lines).encode())


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FORMATS)), st.sampled_from(SAMPLES), st.integers(0, 3000))
def test_a_format_that_is_asked_for_by_name_takes_any_text(name, sample, cut):
    check(sample[cut % len(sample) :].encode(), format=name)


@pytest.mark.parametrize("sample", SAMPLES)
def test_lines_of_texts_are_all_there(sample):
    found = check(sample.encode())
    kinds = {document.format for document in found}
    if not kinds & {"csv", "html", "news-html", "mirror-html"}:
        assert [line for document in found for line in document.lines] == sample.replace("\r\n", "\n").rstrip(
            "\n"
        ).split("\n")
    if "csv" not in kinds:
        assert b"".join(document.raw for document in found) == sample.encode()


@pytest.mark.parametrize(
    "data",
    [
        b'"' * 200_000, b'"1","1/1/2008 1:01","' + b'\\"' * 100_000, b"(" * 200_000, b"<" * 200_000, b"<!--" * 50_000,
        b"Cablegate:" * 30_000, b"|" * 200_000, b"Reference ID" * 20_000, b"\n" * 100_000 + b"x", b"\xb6" * 200_000,
        b"VZCZC" * 50_000, b"P 151530Z FEB 08\n" * 20_000, b"NNNN\nR 151530Z FEB 08\n" * 10_000,
        b"Message Text\nMessage Attributes\n" * 5_000, b"08EXAMPLE1\n" * 30_000, b"| Identifier |\n" * 30_000,
        b"Mime-Version: 1\nContent-Type: text/html\n" * 5_000, b"1, 2/15/2008, " * 20_000,
        b"Advertisement\nnewsletter\n" * 20_000, b"Subject: a\nb\n" * 20_000 + b"Message Attributes\n",
    ],
    ids=range(20),
)  # fmt: skip
def test_long_and_ugly(data):
    check(data)


@needs_corpus
def test_real_files_in_every_wrapping():
    for path in sorted(CORPUS.glob("*/*")):
        found = check(path.read_bytes())
        assert len(found) == 1, path.name
