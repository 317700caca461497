"""A slice of power_loss.py: one fixed history, in every state, and killed at every step before the power fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from archive_kit import fast_folder
from power_loss import every_state, last_states, recorded, survives

from newsarc.archive import store

SAMPLE = int(os.environ.get("NEWSARC_POWER_SAMPLE", "3"))
"""of the states after a kill, every how many-th is tried; 1: all"""


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(store, "SEGMENT_BYTES", 1500)
    made = fast_folder()
    yield made
    shutil.rmtree(made)


def test_power_may_fail_after_every_step(folder: Path) -> None:
    states = 0
    for tree, acknowledged, disordered in every_state(recorded(folder)):
        survives(tree, acknowledged, folder, disordered=disordered)
        states += 1
    assert states > 150


def test_power_may_fail_after_a_kill(folder: Path) -> None:
    """What a dead process left unsynced is made good by the next before it acknowledges anything."""
    states = 0
    for die_at in range(len(recorded(folder).steps)):
        log = recorded(folder, die_at)
        for tree, acknowledged, disordered in last_states(log):
            states += 1
            if states % SAMPLE == 0:
                survives(tree, acknowledged, folder, disordered=disordered)
    assert states > 1000


def test_power_may_fail_while_an_archive_is_made(folder: Path) -> None:
    """Whatever of a new archive reached the disk, before a kill and after it, the next command finishes it."""
    states = 0
    for die_at in range(12):
        log = recorded(folder, die_at)
        for tree, acknowledged, disordered in islice(every_state(log), 60):
            survives(tree, acknowledged, folder, disordered=disordered)
            states += 1
    assert states == 12 * 60
