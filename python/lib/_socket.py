"""What CPython has of sockets in C (Modules/socketmodule.c). The network is that of the simulated machine: one computer, whose address is
127.0.0.1, with streams and datagrams of IPv4."""

import _network
import _posix
import sys

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW = 1, 2, 3
SOCK_NONBLOCK, SOCK_CLOEXEC = 2048, 524288
SOL_SOCKET, SOL_TCP, SOL_IP, SOL_UDP = 1, 6, 0, 17
IPPROTO_IP, IPPROTO_TCP, IPPROTO_UDP = 0, 6, 17
SO_DEBUG, SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_DONTROUTE, SO_BROADCAST, SO_SNDBUF, SO_RCVBUF, SO_KEEPALIVE = 1, 2, 3, 4, 5, 6, 7, 8, 9
SO_LINGER, SO_REUSEPORT, SO_RCVTIMEO, SO_SNDTIMEO, SO_ACCEPTCONN = 13, 15, 20, 21, 30
TCP_NODELAY, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT, TCP_QUICKACK = 1, 4, 5, 6, 12
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
MSG_OOB, MSG_PEEK, MSG_DONTWAIT, MSG_WAITALL, MSG_NOSIGNAL = 1, 2, 64, 256, 16384
AI_PASSIVE, AI_CANONNAME, AI_NUMERICHOST, AI_NUMERICSERV = 1, 2, 4, 1024
EAI_FAMILY, EAI_NONAME, EAI_SERVICE, EAI_SOCKTYPE = -6, -2, -8, -7
NI_NUMERICHOST, NI_NUMERICSERV = 1, 2
SOMAXCONN = 4096
INADDR_ANY, INADDR_LOOPBACK, INADDR_BROADCAST, INADDR_NONE = 0, 0x7f000001, 0xffffffff, 0xffffffff
has_ipv6 = False

error = OSError


class herror(OSError):
    pass


class gaierror(OSError):
    pass


if sys.version_info >= (3, 10):
    timeout = TimeoutError
else:
    class timeout(OSError):
        pass

for _class in (herror, gaierror, timeout):
    if _class is not TimeoutError:
        _class.__module__ = 'socket'
del _class

_default = None
_names = ('localhost', 'gilsim', 'localhost.localdomain', 'ip6-localhost')
_services = {'ftp': 21, 'ssh': 22, 'telnet': 23, 'smtp': 25, 'domain': 53, 'http': 80, 'pop3': 110, 'https': 443}


def _in_time(call, *args):
    """Calls what can be late. Up to 3.9 that has an exception of its own."""
    try:
        return call(*args)
    except TimeoutError as e:
        if timeout is TimeoutError or e.errno is not None:
            raise
    raise timeout('timed out')


def _number(text):
    """The four numbers of an address in a program's own words, as the system reads them; None if it is none."""
    parts = text.split('.')
    if len(parts) != 4:
        return None
    numbers = []
    for part in parts:
        if not (part.isdigit() and part.isascii()) or int(part) > 255:
            return None
        numbers.append(str(int(part)))
    return '.'.join(numbers)


def _host(name):
    """The address of a host."""
    if isinstance(name, (bytes, bytearray)):
        name = name.decode()
    if not isinstance(name, str):
        raise TypeError("str, bytes or bytearray expected, not " + type(name).__name__)
    if name == '':
        return '0.0.0.0'
    if name == '<broadcast>':
        return '255.255.255.255'
    if name.lower() in _names:
        return '127.0.0.1'
    numbers = _number(name)
    if numbers is None:
        raise gaierror(EAI_NONAME, 'Name or service not known')
    return numbers


def _address(name, address):
    """Host and port of an address that a method called name is given."""
    if not isinstance(address, tuple):
        raise TypeError("%s(): AF_INET address must be tuple, not %s" % (name, type(address).__name__))
    if len(address) != 2:
        raise TypeError("AF_INET address must be a pair (host, port)")
    host, port = address
    if not isinstance(port, int):
        if hasattr(port, '__index__'):
            port = port.__index__()
        else:
            raise TypeError("'%s' object cannot be interpreted as an integer" % type(port).__name__)
    host = _host(host)
    if not 0 <= port <= 65535:
        raise OverflowError("%s(): port must be 0-65535." % name)
    return host, int(port)


