from collections import deque


class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


l = [C(i) for i in range(6)]
l.pop()
print('popped')
l[0] = None
del l[1]
print('item')
l[1:3] = []
print('slice')
l.clear()
print('cleared')
l = [C(10), C(11)]
del l
t = (C(12), C(13))
t = None
d = {'a': C(20), 'b': C(21)}
d['a'] = 1
d.pop('b')
print('dict')
d['c'] = C(22)
d.update(c=2)
d['d'] = C(23)
d.clear()
d = {C(24): C(25)}
d.popitem()
print('keys')
s = {C(30)}
s.pop()
s.add(C(31))
s.clear()
q = deque([C(40), C(41)], maxlen=2)
q.append(C(42))
q.popleft()
q.clear()
print('deque')
n = [[C(50)], [C(51), [C(52)]]]
n[1][1] = 0
n = 0
print([C(60 + i).n for i in range(2)])
print(sum(C(70 + i).n for i in range(2)))
l = [C(80)]
l.append(l.pop())
l.remove(l[0])
l += [C(81)]
l *= 0
print('end')
