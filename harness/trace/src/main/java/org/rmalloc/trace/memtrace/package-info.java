// SPDX-License-Identifier: Apache-2.0
/** The text form of what a recorder saw. */
package org.rmalloc.trace.memtrace;
