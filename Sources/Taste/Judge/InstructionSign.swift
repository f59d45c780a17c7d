// What makes a text suspected of speaking to a model; stored and shown by these names.

/// Signs of instructions to a model.
package enum InstructionSign: String, Sendable, Hashable, CaseIterable {
  /// Letters that no reader sees.
  case hidden
  /// Marks of a conversation: `<|im_start|>`, `[INST]`, `system:`.
  case role
  /// An answer in the form of ours.
  case verdict
  /// What was said before is not to count.
  case override
  /// The reader is called a model.
  case addressed
  /// What an answer is to be like.
  case directive
  /// A long stretch of coded text.
  case coded
  /// A border between data and instructions.
  case border
}
