try: from queue import Queue
except ImportError: from Queue import Queue
try: import cPickle as pickle
except ImportError: pickle = None
try: import simplejson as json
except ImportError: json = 'std'
import math
print(Queue, pickle, json)
