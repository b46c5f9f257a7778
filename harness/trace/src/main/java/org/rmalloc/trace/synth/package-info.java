// SPDX-License-Identifier: Apache-2.0
/** Synthetic traces from a seed. */
package org.rmalloc.trace.synth;
