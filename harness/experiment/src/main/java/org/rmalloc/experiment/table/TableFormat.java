// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.table;

/** How a table is written. */
public enum TableFormat {
  /** Comma-separated, by RFC 4180, with a header. */
  CSV,
  /** Tab-separated, with a header. */
  TSV,
  /** A JSON object a line. */
  JSONL
}
