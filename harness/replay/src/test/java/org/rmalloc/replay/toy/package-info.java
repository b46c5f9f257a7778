// SPDX-License-Identifier: Apache-2.0
/** Small allocators that a reader can follow by hand, and traces as one line of text. */
package org.rmalloc.replay.toy;
