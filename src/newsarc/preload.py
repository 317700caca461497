"""What reading a page needs and takes long to load: worker processes import it once, before the first page."""

import newsarc.extraction
import newsarc.normalise  # noqa: F401
