/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "child.h"
#include "clock.h"
#include "outcome.h"
#include "process.h"

#define DONE 0
#define REFUSED 2
#define PADDED_BYTES 65536u /* the largest page there is */
#define MOST_REPORT_BYTES (16 << 20)

/* What one child is given and leaves behind. */
struct run {
  const struct options *options;
  int noop;
  struct process process;
  int report_fd, progress_fd;
  struct progress *progress;
  char *report;
};

struct word_list {
  char *words[256];
  int count;
};

static void add(struct word_list *list, const char *format, const char *text)
{
  if (list->count == 255 || asprintf(&list->words[list->count], format, text) < 0) abort();
  list->words[++list->count] = NULL;
}

static void add_number(struct word_list *list, const char *name, int64_t number)
{
  char text[32];
  add(list, "%s", name);
  snprintf(text, sizeof text, "%020lld", (long long)number); /* of one length, for the stack is to be of one size */
  add(list, "%s", text);
}

/*
 * Nothing of the user's own: a MALLOC_CONF left there would be measured too. A floor's environment is as long as that of the
 * library's run, or the stack might begin on another page.
 */
static struct word_list environment_of(const struct run *run)
{
  const struct options *o = run->options;
  struct word_list list = {.count = 0};
  for (int i = 0; o->variables[i]; i++) add(&list, "%s", o->variables[i]);
  if (o->library) add(&list, run->noop ? "NO_PRELOAD=%s" : "LD_PRELOAD=%s", o->preload);
  if (o->mode == SPACE || o->mode == COUNT) add(&list, "%s=1", CLOCK_VARIABLE); /* it stands still while instructions are counted */
  if (o->callgrind && getenv("PATH")) add(&list, "PATH=%s", getenv("PATH"));
  return list;
}

static void add_callgrind(struct word_list *list, const char *file)
{
  const char *const words[] = {"valgrind", "--tool=callgrind", "--toggle-collect=count_pass", "-q"};
  for (int i = 0; i < 4; i++) add(list, "%s", words[i]);
  add(list, "--callgrind-out-file=%s", file);
}

static struct word_list words_of(const struct run *run, const char *self, int count, char **words)
{
  struct word_list list = {.count = 0};
  if (run->options->callgrind) add_callgrind(&list, run->options->callgrind);
  add(&list, "%s", self);
  for (int i = 1; i < count; i++) add(&list, "%s", words[i]);
  add(&list, "%s", "--child");
  add(&list, "%s", "on");
  add(&list, "%s", "--noop");
  add(&list, "%s", run->noop ? "on" : "off");
  add_number(&list, "--report-fd", run->report_fd);
  add_number(&list, "--progress-fd", run->progress_fd);
  add_number(&list, "--floor-resident", run->options->floor_resident);
  add_number(&list, "--floor-mapped", run->options->floor_mapped);
  add_number(&list, "--floor-reserved", run->options->floor_reserved);
  add_number(&list, "--floor-stack", run->options->floor_stack);
  return list;
}

/*
 * Words and variables lie above the stack: padded to whole pages, so that their lengths do not decide where on its page the
 * stack begins, and with it how many pages the library's start takes of it.
 */
static void pad(struct word_list *variables, const struct word_list *words)
{
  static char padding[PADDED_BYTES];
  size_t bytes = strlen(words->words[0]) + 1; /* the kernel puts the program's name there once more */
  for (int i = 0; i < words->count; i++) bytes += strlen(words->words[i]) + 1 + sizeof(char *);
  for (int i = 0; i < variables->count; i++) bytes += strlen(variables->words[i]) + 1 + sizeof(char *);
  bytes += sizeof "PADDING=" + sizeof(char *);
  size_t missing = PADDED_BYTES - bytes % PADDED_BYTES - 1;
  memset(padding, '-', missing);
  padding[missing] = 0;
  add(variables, "PADDING=%s", padding);
}

