// SPDX-License-Identifier: Apache-2.0
/** Recordings of every format we know, and what they are translated to. */
package org.rmalloc.trace.translate;
