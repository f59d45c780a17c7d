// A value that a server and a test share.

import Synchronization

/// A value behind a lock.
package final class Mutexed<Value: Sendable>: Sendable {
  private let content: Mutex<Value>

  package init(_ value: Value) { content = Mutex(value) }

  package var value: Value {
    get { content.withLock { $0 } }
    set { content.withLock { $0 = newValue } }
  }

  /// Changes the value while nobody else does.
  package func change(_ body: (inout Value) -> Void) { content.withLock { body(&$0) } }
}
