// The loop that runs transfers, on the thread of whoever calls it.
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "Handles.h"

void ccurl_thread_quiet(void) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, NULL);
}

ccurl_multi *ccurl_multi_new(void) {
  ccurl_multi *multi = calloc(1, sizeof *multi);
  if (!multi) return NULL;
  multi->handle = curl_multi_init();
  if (multi->handle) return multi;
  ccurl_multi_free(multi);
  return NULL;
}

void ccurl_multi_limit(ccurl_multi *multi, long connections) {
  curl_multi_setopt(multi->handle, CURLMOPT_MAXCONNECTS, connections);
  curl_multi_setopt(multi->handle, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections);
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
