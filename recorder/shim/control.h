/* SPDX-License-Identifier: Apache-2.0
 *
 * A page of memory that all processes of a recording share with `rmalloc record`: what each of them has to say that
 * is in no recording. It is mapped once, so that it can be written to after a chroot, a setuid or a close of all
 * descriptors, and by a process that may make no system calls. FOLDER/control, 64 KiB of zeros to begin with, little-endian:
 *
 *   bytes 0-3        how many children were not recorded, those that did not fit below included
 *   bytes 4-7        how many processes were not recorded that ought to have been
 *   bytes 8-8199     of the first 1,024 of the latter: process id, then why (errno, or one of the below)
 *   bytes 8200-40967 process ids of the former, by open addressing
 *   bytes 40968-40971 forks that have begun, less those whose child has its own file: a fork that fails leaves one too many
 *   bytes 40972-40975 1 once a process of another namespace of process ids records, whose number there is another one here
 *   bytes 40976-40983 the namespace of the first process
 */
#ifndef SHIM_CONTROL_H
#define SHIM_CONTROL_H

#include <sys/types.h>

enum {
  CONTROL_NO_CALLS = 10000, /* above every errno: the process may make no system calls */
  CONTROL_IMAGE = 10000     /* and this much above the enum image of a program that cannot be recorded */
};

/* Maps the page; without it nothing is said. */
void control_open(const char *folder);

/* To be called in each process that records. */
void control_check_namespace(void);

void control_begin_fork(void);
void control_end_fork(void);

/* Of a process; 0: of one whose number is not known. */
void control_add_unrecorded_child(pid_t process);
void control_add_loss(pid_t process, int why);

#endif
