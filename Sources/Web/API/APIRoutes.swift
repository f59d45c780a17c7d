// Every call of the API, in one list: the site serves it, the document describes it, tests walk through it.

private import HTTP

/// The calls below `/api/v1`.
package enum APIRoutes {
  /// All calls.
  package static func all(_ ground: WebGround) -> [APIRoute] {
    StatusCalls(ground: ground).routes + ItemCalls(ground: ground).routes
      + ReviewCalls(ground: ground).routes + DigestCalls(ground: ground).routes
      + ActionCalls(ground: ground).routes + StopCalls(ground: ground).routes
      + ProfileCalls(ground: ground).routes + SourceCalls(ground: ground).routes
  }

  /// The calls and their document, as the site sees them.
  package static func site(_ ground: WebGround) -> [Route] {
    let calls = all(ground)
    let document = APIReply(APIDocument(calls).json)
    return calls.map(\.route) + [
      Route("GET", APIRoute.base + "/openapi.json", .open) { visit in
        document.response(to: visit.request, isPage: false)
      }
    ]
  }
}
