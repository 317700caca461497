"""The table of seeded bugs keeps up with the code: each still finds the place that it harms."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutants import MUTANTS, Mutant

from newsarc import archive


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_bug_still_fits(mutant: Mutant) -> None:
    path = Path(archive.__file__).parent / f"{mutant.module}.py"
    assert path.read_text(encoding="utf-8").count(mutant.old) == 1
