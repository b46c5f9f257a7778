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
 *       in a session of its own: waits until standard input ends, then, while FOLDER is there, until no process records
 *       in it any more, and becomes COMMAND.
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
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void fail(int status, const char *what)
{
  fprintf(stderr, "rmalloc: %s: %s\n", what, strerror(errno));
  exit(status);
}

/* ---- run ---- */

/* A list of libraries without those of another recording, which this one is part of. */
static char *without_recorders(const char *list)
{
  static const char recorder[] = "/librmalloc-record.so";
  char *kept = calloc(1, strlen(list) + 1);
  if (!kept) fail(125, "LD_PRELOAD");
  for (size_t length; *(list += strspn(list, ": "));  list += length) {
    length = strcspn(list, ": ");
    size_t end = length < sizeof recorder - 1 ? 0 : length - (sizeof recorder - 1);
    if (!strncmp(list + end, recorder, sizeof recorder - 1)) continue;
    if (*kept) strcat(kept, ":");
    strncat(kept, list, length);
  }
  return kept;
}

static void set(char *assignment)
{
  char *value = strchr(assignment, '=');
  if (!value) fail(125, assignment);
  *value++ = 0;
  size_t last = strlen(assignment) - 1;
  if (assignment[last] == '+') {
    assignment[last] = 0;
    const char *old = getenv(assignment) ? getenv(assignment) : "";
    char *joined = NULL;
    if (!strcmp(assignment, "LD_PRELOAD")) old = without_recorders(old);
    if (asprintf(&joined, "%s%s%s", value, *old ? ":" : "", old) < 0) fail(125, assignment);
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

/* Signals that are ignored. posix_spawn(), by which this was started, leaves two of glibc's own so. */
static void ignore(unsigned long mask)
{
  static const struct {
    void *handler;
    unsigned long flags;
    void *restorer;
    unsigned long mask;
  } usual;
  for (int number = 1; number <= 64; number++)
    if (mask >> (number - 1) & 1) signal(number, SIG_IGN);
  for (int number = 32; number <= 33; number++)
    if (!(mask >> (number - 1) & 1)) syscall(SYS_rt_sigaction, number, &usual, NULL, sizeof usual.mask);
}

/* An open file of whoever started this one: the same, or, where that is not allowed, the file opened anew. */
static int file_of(pid_t other, int fd)
{
  char path[64];
#ifdef SYS_pidfd_getfd
  int process = (int)syscall(SYS_pidfd_open, other, 0);
  int same = process < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, process, fd, 0);
  if (process >= 0) close(process);
  if (same >= 0) return same;
#endif
  int flags = O_RDONLY;
  off_t at = 0;
  snprintf(path, sizeof path, "/proc/%d/fdinfo/%d", (int)other, fd);
  FILE *info = fopen(path, "re");
  if (!info) return -1;
  if (fscanf(info, "pos: %ld flags: %o", &at, (unsigned *)&flags) != 2) flags = O_RDONLY;
  fclose(info);
  snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)other, fd);
  int anew = open(path, (flags & (O_ACCMODE | O_APPEND | O_NONBLOCK)) | O_NOCTTY);
  if (anew >= 0) lseek(anew, at, SEEK_SET);
  return anew;
}

/* Java closes what it has open beyond the standard streams in whatever it starts. */
static void take_files(const char *numbers)
{
  char *end;
  for (long fd; (fd = strtol(numbers, &end, 10)) > 2; numbers = end) {
    int found = file_of(getppid(), (int)fd);
    if (found < 0 || found == fd) continue;
    dup2(found, (int)fd);
    close(found);
  }
}

