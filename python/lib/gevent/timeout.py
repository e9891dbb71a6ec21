from gevent._core import Timeout, with_timeout
