// How large a screen is. Asked again whenever it changes; a value, so that what is drawn on it can be tested without one.

private import Glibc

/// Rows and columns of a screen.
package struct ScreenSize: Sendable, Hashable {
  /// What a terminal has that does not say.
  package static let usual = ScreenSize(rows: 24, columns: 80)
  private static let most = 1_000

  package let rows: Int
  package let columns: Int

  /// A size within reason: at least one cell, and not more than any screen has.
  package init(rows: Int, columns: Int) {
    self.rows = min(max(1, rows), Self.most)
    self.columns = min(max(1, columns), Self.most)
  }

  /// The size of the terminal behind a descriptor; `LINES` and `COLUMNS` stand in for one that does not know.
  package init(descriptor: Int32, environment: [String: String]) {
    var size = winsize()
    if unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 {
      self.init(rows: Int(size.ws_row), columns: Int(size.ws_col))
    } else {
      self.init(
        rows: environment["LINES"].flatMap { Int($0) } ?? Self.usual.rows,
        columns: environment["COLUMNS"].flatMap { Int($0) } ?? Self.usual.columns)
    }
  }
}
