// One libpq connection, used without blocking in libpq: every wait is a poll() of ours, with a deadline and an alarm,
// so that a dead network or a cancelled task never leaves a thread hanging.

import Glibc
internal import LibPQ

/// Owner of a PGconn, which is closed exactly once.
@safe struct Connection: ~Copyable {
  /// How a wait ended.
  private enum Wake { case ready, stopped, late }

  private let raw: OpaquePointer
  private let alarm: Alarm
  /// Never shown to anyone.
  private let password: String

  private init(_ raw: OpaquePointer, _ alarm: Alarm, _ password: String) {
    unsafe self.raw = raw
    self.alarm = alarm
    self.password = password
  }

  /// Connects; `stop` ends it early.
  static func open(
    _ settings: ConnectionSettings, alarm: Alarm, stop: Stop
  ) throws(PostgresError) -> Connection {
    let address = try ConnectionAddress(settings.address)
    let options = address.options(settings)
    guard let raw = unsafe options.withPointers({ unsafe PQconnectStartParams($0, $1, 1) }) else {
      throw PostgresError(.unavailable, "no memory is left for a connection")
    }
    // Notices are not errors, and libpq would print them.
    unsafe PQsetNoticeProcessor(raw, { _, _ in }, nil)
    let connection = unsafe Connection(raw, alarm, address.password)
    try connection.finishConnecting(stop, settings)
    return connection
  }

  deinit { unsafe PQfinish(raw) }

  private func finishConnecting(
    _ stop: Stop, _ settings: ConnectionSettings
  ) throws(PostgresError) {
    let deadline = ContinuousClock.now + settings.connectTimeout
    var step = PGRES_POLLING_WRITING
    while unsafe PQstatus(raw) != CONNECTION_BAD {
      if step == PGRES_POLLING_OK { break }
      if step == PGRES_POLLING_FAILED { throw connectError() }
      switch wait(reading: step == PGRES_POLLING_READING, until: deadline, stop) {
      case .ready: step = unsafe PQconnectPoll(raw)
      case .stopped: throw PostgresError(.cancelled, "cancelled while connecting")
      case .late:
        throw PostgresError(.connect, "no answer within \(settings.connectTimeout) from \(place)")
      }
    }
    guard unsafe PQstatus(raw) == CONNECTION_OK else { throw connectError() }
    unsafe PQsetnonblocking(raw, 1)
  }

  /// Whether the server still holds the other end.
  ///
  /// To an idle connection it has nothing to say but farewell, so anything that can be read means the end.
  func isAlive() -> Bool {
    guard unsafe PQstatus(raw) == CONNECTION_OK else { return false }
    var watched = pollfd(fd: unsafe PQsocket(raw), events: Int16(POLLIN), revents: 0)
    return unsafe poll(&watched, 1, 0) == 0
  }

  /// Whether a transaction is open or broken.
  var isInTransaction: Bool { unsafe PQtransactionStatus(raw) != PQTRANS_IDLE }

  /// The major version, such as 18.
  var serverVersion: Int { unsafe Int(PQserverVersion(raw)) / 10_000 }

  /// Runs one statement with bound values.
  func run(
    _ statement: PreparedParameters, stop: Stop?, limit: Duration
  ) throws(PostgresError) -> ResultTable {
    try begin(statement.text, stop)
    guard unsafe statement.send(raw) else { throw lost(statement.text) }
    let results = try collect(statement.text, stop, limit)
    guard let last = results.last else {
      throw PostgresError(.query, "the statement is empty", context: statement.text)
    }
    return last
  }

  /// Runs several statements in one go; they have no values and give no rows.
  func run(script: String, stop: Stop?, limit: Duration) throws(PostgresError) {
    try begin(script, stop)
    guard unsafe PQsendQuery(raw, script) == 1 else { throw lost(script) }
    _ = try collect(script, stop, limit)
  }

  private func begin(_ text: String, _ stop: Stop?) throws(PostgresError) {
    if let stop, stop.isWanted { throw PostgresError(.cancelled, "cancelled", context: text) }
    guard !text.utf8.contains(0) else {
      throw PostgresError(.query, "a statement must not contain U+0000")
    }
    alarm.silence()
  }

