"""Texts in memory, and what reads and writes through a buffer. A program here reaches no files, but what a descriptor stands for."""

import _posix


class UnsupportedOperation(OSError, ValueError):
    pass


class StringIO:
    def __init__(self, initial_value='', newline='\n'):
        self._text = initial_value or ''
        self._pos = 0
        self.closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def write(self, s):
        self._check()
        if not isinstance(s, str):
            raise TypeError("string argument expected, got %r" % type(s).__name__)
        text, pos = self._text, self._pos
        if pos > len(text):
            text += '\0' * (pos - len(text))
        self._text = text[:pos] + s + text[pos + len(s):]
        self._pos = pos + len(s)
        return len(s)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def getvalue(self):
        self._check()
        return self._text

    def read(self, size=-1):
        self._check()
        end = len(self._text) if size is None or size < 0 else self._pos + size
        part = self._text[self._pos:end]
        self._pos += len(part)
        return part

    def readline(self, size=-1):
        self._check()
        end = self._text.find('\n', self._pos) + 1 or len(self._text)
        if size is not None and size >= 0:
            end = min(end, self._pos + size)
        part = self._text[self._pos:end]
        self._pos += len(part)
        return part

    def readlines(self, hint=-1):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, pos, whence=0):
        self._check()
        self._pos = {0: pos, 1: self._pos, 2: len(self._text)}[whence]
        return self._pos

    def tell(self):
        return self._pos

    def truncate(self, size=None):
        size = self._pos if size is None else size
        self._text = self._text[:size]
        return size

    def flush(self):
        self._check()

    def close(self):
        self.closed = True

    def isatty(self):
        return False

    def readable(self):
        return True

    writable = seekable = readable

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc_info):
        self.close()


class _Stream:
    """A buffer, of bytes or of text, before what is read and written in pieces: who derives from it has _receive, _transmit and _finish."""

    _line_end = b'\n'

    def __init__(self, reading, writing, text=None, at_once=False):
        self._reading, self._writing = reading, writing
        self._text = text  # None, or encoding and errors
        self._at_once = at_once
        self._read_buffer = self._write_buffer = b''
        self.closed = False

    def _check(self, what=''):
        if self.closed:
            raise ValueError('%s of closed file' % what if what and not self._text else 'I/O operation on closed file.')

    def _may(self, what, permitted):
        if not permitted and not self._text:
            raise UnsupportedOperation(what)
        if self.closed and what == 'write' and not self._text:
            raise ValueError('write to closed file')
        self._check(what)
        if not permitted:
            raise UnsupportedOperation('not readable' if self._writing else 'not writable')

    def readable(self):
        self._check()
        return self._reading

    def writable(self):
        self._check()
        return self._writing

    def seekable(self):
        return False

    def _more(self):
        data = self._receive(8192)
        self._read_buffer += data
        return len(data)

    def _take(self, n):
        data, self._read_buffer = self._read_buffer[:n], self._read_buffer[n:]
        return data.decode(*self._text).replace('\r\n', '\n') if self._text else data

    def read(self, size=-1):
        self._may('read', self._reading)
        if size is None or size < 0:
            while self._more():
                pass
            return self._take(len(self._read_buffer))
        while len(self._read_buffer) < size and self._more():
            pass
        return self._take(size)

    def read1(self, size=-1):
        self._may('read', self._reading)
        if not self._read_buffer:
            self._more()
        return self._take(len(self._read_buffer) if size < 0 else size)

    def readline(self, size=-1):
        if self._text:
            self._may('read', self._reading)
        elif not self._reading:
            raise UnsupportedOperation('read')
        else:
            self._check('readline')
        most = -1 if size is None else size
        start = 0
        while True:
            end = self._read_buffer.find(self._line_end, start) + 1
            start = len(self._read_buffer)
            if end or 0 <= most <= start or not self._more():
                break
        end = end or len(self._read_buffer)
        return self._take(end if most < 0 else min(end, most))

    def readlines(self, hint=-1):
        return list(self)

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def write(self, data):
        self._may('write', self._writing)
        if self._text:
            if not isinstance(data, str):
                raise TypeError("write() argument must be str, not %s" % type(data).__name__)
            self._write_buffer += data.encode(*self._text)
        elif isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        else:
            self._write_buffer += data
        if self._at_once or len(self._write_buffer) > 8192:
            self.flush()
        return len(data)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        self._check('flush' if self._writing else '')
        data, self._write_buffer = self._write_buffer, b''
        if data:
            self._transmit(data)

    def close(self):
        if self.closed:
            return
        try:
            self.flush()
        finally:
            self.closed = True
            self._finish()

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *args):
        self.close()


