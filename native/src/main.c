/* SPDX-License-Identifier: Apache-2.0 */
/* Replays a workload against a malloc library: see README.md. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "options.h"
#include "supervisor.h"

#define USAGE 2

int main(int count, char **words)
{
  static char refusal[4096];
  static struct options options;
  if (!options_parse(&options, count, words, refusal, sizeof refusal)) {
    (void)!write(2, refusal, strlen(refusal));
    (void)!write(2, "\n", 1);
    return USAGE;
  }
  if (options.is_child) child_run(&options);
  return supervise(&options, count, words);
}
