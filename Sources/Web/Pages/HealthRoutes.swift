// For whoever watches the server: is it there, and can it work. Nothing of the person's is told.

private import HTTP
package import Store

/// `/healthz` and `/readyz`.
package enum HealthRoutes {
  package static func routes(_ database: Database) -> [Route] {
    [
      Route("GET", "/healthz", .open) { _ in .text(200, "ok") },
      Route("GET", "/readyz", .open) { _ in
        do {
          _ = try await database.webPassword()
          return .text(200, "ready")
        } catch {
          throw Refusal(.unavailable, "the database does not answer")
        }
      },
    ]
  }
}
