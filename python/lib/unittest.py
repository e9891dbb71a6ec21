"""Test cases, suites and a runner that prints what CPython's prints."""

import re
import sys
import time
import traceback
import warnings

__all__ = ['TestCase', 'TestSuite', 'TestLoader', 'TestResult', 'TextTestRunner', 'SkipTest', 'skip', 'skipIf', 'skipUnless',
           'expectedFailure', 'main', 'defaultTestLoader']


class SkipTest(Exception):
    pass


def skip(reason):
    def mark(item):
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item
    if callable(reason) and not isinstance(reason, str):
        item, reason = reason, ''
        return mark(item)
    return mark


def skipIf(condition, reason):
    return skip(reason) if condition else lambda item: item


def skipUnless(condition, reason):
    return lambda item: item if condition else skip(reason)(item)


def expectedFailure(item):
    item.__unittest_expecting_failure__ = True
    return item


class _AssertRaises:
    def __init__(self, expected, case, pattern=None):
        self.expected, self.case, self.pattern = expected, case, None if pattern is None else re.compile(pattern)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is None:
            names = getattr(self.expected, '__name__', str(self.expected))
            raise self.case.failureException('%s not raised' % names)
        if not issubclass(kind, self.expected):
            return False
        self.exception = value.with_traceback(None)
        if self.pattern is not None and not self.pattern.search(str(value)):
            raise self.case.failureException('"%s" does not match "%s"' % (self.pattern.pattern, value))
        return True


class _SubTest:
    def __init__(self, case, params):
        self.case, self.params = case, params

    def __enter__(self):
        pass

    def __exit__(self, kind, value, tb):
        if kind is None or not issubclass(kind, Exception) or issubclass(kind, SkipTest):
            return False
        self.case._sub_failures.append((kind, value, tb))
        return True


