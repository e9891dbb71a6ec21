"""The main module of a process that was not forked: it carries out what it was given."""

from multiprocessing.spawn import spawn_main

spawn_main()
