// The equations of one fit: who takes part, how alike they are, and the solution. Most of the work is in the background,
// which changes rarely, so a fit can take over that block from one before.

/// The solved system of a fit.
struct System: Sendable {
  let list: ExampleList
  let kernel: Kernel
  /// The lower triangle of K.
  let gram: [Float]
  let solution: Solution
  /// How many had been decided or written when the kernel's middle and its frequencies of words were learned.
  private let learnedWith: Int

  /// With a background that counts more or less by this part, the factor would be another.
  private static let noiseChangeMax = 0.05
  /// With more new examples than this part of all, the middle and the frequencies of words would be others.
  private static let newPartMax = 0.05

  init(_ list: ExampleList, corpus: [Candidate], settings: ScorerSettings) {
    let kernel = Kernel(examples: list.examples, corpus: list.unused + corpus, settings: settings)
    self.init(list, kernel: kernel, gram: kernel.gram())
  }

  /// `gram` is the kernel among the examples of `list`, as `kernel` gives it.
  init(_ list: ExampleList, kernel: Kernel, gram: [Float]) {
    self.list = list
    self.kernel = kernel
    self.gram = gram
    solution = Solution(
      gram: gram, labels: list.labels, noise: list.noise, level: kernel.level)
    learnedWith = list.toldCount
  }

  /// The system of `list` with the background's block of `earlier`: its kernel values, its factor, its noise, and what
  /// was learned with it of the world; nil where that would not do.
  init?(_ list: ExampleList, keeping earlier: System) {
    let known = list.backgroundCount
    let drift = abs(list.toldCount - earlier.learnedWith)
    guard known > 0, Double(drift) <= Self.newPartMax * Double(list.examples.count),
      let list = list.keepingBackground(of: earlier.list, noiseChange: Self.noiseChangeMax)
    else { return nil }
    let told = Array(list.examples[known...])
    self.list = list
    kernel = Kernel(known, of: earlier.kernel, and: told)
    gram = kernel.gram(
      known, of: earlier.gram, width: earlier.list.examples.count, and: told.map(\.candidate))
    solution = Solution(
      gram: gram, labels: list.labels, noise: list.noise, level: kernel.level,
      keeping: (earlier.solution, known))
    learnedWith = earlier.learnedWith
  }
}
