/* SPDX-License-Identifier: Apache-2.0
 *
 * What `rmalloc record` needs beside the recorders, done without a shell, which would drop variables whose names are
 * no identifiers, and without Java, which would alter arguments that are no text.
 *
 *   launch run FILE [NAME=VALUE | NAME+=VALUE | NAME=$$]… [-- WORD…]
 *       becomes the program that WORD… and the strings in FILE, each with a zero behind it, say. NAME+=VALUE puts
 *       VALUE and a colon before what the variable has; $$ is the process id; NAME= takes the variable away.
 *   launch witness
 *       writes a letter to standard output for each SIGHUP, SIGINT or SIGTERM that its process group gets, until
 *       standard input ends.
 *   launch keep FOLDER COMMAND…
 *       in the background: waits until no process records in FOLDER any more, then becomes COMMAND.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void fail(int status, const char *what)
{
  fprintf(stderr, "rmalloc: %s: %s\n", what, strerror(errno));
  exit(status);
}

/* ---- run ---- */

static void set(char *assignment)
{
  char *value = strchr(assignment, '=');
  if (!value) fail(125, assignment);
  *value++ = 0;
  size_t last = strlen(assignment) - 1;
  if (assignment[last] == '+') {
    assignment[last] = 0;
    const char *old = getenv(assignment);
    char *joined = NULL;
    if (asprintf(&joined, "%s%s%s", value, old && *old ? ":" : "", old ? old : "") < 0) fail(125, assignment);
    value = joined;
  } else if (!strcmp(value, "$$")) {
    char *pid = NULL;
    if (asprintf(&pid, "%d", (int)getpid()) < 0) fail(125, assignment);
    value = pid;
  }
  if (*value ? setenv(assignment, value, 1) : unsetenv(assignment)) fail(125, assignment);
}

static char *slurp(const char *name, size_t *length)
{
  struct stat st;
  FILE *file = fopen(name, "re");
  if (!file || fstat(fileno(file), &st)) fail(125, name);
  char *text = malloc((size_t)st.st_size + 1);
  if (!text || fread(text, 1, (size_t)st.st_size, file) != (size_t)st.st_size) fail(125, name);
  fclose(file);
  *length = (size_t)st.st_size;
  return text;
}

static int run(int count, char **words)
{
  size_t length;
  size_t used = 0;
  char *text = slurp(words[0], &length);
  char **program = malloc(((size_t)count + length + 1) * sizeof *program);
  int i = 1;
  if (!program) fail(125, words[0]);
  for (; i < count && strcmp(words[i], "--"); i++) set(words[i]);
  for (i++; i < count; i++) program[used++] = words[i];
  for (char *word = text; word < text + length; word += strlen(word) + 1) program[used++] = word;
  program[used] = NULL;
  execvp(program[0], program);
  fail(errno == ENOENT ? 127 : 126, program[0]);
  return 125;
}

/* ---- witness ---- */

static int witness(void)
{
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGHUP);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigprocmask(SIG_BLOCK, &signals, NULL);
  struct pollfd sources[] = {{signalfd(-1, &signals, SFD_CLOEXEC), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
  if (write(STDOUT_FILENO, "?", 1) != 1) return 1; /* now it sees them */
  while (poll(sources, 2, -1) >= 0 || errno == EINTR) {
    struct signalfd_siginfo got;
    if (sources[0].revents && read(sources[0].fd, &got, sizeof got) == sizeof got) {
      char letter = got.ssi_signo == SIGHUP ? 'H' : got.ssi_signo == SIGINT ? 'I' : 'T';
      if (write(STDOUT_FILENO, &letter, 1) != 1) return 0;
    } else if (sources[1].revents) {
      return 0;
    }
  }
  return 1;
}

/* ---- keep ---- */

/* Whether a process has the file mapped. Where that may not be seen, whether there is the process. */
static int is_in_use(const char *pid, const char *path)
{
  char name[64];
  char *line = NULL;
  size_t room = 0;
  int found = 0;
  snprintf(name, sizeof name, "/proc/%s/maps", pid);
  FILE *maps = fopen(name, "re");
  if (!maps) return errno == EACCES || errno == EPERM;
  while (!found && getline(&line, &room, maps) > 0) found = strstr(line, path) != NULL;
  free(line);
  fclose(maps);
  return found;
}

/* Whether a process that is about to record, or to turn into another program, has been at it for two seconds at most. */
static int is_on_its_way(const char *pid, const char *path)
{
  struct stat st;
  char process[64], next[PATH_MAX];
  const char *image = strchr(strrchr(path, '/'), '.') + 1;
  int number = strstr(image, ".exec") ? atoi(image) + 1 : strcmp(image, "start") ? atoi(image) : 0;
  snprintf(process, sizeof process, "/proc/%s", pid);
  snprintf(next, sizeof next, "%.*s%d.hrec", (int)(image - path), path, number);
  return access(process, F_OK) == 0 && lstat(path, &st) == 0 && time(NULL) - st.st_mtime <= 2 && access(next, F_OK) != 0;
}

/* Names are PID.N.hrec, PID.N.part while that is not mapped yet, PID.N.exec once the program turned into another,
 * PID.start of a process that was started. */
static int is_used(const char *folder)
{
  struct dirent *entry;
  int used = 0;
  DIR *all = opendir(folder);
  if (!all) return 0;
  while (!used && (entry = readdir(all)) != NULL) {
    char path[PATH_MAX], pid[32];
    char *end = strrchr(entry->d_name, '.');
    if (!end || snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= (int)sizeof path) continue;
    snprintf(pid, sizeof pid, "%.*s", (int)strcspn(entry->d_name, "."), entry->d_name);
    if (!strcmp(end, ".hrec")) used = is_in_use(pid, path);
    if (!strcmp(end, ".part") || !strcmp(end, ".exec") || !strcmp(end, ".start")) used = is_on_its_way(pid, path);
  }
  closedir(all);
  return used;
}

static int keep(char **words)
{
  int nothing = open("/dev/null", O_RDWR);
  if (fork() > 0) return 0;
  setsid();
  if (chdir("/")) return 1;
  for (int fd = 0; fd < 3; fd++) dup2(nothing, fd);
  for (int fd = 3; fd < 1024; fd++) close(fd);
  for (int quiet = 0; quiet < 3; usleep(200000)) quiet = is_used(words[0]) ? 0 : quiet + 1; /* a fork may be under way */
  execvp(words[1], words + 1);
  return 1;
}

int main(int count, char **words)
{
  const char *task = count > 1 ? words[1] : "";
  if (!strcmp(task, "run") && count > 2) return run(count - 2, words + 2);
  if (!strcmp(task, "witness")) return witness();
  if (!strcmp(task, "keep") && count > 3) return keep(words + 2);
  fprintf(stderr, "launch run|witness|keep: for rmalloc record\n");
  return 2;
}
