// A change of the profile on standard output, the same for every command that makes one.

import Pipeline
import Service

enum ProfileEffectOutput {
  static func write(_ effect: ProfileEffect, isJSON: Bool) async throws {
    try await StandardOutput.write { output in
      if isJSON {
        try output.row(ProfileRows.effect(effect, top: ProfileEffectLines.top))
      } else {
        try output.lines(ProfileEffectLines.lines(effect), for: .output)
      }
    }
  }
}
