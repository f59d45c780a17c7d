"""Runs every test of this folder and ends with one line, 'N passed, N failed'. Usage: run.py [NAME…], names or their beginnings."""

import pathlib
import sys
import time
import unittest


class Lines(unittest.TestResult):
    """One line for each test, and what went wrong below it."""

    def __init__(self):
        super().__init__()
        self.passed, self.broken = 0, set()

    def startTest(self, test):
        super().startTest(test)
        self.began = time.monotonic()

    def name(self, test):
        words = getattr(test, "_testMethodName", str(test)).removeprefix("test_").replace("_", " ")
        return f'"{words}"'

    def tell(self, mark, test, more=""):
        print(f"{mark} {self.name(test)} {more}", flush=True)

    def addSuccess(self, test):
        if test.id() not in self.broken:
            self.passed += 1
            self.tell("passed", test, f"after {time.monotonic() - self.began:.1f} s")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.tell("skipped", test, f"({reason})")

    def addFailure(self, test, error):
        self.broken.add(test.id())
        self.tell("failed", test, "\n" + self._exc_info_to_string(error, test))

    addError = addFailure

    def addSubTest(self, test, subtest, error):
        if error:
            self.broken.add(test.id())
            self.tell("failed", test, f"{subtest._subDescription()}\n{self._exc_info_to_string(error, test)}")


def main():
    folder = pathlib.Path(__file__).parent
    sys.path.insert(0, str(folder))
    loader = unittest.TestLoader()
    suite = unittest.TestSuite(
        loader.loadTestsFromName(path.stem) for path in sorted(folder.glob("*_test.py"))
        if not sys.argv[1:] or path.stem.startswith(tuple(sys.argv[1:])))
    lines = Lines()
    suite.run(lines)
    print(f"{lines.passed} passed, {len(lines.broken)} failed", flush=True)
    return 1 if lines.broken else 0


if __name__ == "__main__":
    sys.exit(main())
