// What the other end of a descriptor can do. Asked once at the start and passed on as a value, so that everything that
// draws can be tested without a terminal.

private import Glibc

/// The abilities of what a descriptor leads to.
package struct Terminal: Sendable, Hashable {
  /// Whether a person sits there.
  package var isInteractive: Bool
  /// Whether a line can be drawn over; false for `TERM=dumb`.
  package var canRedraw: Bool
  /// Whether colours are welcome; `NO_COLOR` says no (no-color.org).
  package var hasColor: Bool
  /// Columns of a line.
  package var columns: Int
  /// Whether somebody looks at lines of that width: a pipe or a file gets them whole, unless `COLUMNS` says otherwise.
  package var hasEdge: Bool

  package init(
    isInteractive: Bool, canRedraw: Bool, hasColor: Bool, columns: Int, hasEdge: Bool = true
  ) {
    self.isInteractive = isInteractive
    self.canRedraw = canRedraw
    self.hasColor = hasColor
    self.columns = columns
    self.hasEdge = hasEdge
  }

  /// A file or a pipe.
  package static let none = Terminal(
    isInteractive: false, canRedraw: false, hasColor: false, columns: 80, hasEdge: false)

  /// The process's own standard output.
  package static func output(_ environment: [String: String]) -> Terminal {
    Terminal(descriptor: 1, environment: environment)
  }

  /// Looks at a descriptor and at `TERM`, `NO_COLOR` and `COLUMNS`.
  package init(descriptor: Int32, environment: [String: String]) {
    let set = environment["COLUMNS"].flatMap { Int($0) }.map { max(20, $0) }
    guard isatty(descriptor) == 1 else {
      self = .none
      columns = set ?? columns
      hasEdge = set != nil
      return
    }
    let isDumb = ["", "dumb"].contains(environment["TERM"] ?? "")
    isInteractive = true
    canRedraw = !isDumb
    hasColor = !isDumb && (environment["NO_COLOR"] ?? "").isEmpty
    columns = set ?? max(20, Terminal.width(of: descriptor) ?? 80)
    hasEdge = true
  }

  private static func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}