class TestCase:
    failureException = AssertionError
    longMessage = True
    maxDiff = 640

    def __init__(self, methodName='runTest'):
        self._testMethodName = methodName
        self._cleanups = []
        self._sub_failures = []
        if methodName != 'runTest' and not hasattr(self, methodName):
            raise ValueError("no such test method in %s: %s" % (self.__class__, methodName))

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        result = type(cm).__enter__(cm)
        self.addCleanup(type(cm).__exit__, cm, None, None, None)
        return result

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def id(self):
        return "%s.%s.%s" % (self.__class__.__module__, self.__class__.__qualname__, self._testMethodName)

    def __str__(self):
        if sys.version_info >= (3, 11):
            return "%s (%s)" % (self._testMethodName, self.id())
        return "%s (%s.%s)" % (self._testMethodName, self.__class__.__module__, self.__class__.__qualname__)

    def shortDescription(self):
        doc = getattr(self, self._testMethodName).__doc__
        return doc.strip().split("\n")[0].strip() if doc else None

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return TestResult()

    def skipTest(self, reason):
        raise SkipTest(reason)

    def subTest(self, msg=None, **params):
        return _SubTest(self, params)

    def __call__(self, result=None):
        return self.run(result)

    def run(self, result=None):
        if result is None:
            result = self.defaultTestResult()
        result.startTest(self)
        method = getattr(self, self._testMethodName)
        for item in (self.__class__, method):
            if getattr(item, '__unittest_skip__', False):
                result.addSkip(self, item.__unittest_skip_why__)
                result.stopTest(self)
                return result
        failing = getattr(method, '__unittest_expecting_failure__', False)
        problems = self._attempt(method)
        if any(issubclass(kind, SkipTest) for kind, _, _ in problems):
            result.addSkip(self, str(problems[0][1]))
        elif failing:
            if problems:
                result.addExpectedFailure(self, problems[0])
            else:
                result.addUnexpectedSuccess(self)
        elif not problems:
            result.addSuccess(self)
        for err in problems if not failing else []:
            if issubclass(err[0], SkipTest):
                continue
            if issubclass(err[0], self.failureException):
                result.addFailure(self, err)
            else:
                result.addError(self, err)
        result.stopTest(self)
        return result

    def _attempt(self, method):
        """Returns what went wrong in the set-up, the test, the tear-down and the clean-ups."""
        problems = []
        ready = False
        try:
            self.setUp()
            ready = True
        except Exception:
            problems.append(sys.exc_info())
        if ready:
            for step in (method, self.tearDown):
                try:
                    step()
                except Exception:
                    problems.append(sys.exc_info())
        try:
            self.doCleanups()
        except Exception:
            problems.append(sys.exc_info())
        return problems + self._sub_failures

    def debug(self):
        self.setUp()
        getattr(self, self._testMethodName)()
        self.tearDown()
        self.doCleanups()

    # What a test may claim.

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _claim(self, holds, standard, msg):
        if not holds:
            raise self.failureException(standard if msg is None else '%s : %s' % (standard, msg))

    def assertTrue(self, expr, msg=None):
        self._claim(expr, "%r is not true" % (expr,), msg)

    def assertFalse(self, expr, msg=None):
        self._claim(not expr, "%r is not false" % (expr,), msg)

    def assertEqual(self, first, second, msg=None):
        self._claim(first == second, "%r != %r" % (first, second), msg)

    assertEquals = assertListEqual = assertTupleEqual = assertDictEqual = assertSetEqual = assertMultiLineEqual = assertEqual
    assertSequenceEqual = assertEqual

    def assertNotEqual(self, first, second, msg=None):
        self._claim(first != second, "%r == %r" % (first, second), msg)

    def assertIs(self, a, b, msg=None):
        self._claim(a is b, "%r is not %r" % (a, b), msg)

    def assertIsNot(self, a, b, msg=None):
        self._claim(a is not b, "unexpectedly identical: %r" % (a,), msg)

    def assertIsNone(self, obj, msg=None):
        self._claim(obj is None, "%r is not None" % (obj,), msg)

    def assertIsNotNone(self, obj, msg=None):
        self._claim(obj is not None, "unexpectedly None", msg)

    def assertIn(self, member, container, msg=None):
        self._claim(member in container, "%r not found in %r" % (member, container), msg)

    def assertNotIn(self, member, container, msg=None):
        self._claim(member not in container, "%r unexpectedly found in %r" % (member, container), msg)

    def assertIsInstance(self, obj, cls, msg=None):
        self._claim(isinstance(obj, cls), "%r is not an instance of %r" % (obj, cls), msg)

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._claim(not isinstance(obj, cls), "%r is an instance of %r" % (obj, cls), msg)

    def assertGreater(self, a, b, msg=None):
        self._claim(a > b, "%r not greater than %r" % (a, b), msg)

    def assertGreaterEqual(self, a, b, msg=None):
        self._claim(a >= b, "%r not greater than or equal to %r" % (a, b), msg)

    def assertLess(self, a, b, msg=None):
        self._claim(a < b, "%r not less than %r" % (a, b), msg)

    def assertLessEqual(self, a, b, msg=None):
        self._claim(a <= b, "%r not less than or equal to %r" % (a, b), msg)

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if delta is not None:
            self._claim(abs(first - second) <= delta, "%r != %r within %r delta (%r difference)" % (
                first, second, delta, abs(first - second)), msg)
        else:
            n = 7 if places is None else places
            self._claim(first == second or round(abs(second - first), n) == 0, "%r != %r within %r places (%r difference)" % (
                first, second, n, abs(first - second)), msg)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        n = 7 if places is None else places
        near = abs(first - second) <= delta if delta is not None else round(abs(second - first), n) == 0
        self._claim(first != second and not near, "%r == %r within %r places" % (first, second, n), msg)

    def assertCountEqual(self, first, second, msg=None):
        left = list(second)
        for item in first:
            if item not in left:
                self._claim(False, "Element counts were not equal: %r, %r" % (first, second), msg)
            left.remove(item)
        self._claim(not left, "Element counts were not equal: %r, %r" % (first, second), msg)

    def assertRaises(self, expected, *args, **kwargs):
        context = _AssertRaises(expected, self)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)

    def assertRaisesRegex(self, expected, expected_regex, *args, **kwargs):
        context = _AssertRaises(expected, self, expected_regex)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)

    def assertRegex(self, text, expected_regex, msg=None):
        if isinstance(expected_regex, (str, bytes)):
            assert expected_regex, "expected_regex must not be empty."
            expected_regex = re.compile(expected_regex)
        self._claim(expected_regex.search(text), "Regex didn't match: %r not found in %r" % (expected_regex.pattern, text), msg)

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        if isinstance(unexpected_regex, (str, bytes)):
            unexpected_regex = re.compile(unexpected_regex)
        match = unexpected_regex.search(text)
        if match:
            found = text[match.start():match.end()]
            self._claim(False, "Regex matched: %r matches %r in %r" % (found, unexpected_regex.pattern, text), msg)

    def assertWarns(self, expected, *args, **kwargs):
        import warnings
        context = _AssertWarns(expected, self, warnings)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)

    if sys.version_info < (3, 12):
        def _deprecate(method):
            def deprecated(*args, **kwargs):
                warnings.warn('Please use %s instead.' % method.__name__, DeprecationWarning, 2)
                return method(*args, **kwargs)
            return deprecated

        failUnlessEqual = assertEquals = _deprecate(assertEqual)
        failIfEqual = assertNotEquals = _deprecate(assertNotEqual)
        failUnlessAlmostEqual = assertAlmostEquals = _deprecate(assertAlmostEqual)
        failIfAlmostEqual = assertNotAlmostEquals = _deprecate(assertNotAlmostEqual)
        failUnless = assert_ = _deprecate(assertTrue)
        failIf = _deprecate(assertFalse)
        failUnlessRaises = _deprecate(assertRaises)
        assertRaisesRegexp = _deprecate(assertRaisesRegex)
        assertRegexpMatches = _deprecate(assertRegex)
        del _deprecate


