"""The version of this package, for every room that writes it into its results."""

from importlib.metadata import version

__version__ = version("kneedrive")
