"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# A change is judged by its own merit there, not by the luck of the draw; at home every run looks elsewhere.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