class _AssertWarns:
    def __init__(self, expected, case, warnings):
        self.expected, self.case = expected, case
        self.catcher = warnings.catch_warnings(record=True)
        self.warnings = warnings

    def __enter__(self):
        self.records = self.catcher.__enter__()
        self.warnings.simplefilter("always", self.expected)
        return self

    def __exit__(self, kind, value, tb):
        self.catcher.__exit__(kind, value, tb)
        if kind is None and not any(issubclass(r.category, self.expected) for r in self.records):
            raise self.case.failureException("%s not triggered" % self.expected.__name__)


class TestSuite:
    def __init__(self, tests=()):
        self._tests = list(tests)

    def addTest(self, test):
        self._tests.append(test)

    def addTests(self, tests):
        self._tests.extend(tests)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self._tests)

    def run(self, result):
        previous = None
        for test in self._tests:
            if isinstance(test, TestCase) and test.__class__ is not previous:
                if previous is not None:
                    previous.tearDownClass()
                previous = test.__class__
                if not getattr(previous, '__unittest_skip__', False):
                    previous.setUpClass()
            test.run(result)
        if previous is not None:
            previous.tearDownClass()
        return result

    __call__ = run


class TestLoader:
    testMethodPrefix = 'test'

    def getTestCaseNames(self, cls):
        return sorted(name for name in dir(cls) if name.startswith(self.testMethodPrefix) and callable(getattr(cls, name)))

    def loadTestsFromTestCase(self, cls):
        names = self.getTestCaseNames(cls)
        if not names and hasattr(cls, 'runTest'):
            names = ['runTest']
        return TestSuite([cls(name) for name in names])

    def loadTestsFromModule(self, module):
        suite = TestSuite()
        for name in sorted(vars(module)):
            value = vars(module)[name]
            if isinstance(value, type) and issubclass(value, TestCase) and value is not TestCase:
                suite.addTest(self.loadTestsFromTestCase(value))
        return suite

    def loadTestsFromName(self, name, module=None):
        value = module
        for part in name.split('.'):
            parent, value = value, getattr(value, part)
        if isinstance(value, type):
            return self.loadTestsFromTestCase(value)
        return TestSuite([parent(part)])


