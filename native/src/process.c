/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LOOK_MILLIS 50 /* where the kernel has no pidfd */
#define CANNOT_EXEC 127
#define STACK_BYTES ((rlim_t)8 << 20) /* what most systems allow */
#define STACK_GAP ((rlim_t)128 << 20)
#define LAYOUT_STEP (((rlim_t)37 << 20) + (68 << 10)) /* more than what libraries align their chunks to, and no multiple of it */

static int64_t now_millis(void)
{
  struct timespec time;
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/*
 * Linux begins to map below the room that the stack may take, 128 MiB at least: so the limit, which is the user's, decides
 * where a library lies. Where the hard limit allows no more, all layouts are one.
 */
static void set_layout(uint64_t layout)
{
  struct rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit)) return;
  rlim_t room = layout ? STACK_GAP + layout * LAYOUT_STEP : STACK_BYTES;
  limit.rlim_cur = room < limit.rlim_max ? room : limit.rlim_max;
  setrlimit(RLIMIT_STACK, &limit);
}

static _Noreturn void become(const struct process *p, int output)
{
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (p->fixed_addresses) {
    personality(ADDR_NO_RANDOMIZE);
    set_layout(p->layout);
  }
  if (!p->huge_pages) prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
  int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, 0);
  dup2(output, 1);
  dup2(output, 2);
  execvpe(p->program, p->words, p->environment);
  static const char text[] = "cannot be started";
  (void)!write(2, text, sizeof text - 1);
  _exit(CANNOT_EXEC);
}

/* Keeps the first that is said; what follows is read and dropped, so that nobody waits. False at the end. */
static int listen_to(struct process *p, int from, size_t *held)
{
  char text[4096];
  ssize_t count = read(from, text, sizeof text);
  size_t room = sizeof p->said - 1 - *held;
  if (count > 0) {
    size_t kept = (size_t)count < room ? (size_t)count : room;
    memcpy(p->said + *held, text, kept);
    *held += kept;
  }
  return count > 0;
}

static int parent_is_gone(const struct pollfd *input)
{
  char byte;
  return input->revents && read(0, &byte, 1) <= 0;
}

static int wait_millis(const struct process *p, int64_t deadline, int has_pidfd)
{
  int64_t left = p->timeout_seconds ? deadline - now_millis() : -1;
  if (p->timeout_seconds && left < 0) left = 0;
  if (!has_pidfd && (left < 0 || left > LOOK_MILLIS)) left = LOOK_MILLIS;
  return (int)left;
}

static void watch(struct process *p, pid_t child, int output)
{
  int64_t deadline = now_millis() + 1000 * (int64_t)p->timeout_seconds;
  size_t held = 0;
  int pidfd = (int)syscall(SYS_pidfd_open, child, 0);
  struct pollfd polled[] = {{pidfd, POLLIN, 0}, {output, POLLIN, 0}, {p->with_parent ? 0 : -1, POLLIN, 0}};
  while (waitpid(child, &p->status, WNOHANG) == 0) {
    poll(polled, 3, wait_millis(p, deadline, pidfd >= 0));
    if (polled[1].revents && !listen_to(p, output, &held)) polled[1].fd = -1;
    p->timed_out |= p->timeout_seconds && now_millis() >= deadline;
    if (p->timed_out || parent_is_gone(&polled[2])) kill(child, SIGKILL);
  }
  fcntl(output, F_SETFL, O_NONBLOCK);
  while (polled[1].fd >= 0 && listen_to(p, output, &held)) continue;
  if (pidfd >= 0) close(pidfd);
}

int process_run(struct process *p)
{
  int output[2];
  if (pipe2(output, O_CLOEXEC)) return 0;
  memset(p->said, 0, sizeof p->said);
  p->timed_out = 0;
  pid_t child = fork();
  if (child == 0) become(p, output[1]);
  close(output[1]);
  if (child > 0) watch(p, child, output[0]);
  close(output[0]);
  return child > 0;
}
