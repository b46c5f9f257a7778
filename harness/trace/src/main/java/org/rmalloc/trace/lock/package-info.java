// SPDX-License-Identifier: Apache-2.0
/**
 * Locks simulated from accesses: programs do not say when they need a block's address, but a block
 * that is accessed often within a short time is in use.
 */
package org.rmalloc.trace.lock;
