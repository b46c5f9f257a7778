// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.Locale;
import org.rmalloc.trace.OpKind;

/**
 * The request that could not be met, and the heap that could not meet it, after out-of-memory
 * handling.
 *
 * @param opIndex counts requests, from 0
 * @param op NEW or RESIZE
 * @param sizeBytes asked for
 * @param locked whether the block to be resized was locked, and so had to stay in place
 * @param usedBytes live bytes
 * @param freeBytes bytes in free tiles
 * @param largestFree the largest request that would have succeeded, in bytes; −1 if not even 0
 */
public record UnmetRequest(
    long opIndex,
    OpKind op,
    long sizeBytes,
    boolean locked,
    long usedBytes,
    long freeBytes,
    long largestFree) {

  /** One sentence: what the run died of. */
  public String inWords() {
    return String.format(
        Locale.ROOT, // the same digits in every file
        "out of memory at op %d: %s of %d bytes%s; %d bytes live, %d free, largest request %d",
        opIndex,
        op == OpKind.NEW ? "malloc" : "realloc",
        sizeBytes,
        locked ? ", locked" : "",
        usedBytes,
        freeBytes,
        largestFree);
  }
}