def _seconds(value):
    """A time-out: None, or seconds."""
    if value is None:
        return None
    if not isinstance(value, (int, float)):
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(value).__name__)
    if value < 0:
        raise ValueError('Timeout value out of range')
    return float(value)


class socket:
    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        family = AF_INET if family == -1 else int(family)
        kind = SOCK_STREAM if type == -1 else int(type)
        blocks = not kind & SOCK_NONBLOCK
        kind &= ~(SOCK_NONBLOCK | SOCK_CLOEXEC)
        self._timeout = _default
        self._options = {}
        self._fd = -1
        if fileno is not None:
            kind = _network.kind(fileno)
            self._fd = fileno
        else:
            if family != AF_INET:
                raise OSError(97, 'Address family not supported by protocol')
            if kind not in (SOCK_STREAM, SOCK_DGRAM):
                if kind == SOCK_RAW:
                    raise PermissionError(1, 'Operation not permitted')
                raise OSError(94, 'Socket type not supported')
            self._fd = _network.socket(kind)
        self._kind, self._family = kind, family
        self._proto = 0 if proto == -1 else proto
        if not blocks:
            self._timeout = 0.0
        if self._timeout is not None:
            _network.settimeout(self._fd, self._timeout)

    @property
    def family(self):
        return self._family

    @property
    def type(self):
        return self._kind

    @property
    def proto(self):
        return self._proto

    @property
    def timeout(self):
        return self._timeout

    def fileno(self):
        return self._fd

    def detach(self):
        fd, self._fd = self._fd, -1
        return fd

    def close(self):
        if self._fd != -1:
            fd, self._fd = self._fd, -1
            _posix.close(fd)

    def settimeout(self, value):
        self._timeout = _seconds(value)
        _network.settimeout(self._fd, self._timeout)

    def gettimeout(self):
        return self._timeout

    def setblocking(self, flag):
        self.settimeout(None if flag else 0.0)

    def getblocking(self):
        return self._timeout is None or self._timeout > 0

    def bind(self, address):
        host, port = _address('bind', address)
        _network.bind(self._fd, host, port)

    def listen(self, backlog=128):
        _network.listen(self._fd, max(backlog, 0))

    def _accept(self):
        return _in_time(_network.accept, self._fd)

    def connect(self, address):
        host, port = _address('connect', address)
        _in_time(_network.connect, self._fd, host, port)

    def connect_ex(self, address):
        host, port = _address('connect_ex', address)
        try:
            _network.connect(self._fd, host, port)
        except OSError as e:
            return 11 if e.errno is None else e.errno
        return 0

    def send(self, data, flags=0):
        return _in_time(_network.send, self._fd, data)

    def sendall(self, data, flags=0):
        _in_time(_network.sendall, self._fd, data)

    def sendto(self, data, *args):
        if not 1 <= len(args) <= 2:
            raise TypeError("sendto() takes 2 or 3 arguments (%d given)" % (len(args) + 1))
        host, port = _address('sendto', args[-1])
        return _network.sendto(self._fd, data, host, port)

    def recv(self, bufsize, flags=0):
        if bufsize < 0:
            raise ValueError('negative buffersize in recv')
        return _in_time(_network.recv, self._fd, bufsize)

    def recvfrom(self, bufsize, flags=0):
        if bufsize < 0:
            raise ValueError('negative buffersize in recvfrom')
        if self._kind == SOCK_STREAM:
            return _in_time(_network.recv, self._fd, bufsize), None
        return _in_time(_network.recvfrom, self._fd, bufsize)

    def recv_into(self, buffer, nbytes=0, flags=0):
        if nbytes < 0:
            raise ValueError('negative buffersize in recv_into')
        data = _in_time(_network.recv, self._fd, nbytes or len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def shutdown(self, how):
        _network.shutdown(self._fd, how)

    def getsockname(self):
        return _network.getsockname(self._fd)

    def getpeername(self):
        return _network.getpeername(self._fd)

    def setsockopt(self, level, option, value, size=None):
        _network.kind(self._fd)
        level, option = int(level), int(option)
        if level == SOL_SOCKET and option == SO_LINGER:
            on, seconds = int.from_bytes(value[:4], 'little'), int.from_bytes(value[4:8], 'little')
            _network.linger(self._fd, on != 0, seconds)
        elif level == SOL_SOCKET and option in (SO_SNDBUF, SO_RCVBUF):
            _network.buffers(self._fd, value * 2 * (option == SO_SNDBUF), value * 2 * (option == SO_RCVBUF))
            value *= 2
        self._options[level, option] = value

    def getsockopt(self, level, option, size=0):
        level, option = int(level), int(option)
        if level == SOL_SOCKET and option == SO_ERROR:
            return _network.error(self._fd)
        if level == SOL_SOCKET and option == SO_TYPE:
            return _network.kind(self._fd)
        _network.kind(self._fd)
        unset = {SO_SNDBUF: 16384, SO_RCVBUF: 131072}.get(option, 0) if level == SOL_SOCKET else 0
        value = self._options.get((level, option), unset)
        if size and isinstance(value, int):
            return value.to_bytes(size, 'little')
        return value


SocketType = socket


def getdefaulttimeout():
    return _default


def setdefaulttimeout(timeout):
    global _default
    _default = _seconds(timeout)


def gethostname():
    return 'gilsim'


def gethostbyname(hostname):
    return _host(hostname)


def gethostbyname_ex(hostname):
    return hostname, [], [_host(hostname)]


def gethostbyaddr(ip_address):
    if _host(ip_address) != '127.0.0.1':
        raise herror(1, 'Unknown host')
    return 'localhost', [], ['127.0.0.1']


def getservbyname(servicename, protocolname='tcp'):
    if servicename not in _services:
        raise OSError('service/proto not found')
    return _services[servicename]


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    if family not in (AF_UNSPEC, AF_INET):
        raise gaierror(-9, 'Address family for hostname not supported')
    if isinstance(port, str):
        if port.isdigit():
            port = int(port)
        elif port in _services:
            port = _services[port]
        else:
            raise gaierror(EAI_SERVICE, 'Servname not supported for ai_socktype')
    if host is None or host == '':
        host = '0.0.0.0' if flags & AI_PASSIVE else '127.0.0.1'
    address = (_host(host), port or 0)
    return [(AF_INET, kind, number, '', address) for kind, number in ((SOCK_STREAM, IPPROTO_TCP), (SOCK_DGRAM, IPPROTO_UDP))
            if type in (0, kind) and proto in (0, number)]


def htons(x, /):
    return (x & 0xff) << 8 | x >> 8 & 0xff


def htonl(x, /):
    return int.from_bytes((x & 0xffffffff).to_bytes(4, 'little'), 'big')


ntohs, ntohl = htons, htonl


def inet_aton(ip_addr, /):
    numbers = _number(ip_addr)
    if numbers is None:
        raise OSError('illegal IP address string passed to inet_aton')
    return bytes([int(part) for part in numbers.split('.')])


def inet_ntoa(packed_ip, /):
    if len(packed_ip) != 4:
        raise OSError('packed IP wrong length')
    return '.'.join([str(byte) for byte in packed_ip])


def inet_pton(address_family, ip_string, /):
    if address_family != AF_INET:
        raise OSError(97, 'Address family not supported by protocol')
    if _number(ip_string) is None:
        raise OSError('illegal IP address string passed to inet_pton')
    return inet_aton(ip_string)


def inet_ntop(address_family, packed_ip, /):
    if address_family != AF_INET:
        raise ValueError('unknown address family %d' % address_family)
    return inet_ntoa(packed_ip)
