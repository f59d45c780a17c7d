// The one place that speaks to libcurl (7.88 or newer). Every transfer is made safe here, before
// anyone can configure it: see ccurl_transfer_new.
#define _GNU_SOURCE
#include "CCurl.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

struct ccurl_multi {
  CURLM *handle;
};

struct ccurl_transfer {
  CURL *easy;
  struct curl_slist *headers;
  ccurl_callbacks callbacks;
  char error[CURL_ERROR_SIZE];
};

struct ccurl_url {
  CURLU *handle;
};

bool ccurl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

const char *ccurl_version(void) { return curl_version(); }

// URLs

static CURLUcode parse(CURLU *handle, const char *text, const char *base) {
  unsigned int flags = CURLU_DISALLOW_USER | CURLU_URLENCODE;
  if (base) {
    CURLUcode code = curl_url_set(handle, CURLUPART_URL, base, flags);
    if (code) return code;
  }
  return curl_url_set(handle, CURLUPART_URL, text, flags);
}

// libcurl leaves the case of a host name; one name must have one spelling to be compared and counted.
static CURLUcode lower_host(CURLU *handle) {
  char *host = NULL;
  CURLUcode code = curl_url_get(handle, CURLUPART_HOST, &host, 0);
  if (code == CURLUE_NO_HOST) return CURLUE_OK;
  if (code) return code;
  for (char *at = host; *at; at++) {
    if (*at >= 'A' && *at <= 'Z') *at += 'a' - 'A';
  }
  code = curl_url_set(handle, CURLUPART_HOST, host, 0);
  curl_free(host);
  return code;
}

ccurl_url *ccurl_url_new(const char *text, const char *base, const char **reason) {
  ccurl_url *url = calloc(1, sizeof *url);
  if (!url) return NULL;
  url->handle = curl_url();
  CURLUcode code = url->handle ? parse(url->handle, text, base) : CURLUE_OUT_OF_MEMORY;
  if (!code) code = lower_host(url->handle);
  if (!code) return url;
  *reason = curl_url_strerror(code);
  ccurl_url_free(url);
  return NULL;
}

static CURLUPart part_of(int part) {
  switch (part) {
    case CCURL_URL_SCHEME: return CURLUPART_SCHEME;
    case CCURL_URL_HOST: return CURLUPART_HOST;
    case CCURL_URL_PORT: return CURLUPART_PORT;
    case CCURL_URL_PATH: return CURLUPART_PATH;
    case CCURL_URL_QUERY: return CURLUPART_QUERY;
    case CCURL_URL_FRAGMENT: return CURLUPART_FRAGMENT;
    default: return CURLUPART_URL;
  }
}

// libidn2 reads names in the thread's locale, which is "C" unless the program says otherwise, and
// then refuses every name that is not ASCII; so the locale is UTF-8 for the length of the call.
char *ccurl_url_part(const ccurl_url *url, int part) {
  char *text = NULL;
  locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
  unsigned int flags = CURLU_PUNYCODE;
  if (part == CCURL_URL_PORT) flags |= CURLU_DEFAULT_PORT;
  if (part == CCURL_URL_TEXT) flags |= CURLU_NO_DEFAULT_PORT;
  if (curl_url_get(url->handle, part_of(part), &text, flags)) text = NULL;
  if (utf8) {
    uselocale(before);
    freelocale(utf8);
  }
  return text;
}

void ccurl_url_free(ccurl_url *url) {
  if (!url) return;
  curl_url_cleanup(url->handle);
  free(url);
}

void ccurl_free(char *text) { curl_free(text); }

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

// The multi handle

void ccurl_thread_quiet(void) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, NULL);
}

ccurl_multi *ccurl_multi_new(long connections) {
  ccurl_multi *multi = calloc(1, sizeof *multi);
  if (!multi) return NULL;
  multi->handle = curl_multi_init();
  bool ready = multi->handle &&
               curl_multi_setopt(multi->handle, CURLMOPT_MAXCONNECTS, connections) == CURLM_OK &&
               curl_multi_setopt(multi->handle, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections) ==
                   CURLM_OK;
  if (ready) return multi;
  ccurl_multi_free(multi);
  return NULL;
}

void ccurl_multi_free(ccurl_multi *multi) {
  if (!multi) return;
  curl_multi_cleanup(multi->handle);
  free(multi);
}

bool ccurl_multi_add(ccurl_multi *multi, ccurl_transfer *transfer) {
  return curl_multi_add_handle(multi->handle, transfer->easy) == CURLM_OK;
}

void ccurl_multi_remove(ccurl_multi *multi, ccurl_transfer *transfer) {
  curl_multi_remove_handle(multi->handle, transfer->easy);
}

bool ccurl_multi_perform(ccurl_multi *multi) {
  int running = 0;
  return curl_multi_perform(multi->handle, &running) == CURLM_OK;
}

bool ccurl_multi_poll(ccurl_multi *multi, int milliseconds) {
  return curl_multi_poll(multi->handle, NULL, 0, milliseconds, NULL) == CURLM_OK;
}

void ccurl_multi_wake(ccurl_multi *multi) { curl_multi_wakeup(multi->handle); }

void *ccurl_multi_ended(ccurl_multi *multi, int *code) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi->handle, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    char *user = NULL;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &user);
    *code = (int)message->data.result;
    return user;
  }
  return NULL;
}

int ccurl_kind(int code) {
  switch ((CURLcode)code) {
    case CURLE_OK: return CCURL_OK;
    case CURLE_COULDNT_RESOLVE_HOST: return CCURL_DNS;
    case CURLE_COULDNT_CONNECT: return CCURL_CONNECT;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR: return CCURL_TLS;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_TIMEOUT;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2_STREAM:
    case CURLE_HTTP2: return CCURL_CUT;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY: return CCURL_PROTOCOL;
    case CURLE_WRITE_ERROR:
    case CURLE_ABORTED_BY_CALLBACK: return CCURL_ABORTED;
    // What a header line over libcurl's own limit gives: the first before 8.6, the second since.
    case CURLE_OUT_OF_MEMORY:
    case (CURLcode)100: return CCURL_HEADERS;
    default: return CCURL_OTHER;
  }
}
