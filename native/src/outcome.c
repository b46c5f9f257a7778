/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "outcome.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report.h"

const char *report_value(const char *report, const char *name, char *value, size_t room)
{
  size_t length = strlen(name);
  for (const char *line = report; line && *line; line = strchr(line, '\n'), line += line != NULL)
    if (!strncmp(line, name, length) && line[length] == ' ') {
      snprintf(value, room, "%.*s", (int)strcspn(line + length + 1, "\n"), line + length + 1);
      return value;
    }
  return NULL;
}

#define JUDGE(what, ...) return snprintf(o->message, sizeof o->message, __VA_ARGS__), (void)(o->status = (what))

/* Whether malloc is that of the library asked for: the dynamic linker only warns of one that it cannot load. */
static int is_the_library(const char *file, const char *library)
{
  struct stat is, asked;
  return !stat(file, &is) && !stat(library, &asked) && is.st_dev == asked.st_dev && is.st_ino == asked.st_ino;
}

static const char *place(const struct options *options)
{
  return options->mode == TIME || options->mode == COUNT ? "in a pass, after op" : "at op";
}

static void judge_death(struct outcome *o, const struct options *options, const struct process *p,
                        const struct progress *progress)
{
  unsigned long long op = progress->op;
  o->ended_at = (int64_t)op;
  const char *where = progress->begun ? place(options) : "before op";
  if (p->timed_out) JUDGE("timeout", "ended after %llu s, %s %llu", (unsigned long long)options->timeout_seconds, where, op);
  if (WIFSIGNALED(p->status) && WTERMSIG(p->status) == SIGKILL)
    JUDGE("killed", "killed %s %llu: the machine's memory may have run out", where, op);
  if (WIFSIGNALED(p->status))
    JUDGE("crashed", "signal %d (%s) %s %llu", WTERMSIG(p->status), strsignal(WTERMSIG(p->status)), where, op);
  JUDGE("exited", "the library ended the process with status %d %s %llu", WEXITSTATUS(p->status), where, op);
}

void outcome_judge(struct outcome *o, const struct options *options, const char *report, const struct process *p,
                   const struct progress *progress)
{
  char value[4096], bytes[32], met[32];
  o->ended_at = -1;
  if (report_value(report, "refused", value, sizeof value)) JUDGE("refused", "%s", value);
  if (options->library && report_value(report, "library", value, sizeof value) && strcmp(value, "none") &&
      !is_the_library(value, options->library))
    JUDGE("refused", "malloc is that of %s, not of %s%s%s", value, options->library, p->said[0] ? ": " : "", p->said);
  if (report_value(report, "wrong", value, sizeof value)) {
    o->ended_at = strtoll(report_value(report, "checked_ops", met, sizeof met), NULL, 10);
    JUDGE("wrong", "op %s: %s", met, value);
  }
  if (!report_value(report, "done", value, sizeof value)) {
    judge_death(o, options, p, progress);
    return;
  }
  if (report_value(report, "stopped", value, sizeof value))
    JUDGE("null", "op %s of %s bytes was refused: NULL", report_value(report, "ops_met", met, sizeof met),
          report_value(report, "stopped_bytes", bytes, sizeof bytes));
  JUDGE("finished", "%s", "");
}

/* Whether a line is for the supervisor only: it becomes part of the status. */
static int is_between_us(const char *name)
{
  return !strcmp(name, "done") || !strcmp(name, "stopped") || !strcmp(name, "wrong") || !strcmp(name, "refused");
}

/* One that was preloaded by a descriptor is called as it was asked for: it is that file, or the run is refused. */
static const char *library_of(const struct options *options, const char *file)
{
  return options->library && !strcmp(file, options->preload) ? options->library : file;
}

static void write_lines(const struct outcome *o, const struct options *options, const char *report, const char *said)
{
  report_text("rmalloc-native-result", "1");
  report_text("mode", options->mode_name);
  report_text("status", o->status);
  if (o->message[0]) report_text("message", o->message);
  if (said[0]) report_text("said", said);
  if (o->ended_at >= 0) report_number("ended_at", o->ended_at);
  /* Of a refused run nothing else is to be trusted. */
  for (const char *line = strcmp(o->status, "refused") ? report : ""; *line;) {
    char name[64], value[4096];
    size_t length = strcspn(line, "\n");
    if (line[length] != '\n') break; /* cut by the process' end */
    if (sscanf(line, "%63[^ \n] %4095[^\n]", name, value) == 2 && !is_between_us(name))
      report_text(name, strcmp(name, "library") ? value : library_of(options, value));
    line += length + 1;
  }
  report_text("end", "of result");
  report_flush();
}

int outcome_write(const struct outcome *o, const struct options *options, const char *report, const char *said)
{
  if (!options->result) {
    report_to(1);
    write_lines(o, options, report, said);
    return 1;
  }
  char draft[PATH_MAX];
  snprintf(draft, sizeof draft, "%s.part", options->result);
  int fd = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return 0;
  report_to(fd);
  write_lines(o, options, report, said);
  return !close(fd) && !rename(draft, options->result);
}
