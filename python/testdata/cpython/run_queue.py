"""CPython's test_queue."""

import test_queue
import unittest
import runner

runner.run(*[c for n, c in sorted(vars(test_queue).items()) if isinstance(c, type) and issubclass(c, unittest.TestCase) and not n.startswith('Base')])
