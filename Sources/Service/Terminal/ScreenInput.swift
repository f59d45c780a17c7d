// Keys and signals in the order in which they come. Read by a queue of Dispatch, so that no thread of the tasks waits for a
// person.

private import Dispatch
private import Glibc
private import Synchronization

/// Reads standard input and signals until it is stopped.
// Unchecked: everything is set once in `init`, and a dispatch source is a thread-safe object that says it nowhere.
final class ScreenInput: @unchecked Sendable {
  /// An escape that is followed by nothing for so long is the key of that name.
  private static let patience = DispatchTimeInterval.milliseconds(50)
  /// More keys than this, typed while nobody looked, are none.
  private static let waitingMax = 256

  let events: AsyncStream<ScreenEvent>
  private let continuation: AsyncStream<ScreenEvent>.Continuation
  private let queue = DispatchQueue(label: "gleaner.screen")
  private let decoder = Mutex(KeyDecoder())
  private let start = ContinuousClock().now
  private let sources: [any DispatchSourceRead]

  /// `signals` is the end of a pipe with the numbers of signals; it is closed with the input.
  init(signals: Int32) {
    (events, continuation) = AsyncStream<ScreenEvent>.makeStream(
      bufferingPolicy: .bufferingOldest(Self.waitingMax))
    sources = [0, signals].map { [queue] in
      DispatchSource.makeReadSource(fileDescriptor: $0, queue: queue)
    }
    sources[0].setEventHandler { [weak self] in self?.readKeys() }
    sources[1].setEventHandler { [weak self] in self?.readSignals(signals) }
    sources[1].setCancelHandler { close(signals) }
    for source in sources { source.activate() }
  }

  func stop() {
    for source in sources { source.cancel() }
    continuation.finish()
  }

  private func readKeys() {
    var chunk = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe read(0, &chunk, chunk.count)
    guard count > 0 else {
      guard count < 0 ? errno != EINTR && errno != EAGAIN : isGone else { return }
      sources[0].cancel()
      continuation.yield(.ended)
      return
    }
    tell(decoder.withLock { $0.keys(Array(chunk[..<count])) })
    guard decoder.withLock({ $0.isPending }) else { return }
    queue.asyncAfter(deadline: .now() + Self.patience) { [weak self] in
      guard let self else { return }
      tell(decoder.withLock { $0.flush() })
    }
  }

  /// Whether nobody can type any more; a read of nothing alone does not say so.
  private var isGone: Bool {
    var request = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&request, 1, 0) == 1 && request.revents & Int16(POLLHUP | POLLERR) != 0
  }

  private func tell(_ keys: [TerminalKey]) {
    let now = start.duration(to: ContinuousClock().now)
    for key in keys { continuation.yield(.key(key, at: now)) }
  }

  private func readSignals(_ descriptor: Int32) {
    var numbers = [UInt8](repeating: 0, count: 64)
    let count = unsafe read(descriptor, &numbers, numbers.count)
    for number in numbers.prefix(max(0, count)) {
      switch Int32(number) {
      case SIGWINCH: continuation.yield(.resized)
      case SIGTSTP: continuation.yield(.stopped)
      case SIGCONT: continuation.yield(.continued)
      default: break
      }
    }
  }
}
