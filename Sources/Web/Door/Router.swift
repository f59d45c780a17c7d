// Which route answers a request.

private import HTTP

/// Every route of a site, fixed parts before variable ones.
package struct Router: Sendable {
  package let routes: [Route]

  package init(_ routes: [Route]) {
    self.routes = routes
  }

  /// A route and the variable parts of the path.
  package struct Match: Sendable {
    package let route: Route
    package let values: [String: String]
  }

  /// The route of a request; throws a 404, or a 405 that names what is allowed.
  package func match(_ request: WebRequest) throws(Refusal) -> Match {
    let fitting = routes.compactMap { route in
      route.match(request.path).map { Match(route: route, values: $0) }
    }
    guard let fewest = fitting.map(\.values.count).min() else {
      throw Refusal(.notFound, "there is nothing at \(request.rawPath.prefix(200))")
    }
    let closest = fitting.filter { $0.values.count == fewest }
    let method = request.method == "HEAD" ? "GET" : request.method
    if let match = closest.first(where: { $0.route.method == method }) { return match }
    let methods = closest.map(\.route.method)
    let allowed = (methods.contains("GET") ? ["HEAD"] : []) + methods
    throw Refusal(
      .methodNotAllowed, "\(request.rawPath.prefix(200)) takes \(methods.joined(separator: ", "))",
      ["Allow": Set(allowed).sorted().joined(separator: ", ")])
  }
}
