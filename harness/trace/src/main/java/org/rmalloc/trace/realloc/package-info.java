// SPDX-License-Identifier: Apache-2.0
/** Resizes told as frees and births, for comparison with recorders that know no resize. */
package org.rmalloc.trace.realloc;
