// The program: arguments → command → exit code. Only here are errors printed.

import Service

/// The list of commands and the way from words to an exit code.
enum Gleaner {
  static let commands: [any Command.Type] = [
    RunCommand.self, WorkCommand.self, ServeCommand.self, DigestCommand.self,
    DigestShowCommand.self, DigestFeedCommand.self, DigestMailCommand.self, ReviewCommand.self,
    ItemsCommand.self,
    ExplainCommand.self, JudgeCommand.self, RememberCommand.self, RecallCommand.self,
    FeedsListCommand.self,
    FeedsAddCommand.self, FeedsRemoveCommand.self, FeedsPauseCommand.self,
    FeedsResumeCommand.self, FeedsCheckCommand.self,
    FeedsDiscoverCommand.self, FeedsImportCommand.self, FeedsExportCommand.self,
    FeedsParseCommand.self, FeedsPlanCommand.self,
    ProfileShowCommand.self, ProfileBuildCommand.self, ProfilePinCommand.self,
    ProfileMuteCommand.self, ProfileRenameCommand.self, ProfileWeightCommand.self,
    ProfileRollbackCommand.self, ProfileDiffCommand.self, ProfileHistoryCommand.self,
    ProfileExportCommand.self, ProfileImportCommand.self,
    ProfileTuneCommand.self, EvaluateCommand.self,
    ActionsListCommand.self, ActionsApproveCommand.self, ActionsRejectCommand.self,
    ActionsUndoCommand.self, ActionsRunCommand.self, ActionsStopCommand.self,
    ActionsResumeCommand.self, ActionsWhyCommand.self,
    RulesCheckCommand.self, RulesTestCommand.self, ModelsCommand.self, ModelsCheckCommand.self,
    AccountsAddCommand.self, AccountsListCommand.self, AccountsCheckCommand.self,
    AccountsRemoveCommand.self,
    RankCommand.self, EmbedCommand.self,
    DoctorCommand.self,
    InitCommand.self, HelpCommand.self,
  ]

  static let globalOptions = [
    OptionSpec("--dir", "DIR", "the workspace; else GLEANER_DIR, else the nearest gleaner.yaml"),
    OptionSpec("--help", nil, "show the help of a command"),
  ]

  static var specs: [CommandSpec] { commands.map { $0.spec } }

  static func run(_ arguments: [String]) async -> ExitCode {
    do {
      let invocation = try Invocation(arguments, commands: specs, global: globalOptions)
      if invocation.wantsHelp {
        print(
          HelpPage(columns: Terminal.output.columns).page(invocation, global: globalOptions),
          terminator: "")
        return .done
      }
      guard let command = commands.first(where: { $0.spec == invocation.command }) else {
        return .failed
      }
      return try await run(command, invocation)
    } catch {
      return Failure.report(error)
    }
  }

  private static func run(
    _ command: any Command.Type, _ invocation: Invocation
  ) async throws -> ExitCode {
    do {
      return try await Interrupt.run { try await command.run(invocation) }
    } catch let stop as Interruption where command.isService {
      return stop.isTermination ? .done : .interrupted
    }
  }
}
