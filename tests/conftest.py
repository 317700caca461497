"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# No test is judged by the clock: a loaded machine is no fault of the code.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("home", parent=_UNHURRIED)
# A change is judged by its own merit there, not by the luck of the draw; at home every run looks elsewhere.
settings.register_profile("ci", parent=_UNHURRIED, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "home")
