"""What pickle and copy keep of an exception."""

import copy
import pickle


class Refused(Exception):
    def __init__(self, reason, value):
        self.reason = reason
        self.value = repr(value)
        super().__init__(reason, self.value)

    def __str__(self):
        return '%s: %s' % (self.reason, self.value)


e = Refused('no', 'x')
e.more = [1, 2]
print(e.__reduce__()[1:])
for again in pickle.loads(pickle.dumps(e)), copy.copy(e):
    print(again.args, again.reason, again.value, again.more, str(again) == str(e))
for e in (ValueError(1), KeyError('k'), StopIteration(3), OSError(2, 'no', 'file'), OSError(2, 'no'), OSError('a'),
          ImportError('m', name='n', path='p')):
    again = pickle.loads(pickle.dumps(e))
    print(e.__reduce__(), type(again) is type(e), again.args, str(again))
o = OSError(2, 'no', 'file')
o.x = 1
print(o.__reduce__(), pickle.loads(pickle.dumps(o)).x, pickle.loads(pickle.dumps(o)).filename)
e = ValueError()
e.__setstate__({'z': 1})
e.__setstate__(None)
print(e.z)
for state in 5, {1: 2}:
    try:
        e.__setstate__(state)
    except TypeError as x:
        print(x)
