/* SPDX-License-Identifier: Apache-2.0
 *
 * Follows a process into the program that it becomes, also where it leaves our variables out (env -i, unset
 * LD_PRELOAD, a launcher that makes an environment of its own), and leaves word of the programs that cannot be followed:
 * FOLDER/PID.N.exec, a link whose name is that of the recording up to here, and which holds KIND:PATH.
 */
#define _GNU_SOURCE
#include <alloca.h>
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "control.h"
#include "environment.h"
#include "file.h"
#include "image.h"
#include "log.h"

#define EXPORT __attribute__((visibility("default")))

typedef char *const *strings;

static void *next(const char *name)
{
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) abort(); /* each C library has them all */
  return found;
}

#define NEXT(type, name) ((type)next(name))

/* ---- what is about to be run ---- */

static int is_program(const char *path)
{
  struct stat st;
  return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

/* The file that execvp would run. 0: none. */
static int find(const char *file, char *found)
{
  const char *path = getenv("PATH");
  if (strchr(file, '/')) return snprintf(found, PATH_MAX, "%s", file) < PATH_MAX;
  for (path = path ? path : "/bin:/usr/bin";; path++) {
    size_t length = strcspn(path, ":");
    int wanted = snprintf(found, PATH_MAX, "%.*s%s%s", (int)length, path, length ? "/" : "", file);
    if (wanted < PATH_MAX && is_program(found)) return 1;
    path += length;
    if (!*path) return 0;
  }
}

/* An environment for a program, made on the caller's stack; ours unless there is nothing to do. */
struct plan {
  strings environment;
  enum image image;
  int noted; /* a link was left, to be taken back if nothing comes of it */
};

/* Counts a process that is started without a file of its own, by vfork() or as a new one, if it will have none. */
static void count(pid_t process, const struct plan *plan)
{
  if (!log_is_followed()) return;
  if (!environment_follows_children()) control_add_unrecorded_child(process);
  else if (plan->image != IMAGE_OPEN) control_add_loss(process, CONTROL_IMAGE + (int)plan->image);
}

#define ROOM(environment, pointers, text)                        \
  size_t text##_bytes;                                           \
  size_t pointers##_count = environment_room(environment, &text##_bytes); \
  char **pointers = alloca(pointers##_count * sizeof *pointers); \
  char *text = alloca(text##_bytes)

/* `becomes`: the process turns into it, and does not start it as another one. */
static struct plan plan(const char *path, strings environment, char **pointers, char *text, int becomes)
{
  struct plan plan = {environment, IMAGE_OPEN, 0};
  int error = errno;
  int anothers = environment_is_anothers(environment);
  int recorded = !anothers && log_is_followed() && (environment_follows_children() || (becomes && file_is_of(getpid())));
  if (log_mode != LOG_VALGRIND && path) plan.image = image_of(path);
  if (plan.image == IMAGE_32_BIT || plan.image == IMAGE_OTHER_LIBC || plan.image == IMAGE_SANITIZED) {
    environment_without(environment, pointers, text);
    plan.environment = pointers;
  } else if (recorded) {
    environment_with(environment, pointers, text);
    plan.environment = pointers;
  }
  if (becomes && log_is_followed() && !file_is_of(getpid())) { /* after vfork() */
    if (recorded) file_note_start(environment_folder(), getpid());
    count(getpid(), &plan);
  } else if (becomes && log_mode == LOG_FILE && path) {
    plan.noted = file_note_exec(anothers ? "elsewhere" : image_name(plan.image), path);
  }
  errno = error;
  return plan;
}

/* Nothing came of it. */
static int back(struct plan plan, int result)
{
  int error = errno;
  if (plan.noted) file_forget_exec();
  errno = error;
  return result;
}

/* ---- exec ---- */

EXPORT int execve(const char *path, strings arguments, strings environment)
{
  ROOM(environment, pointers, text);
  struct plan planned = plan(path, environment, pointers, text, 1);
  return back(planned, NEXT(int (*)(const char *, strings, strings), "execve")(path, arguments, planned.environment));
}

EXPORT int execvpe(const char *file, strings arguments, strings environment)
{
  char path[PATH_MAX];
  ROOM(environment, pointers, text);
  struct plan planned = plan(find(file, path) ? path : NULL, environment, pointers, text, 1);
  return back(planned, NEXT(int (*)(const char *, strings, strings), "execvpe")(file, arguments, planned.environment));
}

EXPORT int execv(const char *path, strings arguments) { return execve(path, arguments, environ); }
EXPORT int execvp(const char *file, strings arguments) { return execvpe(file, arguments, environ); }

EXPORT int fexecve(int fd, strings arguments, strings environment)
{
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  ROOM(environment, pointers, text);
  struct plan planned = plan(path, environment, pointers, text, 1);
  return back(planned, NEXT(int (*)(int, strings, strings), "fexecve")(fd, arguments, planned.environment));
}

/* The arguments up to a null pointer, on the caller's stack. */
#define COLLECT(first, list, arguments)                                        \
  va_list list;                                                                \
  size_t arguments##_count = 1;                                                \
  va_start(list, first);                                                       \
  while (va_arg(list, char *)) arguments##_count++;                            \
  va_end(list);                                                                \
  char **arguments = alloca((arguments##_count + 1) * sizeof *arguments);      \
  va_start(list, first);                                                       \
  arguments[0] = (char *)(first);                                              \
  for (size_t i = 1; i <= arguments##_count; i++) arguments[i] = va_arg(list, char *)

EXPORT int execl(const char *path, const char *first, ...)
{
  COLLECT(first, list, arguments);
  va_end(list);
  return execve(path, arguments, environ);
}

EXPORT int execlp(const char *file, const char *first, ...)
{
  COLLECT(first, list, arguments);
  va_end(list);
  return execvpe(file, arguments, environ);
}

EXPORT int execle(const char *path, const char *first, ...)
{
  COLLECT(first, list, arguments);
  char **environment = va_arg(list, char **);
  va_end(list);
  return execve(path, arguments, environment);
}

/* ---- spawn ---- */

/* Who may not want to know the process wants it known that there is one. */
static int started(int failed, const struct plan *planned, strings environment, pid_t process)
{
  int error = errno;
  if (!failed && planned->environment != environment && environment_follows_children())
    file_note_start(environment_folder(), process);
  if (!failed) count(process, planned);
  errno = error;
  return failed;
}

typedef int (*spawn)(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, strings, strings);

EXPORT int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
                       strings arguments, strings environment)
{
  ROOM(environment, pointers, text);
  struct plan planned = plan(path, environment, pointers, text, 0);
  pid_t own;
  pid_t *process = pid ? pid : &own;
  int failed = NEXT(spawn, "posix_spawn")(process, path, actions, attributes, arguments, planned.environment);
  return started(failed, &planned, environment, failed ? 0 : *process);
}

EXPORT int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
                        strings arguments, strings environment)
{
  char path[PATH_MAX];
  ROOM(environment, pointers, text);
  struct plan planned = plan(find(file, path) ? path : NULL, environment, pointers, text, 0);
  pid_t own;
  pid_t *process = pid ? pid : &own;
  int failed = NEXT(spawn, "posix_spawnp")(process, file, actions, attributes, arguments, planned.environment);
  return started(failed, &planned, environment, failed ? 0 : *process);
}

/* ---- a shell, which the C library starts without calling the functions above ---- */

/* Lends an environment of ours to it, where the program's would leave us out. Returns the program's, to be put back. */
static char **lend(char **pointers, char *text)
{
  char **own = environ;
  if (!log_is_followed() || !file_is_of(getpid()) || environment_is_followed(own)) return own;
  if (environment_follows_children()) {
    environment_with(own, pointers, text);
    environ = pointers;
  } else {
    control_add_unrecorded_child(0);
  }
  return own;
}

/* Unless another thread has made a new one meanwhile. */
static void put_back(char **own, char **pointers)
{
  if (environ == pointers) environ = own;
}

EXPORT int system(const char *command)
{
  ROOM(environ, pointers, text);
  char **own = lend(pointers, text);
  int status = NEXT(int (*)(const char *), "system")(command);
  put_back(own, pointers);
  return status;
}

EXPORT FILE *popen(const char *command, const char *mode)
{
  ROOM(environ, pointers, text);
  char **own = lend(pointers, text);
  FILE *stream = NEXT(FILE *(*)(const char *, const char *), "popen")(command, mode);
  put_back(own, pointers);
  return stream;
}
