// What Swift sees of libmicrohttpd: a daemon, exchanges and plain functions. The library's own entry points are variadic,
// which Swift cannot call, and one exchange is a state machine that is better kept beside them.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct chttpd_daemon chttpd_daemon;
/// One request and its answer; lives until `over` was called.
typedef struct chttpd_exchange chttpd_exchange;

typedef struct {
  void *user;
  /// A connection was accepted, and later it is closed. The descriptor is valid in between.
  void (*opened)(void *user, int descriptor);
  void (*closed)(void *user, int descriptor);
  /// A head has come. What it gives is `state` below; null closes the connection. It may answer at once,
  /// which ends the connection.
  void *(*begin)(void *user, chttpd_exchange *exchange, const char *method, const char *target);
  /// Some of the body; false closes the connection.
  bool (*body)(void *state, const uint8_t *bytes, size_t count);
  /// All of it is there: `chttpd_answer` is waited for, from whatever thread.
  void (*whole)(void *state);
  /// The exchange has ended, however: nothing may be done with it any more.
  void (*over)(void *state);
} chttpd_callbacks;

typedef struct {
  unsigned connections;
  unsigned idle_seconds;
  size_t head_bytes;
} chttpd_limits;

/// Listens on an address of 4 or 16 bytes in network order; port 0 is any that is free. Null: `errno` says why.
chttpd_daemon *chttpd_start(const uint8_t *address, size_t count, uint16_t port, chttpd_limits limits,
                            chttpd_callbacks callbacks);
uint16_t chttpd_port(const chttpd_daemon *daemon);
/// No new connections; those that there are go on.
void chttpd_quiesce(chttpd_daemon *daemon);
/// Ends every connection and frees the daemon. Every whole request has to be answered before.
void chttpd_stop(chttpd_daemon *daemon);

/// Calls `each` for every field of the head.
void chttpd_headers(chttpd_exchange *exchange, void *user,
                    void (*each)(void *user, const char *name, size_t name_count, const char *value,
                                 size_t value_count));
/// The other end's address, 4 or 16 bytes in network order, into `address`; gives the count.
size_t chttpd_peer(const chttpd_exchange *exchange, uint8_t *address);
int chttpd_descriptor(const chttpd_exchange *exchange);
/// Answers, once. `fields` are names and values by turns, each with a zero after it, free of line ends; `count` is all their
/// bytes. Everything is copied. False: no memory, and the connection is closed.
bool chttpd_answer(chttpd_exchange *exchange, unsigned status, const char *fields, size_t count,
                   const uint8_t *body, size_t body_count);
