// `models` and `budget`: what is read, what is refused, and that a key which was pasted into the file is never repeated.

import Models
import Service
import Testing
import Workspace

struct ModelSettingsTests {
  private func decode(_ text: String) throws -> Settings {
    try Settings.decode(
      try SettingsFile.parse(Array(text.utf8), name: "gleaner.yaml"), file: "gleaner.yaml")
  }

  private func refusal(_ entry: String) -> String {
    do {
      _ = try decode("models:\n  - {\(entry)}\n")
      return ""
    } catch { return "\(error)" }
  }

  @Test func `every key is read, in the order of the list`() throws {
    let settings = try decode(
      """
      models:
        - {name: far, url: "https://openrouter.ai/api/v1/", model: q/x, key: OPENROUTER_API_KEY, timeout: 2m,
           price: {input: 0.1, output: 0.4}, per_minute: 60}
        - {name: near, url: "http://localhost:11434/v1", model: "llama3.2:3b"}
      budget: {per_run: 0, per_day: 0.25, per_month: 2, questions: 7}
      """)
    #expect(
      settings.models == [
        ModelProvider(
          name: "far", url: "https://openrouter.ai/api/v1", model: "q/x",
          keyName: "OPENROUTER_API_KEY", timeout: .seconds(120),
          price: PriceList(input: 0.1, output: 0.4), perMinute: 60),
        ModelProvider(name: "near", url: "http://localhost:11434/v1", model: "llama3.2:3b"),
      ])
    #expect(settings.models.map(\.host) == ["openrouter.ai", "localhost"])
    #expect(settings.budget == Budget(perRun: 0, perDay: 0.25, perMonth: 2, questions: 7))
    #expect(try decode("models:\nbudget:\n").budget == .standard)
  }

  @Test(arguments: [
    "http://127.0.0.1:8080/v1", "http://[::1]:8080/v1", "http://192.168.1.9/v1",
    "http://ollama:11434/v1", "http://box.local/v1", "https://api.groq.com/openai/v1",
  ])
  func `http is for machines at home`(url: String) {
    #expect(refusal("name: a, url: \"\(url)\", model: m, price: {input: 1, output: 1}") == "")
  }

  @Test(arguments: [
    ("http://openrouter.ai/api/v1", "'url' is plain http to a public host, expected https"),
    ("http://8.8.8.8/v1", "'url' is plain http to a public host, expected https"),
    (
      "ftp://localhost/v1",
      "'url' is not an address, expected one such as https://openrouter.ai/api/v1"
    ),
    ("https://me:pw@x.example/v1", "'url' holds a user name or password"),
    ("https://x.example/v1?key=AIza", "'url' has a '?' or '#'"),
    ("https://x.example/v1/chat/completions", "'url' ends in /chat/completions"),
  ])
  func `an address that is none is refused`(url: String, words: String) {
    let said = refusal("name: a, url: \"\(url)\", model: m, price: {input: 1, output: 1}")
    #expect(said.hasPrefix("gleaner.yaml:2:") && said.contains(words), "\(said)")
    #expect(!said.contains("pw@") && !said.contains("AIza"))
  }

  @Test(arguments: [
    "sk-or-v1-1234567890abcdef", "gsk_AbCdEf0123456789AbCd", "AIzaSyD4example", "\"Bearer abc\"",
    "AKIAIOSFODNN7EXAMPLE", "[sk-abc]", "{sk: abc}", "12345678901234567890",
  ])
  func `a key in the file is refused and not repeated`(key: String) {
    let said = refusal("name: a, url: \"http://localhost/v1\", model: m, key: \(key)")
    #expect(
      said
        == "gleaner.yaml:2:58: 'key' is not the name of an environment variable, expected one such "
        + "as OPENROUTER_API_KEY; a key itself belongs in that variable, not here")
  }

  @Test(arguments: ["KEY", "OPENAI_API_KEY", "GROQ_KEY_FILE", "_K2"])
  func `names of variables are names`(name: String) { #expect(KeyPlace.isName(name)) }

  @Test(arguments: [
    ("url: \"http://localhost/v1\", model: m", "2:5: 'name' is missing, expected a name for it"),
    ("name: a, model: m", "2:5: 'url' is missing, expected an address such as"),
    ("name: a, url: \"http://localhost/v1\"", "2:5: 'model' is missing, expected the model's name"),
    (
      "name: a, url: \"https://x.example/v1\", model: m", "2:5: 'price' is missing, expected {input"
    ),
    ("name: a, url: \"http://localhost/v1\", modl: m", "unknown key 'modl'"),
    (
      "name: a, url: \"http://localhost/v1\", model: m, timeout: 20m",
      "'timeout' is the text '20m', expected a length of time from 1s to 10m"
    ),
    (
      "name: a, url: \"http://localhost/v1\", model: m, price: {input: 1}",
      "'output' is missing, expected the price of a million tokens"
    ),
    (
      "name: a, url: \"http://localhost/v1\", model: m, per_minute: 0",
      "'per_minute' is the number 0, expected a whole number from 1 to 10000"
    ),
  ])
  func `what is missing or wrong is named with its place`(entry: String, words: String) {
    #expect(refusal(entry).contains(words), "\(refusal(entry))")
  }

  @Test func `a name stands once, and models are a list`() {
    let entry = "  - {name: a, url: \"http://localhost/v1\", model: m}\n"
    let twice = #expect(throws: SettingsError.self) { try decode("models:\n\(entry)\(entry)") }
    #expect(
      twice?.description
        == "gleaner.yaml:3:12: 'name' is 'a' again, expected another for each model")
    let single = #expect(throws: SettingsError.self) { try decode("models: {name: a}") }
    #expect(single?.description.contains("'models' is a mapping, expected a list") == true)
    let budget = #expect(throws: SettingsError.self) { try decode("budget: {per_dya: 1}") }
    #expect(budget?.description.contains("did you mean 'per_day'?") == true)
  }

  @Test func `the key is found in a variable, or in the file that one names`() throws {
    let folder = try WorkspaceFolder(["key": "  sk-from-file \n", "two": "a b"])
    func look(_ name: String, _ environment: [String: String]) -> String {
      switch KeyPlace.find(name, environment: environment) {
      case .present(let key): key.mask("sk-from-file sk-from-env")
      case .missing(let why): why
      case .unneeded: "unneeded"
      }
    }
    #expect(look("K", ["K": "sk-from-env"]) == "(key)file (key)")
    #expect(look("K", ["K_FILE": "\(folder.root)/key"]) == "(key) (key)env")
    #expect(look("K_FILE", ["K_FILE": "\(folder.root)/key"]) == "(key) (key)env")
    #expect(look("K", [:]) == "K is not set; set it to the key (or K_FILE to a file that holds it)")
    #expect(look("K", ["K_FILE": "\(folder.root)/two"]).contains("holds no key"))
    #expect(
      look("K", ["K_FILE": "/nowhere"]).hasPrefix("the file that K_FILE names: cannot be read"))
    #expect(look("K", ["K": "sk-ü"]) == "K holds no key: expected one word of ASCII")
  }
}
