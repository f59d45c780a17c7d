// A server over libmicrohttpd: one thread waits on all sockets, and an exchange sleeps while its answer is made elsewhere.
#define _GNU_SOURCE
#include "CHTTPD.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct chttpd_daemon {
  struct MHD_Daemon *daemon;
  chttpd_callbacks callbacks;
};

enum stage { HEAD, BODY, WAITING };

struct chttpd_exchange {
  struct chttpd_daemon *daemon;
  struct MHD_Connection *connection;
  struct MHD_Response *response;
  unsigned status;
  enum stage stage;
  void *state;
  char *target;
};

/// The request's first line has come. What it asks for is kept as it was sent: the library would decode it.
static void *named(void *user, const char *target, struct MHD_Connection *connection) {
  chttpd_exchange *exchange = calloc(1, sizeof *exchange);
  if (!exchange) return NULL;
  exchange->daemon = user;
  exchange->connection = connection;
  exchange->target = strdup(target);
  return exchange;
}

static size_t unchanged(void *user, struct MHD_Connection *connection, char *text) {
  (void)user, (void)connection;
  return strlen(text);
}

static enum MHD_Result reply(chttpd_exchange *exchange) {
  struct MHD_Response *response = exchange->response;
  if (!response) return MHD_NO;
  exchange->response = NULL;
  enum MHD_Result result = MHD_queue_response(exchange->connection, exchange->status, response);
  MHD_destroy_response(response);
  return result;
}

static enum MHD_Result begin(chttpd_exchange *exchange, const char *method) {
  const chttpd_callbacks *callbacks = &exchange->daemon->callbacks;
  exchange->state = callbacks->begin(callbacks->user, exchange, method, exchange->target);
  if (!exchange->state) return MHD_NO;
  if (exchange->response) {
    // Nobody has read the body, so what follows the head is not known to be a request.
    MHD_add_response_header(exchange->response, "Connection", "close");
    return reply(exchange);
  }
  exchange->stage = BODY;
  return MHD_YES;
}

static enum MHD_Result handle(void *user, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *bytes,
                              size_t *count, void **context) {
  (void)user, (void)url, (void)version;
  chttpd_exchange *exchange = *context;
  if (!exchange || !exchange->target) return MHD_NO;
  const chttpd_callbacks *callbacks = &exchange->daemon->callbacks;
  switch (exchange->stage) {
    case HEAD: return begin(exchange, method);
    case BODY: break;
    case WAITING: return reply(exchange);
  }
  if (*count > 0) {
    bool more = callbacks->body(exchange->state, (const uint8_t *)bytes, *count);
    *count = 0;
    return more ? MHD_YES : MHD_NO;
  }
  exchange->stage = WAITING;
  MHD_suspend_connection(connection);
  callbacks->whole(exchange->state);
  return MHD_YES;
}

static void completed(void *user, struct MHD_Connection *connection, void **context,
                      enum MHD_RequestTerminationCode why) {
  (void)user, (void)connection, (void)why;
  chttpd_exchange *exchange = *context;
  *context = NULL;
  if (!exchange) return;
  if (exchange->state) exchange->daemon->callbacks.over(exchange->state);
  if (exchange->response) MHD_destroy_response(exchange->response);
  free(exchange->target);
  free(exchange);
}

static int descriptor(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}

static void connected(void *user, struct MHD_Connection *connection, void **context,
                      enum MHD_ConnectionNotificationCode code) {
  (void)context;
  chttpd_daemon *daemon = user;
  if (code == MHD_CONNECTION_NOTIFY_STARTED)
    daemon->callbacks.opened(daemon->callbacks.user, descriptor(connection));
  else
    daemon->callbacks.closed(daemon->callbacks.user, descriptor(connection));
}

static void silent(void *user, const char *format, va_list arguments) {
  (void)user, (void)format, (void)arguments;
}

static void address_into(struct sockaddr_storage *storage, const uint8_t *address, size_t count,
                         uint16_t port) {
  memset(storage, 0, sizeof *storage);
  if (count == 4) {
    struct sockaddr_in *in = (struct sockaddr_in *)storage;
    in->sin_family = AF_INET;
    in->sin_port = htons(port);
    memcpy(&in->sin_addr, address, 4);
  } else {
    struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)storage;
    in6->sin6_family = AF_INET6;
    in6->sin6_port = htons(port);
    memcpy(&in6->sin6_addr, address, 16);
  }
}

