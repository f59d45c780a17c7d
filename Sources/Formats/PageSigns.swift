// Which page came instead of a feed. Guards against robots answer with a page of their own, often with status 200, and
// "not a feed" would send the person to look for a mistake that is not theirs. Told by the small signs that each guard
// leaves: names of its scripts, cookies and paths.

/// What kind of page it is.
package enum PageKind: Sendable, Hashable {
  /// A guard wants proof of a person; which guard, where it is known.
  case challenge(String?)
  case login
  case other
}

/// Recognises pages by their signs.
package enum PageSigns {
  /// What guards write into their answers; all in lower case.
  private static let guards: [(sign: String, name: String)] = [
    ("/cdn-cgi/challenge-platform", "Cloudflare"), ("cf_chl_opt", "Cloudflare"),
    ("cf-challenge", "Cloudflare"), ("cf-browser-verification", "Cloudflare"),
    ("<title>just a moment...", "Cloudflare"), ("attention required! | cloudflare", "Cloudflare"),
    ("captcha-delivery.com", "DataDome"), ("datadome.co", "DataDome"),
    ("sec-if-cpt-container", "Akamai"), ("bm-verify=", "Akamai"), ("/_sec/cp_challenge", "Akamai"),
    ("errors.edgesuite.net", "Akamai"),
    ("px-captcha", "PerimeterX"), ("_pxappid", "PerimeterX"), ("perimeterx.net", "PerimeterX"),
    ("px-cdn.net", "PerimeterX"), ("px-cloud.net", "PerimeterX"),
    ("within.website/x/cmd/anubis", "Anubis"), ("anubis_challenge", "Anubis"),
    ("making sure you&#39;re not a bot", "Anubis"), ("making sure you're not a bot", "Anubis"),
    ("_incapsula_resource", "Imperva"), ("sucuri_cloudproxy", "Sucuri"),
    ("awswafintegration", "AWS WAF"), ("awswafcookiedomainlist", "AWS WAF"),
    ("go-away challenge", "go-away"), ("/_fs-ch-", "Fastly"), ("kpsdk", "Kasada"),
  ]
  /// Words of guards that do not name themselves.
  private static let captchas = [
    "hcaptcha.com", "g-recaptcha", "recaptcha/api", "challenges.cloudflare.com", "captcha",
    "are you human", "are you a robot", "verify you are human", "verifying you are human",
    "checking your browser", "unusual traffic from your",
  ]
  private static let passwords = [
    "type=\"password\"", "type='password'", "type=password", "autocomplete=\"current-password\"",
  ]

  /// The kind of a page, by its first 64 KiB; nil for what is no page.
  package static func kind(of body: some Collection<UInt8>) -> PageKind? {
    let text = Array(String(decoding: body.prefix(65_536), as: UTF8.self).lowercased().utf8)
    let has = { (word: String) in text.firstRange(of: Array(word.utf8)) != nil }
    let starts = ["<html", "<!doctype html", "<body", "<head", "<div", "<p>", "<script"]
    guard starts.contains(where: has) else { return nil }
    if let found = guards.first(where: { has($0.sign) }) { return .challenge(found.name) }
    if passwords.contains(where: has) { return .login }
    return captchas.contains(where: has) ? .challenge(nil) : .other
  }
}
