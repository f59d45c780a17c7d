// Where a workspace's digests are delivered to: files, mail, a program.

import Digest
import Foundation
import HTTP
import Service
import Store
import Workspace

extension OpenWorkspace {
  /// Makes digests, and finds them again.
  func composer(_ database: Database) async throws -> DigestComposer {
    DigestComposer(
      database: database, settings: digestSettings(in: try await space(in: database)))
  }

  /// Writes all digests that have no files yet below `var/digests`, in the configured formats; gives the paths.
  ///
  /// `special` names one digest that is wanted in other formats.
  func deliverDigests(
    from database: Database, special: (number: Int64, formats: [DigestFormat])? = nil
  ) async throws -> [String] {
    try await DigestDelivery(
      composer: try await composer(database), formats: settings.digestFormats,
      folder: location.digests
    ).deliver(at: now, special: special)
  }

  /// Sends the newest digest where it is to go and has not been; a secret that is missing is said, and is no failure.
  func sendDigests(from database: Database, _ client: Client) async throws -> [DeliveryEvent] {
    let ways = try await ways(database, client)
    guard !ways.isEmpty else { return [] }
    return try await DeliveryDesk(composer: try await composer(database), ways: ways)
      .deliver(at: now)
  }

  /// What browsers call the pages, without a slash at its end.
  var origin: String? {
    settings.web.address.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  /// The ways that are set up.
  func ways(_ database: Database, _ client: Client) async throws -> [DeliveryWay] {
    var ways: [DeliveryWay] = []
    if let mail = settings.mail, let password = secret(mail.passwordName, "password", "mail") {
      var chance = SystemRandomNumberGenerator()
      ways.append(
        .mail(
          mail, password: password.isEmpty ? nil : password, origin: origin,
          key: try await LinkKey.find(in: database, using: &chance)))
    }
    if let webhook = settings.webhook,
      let secret = secret(webhook.secretName, "secret", "the webhook")
    {
      ways.append(.webhook(webhook, secret: secret, client: client))
    }
    return ways
  }

  /// Empty where none is needed; nil, and said, where it is missing.
  private func secret(_ name: String?, _ what: String, _ channel: String) -> String? {
    guard let name else { return "" }
    let environment = ProcessInfo.processInfo.environment
    do throws(EnvironmentSecret.Failure) {
      if let word = try EnvironmentSecret.find(name, what, environment: environment) {
        return word
      }
      say("nothing is sent by \(channel): \(name) is not set; set it to the \(what)")
    } catch {
      say("nothing is sent by \(channel): \(error)")
    }
    return nil
  }
}
