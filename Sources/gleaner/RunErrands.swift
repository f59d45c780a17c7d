// The end of a pass: what is approved and may go at once is sent. A sign-in that is missing is no failure of the pass.

import Feed
import Foundation
import HTTP
import Pipeline
import Service
import Social
import Store

/// Sends for `gleaner run`.
struct RunErrands: Sendable {
  private let workspace: OpenWorkspace
  private let isFixed: Bool

  /// `isFixed`: domain time is what the person said, and not the clock's.
  init(_ workspace: OpenWorkspace, isFixed: Bool) {
    self.workspace = workspace
    self.isFixed = isFixed
  }

  /// Sends what may go now, and waits for nothing.
  func run(_ database: Database, _ client: Client) async throws -> DispatchReport {
    let (isFixed, now) = (isFixed, workspace.now)
    do {
      return try await workspace.dispatcher(
        database, client, makeClock: { PlainClock { isFixed ? now : Date() } }
      ).run()
    } catch let error as SocialError {
      workspace.say("nothing is sent: \(error)")
      return DispatchReport()
    }
  }
}
