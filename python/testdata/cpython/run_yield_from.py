"""CPython's test_yield_from."""

import test_yield_from
import unittest
import runner

runner.run(*[c for n, c in sorted(vars(test_yield_from).items()) if isinstance(c, type) and issubclass(c, unittest.TestCase)])
