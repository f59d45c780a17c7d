// The pages of a workspace on a socket.

import Foundation
import HTTP
import Service
import Store
import Web
import Workspace

/// Serves the pages of a workspace.
struct PageServer {
  /// What browsers call it.
  let address: String
  private let signIn: SignInPages
  private let server: Server?

  /// Begins to serve, or with `isRunning` false only knows what another process serves.
  init(
    _ workspace: OpenWorkspace, _ database: Database, at place: WebPlace, isRunning: Bool
  ) async throws {
    let outside = workspace.settings.web.address.flatMap(WebOrigin.init)
    try await Self.check(place, outside, database)
    guard let host = IPAddress(place.host) else { throw UsageError("no address: \(place)") }
    let relay = Relay()
    server = isRunning ? try Self.listen(on: host, place.port, relay) : nil
    let port = server?.port ?? place.port
    let origins = (outside.map { [$0] } ?? []) + WebOrigin.local(port: port)
    let doorkeeper = Doorkeeper(origins: origins, database: database)
    let log = Log(to: workspace.console) { Date() }
    var ground = WebGround(
      database: database, settings: workspace.settings, location: workspace.location)
    ground.client = Client(Client.Settings(userAgent: Version.userAgent))
    ground.judging = { try await workspace.pipeline(in: $0) }
    relay.connect(
      Site(
        WebRoutes.all(ground, doorkeeper), doorkeeper: doorkeeper,
        limits: RequestLimits(
          perMinute: workspace.settings.web.requestsPerMinute,
          changesPerMinute: workspace.settings.web.changesPerMinute), log: log
      ) { Date() })
    address = "\(origins[0])"
    signIn = SignInPages(doorkeeper)
  }

  private static func listen(
    on host: IPAddress, _ port: Int, _ relay: Relay
  ) throws -> Server {
    do throws(Server.Failure) {
      return try Server(on: host, port: port, tooLarge: { relay.tooLarge($0, $1) }) {
        await relay.answer($0)
      }
    } catch {
      throw UsageError("\(error); 'gleaner serve --listen 0' takes any port that is free")
    }
  }

  /// Whoever can be reached from elsewhere has to know who comes, and by which name.
  private static func check(
    _ place: WebPlace, _ outside: WebOrigin?, _ database: Database
  ) async throws {
    guard !place.isLoopback else { return }
    guard outside != nil else {
      throw UsageError(
        "\(place) can be reached from elsewhere: set web.address in gleaner.yaml to what browsers call it"
      )
    }
    guard try await database.webPassword() != nil else {
      throw UsageError(
        "\(place) can be reached from elsewhere: set a password first, with 'gleaner serve --password'"
      )
    }
  }

  /// A link that signs in, once.
  func link() async throws -> String {
    var chance = SystemRandomNumberGenerator()
    return try await signIn.link(at: Date(), using: &chance)
  }

  /// Serves until the task is cancelled.
  func untilStopped() async {
    while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
    await server?.stop()
  }
}
