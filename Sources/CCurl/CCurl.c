// libcurl (7.88 or newer) as a whole: its start, and what its codes mean to us.
#include "CCurl.h"

#include <curl/curl.h>

bool ccurl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

const char *ccurl_version(void) { return curl_version(); }

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
