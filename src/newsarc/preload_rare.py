"""What one page in ten needs and takes a second to load: the libraries of the second opinion and of the language.

Importing this loads them, so that many pages pay for it once and not once a worker process.
"""

from newsarc.extraction import second
from newsarc.normalise import language

second.load()
language.load()
