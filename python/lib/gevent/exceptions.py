from gevent._core import LoopExit, BlockingSwitchOutError, InvalidSwitchError, ConcurrentObjectUseError, InvalidThreadUseError, \
    GreenletExit
