/** The one way to read a trace into memory, whatever its format. */
package org.rmalloc.trace.read;
