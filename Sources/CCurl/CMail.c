// Mail. Certificates are verified, no proxy and no netrc is asked, and nothing but SMTP is spoken.
#define _GNU_SOURCE
#include "CMail.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "CCurl.h"

typedef struct {
  const uint8_t *bytes;
  size_t left;
  bool handed;
} source;

static size_t on_read(char *room, size_t size, size_t count, void *user) {
  source *from = user;
  size_t given = size * count < from->left ? size * count : from->left;
  memcpy(room, from->bytes, given);
  from->bytes += given;
  from->left -= given;
  if (from->left == 0) from->handed = true;
  return given;
}

// What the server says is not for us: its codes are.
static size_t on_write(char *bytes, size_t size, size_t count, void *user) {
  (void)bytes, (void)user;
  return size * count;
}

#define SET(option, value) \
  if (curl_easy_setopt(easy, (option), (value)) != CURLE_OK) return false

static bool configure(CURL *easy, const ccurl_mail *mail, source *from, char *reason) {
  SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  SET(CURLOPT_PROXY, "");
  SET(CURLOPT_NOPROXY, "*");
  SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  SET(CURLOPT_NOSIGNAL, 1L);
  SET(CURLOPT_URL, mail->url);
  SET(CURLOPT_USE_SSL, (long)(mail->secure ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  SET(CURLOPT_MAIL_FROM, mail->from);
  SET(CURLOPT_UPLOAD, 1L);
  SET(CURLOPT_READFUNCTION, on_read);
  SET(CURLOPT_READDATA, from);
  SET(CURLOPT_WRITEFUNCTION, on_write);
  SET(CURLOPT_INFILESIZE_LARGE, (curl_off_t)mail->count);
  SET(CURLOPT_CONNECTTIMEOUT_MS, mail->connect_ms);
  SET(CURLOPT_TIMEOUT_MS, mail->total_ms);
  SET(CURLOPT_ERRORBUFFER, reason);
  if (!mail->user) return true;
  SET(CURLOPT_USERNAME, mail->user);
  SET(CURLOPT_PASSWORD, mail->password);
  return true;
}

static bool perform(CURL *easy, const ccurl_mail *mail, ccurl_mail_end *end, char *words) {
  struct curl_slist *to = curl_slist_append(NULL, mail->to);
  source from = {mail->bytes, mail->count, false};
  bool ready = to && configure(easy, mail, &from, words) &&
               curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, to) == CURLE_OK;
  if (ready) {
    CURLcode code = curl_easy_perform(easy);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &end->status);
    end->kind = ccurl_kind((int)code);
    end->handed = from.handed;
    if (!words[0]) snprintf(words, CURL_ERROR_SIZE, "%s", curl_easy_strerror(code));
  }
  curl_slist_free_all(to);
  return ready;
}

bool ccurl_mail_send(const ccurl_mail *mail, ccurl_mail_end *end, char *reason, size_t room) {
  char words[CURL_ERROR_SIZE] = {0};
  *end = (ccurl_mail_end){CCURL_OTHER, 0, false};
  CURL *easy = ccurl_start() ? curl_easy_init() : NULL;
  if (!easy) return false;
  bool ready = perform(easy, mail, end, words);
  curl_easy_cleanup(easy);
  snprintf(reason, room, "%s", words);
  return ready;
}