class FileIO(_Stream):
    """What a descriptor of this process reads and writes, without a buffer."""

    def __init__(self, file, mode='r', closefd=True):
        reading = 'r' in mode
        super().__init__(reading, not reading, at_once=True)
        _posix.must_be_open(file)
        self.name, self.closefd = file, closefd
        self.mode = mode if 'b' in mode else mode + 'b'

    def fileno(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')
        return self.name

    def isatty(self):
        self._check()
        return False

    def _receive(self, size):
        return _posix.read(self.name, size)

    def _more(self):
        data = self._receive(1)
        self._read_buffer += data
        return len(data)

    def readall(self):
        self._may('read', self._reading)
        parts = []
        while True:
            data = self._receive(8192)
            if not data:
                return b''.join(parts)
            parts.append(data)

    def read(self, size=-1):
        self._may('read', self._reading)
        return self.readall() if size is None or size < 0 else self._receive(size)

    def write(self, data):
        self._may('write', self._writing)
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        return _posix.write(self.name, bytes(data))

    def _finish(self):
        if self.closefd:
            _posix.close(self.name)

    def __repr__(self):
        state = '[closed]' if self.closed else 'name=%r mode=%r closefd=%r' % (self.name, self.mode, self.closefd)
        return '<_io.FileIO %s>' % state

    def __del__(self):
        _closes(self)


class _Buffered(_Stream):
    """A buffer of bytes before something raw."""

    def __init__(self, raw, buffer_size=8192):
        super().__init__(self._reads, not self._reads)
        self.raw = raw

    @property
    def name(self):
        return self.raw.name

    @property
    def mode(self):
        return self.raw.mode

    def fileno(self):
        return self.raw.fileno()

    def isatty(self):
        return self.raw.isatty()

    def _receive(self, size):
        return self.raw.read(size)

    def _transmit(self, data):
        try:
            while data:
                data = data[self.raw.write(data):]
        except BaseException:
            self._write_buffer = data + self._write_buffer  # the next flush tries again
            raise

    def _finish(self):
        self.raw.close()

    def __repr__(self):
        return '<_io.%s name=%r>' % (type(self).__name__, self.name)

    def __del__(self):
        _closes(self)


class BufferedReader(_Buffered):
    _reads = True

    def peek(self, size=0):
        self._may('read', True)
        if not self._read_buffer:
            self._more()
        return self._read_buffer


class BufferedWriter(_Buffered):
    _reads = False


class TextIOWrapper(_Stream):
    """Text that is read from, or written to, a buffer of bytes."""

    _line_end = '\n'

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        reading = buffer.readable()
        super().__init__(reading, not reading, (encoding or 'utf-8', errors or 'strict'), write_through)
        self._read_buffer, self._undecoded = '', b''
        self._translates = newline is None  # CR LF and CR, where text is read, to LF
        self._line_written = newline or '\n'
        self.buffer, self.line_buffering, self.write_through = buffer, line_buffering, write_through
        self.encoding, self.errors, self.newlines = encoding or 'UTF-8', errors or 'strict', None

    @property
    def name(self):
        return self.buffer.name

    def fileno(self):
        return self.buffer.fileno()

    def isatty(self):
        return self.buffer.isatty()

    def _receive(self, size):
        return self.buffer.read1(size)

    def _more(self):
        data = self._receive(8192)
        self._read_buffer += self._decoded(data)
        return len(data)

    def _decoded(self, data):
        """The text of what has come. A character whose bytes are not all there waits for the others, and CR for LF; nothing waits at the end."""
        at_end, data = not data, self._undecoded + data
        whole = len(data) if at_end else self._whole(data)
        self._undecoded = data[whole:]
        text = data[:whole].decode(*self._text)
        return text.replace('\r\n', '\n').replace('\r', '\n') if self._translates else text

    def _whole(self, data):
        n = len(data)
        if self._text[0].lower().replace('_', '-') in ('utf-8', 'utf8'):
            for k in range(1, min(n, 3) + 1):
                first = data[n - k]
                if first & 0xc0 != 0x80:
                    needs = 4 if first >= 0xf0 else 3 if first >= 0xe0 else 2 if first >= 0xc0 else 1
                    if needs > k:
                        n -= k
                    break
        return n - 1 if self._translates and data[:n].endswith(b'\r') else n

    def _take(self, n):
        text, self._read_buffer = self._read_buffer[:n], self._read_buffer[n:]
        return text

    def write(self, text):
        if self._line_written == '\n' or not isinstance(text, str):
            n = super().write(text)
        else:
            super().write(text.replace('\n', self._line_written))
            n = len(text)
        if self.line_buffering and ('\n' in text or '\r' in text):
            self.flush()
        return n

    def _transmit(self, data):
        self.buffer.write(data)

    def flush(self):
        super().flush()
        self.buffer.flush()

    def _finish(self):
        self.buffer.close()

    def __repr__(self):
        mode = ' mode=%r' % self.mode if hasattr(self, 'mode') else ''
        return '<_io.TextIOWrapper name=%r%s encoding=%r>' % (self.name, mode, self.encoding)

    def __del__(self):
        _closes(self)


def _closes(file):
    """What a file does that nobody has any more."""
    try:
        file.close()
    except (OSError, ValueError, AttributeError):
        pass


for _class in (FileIO, BufferedReader, BufferedWriter, TextIOWrapper):
    _class.__module__ = '_io'
del _class


def _of_descriptor(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """open() of a descriptor."""
    kinds = [kind for kind in mode if kind in 'rwax']
    if set(mode) - set('axrwb+t') or len(mode) > len(set(mode)):
        raise ValueError('invalid mode: %r' % mode)
    text = 'b' not in mode
    if 't' in mode and not text:
        raise ValueError("can't have text and binary mode at once")
    if len(kinds) > 1:
        raise ValueError('must have exactly one of create/read/write/append mode')
    if not kinds:
        raise ValueError('Must have exactly one of create/read/write/append mode and at most one plus')
    if not text:
        for name, value in (('encoding', encoding), ('errors', errors), ('newline', newline)):
            if value is not None:
                raise ValueError("binary mode doesn't take %s %s argument" % ('an' if name[0] == 'e' else 'a', name))
    if text and newline not in (None, '', '\n', '\r', '\r\n'):
        raise ValueError('illegal newline value: %s' % newline)
    if file < 0:
        raise ValueError('negative file descriptor')
    raw = FileIO(file, kinds[0], closefd)
    try:
        if buffering == 0 and text:
            raise ValueError("can't have unbuffered text I/O")
        if '+' in mode and buffering:
            raise UnsupportedOperation('File or stream is not seekable.')
    except ValueError:
        raw.close()
        raise
    if not buffering:
        return raw
    buffer = (BufferedReader if 'r' in kinds else BufferedWriter)(raw)
    if not text:
        return buffer
    made = TextIOWrapper(buffer, encoding, errors, newline, buffering == 1)
    made.mode = mode
    return made
