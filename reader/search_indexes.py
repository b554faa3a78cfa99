"""What Haystack indexes: cables, by the fields of reader/search/fields.py (a test holds the two together)."""

from typing import Any

from haystack import indexes

from reader.models import Cable
from reader.search.documents import documents


class CableIndex(indexes.SearchIndex, indexes.Indexable):  # type: ignore[misc]
    """One document a cable. `text` is the text as a whole: the engine searches it as the fields by marking."""

    text = indexes.CharField(document=True, null=True)
    reference_id = indexes.CharField()
    stamp = indexes.CharField(indexed=False)

    # Text of paragraphs by their portion marking, headings and subject
    unmarked = indexes.MultiValueField()
    u = indexes.MultiValueField()
    sbu = indexes.MultiValueField()
    lou = indexes.MultiValueField()
    r = indexes.MultiValueField()
    c = indexes.MultiValueField()
    s = indexes.MultiValueField()
    ts = indexes.MultiValueField()
    heading = indexes.MultiValueField()
    subject = indexes.CharField(null=True)

    # Exact values: filters, facets, order
    date = indexes.DateTimeField(null=True)
    year = indexes.IntegerField(null=True)
    level = indexes.CharField(null=True)
    original = indexes.CharField(null=True)
    highest = indexes.CharField(null=True)
    against = indexes.CharField(null=True)
    country = indexes.CharField(null=True)
    post = indexes.CharField(null=True)
    tag = indexes.MultiValueField()
    agency = indexes.MultiValueField()
    caption = indexes.MultiValueField()
    marking = indexes.MultiValueField()
    concept = indexes.MultiValueField()
    collection = indexes.MultiValueField()
    refers = indexes.MultiValueField()

    # Words of names
    identity = indexes.MultiValueField()
    country_names = indexes.MultiValueField()
    post_names = indexes.MultiValueField()
    sender = indexes.MultiValueField()
    addressee = indexes.MultiValueField()
    agency_names = indexes.MultiValueField()
    caption_names = indexes.MultiValueField()
    marking_names = indexes.MultiValueField()
    concept_names = indexes.MultiValueField()
    collection_names = indexes.MultiValueField()
    signature = indexes.MultiValueField()
    classifier = indexes.MultiValueField()
    drafter = indexes.MultiValueField()
    office = indexes.MultiValueField()

    def get_model(self) -> type[Cable]:
        """The model that is indexed."""
        return Cable

    def prepare(self, obj: Cable) -> dict[str, Any]:
        """The cable's document: the one it carries (see `reader.search.documents`), else made now."""
        carried: dict[str, Any] | None = getattr(obj, "search_document", None)
        return dict(carried if carried is not None else documents([obj.pk])[obj.pk])
