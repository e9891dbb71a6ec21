import re
import unittest


class Texts(unittest.TestCase):
    def test_regex(self):
        self.assertRegex('value 12', r'(?<=value )\d+')
        self.assertRegex('aa', re.compile(r'(a)\1'))
        self.assertNotRegex('abc', 'x')

    def test_no_regex(self):
        self.assertRegex('abc', r'^b')

    def test_not_regex(self):
        self.assertNotRegex('abc', 'b+')

    def test_raises(self):
        with self.assertRaisesRegex(ValueError, r'invalid literal for int\(\)'):
            int('x')
        self.assertRaisesRegex(KeyError, 'q', {}.__getitem__, 'p')


for case in unittest.TestLoader().loadTestsFromTestCase(Texts):
    result = unittest.TestResult()
    case.run(result)
    print(case._testMethodName, [text.splitlines()[-1] for _, text in result.failures + result.errors])
