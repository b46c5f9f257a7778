// SPDX-License-Identifier: Apache-2.0
/** The text form of a trace, one op a line: reading and writing. */
package org.rmalloc.trace.ops;
