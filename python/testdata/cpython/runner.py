"""Runs test classes, prints which tests fail and why, and last how many passed, failed and were skipped."""

import unittest


def run(*classes):
    passed = failed = skipped = 0
    for cls in classes:
        for name in unittest.defaultTestLoader.getTestCaseNames(cls):
            result = unittest.TestResult()
            cls(name).run(result)
            if result.skipped:
                skipped += 1
            elif result.wasSuccessful():
                passed += 1
            else:
                failed += 1
                reasons = [text for _, text in result.errors + result.failures] or ['unexpected success']
                print('%s.%s: %s' % (cls.__name__, name, reasons[0].rstrip().rsplit('\n', 1)[-1]))
    print('passed %d, failed %d, skipped %d' % (passed, failed, skipped))
