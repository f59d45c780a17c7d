// The body of the loop's thread: take mail, start what came, let libcurl work, answer what has
// ended, sleep until something happens. All of libcurl's state is touched here and nowhere else.

private import CCurl

/// Runs transfers on the thread that calls `run`.
struct Runner: ~Copyable {
  private let inbox: Inbox
  private let multi: Multi
  private let gate: Gate
  private var running: [UInt64: Transfer] = [:]

  init(inbox: Inbox, multi: Multi, gate: Gate) {
    self.inbox = inbox
    self.multi = multi
    self.gate = gate
  }

  /// Works until the inbox is closed, then answers everything that is left and returns.
  mutating func run() {
    ccurl_thread_quiet()
    defer { multi.close() }
    while true {
      let mail = inbox.take()
      multi.limit(connections: gate.room)
      mail.jobs.forEach { start($0) }
      mail.cancelled.forEach { end($0, .cancelled) }
      if mail.isClosed { return endAll() }
      guard multi.perform() else { return fail() }
      answerEnded()
      endLate()
      guard multi.poll(milliseconds: patience()) else { return fail() }
    }
  }

  private mutating func start(_ job: Job) {
    guard let transfer = Transfer(job), unsafe multi.add(transfer.handle) else {
      return job.refuse(.memory)
    }
    running[job.id] = transfer
  }

  private mutating func answerEnded() {
    while let (transfer, code) = multi.nextEnded() { settle(transfer, code) }
  }

  private mutating func settle(_ transfer: Transfer, _ code: Int32) {
    unsafe multi.remove(transfer.handle)
    running[transfer.job.id] = nil
    transfer.job.reply.resume(returning: transfer.outcome(code))
  }

  private mutating func end(_ id: UInt64, _ fault: TransferFault) {
    guard let transfer = running[id] else { return }
    transfer.fail(fault)
    settle(transfer, 0)
  }

  private mutating func endLate() {
    let now = ContinuousClock.now
    let late = running.filter { $0.value.firstByteDue.map { $0 <= now } ?? false }
    late.keys.forEach { end($0, .firstByte) }
  }

  private mutating func endAll() {
    running.keys.forEach { end($0, .closed) }
  }

  /// libcurl's loop broke, which only a lack of memory or descriptors does.
  private mutating func fail() {
    _ = inbox.close()
    inbox.take().jobs.forEach { $0.refuse(.memory) }
    running.keys.forEach { end($0, .memory) }
  }

  /// Milliseconds until our own next limit, or until the gate opens for someone; libcurl looks after its own.
  private func patience() -> Int {
    let longest = 1000
    let due = [gate.admit(), running.values.compactMap(\.firstByteDue).min()].compactMap(\.self)
    return due.min().map { min(longest, ($0 - .now).milliseconds) } ?? longest
  }
}
