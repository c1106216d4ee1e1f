"""Addresses of the letters, and of the pages that a letter leads to."""

from django.urls import path

from ketacontent.integrations.django import listing_view, record_view
from letters import views

urlpatterns = [
    path("", views.home, name="home"),
    path("subscribe/", views.subscribe, name="subscribe"),
    path("asked/", views.asked, name="asked"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("u/<str:token>/", views.leave, name="leave"),
    path("issues/<slug:id>/", views.issue, name="issue"),
    path("issues/<slug:id>/mail/", views.mail, name="mail"),
    path("ketacontent.css", views.stylesheet, name="stylesheet"),
    # The letters lead to these: the renderer's `base_url` is this site.
    path("<slug:kind>/<slug:id>/", record_view(template="letters/record.html"), name="record"),
    path("<slug:name>/", listing_view(template="letters/record.html"), name="listing"),
]
