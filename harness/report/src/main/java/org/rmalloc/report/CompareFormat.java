// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

/** How a comparison is printed. */
public enum CompareFormat {
  TEXT,
  JSON,
  CSV,
  MARKDOWN,
  LATEX
}
