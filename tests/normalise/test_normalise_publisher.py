"""Who served the page."""

from __future__ import annotations

import pytest

from newsarc.model.article import Publisher
from newsarc.model.parts import Found
from newsarc.normalise.publisher import publisher_of

URL = "https://www.harbourherald.example/politics/2024/story"


def name_of(*pairs: tuple[str, str], url: str | None = URL) -> str | None:
    candidates = tuple(Found(value, evidence) for value, evidence in pairs)
    chosen = publisher_of(url, candidates, sections=("Economy",), title="Ferries return")
    return chosen.name if chosen else None


@pytest.mark.parametrize(
    ("candidates", "name"),
    [
        ((("The Harbour Herald", "meta:og:site_name"),), "The Harbour Herald"),
        ((("Copyright © 2019-2024 Harbour Herald. All rights reserved.", "meta:copyright"),), "Harbour Herald"),
        ((("Harbour Herald desk@harbourherald.example", "meta:publisher"),), "Harbour Herald"),
        ((("Seite 34", "title-suffix"), ("Harbour Herald", "meta:copyright")), "Harbour Herald"),
        ((("HARBOURHERALD.EXAMPLE", "meta:og:site_name"), ("Harbour Herald", "jsonld")), "Harbour Herald"),
        ((("HarbourHerald.example", "meta:og:site_name"), ("HarbourHerald GmbH", "jsonld")), "HarbourHerald.example"),
        ((("Harbour Herald Private Limited", "copyright"),), "Harbour Herald"),
        ((("Übersicht", "title-suffix"), ("Harbour Herald", "copyright")), "Harbour Herald"),
        ((("02.11.2021", "title-suffix"), ("Harbour Herald", "meta:copyright")), "Harbour Herald"),
        ((("By Jane Doe", "title-suffix"), ("Harbour Herald", "meta:copyright")), "Harbour Herald"),
        ((("Start", "meta:og:site_name"), ("Harbour Herald", "meta:copyright")), "Harbour Herald"),
        ((("The Harbour Herald - All the news from the quay", "meta:og:site_name"),), "The Harbour Herald"),
        ((("News from the quay | Harbour Herald", "meta:og:site_name"),), "Harbour Herald"),
        ((("https://www.harbourherald.example/", "meta:og:site_name"), ("Harbour Herald", "jsonld")), "Harbour Herald"),
        ((("Economy", "meta:og:site_name"), ("Harbour Herald", "jsonld")), "Harbour Herald"),
        ((("Politics", "meta:og:site_name"), ("Harbour Herald", "jsonld")), "Harbour Herald"),
        ((("Ferries return", "meta:application-name"), ("Harbour Herald", "jsonld")), "Harbour Herald"),
        ((("Associated Press", "jsonld"), ("Harbour Herald", "title-suffix")), "Harbour Herald"),
        ((("harbourherald", "meta:og:site_name"), ("Harbour Herald", "jsonld")), "Harbour Herald"),
        ((("Opinion", "meta:og:site_name"), ("Harbour Herald", "jsonld")), "Harbour Herald"),
        ((("Quay Media Ltd", "jsonld"), ("Harbour Herald", "title-suffix")), "Harbour Herald"),
        ((("Quay Media Ltd", "jsonld"), ("harbourherald", "title-suffix")), "Quay Media Ltd"),
        ((("Quay Media Ltd", "meta:copyright"), ("Harbour Herald", "meta:og:site_name")), "Harbour Herald"),
        ((("@harbourherald", "meta:twitter:site"), ("Home", "title-suffix")), "harbourherald.example"),
        ((), "harbourherald.example"),
    ],
)
def test_the_best_name_of_the_site_is_chosen(candidates: tuple[tuple[str, str], ...], name: str) -> None:
    assert name_of(*candidates) == name


def test_an_agency_publishes_on_its_own_site() -> None:
    assert name_of(("Associated Press", "jsonld"), url="https://apnews.com/article/1") == "Associated Press"


def test_a_copyright_line_names_the_site_only_when_the_domain_agrees() -> None:
    own = publisher_of(
        "https://harbourherald.example/", (), notices=("© 2024 Harbour Valley Herald. All rights reserved.",)
    )
    other = publisher_of("https://harbourherald.example/", (), notices=("© 2024 Associated Press.",))
    assert own == Publisher(name="Harbour Valley Herald", domain="harbourherald.example", evidence="copyright")
    assert other == Publisher(name="harbourherald.example", domain="harbourherald.example", evidence="domain")


def test_without_address_or_name_nobody_is_named() -> None:
    assert publisher_of(None, ()) is None


def test_a_host_without_a_registered_domain_is_named_as_it_is() -> None:
    assert name_of(url="http://10.0.0.1/a") == "10.0.0.1"
