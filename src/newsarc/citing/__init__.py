"""Citing what is in the archive, in the styles that people and programs ask for. Pure.

A style turns Works into text. Person, agency, publisher and dates are what the record says and how it spells them:
where a name cannot be taken apart with certainty it stays whole, where a date is not known it is said to be unknown.
"""
