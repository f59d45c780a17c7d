#pragma once
// What the files of this target share: the handles behind the opaque names.
#include <curl/curl.h>

#include "CCurl.h"

struct ccurl_multi {
  CURLM *handle;
};

struct ccurl_transfer {
  CURL *easy;
  struct curl_slist *headers;
  struct curl_slist *names;
  ccurl_callbacks callbacks;
  char error[CURL_ERROR_SIZE];
};
