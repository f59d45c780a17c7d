// What the domains of one pass ask of us, where several tasks hear it: a source may be redirected to a domain whose own
// sources another task is asking.

import Feed
import Foundation
import HTTP
import Store
import Synchronization

/// The states of all domains, kept in the store as they change.
final class HostLedger: Sendable {
  private let states: Mutex<[String: HostState]>
  /// Nil where nothing is to be kept.
  private let database: Database?
  private let now: Date

  init(_ states: [String: HostState], keptIn database: Database?, now: Date) {
    self.states = Mutex(states)
    self.database = database
    self.now = now
  }

  /// Until when a domain is left alone; nil when it may be asked.
  func pause(of domain: RegistrableDomain) -> Date? {
    states.withLock { $0[domain.name]?.pause(at: now) }
  }

  /// Learns from a verdict about an answer of this domain.
  func learn(_ verdict: PullVerdict, from domain: RegistrableDomain) async throws {
    let changed = states.withLock { states -> HostState? in
      let before = states[domain.name] ?? HostState(domain.name)
      var state = before
      Self.apply(verdict, to: &state, domain, now: now)
      states[domain.name] = state
      return state == before ? nil : state
    }
    if let changed { try await database?.record(changed) }
  }

  /// Private hosts serve many sites from one machine that is the person's own, so one of them that has enough does not
  /// speak for the others.
  private static func apply(
    _ verdict: PullVerdict, to state: inout HostState, _ domain: RegistrableDomain, now: Date
  ) {
    guard case .failed(let outcome) = verdict, let failure = outcome.failure else {
      return state.answered()
    }
    switch failure.cause {
    case .throttled where failure.scope == .domain && domain.isPublic:
      state.throttled(until: failure.notBefore, now: now)
    case .forbidden, .challenge: state.refused(now: now)
    default: break
    }
  }
}
