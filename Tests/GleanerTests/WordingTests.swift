// What people read: names of formats, times of sources, and how a run went.

import Foundation
import Pipeline
import Testing

@testable import gleaner

struct WordingTests {
  @Test(arguments: [
    ("rss20", "RSS 2.0"), ("rss091u", "RSS 0.91"), ("rss10", "RSS 1.0"), ("rss", "RSS"),
    ("atom10", "Atom 1.0"), ("atom", "Atom"), ("cdf", "CDF"), ("json1", "JSON Feed 1.0"),
    ("json11", "JSON Feed 1.1"), ("", ""), ("other", "other"),
  ])
  func `formats have the names that people know`(_ version: String, _ words: String) {
    #expect(FormatName.words(version) == words)
  }

  @Test func `a source that fails is said to fail, not to be quiet`() {
    let now = Date(timeIntervalSince1970: 1_800_000_000)
    var times = SourceTimes(next: now + 3 * 3_600, isGone: false, weekly: 0.1)
    #expect(times.words(now: now) == "next in 3 hours, less than an item a week")
    times.failures = 1
    #expect(times.words(now: now) == "failed, next in 3 hours")
    times.failures = 4
    #expect(times.words(now: now) == "failed 4 times in a row, next in 3 hours")
    times.isGone = true
    #expect(times.words(now: now) == "not asked any more")
  }

  @Test func `a run names what happened, and leaves out what did not`() {
    var report = RunReport()
    (report.sources, report.notDue) = (10, 10)
    #expect(RunSummary.lines(report) == ["Nothing is new. 10 sources: 10 not due yet."])
    (report.notDue, report.parsed, report.failed) = (7, 2, 1)
    #expect(
      RunSummary.lines(report) == [
        "10 sources: 2 read, 7 not due yet, 1 failed.", "No new items.",
      ])
    (report.added, report.duplicates, report.embedded) = (1, 1, 1)
    #expect(
      RunSummary.lines(report)[1] == "1 new item (1 told elsewhere already); 1 text embedded.")
    (report.added, report.duplicates, report.changed) = (12, 0, 3)
    #expect(RunSummary.lines(report)[1] == "12 new items, 3 changed; 1 text embedded.")
  }
}
