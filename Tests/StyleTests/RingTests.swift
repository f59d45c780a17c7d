// The house: who may import whom. The compiler refuses undeclared imports; this refuses declared arrows that point
// outward, and C that is seen by more than one room.

import Foundation
import Testing

struct RingTests {
  /// Rings by room; an arrow may only point to the same ring or a lower one.
  static let rings: [String: Int] = [
    "LibPQ": 0, "LibCurl": 0, "LibXML2": 0, "LibYAML": 0, "LibSodium": 0, "LibZ": 0, "LibPSL": 0,
    "LibBrotli": 0, "LibMicroHTTPD": 0, "LibZip": 0, "LibStemmer": 0, "LibCrypto": 0,
    "OneDNN": 0, "OpenBLAS": 0,
    "CCurl": 0, "CHTTPD": 0, "CXML": 0, "COneDNN": 0, "CKeeper": 0, "CLanguage": 0, "CPattern": 0,
    "Service": 1, "Files": 1, "Postgres": 1, "HTTP": 1, "Markup": 1,
    "Crypto": 2, "Feed": 2, "Formats": 2, "Embedding": 2, "Taste": 2,
    "Models": 3, "Workspace": 3, "Store": 3, "Memory": 3, "Digest": 3, "Social": 3, "Pipeline": 3,
    "Tuning": 3, "Web": 3,
    "gleaner": 4,
  ]

  /// The only room behind each door to C.
  static let doors: [String: String] = [
    "LibPQ": "Postgres", "CKeeper": "Postgres", "CCurl": "HTTP", "CHTTPD": "HTTP", "CXML": "Markup",
    "LibYAML": "Service", "COneDNN": "Embedding", "OpenBLAS": "Taste", "LibSodium": "Crypto",
    "CLanguage": "Feed", "LibStemmer": "Taste", "CPattern": "Taste",
    "LibPSL": "HTTP", "LibZip": "Files", "LibCrypto": "Crypto",
  ]

  /// What the mind may use of ring 1.
  static let toolsOfTheMind: Set<String> = ["Markup"]

  @Test func `every room has a ring`() {
    #expect(Set(Repository.rooms) == Set(Self.rings.keys))
  }

  @Test func `arrows point inward`() {
    for path in Repository.swiftFiles(below: "Sources") {
      let room = Repository.room(of: path)
      for target in Repository.imports(of: Repository.text(path)) {
        guard let from = Self.rings[room], let to = Self.rings[target] else { continue }
        #expect(to <= from, "\(path) imports \(target), which lies further out")
        if from == 1 { #expect(to != 1, "\(path) imports \(target): tools do not know each other") }
        if from == 2, to == 1 {
          #expect(Self.toolsOfTheMind.contains(target), "\(path) imports \(target)")
        }
      }
    }
  }

  @Test func `C is behind one door for each library`() {
    for path in Repository.swiftFiles(below: "Sources") {
      for target in Repository.imports(of: Repository.text(path)) {
        guard let door = Self.doors[target] else { continue }
        #expect(Repository.room(of: path) == door, "\(path) imports \(target)")
      }
    }
  }

  @Test func `the mind does not touch the world`() {
    let world = [
      " Date()", "(Date()", "Date.now", "FileManager", "ProcessInfo", "URLSession", "SystemRandom",
    ]
    for path in Repository.swiftFiles(below: "Sources")
    where Self.rings[Repository.room(of: path)] == 2 {
      let source = Repository.code(path)
      for word in world { #expect(!source.contains(word), "\(path) uses \(word)") }
    }
  }

  @Test func `SQL about the domain stands in the store`() {
    let tables = ["FROM items", "FROM sources", "INTO items", "FROM decisions", "FROM passages"]
    for path in Repository.swiftFiles(below: "Sources") where Repository.room(of: path) != "Store" {
      let source = Repository.code(path)
      for table in tables { #expect(!source.contains(table), "\(path) has \(table)") }
    }
  }
}
