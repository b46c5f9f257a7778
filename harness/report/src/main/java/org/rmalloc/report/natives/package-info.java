/** Malloc libraries, each in a process of its own: their table, findings and charts. */
package org.rmalloc.report.natives;
