/** The text form of what a recorder saw. */
package org.rmalloc.trace.memtrace;
