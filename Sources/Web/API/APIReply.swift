// What a handler answers, and how that goes out: with a tag of what it is, and for lists the address of the next page.

private import Crypto
import HTTP
package import Service

/// A granted answer.
package struct APIReply: Sendable, Hashable {
  package let value: JSONValue
  /// Where the list goes on.
  package let next: APICursor?

  package init(_ value: JSONValue) {
    self.value = value
    next = nil
  }

  /// A page of a list.
  package init(rows: [JSONValue], next: APICursor?) {
    value = ["data": .array(rows), "next": .text(next?.text)]
    self.next = next
  }

  private var bytes: [UInt8] {
    var bytes: [UInt8] = []
    value.write(to: &bytes)
    bytes.append(0x0A)
    return bytes
  }

  /// A strong tag: the same bytes, and no others, have it (RFC 9110, section 8.8.3).
  package var tag: String { ServerResponse.tag(of: bytes) }

  func response(to request: WebRequest, isPage: Bool) -> ServerResponse {
    var response = ServerResponse(
      status: 200, headers: ["Content-Type": "application/json"], body: bytes)
    if isPage, let next {
      response.headers["Link"] = "<\(Self.address(of: request, from: next))>; rel=\"next\""
    }
    guard request.isSafe else {
      response.headers["Cache-Control"] = "no-store"
      return response
    }
    return response.tagged(for: request)
  }

  /// The address that was asked, with another cursor (RFC 8288).
  private static func address(of request: WebRequest, from next: APICursor) -> String {
    let others = request.query.names.filter { $0 != "cursor" }.map { name in
      "\(name)=\(URLText.encoded(request.query[name] ?? ""))"
    }
    return request.rawPath + "?" + (others + ["cursor=\(next.text)"]).joined(separator: "&")
  }
}

/// Percent-encoding of what goes into an address.
private enum URLText {
  /// RFC 3986, section 2.3: what is unreserved stays.
  static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~":
        encoded.unicodeScalars.append(scalar)
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (byte < 16 ? "0" : "") + hex
      }
    }
    return encoded
  }
}
