"""newsarc collects news, keeps it, and finds it again."""

__version__ = "0.1.0"
