import heapq, bisect, itertools, random
h = []
for x in [5, 1, 8, 3, 9, 2]: heapq.heappush(h, x)
print(h, h[0], [heapq.heappop(h) for _ in range(len(h))])
tasks = [(3, 'c'), (1, 'a'), (2, 'b')]; heapq.heapify(tasks); print(heapq.heappop(tasks), heapq.heappushpop(tasks, (0, 'z')), heapq.heapreplace(tasks, (9, 'q')), tasks)
print(heapq.nlargest(3, range(10), key=lambda v: v % 7), heapq.nsmallest(2, 'hello'), list(heapq.merge([1, 5], [2, 4], [3], reverse=False)), list(heapq.merge('ca', 'db', reverse=True)))
try: heapq.heappop([])
except IndexError as e: print(e)
try:
    q = [(1, {}), ]; heapq.heappush(q, (1, {}))
except TypeError as e: print(e)
c = itertools.count(); pq = []
for pri, t in [(2, 'x'), (1, 'y'), (2, 'z')]: heapq.heappush(pq, [pri, next(c), t])
print([heapq.heappop(pq)[2] for _ in range(3)])
a = [1, 3, 5, 7]
print(bisect.bisect(a, 4), bisect.bisect_left(a, 5), bisect.bisect_right(a, 5), bisect.bisect(a, 9, key=lambda v: v + 5)); bisect.insort(a, 4); print(a); bisect.insort(a, 2, key=lambda v: v); print(a)
random.seed(42); print(random.random(), random.randint(1, 6), random.sample(range(100), 5), random.gauss(0, 1), random.choices('ab', weights=[1, 3], k=5), random.triangular(0, 1), random.expovariate(1.5), random.betavariate(1, 2), random.getrandbits(70), random.normalvariate(1, 2))
def dijkstra(g, s):
    dist, q = {s: 0}, [(0, s)]
    while q:
        d, u = heapq.heappop(q)
        for v, w in g[u].items():
            if d + w < dist.get(v, float('inf')):
                dist[v] = d + w; heapq.heappush(q, (d + w, v))
    return dist
print(dijkstra({'a': {'b': 4, 'c': 1}, 'b': {}, 'c': {'b': 2}}, 'a'))
