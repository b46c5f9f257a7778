/** What a person asks of a trace first. */
package org.rmalloc.trace.inspect;
