// What a shell may complete, made from the same list that parses the command line.

/// A shell that completes words.
package enum CompletingShell: String, Sendable, Hashable, CaseIterable {
  case bash, zsh, fish
}

/// Writes completions.
package struct Completions: Sendable {
  private let commands: [CommandSpec]
  private let global: [OptionSpec]

  package init(_ commands: [CommandSpec], global: [OptionSpec]) {
    self.commands = commands
    self.global = global
  }

  /// The script that a shell reads.
  package func script(for shell: CompletingShell) -> String {
    switch shell {
    case .bash: bash
    // zsh reads the completions of bash as they are.
    case .zsh: "#compdef gleaner\nautoload -U +X bashcompinit && bashcompinit\n\(bash)"
    case .fish: fish
    }
  }

  private var firstWords: [String] {
    var seen: Set<String> = []
    return commands.map { $0.path[0] }.filter { seen.insert($0).inserted }
  }

  private func secondWords(_ first: String) -> [String] {
    commands.filter { $0.path.count > 1 && $0.path[0] == first }.map { $0.path[1] }
  }

  private func options(_ command: CommandSpec) -> [String] {
    (command.options + global).map(\.name)
  }

  // MARK: bash

  private var bash: String {
    let rows = commands.map { command in
      "    '\(command.name)') words='\(options(command).joined(separator: " "))' ;;"
    }
    let groups = firstWords.compactMap { first -> String? in
      let words = secondWords(first)
      return words.isEmpty
        ? nil : "    '\(first)') below='\(words.joined(separator: " "))' ;;"
    }
    return """
      _gleaner() {
        local word=${COMP_WORDS[COMP_CWORD]} path=() words='' below='' i skip=
        for ((i = 1; i < COMP_CWORD; i++)); do
          if [ -n "$skip" ]; then skip=; continue; fi
          case ${COMP_WORDS[i]} in
            --dir) skip=yes ;;
            -*) ;;
            *) [ ${#path[@]} -lt 2 ] && path+=("${COMP_WORDS[i]}") ;;
          esac
        done
        case ${path[0]:-} in
          '') below='\(firstWords.joined(separator: " "))' ;;
      \(groups.joined(separator: "\n"))
        esac
        [ ${#path[@]} -ge 2 ] && case " $below " in *" ${path[1]} "*) below='' ;; *) path=("${path[0]}"); below='' ;; esac
        case "${path[*]:-}" in
          '') words='\(global.map(\.name).joined(separator: " "))' ;;
      \(rows.joined(separator: "\n"))
        esac
        case $word in
          -*) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word") ;;
          *) mapfile -t COMPREPLY < <(compgen -W "$below" -- "$word") ;;
        esac
      }
      complete -o default -F _gleaner gleaner

      """
  }

  // MARK: fish

  private var fish: String {
    var lines = ["complete -c gleaner -f -n __fish_use_subcommand"]
    for option in global { lines.append("complete -c gleaner \(flag(option))") }
    for first in firstWords {
      let summary = commands.first { $0.path == [first] }?.summary ?? "\(first) …"
      lines.append(
        "complete -c gleaner -n __fish_use_subcommand -a \(first) -d \(quoted(summary))")
    }
    for command in commands {
      let seen = command.path.map { "__fish_seen_subcommand_from \($0)" }
        .joined(separator: "; and ")
      if command.path.count > 1 {
        lines.append(
          "complete -c gleaner -n '__fish_seen_subcommand_from \(command.path[0])' "
            + "-a \(command.path[1]) -d \(quoted(command.summary))")
      }
      lines += command.options.map { "complete -c gleaner -n '\(seen)' \(flag($0))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func flag(_ option: OptionSpec) -> String {
    "-l \(option.name.dropFirst(2))\(option.value == nil ? "" : " -r") -d \(quoted(option.help))"
  }

  private func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
