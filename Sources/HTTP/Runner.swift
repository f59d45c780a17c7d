// The body of the loop's thread: take mail, start what may start, let libcurl work, answer what has
// ended, sleep until something happens. All of libcurl's state is touched here and nowhere else.

private import CCurl

/// Runs transfers on the thread that calls `run`.
struct Runner: ~Copyable {
  private let inbox: Inbox
  private let multi: Multi
  private var admission: Admission<UInt64>
  private var waiting: [UInt64: Job] = [:]
  private var running: [UInt64: Transfer] = [:]

  init(inbox: Inbox, multi: Multi, admission: Admission<UInt64>) {
    self.inbox = inbox
    self.multi = multi
    self.admission = admission
  }

  /// Works until the inbox is closed, then answers everything that is left and returns.
  mutating func run() {
    ccurl_thread_quiet()
    defer { multi.close() }
    while true {
      let mail = inbox.take()
      mail.jobs.forEach { accept($0) }
      mail.cancelled.forEach { end($0, .cancelled) }
      if mail.isClosed { return endAll() }
      guard multi.perform() else { return fail() }
      answerEnded()
      endLate()
      startAdmitted()
      guard multi.poll(milliseconds: patience()) else { return fail() }
    }
  }

  private mutating func accept(_ job: Job) {
    guard admission.enqueue(job.id, host: job.leg.url.authority) else {
      return job.refuse(.overloaded)
    }
    waiting[job.id] = job
  }

  private mutating func startAdmitted() {
    for id in admission.admit() {
      guard let job = waiting.removeValue(forKey: id) else { continue }
      guard let transfer = Transfer(job), unsafe multi.add(transfer.handle) else {
        admission.remove(id)
        job.refuse(.memory)
        continue
      }
      running[id] = transfer
    }
  }

  private mutating func answerEnded() {
    while let (transfer, code) = multi.nextEnded() { settle(transfer, code) }
  }

  private mutating func settle(_ transfer: Transfer, _ code: Int32) {
    unsafe multi.remove(transfer.handle)
    running[transfer.job.id] = nil
    admission.remove(transfer.job.id)
    transfer.job.reply.resume(returning: transfer.outcome(code))
  }

  private mutating func end(_ id: UInt64, _ fault: TransferFault) {
    if let job = waiting.removeValue(forKey: id) {
      admission.remove(id)
      job.refuse(fault)
    } else if let transfer = running[id] {
      transfer.fail(fault)
      settle(transfer, 0)
    }
  }

  private mutating func endLate() {
    let now = ContinuousClock.now
    let late = running.filter { $0.value.firstByteDue.map { $0 <= now } ?? false }
    late.keys.forEach { end($0, .firstByte) }
  }

  private mutating func endAll() {
    (Array(waiting.keys) + running.keys).forEach { end($0, .closed) }
  }

  /// libcurl's loop broke, which only a lack of memory or descriptors does.
  private mutating func fail() {
    _ = inbox.close()
    inbox.take().jobs.forEach { $0.refuse(.memory) }
    (Array(waiting.keys) + running.keys).forEach { end($0, .memory) }
  }

  /// Milliseconds until our own next limit; libcurl looks after its own.
  private func patience() -> Int {
    let longest = 1000
    guard let due = running.values.compactMap(\.firstByteDue).min() else { return longest }
    return min(longest, (due - .now).milliseconds)
  }
}
