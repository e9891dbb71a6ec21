"""The operators as functions."""

from _operator import *
from _operator import __all__
