// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/**
 * What can be chosen.
 *
 * @param alignment of payloads in bytes: 4, 8 or 16
 * @param maximumSlabBytes the largest request that gets a slot of a slab; 0: there are no slabs
 * @param maximumLockedSlabBytes the largest request that gets a slab to be made while locks last
 * @param maximumSlots slots of the largest slabs
 * @param policy how room is made for a request that failed
 */
record Rmalloc2Options(
    int alignment,
    int maximumSlabBytes,
    int maximumLockedSlabBytes,
    int maximumSlots,
    OutOfMemoryCompactionPolicy policy) {}
