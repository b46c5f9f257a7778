/** How long blocks live, measured in accesses. */
package org.rmalloc.trace.lifetime;
