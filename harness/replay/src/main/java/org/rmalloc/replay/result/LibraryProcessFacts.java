// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.Optional;

/**
 * What a process that a malloc library was measured in was like.
 *
 * @param library the file in which malloc lies
 * @param sha256 of that file, 64 hexadecimal digits in lower case; empty where it is not known
 * @param pageSize bytes
 * @param kernel name, version and architecture
 * @param payload what is written to blocks: {@code full} is a byte of each page and the last one
 * @param threads on which threads pages were counted: {@code one}, or {@code recorded}, each op on
 *     its own
 * @param printed the first that the library printed, up to 2 KiB; empty where it printed nothing
 */
public record LibraryProcessFacts(
    String library,
    String sha256,
    long pageSize,
    String kernel,
    String payload,
    String threads,
    Optional<String> printed) {

  /** The same without what it printed, which may differ from run to run. */
  public LibraryProcessFacts withoutPrinted() {
    return new LibraryProcessFacts(
        library, sha256, pageSize, kernel, payload, threads, Optional.empty());
  }
}