chttpd_daemon *chttpd_start(const uint8_t *address, size_t count, uint16_t port, chttpd_limits limits,
                            chttpd_callbacks callbacks) {
  struct sockaddr_storage storage;
  address_into(&storage, address, count, port);
  chttpd_daemon *daemon = calloc(1, sizeof *daemon);
  if (!daemon) return NULL;
  daemon->callbacks = callbacks;
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
  if (count == 16) flags |= MHD_USE_IPv6;
  daemon->daemon = MHD_start_daemon(
      flags, port, NULL, NULL, handle, daemon, MHD_OPTION_EXTERNAL_LOGGER, silent, NULL,
      MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&storage, MHD_OPTION_CONNECTION_LIMIT, limits.connections, MHD_OPTION_CONNECTION_TIMEOUT,
      limits.idle_seconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, limits.head_bytes,
      MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK, unchanged, NULL,
      MHD_OPTION_URI_LOG_CALLBACK, named, daemon, MHD_OPTION_NOTIFY_COMPLETED, completed, daemon,
      MHD_OPTION_NOTIFY_CONNECTION, connected, daemon, MHD_OPTION_END);
  if (daemon->daemon) return daemon;
  free(daemon);
  return NULL;
}

uint16_t chttpd_port(const chttpd_daemon *daemon) {
  const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon->daemon, MHD_DAEMON_INFO_BIND_PORT);
  return info ? info->port : 0;
}

void chttpd_quiesce(chttpd_daemon *daemon) {
  int listener = MHD_quiesce_daemon(daemon->daemon);
  if (listener != -1) close(listener);
}

void chttpd_stop(chttpd_daemon *daemon) {
  MHD_stop_daemon(daemon->daemon);
  free(daemon);
}

typedef struct {
  void *user;
  void (*each)(void *user, const char *name, size_t name_count, const char *value, size_t value_count);
} field_reader;

static enum MHD_Result read_field(void *user, enum MHD_ValueKind kind, const char *name,
                                  size_t name_count, const char *value, size_t value_count) {
  (void)kind;
  const field_reader *reader = user;
  reader->each(reader->user, name, name_count, value ? value : "", value ? value_count : 0);
  return MHD_YES;
}

void chttpd_headers(chttpd_exchange *exchange, void *user,
                    void (*each)(void *user, const char *name, size_t name_count, const char *value,
                                 size_t value_count)) {
  field_reader reader = {user, each};
  MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, read_field, &reader);
}

size_t chttpd_peer(const chttpd_exchange *exchange, uint8_t *address) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (!info || !info->client_addr) return 0;
  if (info->client_addr->sa_family == AF_INET) {
    memcpy(address, &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr, 4);
    return 4;
  }
  if (info->client_addr->sa_family != AF_INET6) return 0;
  memcpy(address, &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr, 16);
  return 16;
}

int chttpd_descriptor(const chttpd_exchange *exchange) { return descriptor(exchange->connection); }

static bool add_fields(struct MHD_Response *response, const char *fields, size_t count) {
  const char *end = fields + count;
  while (fields < end) {
    const char *value = fields + strlen(fields) + 1;
    if (value >= end || MHD_add_response_header(response, fields, value) != MHD_YES) return false;
    fields = value + strlen(value) + 1;
  }
  return true;
}

bool chttpd_answer(chttpd_exchange *exchange, unsigned status, const char *fields, size_t count,
                   const uint8_t *body, size_t body_count) {
  struct MHD_Response *response =
      MHD_create_response_from_buffer(body_count, (void *)body, MHD_RESPMEM_MUST_COPY);
  if (response && !add_fields(response, fields, count)) {
    MHD_destroy_response(response);
    response = NULL;
  }
  exchange->status = status;
  exchange->response = response;
  bool made = response != NULL;
  if (exchange->stage == WAITING) MHD_resume_connection(exchange->connection);
  return made;
}
