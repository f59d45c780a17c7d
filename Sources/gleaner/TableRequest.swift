// `gleaner remember postgresql://HOST/DATABASE/TABLE --text COL --id COL`: which columns of a foreign table are what.

import Memory
import Service
import Store

/// The tables that `gleaner remember` is told to read.
struct TableRequest {
  static let options = [
    OptionSpec("--text", "COL", "of a table: the column with the text"),
    OptionSpec("--id", "COL", "of a table: the column that names a row for ever"),
    OptionSpec("--at", "COL", "of a table: the column with the time"),
    OptionSpec("--title", "COL", "of a table: the column with a title"),
    OptionSpec("--vector", "COL", "of a table: embeddings to take over, made by --model"),
    OptionSpec("--model", "NAME", "the model that made --vector; it must be ours"),
  ]

  let tables: [ForeignTable]
  /// The model whose vectors are taken over.
  let model: String?

  /// Reads the operands that are addresses of tables, and the options for them.
  init(_ invocation: Invocation, embeddingModel: String) throws {
    let addresses = invocation.operands.filter(ForeignAddress.isLikely)
    let columns = try Self.columns(invocation, isWanted: !addresses.isEmpty)
    model = try Self.model(invocation, embeddingModel)
    guard let columns else {
      tables = []
      return
    }
    do throws(ForeignAddressError) {
      var tables: [ForeignTable] = []
      for address in addresses {
        tables.append(ForeignTable(try ForeignAddress(address), columns: columns))
      }
      self.tables = tables
    } catch {
      throw UsageError(error.description)
    }
  }

  private static func columns(
    _ invocation: Invocation, isWanted: Bool
  ) throws -> ForeignColumns? {
    guard isWanted else {
      if let option = options.first(where: { invocation.has($0.name) }) {
        throw UsageError(
          "\(option.name) is for a table: name one as postgresql://user@host/database/TABLE")
      }
      return nil
    }
    guard let text = invocation.value("--text"), let id = invocation.value("--id") else {
      throw UsageError("a table needs --text COL and --id COL: which columns are they?")
    }
    return ForeignColumns(
      text: text, id: id, at: invocation.value("--at"), title: invocation.value("--title"),
      vector: invocation.value("--vector"))
  }

  private static func model(_ invocation: Invocation, _ ours: String) throws -> String? {
    guard invocation.has("--vector") else {
      if invocation.has("--model") { throw UsageError("--model says what made --vector COL") }
      return nil
    }
    guard let name = invocation.value("--model") else {
      throw UsageError("--vector needs --model NAME: vectors of another model mean nothing here")
    }
    guard name == ours else {
      throw UsageError(
        "the model here is \(ours), not '\(name)': leave out --vector and --model, and the texts "
          + "are embedded again")
    }
    guard invocation.value("--title") == nil,
      invocation.value("--as").map({ $0 == "documents" }) ?? true
    else {
      throw UsageError(
        "--vector stands for the text alone, and only for documents: leave out --title and --as")
    }
    return name
  }
}
