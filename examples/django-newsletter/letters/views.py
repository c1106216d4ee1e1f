"""Pages: sign up, confirm, read an issue, look at its mail, leave."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketacontent.rendering.html import brand_style
from ketacontent.rendering.message import UNSUBSCRIBE
from letters.content import renderer, renderer_for
from letters.forms import SubscribeForm
from letters.models import Subscriber
from letters.sending import ask_to_confirm, preview


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the issues and the form."""
    issues = sorted(renderer().catalog.newsletters.values(), key=lambda issue: -issue.number)
    return render(request, "letters/home.html", {"issues": issues, "form": SubscribeForm()})


@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Take a request for the letters; the answer does not tell whether the address was known."""
    form = SubscribeForm(request.POST)
    if not form.is_valid():
        issues = sorted(renderer().catalog.newsletters.values(), key=lambda issue: -issue.number)
        return render(request, "letters/home.html", {"issues": issues, "form": form}, status=400)
    asked = form.cleaned_data
    person, _ = Subscriber.objects.get_or_create(
        address=asked["address"], defaults={"name": asked["name"], "country": asked["country"]}
    )
    if not person.is_active:
        ask_to_confirm(person, request.build_absolute_uri("/").rstrip("/"))
    return redirect("asked")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way."""
    return render(request, "letters/asked.html")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an address; a mail program that opens links on its own only sees the question."""
    person = get_object_or_404(Subscriber, token=token)
    if request.method == "POST":
        Subscriber.objects.filter(pk=person.pk).update(confirmed_at=timezone.now(), left_at=None)
        return render(request, "letters/done.html", {"words": "You will get our letters."})
    return render(request, "letters/question.html", {"words": "Do you want our letters?", "button": "Yes"})


@csrf_exempt  # a mail program posts without cookies (RFC 8058); who has the token may leave
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Take a person off the list: one POST, with no login, no question and no redirect (RFC 8058)."""
    person = get_object_or_404(Subscriber, token=token)
    if request.method == "POST":
        Subscriber.objects.filter(pk=person.pk, left_at__isnull=True).update(left_at=timezone.now())
        return render(request, "letters/done.html", {"words": "You will get no more letters from us."})
    return render(request, "letters/question.html", {"words": "No more letters?", "button": "Unsubscribe"})


@require_safe
def issue(request: HttpRequest, id: str) -> HttpResponse:
    """Show what is in an issue, and its mail as it looks on a phone."""
    made = renderer_for(request)
    record = made.catalog.newsletters.find(id)
    if record is None:
        raise Http404("There is no such letter.")
    items = []
    for item in record.items:
        if item.record is None:
            items.append((item.heading, None))
        else:
            items.append((item.heading or made.catalog.get(item.record).title, f"/{item.record}/"))
    values = {"ref": record.ref, "items": items, "mail": preview(id, made.context.country or "")}
    return render(request, "letters/issue.html", values)


@require_safe
@xframe_options_sameorigin
def mail(request: HttpRequest, id: str) -> HttpResponse:
    """Return the HTML of an issue's mail, for the frame in the page."""
    made = renderer_for(request)
    if made.catalog.newsletters.find(id) is None:
        raise Http404("There is no such letter.")
    return HttpResponse(preview(id, made.context.country or "").html.replace(UNSUBSCRIBE, "#"))


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Return our stylesheet with the colors of the brand."""
    brand = renderer().context.brand
    style = renderer().stylesheet + (brand_style(brand) if brand else "")
    return HttpResponse(style, content_type="text/css")
