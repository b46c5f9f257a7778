// SPDX-License-Identifier: Apache-2.0
/** The recorder's binary form, {@code .hrec}, byte by byte in {@code docs/hrec.md}. */
package org.rmalloc.trace.hrec;
