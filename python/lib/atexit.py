"""What is called when the program ends, after all threads that are no daemons."""

_exit_functions = []


def register(func, /, *args, **kwargs):
    _exit_functions.append((func, args, kwargs))
    return func


def unregister(func):
    _exit_functions[:] = [entry for entry in _exit_functions if entry[0] != func]


def _clear():
    _exit_functions.clear()


def _ncallbacks():
    return len(_exit_functions)


def _run_exitfuncs():
    import sys
    while _exit_functions:
        func, args, kwargs = _exit_functions.pop()
        try:
            func(*args, **kwargs)
        except SystemExit:
            pass
        except BaseException:
            sys.stderr.write("Exception ignored in atexit callback: %r\n" % (func,))
            sys._print_exception(*sys.exc_info(), sys.stderr)
