// SPDX-License-Identifier: Apache-2.0
/** The oracle: the minimum that any allocator can need, and no allocator that one could build. */
package org.rmalloc.optimal;
