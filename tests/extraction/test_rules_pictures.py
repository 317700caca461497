"""Whose a picture is, at the end of what it shows."""

from __future__ import annotations

import pytest

from newsarc.extraction.rules import credits_picture, tells_of_picture

SHOWN = "The ferry left the new quay on Monday morning."


@pytest.mark.parametrize(
    "end",
    [
        "Foto: Ana Ferro",
        "FOTO: Ana Ferro",
        "Bild: Ana Ferro",
        "Kuva: Ana Ferro",
        "Zdjęcie: Ana Ferro",
        "Фото автора",
        "(AP file photo)",
        "(Reuters Photo/Ana Ferro)",
        "(Photo by Ana Ferro)",
        "(Getty Images)",
        "(photo: port office)",
    ],
)
def test_a_line_that_ends_with_a_credit_is_a_pictures(end: str) -> None:
    assert credits_picture(f"{SHOWN} {end}")


@pytest.mark.parametrize(
    "end",
    [
        "Photo by Ana Ferro",
        "Pictures: Ana Ferro",
        "Foto de Ana Ferro",
        "(supplied)",
        "(Divulgação)",
        "(Courtesy port)",
        "REUTERS/Ana Ferro",
        "/ Ana Ferro",
        "© Port Office",
        "| Port Office",
        "[사진=항만청 제공]",
        "写真は港湾局提供",
    ],
)
def test_a_line_of_a_text_that_ends_with_whose_picture_it_is_is_a_caption(end: str) -> None:
    assert tells_of_picture(f"{SHOWN} {end}")


@pytest.mark.parametrize(
    "line",
    [
        SHOWN,
        f"{SHOWN} The photo shows the mayor, who spoke of a new beginning for the old harbour.",
        "She keeps a photo of the ferry on her desk.",
        "The image was supplied by the port office, which declined to say who took it.",
        "The picture: nobody knows who took it, and nobody has asked in the years since then.",
        "THE FERRY LEFT THE NEW QUAY. NOBODY SAW IT.",
    ],
)
def test_what_only_speaks_of_pictures_is_text(line: str) -> None:
    assert not credits_picture(line)
    assert not tells_of_picture(line)
