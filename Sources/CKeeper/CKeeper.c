// The keeper. Every client of a private cluster holds a shared flock on use.lock for life; the kernel drops it however
// the client dies. The keeper has a small child, the waiter, that blocks until nobody holds it, so nothing polls and no
// list of process ids can grow stale. After a fork only system calls are made, by number where glibc would take a lock;
// and it is _Fork, since fork runs the handlers that libraries leave behind: OpenBLAS's ends its threads in the parent,
// and a product that another thread has begun never comes to its end.

#define _GNU_SOURCE
#include "CKeeper.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { HIGHEST_DESCRIPTOR_WITHOUT_CLOSE_RANGE = 65536, FAST_STOP_SECONDS = 60 };

// Raw calls: glibc's setuid family signals all threads of the parent's bookkeeping, which a forked child has lost.
static int become(struct keeper_user user) {
  if (!user.change) return 0;
  if (syscall(SYS_setgroups, 0, NULL) != 0) return -1;
  if (syscall(SYS_setresgid, user.gid, user.gid, user.gid) != 0) return -1;
  return (int)syscall(SYS_setresuid, user.uid, user.uid, user.uid);
}

static void close_from(int first) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
#endif
  for (int fd = first; fd < HIGHEST_DESCRIPTOR_WITHOUT_CLOSE_RANGE; fd++) close(fd);
}

static void default_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static int lock(int fd, int operation) {
  int result;
  do result = flock(fd, operation);
  while (result != 0 && errno == EINTR);
  return result;
}

// Blocks until no client is left, says so by exiting, and holds nothing afterwards.
static pid_t start_waiter(const char *use_lock) {
  pid_t keeper = getpid();
  pid_t pid = _Fork();
  if (pid != 0) return pid;
  default_signals();
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != keeper) _exit(1);
  close_from(3);
  int fd = open(use_lock, O_RDWR | O_CLOEXEC);
  if (fd < 0) _exit(1);
  _exit(lock(fd, LOCK_EX) == 0 ? 0 : 1);
}

static pid_t start_server(const struct keeper_plan *plan) {
  pid_t keeper = getpid();
  pid_t pid = _Fork();
  if (pid != 0) return pid;
  default_signals();
  umask(077);
  if (become(plan->user) != 0) _exit(126);
  // After the change of user, which clears it: a killed keeper means a fast stop, not an orphan.
  prctl(PR_SET_PDEATHSIG, SIGINT);
  if (getppid() != keeper) _exit(126);
  if (chdir(plan->directory) != 0) _exit(126);
  close_from(3);
  execve(plan->arguments[0], plan->arguments, plan->environment);
  static const char message[] = "FATAL:  cannot execute the server's binary\n";
  if (write(2, message, sizeof message - 1) < 0) _exit(126);
  _exit(127);
}

// Fast stop; if the server does not obey in time, the immediate one, after which recovery replays the log.
static void stop_server(pid_t server, const sigset_t *waited) {
  const int steps[] = {SIGINT, SIGQUIT, SIGKILL};
  for (size_t step = 0; step < sizeof steps / sizeof *steps; step++) {
    kill(server, steps[step]);
    for (int second = 0; second < FAST_STOP_SECONDS; second++) {
      if (waitpid(server, NULL, WNOHANG) != 0) return;
      struct timespec one = {1, 0};
      sigtimedwait(waited, NULL, &one);
    }
  }
}

// Start lock first, then use lock, as every client does: nobody can be between the two when both are held.
static bool stop_if_unused(const struct keeper_plan *plan, pid_t server, const sigset_t *waited) {
  int start = open(plan->start_lock, O_RDWR | O_CLOEXEC);
  int use = open(plan->use_lock, O_RDWR | O_CLOEXEC);
  bool unused = start < 0 || use < 0 ||
                (lock(start, LOCK_EX) == 0 && lock(use, LOCK_EX | LOCK_NB) == 0);
  if (unused) stop_server(server, waited);
  if (use >= 0) close(use);
  if (start >= 0) close(start);
  return unused;
}

static void reap(pid_t *server, pid_t *waiter) {
  pid_t pid;
  while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
    if (pid == *server) *server = 0;
    if (pid == *waiter) *waiter = 0;
  }
}

