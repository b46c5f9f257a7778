/* SPDX-License-Identifier: Apache-2.0
 *
 * The variables that make a program be recorded: read when it starts, and given to the programs that it becomes
 * even where it has taken them out of its environment.
 */
#ifndef SHIM_ENVIRONMENT_H
#define SHIM_ENVIRONMENT_H

#include <stddef.h>

/* Reads them; also before the C library knows of an environment. */
void environment_read(void);

const char *environment_folder(void); /* NULL: nothing is to be recorded */
int environment_root(void);           /* process id; 0: every process is to be recorded */
int environment_follows_children(void);
int environment_is_lackey(void);

/* Whether a program with that environment would load our library. */
int environment_is_followed(char *const *environment);

/* Whether a program with that environment would be recorded for somebody else: `rmalloc record` within another one. */
int environment_is_anothers(char *const *environment);

/* Room, in pointers and in bytes, for what the next two make of an environment. */
size_t environment_room(char *const *environment, size_t *bytes);

/* That environment with our variables, or without our library. */
void environment_with(char *const *environment, char **to, char *text);
void environment_without(char *const *environment, char **to, char *text);

#endif
