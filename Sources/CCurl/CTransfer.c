// One transfer. Every one is made safe here, before anyone can configure it: see ccurl_transfer_new.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "Handles.h"

// Callbacks

static size_t on_header(char *bytes, size_t size, size_t count, void *user) {
  ccurl_transfer *transfer = user;
  size_t total = size * count;
  bool go = transfer->callbacks.header(transfer->callbacks.user, (const uint8_t *)bytes, total);
  return go ? total : total + 1;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *user) {
  ccurl_transfer *transfer = user;
  size_t total = size * count;
  bool go = transfer->callbacks.body(transfer->callbacks.user, (const uint8_t *)bytes, total);
  return go ? total : total + 1;
}

static bool allows(ccurl_transfer *transfer, const void *address, size_t count) {
  return transfer->callbacks.address(transfer->callbacks.user, address, count);
}

static bool allows_peer(ccurl_transfer *transfer, const struct curl_sockaddr *peer) {
  if (peer->family == AF_INET) {
    struct sockaddr_in four;
    memcpy(&four, &peer->addr, sizeof four);
    return allows(transfer, &four.sin_addr, 4);
  }
  if (peer->family == AF_INET6 && peer->addrlen >= sizeof(struct sockaddr_in6)) {
    struct sockaddr_in6 six;
    memcpy(&six, &peer->addr, sizeof six);
    return allows(transfer, &six.sin6_addr, 16);
  }
  return false;
}

static curl_socket_t on_open(void *user, curlsocktype purpose, struct curl_sockaddr *peer) {
  (void)purpose;
  if (!allows_peer(user, peer)) return CURL_SOCKET_BAD;
  return socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

static bool allows_text(ccurl_transfer *transfer, const char *text) {
  char plain[INET6_ADDRSTRLEN] = {0};
  uint8_t bytes[16];
  size_t length = strcspn(text, "%");
  if (length >= sizeof plain) return false;
  memcpy(plain, text, length);
  if (inet_pton(AF_INET, plain, bytes) == 1) return allows(transfer, bytes, 4);
  if (inet_pton(AF_INET6, plain, bytes) == 1) return allows(transfer, bytes, 16);
  return false;
}

static int on_ready(void *user, char *peer, char *local, int peer_port, int local_port) {
  ccurl_transfer *transfer = user;
  (void)local, (void)peer_port, (void)local_port;
  if (!allows_text(transfer, peer)) return CURL_PREREQFUNC_ABORT;
  transfer->callbacks.ready(transfer->callbacks.user);
  return CURL_PREREQFUNC_OK;
}

// Transfers

#define SET(easy, option, value)                                          \
  do {                                                                    \
    if (curl_easy_setopt((easy), (option), (value)) != CURLE_OK) return false; \
  } while (0)

static bool restrict_protocols(CURL *easy) {
  SET(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  SET(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  SET(easy, CURLOPT_FOLLOWLOCATION, 0L);
  SET(easy, CURLOPT_PROXY, "");
  SET(easy, CURLOPT_NOPROXY, "*");
  SET(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  SET(easy, CURLOPT_NOSIGNAL, 1L);
  // A name that takes long to resolve must not hold up the loop when its transfer ends early.
  SET(easy, CURLOPT_QUICK_EXIT, 1L);
  return true;
}

static bool connect_callbacks(ccurl_transfer *transfer) {
  CURL *easy = transfer->easy;
  SET(easy, CURLOPT_ERRORBUFFER, transfer->error);
  SET(easy, CURLOPT_HEADERFUNCTION, on_header);
  SET(easy, CURLOPT_HEADERDATA, transfer);
  SET(easy, CURLOPT_WRITEFUNCTION, on_body);
  SET(easy, CURLOPT_WRITEDATA, transfer);
  SET(easy, CURLOPT_OPENSOCKETFUNCTION, on_open);
  SET(easy, CURLOPT_OPENSOCKETDATA, transfer);
  SET(easy, CURLOPT_PREREQFUNCTION, on_ready);
  SET(easy, CURLOPT_PREREQDATA, transfer);
  return true;
}

static bool set_method(CURL *easy, const char *method) {
  if (strcmp(method, "GET") == 0) return true;
  if (strcmp(method, "HEAD") == 0) {
    SET(easy, CURLOPT_NOBODY, 1L);
    return true;
  }
  SET(easy, CURLOPT_CUSTOMREQUEST, method);
  return true;
}

ccurl_transfer *ccurl_transfer_new(const char *method, const char *url) {
  ccurl_transfer *transfer = calloc(1, sizeof *transfer);
  if (!transfer) return NULL;
  transfer->easy = curl_easy_init();
  bool ready = transfer->easy && restrict_protocols(transfer->easy) &&
               connect_callbacks(transfer) && set_method(transfer->easy, method) &&
               curl_easy_setopt(transfer->easy, CURLOPT_URL, url) == CURLE_OK;
  if (ready) return transfer;
  ccurl_transfer_free(transfer);
  return NULL;
}

bool ccurl_transfer_bind(ccurl_transfer *transfer, ccurl_callbacks callbacks) {
  transfer->callbacks = callbacks;
  SET(transfer->easy, CURLOPT_PRIVATE, callbacks.user);
  return true;
}

void ccurl_transfer_free(ccurl_transfer *transfer) {
  if (!transfer) return;
  curl_easy_cleanup(transfer->easy);
  curl_slist_free_all(transfer->headers);
  curl_slist_free_all(transfer->names);
  free(transfer);
}

bool ccurl_transfer_limit(ccurl_transfer *transfer, ccurl_limits limits) {
  SET(transfer->easy, CURLOPT_CONNECTTIMEOUT_MS, limits.connect_ms);
  SET(transfer->easy, CURLOPT_TIMEOUT_MS, limits.total_ms);
  return true;
}

bool ccurl_transfer_speed(ccurl_transfer *transfer, long bytes, long seconds) {
  SET(transfer->easy, CURLOPT_LOW_SPEED_LIMIT, bytes);
  SET(transfer->easy, CURLOPT_LOW_SPEED_TIME, seconds);
  return true;
}

bool ccurl_transfer_header(ccurl_transfer *transfer, const char *line) {
  struct curl_slist *longer = curl_slist_append(transfer->headers, line);
  if (!longer) return false;
  transfer->headers = longer;
  SET(transfer->easy, CURLOPT_HTTPHEADER, longer);
  return true;
}

bool ccurl_transfer_resolve(ccurl_transfer *transfer, const char *entry) {
  struct curl_slist *longer = curl_slist_append(transfer->names, entry);
  if (!longer) return false;
  transfer->names = longer;
  SET(transfer->easy, CURLOPT_RESOLVE, longer);
  return true;
}

bool ccurl_transfer_body(ccurl_transfer *transfer, const uint8_t *bytes, size_t count) {
  SET(transfer->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
  SET(transfer->easy, CURLOPT_COPYPOSTFIELDS, count ? (const char *)bytes : "");
  return true;
}

bool ccurl_transfer_fresh(ccurl_transfer *transfer) {
  SET(transfer->easy, CURLOPT_FRESH_CONNECT, 1L);
  return true;
}

const char *ccurl_transfer_reason(const ccurl_transfer *transfer, int code) {
  return transfer->error[0] ? transfer->error : curl_easy_strerror((CURLcode)code);
}

int64_t ccurl_transfer_microseconds(const ccurl_transfer *transfer) {
  curl_off_t total = 0;
  curl_easy_getinfo(transfer->easy, CURLINFO_TOTAL_TIME_T, &total);
  return (int64_t)total;
}
