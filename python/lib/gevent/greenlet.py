from gevent._core import Greenlet, joinall, killall, getcurrent
