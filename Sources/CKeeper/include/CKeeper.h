// Starting other programs from a process with threads: the keeper that is the parent of PostgreSQL, and short-lived
// children under another user. C, because between fork and execve only async-signal-safe calls are allowed, which
// Swift cannot promise; and posix_spawn cannot change the user.
#pragma once

#include <stdbool.h>
#include <sys/types.h>

/// Who a child runs as. Ignored unless `change` is set, which needs root.
struct keeper_user {
  bool change;
  uid_t uid;
  gid_t gid;
};

/// A server and the two locks that decide how long it lives.
struct keeper_plan {
  const char *start_lock;
  const char *use_lock;
  const char *log;
  const char *directory;
  char *const *arguments;
  char *const *environment;
  struct keeper_user user;
  int linger_seconds;
};

/// Starts the keeper and, below it, the server. Returns the keeper's pid or a negative errno. `*watch` becomes a
/// descriptor that reaches its end when the keeper is gone; the caller closes it.
pid_t keeper_start(const struct keeper_plan *plan, int *watch);

/// Starts a program with the two descriptors as its stdin and its stdout and stderr. Returns its pid, for waitpid, or a
/// negative errno.
pid_t keeper_spawn(char *const *arguments, char *const *environment, struct keeper_user user,
                   const char *directory, int input, int output);

/// A pipe, reading end first, that no program started elsewhere can hold open. Returns 0 or a negative errno.
int keeper_pipe(int ends[2]);

/// Whether something listens on a socket of the file system: a postmaster.pid that says `ready` may be a moment too old.
bool keeper_answers(const char *socket);

/// Whether `user` can do `mode` (R_OK, X_OK) with `path`, tried by a child that is that user: 1, 0 or a negative errno.
int keeper_can(const char *path, int mode, struct keeper_user user);
