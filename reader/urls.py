"""A map of the reading room: every address and the view behind it."""

from django.urls import include, path, re_path, register_converter
from django.views.decorators.http import require_safe

from reader import converters
from reader.feeds import SearchFeed
from reader.views import (
    about,
    agencies,
    cables,
    cite,
    comparing,
    completing,
    coverage,
    dates,
    guide,
    home,
    labels,
    like,
    lookup,
    machines,
    missing,
    most_cited,
    opensearch,
    people,
    posts,
    printing,
    programs,
    report,
    search,
    sitemap,
    sources,
    study,
    study_files,
    threads,
    values,
    versions,
)
from reader.views.exports import downloads

register_converter(converters.Year, "yyyy")
register_converter(converters.TwoDigits, "two")
register_converter(converters.ReferenceId, "id")

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.results, name="search"),
    path("complete/", completing.options, name="complete"),
    path("search/values/<slug:name>/", values.facet, name="search-values"),
    path("search/export.<slug:ending>", downloads.export, name="search-export"),
    path("search/frozen.json", downloads.frozen, name="search-frozen"),
    path("search/compare/", comparing.comparing, name="search-compare"),
    path("search/print/", printing.printed, name="search-print"),
    path("search/feed.atom", require_safe(SearchFeed()), name="search-feed"),
    path("lookup/", lookup.lookup, name="lookup"),
    # cables
    re_path(
        r"^cables/(?P<reference_id>[^/]{1,100})\.(?P<ending>csl\.json|ris|bib)$", cite.as_file, name="cable-citation"
    ),
    path("cables/<id:reference_id>.json", cables.as_json, name="cable-json"),
    path("cables/<id:reference_id>.txt", cables.as_text, name="cable-text"),
    path("cables/<id:reference_id>/", cables.cable, name="cable"),
    path("cables/<id:reference_id>/like/", like.like, name="cable-like"),
    path("cables/<id:reference_id>/cite/", cite.cite, name="cable-cite"),
    path("cables/<id:reference_id>/report/", report.report, name="cable-report"),
    path("cables/<id:reference_id>/versions/", versions.versions, name="cable-versions"),
    path("cables/<id:reference_id>/source/", sources.source, name="cable-source"),
    path("cables/<id:reference_id>/source/raw", sources.raw, name="cable-source-raw"),
    # ways in
    path("dates/", dates.years, name="dates"),
    path("dates/undated/", dates.undated, name="undated"),
    path("dates/<yyyy:year>/", dates.year, name="year"),
    path("dates/<yyyy:year>/<two:month>/", dates.month, name="month"),
    path("dates/<yyyy:year>/<two:month>/<two:day>/", dates.day, name="day"),
    path("posts/", posts.posts, name="posts"),
    path("posts/<slug:slug>/", posts.post, name="post"),
    path("countries/", posts.countries, name="countries"),
    path("countries/<slug:code>/", posts.country, name="country"),
    path("classifications/", labels.classifications, name="classifications"),
    path("classifications/<slug:slug>/", labels.classification, name="classification"),
    path("tags/", labels.tags, name="tags"),
    path("tags/<path:code>/", labels.tag, name="tag"),
    path("captions/", labels.captions, name="captions"),
    path("captions/<slug:slug>/", labels.caption, name="caption"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/<slug:slug>/", agencies.agency, name="agency"),
    path("people/", people.names, name="people"),
    path("people/<path:name>/", people.person, name="person"),
    path("collections/", labels.collections, name="collections"),
    path("collections/<slug:name>/", labels.collection, name="collection"),
    path("most-cited/", most_cited.most_cited, name="most-cited"),
    # coverage, threads, what is missing
    path("coverage/", coverage.overview, name="coverage"),
    path("coverage/export.csv", coverage.overview_file, name="coverage-file"),
    path("coverage/<slug:slug>/", coverage.post, name="coverage-post"),
    path("coverage/<slug:slug>/<yyyy:year>/", coverage.year, name="coverage-year"),
    path("coverage/<slug:slug>/<yyyy:year>/export.csv", coverage.year_file, name="coverage-year-file"),
    path("threads/", threads.threads, name="threads"),
    path("cables/<id:reference_id>/thread/", threads.thread, name="cable-thread"),
    path("cables/<id:reference_id>/thread/export.csv", threads.thread_file, name="cable-thread-file"),
    path("missing/", missing.missing, name="missing"),
    path("missing/export.<slug:ending>", missing.missing_file, name="missing-file"),
    # studies
    path("study/", study.study, name="study"),
    path("study/tables.<slug:ending>", study_files.tables, name="study-tables"),
    path("study/cables/", study.cables, name="study-cables"),
    path("study/cables.<slug:ending>", study_files.cables, name="study-cables-file"),
    path("study/by/<slug:dimension>/", study.by, name="study-by"),
    # about
    path("guide/", guide.guide, name="guide"),
    path("help/search/", guide.search_help, name="search-help"),
    path("about/", about.about, name="about"),
    # for machines
    path("api/", programs.programs, name="api"),
    path("api/v1/", include("reader.api.urls")),
    path("healthz", machines.health, name="healthz"),
    path("opensearch.xml", opensearch.description, name="opensearch"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-rooms.xml", sitemap.rooms, name="sitemap-rooms"),
    path("sitemap-cables-<int:number>.xml", sitemap.cables, name="sitemap-cables"),
]
