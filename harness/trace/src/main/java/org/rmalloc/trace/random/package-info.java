/** Random numbers that are equal on every machine, for everything that takes a seed. */
package org.rmalloc.trace.random;
