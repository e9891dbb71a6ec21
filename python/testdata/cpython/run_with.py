"""CPython's test_with."""

import test_with
import unittest
import runner

runner.run(*[c for n, c in sorted(vars(test_with).items()) if isinstance(c, type) and issubclass(c, unittest.TestCase)])
