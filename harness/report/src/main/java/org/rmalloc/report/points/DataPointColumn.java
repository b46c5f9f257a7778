// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.points;

/** What a point may tell of an op, beside its index, its kind and its size. */
public enum DataPointColumn {
  /** Bytes: the request's; of a free the block's. */
  SIZE,
  /** Live bytes after the op. */
  USED,
  /** Bytes of the heap in free tiles. */
  FREE,
  /** Bytes of metadata, padding and rounding. */
  OVERHEAD,
  /** Bytes inside used blocks beyond the sizes asked for. */
  INTERNAL,
  /** Bytes of the heap claimed, used or not. */
  FOOTPRINT,
  /** The largest request that would be satisfied without out-of-memory handling, in bytes. */
  LARGEST_FREE,
  /** The same with out-of-memory handling. */
  MAXMEM,
  /** Deterministic cost of the op: 4-byte loads and stores. */
  COST,
  /** Deterministic cost of its out-of-memory handling. */
  OOM_COST,
  /** Nanoseconds of the op, as measured. */
  OP_TIME,
  /** Nanoseconds of its out-of-memory handling. */
  OOM_TIME
}
