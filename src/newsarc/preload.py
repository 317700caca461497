"""What reading a page needs and takes long to load: worker processes import it once, before the first page."""

import py3langid.langid  # noqa: F401
import trafilatura  # noqa: F401

import newsarc.extract
import newsarc.normalise  # noqa: F401
