// What Swift sees of libcurl: opaque handles and plain functions. No header of libcurl is included,
// because its setters are variadic macros, which Swift cannot call, and because what is not visible
// cannot be used past the safety decisions made in CCurl.c.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "CDecode.h"
#include "CMail.h"

typedef struct ccurl_multi ccurl_multi;
typedef struct ccurl_transfer ccurl_transfer;
typedef struct ccurl_url ccurl_url;

/// Prepares libcurl for the process; safe to call again and from any thread. False: no memory.
bool ccurl_start(void);
const char *ccurl_version(void);

// Addresses of the web. One parser reads them all, so that what was checked is what is fetched.

enum {
  CCURL_URL_TEXT,
  CCURL_URL_SCHEME,
  CCURL_URL_HOST,
  CCURL_URL_PORT,
  CCURL_URL_PATH,
  CCURL_URL_QUERY,
  CCURL_URL_FRAGMENT,
};
/// Parses `text`, relative to `base` where that is not null. Null: `*reason` says why.
ccurl_url *ccurl_url_new(const char *text, const char *base, const char **reason);
/// One part, host names in ASCII (punycode), the default port filled in. Null: there is none. Free it.
char *ccurl_url_part(const ccurl_url *url, int part);
void ccurl_url_free(ccurl_url *url);
void ccurl_free(char *text);

// Transfers. Callbacks run on the thread that calls ccurl_multi_perform; false aborts the transfer.

typedef struct {
  void *user;
  /// One header line, the status line and the empty line included, with its line end.
  bool (*header)(void *user, const uint8_t *bytes, size_t count);
  /// Bytes of the body as they were sent, still compressed.
  bool (*body)(void *user, const uint8_t *bytes, size_t count);
  /// May this peer be spoken to? 4 or 16 bytes in network order. Asked before a socket is opened and
  /// again before the request is sent, also on a connection that is used again.
  bool (*address)(void *user, const uint8_t *bytes, size_t count);
  /// Connected; the request is sent next.
  void (*ready)(void *user);
} ccurl_callbacks;

typedef struct {
  long connect_ms;
  long total_ms;
} ccurl_limits;

/// A transfer with every safe setting made: http and https only, no redirect followed, no proxy,
/// no cookie, no netrc, certificates verified. Null: no memory or a setting was refused.
ccurl_transfer *ccurl_transfer_new(const char *method, const char *url);
/// Must be called before the transfer is added to a multi handle.
bool ccurl_transfer_bind(ccurl_transfer *transfer, ccurl_callbacks callbacks);
void ccurl_transfer_free(ccurl_transfer *transfer);
bool ccurl_transfer_limit(ccurl_transfer *transfer, ccurl_limits limits);
/// From now on so many bytes a second must flow, looked at over so many seconds. May be called from
/// a callback: an answer that is long in coming is not a slow one.
bool ccurl_transfer_speed(ccurl_transfer *transfer, long bytes, long seconds);
/// Adds a line as libcurl wants it: "Name: value", "Name;" for an empty value, "Name:" to leave out.
bool ccurl_transfer_header(ccurl_transfer *transfer, const char *line);
/// Adds an entry as CURLOPT_RESOLVE has it: "name:port:address".
bool ccurl_transfer_resolve(ccurl_transfer *transfer, const char *entry);
/// Copies the body.
bool ccurl_transfer_body(ccurl_transfer *transfer, const uint8_t *bytes, size_t count);
/// Asks for a connection of its own: a request that must not be sent twice is never put on a reused
/// connection, where libcurl would send it again if the peer had just closed it.
bool ccurl_transfer_fresh(ccurl_transfer *transfer);
/// Why it failed, in libcurl's words.
const char *ccurl_transfer_reason(const ccurl_transfer *transfer, int code);
int64_t ccurl_transfer_microseconds(const ccurl_transfer *transfer);

// The multi handle. Everything but ccurl_multi_wake belongs to one thread.

/// Keeps every signal away from the calling thread. libcurl is told to leave signals alone, so a peer
/// that hangs up in a TLS handshake would otherwise end the process with SIGPIPE.
void ccurl_thread_quiet(void);
ccurl_multi *ccurl_multi_new(void);
/// At most so many connections open; to make room, those that nobody uses are closed.
void ccurl_multi_limit(ccurl_multi *multi, long connections);
void ccurl_multi_free(ccurl_multi *multi);
bool ccurl_multi_add(ccurl_multi *multi, ccurl_transfer *transfer);
void ccurl_multi_remove(ccurl_multi *multi, ccurl_transfer *transfer);
bool ccurl_multi_perform(ccurl_multi *multi);
bool ccurl_multi_poll(ccurl_multi *multi, int milliseconds);
void ccurl_multi_wake(ccurl_multi *multi);
/// The `user` of the next transfer that has ended and its code, or null. Remove it afterwards.
void *ccurl_multi_ended(ccurl_multi *multi, int *code);

// Codes that are told apart; all others are only worded.
enum {
  CCURL_OK,
  CCURL_DNS,
  CCURL_CONNECT,
  CCURL_TLS,
  CCURL_TIMEOUT,
  CCURL_CUT,
  CCURL_PROTOCOL,
  CCURL_ABORTED,
  CCURL_HEADERS,
  CCURL_OTHER,
};
int ccurl_kind(int code);
