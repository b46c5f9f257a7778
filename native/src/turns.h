/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Replays ops on the threads that the recorded program ran them on, one at a time and in recorded order. A thread starts at
 * its first op and ends after its last one, but for thread 0, which is the process' own. Whoever has the turn replays until
 * the next op is another thread's, and hands it on.
 */
#ifndef TURNS_H
#define TURNS_H

#include "workload.h"

/* Replays one op, on its thread. Returns 0 to end the replay there. */
typedef int turn_op(size_t op);

/*
 * Reserves the stacks of as many threads as are alive at a time, and nothing where the workload has no threads. False where
 * it has too many: turns_refusal says so. floor_stack: what turns_stack_floor says of a process without a library.
 */
int turns_begin(const struct workload *w, int64_t floor_stack);

/* Bytes that a thread touches of its stack, as this process has it: it starts one and ends it. -1 where none can be started. */
int64_t turns_stack_floor(void);

/* Replays all ops, those without threads on this one. Returns the op where the replay ended, or the count of ops. */
size_t turns_replay(turn_op *replay_op);

/* Bytes of stacks that are no memory of the library's: those of the stacks used so far. */
int64_t turns_stack_bytes(void);

/* How many threads there are now, this process' own among them. */
int64_t turns_live(void);

/* Why there are no such threads, in one line; NULL where nothing failed. */
const char *turns_refusal(void);

#endif
