/* SPDX-License-Identifier: Apache-2.0 */
/* Files of columns: mapped, and headed by a checksum. */
#ifndef MAPPED_FILE_H
#define MAPPED_FILE_H

#include <stddef.h>
#include <stdint.h>

/* Maps a file to be read. False, with errno, when it cannot be. */
int mapped_file_open(const char *file, const unsigned char **bytes, uint64_t *count);

/* FNV-1a, 64 bits. */
uint64_t mapped_file_checksum(const unsigned char *bytes, size_t count);

static inline uint64_t mapped_file_aligned(uint64_t offset) { return (offset + 7) & ~(uint64_t)7; }

#endif
