"""Other programs (Lib/subprocess.py). On the simulated machine there are none: something stands for cat, echo, false, hostname, pwd, seq, sleep,
sort, true, wc and whoami, and for a shell that calls them; another name is not found, and there
is no other interpreter."""

import io
import os
import signal
import sys
import threading
import time
import _posix
import _subprocess
from os import fspath as _fspath

PIPE, STDOUT, DEVNULL = -1, -2, -3


class SubprocessError(Exception):
    pass


class CalledProcessError(SubprocessError):
    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            try:
                return "Command '%s' died with %r." % (self.cmd, signal.Signals(-self.returncode))
            except ValueError:
                return "Command '%s' died with unknown signal %d." % (self.cmd, -self.returncode)
        return "Command '%s' returned non-zero exit status %d." % (self.cmd, self.returncode)

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return "Command '%s' timed out after %s seconds" % (self.cmd, self.timeout)

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CompletedProcess:
    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        args = ['args={!r}'.format(self.args), 'returncode={!r}'.format(self.returncode)]
        if self.stdout is not None:
            args.append('stdout={!r}'.format(self.stdout))
        if self.stderr is not None:
            args.append('stderr={!r}'.format(self.stderr))
        return "{}({})".format(type(self).__name__, ', '.join(args))

    def check_returncode(self):
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


class _File(io._Stream):
    """This process's end of a pipe."""

    def __init__(self, fd, reading, text):
        super().__init__(reading, not reading, text)
        self._fd = self.name = fd
        self.mode = ('r' if reading else 'w') + ('' if text else 'b')

    def fileno(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')
        return self._fd

    def _receive(self, size):
        return os.read(self._fd, size)

    def _transmit(self, data):
        while data:
            data = data[os.write(self._fd, data):]

    def _finish(self):
        os.close(self._fd)


class Popen:
    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None, close_fds=True,
                 shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None, creationflags=0, restore_signals=True,
                 start_new_session=False, pass_fds=(), *, user=None, group=None, extra_groups=None, encoding=None, errors=None,
                 text=None, umask=-1, pipesize=-1, process_group=None):
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if preexec_fn is not None:
            raise NotImplementedError("preexec_fn is not supported")
        if text is not None and universal_newlines is not None and bool(universal_newlines) != bool(text):
            raise SubprocessError('Cannot disambiguate when both text and universal_newlines are supplied but different. Pass one or the other.')
        self.args = args
        self.returncode = self.pid = None
        self.stdin = self.stdout = self.stderr = None
        self._text = (encoding or 'utf-8', errors or 'strict') if text or universal_newlines or encoding or errors else None
        self.encoding, self.errors, self.text_mode = encoding, errors, self._text is not None
        self._output = {}
        self._input_begun = False
        self._lock = threading.Lock()
        files, ours, theirs = self._streams(stdin, stdout, stderr)
        try:
            self._start(self._words(args, shell), files, shell)
        except BaseException:
            for fd in ours.values():
                os.close(fd)
            raise
        finally:
            for fd in theirs:
                os.close(fd)
        for name, fd in ours.items():
            setattr(self, name, _File(fd, name != 'stdin', self._text))

    def _words(self, args, shell):
        if isinstance(args, (str, bytes)) or hasattr(type(args), '__fspath__'):
            args = [args]
        words = []
        for word in args:
            word = _fspath(word)
            words.append(word.decode() if isinstance(word, bytes) else word)
        if not words:
            raise IndexError('list index out of range')
        return words

    def _streams(self, stdin, stdout, stderr):
        """What the program has as standard streams, and the ends of the pipes: ours by name, and its own."""
        files, ours, theirs = [], {}, []
        for number, (name, kind) in enumerate((('stdin', stdin), ('stdout', stdout), ('stderr', stderr))):
            if kind is None:
                files.append(number)
            elif kind == PIPE:
                r, w = os.pipe()
                its, our = (r, w) if number == 0 else (w, r)
                files.append(its)
                theirs.append(its)
                ours[name] = our
            elif kind == DEVNULL:
                files.append(-1)
            elif kind == STDOUT:
                if number != 2:
                    raise ValueError("STDOUT can only be used for stderr")
                files.append(files[1])
            else:
                files.append(kind if isinstance(kind, int) else kind.fileno())
        return files, ours, theirs

    def _start(self, words, files, shell):
        if sys.stdout is not None:
            sys.stdout.flush()
        if not shell and words[0] in (sys.executable, 'python', 'python3'):
            raise NotImplementedError("subprocess.Popen(%r) is not supported: gilsim compiles all of a program before it runs, and "
                                      "starts no other interpreter; multiprocessing has processes" % (self.args,))
        self.pid = _subprocess.start(words[:1] if shell else words, files, bool(shell))

    def __repr__(self):
        shown = "<%s: returncode: %s args: %r>" % (self.__class__.__name__, self.returncode, self.args)
        return shown[:76] + "...>" if len(shown) > 80 else shown

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        if self.stdout:
            self.stdout.close()
        if self.stderr:
            self.stderr.close()
        try:
            if self.stdin:
                self.stdin.close()
        finally:
            self.wait()

    def _reap(self, options):
        """Asks for the end of the program, and waits for it unless told not to."""
        with self._lock:
            if self.returncode is None:
                try:
                    pid, status = os.waitpid(self.pid, options)
                except ChildProcessError:  # somebody else has waited for it
                    pid, status = self.pid, 0
                if pid == self.pid:
                    self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def poll(self):
        return self._reap(os.WNOHANG)

    def wait(self, timeout=None):
        if timeout is None:
            while self.returncode is None:
                self._reap(0)
            return self.returncode
        end = time.monotonic() + timeout
        delay = 0.0005
        while self._reap(os.WNOHANG) is None:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutExpired(self.args, timeout)
            delay = min(delay * 2, left, 0.05)
            time.sleep(delay)
        return self.returncode

    def communicate(self, input=None, timeout=None):
        if self._input_begun and input:
            raise ValueError("Cannot send input after starting communication")
        end = None if timeout is None else time.monotonic() + timeout
        if not self._input_begun:
            self._input_begun = True
            self._give(input)
        open_ = [f for f in (self.stdout, self.stderr) if f and not f.closed]
        while open_:
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                self._late(timeout)
            ready = _posix.poll([f._fd for f in open_], left)
            for f in list(open_):
                if f._fd in ready:
                    if not f._more():
                        open_.remove(f)
        try:
            self.wait(None if end is None else max(end - time.monotonic(), 0))
        except TimeoutExpired:
            self._late(timeout)
        return self._all(self.stdout), self._all(self.stderr)

    def _give(self, input):
        """Gives the program its input, and the end of that. Nobody else may have to wait for it."""
        if not self.stdin:
            return
        if input and self._text:
            input = input.encode(*self._text)
        def give():
            try:
                if input:
                    self.stdin._write_buffer += input
                self.stdin.close()
            except BrokenPipeError:
                pass
        if input and len(input) > 65536 and (self.stdout or self.stderr):
            threading.Thread(target=give, daemon=True).start()
        else:
            give()

    def _all(self, f):
        if not f:
            return None
        f.close()
        return f._take(len(f._read_buffer))

    def _late(self, timeout):
        raise TimeoutExpired(self.args, timeout, self.stdout._read_buffer or None if self.stdout else None,
                             self.stderr._read_buffer or None if self.stderr else None)

    def send_signal(self, sig):
        self.poll()
        if self.returncode is None:
            try:
                os.kill(self.pid, sig)
            except ProcessLookupError:
                pass

    def terminate(self):
        self.send_signal(15)

    def kill(self):
        self.send_signal(9)


