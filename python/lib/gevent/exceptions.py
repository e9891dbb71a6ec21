from _gevent import LoopExit, BlockingSwitchOutError, InvalidSwitchError, ConcurrentObjectUseError, InvalidThreadUseError, \
    GreenletExit
