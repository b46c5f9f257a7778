/** Synthetic traces from a seed. */
package org.rmalloc.trace.synth;