static void keep(const struct keeper_plan *plan, const sigset_t *waited) {
  pid_t server = start_server(plan);
  if (server < 0) return;
  pid_t waiter = start_waiter(plan->use_lock);
  while (server > 0) {
    // A waiter that could not be started is tried again at leisure.
    struct timespec linger = {waiter < 0 && plan->linger_seconds < 1 ? 1 : plan->linger_seconds, 0};
    int got = waiter > 0 ? sigwaitinfo(waited, NULL) : sigtimedwait(waited, NULL, &linger);
    bool lingered = got < 0 && errno == EAGAIN;
    if (got == SIGTERM) {
      stop_server(server, waited);
      break;
    }
    reap(&server, &waiter);
    if (got > 0 || waiter > 0 || server == 0) continue;
    if (lingered && stop_if_unused(plan, server, waited)) break;
    waiter = start_waiter(plan->use_lock);
  }
  if (waiter > 0) kill(waiter, SIGKILL);
}

static void detach(const char *log) {
  setsid();
  default_signals();
  signal(SIGPIPE, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  signal(SIGINT, SIG_IGN);
  signal(SIGQUIT, SIG_IGN);
  int null = open("/dev/null", O_RDWR);
  int out = open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  dup2(null, 0);
  dup2(out >= 0 ? out : null, 1);
  dup2(out >= 0 ? out : null, 2);
}

// Everything else is closed, so that `gleaner | tail` ends and no lock of the caller outlives it here.
static int only_descriptor(int fd) {
  if (fd != 3) dup2(fd, 3);
  close_from(4);
  fcntl(3, F_SETFD, FD_CLOEXEC);
  return 3;
}

// The keeper outlives its caller, and `ps` shows the environment that a process began with: what the caller was given,
// passwords and keys too, ends with the caller. The pages are the child's own.
static void forget_environment(void) {
  for (char **entry = environ; entry && *entry; entry++) memset(*entry, 0, strlen(*entry));
}

static void run_keeper(const struct keeper_plan *plan, int alive) {
  sigset_t waited;
  forget_environment();
  // Above the three that are about to be replaced, should the caller have closed its own.
  alive = fcntl(alive, F_DUPFD, 4);
  detach(plan->log);
  alive = only_descriptor(alive);
  if (chdir("/") != 0) _exit(1);
  sigemptyset(&waited);
  sigaddset(&waited, SIGCHLD);
  sigaddset(&waited, SIGTERM);
  sigprocmask(SIG_BLOCK, &waited, NULL);
  prctl(PR_SET_NAME, "gleaner-keeper");
  pid_t self = getpid();
  if (write(alive, &self, sizeof self) != sizeof self) _exit(1);
  keep(plan, &waited);
  _exit(0);
}

pid_t keeper_start(const struct keeper_plan *plan, int *watch) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
  pid_t between = _Fork();
  if (between < 0) {
    int reason = errno;
    close(ends[0]);
    close(ends[1]);
    return -reason;
  }
  if (between == 0) {
    pid_t keeper = _Fork();
    if (keeper == 0) run_keeper(plan, ends[1]);
    _exit(keeper < 0 ? 1 : 0);
  }
  close(ends[1]);
  while (waitpid(between, NULL, 0) < 0 && errno == EINTR) continue;
  pid_t keeper = 0;
  ssize_t count;
  do count = read(ends[0], &keeper, sizeof keeper);
  while (count < 0 && errno == EINTR);
  if (count != sizeof keeper) {
    close(ends[0]);
    return -EAGAIN;
  }
  *watch = ends[0];
  return keeper;
}

pid_t keeper_spawn(char *const *arguments, char *const *environment, struct keeper_user user,
                   const char *directory, int input, int output) {
  pid_t pid = _Fork();
  if (pid < 0) return -errno;
  if (pid > 0) return pid;
  default_signals();
  dup2(input, 0);
  dup2(output, 1);
  dup2(output, 2);
  close_from(3);
  umask(077);
  if (become(user) != 0 || chdir(directory) != 0) _exit(126);
  execve(arguments[0], arguments, environment);
  _exit(127);
}

int keeper_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : -errno; }

bool keeper_answers(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) return false;
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return false;
  // A full queue is an answer too.
  bool answers = connect(fd, (struct sockaddr *)&address, sizeof address) == 0 || errno == EAGAIN;
  close(fd);
  return answers;
}

int keeper_can(const char *path, int mode, struct keeper_user user) {
  pid_t pid = _Fork();
  if (pid < 0) return -errno;
  if (pid == 0) _exit(become(user) == 0 && access(path, mode) == 0 ? 0 : 1);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return -errno;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
