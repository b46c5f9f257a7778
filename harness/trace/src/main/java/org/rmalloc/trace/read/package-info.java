// SPDX-License-Identifier: Apache-2.0
/** The one way to read a trace into memory, whatever its format. */
package org.rmalloc.trace.read;
