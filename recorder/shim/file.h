/* SPDX-License-Identifier: Apache-2.0
 *
 * The file a process is recorded in, whatever the process does to its descriptors. One for each program image:
 * FOLDER/PID.N.hrec, N counting the programs that the process has exec'd. It has that name as long as it can be seen
 * in /proc/PID/maps that the process is not done with it: before, it is called PID.N.part. Nothing here allocates.
 */
#ifndef SHIM_FILE_H
#define SHIM_FILE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Creates this image's file in a folder, or that of a forked child, and claims it. 0: it cannot be, and errno says why. */
int file_create(const char *folder);
int file_create_again(void);

/* Gives the file its name, once a part of it is mapped. 0: it cannot. */
int file_publish(void);

/* Takes it away before it has its name. */
void file_discard(void);

/* The name of the file in its folder. */
const char *file_name(void);

/* The file belongs to the calling process, and not to those that it forks. */
void file_claim(void);
int file_is_ours(void);
int file_is_of(pid_t process); /* also in a process that shares the memory of the one that it is of */

/* From now on no system call is made: the file is as long as it is. */
void file_freeze(void);
int file_is_frozen(void);

/* Whether there is a descriptor of the file; opens it again where the process has closed it. */
int file_is_open(void);

/* Makes the file so long, with zeros. 0: it cannot be. */
int file_grow(uint64_t size);

/* Maps a part of the file. NULL: it cannot. */
unsigned char *file_map(uint64_t offset, size_t length);
void file_unmap(unsigned char *window, size_t length);

/* Bytes that may be taken without filling the disk. */
uint64_t file_room(void);

/* Leaves word in the folder that another process has been started, of which the file is to be expected. */
void file_note_start(const char *in, pid_t process);

/* Leaves word in the folder that the process turns into another program; takes it back. */
int file_note_exec(const char *kind, const char *path);
void file_forget_exec(void);

/* Reads the beginning of a file. Returns how many bytes, 0 if it cannot. */
size_t file_slurp(const char *path, char *to, size_t room);

#endif
