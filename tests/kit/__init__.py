"""Checkers that read finished output the way the outside world would.

They know nothing of ketacontent: each takes HTML, Markdown, JSON or the bytes of a mail and says what is
wrong with it. Every checker has a test with faults it must find, in `test_kit.py`.
"""
