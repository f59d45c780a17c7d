// One mail handed to one server (SMTP), by libcurl, on the thread of whoever calls.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  /// smtp://host:port or smtps://host:port.
  const char *url;
  /// Null: nobody signs in.
  const char *user;
  const char *password;
  /// In angle brackets.
  const char *from;
  const char *to;
  /// The whole message, lines ending in CR LF.
  const uint8_t *bytes;
  size_t count;
  /// Whether it has to be encrypted before anything is said.
  bool secure;
  long connect_ms;
  long total_ms;
} ccurl_mail;

typedef struct {
  /// As ccurl_kind has it.
  int kind;
  /// The server's last answer, or 0.
  long status;
  /// Whether the whole message was given to the connection: from there on it may have arrived.
  bool handed;
} ccurl_mail_end;

/// Sends a mail; false where libcurl refused a setting or had no memory, and nothing was sent. The
/// reason, in libcurl's words, is written into `reason`.
bool ccurl_mail_send(const ccurl_mail *mail, ccurl_mail_end *end, char *reason, size_t room);
