// `gleaner profile pin`, `mute`, `rename` and `weight`: what a person wishes of an interest. Each is a new version of the
// profile, and shows at once what it does.

import Foundation
import Pipeline
import Service
import Store
import Taste
import Workspace

enum ProfilePinCommand: Command {
  static let spec = CommandSpec(
    ["profile", "pin"], "Let an interest count three times as much", operands: "INTEREST",
    operandCount: 1...1, options: ProfileWishing.options, details: ProfileWishing.details)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    try await ProfileWishing.run(invocation, .pin)
  }
}

enum ProfileMuteCommand: Command {
  static let spec = CommandSpec(
    ["profile", "mute"], "Let an interest speak against what belongs to it", operands: "INTEREST",
    operandCount: 1...1, options: ProfileWishing.options,
    details: """
      What you liked of it is not forgotten, but counts as not wanted any more. 'gleaner profile weight INTEREST 1' \
      takes it back, and so does a rollback.

      \(ProfileWishing.details)
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    try await ProfileWishing.run(invocation, .mute)
  }
}

enum ProfileRenameCommand: Command {
  static let spec = CommandSpec(
    ["profile", "rename"], "Call an interest by another name", operands: "INTEREST NAME",
    operandCount: 2...2, options: ProfileWishing.options, details: ProfileWishing.details)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let name = TerminalText.clean(invocation.operands[1]).trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty, name.count <= Wish.nameMax else {
      throw UsageError("a name has 1 to \(Wish.nameMax) characters, not \(name.count)")
    }
    return try await ProfileWishing.run(invocation, .rename(name))
  }
}

enum ProfileWeightCommand: Command {
  static let spec = CommandSpec(
    ["profile", "weight"], "Let an interest count more or less", operands: "INTEREST TIMES",
    operandCount: 2...2, options: ProfileWishing.options,
    details: """
      TIMES is a number from 0 to 10: 2 is twice as much, 0.5 half, 0 not at all; 1 takes back a weight, a pin or a mute.

      \(ProfileWishing.details)
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    guard let factor = Double(invocation.operands[1]), Wish.weights.contains(factor) else {
      let word = TerminalText.excerpt(invocation.operands[1], limit: 40)
      throw UsageError("TIMES is a number from 0 to 10, not '\(word)'")
    }
    return try await ProfileWishing.run(invocation, .weight(factor))
  }
}

/// What the four have in common.
private enum ProfileWishing {
  static let options = [OpenWorkspace.nowOption, OpenWorkspace.jsonOption]
  static let details = """
    INTEREST is its number or its name from 'gleaner profile show'; a part of the name is enough. Shown are the items of \
    the last thirty days that rise and fall most. The wish stays with the interest when the profile is built anew.
    """

  static func run(_ invocation: Invocation, _ kind: Wish.Kind) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let effect: ProfileEffect? = try await workspace.withDatabase { database in
      let desk = try await workspace.profileDesk(database)
      guard let current = try await desk.current() else {
        workspace.say(try await ProfileOpening.nothing(database))
        return nil
      }
      let interest = try InterestLookup.find(invocation.operands[0], in: current.wishes)
      return try await desk.wish(kind, about: interest.number)
    }
    guard let effect else { return .failed }
    try await ProfileEffectOutput.write(effect, isJSON: invocation.has("--json"))
    return .done
  }
}
