"""Where addresses begin: the reading room at the root, the administration under /admin/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("reader.urls")),
]
handler404 = "reader.views.errors.not_found"
handler500 = "reader.views.errors.server_error"