def call(*popenargs, timeout=None, **kwargs):
    with Popen(*popenargs, **kwargs) as p:
        try:
            return p.wait(timeout=timeout)
        except:
            p.kill()
            raise


def check_call(*popenargs, **kwargs):
    code = call(*popenargs, **kwargs)
    if code:
        raise CalledProcessError(code, kwargs.get('args') or popenargs[0])
    return 0


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    if input is not None:
        if kwargs.get('stdin') is not None:
            raise ValueError('stdin and input arguments may not both be used.')
        kwargs['stdin'] = PIPE
    if capture_output:
        if kwargs.get('stdout') is not None or kwargs.get('stderr') is not None:
            raise ValueError('stdout and stderr arguments may not be used with capture_output.')
        kwargs['stdout'] = kwargs['stderr'] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except:
            process.kill()
            process.wait()
            raise
        code = process.returncode
        if check and code:
            raise CalledProcessError(code, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, code, stdout, stderr)


def check_output(*popenargs, timeout=None, **kwargs):
    for name in 'stdout', 'check':
        if name in kwargs:
            raise ValueError('%s argument not allowed, it will be overridden.' % name)
    if 'input' in kwargs and kwargs['input'] is None:
        kwargs['input'] = '' if kwargs.get('text') or kwargs.get('universal_newlines') or kwargs.get('encoding') else b''
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    try:
        data, code = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors), 0
    except CalledProcessError as e:
        data, code = e.output, e.returncode
    return code, data[:-1] if data[-1:] == '\n' else data


def getoutput(cmd, *, encoding=None, errors=None):
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]
