"""Dates and times (Lib/datetime.py). The present is that of the run, and the local time is UTC."""

import time as _time

__all__ = ['date', 'datetime', 'time', 'timedelta', 'timezone', 'tzinfo', 'MINYEAR', 'MAXYEAR', 'UTC']

MINYEAR, MAXYEAR = 1, 9999
_lengths = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_days = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_months = ('Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')
_long_days = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')
_long_months = ('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December')


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _length(year, month):
    return 29 if month == 2 and _is_leap(year) else _lengths[month - 1]


def _before_year(year):
    """How many days there are before a year."""
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _ordinal(year, month, day):
    n = _before_year(year) + day
    for m in range(1, month):
        n += _length(year, m)
    return n


def _from_ordinal(n):
    year = n * 400 // 146097 + 1
    while _before_year(year) >= n:
        year -= 1
    while _before_year(year + 1) < n:
        year += 1
    left, month = n - _before_year(year), 1
    while left > _length(year, month):
        left -= _length(year, month)
        month += 1
    return year, month, left


def _divide(a, b):
    """a / b, rounded to the nearest, and to the even one of two."""
    q, r = divmod(a, b)
    return q + 1 if 2 * r > b or 2 * r == b and q % 2 else q


def _integer(value):
    if isinstance(value, int):
        return int(value)
    index = getattr(type(value), '__index__', None)
    if index is None:
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(value).__name__)
    return index(value)


