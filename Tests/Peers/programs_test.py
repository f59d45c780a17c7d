"""What others' programs make of what Gleaner writes: a mail server, readers of mail and feeds, and a fuzzer of the API."""

import os
import re
import subprocess
import sys
import unittest

import house


class Programs(unittest.TestCase):
    def run_to_end(self, *command, **environment):
        settings = dict(os.environ, **environment)
        ended = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=300)
        return ended.returncode, ended.stdout + ended.stderr

    def test_a_digest_arrives_as_mail_and_as_feeds_that_others_read_without_a_fault(self):
        settings = house.settings()
        code, said = self.run_to_end(
            sys.executable, str(house.ROOT / "Benchmarks/delivering.py"), "--gleaner", settings["GLEANER"],
            "--lib", settings["GLEANER_LIB"])
        self.assertEqual(code, 0, said)
        self.assertIn("\n0 faults", said)

    def test_requests_made_of_the_document_of_the_api_break_nothing_and_get_what_it_says(self):
        with house.sample_house(serves=False) as sample:
            code, said = self.run_to_end(str(house.ROOT / "Benchmarks/api-fuzz"), str(sample.work), "3", **house.settings())
        self.assertEqual(code, 0, said[-6_000:])
        self.assertNotIn("errors in the log", re.sub(r"errors in the log: 0\b", "", said))
        print(*re.findall(r".*(?:generated|No issues|passed).*", said)[-2:], sep="\n")


if __name__ == "__main__":
    unittest.main()
