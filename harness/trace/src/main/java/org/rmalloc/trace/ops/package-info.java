/** The text form of a trace, one op a line: reading and writing. */
package org.rmalloc.trace.ops;
