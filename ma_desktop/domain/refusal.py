"""The one way in which a rule of the practice says no."""

from __future__ import annotations


class RuleBroken(Exception):
    """The practice's rules say no. ``sentence`` is for the person at the desk; it names no patient."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
