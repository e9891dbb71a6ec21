"""The operating system as far as a program on the simulated machine has one: processes, pipes, and the names of files.

There are no files, no users and an empty environment: what would reach outside the run is refused.
"""

import sys as _sys
import _posix
from _posix import getpid, getppid, read, write, pipe, urandom, kill, _exit
from _fork import fork as _fork, register_at_fork
import posixpath as path
from posixpath import curdir, pardir, sep, pathsep, defpath, extsep, altsep, devnull

name = 'posix'
linesep = '\n'
error = OSError
environ = {}

WNOHANG = 1
EX_OK = 0
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_NONBLOCK = 0, 1, 2, 64, 2048


def fork():
    return _fork()


def close(fd):
    _posix.close(fd)


def waitpid(pid, options):
    return _posix.waitpid(pid, options)


def wait():
    return _posix.waitpid(-1, 0)


def WIFEXITED(status):
    return status & 0x7f == 0


def WEXITSTATUS(status):
    return status >> 8 & 0xff


def WIFSIGNALED(status):
    return status & 0x7f != 0


def WTERMSIG(status):
    return status & 0x7f


def WIFSTOPPED(status):
    return False


def WIFCONTINUED(status):
    return False


def waitstatus_to_exitcode(status):
    return -(status & 0x7f) if status & 0x7f else status >> 8 & 0xff


def cpu_count():
    return _sys._cpu_count()


process_cpu_count = cpu_count


def sched_getaffinity(pid, /):
    return set(range(cpu_count()))


def getenv(key, default=None):
    return environ.get(key, default)


def getcwd():
    return '/'


def getuid():
    return 1000


geteuid = getgid = getegid = getuid


def getlogin():
    return 'user'


def getloadavg():
    return (0.0, 0.0, 0.0)


def uname():
    return ('Linux', 'gilsim', '', '', '')


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    try:
        return type(path).__fspath__(path)
    except AttributeError:
        raise TypeError("expected str, bytes or os.PathLike object, not " + type(path).__name__) from None


_texts = {
    1: 'Operation not permitted', 2: 'No such file or directory', 3: 'No such process', 4: 'Interrupted system call',
    5: 'Input/output error', 6: 'No such device or address', 7: 'Argument list too long', 9: 'Bad file descriptor',
    10: 'No child processes', 11: 'Resource temporarily unavailable', 12: 'Cannot allocate memory',
    13: 'Permission denied', 14: 'Bad address', 16: 'Device or resource busy', 17: 'File exists',
    20: 'Not a directory', 21: 'Is a directory', 22: 'Invalid argument', 24: 'Too many open files',
    28: 'No space left on device', 29: 'Illegal seek', 30: 'Read-only file system', 32: 'Broken pipe',
    33: 'Numerical argument out of domain', 34: 'Numerical result out of range', 35: 'Resource deadlock avoided',
    88: 'Socket operation on non-socket', 89: 'Destination address required', 90: 'Message too long',
    92: 'Protocol not available', 93: 'Protocol not supported', 94: 'Socket type not supported',
    95: 'Operation not supported', 97: 'Address family not supported by protocol', 98: 'Address already in use',
    99: 'Cannot assign requested address', 100: 'Network is down', 101: 'Network is unreachable',
    103: 'Software caused connection abort', 104: 'Connection reset by peer', 105: 'No buffer space available',
    106: 'Transport endpoint is already connected', 107: 'Transport endpoint is not connected',
    108: 'Cannot send after transport endpoint shutdown', 110: 'Connection timed out', 111: 'Connection refused',
    113: 'No route to host', 114: 'Operation already in progress', 115: 'Operation now in progress',
}


def strerror(code, /):
    return _texts.get(code, 'Unknown error %d' % code)


def fdopen(fd, mode='r', buffering=-1, encoding=None, *args, **kwargs):
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    import io
    return io._of_descriptor(fd, mode, buffering, encoding, *args, **kwargs)


def _refused(what):
    raise PermissionError(1, "os.%s is not supported: gilsim runs a program on a machine of its own, which has processes, "
                             "pipes and sockets, and no files" % what)


def _outside(what):
    def refuses(*args, **kwargs):
        _refused(what)
    refuses.__name__ = refuses.__qualname__ = what
    return refuses


for _what in ('access chdir chmod chown dup dup2 execl execle execlp execv execve execvp get_terminal_size link listdir lstat '
              'makedirs mkdir mkfifo nice open openpty popen posix_spawn putenv readlink remove removedirs rename renames replace '
              'rmdir scandir setsid spawnl spawnv startfile stat symlink system truncate umask unlink unsetenv utime walk').split():
    globals()[_what] = _outside(_what)
del _what
