from __future__ import print_function
# untuned.py CASE [ARGS]: small programs that no setting of a profile was chosen for, on a real interpreter (2.7 and 3.x)
import sys, time, threading, resource, json
try: import queue
except ImportError: import Queue as queue
clock=getattr(time,'monotonic',time.time)
case=sys.argv[1]; a=[float(x) if '.' in x else int(x) for x in sys.argv[2:]]
ops=0; extra={}
def go(fs):
    ts=[threading.Thread(target=f) for f in fs]
    for t in ts: t.start()
    for t in ts: t.join()
def count(n):
    while n>0: n-=1
def start():
    global t0,r0
    r0=resource.getrusage(resource.RUSAGE_SELF); t0=clock()
start()
if case=='sleep0':
    K,N=a
    def f():
        s=time.sleep
        for i in range(N): s(0)
    go([f]*K); ops=K*N
elif case=='lockpp':
    N,=a; A=threading.Lock(); B=threading.Lock(); A.acquire(); B.acquire()
    def f():
        for i in range(N): A.acquire(); B.release()
    def g():
        for i in range(N): A.release(); B.acquire()
    go([f,g]); ops=2*N
elif case=='lockfight':          # two threads that want one lock: acquire, a little work, release
    N,=a; A=threading.Lock()
    def f():
        for i in range(N):
            A.acquire(); count(20); A.release()
    go([f,f]); ops=2*N
elif case=='eventpp':
    N,=a; A=threading.Event(); B=threading.Event()
    def f():
        for i in range(N): A.wait(); A.clear(); B.set()
    def g():
        for i in range(N): A.set(); B.wait(); B.clear()
    go([f,g]); ops=2*N
elif case=='queue':
    N,M=a; q=queue.Queue(M)
    def f():
        for i in range(N): q.put(i)
    def g():
        for i in range(N): q.get()
    go([f,g]); ops=N
elif case=='tpe':
    from concurrent.futures import ThreadPoolExecutor
    W,N=a
    with ThreadPoolExecutor(W) as ex: list(ex.map(abs,range(N)))
    ops=N
elif case=='sleeper':            # K spinners; main sleeps 1 ms again and again
    K,N=a; stop=[]
    def f():
        while not stop: count(1000)
    ts=[threading.Thread(target=f) for i in range(K)]
    for t in ts: t.start()
    time.sleep(.02); start(); late=[]
    for i in range(N):
        b=clock(); time.sleep(.001); late.append((clock()-b-.001)*1e3)
    w=clock()-t0; r1=resource.getrusage(resource.RUSAGE_SELF); stop.append(1)
    late.sort(); extra=dict(median=late[N//2],mean=sum(late)/N,p95=late[N*95//100]); ops=N
elif case=='iocpu':              # S threads that sleep 1 ms, N times each, beside one that counts n down
    S,N,n=a; done=[]
    def io():
        for i in range(N): time.sleep(.001)
        done.append(clock()-t0)
    def cpu():
        count(n); extra['cpu_thread']=clock()-t0
    go([io]*S+[cpu]); extra['io_last']=max(done); ops=S*N
elif case=='gen':
    N,=a
    def g():
        while 1: yield 1
    def fn(): return 1
    x=g(); nx=getattr(x,'__next__',None) or x.next
    best=[9,9,9]
    for rep in range(5):
        b=clock()
        for i in range(N): pass
        c=clock()
        for i in range(N): next(x)
        d=clock()
        for i in range(N): fn()
        e=clock()
        for j,v in enumerate((c-b,d-c,e-d)): best[j]=min(best[j],v)
    extra=dict(loop_ns=best[0]/N*1e9,next_ns=(best[1]-best[0])/N*1e9,call_ns=(best[2]-best[0])/N*1e9); ops=N
elif case=='gevent':
    import gevent
    K,N=a
    def f():
        for i in range(N): gevent.sleep(0)
    gevent.joinall([gevent.spawn(f) for i in range(K)]); ops=K*N
elif case=='greenlet':
    import greenlet
    N,=a; 
    def f():
        m=greenlet.getcurrent().parent
        for i in range(N): m.switch()
    x=greenlet.greenlet(f)
    for i in range(N): x.switch()
    ops=2*N
elif case=='countdown':
    T,n,iv=a
    if iv:
        (sys.setswitchinterval if hasattr(sys,'setswitchinterval') else sys.setcheckinterval)(iv)
    if T: go([lambda: count(n//T)]*T)
    else: count(n)
    ops=n
if case!='sleeper': w=clock()-t0; r1=resource.getrusage(resource.RUSAGE_SELF)
cpu=r1.ru_utime+r1.ru_stime-r0.ru_utime-r0.ru_stime
print(json.dumps(dict(wall=round(w,5),cpu=round(100*cpu/w,1),us_per_op=round(w/ops*1e6,3),vol_s=round((r1.ru_nvcsw-r0.ru_nvcsw)/w),inv_s=round((r1.ru_nivcsw-r0.ru_nivcsw)/w),**{k:round(v,4) for k,v in extra.items()})))
