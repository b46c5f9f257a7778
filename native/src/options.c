/* SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REFUSE(...) return snprintf(refusal, room, __VA_ARGS__), 0

static const char *const MODES[] = {"time", "space", "count", "check"};

static int parse_mode(struct options *options, const char *word)
{
  for (int mode = TIME; mode <= CHECK; mode++)
    if (!strcmp(word, MODES[mode])) {
      options->mode = (enum mode)mode;
      options->mode_name = MODES[mode];
      return 1;
    }
  return 0;
}

static int parse_number(const char *word, uint64_t *number)
{
  char *end;
  errno = 0;
  *number = strtoull(word, &end, 10);
  return word[0] >= '0' && word[0] <= '9' && !*end && !errno;
}

static int parse_yes(const char *word, int *yes)
{
  *yes = !strcmp(word, "on");
  return *yes || !strcmp(word, "off");
}

static int parse_payload(const char *word, enum payload *payload)
{
  static const char *const PAYLOADS[] = {"full", "none", "recorded"};
  for (int at = PAYLOAD_FULL; at <= PAYLOAD_RECORDED; at++)
    if (!strcmp(word, PAYLOADS[at])) return *payload = (enum payload)at, 1;
  return 0;
}

/* `recorded`, or the other one, which *is_other says. */
static int parse_recorded(const char *word, const char *other, int *is_other)
{
  *is_other = !strcmp(word, other);
  return *is_other || !strcmp(word, "recorded");
}

static int add_variable(struct options *options, const char *word)
{
  int count = 0;
  while (options->variables[count]) count++;
  options->variables[count] = word;
  return count < OPTIONS_MOST_VARIABLES && strchr(word, '=') > word;
}

static int parse_fd(const char *word, int *fd)
{
  uint64_t number;
  int ok = parse_number(word, &number);
  *fd = (int)number;
  return ok;
}

static int parse_signed(const char *word, int64_t *number)
{
  *number = strtoll(word, NULL, 10);
  return 1;
}

/* Whether the name is an option, and *ok whether its value is one. */
static int parse_option(struct options *o, const char *name, const char *value, int *ok)
{
#define TEXT(option, field) if (!strcmp(name, option)) return *ok = 1, (field) = value, 1
#define VALUE(option, parse) if (!strcmp(name, option)) return *ok = (parse), 1
  TEXT("--result", o->result);
  TEXT("--library", o->library);
  TEXT("--latencies", o->latencies);
  TEXT("--callgrind", o->callgrind);
  VALUE("--env", add_variable(o, value));
  VALUE("--noop", parse_yes(value, &o->noop));
  VALUE("--huge-pages", parse_yes(value, &o->huge_pages));
  VALUE("--with-parent", parse_yes(value, &o->with_parent));
  VALUE("--untrapped", parse_yes(value, &o->untrapped));
  TEXT("--touches", o->touches);
  TEXT("--cgroup", o->cgroup);
  VALUE("--payload", parse_payload(value, &o->payload));
  VALUE("--threads", parse_recorded(value, "one", &o->one_thread));
  VALUE("--layout", parse_number(value, &o->layout) && o->layout < OPTIONS_LAYOUTS);
  VALUE("--clock", parse_recorded(value, "requests", &o->clock_by_requests));
  VALUE("--ns-per-op", parse_number(value, &o->nanos_per_op));
  VALUE("--points", parse_number(value, &o->points));
  VALUE("--budget-ms", parse_number(value, &o->budget_millis));
  VALUE("--timeout", parse_number(value, &o->timeout_seconds));
  VALUE("--child", parse_yes(value, &o->is_child));
  VALUE("--report-fd", parse_fd(value, &o->report_fd));
  VALUE("--progress-fd", parse_fd(value, &o->progress_fd));
  VALUE("--floor-resident", parse_signed(value, &o->floor_resident));
  VALUE("--floor-mapped", parse_signed(value, &o->floor_mapped));
  VALUE("--floor-reserved", parse_signed(value, &o->floor_reserved));
  VALUE("--floor-stack", parse_signed(value, &o->floor_stack));
  return 0;
}

int options_parse(struct options *options, int count, char **words, char *refusal, unsigned room)
{
  *options = (struct options){.nanos_per_op = 100, .budget_millis = 1000};
  if (count < 3 || !parse_mode(options, words[1]))
    REFUSE("usage: rmalloc-native time|space|count|check WORKLOAD [--OPTION VALUE]…");
  options->workload = words[2];
  for (int word = 3; word < count; word += 2) {
    int ok;
    if (word + 1 == count) REFUSE("%s: a value is missing", words[word]);
    if (!parse_option(options, words[word], words[word + 1], &ok)) REFUSE("%s: no such option", words[word]);
    if (!ok) REFUSE("%s %s: no value of this option", words[word], words[word + 1]);
  }
  if ((options->payload == PAYLOAD_RECORDED) != (options->touches != NULL))
    REFUSE("--payload recorded and --touches FILE: expected both, or neither");
  return 1;
}
