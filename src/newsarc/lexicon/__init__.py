"""What newsarc knows of the world of news, read once from the files in data/ into frozen values.

The only reader of data/. Extractor and normaliser both use it, so that a cue word stands in one place.
"""
