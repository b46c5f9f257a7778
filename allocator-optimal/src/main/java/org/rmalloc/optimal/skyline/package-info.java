// SPDX-License-Identifier: Apache-2.0
/**
 * One pass over all blocks of a problem, from the bottom of the skyline to its top, under a
 * priority of the blocks: for whole recordings.
 */
package org.rmalloc.optimal.skyline;
