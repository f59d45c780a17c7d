// Tuning of a briefing: examples first, then guidance, then the gate. Who answers is an argument, so that the same steps run
// against a model that costs money and against a simulated one that costs nothing.

private import Feed

/// Puts questions to a judge.
package protocol BriefingJudge: Sendable {
  /// The answers in the order of the questions, nil where there was none of use; throws ``BriefingHalt`` where nobody can be
  /// asked any more.
  func answer(_ questions: [JudgeQuestion]) async throws -> [BriefedAnswer?]
  /// What a model answers, as JSON; nil where there was nothing of use.
  func rewrite(_ prompt: GuidancePrompt) async throws -> String?
  /// One that nobody can foresee.
  func delimiter() -> String
}

/// Nobody can be asked any more, and why.
package struct BriefingHalt: Error, Sendable, Hashable {
  package let why: String

  package init(_ why: String) {
    self.why = why
  }
}

/// Looks for a better briefing.
package struct BriefingTuner {
  private let judge: any BriefingJudge
  private let parts: BriefingParts
  private let reasons: [TriageReason]
  private let plan: BriefingPlan
  /// As a run uses them.
  private let settings: JudgeSettings
  private let seed: UInt64
  private let onProgress: @Sendable (_ calls: Int, _ planned: Int) throws -> Void

  private var outcome: BriefingOutcome
  private var known: [Fingerprint: BriefedAnswer?] = [:]

  /// Cases in the order in which they are preferred.
  ///
  /// Of `reasons` those about the parts that judge are left out. Another `seed` draws other examples.
  package init(
    _ judge: any BriefingJudge, cases: [BriefingCase], reasons: [TriageReason], plan: BriefingPlan,
    settings: JudgeSettings, seed: UInt64 = 0,
    onProgress: @escaping @Sendable (_ calls: Int, _ planned: Int) throws -> Void = { _, _ in }
  ) {
    self.judge = judge
    self.plan = plan
    self.settings = settings
    self.seed = seed
    self.onProgress = onProgress
    parts = BriefingParts(cases, plan)
    self.reasons = reasons.filter { BriefingPart(story: $0.story) == .train }
    outcome = BriefingOutcome(
      train: parts.train.count, validation: parts.validation.count, gate: parts.gate.count)
  }

  /// Looks for one that is better than `briefing`.
  ///
  /// What stops the asking ends it with what there is, and then nothing is accepted.
  package mutating func run(from briefing: JudgeBriefing) async throws -> BriefingOutcome {
    do {
      try await search(from: briefing)
      try await judgeBest()
    } catch let halt as BriefingHalt {
      outcome.halt = halt.why
    }
    return outcome
  }

  // MARK: Steps

  /// Bootstrap few-shot with random search (Khattab and others, arXiv 2310.03714), then rewrites of the guidance (Agrawal and
  /// others, GEPA, arXiv 2507.19457).
  private mutating func search(from briefing: JudgeBriefing) async throws {
    outcome.trials = [BriefingTrial(.inUse, briefing)]
    try await extend(0, to: parts.validation.count)
    let teacher = JudgeBriefing(
      guidance: briefing.guidance, examples: FewShot(parts.train).labelled(seed: seed))
    let taught = try await ask(parts.train, with: teacher)
    try await race(few(teacher, answers: taught, from: briefing))
    try await race(rewrites(of: briefing, taught))
  }

  private func few(
    _ teacher: JudgeBriefing, answers: [BriefedAnswer?], from briefing: JudgeBriefing
  ) -> [BriefingTrial] {
    let pairs = zip(parts.train, answers).compactMap { one, answer in
      answer.map { (one.item, $0) }
    }
    let shots = FewShot(parts.train, answers: Dictionary(pairs) { first, _ in first })
    func trial(
      _ origin: BriefingTrial.Origin, _ examples: [JudgeBriefing.Example]
    ) -> BriefingTrial {
      BriefingTrial(origin, JudgeBriefing(guidance: briefing.guidance, examples: examples))
    }
    let drawn = (0..<BriefingPlan.draws).map { number in
      trial(
        .drawn(number),
        shots.bootstrapped(seed: SplitMix64.mixed(seed &+ UInt64(number + 1) &* SplitMix64.step)))
    }
    var trials = [
      trial(.labelled, teacher.examples), trial(.bootstrapped, shots.bootstrapped()),
    ]
    if !briefing.examples.isEmpty { trials.insert(trial(.zeroShot, []), at: 0) }
    return (trials + drawn).reduce(into: []) { distinct, one in
      let known = [briefing] + distinct.map(\.briefing)
      if !known.contains(where: { $0.says(one.briefing) }) { distinct.append(one) }
    }
  }

  /// Guidance from the mistakes of the teacher and the person's reasons, with the best examples so far.
  private mutating func rewrites(
    of briefing: JudgeBriefing, _ taught: [BriefedAnswer?]
  ) async throws -> [BriefingTrial] {
    let mistakes = zip(parts.train, taught).compactMap { one, answer -> GuidancePrompt.Mistake? in
      guard let answer, answer.verdict != (one.isWanted ? .keep : .skip), !one.isSuspicious else {
        return nil
      }
      return GuidancePrompt.Mistake(one: one, answer: answer)
    }
    guard !mistakes.isEmpty || !reasons.isEmpty else { return [] }
    let examples = outcome.trials[leader].briefing.examples
    var trials: [BriefingTrial] = []
    for number in 0..<BriefingPlan.rewrites {
      let prompt = GuidancePrompt(
        guidance: briefing.guidance, mistakes: Self.turned(mistakes, by: number),
        reasons: Self.turned(reasons, by: number), angle: number, delimiter: judge.delimiter())
      guard let guidance = try await rewrite(prompt) else { continue }
      let rewritten = JudgeBriefing(guidance: guidance, examples: examples)
      guard !outcome.trials.contains(where: { $0.briefing.says(rewritten) }),
        !trials.contains(where: { $0.briefing.says(rewritten) })
      else {
        outcome.refused.append(.same)
        continue
      }
      trials.append(BriefingTrial(.rewritten(number), rewritten))
    }
    return trials
  }

  private mutating func rewrite(_ prompt: GuidancePrompt) async throws -> String? {
    try count(1)
    guard let json = try await judge.rewrite(prompt) else { return nil }
    do throws(GuidancePrompt.Flaw) {
      return try prompt.guidance(from: json)
    } catch {
      outcome.refused.append(error)
      return nil
    }
  }

  /// Each time others come first.
  private static func turned<Value>(_ values: [Value], by number: Int) -> [Value] {
    guard !values.isEmpty else { return [] }
    let first = number * GuidancePrompt.mistakesMax % values.count
    return Array(values[first...] + values[..<first])
  }

  /// Asks with each trial, round by round, and goes on with the better half.
  private mutating func race(_ trials: [BriefingTrial]) async throws {
    var running = Array(outcome.trials.count..<outcome.trials.count + trials.count)
    outcome.trials += trials
    for end in BriefingRace.rounds(parts.validation.count) {
      for place in running { try await extend(place, to: end) }
      if end < parts.validation.count {
        running = BriefingRace.survivors(running.map { outcome.trials[$0].gain }).map {
          running[$0]
        }
      }
    }
  }

  /// The best of those that were asked about everything; strictly better wins.
  private var leader: Int {
    var best = 0
    for place in outcome.trials.indices
    where outcome.trials[place].answers.count == parts.validation.count
      && outcome.trials[place].gain > outcome.trials[best].gain
    {
      best = place
    }
    return best
  }

  private mutating func extend(_ place: Int, to end: Int) async throws {
    let done = outcome.trials[place].answers.count
    guard end > done else { return }
    outcome.trials[place].answers += try await ask(
      Array(parts.validation[done..<end]), with: outcome.trials[place].briefing)
    outcome.trials[place].measure(parts.validation, settings.known)
  }

  // MARK: The gate

  /// The best against the one in use; given up half way where it is no better so far.
  private mutating func judgeBest() async throws {
    guard leader > 0 else { return }
    outcome.best = leader
    let half = parts.gate.count / 2
    var answers: (old: [BriefedAnswer?], new: [BriefedAnswer?]) = ([], [])
    for part in [parts.gate[..<half], parts.gate[half...]] {
      answers.old += try await ask(Array(part), with: outcome.trials[0].briefing)
      answers.new += try await ask(Array(part), with: outcome.trials[leader].briefing)
      let finding = finding(answers)
      outcome.finding = finding
      guard finding.gain.value > 0 else {
        outcome.isGivenUp = finding.count < parts.gate.count
        return
      }
    }
  }

  private func finding(
    _ answers: (old: [BriefedAnswer?], new: [BriefedAnswer?])
  ) -> BriefingGate.Finding {
    func side(_ answers: [BriefedAnswer?], _ place: Int) -> BriefingGate.Side {
      BriefingGate.Side(
        answers: answers,
        past: BriefingScore.past(outcome.trials[place].answers, to: parts.validation))
    }
    return BriefingGate.judge(
      Array(parts.gate.prefix(answers.old.count)), before: side(answers.old, 0),
      after: side(answers.new, leader), settings: settings.known)
  }

  // MARK: Asking

  /// What is known is not asked again.
  private mutating func ask(
    _ cases: [BriefingCase], with briefing: JudgeBriefing
  ) async throws -> [BriefedAnswer?] {
    let questions = cases.map { $0.asked(with: briefing) }
    let keys = questions.map(\.fingerprint)
    let fresh = keys.indices.filter { known[keys[$0]] == nil }
    try count(fresh.count)
    let answers = try await judge.answer(fresh.map { questions[$0] })
    for (place, answer) in zip(fresh, answers) { known[keys[place]] = .some(answer) }
    return keys.map { known[$0] ?? nil }
  }

  private mutating func count(_ calls: Int) throws {
    guard outcome.calls + calls <= plan.calls else {
      throw BriefingHalt("the \(plan.calls) calls are used up")
    }
    outcome.calls += calls
    try onProgress(outcome.calls, plan.calls)
  }
}

extension JudgeBriefing {
  fileprivate func says(_ other: JudgeBriefing) -> Bool {
    (guidance, examples) == (other.guidance, other.examples)
  }
}

extension JudgeSettings {
  /// How far a judge is believed on average and not with caution: caution is for those who are not known yet, and would make
  /// all briefings alike.
  fileprivate var known: JudgeSettings {
    var settings = self
    settings.assurance = 0.5
    return settings
  }
}