  /// Waits for all results of what was sent; throws the first error once the connection is quiet again.
  private func collect(
    _ text: String, _ stop: Stop?, _ limit: Duration
  ) throws(PostgresError) -> [ResultTable] {
    var watch = StatementWatch(limit: limit)
    var results: [ResultTable] = []
    var failure: PostgresError?
    while true {
      try waitForResult(text, stop, &watch)
      guard let result = unsafe PQgetResult(raw) else { break }
      switch unsafe PQresultStatus(result) {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK: unsafe results.append(ResultTable(owning: result))
      case PGRES_EMPTY_QUERY: unsafe PQclear(result)
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
        unsafe PQclear(result)
        throw PostgresError(.unavailable, "COPY is not supported", context: text)
      default:
        let error = unsafe serverError(result, text, stop)
        failure = failure ?? error
        unsafe PQclear(result)
      }
    }
    if let failure { throw failure }
    return results
  }

  private func waitForResult(
    _ text: String, _ stop: Stop?, _ watch: inout StatementWatch
  ) throws(PostgresError) {
    while true {
      let unsent = unsafe PQflush(raw)
      if unsent < 0 { throw lost(text) }
      let isBusy = unsafe PQisBusy(raw) != 0
      if unsent == 0 && !isBusy { return }
      switch wait(
        reading: true, writing: unsent > 0, until: watch.deadline, watch.isCancelled ? nil : stop)
      {
      case .ready: if unsafe PQconsumeInput(raw) == 0 { throw lost(text) }
      case .stopped, .late:
        guard watch.mayCancel() else {
          throw PostgresError(.unavailable, "the server does not answer", context: text)
        }
        cancelOnServer()
      }
    }
  }

  private func cancelOnServer() {
    guard let key = unsafe PQgetCancel(raw) else { return }
    var reason = [CChar](repeating: 0, count: 256)
    _ = unsafe PQcancel(key, &reason, Int32(reason.count))
    unsafe PQfreeCancel(key)
  }

  /// Waits for the socket, the alarm or the deadline.
  private func wait(
    reading: Bool, writing: Bool? = nil, until deadline: ContinuousClock.Instant?, _ stop: Stop?
  ) -> Wake {
    let events = (reading ? POLLIN : 0) | (writing ?? !reading ? POLLOUT : 0)
    while true {
      if let stop, stop.isWanted { return .stopped }
      var watched = [
        pollfd(fd: unsafe PQsocket(raw), events: Int16(events), revents: 0),
        pollfd(fd: alarm.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      guard let patience = Self.milliseconds(until: deadline) else { return .late }
      _ = unsafe poll(&watched, 2, patience)
      if watched[1].revents != 0 { alarm.silence() }
      if watched[0].revents != 0 { return .ready }
    }
  }

  /// For poll(): −1 is for ever; nil is too late.
  private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32? {
    guard let deadline else { return -1 }
    let left = deadline - .now
    guard left > .zero else { return nil }
    return Int32(clamping: Int64(left / .milliseconds(1)) + 1)
  }
}

extension Connection {
  private var place: String {
    let host = unsafe PQhost(raw).map { unsafe String(cString: $0) } ?? ""
    return host.isEmpty ? "the server" : host
  }

  private func connectError() -> PostgresError {
    PostgresError(.connect, "cannot connect: \(said)")
  }

  private func lost(_ text: String) -> PostgresError {
    PostgresError(.unavailable, "the connection was lost: \(said)", context: text)
  }

  /// What libpq says, on one line and without the password.
  private var said: String {
    let message = unsafe PQerrorMessage(raw).map { unsafe String(cString: $0) } ?? ""
    return ServerMessage.tidy(message, hiding: password)
  }

  private func serverError(
    _ result: OpaquePointer, _ text: String, _ stop: Stop?
  ) -> PostgresError {
    let state = ServerMessage.field(result, "C")
    let primary = ServerMessage.field(result, "M") ?? said
    let detail = ServerMessage.field(result, "H")
    let code = ServerMessage.code(
      state, stopped: stop?.isWanted ?? false, lost: unsafe PQstatus(raw) == CONNECTION_BAD)
    let message =
      code == .cancelled
      ? "cancelled" : [primary, detail].compactMap(\.self).joined(separator: "; ")
    return PostgresError(code, message, context: text, sqlState: state)
  }
}

/// How long a statement may still run, and how often its end was asked for.
///
/// A request can reach the server before the statement does and is then lost, so it is repeated, ever more slowly, for
/// about ten seconds; then the connection is given up.
private struct StatementWatch {
  private(set) var deadline: ContinuousClock.Instant?
  private var requests = 0
  private static let maxRequests = 9

  /// Zero is no limit.
  init(limit: Duration) { deadline = limit == .zero ? nil : .now + limit }

  var isCancelled: Bool { requests > 0 }

  /// Counts one more request; false when there were enough.
  mutating func mayCancel() -> Bool {
    guard requests < Self.maxRequests else { return false }
    deadline = .now + .milliseconds(20 << requests)
    requests += 1
    return true
  }
}
