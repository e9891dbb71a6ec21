"""Iterators."""

from _itertools import *