static int share(struct run *run)
{
  run->report_fd = memfd_create("report", 0);
  run->progress_fd = memfd_create("progress", 0);
  if (run->report_fd < 0 || run->progress_fd < 0 || ftruncate(run->progress_fd, sizeof(struct progress))) return 0;
  run->progress = mmap(NULL, sizeof(struct progress), PROT_READ, MAP_SHARED, run->progress_fd, 0);
  return run->progress != MAP_FAILED;
}

static int read_report(struct run *run)
{
  off_t length = lseek(run->report_fd, 0, SEEK_END);
  if (length < 0 || length > MOST_REPORT_BYTES) return 0;
  run->report = calloc((size_t)length + 1, 1);
  return run->report && pread(run->report_fd, run->report, (size_t)length, 0) == length;
}

static int run_child(struct run *run, int count, char **words)
{
  char self[PATH_MAX] = "";
  if (!share(run) || readlink("/proc/self/exe", self, sizeof self - 1) < 0) return 0;
  struct word_list variables = environment_of(run), all = words_of(run, self, count, words);
  const struct options *o = run->options;
  if (o->mode == SPACE) pad(&variables, &all);
  run->process = (struct process){
      .program = all.words[0],
      .words = all.words,
      .environment = variables.words,
      .fixed_addresses = o->mode == SPACE,
      .layout = o->layout,
      .huge_pages = o->mode != SPACE || o->huge_pages,
      .with_parent = o->with_parent,
      .timeout_seconds = o->timeout_seconds,
  };
  return process_run(&run->process) && read_report(run);
}

static int64_t number_of(const struct run *run, const char *name)
{
  char value[64];
  return report_value(run->report, name, value, sizeof value) ? strtoll(value, NULL, 10) : -1;
}

/* The same process without the library: what is left is subtracted. False when there is no such figure. */
static int measure_floor(struct run *run, struct options *options, int count, char **words)
{
  if (!run_child(run, count, words)) return 0;
  options->floor_resident = number_of(run, "floor_resident");
  options->floor_mapped = number_of(run, "floor_mapped");
  options->floor_reserved = number_of(run, "floor_reserved");
  options->floor_stack = number_of(run, "floor_stack");
  return options->floor_resident >= 0;
}

static int conclude(const struct run *run)
{
  struct outcome outcome;
  outcome_judge(&outcome, run->options, run->report, &run->process, run->progress);
  int written = outcome_write(&outcome, run->options, run->report, run->process.said);
  int refused = !strcmp(outcome.status, "refused");
  if (refused) fprintf(stderr, "%s\n", outcome.message);
  if (!written) fprintf(stderr, "%s: %s\n", run->options->result, strerror(errno));
  return refused || !written ? REFUSED : DONE;
}

static int check_library(const char *library)
{
  if (!library) return 1;
  if (library[0] != '/') return fprintf(stderr, "%s: expected an absolute path\n", library), 0;
  if (access(library, R_OK)) return fprintf(stderr, "%s: %s\n", library, strerror(errno)), 0;
  return 1;
}

/*
 * What LD_PRELOAD is to name: it has no way to quote a blank or a colon, and takes a dollar for a variable, so that such a file
 * is named by a descriptor, which the child inherits.
 */
static const char *preload_of(const char *library)
{
  static char name[64];
  if (!library || !strpbrk(library, " :$")) return library;
  int fd = open(library, O_RDONLY);
  if (fd < 0) return library;
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  return name;
}

int supervise(struct options *options, int count, char **words)
{
  if (!check_library(options->library)) return REFUSED;
  options->preload = preload_of(options->library);
  if (options->mode == SPACE && !options->noop) {
    struct run floor = {.options = options, .noop = 1};
    if (!measure_floor(&floor, options, count, words)) return conclude(&floor);
  }
  struct run run = {.options = options, .noop = options->noop};
  if (!run_child(&run, count, words)) {
    fprintf(stderr, "cannot run the replay: %s\n", strerror(errno));
    return REFUSED;
  }
  return conclude(&run);
}
