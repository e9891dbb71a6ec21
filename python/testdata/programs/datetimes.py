# Dates and times.
import pickle
from datetime import date, datetime, time, timedelta, timezone


def attempt(call):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


a = datetime(2024, 2, 28, 23, 59, 30, 500)
print(a, repr(a), a.isoformat(), a.date(), repr(a.time()), a.weekday(), a.isoweekday(), tuple(a.isocalendar()))
print(a + timedelta(days=2, seconds=45), a - timedelta(weeks=9), a - datetime(2023, 2, 28), (a - datetime(2024, 3, 1)).total_seconds())
print(a.strftime('%Y-%m-%d %H:%M:%S.%f'), a.strftime('%a %A %b %B %d %j %y %I %p %%'), f'{a:%d/%m/%Y}', a.ctime())
print(a.replace(year=2023, microsecond=0), a < a + timedelta(1), a == datetime(2024, 2, 28), max(a, datetime(2025, 1, 1)))
print(a.timetuple()[:8], a.toordinal(), datetime.fromordinal(738000), date.fromordinal(1), date.max)
print(datetime.fromtimestamp(0, timezone.utc), datetime.fromtimestamp(1700000000.25, timezone.utc).isoformat(), datetime(2024, 1, 1, tzinfo=timezone.utc).timestamp())
print(datetime.fromisoformat('2024-05-06T07:08:09.123456'), datetime.fromisoformat('2024-05-06 07:08'), datetime.fromisoformat('2024-05-06'),
      datetime.fromisoformat('2024-05-06T07:08:09+02:00'))
print(datetime.strptime('21/11/06 16:30', '%d/%m/%y %H:%M'), datetime.strptime('Jan 5 2024 03:04 PM', '%b %d %Y %I:%M %p'),
      repr(datetime.strptime('2024-01-02T03:04:05.6+0130', '%Y-%m-%dT%H:%M:%S.%f%z')))
for text, format in (('2024', '%Y-%m'), ('2024-13', '%Y-%m'), ('2024-01-02x', '%Y-%m-%d'), ('x', '%d'), ('2023-02-29', '%Y-%m-%d')):
    attempt(lambda: datetime.strptime(text, format))
print(datetime.combine(date(2024, 1, 2), time(3, 4)), datetime.min, datetime.max, repr(datetime(2024, 1, 1)), repr(datetime(2024, 1, 1, 0, 0, 5)))

d = date(2024, 12, 30)
print(d, repr(d), d + timedelta(3), d - date(2024, 1, 1), d.isocalendar()[:3], d.strftime('%d %b %Y'), d.weekday(), d.replace(day=1), d.ctime())
print(date.fromisoformat('2020-02-29'), d > date(2024, 1, 1), sorted([d, date(2023, 1, 1)]), {d: 1}[date(2024, 12, 30)], f'{d}')
for call in (lambda: date(2024, 13, 1), lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: datetime(2024, 1, 1, 24), lambda: datetime(2024, 1, 1, 0, 60),
             lambda: date.max + timedelta(1), lambda: date.fromisoformat('2024-1-1'), lambda: datetime.fromisoformat('x'), 
             lambda: datetime(2024, 1, 1) < datetime(2024, 1, 1, tzinfo=timezone.utc), lambda: datetime.now() - datetime.now(timezone.utc),
             lambda: date('2024', 1, 1), lambda: datetime(2024, 1, 1) < date(2024, 1, 1), lambda: timezone(timedelta(days=1)), lambda: timedelta('1')):
    attempt(call)

for t in (timedelta(), timedelta(1), timedelta(days=-1, seconds=30), timedelta(hours=25, minutes=3), timedelta(milliseconds=1500), timedelta(weeks=2, microseconds=7),
          timedelta(days=1.5), timedelta(seconds=0.1), timedelta(microseconds=-1)):
    print(t, repr(t), t.days, t.seconds, t.microseconds, t.total_seconds(), -t, abs(t), bool(t))
h = timedelta(hours=1)
print(h * 3, 2 * h, h * 1.5, h / 2, h / 4.0, h // 7, h / timedelta(minutes=7), h // timedelta(minutes=7), h % timedelta(minutes=7), divmod(h, timedelta(minutes=7)))
print(h == timedelta(minutes=60), h < timedelta(minutes=61), {h: 1}[timedelta(seconds=3600)], sum([h, h], timedelta()), timedelta.max, timedelta.resolution)

t = time(9, 5, 7, 250)
print(t, repr(t), time(9, 5), repr(time(9, 5)), t.isoformat('minutes'), t.strftime('%H-%M'), t < time(10), t.replace(hour=1), time.fromisoformat('04:05:06'))
east = timezone(timedelta(hours=5, minutes=30), 'IST')
x = datetime(2024, 1, 1, 12, tzinfo=east)
print(x, repr(x), x.astimezone(timezone.utc), x.tzname(), x.utcoffset(), x == datetime(2024, 1, 1, 6, 30, tzinfo=timezone.utc), x.strftime('%z %Z'))
print(timezone.utc, repr(timezone.utc), timezone(timedelta(hours=-3)), repr(east), x.isoformat(timespec='hours'))
print(pickle.loads(pickle.dumps([a, d, h, x])) == [a, d, h, x])
before = datetime.now()
after = datetime.now()
print(timedelta(0) <= after - before < timedelta(minutes=1), before.tzinfo)
