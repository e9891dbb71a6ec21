"""Waits for several sockets at once (Modules/selectmodule.c)."""

from _select import *
