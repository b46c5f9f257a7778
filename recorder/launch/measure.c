/* SPDX-License-Identifier: Apache-2.0
 *
 * What `rmalloc predict` runs programs by, so that the kernel's account of a run is that of the program and not of Java.
 *
 *   measure run RESULT on|off WORD…
 *       runs WORD… with or without huge pages, waits for it, and writes into RESULT, in a line: its exit status, or 128 and
 *       the signal that ended it; microseconds of processor time, of user and system, with those of the children that it
 *       waited for; the maximum of its resident bytes, and of each of theirs. A signal that would end this ends the program.
 *   measure idle
 *       prints nanoseconds of processor time that its start took, and the file of the C library; and, after it has asked
 *       malloc for blocks of many sizes and given them back, a line for each mapping of a file: how many bytes of the
 *       file's pages are in memory, and the file.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t program;

static void fail(int status, const char *what)
{
  fprintf(stderr, "rmalloc: %s: %s\n", what, strerror(errno));
  exit(status);
}

/* ---- run ---- */

/* What a terminal sends, the program gets by itself. */
static void hand_on(int number)
{
  if (program > 0 && number != SIGINT) kill(program, number);
}

static void await_signals(void)
{
  struct sigaction action = {.sa_handler = hand_on};
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGHUP, &action, NULL);
  sigaction(SIGINT, &action, NULL);
}

static void become(char **words)
{
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  execvp(words[0], words);
  fail(errno == ENOENT ? 127 : 126, words[0]);
}

static long long microseconds(struct timeval time) { return time.tv_sec * 1000000LL + time.tv_usec; }

static int run(const char *result, const char *huge_pages, char **words)
{
  struct rusage used;
  int status;
  FILE *file = fopen(result, "we");
  if (!file) fail(125, result);
  if (!strcmp(huge_pages, "off")) prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
  pid_t child = fork();
  if (child < 0) fail(125, words[0]);
  if (!child) become(words);
  program = child;
  await_signals();
  while (wait4(child, &status, 0, &used) < 0)
    if (errno != EINTR) fail(125, words[0]);
  fprintf(file, "%d %lld %lld\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          microseconds(used.ru_utime) + microseconds(used.ru_stime), used.ru_maxrss * 1024LL);
  return fclose(file) ? 125 : 0;
}

/* ---- idle ---- */

enum { BLOCKS = 17 };

/* So that the code of the usual requests is in memory. */
static void exercise(void)
{
  static void *volatile blocks[BLOCKS];
  for (int i = 0; i < BLOCKS; i++) blocks[i] = malloc((size_t)16 << i);
  for (int i = 0; i < BLOCKS; i++) blocks[i] = realloc(blocks[i], (size_t)24 << i);
  for (int i = 0; i < BLOCKS; i++) free(blocks[i]);
}

static int print_files(void)
{
  char line[PATH_MAX + 128], name[PATH_MAX] = "";
  long rss = 0, anonymous;
  FILE *maps = fopen("/proc/self/smaps", "re");
  if (!maps) fail(125, "/proc/self/smaps");
  while (fgets(line, sizeof line, maps)) {
    unsigned long from, to;
    if (sscanf(line, "%lx-%lx", &from, &to) == 2) {
      if (sscanf(line, "%*s %*s %*s %*s %*s %[^\n]", name) != 1) name[0] = 0;
    } else if (sscanf(line, "Rss: %ld", &rss) != 1 && sscanf(line, "Anonymous: %ld", &anonymous) == 1 && name[0] == '/') {
      printf("%ld %s\n", (rss - anonymous) * 1024, name);
    }
  }
  return fclose(maps) ? 125 : 0;
}

static int idle(void)
{
  struct timespec start;
  Dl_info libc;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
  exercise();
  if (!dladdr((void *)gnu_get_libc_version, &libc)) return 125;
  printf("%lld %s\n", start.tv_sec * 1000000000LL + start.tv_nsec, libc.dli_fname);
  return print_files();
}

int main(int count, char **words)
{
  if (count > 4 && !strcmp(words[1], "run")) return run(words[2], words[3], words + 4);
  if (count == 2 && !strcmp(words[1], "idle")) return idle();
  fprintf(stderr, "measure run|idle: for rmalloc predict\n");
  return 2;
}
