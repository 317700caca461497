"""Parts to an article: text, names, dates, addresses in one spelling; publisher and origin with evidence. Pure."""

from newsarc.normalise.build import normalise
from newsarc.normalise.url import CanonicalUrl, canonical_url, registered_domain, url_key

__all__ = ["CanonicalUrl", "canonical_url", "normalise", "registered_domain", "url_key"]
