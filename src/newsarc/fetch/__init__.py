"""Gets the bytes of a target: from the web and from local files.

Importing the package, or its local half (files, manifest), never loads requests.
"""
