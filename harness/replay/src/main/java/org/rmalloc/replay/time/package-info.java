// SPDX-License-Identifier: Apache-2.0
/**
 * The time pass: several forked virtual machines for each allocator, with a plain heap, an
 * unchecked allocator and nothing else in it.
 */
package org.rmalloc.replay.time;