/* What the launcher, bash and Java have made otherwise than the caller had it: see ../../rmalloc. */
static void be_as_called(void)
{
  static const char *const own[] = {"RMALLOC_CALLER_IGNORED", "RMALLOC_CALLER_FILES", "RMALLOC_CALLER_UNSET", "RMALLOC_CALLER_CLOSED"};
  char *told[4];
  for (int i = 0; i < 4; i++) told[i] = getenv(own[i]) ? strdup(getenv(own[i])) : NULL;
  if (told[0]) ignore(strtoul(told[0], NULL, 16));
  if (told[1]) take_files(told[1]);
  for (char *name = told[2] ? strtok(told[2], " ") : NULL; name; name = strtok(NULL, " ")) unsetenv(name);
  for (int fd = 0; fd < 3; fd++)
    if (told[3] && strchr(told[3], '0' + fd)) close(fd);
  for (int i = 0; i < 4; i++) unsetenv(own[i]);
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
  be_as_called();
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

enum { NO, YES, NO_TELLING };

/* Whether a list of mappings has a file of which the path ends so. It may not be seen: another user's. */
static int lists(const char *maps, const char *end)
{
  char *line = NULL;
  size_t room = 0, length = strlen(end);
  int found = 0;
  FILE *file = fopen(maps, "re");
  if (!file) return errno == EACCES || errno == EPERM ? NO_TELLING : NO;
  for (ssize_t got; !found && (got = getline(&line, &room, file)) > 0;)
    found = (size_t)got > length && !memcmp(line + got - 1 - length, end, length); /* in front of the line feed */
  free(line);
  fclose(file);
  return found;
}

/* Whether a process has the file mapped. The first of its threads may have ended before the rest. */
static int maps(const char *pid, const char *end)
{
  struct dirent *task;
  char path[sizeof "/proc//task//maps" + 2 * NAME_MAX];
  int used = NO;
  snprintf(path, sizeof path, "/proc/%.32s/task", pid);
  DIR *all = opendir(path);
  if (!all) return NO;
  while (used == NO && (task = readdir(all)) != NULL) {
    snprintf(path, sizeof path, "/proc/%.32s/task/%s/maps", pid, task->d_name);
    if (task->d_name[0] != '.') used = lists(path, end);
  }
  closedir(all);
  return used;
}

/* Whether processes record that have other numbers here than those they know: see ../shim/control.h. */
static int has_strangers(const char *folder)
{
  char path[PATH_MAX];
  unsigned strangers = 0;
  snprintf(path, sizeof path, "%s/control", folder);
  int control = open(path, O_RDONLY | O_CLOEXEC);
  if (control < 0 || pread(control, &strangers, sizeof strangers, 40972) != sizeof strangers) strangers = 0;
  if (control >= 0) close(control);
  return strangers != 0;
}

/* Whether any process has it mapped of which that may be seen. */
static int is_mapped(const char *end)
{
  struct dirent *process;
  int used = 0;
  DIR *all = opendir("/proc");
  if (!all) return 0;
  while (!used && (process = readdir(all)) != NULL) used = atoi(process->d_name) && maps(process->d_name, end) == YES;
  closedir(all);
  return used;
}

static int is_in_use(const char *folder, const char *pid, const char *name)
{
  char end[2 * NAME_MAX];
  const char *number = strrchr(folder, '-'); /* no two folders have it */
  snprintf(end, sizeof end, "%s/%s", number ? number : "", name);
  int used = maps(pid, end);
  return used == YES || (has_strangers(folder) ? is_mapped(end) : used == NO_TELLING);
}

/* Whether a process that is about to record, or to turn into another program, has been at it for two seconds at most. */
static int is_on_its_way(const char *folder, const char *pid, const char *path)
{
  struct stat st;
  char process[64], next[PATH_MAX];
  const char *image = strchr(strrchr(path, '/'), '.') + 1;
  int number = strstr(image, ".exec") ? atoi(image) + 1 : strcmp(image, "start") ? atoi(image) : 0;
  snprintf(process, sizeof process, "/proc/%.32s", pid);
  snprintf(next, sizeof next, "%.*s%d.hrec", (int)(image - path), path, number);
  if (lstat(path, &st) || time(NULL) - st.st_mtime > 2 || !access(next, F_OK)) return 0;
  return !access(process, F_OK) || has_strangers(folder);
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
    if (!strcmp(end, ".hrec")) used = is_in_use(folder, pid, entry->d_name);
    if (!strcmp(end, ".part") || !strcmp(end, ".exec") || !strcmp(end, ".start")) used = is_on_its_way(folder, pid, path);
  }
  closedir(all);
  return used;
}

/* Until whoever holds the other end of standard input is gone, however it went. */
static void await_end_of_input(void)
{
  char byte;
  ssize_t got;
  do got = read(STDIN_FILENO, &byte, 1);
  while (got > 0 || (got < 0 && errno == EINTR));
}

static int keep(char **words)
{
  int nothing = open("/dev/null", O_RDWR);
  setsid();
  if (chdir("/")) return 1;
  await_end_of_input();
  for (int fd = 0; fd < 3; fd++) dup2(nothing, fd);
  for (int fd = 3; fd < 1024; fd++) close(fd);
  for (int quiet = 0; quiet < 3; usleep(200000)) {
    if (access(words[0], F_OK)) return 0;
    quiet = is_used(words[0]) ? 0 : quiet + 1; /* a fork may be under way */
  }
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
