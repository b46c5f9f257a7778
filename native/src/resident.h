/* SPDX-License-Identifier: Apache-2.0 */
/* How much memory this process holds. */
#ifndef RESIDENT_H
#define RESIDENT_H

#include <stdint.h>

/*
 * Bytes of anonymous pages, those in swap included: private pages of files that were written to are among them. Exact: the
 * kernel walks the page tables, in about a millisecond. -1 when this kernel does not say.
 */
int64_t resident_bytes(void);

/* How many page faults this process has had. */
uint64_t resident_faults(void);

#endif
