/* SPDX-License-Identifier: Apache-2.0
 *
 * Turns references to the allocator that were bound past the shim.
 */
#ifndef SHIM_DEEPBIND_H
#define SHIM_DEEPBIND_H

#include <stdint.h>

/* Our function for a reference that leads to the one that we stand before; 0 for any other. `lazy`: it may lead to the
 * dynamic linker as yet, which is to look for it. */
uintptr_t deepbind_ours(const char *name, uintptr_t bound, int lazy);

/* The function of a name behind ours, also while ours of dlsym is the first. */
void *deepbind_next(const char *name);

#endif