defaultTestLoader = TestLoader()


class TestResult:
    def __init__(self, stream=None, verbosity=1):
        self.failures, self.errors, self.skipped = [], [], []
        self.expectedFailures, self.unexpectedSuccesses = [], []
        self.testsRun = 0
        self.stream, self.verbosity = stream, verbosity

    def _tell(self, short, long):
        if self.stream:
            self.stream.write(long + '\n' if self.verbosity > 1 else short if self.verbosity == 1 else '')

    def startTest(self, test):
        self.testsRun += 1
        if self.stream and self.verbosity > 1:
            self.stream.write('%s ... ' % test)

    def stopTest(self, test):
        pass

    def _text(self, err):
        """The exception as a traceback shows it, without the frames of this module."""
        lines, own = [], False
        for line in ''.join(traceback.format_exception(*err)).splitlines(True):
            if line.startswith('  File "'):
                own = line.startswith('  File "unittest.py", line')
            elif not line.startswith('    '):
                own = False
            if not own:
                lines.append(line)
        return ''.join(lines)

    def addSuccess(self, test):
        self._tell('.', 'ok')

    def addFailure(self, test, err):
        self.failures.append((test, self._text(err)))
        self._tell('F', 'FAIL')

    def addError(self, test, err):
        self.errors.append((test, self._text(err)))
        self._tell('E', 'ERROR')

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))
        self._tell('s', 'skipped %r' % reason)

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._text(err)))
        self._tell('x', 'expected failure')

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)
        self._tell('u', 'unexpected success')

    def wasSuccessful(self):
        return not (self.failures or self.errors or self.unexpectedSuccesses)


class TextTestRunner:
    def __init__(self, stream=None, descriptions=True, verbosity=1, **kwargs):
        self.stream = sys.stderr if stream is None else stream
        self.verbosity = verbosity

    def run(self, test):
        result = TestResult(self.stream, self.verbosity)
        start = time.perf_counter()
        test.run(result)
        took = time.perf_counter() - start
        out = self.stream.write
        if self.verbosity > 0:
            out('\n')
        for flavour, entries in (('ERROR', result.errors), ('FAIL', result.failures)):
            for case, text in entries:
                out('=' * 70 + '\n%s: %s\n' % (flavour, case) + '-' * 70 + '\n%s\n' % text)
        out('-' * 70 + '\nRan %d test%s in %.3fs\n\n' % (result.testsRun, '' if result.testsRun == 1 else 's', took))
        details = [('failures', result.failures), ('errors', result.errors), ('skipped', result.skipped),
                   ('expected failures', result.expectedFailures), ('unexpected successes', result.unexpectedSuccesses)]
        details = ', '.join('%s=%d' % (name, len(entries)) for name, entries in details if entries)
        out('%s%s\n' % ('OK' if result.wasSuccessful() else 'FAILED', ' (%s)' % details if details else ''))
        return result


def main(module='__main__', defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader, exit=True, verbosity=1,
         **kwargs):
    if isinstance(module, str):
        module = sys.modules[module]
    args = [a for a in (sys.argv if argv is None else argv)[1:] if not a.startswith('-')]
    if '-v' in (sys.argv if argv is None else argv):
        verbosity = 2
    if args:
        suite = TestSuite([testLoader.loadTestsFromName(name, module) for name in args])
    else:
        suite = testLoader.loadTestsFromModule(module)
    result = (testRunner or TextTestRunner(verbosity=verbosity)).run(suite)
    if exit:
        sys.exit(not result.wasSuccessful())
    return result
