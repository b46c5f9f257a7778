// SPDX-License-Identifier: Apache-2.0
/**
 * The space pass: a checked replay on a counting heap, in process, deterministic, that knows every
 * figure at every request.
 */
package org.rmalloc.replay.space;
