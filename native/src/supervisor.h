/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUPERVISOR_H
#define SUPERVISOR_H

#include "options.h"

/*
 * Runs the replay in a child process, with the library preloaded, and writes the result, however the child ends. The exit
 * status: 0 with a result, 2 for what is refused.
 */
int supervise(struct options *options, int count, char **words);

#endif
