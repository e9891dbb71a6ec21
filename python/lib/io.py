"""Texts in memory, and what reads and writes through a buffer. A program here reaches no files."""


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
            end = self._read_buffer.find(b'\n', start) + 1
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
