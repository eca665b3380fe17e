"""Small mistakes put into the measuring core, to see whether its tests notice them."""

from bench.mutation.part import run

__all__ = ["run"]
