// Addresses, read by libcurl's own parser with the doubtful forms switched off.
#define _GNU_SOURCE
#include <curl/curl.h>
#include <locale.h>
#include <stdlib.h>

#include "CCurl.h"

struct ccurl_url {
  CURLU *handle;
};

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
