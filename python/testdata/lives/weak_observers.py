import weakref


class Subject:
    def __init__(self):
        self._observers = weakref.WeakSet()

    def attach(self, o):
        self._observers.add(o)

    def notify(self, x):
        for o in sorted(self._observers, key=lambda o: o.name):
            o.update(x)


class Observer:
    def __init__(self, name, subject):
        self.name = name
        subject.attach(self)

    def update(self, x):
        print(self.name, 'sees', x)


s = Subject()
a, b = Observer('a', s), Observer('b', s)
s.notify(1)
del a
s.notify(2)
b = None
s.notify(3)
print('done')
