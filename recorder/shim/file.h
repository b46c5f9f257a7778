/* SPDX-License-Identifier: Apache-2.0
 *
 * The file a process is recorded in, whatever the process does to its descriptors. One for each program image:
 * FOLDER/PID.N.hrec, N counting the programs that the process has exec'd. Nothing here allocates.
 */
#ifndef SHIM_FILE_H
#define SHIM_FILE_H

#include <stddef.h>
#include <stdint.h>

/* Creates this image's file in a folder, and claims it. 0: it cannot be. */
int file_create(const char *folder);

/* In a forked child: creates the child's own file, with the first bytes of its parent's. 0: it cannot be. */
int file_fork(uint64_t bytes);

/* The file belongs to the calling process, and not to those that it forks. */
void file_claim(void);
int file_is_ours(void);

/* Maps a part of the file, growing it with zeros. NULL: it cannot. */
unsigned char *file_map(uint64_t offset, size_t length);
void file_unmap(unsigned char *window, size_t length);

/* Reads the beginning of a file. Returns how many bytes, 0 if it cannot. */
size_t file_slurp(const char *path, char *to, size_t room);

#endif
