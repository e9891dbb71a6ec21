"""Handlers of signals, and timers (Lib/signal.py). Signals come between the processes of the simulated machine, and from their timers. A handler
runs in the main thread, between two bytecodes, or in a call that waits, which goes on then (PEP 475)."""

import _signal
from _signal import default_int_handler, pause
from enum import IntEnum as _IntEnum

Signals = _IntEnum('Signals', {
    'SIGHUP': 1, 'SIGINT': 2, 'SIGQUIT': 3, 'SIGILL': 4, 'SIGTRAP': 5, 'SIGABRT': 6, 'SIGBUS': 7,
    'SIGFPE': 8, 'SIGKILL': 9, 'SIGUSR1': 10, 'SIGSEGV': 11, 'SIGUSR2': 12, 'SIGPIPE': 13, 'SIGALRM': 14,
    'SIGTERM': 15, 'SIGSTKFLT': 16, 'SIGCHLD': 17, 'SIGCONT': 18, 'SIGSTOP': 19, 'SIGTSTP': 20,
    'SIGTTIN': 21, 'SIGTTOU': 22, 'SIGURG': 23, 'SIGXCPU': 24, 'SIGXFSZ': 25, 'SIGVTALRM': 26, 'SIGPROF': 27,
    'SIGWINCH': 28, 'SIGIO': 29, 'SIGPWR': 30, 'SIGSYS': 31, 'SIGRTMIN': 34, 'SIGRTMAX': 64,
}, module='signal')
Handlers = _IntEnum('Handlers', {'SIG_DFL': 0, 'SIG_IGN': 1}, module='signal')
globals().update(Signals.__members__)
globals().update(Handlers.__members__)
SIGCLD, SIGIOT, SIGPOLL = SIGCHLD, SIGABRT, SIGIO
NSIG = 65
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2


class itimer_error(OSError):
    pass


ItimerError = itimer_error

_texts = {
    1: 'Hangup', 2: 'Interrupt', 3: 'Quit', 4: 'Illegal instruction', 5: 'Trace/breakpoint trap',
    6: 'Aborted', 7: 'Bus error', 8: 'Floating point exception', 9: 'Killed', 10: 'User defined signal 1',
    11: 'Segmentation fault', 12: 'User defined signal 2', 13: 'Broken pipe', 14: 'Alarm clock',
    15: 'Terminated', 16: 'Stack fault', 17: 'Child exited', 18: 'Continued', 19: 'Stopped (signal)',
    20: 'Stopped', 21: 'Stopped (tty input)', 22: 'Stopped (tty output)', 23: 'Urgent I/O condition',
    24: 'CPU time limit exceeded', 25: 'File size limit exceeded', 26: 'Virtual timer expired',
    27: 'Profiling timer expired', 28: 'Window changed', 29: 'I/O possible', 30: 'Power failure',
    31: 'Bad system call',
}


def _enum(value, members):
    try:
        return members(value)
    except ValueError:
        return value


def _handler(value):
    return _enum(value, Handlers) if isinstance(value, int) else value


def signal(signalnum, handler):
    if isinstance(handler, int) and handler in (0, 1):
        handler = int(handler)
    elif not callable(handler):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    return _handler(_signal.signal(signalnum, handler))


def getsignal(signalnum):
    return _handler(_signal.getsignal(signalnum))


def alarm(seconds, /):
    return _signal.alarm(seconds)


def _must_be_real(which):
    if which != ITIMER_REAL:
        raise NotImplementedError("timers of processor time are not supported: ITIMER_REAL")


def setitimer(which, seconds, interval=0.0, /):
    _must_be_real(which)
    if seconds < 0 or interval < 0:
        raise ItimerError(22, 'Invalid argument')
    return _signal.setitimer(seconds, interval)


def getitimer(which, /):
    _must_be_real(which)
    return _signal.getitimer()


def raise_signal(signalnum, /):
    _signal.raise_signal(signalnum)


def pthread_kill(thread_id, signalnum, /):
    _signal.raise_signal(signalnum)


def siginterrupt(signalnum, flag, /):
    """Nothing: since 3.5 each call goes on."""


def strsignal(signalnum, /):
    if not 1 <= signalnum < NSIG:
        raise ValueError("signal number out of range")
    if signalnum >= SIGRTMIN:
        return "Real-time signal %d" % (signalnum - SIGRTMIN)
    return _texts.get(signalnum)


def valid_signals():
    return {_enum(number, Signals) for number in range(1, NSIG) if number not in (32, 33)}
