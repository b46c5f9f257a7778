/* SPDX-License-Identifier: Apache-2.0
 *
 * `corners HOW`: a program for each thing that a recorder has once got wrong. -DOWN_MALLOC: it brings an allocator;
 * -DLIBRARY: what `corners deepbind` opens; -DPREINIT: it allocates before there is an environment.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void pairs(int count)
{
  for (int i = 0; i < count; i++) free(malloc((size_t)(i % 100)));
}

#ifdef LIBRARY

void *make(size_t size) { return malloc(size); }
void drop(void *block) { free(block); }
void work(void) { pairs(10); }

#else

#ifdef OWN_MALLOC
static char pool[1 << 20];
static size_t used;
void *malloc(size_t size)
{
  used += (size + 31) & ~(size_t)15;
  return pool + used - ((size + 31) & ~(size_t)15);
}
void free(void *block) { (void)block; }
void *calloc(size_t count, size_t size) { return malloc(count * size); }
void *realloc(void *block, size_t size) { return block ? NULL : malloc(size); }
#endif

#ifdef PREINIT
static void *early;
static void before_all(void) { early = realloc(malloc(1234), 2345); }
__attribute__((section(".preinit_array"), used)) static void (*const before)(void) = before_all;
#endif

/* The one that is recorded ends at once; the daemon goes on for a second. */
static void become_daemon(void)
{
  pairs(1000);
  if (fork()) _exit(0);
  setsid();
  if (fork()) _exit(0);
  for (int fd = 0; fd < 1024; fd++) close(fd);
  for (int i = 0; i < 20; i++) {
    pairs(5000);
    usleep(50000);
  }
  _exit(0);
}

/* Each child does next to nothing, and knows all that its parent did. */
static void prefork(int children)
{
  void *kept = malloc(77);
  pairs(100000);
  for (int i = 0; i < children; i++) {
    if (!fork()) {
      kept = realloc(kept, 99);
      free(kept);
      _exit(0);
    }
    pairs(100);
    wait(NULL);
  }
  free(kept);
}

static void chain(int depth)
{
  for (; depth && !fork(); depth--) pairs(10);
  while (wait(NULL) > 0) {}
}

