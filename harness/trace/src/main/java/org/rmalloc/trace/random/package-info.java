// SPDX-License-Identifier: Apache-2.0
/** Random numbers that are equal on every machine, for everything that takes a seed. */
package org.rmalloc.trace.random;
