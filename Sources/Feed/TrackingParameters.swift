// What query parameters say nothing of a page, only of the click that led there. Each is named in a published list: the
// "strip on share" and query-stripping lists of Firefox, the query filter of Brave, the ClearURLs catalogue; or in the
// manual of the tool that adds it (Google Analytics, Matomo, HubSpot, Mailchimp, Marketo, AT Internet, Adobe).
// Parameters that some site also uses to name a page (`ref`, `source`, `id`) count only with a value that feeds add.

/// Query parameters that may go without changing the page.
enum TrackingParameters {
  private static let names: Set<String> = [
    // Click identifiers of advertisers.
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid",
    "gs_lcrp",
    "msclkid", "yclid", "ysclid", "ymclid", "twclid", "ttclid", "li_fat_id", "epik", "igshid",
    "igsh",
    "irclickid", "irgwc", "rb_clickid", "wickedid", "sccid", "scclid", "srsltid", "rdt_cid",
    "s_kwcid",
    "ef_id", "cjevent", "zanpid", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source",
    "mibextid",
    "unicorn_click_id", "tduid", "awc", "adgroupid",
    // Newsletters.
    "mc_cid", "mc_eid", "mc_tc", "mkt_tok", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp",
    "hsctatracking", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "ml_subscriber",
    "ml_subscriber_hash", "__s", "_ke", "_kx", "klaviyo_id", "nr_email_referer", "bsft_eid",
    "bsft_uid",
    "bsft_clkid", "sc_eid", "ck_subscriber_id", "inf_contact_key", "sb_referer_host",
    // Web analytics and publishers.
    "_openstat", "wt_mc", "wt.mc_id", "wt_zmc", "s_cid", "cmpid", "ncid", "icid", "sr_share",
    "xtor",
    "at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4",
    "at_link_id",
    "at_link_origin", "at_link_type", "at_format", "at_ptr_name", "at_bbc_team", "ns_campaign",
    "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "ref_src", "ref_url",
    "__twitter_impression",
    "guccounter", "guce_referrer", "guce_referrer_sig", "_ga", "_gl", "ga_source", "ga_medium",
    "ga_term", "ga_content", "ga_campaign", "spm", "scm", "__tn__", "ftag", "ocid", "echobox",
    "tblci", "dicbo", "obclid", "vgo_ee", "trk_contact", "trk_msg", "trk_module", "trk_sid",
  ]

  private static let prefixes = [
    "utm_", "hsa_", "mtm_", "matomo_", "pk_", "piwik_", "itm_", "stm_", "oft_", "ns_mail_",
    "__hs",
  ]

  /// Parameters that count as tracking where their value says that a feed was the way.
  private static let origins: Set<String> = [
    "source", "src", "ref", "referrer", "from", "via", "partner", "emc", "mod", "cmp", "feature",
    "rss",
    "feed", "feedname", "feedtype", "medium", "campaign", "origin", "wt", "ito", "tag",
  ]

  /// True for one `name=value` of a query that may go.
  static func contains(_ parameter: Substring) -> Bool {
    let name = parameter.prefix { $0 != "=" }.lowercased()
    if names.contains(name) || prefixes.contains(where: { name.hasPrefix($0) }) { return true }
    guard origins.contains(name) else { return false }
    let value = parameter.dropFirst(name.count + 1).lowercased()
    return value == "feed" || value == "atom" || value == "rss" || value.hasPrefix("rss-")
      || value.hasPrefix("rss_") || value.hasPrefix("feedburner")
  }
}
