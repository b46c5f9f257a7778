// SPDX-License-Identifier: Apache-2.0
/** How long blocks live, measured in accesses. */
package org.rmalloc.trace.lifetime;
