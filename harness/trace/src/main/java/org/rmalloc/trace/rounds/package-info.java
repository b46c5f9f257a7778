// SPDX-License-Identifier: Apache-2.0
/** A trace played several times over, as by a program that closes and opens documents. */
package org.rmalloc.trace.rounds;