/* Of what is out of range, and what the C library makes of it. */
static void sizes(void)
{
  volatile size_t all = SIZE_MAX;
  void *p;
  int failed;
#define SAY(call)                                   \
  errno = 0;                                        \
  p = call;                                         \
  printf("%s: %d, %d\n", #call, p != NULL, errno); \
  free(p)
  SAY(pvalloc(all - 10));
  SAY(pvalloc(10));
  SAY(valloc(all - 10));
  SAY(aligned_alloc(0, 10));
  SAY(aligned_alloc(48, 10));
  SAY(memalign(all / 2 + 1, 10));
  SAY(memalign((size_t)1 << 62, 10));
  SAY(reallocarray(NULL, all / 2, 3));
  SAY(malloc(all / 2));
  p = NULL;
  errno = 7;
  failed = posix_memalign(&p, 3, 10);
  printf("posix_memalign 3: %d, %d\n", failed, errno);
  failed = posix_memalign(&p, 64, all - 5000);
  printf("posix_memalign: %d, %d\n", failed, errno);
}

/* A filter that kills for any call but those of a computation. */
static void sandbox(int by_number)
{
  struct sock_filter filter[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_brk, 4, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 3, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_munmap, 2, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  pairs(1000);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) _exit(3);
  if (by_number ? syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) : prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
    _exit(4);
  pairs(2000000); /* more than is mapped at a time */
  _exit(0);
}

static volatile sig_atomic_t got;
static volatile sig_atomic_t times;

static void on_signal(int number)
{
  got = number;
  times++;
}

/* Ends with 40 + the signal, or with 99 if it came twice, or not within 20 seconds. */
static int await_signal(void)
{
  signal(SIGTERM, on_signal);
  signal(SIGINT, on_signal);
  signal(SIGHUP, on_signal);
  printf("ready\n");
  fflush(stdout);
  for (int i = 0; i < 20000 && !got; i++) {
    pairs(10);
    usleep(1000);
  }
  usleep(200000);
  return times == 1 ? 40 + got : 99;
}

static int deepbind(const char *library, int closing)
{
  void *opened = dlopen(library, (closing ? RTLD_LAZY : RTLD_NOW) | RTLD_DEEPBIND);
  if (!opened) return 3;
  void *(*make)(size_t) = (void *(*)(size_t))dlsym(opened, "make");
  void (*drop)(void *) = (void (*)(void *))dlsym(opened, "drop");
  for (int i = 0; i < 100; i++) drop(make(100000)); /* both inside */
  for (int i = 0; i < 100; i++) free(make(1000));   /* made inside */
  for (int i = 0; i < 100; i++) drop(malloc(1000)); /* freed inside */
  if (closing) dlclose(opened);
  return 0;
}

/* Neither file descriptors nor an environment are left to the children. */
static void few_descriptors(void)
{
  struct rlimit limit = {64, 4096};
  setrlimit(RLIMIT_NOFILE, &limit);
  while (open("/dev/null", O_RDONLY) >= 0) {}
  if (!fork()) {
    pairs(50);
    _exit(0);
  }
  wait(NULL);
}

/* Its files may not be long, or no descriptor can be had any more: what is allocated then is in no recording. */
static void limited(int what)
{
  struct rlimit limit;
  for (int fd = 3; fd < 1024 && what == RLIMIT_NOFILE; fd++) close(fd);
  getrlimit(what, &limit);
  limit.rlim_cur = what == RLIMIT_NOFILE ? 3 : 300000;
  setrlimit(what, &limit);
  pairs(300000);
}

/* A daemon of another namespace of process ids, where it has a low number. */
static int in_namespace(void)
{
  pairs(1000);
  if (unshare(CLONE_NEWPID) && unshare(CLONE_NEWUSER | CLONE_NEWPID)) return 77;
  if (!fork()) {
    for (int i = 0; i < 20; i++) {
      pairs(5000);
      usleep(50000);
    }
    _exit(0);
  }
  return 0;
}

static void become(char *const *words) { execve(words[0], words, (char *const[]){NULL}); }

/* From now on no file may have a byte: there is no recording of what it turns into. */
static void become_fileless(char *const *words)
{
  struct rlimit limit;
  getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = 0;
  setrlimit(RLIMIT_FSIZE, &limit);
  become(words);
}

/* Starts a program with an environment of its own, by vfork() and without a shell. Returns its status. */
static int start(char *const *words)
{
  int status;
  pid_t child = vfork();
  if (!child) {
    execve(words[0], words, (char *const[]){NULL});
    _exit(127);
  }
  waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

/* The C library starts shells by itself. */
static int shells(const char *self)
{
  char command[4096];
  snprintf(command, sizeof command, "exec '%s' pairs", self);
  clearenv();
  FILE *lines = popen(command, "r");
  return system(command) || !lines || pclose(lines);
}

static void spawn(const char *self)
{
  char *const arguments[] = {(char *)self, "pairs", NULL};
  char *const nothing[] = {NULL};
  pid_t pid;
  posix_spawn(&pid, self, NULL, NULL, arguments, nothing);
  waitpid(pid, NULL, 0);
  if (!vfork()) {
    execve(self, arguments, nothing);
    _exit(1);
  }
  wait(NULL);
}

int main(int count, char **words)
{
  const char *how = count > 1 ? words[1] : "";
  const char *what = count > 2 ? words[2] : "0";
  if (!strcmp(how, "pairs")) pairs(100);
  else if (!strcmp(how, "daemon")) become_daemon();
  else if (!strcmp(how, "prefork")) prefork(atoi(what));
  else if (!strcmp(how, "chain")) chain(atoi(what));
  else if (!strcmp(how, "sizes")) sizes();
  else if (!strcmp(how, "sandbox")) sandbox(atoi(what));
  else if (!strcmp(how, "signal")) return await_signal();
  else if (!strcmp(how, "deepbind")) return deepbind(what, 0);
  else if (!strcmp(how, "deepbind-lazy")) return deepbind(what, 1);
  else if (!strcmp(how, "descriptors")) few_descriptors();
  else if (!strcmp(how, "long-file")) limited(RLIMIT_FSIZE);
  else if (!strcmp(how, "no-descriptor")) limited(RLIMIT_NOFILE);
  else if (!strcmp(how, "namespace")) return in_namespace();
  else if (!strcmp(how, "spawn")) spawn(words[0]);
  else if (!strcmp(how, "start")) return start(words + 2);
  else if (!strcmp(how, "shells")) return shells(words[0]);
  else if (!strcmp(how, "become")) become(words + 2);
  else if (!strcmp(how, "become-fileless")) become_fileless(words + 2);
  else if (!strcmp(how, "echo")) return write(1, what, strlen(what)) < 0;
  return 0;
}

#endif
