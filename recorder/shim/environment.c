/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "environment.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAMES = 4, PRELOAD = 11 /* the length of LD_PRELOAD= */ };

static const char *const names[NAMES] = {"RMALLOC_RECORD_DIR=", "RMALLOC_RECORD_ROOT=", "RMALLOC_RECORD_CHILDREN=",
                                         "RMALLOC_RECORD_LACKEY="};

static char ours[NAMES][PATH_MAX + 32]; /* as NAME=VALUE; empty: not set */
static char library[PATH_MAX];          /* as LD_PRELOAD names it */

static int starts_with(const char *text, const char *prefix) { return strncmp(text, prefix, strlen(prefix)) == 0; }

static void keep(const char *variable)
{
  for (int i = 0; i < NAMES; i++)
    if (starts_with(variable, names[i]) && strlen(variable) < sizeof ours[i]) strcpy(ours[i], variable);
}

/* Before the C library has begun, for .preinit_array, there is only what the kernel gave. A variable that is split
 * between two reads is put together; one that is longer than the buffer is none of ours. */
static void read_from_kernel(void)
{
  static char buffer[2 * PATH_MAX];
  size_t used = 0;
  int opened = open("/proc/self/environ", O_RDONLY | O_CLOEXEC);
  if (opened < 0) return;
  for (ssize_t got; (got = read(opened, buffer + used, sizeof buffer - used)) > 0;) {
    char *variable = buffer;
    used += (size_t)got;
    for (char *end; (end = memchr(variable, 0, used - (size_t)(variable - buffer))) != NULL; variable = end + 1) keep(variable);
    used -= (size_t)(variable - buffer);
    memmove(buffer, variable, used);
    if (used == sizeof buffer) used = 0;
  }
  close(opened);
}

void environment_read(void)
{
  Dl_info self;
  if (environ) {
    for (char **variable = environ; *variable; variable++) keep(*variable);
  } else {
    read_from_kernel();
  }
  if (dladdr((void *)environment_read, &self) && self.dli_fname && strlen(self.dli_fname) < sizeof library)
    strcpy(library, self.dli_fname);
}

static const char *value(int name) { return ours[name][0] ? ours[name] + strlen(names[name]) : NULL; }

const char *environment_folder(void)
{
  const char *folder = value(0);
  return folder && *folder ? folder : NULL;
}

int environment_root(void)
{
  const char *root = value(1);
  return root ? atoi(root) : 0;
}

int environment_follows_children(void)
{
  const char *children = value(2);
  return children && *children == '1';
}

int environment_is_lackey(void) { return value(3) != NULL; }

size_t environment_room(char *const *environment, size_t *bytes)
{
  size_t count = 0;
  *bytes = sizeof library + PRELOAD + 2;
  for (; environment && environment[count]; count++)
    if (starts_with(environment[count], "LD_PRELOAD=")) *bytes += strlen(environment[count]);
  return count + NAMES + 2;
}

static int is_ours(const char *variable)
{
  for (int i = 0; i < NAMES; i++)
    if (ours[i][0] && starts_with(variable, names[i])) return 1;
  return 0;
}

/* The next of the libraries that LD_PRELOAD lists; its length, 0 when there are no more. */
static size_t next_library(const char **list)
{
  *list += strspn(*list, ": \t");
  return strcspn(*list, ": \t");
}

static int is_library(const char *name, size_t length) { return length == strlen(library) && !memcmp(name, library, length); }

static int lists_library(const char *list)
{
  for (size_t length; (length = next_library(&list)) > 0; list += length)
    if (is_library(list, length)) return 1;
  return 0;
}

int environment_is_followed(char *const *environment)
{
  for (; environment && *environment; environment++)
    if (starts_with(*environment, "LD_PRELOAD=") && lists_library(*environment + PRELOAD)) return 1;
  return 0;
}

int environment_is_anothers(char *const *environment)
{
  for (; environment && *environment; environment++)
    if (starts_with(*environment, names[0]) && strcmp(*environment, ours[0])) return 1;
  return 0;
}

void environment_with(char *const *environment, char **to, char *text)
{
  char *preload = text;
  text += sprintf(text, "LD_PRELOAD=%s", library) + 1;
  for (; environment && *environment; environment++) {
    if (is_ours(*environment)) continue;
    if (!starts_with(*environment, "LD_PRELOAD=")) {
      *to++ = *environment;
    } else if (lists_library(*environment + PRELOAD)) {
      preload = *environment;
    } else {
      preload = text;
      text += sprintf(text, "LD_PRELOAD=%s:%s", library, *environment + PRELOAD) + 1;
    }
  }
  for (int i = 0; i < NAMES; i++)
    if (ours[i][0]) *to++ = ours[i];
  if (library[0]) *to++ = preload;
  *to = NULL;
}

void environment_without(char *const *environment, char **to, char *text)
{
  for (; environment && *environment; environment++) {
    if (!starts_with(*environment, "LD_PRELOAD=") || !lists_library(*environment + PRELOAD)) {
      *to++ = *environment;
      continue;
    }
    const char *list = *environment + PRELOAD;
    char *start = text;
    text += sprintf(text, "LD_PRELOAD=");
    char *first = text;
    for (size_t length; (length = next_library(&list)) > 0; list += length)
      if (!is_library(list, length)) text += sprintf(text, "%s%.*s", text == first ? "" : ":", (int)length, list);
    if (text++ != first) *to++ = start;
  }
  *to = NULL;
}
