// SPDX-License-Identifier: Apache-2.0
/** How much must move for how small a heap: one replay for each contender, heap and locks. */
package org.rmalloc.replay.frontier;
