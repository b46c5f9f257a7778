// SPDX-License-Identifier: Apache-2.0

/** Names that the tables and the paper share, and what H1 fixes. */
final class Names {
  static final String BUMP = "rmalloc";
  static final String COMPACTING = "rmalloc-compacting";
  static final String MAXMEM = "rmalloc-compacting-maxmem";
  static final String SUCCESSOR = "rmalloc2";
  static final String BASE = "dlmalloc";

  /** The malloc library that the others are compared with. */
  static final String REFERENCE = "glibc";

  static final String SMALLEST = "min";
  static final String TIGHT = "1.05x";
  static final String ROOMY = "1.5x";
  static final String AMPLE = "4x";

  /** The memory of the small machines of H1. */
  static final long SMALL_MACHINE_BYTES = 512 * 1024;

  private Names() {}
}
