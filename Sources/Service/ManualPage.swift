// The manual page of the program, made from the same list that parses the command line.

/// Writes gleaner(1) for `man` (the macros of groff_man(7)).
package enum ManualPage {
  /// The page; `version` stands at its foot.
  package static func text(
    _ commands: [CommandSpec], global: [OptionSpec], version: String
  ) -> String {
    """
    .TH GLEANER 1 "" "gleaner \(escaped(version))" "User Commands"
    .SH NAME
    gleaner \\- read your feeds for you
    .SH SYNOPSIS
    .B gleaner
    .RB [ \\-\\-dir
    .IR DIR ]
    .I COMMAND
    \\&...
    .SH DESCRIPTION
    Gleaner reads your feeds and timelines, learns what you like, and hands you a short digest.
    .SH OPTIONS
    \(global.map(option).joined())\
    .SH COMMANDS
    \(commands.map(command).joined())\
    .SH EXIT STATUS
    .TP
    .B 0
    done; single feeds may have failed, and are named
    .TP
    .B 1
    failed
    .TP
    .B 2
    wrong usage or configuration
    .TP
    .B 130
    interrupted
    .SH FILES
    .TP
    .I gleaner.yaml
    the settings of a workspace
    .TP
    .IR feeds/ ", " rules/
    its sources and rules
    .TP
    .I var/
    what the program keeps there

    """
  }

  private static func command(_ spec: CommandSpec) -> String {
    let operands = spec.operands.isEmpty ? "" : " \\fI\(escaped(spec.operands))\\fR"
    let options = spec.options.isEmpty ? "" : " [options]"
    let details = spec.details.isEmpty ? "" : paragraphs(spec.details)
    let list = spec.options.isEmpty ? "" : ".RS\n\(spec.options.map(option).joined()).RE\n"
    return """
      .SS "gleaner \(escaped(spec.name))\(options)\(operands)"
      \(line(spec.summary)).
      \(list)\(details)
      """
  }

  private static func option(_ option: OptionSpec) -> String {
    let value = option.value.map { " \\fI\(escaped($0))\\fR" } ?? ""
    return ".TP\n\\fB\(escaped(option.name))\\fR\(value)\n\(line(option.help))\n"
  }

  private static func paragraphs(_ text: String) -> String {
    var page = ".PP\n"
    for row in text.split(separator: "\n", omittingEmptySubsequences: false) {
      page += row.isEmpty ? ".PP\n" : "\(line(String(row)))\n"
    }
    return page
  }

  /// A line of text: what begins with a dot or a quote would be a request.
  private static func line(_ text: String) -> String {
    let text = escaped(text)
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&\(text)" : text
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\"", with: "\\(dq")
      .replacing("…", with: "...")
  }
}