def _check_date(year, month, day):
    year, month, day = _integer(year), _integer(month), _integer(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError('year %d is out of range' % year)
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12')
    if not 1 <= day <= _length(year, month):
        raise ValueError('day is out of range for month')
    return year, month, day


def _check_time(hour, minute, second, microsecond):
    values = [_integer(v) for v in (hour, minute, second, microsecond)]
    for value, name, most in zip(values, ('hour', 'minute', 'second', 'microsecond'), (23, 59, 59, 999999)):
        if not 0 <= value <= most:
            raise ValueError('%s must be in 0..%d' % (name, most))
    return values


def _check_zone(zone):
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type '%s'" % type(zone).__name__)


class _Ordered:
    """Compares what _compares permits by what _key returns."""

    __slots__ = ()

    def __eq__(self, other):
        return self._key() == other._key() if self._compares(other) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if self._compares(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._compares(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._compares(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._compares(other) else NotImplemented

    def __hash__(self):
        return hash(self._key())


class timedelta(_Ordered):
    __slots__ = ('_days', '_seconds', '_microseconds', '_hash')

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        whole, part = 0, 0.0
        for name, value, unit in (('days', days, 86400000000), ('seconds', seconds, 1000000), ('microseconds', microseconds, 1),
                                  ('milliseconds', milliseconds, 1000), ('minutes', minutes, 60000000), ('hours', hours, 3600000000),
                                  ('weeks', weeks, 604800000000)):
            if isinstance(value, int):
                whole += value * unit
            elif isinstance(value, float):
                n = int(value)
                whole += n * unit
                part += (value - n) * unit
            else:
                raise TypeError("unsupported type for timedelta %s component: %s" % (name, type(value).__name__))
        return cls._of(whole + round(part))

    @classmethod
    def _of(cls, microseconds):
        self = object.__new__(cls)
        seconds, self._microseconds = divmod(microseconds, 1000000)
        self._days, self._seconds = divmod(seconds, 86400)
        if abs(self._days) > 999999999:
            raise OverflowError('days=%d; must have magnitude <= 999999999' % self._days)
        return self

    days = property(lambda self: self._days)
    seconds = property(lambda self: self._seconds)
    microseconds = property(lambda self: self._microseconds)

    def _all(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    def total_seconds(self):
        return self._all() / 1000000

    def __repr__(self):
        parts = ['%s=%d' % (name, value) for name, value in (('days', self._days), ('seconds', self._seconds), ('microseconds', self._microseconds))
                 if value]
        return '%s.%s(%s)' % (type(self).__module__, type(self).__qualname__, ', '.join(parts) or '0')

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = '%d:%02d:%02d' % (hours, minutes, seconds)
        if self._days:
            text = '%d day%s, ' % (self._days, '' if abs(self._days) == 1 else 's') + text
        return text + '.%06d' % self._microseconds if self._microseconds else text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._all() + other._all())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._all() - other._all())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(other._all() - self._all())
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._all())

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if self._days < 0 else self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._all() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide(self._all() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._all() // other._all()
        if isinstance(other, int):
            return timedelta._of(self._all() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._all() / other._all()
        if isinstance(other, int):
            if other < 0:
                return -self / -other
            return timedelta._of(_divide(self._all(), other)) if other else timedelta._of(self._all() // other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            if a < 0:
                a, b = -a, -b
            return timedelta._of(_divide(self._all() * b, a) if b > 0 else -_divide(self._all() * -b, a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._all() % other._all())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = divmod(self._all(), other._all())
            return q, timedelta._of(r)
        return NotImplemented

    def _compares(self, other):
        return isinstance(other, timedelta)

    _key = _all

    def __bool__(self):
        return self._all() != 0

    def __reduce__(self):
        return type(self), (self._days, self._seconds, self._microseconds)


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(999999999, 86399, 999999)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        return dt + self.utcoffset(dt)


def _offset_text(offset, colon=':'):
    if offset is None:
        return ''
    sign = '-' if offset._days < 0 else '+'
    minutes, seconds = divmod(abs(offset)._seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = '%s%02d%s%02d' % (sign, hours, colon, minutes)
    return text + '%s%02d' % (colon, seconds) if seconds else text


class timezone(tzinfo):
    def __init__(self, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be datetime.timedelta, not %s" % type(offset).__name__)
        if abs(offset) >= timedelta(1):
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %r." % (offset,))
        self._offset = offset
        self._name = name

    def utcoffset(self, dt):
        return self._offset

    def dst(self, dt):
        return None

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return 'UTC' + _offset_text(self._offset) if self._offset else 'UTC'

    def __repr__(self):
        if self is timezone.utc:
            return 'datetime.timezone.utc'
        if self._name is None:
            return 'datetime.timezone(%r)' % (self._offset,)
        return 'datetime.timezone(%r, %r)' % (self._offset, self._name)

    def __str__(self):
        return self.tzname(None)

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __reduce__(self):
        return timezone, (self._offset, self._name) if self._name is not None else (self._offset,)


timezone.utc = UTC = timezone(timedelta(0))


def _strftime(o, format, tuple):
    """strftime of time, with what that does not know of an object."""
    parts, i = [], 0
    while i < len(format):
        c = format[i]
        if c == '%' and i + 1 < len(format) and format[i + 1] in 'fzZ':
            i += 1
            if format[i] == 'f':
                parts.append('%06d' % getattr(o, 'microsecond', 0))
            elif format[i] == 'z':
                parts.append(_offset_text(o.utcoffset(), '') if hasattr(o, 'utcoffset') else '')
            else:
                parts.append((o.tzname() or '').replace('%', '%%') if hasattr(o, 'tzname') else '')
        elif c == '%' and i + 1 < len(format):
            i += 1
            parts.append('%' + format[i])
        else:
            parts.append(c)
        i += 1
    return _time.strftime(''.join(parts), tuple)


class date(_Ordered):
    def __new__(cls, year, month, day):
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        return self

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    @classmethod
    def fromtimestamp(cls, timestamp):
        t = _time.localtime(timestamp)
        return cls(t[0], t[1], t[2])

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, n):
        if n < 1:
            raise ValueError('ordinal must be >= 1')
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError('fromisoformat: argument must be str')
        parts = text.split('-')
        if len(text) == 10 and len(parts) == 3 and len(parts[0]) == 4 and len(parts[1]) == 2 and all(p.isdigit() for p in parts):
            return cls(*[int(p) for p in parts])
        raise ValueError('Invalid isoformat string: %r' % text)

    def toordinal(self):
        return _ordinal(self._year, self._month, self._day)

    def timetuple(self):
        return _time_tuple(self._year, self._month, self._day, 0, 0, 0)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        thursday = self.toordinal() + 4 - self.isoweekday()
        year = _from_ordinal(thursday)[0]
        return year, (thursday - _ordinal(year, 1, 1)) // 7 + 1, self.isoweekday()

    def isoformat(self):
        return '%04d-%02d-%02d' % (self._year, self._month, self._day)

    __str__ = isoformat

    def ctime(self):
        return '%s %s %2d 00:00:00 %04d' % (_days[self.weekday()], _months[self._month - 1], self._day, self._year)

    def strftime(self, format):
        return _strftime(self, format, self.timetuple())

    def __format__(self, format):
        return self.strftime(format) if format else str(self)

    def replace(self, year=None, month=None, day=None):
        return type(self)(self._year if year is None else year, self._month if month is None else month, self._day if day is None else day)

    def __repr__(self):
        return '%s.%s(%d, %d, %d)' % (type(self).__module__, type(self).__qualname__, self._year, self._month, self._day)

    def _key(self):
        return self._year, self._month, self._day

    def _compares(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        n = self.toordinal() + other._days
        if not 1 <= n <= _ordinal(9999, 12, 31):
            raise OverflowError('date value out of range')
        return type(self).fromordinal(n)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other._days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def __reduce__(self):
        return type(self), self._key()


def _time_tuple(year, month, day, hour, minute, second):
    n = _ordinal(year, month, day)
    return _time.struct_time((year, month, day, hour, minute, second, (n + 6) % 7, n - _before_year(year), -1))


def _time_text(hour, minute, second, microsecond, timespec='auto'):
    if timespec == 'auto':
        timespec = 'microseconds' if microsecond else 'seconds'
    forms = {'hours': '%02d' % hour, 'minutes': '%02d:%02d' % (hour, minute), 'seconds': '%02d:%02d:%02d' % (hour, minute, second),
             'milliseconds': '%02d:%02d:%02d.%03d' % (hour, minute, second, microsecond // 1000),
             'microseconds': '%02d:%02d:%02d.%06d' % (hour, minute, second, microsecond)}
    if timespec not in forms:
        raise ValueError('Unknown timespec value')
    return forms[timespec]


def _parse_time(text):
    """Hour, minute, second, microsecond and zone of a text as isoformat makes it."""
    zone = None
    for i, c in enumerate(text):
        if c in '+-Z':
            text, rest = text[:i], text[i:]
            if rest == 'Z':
                zone = timezone.utc
                break
            parts = [int(p) for p in rest[1:].split(':')]
            offset = timedelta(hours=parts[0], minutes=parts[1] if len(parts) > 1 else 0)
            zone = timezone.utc if not offset else timezone(-offset if c == '-' else offset)
            break
    text, _, part = text.partition('.')
    parts = text.split(':')
    if not 1 <= len(parts) <= 3 or any(len(p) != 2 or not p.isdigit() for p in parts) or part and (len(part) not in (3, 6) or not part.isdigit()):
        raise ValueError
    numbers = [int(p) for p in parts] + [0, 0]
    return numbers[0], numbers[1], numbers[2], int((part + '000000')[:6]), zone


class time(_Ordered):
    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond = _check_time(hour, minute, second, microsecond)
        _check_zone(tzinfo)
        self._tzinfo = tzinfo
        self.fold = fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)

    @classmethod
    def fromisoformat(cls, text):
        try:
            return cls(*_parse_time(text))
        except ValueError:
            raise ValueError('Invalid isoformat string: %r' % text) from None

    def isoformat(self, timespec='auto'):
        return _time_text(self._hour, self._minute, self._second, self._microsecond, timespec) + _offset_text(self.utcoffset())

    __str__ = isoformat

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(None)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def strftime(self, format):
        return _strftime(self, format, _time_tuple(1900, 1, 1, self._hour, self._minute, self._second))

    def __format__(self, format):
        return self.strftime(format) if format else str(self)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True):
        return type(self)(self._hour if hour is None else hour, self._minute if minute is None else minute,
                          self._second if second is None else second, self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo)

    def __repr__(self):
        text = '%s.%s(%d, %d' % (type(self).__module__, type(self).__qualname__, self._hour, self._minute)
        if self._microsecond:
            text += ', %d, %d' % (self._second, self._microsecond)
        elif self._second:
            text += ', %d' % self._second
        return text + (')' if self._tzinfo is None else ', tzinfo=%r)' % self._tzinfo)

    def _key(self):
        key = ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 + self._microsecond
        offset = self.utcoffset()
        return key if offset is None else key - offset._all()

    def _compares(self, other):
        if not isinstance(other, time):
            return False
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware times")
        return True

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return (self.utcoffset() is None) == (other.utcoffset() is None) and self._key() == other._key()

    __hash__ = _Ordered.__hash__

    def __reduce__(self):
        return type(self), (self._hour, self._minute, self._second, self._microsecond, self._tzinfo)


class datetime(date):
    def __new__(cls, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        self._hour, self._minute, self._second, self._microsecond = _check_time(hour, minute, second, microsecond)
        _check_zone(tzinfo)
        self._tzinfo = tzinfo
        self.fold = fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)

    @classmethod
    def _at(cls, microseconds, zone=None):
        """The time of so many microseconds after the beginning of the year 1."""
        seconds, microsecond = divmod(microseconds, 1000000)
        days, seconds = divmod(seconds, 86400)
        if not 1 <= days + 1 <= _ordinal(9999, 12, 31):
            raise OverflowError('date value out of range')
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return cls(*_from_ordinal(days + 1), hour, minute, second, microsecond, zone)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        made = cls._at(_epoch + round(timestamp * 1000000), None if tz is None else timezone.utc)
        return made if tz is None else made.astimezone(tz)

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        return cls.fromtimestamp(timestamp)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        return cls.now()

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        return cls(date._year, date._month, date._day, time._hour, time._minute, time._second, time._microsecond,
                   time._tzinfo if tzinfo is True else tzinfo)

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            day = date.fromisoformat(text[:10])
            return cls(*day._key(), *(_parse_time(text[11:]) if len(text) > 10 else ()))
        except ValueError as e:
            if 'must be in' in str(e) or 'out of range' in str(e):
                raise
            raise ValueError('Invalid isoformat string: %r' % text) from None

    @classmethod
    def strptime(cls, text, format):
        return cls(*_strptime(text, format))

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return time(self._hour, self._minute, self._second, self._microsecond)

    def timetz(self):
        return time(self._hour, self._minute, self._second, self._microsecond, self._tzinfo)

    def timetuple(self):
        return _time_tuple(self._year, self._month, self._day, self._hour, self._minute, self._second)

    def utctimetuple(self):
        return self.timetuple() if self._tzinfo is None else (self - self.utcoffset()).timetuple()

    def timestamp(self):
        return (self._micro() - _epoch) / 1000000

    def _local(self):
        """Microseconds since the beginning of the year 1, as its clock shows them."""
        seconds = (self._hour * 60 + self._minute) * 60 + self._second
        return ((self.toordinal() - 1) * 86400 + seconds) * 1000000 + self._microsecond

    def _micro(self):
        offset = self.utcoffset()
        return self._local() if offset is None else self._local() - offset._all()

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(self)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def dst(self):
        return None if self._tzinfo is None else self._tzinfo.dst(self)

    def astimezone(self, tz=None):
        tz = timezone.utc if tz is None else tz
        _check_zone(tz)
        return tz.fromutc(type(self)._at(self._micro(), tz))

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=True):
        new = [own if value is None else value for own, value in zip(self._fields(), (year, month, day, hour, minute, second, microsecond))]
        return type(self)(*new, self._tzinfo if tzinfo is True else tzinfo)

    def _fields(self):
        return self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond

    def isoformat(self, sep='T', timespec='auto'):
        return (date.isoformat(self) + sep + _time_text(self._hour, self._minute, self._second, self._microsecond, timespec) +
                _offset_text(self.utcoffset()))

    def __str__(self):
        return self.isoformat(' ')

    def ctime(self):
        return '%s %s %2d %02d:%02d:%02d %04d' % (_days[self.weekday()], _months[self._month - 1], self._day, self._hour, self._minute,
                                                 self._second, self._year)

    def __repr__(self):
        fields = list(self._fields())
        if not fields[6]:
            del fields[6]
            if not fields[5]:
                del fields[5]
        text = ', '.join([str(f) for f in fields])
        if self._tzinfo is not None:
            text += ', tzinfo=%r' % (self._tzinfo,)
        return '%s.%s(%s)' % (type(self).__module__, type(self).__qualname__, text)

    def _key(self):
        return self._micro()

    def _compares(self, other):
        if not isinstance(other, datetime):
            if isinstance(other, date):
                raise TypeError("can't compare datetime.datetime to datetime.date")
            return False
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return True

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        return (self.utcoffset() is None) == (other.utcoffset() is None) and self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self)._at(self._local() + other._all(), self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return timedelta._of(self._micro() - other._micro())

    def __reduce__(self):
        return type(self), self._fields() + (self._tzinfo,)


date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(1)
time.min, time.max, time.resolution = time(0), time(23, 59, 59, 999999), timedelta.resolution
datetime.min, datetime.max, datetime.resolution = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999), timedelta.resolution
_epoch = (_ordinal(1970, 1, 1) - 1) * 86400000000


def _strptime(text, format):
    """The arguments of datetime for a text in a format."""
    found = {'Y': 1900, 'm': 1, 'd': 1, 'H': 0, 'M': 0, 'S': 0, 'f': 0}
    zone, pm, at, i = None, None, 0, 0

    def mismatch():
        raise ValueError('time data %r does not match format %r' % (text, format))

    format_ = format
    for short, long in (('T', '%H:%M:%S'), ('F', '%Y-%m-%d'), ('D', '%m/%d/%y')):
        format_ = format_.replace('%' + short, long)
    while i < len(format_):
        c = format_[i]
        i += 1
        if c.isspace():
            while at < len(text) and text[at].isspace():
                at += 1
            continue
        if c != '%':
            if text[at:at + 1] != c:
                mismatch()
            at += 1
            continue
        kind = format_[i:i + 1]
        i += 1
        if kind == '%':
            if text[at:at + 1] != '%':
                mismatch()
            at += 1
        elif kind in ('a', 'A', 'b', 'B', 'p'):
            names = {'a': _days, 'A': _long_days, 'b': _months, 'B': _long_months, 'p': ('AM', 'PM')}[kind]
            for number, name in enumerate(names):
                if text[at:at + len(name)].lower() == name.lower():
                    at += len(name)
                    if kind in 'bB':
                        found['m'] = number + 1
                    elif kind == 'p':
                        pm = number == 1
                    break
            else:
                mismatch()
        elif kind == 'z':
            if text[at:at + 1] == 'Z':
                zone, at = timezone.utc, at + 1
                continue
            digits = text[at + 1:at + 6].replace(':', '')[:4]
            if text[at:at + 1] not in ('+', '-') or len(digits) != 4 or not digits.isdigit():
                mismatch()
            offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
            zone = timezone(-offset if text[at] == '-' else offset) if offset else timezone.utc
            at += 6 if text[at + 3:at + 4] == ':' else 5
        elif kind in ('Y', 'm', 'd', 'H', 'I', 'M', 'S', 'f', 'y', 'j'):
            most = {'Y': 4, 'f': 6, 'j': 3}.get(kind, 2)
            end = at
            while end < len(text) and end - at < most and text[end] in '0123456789':
                end += 1
            if end == at or kind == 'Y' and end - at != 4:
                mismatch()
            at0, digits, at = at, text[at:end], end
            value = int((digits + '000000')[:6]) if kind == 'f' else int(digits)
            least, limit = {'m': (1, 12), 'd': (1, 31), 'H': (0, 23), 'I': (1, 12), 'M': (0, 59), 'S': (0, 61), 'j': (1, 366)}.get(kind, (0, 999999))
            if value > limit and end - at0 == 2:
                value, at = value // 10, at - 1
            if not least <= value <= limit:
                mismatch()
            if kind == 'y':
                found['Y'] = value + (1900 if value > 68 else 2000)
            elif kind == 'I':
                found['H'] = value
            else:
                found[kind] = value
        else:
            raise ValueError("'%s' is a bad directive in format '%s'" % (kind, format))
    if at != len(text):
        raise ValueError('unconverted data remains: ' + text[at:])
    hour = found['H']
    if pm is not None:
        hour = hour % 12 + (12 if pm else 0)
    if 'j' in found:
        found['Y'], found['m'], found['d'] = _from_ordinal(_before_year(found['Y']) + found['j'])
    return found['Y'], found['m'], found['d'], hour, found['M'], found['S'], found['f'], zone
