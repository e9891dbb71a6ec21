import logging, sys
logging.basicConfig(level=logging.DEBUG, format='%(levelname)-8s|%(name)s|%(funcName)s|%(lineno)d|%(message)s', stream=sys.stdout)
log = logging.getLogger('app.sub')
def f():
    log.debug('debug %d', 5); log.info('info %s %r', 'a', 'b'); log.warning('w'); log.error('e %(x)s', {'x': 1}); log.critical('c')
f()
try: 1 / 0
except ZeroDivisionError: log.exception('failed')
log.setLevel(logging.WARNING); f()
print(log.isEnabledFor(logging.INFO), log.getEffectiveLevel(), logging.getLevelName(20), log.parent.name if log.parent else None, log)
h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter('{levelname}:{message}', style='{')); h.setLevel('ERROR')
other = logging.getLogger('other'); other.addHandler(h); other.propagate = False
other.error('boo'); other.warning('not shown'); other.log(45, 'custom level')
class Fl(logging.Filter):
    def filter(self, r): return 'secret' not in r.getMessage()
h.addFilter(Fl()); other.error('secret'); other.error('open')
logging.addLevelName(25, 'NOTICE'); other.log(25, 'x'); h.setLevel(0); other.log(25, 'noticed %s', [1])
ad = logging.LoggerAdapter(other, {'u': 1}); ad.error('adapted')
logging.info('root %s', 'msg'); logging.warning('bad format %d', 'x') if False else None
logging.disable(logging.ERROR); other.error('no'); logging.disable(logging.NOTSET); other.error('yes', exc_info=False, stack_info=False)
print(logging.getLogger() is logging.root, logging.getLogger('app').handlers, h)
