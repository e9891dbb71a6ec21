"""Where a value belongs in a sorted list."""

from _bisect import *
