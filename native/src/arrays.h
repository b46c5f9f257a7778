/* SPDX-License-Identifier: Apache-2.0 */
/* Arrays of the replayer's own, which malloc has nothing to do with. */
#ifndef ARRAYS_H
#define ARRAYS_H

#include <stddef.h>

/* So many zeros, every page of them resident at once. Ends the process when there is no memory. */
void *array_of(size_t count, size_t each);
void array_release(void *array, size_t count, size_t each);

#endif
