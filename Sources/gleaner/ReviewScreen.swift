// A sitting on a full screen: one key, no Enter. Every answer is written before the next card is shown, so whatever ends
// the sitting loses nothing.

import Foundation
import Pipeline
import Service
import Store

/// Puts cards on the screen and takes keys.
struct ReviewScreen {
  let seat: ReviewSeat
  let screen: FullScreen

  /// Runs until the person leaves, and gives the terminal back; the state is what was seen last.
  func run(_ state: inout ReviewState) async throws -> ExitCode {
    let events = try screen.enter()
    defer { screen.leave() }
    try show(state)
    do {
      for await event in events {
        guard try await take(event, &state) else { return .done }
        try show(state)
      }
    } catch is CancellationError {
      return .interrupted
    }
    return Task.isCancelled ? .interrupted : .done
  }

  /// False where it ends.
  private func take(_ event: ScreenEvent, _ state: inout ReviewState) async throws -> Bool {
    switch event {
    case .key(.control("l"), _): screen.forget()
    case .key(let key, let time):
      return try await seat.perform(state.press(key, at: time, size: screen.size), &state)
    case .resized: break
    case .stopped: screen.stop()
    case .continued: screen.resume()
    case .ended: return false
    }
    return true
  }

  private func show(_ state: ReviewState) throws {
    try screen.draw(ReviewFrame(state, size: screen.size).frame)
  }
}
