"""MA Desktop: the medical assistant's desk in a solo practice."""

__version__ = "0.1.0"
