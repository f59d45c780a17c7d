// Hands in one mail. What matters is the end of it: sent, surely not, or nobody knows; mail has no way to ask.

private import CCurl
private import Glibc

/// A mail and the way to its server.
package struct OutgoingMail: Sendable {
  package let server: MailServer
  /// Who signs in, and with what; nil where nobody has to.
  package let login: (user: String, password: String)?
  package let from: String
  package let to: String
  /// The whole message, lines ending in CR LF.
  package let message: [UInt8]

  package init(
    server: MailServer, login: (user: String, password: String)?, from: String, to: String,
    message: [UInt8]
  ) {
    self.server = server
    self.login = login
    self.from = from
    self.to = to
    self.message = message
  }
}

/// Sends mail over SMTP.
package enum MailTransport {
  private static let connectTime = 20_000
  private static let totalTime = 120_000
  private static let reasonRoom = 512

  /// Sends, on a thread of its own; encrypted unless the server is this machine.
  package static func send(_ mail: OutgoingMail) async -> Handover {
    await withCheckedContinuation { (reply: CheckedContinuation<Handover, Never>) in
      let thread = Loop.start {
        ccurl_thread_quiet()
        reply.resume(returning: perform(mail))
      }
      guard let thread else {
        return reply.resume(
          returning: .unsent("no memory or thread left to send mail", isLasting: false))
      }
      pthread_detach(thread)
    }
  }

  private static func perform(_ mail: OutgoingMail) -> Handover {
    var end = ccurl_mail_end()
    let strings = ["\(mail.server)", "<\(mail.from)>", "<\(mail.to)>"]
    var reason = [CChar](repeating: 0, count: reasonRoom)
    let isReady = unsafe strings[0].withCString { url in
      unsafe strings[1].withCString { from in
        unsafe strings[2].withCString { to in
          unsafe mail.message.withUnsafeBufferPointer { bytes in
            unsafe withLogin(mail.login) { user, password in
              var letter = unsafe ccurl_mail(
                url: url, user: user, password: password, from: from, to: to,
                bytes: bytes.baseAddress, count: bytes.count, secure: !mail.server.isLoopback,
                connect_ms: connectTime, total_ms: totalTime)
              return unsafe ccurl_mail_send(&letter, &end, &reason, reason.count)
            }
          }
        }
      }
    }
    let words = String(
      decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard isReady else { return .unsent("the mail could not be begun", isLasting: false) }
    return outcome(end, words, mail.server)
  }

  private static func withLogin<Value>(
    _ login: (user: String, password: String)?,
    _ body: (UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> Value
  ) -> Value {
    guard let login else { return body(nil, nil) }
    return unsafe login.user.withCString { user in
      unsafe login.password.withCString { unsafe body(user, $0) }
    }
  }

  /// An answer of 4xx or 5xx is a refusal, wherever it came (RFC 5321, section 4.2.1).
  private static func outcome(
    _ end: ccurl_mail_end, _ words: String, _ server: MailServer
  ) -> Handover {
    if Int(end.kind) == CCURL_OK { return .sent }
    let told = "\(server.host) did not take the mail"
    if (400..<600).contains(end.status) {
      return .unsent("\(told): it answered \(end.status)", isLasting: end.status >= 500)
    }
    return end.handed
      ? .unknown("the connection to \(server.host) ended before it said whether it took the mail")
      : .unsent("\(told): \(words)", isLasting: false)
  }
}
