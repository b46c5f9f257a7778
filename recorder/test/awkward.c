/* SPDX-License-Identifier: Apache-2.0
 *
 * Programs that make life hard for a recorder. `awkward HOW`: each allocates 100,000 blocks and frees half of them
 * after it has done what HOW says, and ends with status 7 unless HOW is about its end.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BLOCKS = 100000 };

static void use_heap(void)
{
  static char *blocks[BLOCKS];
  for (int i = 0; i < BLOCKS; i++) {
    blocks[i] = malloc((size_t)(i % 300));
    if (i % 2) free(blocks[i / 2]), blocks[i / 2] = NULL;
  }
}

static void close_all(void) /* as daemons do, and take the numbers for something else */
{
  for (int fd = 3; fd < 2000; fd++) close(fd);
  for (int i = 0; i < 1000; i++) open("/dev/null", O_RDWR);
}

static void fork_and_wait(void)
{
  if (fork() == 0) {
    use_heap();
    _exit(3);
  }
  wait(NULL);
}

static void clone_and_wait(void) /* a fork that the C library knows nothing of */
{
  if (syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) == 0) {
    use_heap();
    syscall(SYS_exit_group, 3);
  }
  wait(NULL);
}

static void vfork_and_wait(void)
{
  if (vfork() == 0) {
    execl("/bin/true", "true", (char *)NULL);
    _exit(3);
  }
  wait(NULL);
}

static void every_function(void)
{
  void *p = NULL;
  free(memalign(64, 100));
  free(aligned_alloc(32, 96));
  if (posix_memalign(&p, 128, 50) == 0) free(p);
  free(valloc(10));
  free(calloc(10, 10));
  free(reallocarray(NULL, 10, 10));
  volatile size_t huge = (size_t)-1 / 2;
  p = malloc(10);
  if (realloc(p, huge) || errno != ENOMEM) abort(); /* the block is still there */
  if (calloc(huge, 4) || reallocarray(p, huge, 4)) abort();
  p = realloc(p, 0);
  free(p);
  free(NULL);
  free(malloc(0));
  free(strdup("a string"));
}

static void keep_errno(void) /* the recording's file grows meanwhile */
{
  for (int i = 0; i < 2000000; i++) {
    errno = i % 100 + 1;
    void *p = i % 3 ? malloc((size_t)(i % 300)) : memalign(64, (size_t)(i % 300));
    if (errno != i % 100 + 1) abort();
    if (i % 5 == 0) p = realloc(p, 500);
    free(p);
    if (errno != i % 100 + 1) abort();
  }
}

int main(int count, char **arguments)
{
  const char *how = count > 1 ? arguments[1] : "";
  if (!strcmp(how, "close")) close_all();
  else if (!strcmp(how, "fork")) fork_and_wait();
  else if (!strcmp(how, "clone")) clone_and_wait();
  else if (!strcmp(how, "vfork")) vfork_and_wait();
  else if (!strcmp(how, "functions")) every_function();
  else if (!strcmp(how, "errno")) keep_errno();
  use_heap();
  if (!strcmp(how, "kill")) kill(getpid(), SIGKILL);
  else if (!strcmp(how, "crash")) raise(SIGSEGV);
  else if (!strcmp(how, "_exit")) _exit(7);
  else if (!strcmp(how, "exec")) execl(arguments[0], "awkward", "", (char *)NULL);
  return 7;
}
