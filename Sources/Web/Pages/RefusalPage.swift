// What a person sees instead of a page.

import HTTP
import Markup

enum RefusalPage {
  static func response(_ refusal: Refusal) -> ServerResponse {
    let body: Hypertext = """
      <h1>\(refusal.kind.title)</h1>
      <p>\(refusal.detail).</p>
      <p><a href="/">To the first page</a></p>

      """
    var response = ServerResponse.page(
      Layout.page(refusal.kind.title, for: .stranger, body), status: refusal.kind.rawValue)
    for field in refusal.headers { response.headers.add(field.name, field.value) }
    return response
  }
}
